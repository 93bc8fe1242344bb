"""Chinese that the program writes has the punctuation of GB/T 15834: ，：；？！（） and not their half-width twins."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

CHINESE = r"[\u4e00-\u9fff，。、：；？！（）]"
HALF_WIDTH = re.compile(rf"{CHINESE}(?:\{{\w*\}})?[,:;?!()]|[,:;?!()](?:\{{\w*\}})?{CHINESE}")

# What reads text that people wrote, and what writes records of its own, whose words are data.
OF_DATA = ("src/parknet/graph/", "src/parknet/services/demo.py", "src/parknet/model/date_input.py")
WRITTEN = {"web/src/api/contract.ts"}  # from the English descriptions of the API


def written(path: Path, text: str) -> Iterator[str]:
    """What a file of the program lets people read; of Python its texts without the docstrings."""
    name = path.as_posix()
    if name.startswith(OF_DATA) or name in WRITTEN or ".test." in name or not name.startswith(("src/", "web/src/")):
        return
    if path.suffix in {".ts", ".svelte", ".js", ".json", ".toml", ".html"}:
        yield from text.splitlines()
    if path.suffix == ".py":
        tree = ast.parse(text)
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs)
        yield from (node.value for node in texts if isinstance(node.value, str))


def test_chinese_that_the_program_writes_has_full_width_punctuation(texts: dict[Path, str]) -> None:
    found = [
        f"{path}: {said}" for path, text in texts.items() for said in written(path, text) if HALF_WIDTH.search(said)
    ]
    assert found == []


def test_a_half_width_mark_beside_chinese_is_seen() -> None:
    for wrong in ("已知5家,另有", "各方({n})", "来源 {n}:原文", "合计:", "(可能)", "共{n},"):
        assert HALF_WIDTH.search(wrong), wrong
    for right in ("各方（{n}）", "2018 (a, b) 年", "GET /parks?q=曲江", "1,087 家"):
        assert not HALF_WIDTH.search(right), right
