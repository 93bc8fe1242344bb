"""How many draws of chance are made: bounded by their number, and by what they cost on so large a network."""

from parknet.analytics.adequacy import Words
from parknet.analytics.measure import Measure
from parknet.analytics.network import Network
from parknet.errors import Problem, Refused, Sentence

MOST_DRAWS = 10_000
"""Draws that may be asked for on any network."""

MOST_WORK = 100
"""What all draws of a measure may cost, in networks as large as it is worked out on (see `measures`)."""


def check_draws(draws: int, least: int) -> None:
    """Raise Refused (code `draws`) for fewer than the least number, and for more than are ever made."""
    if least <= draws <= MOST_DRAWS:
        return
    cause = Sentence(f"{draws} draws are too few to judge by, or more than are made.", f"{draws} 次抽取过少或过多。")
    remedy = Sentence(f"Ask for {least} to {MOST_DRAWS}.", f"请填写 {least} 至 {MOST_DRAWS}。")
    raise Refused([Problem("draws", "draws", str(draws), cause, remedy)])


def too_long(network: Network, entry: Measure, draws: int) -> Words | None:
    """Why so many draws are not made for a measure on such a network; None where they are."""
    nodes, ties = len(network.nodes.id), len(network.ties.source)
    share = max(nodes / entry.exact_nodes, ties / entry.exact_ties)
    if draws * share <= MOST_WORK:
        return None
    most = int(MOST_WORK / share)
    return (
        f"在{nodes}个节点、{ties}对合作上抽取{draws}次耗时过长，最多{most}次；请减少次数或缩小范围。",
        f"{draws} draws would take too long on {nodes} nodes and {ties} ties, {most} are the most: ask for fewer, or "
        "narrow the lens.",
    )
