"""Every setting stands in the README."""

from pathlib import Path

from parknet.settings import Settings


def test_the_readme_names_every_setting(root: Path) -> None:
    readme = (root / "README.md").read_text("utf-8")
    names = [f"PARKNET_{field.upper()}" for field in Settings.model_fields]
    assert names
    assert [name for name in names if f"`{name}`" not in readme] == []
