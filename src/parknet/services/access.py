"""Who may do what: one pure function, which denies unless a row allows."""

from dataclasses import dataclass
from typing import Literal

from parknet.errors import Denied, Sentence
from parknet.model.records import Record

Action = Literal["read", "write"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a name for the log, and whether they hold the token of this data folder."""

    name: str
    holder: bool = False


PUBLIC = Actor("public")


def can(actor: Actor, action: Action, record: Record | None = None) -> bool:
    """Whether the actor may do this to the record (None: to any). Everybody reads; the token's holder writes."""
    return {"read": True, "write": actor.holder}[action]


def require(actor: Actor, action: Action, record: Record | None = None) -> None:
    """Raise Denied unless `can` allows it."""
    if not can(actor, action, record):
        raise Denied(
            Sentence(
                "Writing needs the token of the data folder: send it as Authorization: Bearer.",
                "写入需要数据文件夹中的令牌，请以 Authorization: Bearer 发送。",
            )
        )
