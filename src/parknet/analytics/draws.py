"""How many draws of chance may be asked for: by their number, and by what they cost on so large a network."""

from collections.abc import Sequence

from parknet.analytics.measure import Measure
from parknet.analytics.network import Network
from parknet.errors import Problem, Refused, Sentence

MOST_DRAWS = 10_000
"""Draws that may be asked for on any network."""

MOST_WORK = 300
"""Largest networks, as large as a measure is worked out on, that all draws together may amount to; one takes 2 s."""


def check_draws(network: Network, entries: Sequence[Measure], draws: int, least: int) -> None:
    """Raise Refused (code `draws`) for fewer than the least number, for too many, and for too many of such measures."""
    nodes, ties = len(network.nodes.id), len(network.ties.source)
    share = sum(max(nodes / entry.exact_nodes, ties / entry.exact_ties) for entry in entries)
    most = min(MOST_DRAWS, int(MOST_WORK / share) if share else MOST_DRAWS)
    if least <= draws <= most:
        return
    few = draws < least or draws > MOST_DRAWS
    if few:
        cause = Sentence(
            f"{draws} draws are too few to judge by, or more than are made.", f"{draws} 次抽取过少或过多。"
        )
    else:
        cause = Sentence(
            f"{draws} draws would take too long on {nodes} nodes and {ties} ties.",
            f"网络有 {nodes} 个节点、{ties} 对合作，{draws} 次抽取耗时过长。",
        )
    if most < least:
        remedy = Sentence("Narrow the lens or ask for fewer measures at once.", "请缩小范围，或减少一次计算的指标。")
    else:
        remedy = Sentence(f"Ask for {least} to {most}.", f"请填写 {least} 至 {most}。")
    raise Refused([Problem("draws", "draws", str(draws), cause, remedy)])
