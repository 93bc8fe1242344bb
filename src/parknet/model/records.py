"""The records of the network, their links and parts: what each kind of thing holds.

A record is frozen, knows nothing of the database, and owns its links: a link is a field named after its relationship
type (`located_in` is LOCATED_IN) whose `To` annotation names the kinds it may point at. A part (a step, a rule …) is a
small model in a tuple inside its record, with the id ``<owner>#<number>``. Absent, null and empty are one thing.
"""

from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from parknet.model import edtf
from parknet.model.text import canonical
from parknet.model.vocabulary import (
    ActionKind,
    AllianceKind,
    Binding,
    Bound,
    Cluster,
    Confidence,
    Grade,
    Indicator,
    Inferred,
    MacroRegion,
    NameBy,
    OrganisationKind,
    ParkStatus,
    Part,
    PointPrecision,
    PostingKind,
    Rank,
    Reach,
    RuleKind,
    Sector,
    SourceKind,
    State,
    TitleKind,
    TitleStatus,
    VerdictKind,
)

Id = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z0-9]+)+$", max_length=60)]
PartId = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z0-9]+)+#[1-9][0-9]*$", max_length=66)]
Date = Annotated[str, AfterValidator(edtf.valid)]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Texts = tuple[Text, ...]


class To(tuple[str, ...]):
    """Annotation of a link field: the labels of the kinds that it may point at."""

    __slots__ = ()

    def __new__(cls, *labels: str) -> Self:
        return super().__new__(cls, labels)


ANY = To(
    "Park",
    "City",
    "Organisation",
    "Alliance",
    "Programme",
    "JointAction",
    "Posting",
    "Verdict",
    "Observation",
)  # every kind but Source


class Model(BaseModel):
    """Base: frozen, no unknown fields, no surrounding blanks."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready fields; what is absent, null or empty is left out."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def text(self) -> str:
        """Canonical JSON of the fields."""
        return canonical(self.to_dict())


class Citation(Model):
    """CITES: the source that a record or part rests on, how surely, in which words, and which parts were inferred."""

    to: Id
    confidence: Confidence | None = None
    wording: Text | None = None
    inferred: tuple[Inferred, ...] = ()


class Link(Model):
    """A typed, dated tie to another record, with the sources (ids) that it rests on."""

    to: Id
    role: Text | None = None
    since: Date | None = None
    until: Date | None = None
    sources: tuple[Id, ...] = ()


class Membership(Link):
    """HAS_MEMBER: a member and the part that it plays; a guide is no party."""

    part: Part


class Title(Link):
    """HOLDS_TITLE: a title under a programme or list, given by a body of some rank."""

    title: Text
    kind: TitleKind
    rank: Rank
    batch: Text | None = None
    status: TitleStatus = "granted"


Cites = Annotated[tuple[Citation, ...], To("Source")]


class PartModel(Model):
    """Base of the parts of a record."""

    id: PartId
    cites: Cites = ()


class Signatory(Model):
    """SIGNED_BY: a member of an alliance that signed."""

    to: Id


class Step(PartModel):
    """One step in the life of an alliance; `signed_by` names who signed where that is known."""

    state: State
    date: Date | None = None
    by: Text | None = None
    signed_by: Annotated[tuple[Signatory, ...], To("Park", "City", "Organisation")] = ()
    wording: Text | None = None


class Term(PartModel):
    """A span for which an alliance was agreed, or agreed anew."""

    since: Date | None = None
    until: Date | None = None
    wording: Text | None = None


class Proof(Model):
    """PROVED_BY: titles of a kind under a programme; who holds one meets the rule, or, `leaves_open`, may meet it."""

    to: Id
    kind: TitleKind
    leaves_open: bool = False


class Rule(PartModel):
    """One rule or element of a programme, in the source's wording; `binding` is absent where the source leaves it.

    `proved_by` says which titles prove that a park meets a rule of kind eligibility.
    """

    kind: RuleKind
    code: Text
    wording: Text
    binding: Binding | None = None
    since: Date | None = None
    until: Date | None = None
    proved_by: Annotated[tuple[Proof, ...], To("Programme")] = ()


class Target(PartModel):
    """A figure that a programme wants to reach."""

    wording: Text
    value: float | None = None
    bound: Bound = "exact"
    unit: Text | None = None
    by: Date | None = None


class Outcome(PartModel):
    """A result of a joint action, counted in a unit of its own."""

    wording: Text
    value: float | None = None
    bound: Bound = "exact"
    unit: Text | None = None


class Record(Model):
    """Base of all kinds; `merged` are ids of records that turned out to be this one and go on answering."""

    id: Id
    merged: tuple[Id, ...] = ()
    note: Text | None = None
    cites: Cites = ()

    @model_validator(mode="after")
    def _sort_links(self) -> Self:
        """Links are a set: one order, so that equal records have equal text."""
        for name in link_names(type(self)):
            links = getattr(self, name)
            if len(links) > 1:
                plain = len({link.to for link in links}) == len(links)
                key = attrgetter("to") if plain else lambda link: (link.to, link.text())
                self.__dict__[name] = tuple(sorted(links, key=key))
        return self


@cache
def link_names(model: type[Model]) -> tuple[str, ...]:
    """The fields of a model that hold links."""
    fields = model.model_fields.items()
    return tuple(name for name, field in fields if any(isinstance(m, To) for m in field.metadata))


class Named(Record):
    """Base of the kinds that have a name."""

    name_zh: Text
    name_en: Text | None = None
    name_en_by: NameBy | None = None
    aliases: Texts = ()


class Placed(Named):
    """Base of the kinds that have a point, with what the point is of; WGS 84 degrees."""

    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    point_precision: PointPrecision | None = None


class Park(Placed):
    """A cultural industry park 文化产业园区."""

    sectors: tuple[Sector, ...] = ()
    sector_words: Texts = ()
    strengths: Texts = ()
    status: ParkStatus = "unknown"
    located_in: Annotated[tuple[Link, ...], To("City")] = ()
    part_of: Annotated[tuple[Link, ...], To("Park")] = ()
    possibly_same_as: Annotated[tuple[Link, ...], To("Park")] = ()
    operated_by: Annotated[tuple[Link, ...], To("Organisation")] = ()
    supervised_by: Annotated[tuple[Link, ...], To("Organisation")] = ()
    holds_title: Annotated[tuple[Title, ...], To("Programme")] = ()


class City(Placed):
    """An administrative division of any grade; functional areas have a parent and no code."""

    adcode: Annotated[str, Field(pattern=r"^\d{6}$")] | None = None
    grade: Grade
    macro_region: MacroRegion | None = None
    yangtze_reaches: tuple[Reach, ...] = ()
    yellow_river_reaches: tuple[Reach, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    part_of: Annotated[tuple[Link, ...], To("City")] = ()


class Organisation(Named):
    """An association, department, operator, enterprise, think tank or other body."""

    kind: OrganisationKind
    based_in: Annotated[tuple[Link, ...], To("City")] = ()


class Alliance(Named):
    """Any lasting tie, known by its members or by its name alone."""

    kind: AllianceKind
    content: Text | None = None
    exchange: Texts = ()
    has_member: Annotated[tuple[Membership, ...], To("Park", "City", "Organisation")] = ()
    membership_of: Annotated[tuple[Link, ...], To("Organisation")] = ()
    under: Annotated[tuple[Link, ...], To("Programme")] = ()
    has_step: tuple[Step, ...] = ()
    has_term: tuple[Term, ...] = ()


class Programme(Named):
    """A policy or list that frames parks, titles and alliances."""

    issuer: Text | None = None
    document_number: Text | None = None
    since: Date | None = None
    until: Date | None = None
    exchange: Texts = ()
    expected_parks: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    expected_groups: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    has_rule: tuple[Rule, ...] = ()
    has_target: tuple[Target, ...] = ()


class JointAction(Named):
    """A dated thing done together."""

    kind: ActionKind
    since: Date | None = None
    until: Date | None = None
    exchange: Texts = ()
    content: Text | None = None
    has_participant: Annotated[tuple[Link, ...], To("Park", "City", "Organisation", "Alliance")] = ()
    carried_out_for: Annotated[tuple[Link, ...], To("Alliance", "Programme")] = ()
    has_outcome: tuple[Outcome, ...] = ()


class Posting(Named):
    """A need or an offer that a park or organisation has published."""

    kind: PostingKind
    content: Text
    sectors: tuple[Sector, ...] = ()
    since: Date | None = None
    until: Date | None = None
    posted_by: Annotated[tuple[Link, ...], To("Park", "Organisation")] = ()


class Verdict(Record):
    """A person's saved or dismissed suggestion; `about` has the roles park and candidate."""

    kind: VerdictKind
    purpose: Text | None = None
    reason: Text | None = None
    date: Date | None = None
    about: Annotated[tuple[Link, ...], To("Park")] = ()


class Observation(Record):
    """One figure, or one grade, about one record; conflicting ones stand side by side.

    One of them is `preferred`: `reason` says why, `chosen_by` who chose.
    """

    indicator: Indicator
    value: float | None = None
    grade: Text | None = None
    bound: Bound = "exact"
    unit: Text | None = None
    scope: Text | None = None
    period: Date | None = None
    preferred: bool = False
    reason: Text | None = None
    chosen_by: Text | None = None
    about: Annotated[tuple[Link, ...], ANY] = ()


class Source(Named):
    """A publication that statements rest on; `name_zh` is its title as found."""

    kind: SourceKind = "unknown"
    publisher: Text | None = None
    date: Date | None = None
    url: Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=2000)] | None = None
    document_number: Text | None = None
    show_url: bool = False
    reliability: Text | None = None
    synthetic: bool = False


def without_empty(value: Any) -> Any:
    """Fields without null, blank and empty values at any depth: absent, null and empty are one thing."""
    if isinstance(value, Mapping):
        return {k: without_empty(v) for k, v in value.items() if not _empty(v)}
    if isinstance(value, list | tuple):
        return [without_empty(v) for v in value if not _empty(v)]
    return value


def _empty(value: Any) -> bool:
    return (
        value is None
        or (isinstance(value, str) and not value.strip())
        or (isinstance(value, list | tuple | Mapping) and not value)
    )
