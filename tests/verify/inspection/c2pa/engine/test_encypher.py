"""The second engine: its own copy of the lists, which must be the very same as ours, and when two engines agree."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from msgspec.structs import replace

from verify.inspection.c2pa.engine import encypher
from verify.model import Record, RecordState, SecondOpinion
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


def _joined(first: RecordState, second: RecordState) -> SecondOpinion | None:
    return encypher.attach_opinion(Record(first), SecondOpinion("other", second.value, agrees=False)).second_opinion


@pytest.mark.parametrize(
    ("first", "second", "agrees"),
    [
        (RecordState.TRUSTED, RecordState.TRUSTED, True),
        (RecordState.TRUSTED, RecordState.UNTRUSTED, False),
        (RecordState.EXPIRED, RecordState.UNTRUSTED, True),
        (RecordState.TRUSTED, RecordState.EXPIRED, False),
        (RecordState.ALTERED, RecordState.BAD_SIGNATURE, True),
        (RecordState.ALTERED, RecordState.UNTRUSTED, False),
        (RecordState.UNTRUSTED, RecordState.MALFORMED, False),
        (RecordState.UNTRUSTED, RecordState.ABSENT, False),
        (RecordState.ABSENT, RecordState.TRUSTED, False),
    ],
)
def test_engines_agree_where_they_mean_the_same(first: RecordState, second: RecordState, agrees: bool) -> None:
    opinion = _joined(first, second)
    assert opinion is not None
    assert opinion.agrees is agrees


@pytest.mark.parametrize("second", [RecordState.ABSENT, RecordState.REMOTE])
def test_two_engines_that_find_nothing_have_no_opinion(second: RecordState) -> None:
    assert _joined(RecordState.ABSENT, RecordState.ABSENT) is None


def test_a_record_still_being_checked_is_compared_with_nothing() -> None:
    record = Record(RecordState.UNTRUSTED, checking=True)
    assert encypher.attach_opinion(record, SecondOpinion("other", "trusted", agrees=False)).second_opinion is None
