"""What may be written of an alliance: its members, its steps, who signed, its terms."""

from collections.abc import Iterator

from parknet.errors import Problem, Sentence
from parknet.model import edtf, lifecycle
from parknet.model.records import Alliance, Membership, Step

OTHER_AGREEMENTS = Sentence("Choose “memorandum” for other agreements.", "其他协议请选“协议或备忘录”。")


def wrong_alliance(alliance: Alliance) -> Iterator[Problem]:
    """What is wrong with one alliance by itself; places are paths inside the record."""
    for n, member in enumerate(alliance.has_member):
        if any(other.to == member.to and not _apart(other, member) for other in alliance.has_member[:n]):
            cause = Sentence("This is a member twice at one time.", "同一成员在同一时期出现了两次。")
            remedy = Sentence("Leave one of them out, or date them apart.", "请去掉一个，或用日期分开。")
            yield Problem("self-tie", f"has_member/{n}/to", member.to, cause, remedy)
    yield from _wrong_members(alliance)
    for n, step in enumerate(alliance.has_step):
        yield from _wrong_signing(alliance, step, f"has_step/{n}/signed_by")
    if bad := lifecycle.illegal(alliance.has_step):
        n, cause = bad
        remedy = Sentence("Correct the step, its date or the order.", "请更正这一步、它的日期或先后次序。")
        yield Problem("lifecycle", f"has_step/{n}/state", alliance.has_step[n].state, cause, remedy)
    elif edtf.ends_before_start(*(lifecycle.span(alliance) or (None, None))):
        last, until = len(alliance.has_term) - 1, str(alliance.has_term[-1].until)
        cause = Sentence("The last term ends before the tie begins.", "最后一段期限在合作开始之前就已结束。")
        remedy = Sentence("Correct the term or the steps.", "请更正期限或步骤。")
        yield Problem("end-before-start", f"has_term/{last}/until", until, cause, remedy)


def _wrong_members(alliance: Alliance) -> Iterator[Problem]:
    parts = [member.part for member in alliance.has_member]
    if alliance.kind == "twinning" and not (len(parts) == 2 and all(p == "division" for p in parts)):
        cause = Sentence("A twinning has exactly two members, both divisions.", "地区结对的成员只能是两个地区。")
        yield Problem("members", "has_member", str(len(parts)), cause, OTHER_AGREEMENTS)
    if alliance.kind == "pairing" and parts and parts.count("park") < 2:
        cause = Sentence("A pairing has two or more members in the part of a park.", "结对合作至少有两个“园区方”成员。")
        yield Problem("members", "has_member", str(parts.count("park")), cause, OTHER_AGREEMENTS)


def _wrong_signing(alliance: Alliance, step: Step, place: str) -> Iterator[Problem]:
    """Who signed is a party, and where a step is signed and names who did, no party of its day is missing."""
    parties = [member for member in alliance.has_member if member.part != "guide"]
    signed = [link.to for link in step.signed_by]
    for n, id_ in enumerate(signed):
        if all(member.to != id_ for member in parties):
            cause = Sentence("It is no party to this alliance.", "它不是这项合作的成员。")
            remedy = Sentence("Choose one of the members, or add it to them.", "请在成员中选择，或先把它加为成员。")
            yield Problem("members", f"{place}/{n}/to", id_, cause, remedy)
    day = step.date
    there = (
        m.to for m in parties if not (edtf.ends_before_start(day, m.until) or edtf.ends_before_start(m.since, day))
    )
    lacking = [id_ for id_ in dict.fromkeys(there) if id_ not in signed]
    if step.state == "signed" and signed and lacking:
        cause = Sentence(
            f"Not all parties have signed: {', '.join(lacking)}.", f"还有成员没有签署：{'、'.join(lacking)}。"
        )
        remedy = Sentence(
            "Add them if they signed, or say since when they are members; until all have, enter an intention.",
            "已签署的请补上，后来加入的请注明何时起为成员；全部签署之前，请录为“达成意向”。",
        )
        yield Problem("lifecycle", place, "", cause, remedy)


def _apart(one: Membership, other: Membership) -> bool:
    """Whether one surely ended before the other began."""
    return edtf.ends_before_start(other.since, one.until) or edtf.ends_before_start(one.since, other.until)


def identity(alliance: Alliance) -> tuple[object, ...] | None:
    """What no other live alliance may share: kind, members and programmes; None below two members, or when it ended."""
    members = frozenset(m.to for m in alliance.has_member if m.part != "guide")
    if len(members) < 2 or not lifecycle.live(alliance):
        return None
    return alliance.kind, members, frozenset(link.to for link in alliance.under)
