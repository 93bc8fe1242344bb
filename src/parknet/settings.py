"""Settings: read once from the environment, frozen, passed on as arguments."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from parknet.errors import Problem, Refused, Sentence
from parknet.model.unfit import unfit

PREFIX = "PARKNET_"
_HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*")


class Settings(BaseModel):
    """How this parknet runs. Each field is the environment variable PARKNET_<FIELD>."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(
        "127.0.0.1", description="address to listen on; other than loopback only behind a proxy you trust"
    )
    port: Annotated[int, Field(ge=0, le=65535)] = Field(8300, description="port to listen on; 0 takes a free one")
    hosts: str = Field(
        "", description="further host names without a port, separated by commas, that requests may be addressed to"
    )
    data: Path = Field(Path("parknet-data"), description="folder of the embedded database, the token and the log")
    database: str = Field(
        "", description="address neo4j://… or bolt://… of a server to use instead of the embedded one"
    )
    database_name: str = Field("neo4j", description="name of the database on that server")
    database_user: str = Field("neo4j", description="user on that server")
    database_password_file: Path | None = Field(None, description="file that holds the user's password, nothing else")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """The settings that the environment gives; raises Refused naming the variable that does not fit."""
        variables = os.environ if environment is None else environment
        given: dict[str, Any] = {
            name: variables[PREFIX + name.upper()]
            for name in cls.model_fields
            if variables.get(PREFIX + name.upper(), "").strip()
        }
        if unreadable := [name for name, value in given.items() if not _is_utf8(value)]:
            cause, remedy = (
                Sentence("It is not text in UTF-8.", "这不是 UTF-8 文本。"),
                Sentence("Write it in UTF-8.", "请用 UTF-8 书写。"),
            )
            raise Refused([_setting(name, "", cause, remedy) for name in unreadable])
        try:
            settings = cls.model_validate(given)
        except ValidationError as error:
            raise Refused([_problem(detail) for detail in error.errors()]) from None
        if wrong := [name.strip() for name in settings.hosts.split(",") if name.strip() and not _in_ascii(name)]:
            cause = Sentence("It is not a plain host name.", "这不是单纯的主机名。")
            remedy = Sentence(
                "Write names alone, as park.example: no scheme, port or path.",
                "请只写主机名，例如 park.example，不带协议、端口和路径。",
            )
            raise Refused([_setting("hosts", name, cause, remedy) for name in wrong])
        if settings.database:
            _check_server(settings.database, PREFIX + "DATABASE")
        return settings

    def at(self, place: str, named_by: str) -> "Settings":
        """The settings with the store at the address of a server, or in a data folder; which argument names it.

        Raises Refused for an address that is none of a database, or that holds a password.
        """
        if "://" not in place:
            return self.model_copy(update={"data": Path(place), "database": ""})
        _check_server(place, named_by)
        return self.model_copy(update={"database": place})

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names of `hosts` as they stand in a Host header: in ASCII and small letters."""
        return tuple(found for name in self.hosts.split(",") if (found := _in_ascii(name)))

    def database_password(self) -> str:
        """The password of the database server; raises Refused when its file cannot be read."""
        if self.database_password_file is None:
            return ""
        try:
            return self.database_password_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = error.__class__.__name__
            cause = Sentence(f"The file cannot be read ({why}).", f"无法读取该文件（{why}）。")
            remedy = Sentence("Name a file that holds the password.", "请指定存有密码的文件。")
            name, value = "database_password_file", str(self.database_password_file)
            raise Refused([_setting(name, value, cause, remedy)]) from None


def _check_server(address: str, place: str) -> None:
    if "@" in address:  # first: it is not repeated
        cause = Sentence("The address holds a user or a password.", "地址中含有用户名或密码。")
        remedy = Sentence(
            "Give them by PARKNET_DATABASE_USER and PARKNET_DATABASE_PASSWORD_FILE.",
            "请改用 PARKNET_DATABASE_USER 和 PARKNET_DATABASE_PASSWORD_FILE 提供。",
        )
        raise Refused([Problem("setting", place, "", cause, remedy)])
    if not address.startswith(("neo4j://", "bolt://", "neo4j+s://", "bolt+s://")):
        cause = Sentence("It is not the address of a database.", "这不是数据库的地址。")
        remedy = Sentence(
            "Write neo4j://host:7687 or bolt://host:7687.", "请写成 neo4j://host:7687 或 bolt://host:7687。"
        )
        raise Refused([Problem("setting", place, address, cause, remedy)])


def described() -> list[tuple[str, str, str]]:
    """Name of the variable, its default and what it says, for each setting in order."""
    return [
        (PREFIX + name.upper(), str(field.default if field.default is not None else ""), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def _problem(detail: Mapping[str, Any]) -> Problem:
    return _setting(str(detail["loc"][0]), str(detail.get("input", "")), *unfit(detail))


def _setting(name: str, value: str, cause: Sentence, remedy: Sentence) -> Problem:
    return Problem("setting", PREFIX + name.upper(), value, cause, remedy)


def _is_utf8(value: str) -> bool:
    """Whether it was UTF-8 in the environment: other bytes come as lone surrogates."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _in_ascii(name: str) -> str:
    """A host name in ASCII (punycode) and small letters; empty when it is not one."""
    try:
        found = name.strip().lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return found if _HOST.fullmatch(found) else ""
