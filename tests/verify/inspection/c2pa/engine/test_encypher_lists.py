"""The second engine's own copy of the lists speaks only where it is the very same as ours."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version

from verify.inspection.c2pa.engine import encypher
from verify.store.folders import data_folder
from verify.store.trust.store import TrustStore


def test_the_lists_that_ship_are_those_compiled_into_the_pinned_engine() -> None:
    assert version(encypher.NAME) == encypher.COMPILED_IN[0]
    assert encypher.are_compiled_in(TrustStore(data_folder()).lists())


def test_a_list_that_differs_by_one_letter_is_handed_over() -> None:
    lists = TrustStore(data_folder()).lists()
    changed = (replace(lists[0], pem=lists[0].pem.replace("A", "B", 1)), *lists[1:])
    assert not encypher.are_compiled_in(changed)
    assert not encypher.are_compiled_in(lists[:1])


def test_an_anchor_of_the_user_changes_nothing_about_the_official_lists() -> None:
    lists = TrustStore(data_folder()).lists()
    own = replace(lists[0], facts=replace(lists[0].facts, kind="user"), pem="own")
    assert encypher.are_compiled_in((*lists, own))
