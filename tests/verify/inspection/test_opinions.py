"""Every pattern of the tables of opinions compiles, matches an example of its own and leaves others alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from verify.inspection import opinions

SUBJECTS = (
    "ai_mentions",
    "comfyui_nodes",
    "context",
    "fields",
    "generator_settings",
    "test_certificates",
    "visible_labels",
)
LISTS = {"affirmations", "declarations", "endings", "generators"}  # words and no patterns, with tests of their own


def _tables() -> Iterator[tuple[str, str]]:
    for subject in SUBJECTS:
        for name, rows in opinions.load_table(f"opinions/{subject}").items():
            if any("patterns" in row for row in (rows if isinstance(rows, list) else [rows]) if isinstance(row, dict)):
                yield subject, name


@pytest.mark.parametrize(("subject", "table"), list(_tables()))
def test_each_pattern_matches_an_example_and_leaves_others_alone(subject: str, table: str) -> None:
    for opinion in opinions.load_opinions(subject, table):
        for text in opinion.matches:
            assert opinion.pattern.search(text), (opinion.name, text)
        for text in opinion.differs:
            assert not opinion.pattern.search(text), (opinion.name, text)
        for pattern in opinion.patterns:
            each = re.compile(pattern, opinion.pattern.flags)
            assert any(each.search(text) for text in opinion.matches), pattern


def test_every_product_has_a_mark_of_its_own() -> None:
    products: list[dict[str, Any]] = opinions.load_table("opinions/visible_labels")["product"]
    for product in products:
        assert product.keys() <= {"name", "mark", "label", "alone", "needs_ai"}
        assert re.compile(product["mark"]).groups == 0
    assert len({product["name"] for product in products}) == len(products)


def test_every_file_of_opinions_is_held_by_a_test() -> None:
    stored = {path.name.removesuffix(".toml") for path in files("resources").joinpath("opinions").iterdir()}
    assert stored == {*SUBJECTS, *LISTS}


@pytest.mark.parametrize(
    "row",
    [
        {"patterns": ["a"], "matches": ["a"]},
        {"patterns": ["a"], "matches": [], "differs": ["b"]},
        {"patterns": ["a"], "matches": ["a"], "differs": ["b"], "claim": "ai"},
        {"patterns": ["("], "matches": ["a"], "differs": ["b"]},
        {"patterns": ["%{nowhere}"], "matches": ["a"], "differs": ["b"]},
    ],
)
def test_a_malformed_table_is_refused_by_name(row: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinions, "load_table", lambda _name: {"kind": [row]})
    with pytest.raises(ValueError, match=r"test\.kind"):
        opinions.load_opinions.__wrapped__("test", "kind")
