"""The page filters in the browser what the server filters in Python: both come to the same."""

import json
import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from parknet.analytics.lens import JOINT_ACTION, WORDS, Lens
from parknet.analytics.network import build
from parknet.analytics.selection import select
from parknet.exports.columnar import columns, full_columns
from parknet.model.records import Programme
from parknet.model.snapshot import Snapshot
from tests.unit import built_in
from tests.unit.narrowing import wide
from tests.unit.test_narrowing import EGOS
from tests.unit.test_network import TWELVE

WEB = Path(__file__).parents[2] / "web"
DAYS = ("2026-11-22", "2021-06-30", "2020-01-01/2022-12-31")


def lens_of(dice: random.Random, programmes: list[str]) -> Lens:
    """Any lens; a part is set in one of three."""

    def some(words: list[str]) -> tuple[str, ...]:
        chosen = dice.sample(words, dice.randint(1, min(3, len(words))))
        return tuple(word for word in words if word in chosen)

    lists = {
        part: list(WORDS[part])
        for part in ("layers", "parties", "reach", "nodes", "level", "region", "sector", "river")
    }
    lists |= {"programme": sorted(programmes), "province": ["110000", "320000", "440000", "710000"]}
    parts: dict[str, Any] = {part: some(words) for part, words in lists.items() if dice.random() < 1 / 3}
    parts |= {part: dice.choice(list(WORDS[part])) for part in ("sure", "state")}
    parts["component"] = dice.choice(["all", "all", "largest"])
    parts["weight"] = dice.choice(["count", "count", "months", "recency"])
    if JOINT_ACTION in parts.get("layers", ()) and dice.random() < 1 / 2:
        parts["weight"] = "actions"
    return Lens(at=dice.choice(DAYS), min=dice.choice([0, 0, 0, 1, 2]), **parts)


def around(dice: random.Random) -> Lens:
    """A lens on who is near somebody, with little else that would take them away."""
    parts = {part: dice.choice(list(WORDS[part])) for part in ("sure", "depth", "component")}
    nodes = dice.choice([("park", "organisation"), tuple(WORDS["nodes"])])
    return Lens(at=DAYS[0], nodes=nodes, ego=tuple(dice.sample(EGOS, 2)), **parts)


def case(snapshot: Snapshot, lens: Lens, network: int) -> dict[str, Any]:
    """A lens, and what the server's filter makes of it."""
    chosen, drawn = select(snapshot, lens), columns(build(snapshot, lens))
    return {
        "network": network,
        "lens": dict(pair.split("=") for pair in lens.canonical().split("&")),
        "nodes": drawn["nodes"]["id"],
        "ties": {tie.id: sorted(tie.members) for tie in chosen.ties},
        "left_out": {reason: ids for reason, ids in drawn["left_out"].items() if ids},
        "pairs": len(drawn["ties"]["source"]),
    }


def test_the_page_lets_through_what_the_server_does(tmp_path: Path, scale: Callable[[int, int], int]) -> None:
    dice = random.Random(7)
    networks: list[dict[str, Any]] = []
    cases: list[dict[str, Any]] = []
    for snapshot in (TWELVE, built_in.snapshot()):
        programmes = [programme.id for programme in snapshot.all(Programme)]
        known: dict[Lens, int] = {}
        for _ in range(scale(80, 600)):
            lens = around(dice) if dice.random() < 1 / 4 else lens_of(dice, programmes)
            if wide(lens) not in known:
                known[wide(lens)] = len(networks)
                networks.append(full_columns(snapshot, build(snapshot, wide(lens)), {}))
            cases.append(case(snapshot, lens, known[wide(lens)]))
    words = {part: {word: list(pair) for word, pair in pairs.items()} for part, pairs in WORDS.items()}
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"words": words, "networks": networks, "cases": cases}), "utf-8")
    command = ["sh", str(WEB / "npm.sh"), "test", "--", "src/network/select.test.ts"]
    told = subprocess.run(
        command, env=os.environ | {"PARKNET_CASES": str(path)}, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout[-4000:] + told.stderr[-2000:]
    assert "1 passed" in told.stdout
