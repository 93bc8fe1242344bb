"""Bodies of what is asked of measures: chance, ranks, and two lenses side by side."""

from pydantic import BaseModel, Field

Value = float | None
Positions = list[int | None]


class SignificanceBody(BaseModel):
    """A measure of the whole network beside the draws; null, with a reason, where nothing can be said."""

    id: str
    label_zh: str
    label_en: str
    value: Value
    mean: Value = Field(description="of the draws")
    spread: Value = Field(description="standard deviation of the draws")
    effect: Value = Field(description="how many spreads the value lies from the mean")
    p: Value = Field(description="share of draws as far from the mean or further, both sides, the network among them")
    corrected: Value = Field(description="p over all measures asked for, by Benjamini and Hochberg")
    reason_zh: str
    reason_en: str
    adequate: bool
    warning_zh: str
    warning_en: str


class SignificancesBody(BaseModel):
    """Measures beside what chance gives by a null model."""

    model: str
    draws: int
    seed: int
    measures: list[SignificanceBody]


class RankBody(BaseModel):
    """Ranks by one measure in the order of the nodes: 1 is the largest value, equal ones share a rank."""

    id: str
    label_zh: str
    label_en: str
    rank: Positions
    low: Positions = Field(description="in nine of ten draws the rank lay between low and high")
    high: Positions
    without_doubtful: Positions = Field(description="rank without alliances that rest on doubtful statements alone")
    doubtful: int = Field(description="how many such alliances there are")
    reason_zh: str
    reason_en: str
    adequate: bool
    warning_zh: str
    warning_en: str


class RanksBody(BaseModel):
    """Ranks of nodes, and how far they move; `missing` is null where no coverage says how many ties are."""

    missing: Value
    missing_from_zh: str
    missing_from_en: str
    draws: int
    seed: int
    nodes: list[str]
    measures: list[RankBody]


class NodesBesideBody(BaseModel):
    """Nodes in both networks, and the first of those in one alone, by id."""

    both: int
    only_here: list[str]
    only_here_total: int
    only_there: list[str]
    only_there_total: int


class TiesBesideBody(BaseModel):
    """Ties in both networks, and the first of those in one alone, by the ids of their ends."""

    both: int
    only_here: list[tuple[str, str]]
    only_here_total: int
    only_there: list[tuple[str, str]]
    only_there_total: int


class MeasureBesideBody(BaseModel):
    """A measure of the whole network here and there, and here less there; null with a reason."""

    id: str
    label_zh: str
    label_en: str
    here: Value
    there: Value
    difference: Value
    adequate_here: bool
    adequate_there: bool
    reason_zh: str
    reason_en: str


class AgreementBody(BaseModel):
    """How far the communities here and there agree over the nodes of both: 1 is the same."""

    nmi: Value = Field(description="mutual information over the mean of both entropies")
    ari: Value = Field(description="Rand index, adjusted: 0 is what chance gives")
    reason_zh: str
    reason_en: str


class ComparisonBody(BaseModel):
    """The network through the lens (here) beside that through `with` (there)."""

    lens: str
    with_: str = Field(alias="with")
    nodes: NodesBesideBody
    ties: TiesBesideBody
    names: dict[str, tuple[str, str | None]] = Field(description="of the nodes listed: zh and en")
    measures: list[MeasureBesideBody]
    communities: AgreementBody
