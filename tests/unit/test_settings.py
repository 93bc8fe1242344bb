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
        ("PARKNET_HOST", "\udcff", "PARKNET_HOST: It is not text in UTF-8"),
    ],
)
def test_a_setting_that_does_not_fit_is_named_with_its_remedy(variable: str, value: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as caught:
        Settings.from_environment({variable: value}).database_password()
    assert caught.value.problems[0].remedy.en and "password@" not in str(caught.value)


@pytest.mark.parametrize("name", ["p.example:8443", "https://p.example", "p.example/x", "a..b", "a b", "*.b", "例子:1"])
def test_what_is_no_plain_host_name_is_named(name: str) -> None:
    with pytest.raises(Refused) as caught:
        Settings.from_environment({"PARKNET_HOSTS": f"ok.example, {name}"})
    assert str(caught.value).startswith(f"PARKNET_HOSTS ({name}): It is not a plain host name.")


def test_host_names_are_those_that_a_host_header_has() -> None:
    settings = Settings.from_environment({"PARKNET_HOSTS": " Park.Example,公园.例子,, [::1],10.0.0.1,my_proxy"})
    assert settings.host_names == ("park.example", "xn--55qz7k.xn--fsqu00a", "[::1]", "10.0.0.1", "my_proxy")
    assert Settings().host_names == ()


def test_every_setting_is_described() -> None:
    assert [name for name, _, _ in described()] == [f"PARKNET_{name.upper()}" for name in Settings.model_fields]
    assert all(text for _, _, text in described())


@pytest.mark.parametrize("scheme", ["https", "neo4j+ssc", "postgres", "neo4j", "bolt+s"])
def test_a_password_in_an_address_is_never_repeated_and_the_argument_is_named(scheme: str) -> None:
    address = f"{scheme}://neo4j:secret@db:7687"
    with pytest.raises(Refused, match=r"^SOURCE: The address holds a user or a password") as caught:
        Settings().at(address, "SOURCE")
    with pytest.raises(Refused, match=r"^PARKNET_DATABASE: The address holds a user or a password") as set_:
        Settings.from_environment({"PARKNET_DATABASE": address})
    assert "secret" not in f"{caught.value}{set_.value}"
    with pytest.raises(Refused, match=r"^TARGET \(http://db\): It is not the address of a database"):
        Settings().at("http://db", "TARGET")
