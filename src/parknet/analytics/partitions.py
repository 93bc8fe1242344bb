"""Whether communities can be relied on: how far they agree over seeds, and with the macro-regions."""

from collections.abc import Callable, Sequence

from parknet.analytics.adequacy import Adequacy, Words
from parknet.analytics.agreement import Partition, adjusted_rand, mutual_information
from parknet.analytics.communities import SEEDS, leiden, leiden_stability, louvain, louvain_stability
from parknet.analytics.groups import THICK
from parknet.analytics.measure import STRENGTH, Compute, Measure, Value, of_network
from parknet.analytics.network import Network
from parknet.analytics.regions import of_known_region

_METHODS = {
    "communities": (("社群", "communities"), louvain, louvain_stability, (200, 1_000), (6_000, 30_000)),
    "leiden": (("莱顿社群", "Leiden communities"), leiden, leiden_stability, (1_500, 7_500), (100_000, 500_000)),
}
"""By the id of the partition: its name, itself, its stability, and the nodes and ties up to which the stability, and a
comparison, are worked out."""

_FIGURES = {
    "nmi": (
        ("标准化互信息", "normalised mutual information"),
        mutual_information,
        "I(C;R) / ((H(C) + H(R)) / 2)",
        "Danon et al. 2005",
        ("1为完全一致，0为互不相关", "1: the same, 0: nothing in common"),
        ("除以两者熵的平均", "divided by the mean of both entropies"),
    ),
    "ari": (
        ("调整兰德指数", "adjusted Rand index"),
        adjusted_rand,
        "(Σ C(n(c,r),2) - E) / ((Σ C(n(c),2) + Σ C(n(r),2))/2 - E), E = Σ C(n(c),2) Σ C(n(r),2) / C(n,2)",
        "Hubert and Arabie 1985",
        ("1为完全一致，0如随机", "1: the same, 0: as by chance"),
        ("减去随机期望，除以最大值减去该期望", "less its value by chance, divided by the largest value less the same"),
    ),
}


def _stability(id_: str) -> Measure:
    (zh, en), _, compute, (nodes, ties), _ = _METHODS[id_]

    def values(network: Network, seed: int) -> Sequence[Value]:
        return [compute(network, seed)]

    return of_network(
        f"{id_}_stability",
        label=(f"{zh}的稳定性", f"stability of {en}"),
        definition=(
            f"用{SEEDS}个不同种子得到的{zh}两两一致的平均程度；低则所示划分只是多种可能之一。",
            f"How far the {en} of {SEEDS} seeds agree, two by two; where it is low, the one shown is one of many.",
        ),
        formula=f"mean adjusted Rand index over the {SEEDS * (SEEDS - 1) // 2} pairs of {SEEDS} runs",
        networkx="",
        reference="Hubert and Arabie 1985; Good, de Montjoye and Clauset 2010",
        direction=("1为每次都相同，越小越不可靠", "1: the same each time; smaller: less reliable"),
        weight=STRENGTH,
        normalisation=_FIGURES["ari"][5],
        isolates=("没有合作的节点不计入", "nodes without a tie do not count"),
        cost=f"{SEEDS} runs and their pairs, O(n·log n) each",
        adequacy=THICK,
        exact_nodes=nodes,
        exact_ties=ties,
        compute=values,
        undefined=("没有合作。", "There is no tie."),
        against_chance=False,
    )


def _with_regions(id_: str, figure: str) -> Measure:
    (zh, en), find, _, _, (nodes, ties) = _METHODS[id_]
    (figure_zh, figure_en), agree, formula, reference, direction, normalisation = _FIGURES[figure]
    return of_network(
        f"{id_}_{figure}",
        label=(f"{zh}与大区的{figure_zh}", f"{figure_en} of {en} and regions"),
        definition=(
            f"{zh}的划分与大区的划分有多一致；只计既属于某个社群、大区又已知的节点。",
            f"How far the {en} agree with the macro-regions, over the nodes that have both.",
        ),
        formula=formula,
        networkx="",
        reference=reference,
        direction=direction,
        weight=STRENGTH,
        normalisation=normalisation,
        isolates=("没有合作的节点不计入", "nodes without a tie do not count"),
        cost=f"that of {id_}, and O(n·log n)",
        adequacy=Adequacy(THICK.nodes, THICK.ties, THICK.component, THICK.beyond_cliques, _OF),
        exact_nodes=nodes,
        exact_ties=ties,
        compute=_comparing(find, agree),
        undefined=("两种划分都只有一组，或没有两者兼有的节点。", "Both have one group alone, or no node has both."),
        among=of_known_region,
    )


def _comparing(
    find: Callable[[Network, int], Partition], agree: Callable[[Partition, Partition], float | None]
) -> Compute:
    return lambda network, seed: [agree(find(network, seed), network.nodes.region)]


_OF: Words = ("两端大区明确的", " between known regions")

PARTITIONS = (
    *(_stability(id_) for id_ in _METHODS),
    *(_with_regions(id_, figure) for id_ in _METHODS for figure in _FIGURES),
)
