"""How many draws of chance are made: bounded by their number, and by what they cost on so large a network."""

import numpy as np

from parknet.analytics.adequacy import Words
from parknet.analytics.measure import Measure
from parknet.analytics.network import Network
from parknet.errors import Problem, Refused, Sentence

MOST_DRAWS = 10_000
"""Draws that may be asked for on any network."""

LARGEST_SEED = 2**32 - 1

MOST_WORK = 100
"""What all draws of a measure may cost, in networks as large as it is worked out on (see `measures`)."""


def check_draws(draws: int, seed: int, least: int) -> None:
    """Raise Refused (code `draws`) for fewer than the least number, for more than are ever made, and for no seed."""
    if not _whole(seed, 0, LARGEST_SEED):
        cause = Sentence("This is no seed.", "这不是随机种子。")
        remedy = Sentence(f"Give a whole number from 0 to {LARGEST_SEED}.", f"请填写 0 至 {LARGEST_SEED} 的整数。")
        raise Refused([Problem("draws", "seed", str(seed), cause, remedy)])
    if _whole(draws, least, MOST_DRAWS):
        return
    cause = Sentence(f"{draws} draws are too few to judge by, or more than are made.", f"{draws} 次抽取过少或过多。")
    remedy = Sentence(f"Ask for {least} to {MOST_DRAWS}.", f"请填写 {least} 至 {MOST_DRAWS}。")
    raise Refused([Problem("draws", "draws", str(draws), cause, remedy)])


def _whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int | np.integer) and bool(least <= value <= most)


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
