"""Loopback and private networks are reached by tests alone: no option, setting or variable leads to that seam."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from verify.store.network.fetch import DEFAULT_REACH, Reach

ROOT = Path(__file__).resolve().parents[4]
MODULES = [ROOT / "main.py", *sorted((ROOT / "verify").rglob("*.py")), *sorted((ROOT / "gui").rglob("*.py"))]
OF_FILES = "open_replacement"  # its `private` is about rights of a file
HANDED_ON = {"private=reach.private", "any_port=reach.private", "any_port=self._reach.private", "any_port=any_port"}
NAMES_A_HOST = "parse_target(url, any_port=True)"  # which asks nobody


def _list_calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    text = path.read_text(encoding="utf-8")
    if "Reach(" in text or "private=" in text or "any_port=" in text:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""), node


def test_what_comes_with_the_program_reaches_the_public_network_alone() -> None:
    assert Reach() == DEFAULT_REACH
    assert (Reach().private, Reach().authorities) == (False, None)
    assert set(Reach.__struct_fields__) == {"private", "authorities", "seconds"}


def test_no_code_but_that_of_tests_makes_a_wider_reach() -> None:
    wider = []
    for path in MODULES:
        for name, call in _list_calls(path):
            widening = {ast.unparse(each) for each in call.keywords if each.arg in ("private", "any_port")}
            makes_one = name == "Reach" and (call.args or {each.arg for each in call.keywords} - {"seconds"})
            if makes_one or (name != OF_FILES and not widening <= HANDED_ON):
                wider.append(ast.unparse(call))
    assert wider == [NAMES_A_HOST]
