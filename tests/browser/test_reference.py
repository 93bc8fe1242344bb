"""The main views look as they did when they were last looked at and kept."""

import json
from pathlib import Path

import pytest

from tests.browser import reference
from tests.browser.conftest import Open
from tests.browser.serving import PageServer
from tests.conftest import absent

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

MEAN, WORST = 1.0, 6.0
"""As far as a picture may be from the one that is kept; without its picture or its rows one is two and twenty away."""


@pytest.mark.parametrize("view", reference.VIEWS)
def test_a_main_view_looks_as_it_was_kept(
    real: PageServer, visit: Open, new_page: Open, tmp_path: Path, view: str
) -> None:
    page = visit(real.address + reference.VIEWS[view])
    if reference.fonts(page) != json.loads(reference.FONTS.read_text("utf-8")):
        told = "the pictures that are kept were drawn with other fonts than this machine's"
        absent("browser", f"{told}; python -m tests.browser.reference draws them here")
    now = reference.picture(page)
    found = reference.apart(new_page(), now, (reference.FOLDER / f"{view}.png").read_bytes())
    (tmp_path / f"{view}.png").write_bytes(now)
    assert found.mean <= MEAN and found.worst <= WORST, (
        f"{found}: compare {tmp_path / view}.png with tests/browser/reference/{view}.png; "
        "where the change is meant, python -m tests.browser.reference keeps the new one"
    )
