"""A release by the API and on the command line: the same bytes, and checked without a database."""

from pathlib import Path

from parknet.analytics.lens import Lens
from parknet.services.release_check import check_release
from parknet.services.view import View
from tests.api.conftest import Api
from tests.api.processes import run
from tests.networks import twelve

LENS = Lens(at="2026-11-22", projection="shared")


async def test_the_api_gives_the_release_of_its_records(shared: Api) -> None:
    answer = await shared.get(f"/release?{LENS.canonical()}")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="parknet-release.zip"'
    found = check_release(answer.content)
    assert (found.digest, found.lens) == (shared.journal.snapshot.digest, LENS.canonical()) and found.rebuilt
    assert (await shared.get(f"/release?{LENS.canonical()}", if_none_match=answer.headers["etag"])).status_code == 304


def test_verify_says_what_a_release_is_and_names_what_differs(tmp_path: Path) -> None:
    file, nowhere = tmp_path / "release.zip", tmp_path / "no data folder"
    data = View(twelve.snapshot(), LENS).release()
    file.write_bytes(data)
    done = run(nowhere, "release", "verify", str(file))
    assert done.returncode == 0 and done.stdout.startswith("whole: 17 files") and LENS.canonical() in done.stdout
    assert twelve.snapshot().digest in done.stdout and not nowhere.exists()
    file.write_bytes(data.replace("凤栖".encode(), "凤凰".encode()))
    done = run(nowhere, "release", "verify", str(file))
    assert done.returncode == 2 and "ties.csv" not in done.stderr and "records.jsonl: It is damaged." in done.stderr
    done = run(nowhere, "release", "verify", str(tmp_path / "none.zip"))
    assert done.returncode == 1 and "none.zip cannot be read" in done.stderr and "Traceback" not in done.stderr
