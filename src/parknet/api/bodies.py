"""Bodies of derived answers that have no type of their own below the API."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, Field

from parknet.model.difference import FieldChange, RecordChange
from parknet.model.kinds import KINDS, kind_of
from parknet.model.records import Named, Source

Words = dict[str, dict[str, tuple[str, str]]]
Dates = Annotated[dict[str, tuple[str, str]], Field(description="what each date (EDTF) says, in zh and en")]


class NodeColumns(BaseModel):
    """One array a column, all of one length, in order of id."""

    id: list[str]
    label: list[str]
    kind: list[str | None]
    name_zh: list[str]
    name_en: list[str | None]
    city: list[str | None]
    province: list[str | None]
    region: list[str | None]
    level: list[str | None]
    sectors: list[list[str]]
    lon: list[float | None]
    lat: list[float | None]
    precision: list[str | None]
    size: list[int | None] = Field(description="of a group: how many nodes it merges (aggregate); else null")
    within: list[float | None] = Field(description="of a group: the weight of what lies inside it; else null")
    aliases: list[list[str]]
    pinyin: list[str] = Field(description="syllables of name_zh; where nothing settles the reading, with / between")
    provinces: list[list[str]]
    regions: list[list[str]]
    clusters: list[list[str]]
    rivers: list[list[str]] = Field(description="reaches that it lies on, as yangtze-upper")
    x: list[float | None] = Field(description="in the picture of the network: 0 to 1000 to the right")
    y: list[float | None] = Field(description="the same, downwards")
    programmes: list[list[str]] = Field(description="under which it holds a title in force on the last day of the lens")


class TieColumns(BaseModel):
    """One array a column, all of one length; source and target are positions in the nodes.

    The alliances of a tie are those of which both are members and not absent; the export json names them.
    """

    source: list[int]
    target: list[int]
    weight: list[float]
    certain: list[bool]


class AllianceColumns(BaseModel):
    """One array a column, all of one length: every alliance and joint action that is drawn or left out, in order of id.

    From these and the nodes of a network without filters, a client can draw all other lenses of the same at, sure and
    state. `parties` and `reach` are null when fewer than two parties are named.
    """

    id: list[str]
    kind: list[str] = Field(description="layer: kind of alliance, or joint-action")
    name_zh: list[str]
    name_en: list[str | None]
    members: list[list[int]] = Field(description="positions in the nodes of the named parties; guides are none")
    absent: list[list[int]] = Field(description="those of the members that are not there at the time")
    named: list[int] = Field(description="how many parties are named, among the nodes or not")
    parties: list[str | None]
    reach: list[str | None]
    under: list[list[str]] = Field(description="ids of its programmes, of a joint action also through an alliance")
    since: list[str | None] = Field(description="when it began, as written (EDTF); dates has its words and days")
    until: list[str | None]
    state: list[str | None] = Field(description="of an alliance, on the last day of the lens")
    certain: list[bool] = Field(description="it holds whatever the true dates are")
    reason: list[str | None] = Field(
        description="why it is asked for but not drawn; year-unknown also when it is drawn"
    )
    months: list[float | None] = Field(description="what it weighs by the weight months; null when not known")
    recency: list[float | None] = Field(description="what it weighs by the weight recency; null when not known")


class NetworkBody(BaseModel):
    """A network through a lens: who is in it, which two are tied, and what ties them or is asked for but not drawn."""

    nodes: NodeColumns
    ties: TieColumns
    alliances: AllianceColumns
    ungrouped: list[str] = Field(description="ids of the nodes whose group is not known, where nodes are merged")
    dates: dict[str, tuple[str, str, str | None, str | None]] = Field(
        description="what each date (EDTF) says, in zh and en, and its first and last possible day"
    )


AnyRecord: Any = Union[tuple(kind.model for kind in KINDS.values())]  # noqa: UP007


class FieldBody(BaseModel):
    """One difference: a path by the names of fields and the ids of links and parts, and the value before and after."""

    place: str
    before: Any
    after: Any


class RecordChangeBody(BaseModel):
    """A record that differs, and how."""

    id: str
    kind: str
    name_zh: str | None
    name_en: str | None
    change: Literal["added", "removed", "changed"]
    fields: list[FieldBody]


def told(change: RecordChange, only: Sequence[FieldChange] | None = None) -> dict[str, Any]:
    """The fields of a RecordChangeBody; `only` these differences, where they are given."""
    entry = change.after or change.before
    record = entry.record if entry else None
    names = {name: getattr(record, name) if isinstance(record, Named) else None for name in ("name_zh", "name_en")}
    fields = [asdict(field) for field in (change.fields if only is None else only)]
    return {"id": change.id, "kind": kind_of(change.id).label, **names, "change": change.change, "fields": fields}


class EventBody(BaseModel):
    """One change of a record."""

    revision: int
    recorded_at: str = Field(description="when it was written, UTC")
    actor: str
    action: str
    reason: str
    change: Literal["added", "removed", "changed"]
    fields: list[FieldBody]


class ContextBody(BaseModel):
    """What stands around a record: the records that link to it, and the names of all that it and they mention."""

    incoming: list[AnyRecord] = Field(description="in full, in order of id, a bounded number of them")
    total: int = Field(description="how many records link to it")
    sources: list[Source] = Field(description="in full, those that it and they mention, a bounded number of them")
    names: dict[str, tuple[str, str | None, str | None]] = Field(description="by id: label, name_zh, name_en")
    dates: Dates


class KindBody(BaseModel):
    """A kind of record: the path of its routes and its words."""

    path: str
    zh: str
    en: str


class FormatBody(BaseModel):
    """A file format: for whom, its name, and what it cannot hold."""

    group: Literal["table", "graph"]
    label_zh: str
    label_en: str
    loses_zh: str
    loses_en: str


class NullModelBody(BaseModel):
    """What a null model leaves to chance, and what it keeps."""

    id: str
    zh: str
    en: str
    keeps_zh: str
    keeps_en: str


class MetaBody(BaseModel):
    """What the store holds, and the words of the network, by group: zh and en of each, in the order to show them in."""

    version: str
    recorded_at: str
    store: str
    counts: dict[str, int]
    kinds: dict[str, KindBody]
    labels: Words
    lens: Words = Field(description="the words of each part of a lens that has a list of them")
    left_out: dict[str, tuple[str, str]] = Field(description="why a tie is not drawn")
    provinces: list[tuple[str, str, str | None, str | None]] = Field(
        description="code, name in zh and en, macro-region; in administrative order"
    )
    coverage: list[dict[str, Any]]
    formats: dict[str, FormatBody]
    measures: list[str]
    null_models: list[NullModelBody]


class AdequacyBody(BaseModel):
    """What a network must have for a measure to say something."""

    nodes: int
    ties: int
    component: int
    beyond_cliques: bool


class DefinitionBody(BaseModel):
    """What a measure is: its words, formula and reference, what it needs, and up to which size it is exact."""

    id: str
    label_zh: str
    label_en: str
    definition_zh: str
    definition_en: str
    direction_zh: str
    direction_en: str
    weight_zh: str
    weight_en: str
    unit_zh: str
    unit_en: str
    normalisation_zh: str
    normalisation_en: str
    isolates_zh: str
    isolates_en: str
    formula: str
    networkx: str
    reference: str
    cost: str
    per: str
    family: str
    exact_nodes: int
    exact_ties: int
    adequacy: AdequacyBody


class FamilyBody(BaseModel):
    """What some measures are about."""

    id: str
    zh: str
    en: str


class DefinitionsBody(BaseModel):
    """Every measure that there is, and the families that they stand in, in the order to show them in."""

    families: list[FamilyBody]
    measures: list[DefinitionBody]


class MeasureBody(DefinitionBody):
    """A measure and its values, one a node or a single one; `null_*` says why some are null, `warning_*` the rest."""

    values: list[float | None]
    null_zh: str
    null_en: str
    adequate: bool
    warning_zh: str
    warning_en: str


class MeasuresBody(BaseModel):
    """Measures of a network: values stand in the order of the nodes; ties without a year are listed apart."""

    nodes: list[str]
    measures: list[MeasureBody]
    year_unknown: list[str]
