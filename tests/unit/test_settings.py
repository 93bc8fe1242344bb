"""Settings: read from the environment, and refused with the variable's name."""

from pathlib import Path

import pytest

from parknet.errors import Refused
from parknet.settings import Settings, described


def test_what_is_not_set_has_its_default() -> None:
    settings = Settings.from_environment({"PARKNET_PORT": "", "HOME": "/"})
    assert (settings.host, settings.port, settings.data) == ("127.0.0.1", 8300, Path("parknet-data"))
    assert settings.database_password() == ""


def test_the_password_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("geheim\n")
    given = {"PARKNET_DATABASE_PASSWORD_FILE": str(tmp_path / "password")}
    assert Settings.from_environment(given).database_password() == "geheim"


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PARKNET_PORT", "many", "PARKNET_PORT"),
        ("PARKNET_PORT", "65536", "PARKNET_PORT"),
        ("PARKNET_DATABASE", "postgres://localhost", "neo4j://"),
        ("PARKNET_DATABASE", "neo4j://user:password@localhost", "PARKNET_DATABASE_PASSWORD_FILE"),
        ("PARKNET_DATABASE_PASSWORD_FILE", "/no/such/file", "PARKNET_DATABASE_PASSWORD_FILE"),
    ],
)
def test_a_setting_that_does_not_fit_is_named_with_its_remedy(variable: str, value: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as caught:
        Settings.from_environment({variable: value}).database_password()
    assert caught.value.problems[0].remedy and "password@" not in str(caught.value)


def test_every_setting_is_described() -> None:
    assert [name for name, _, _ in described()] == [f"PARKNET_{name.upper()}" for name in Settings.model_fields]
    assert all(text for _, _, text in described())
