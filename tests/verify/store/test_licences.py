"""Every part that ships is named with its licence, and none is under the GPL."""

from __future__ import annotations

import re
from importlib.metadata import Distribution

import pytest

from verify.store import licences

NEEDED = {_one.name: _one for _one in licences.find_needed_distributions()}
TABLE = {part.name: part for part in licences.read_parts()}
# of these, no alternative may be all that is left to choose
REFUSED = ("GPL-", "AGPL-", "SSPL-")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def stated(found: Distribution) -> str:
    """What a distribution's metadata say of its licence, shortest first: an expression, a name, a classifier."""
    metadata = found.metadata
    words: list[str] = [*(metadata.get_all("License-Expression") or []), *(metadata.get_all("License") or [])]
    words += [line for line in metadata.get_all("Classifier") or [] if line.startswith("License")]
    return next(word.strip() for word in words if word.strip())


def may_be_shipped(licence: str) -> bool:
    """Whether an SPDX expression leaves a choice that Apache-2.0 software may be passed on with.

    Refused are the GPL and its kin where neither an alternative (OR) nor an exception (WITH) is offered.
    """
    return all(
        any(" WITH " in choice or not choice.startswith(REFUSED) for choice in each.split(" OR "))
        for each in licence.replace("(", "").replace(")", "").split(" AND ")
    )


def test_every_distribution_that_is_needed_stands_in_the_table_and_no_other() -> None:
    named = {plain(part.name) for part in TABLE.values() if not part.inside}
    assert named == {plain(name) for name in NEEDED} - {licences.OWN}


@pytest.mark.parametrize("name", sorted(NEEDED.keys() - {licences.OWN}))
def test_a_licence_in_the_table_is_what_the_distribution_states(name: str) -> None:
    import tomllib
    from importlib.resources import files

    rows = tomllib.loads((files("resources") / "parts.toml").read_text(encoding="utf-8"))["part"]
    (row,) = [row for row in rows if plain(row["name"]) == plain(name)]
    assert stated(NEEDED[name]).startswith(row["states"])


def test_nothing_under_the_gpl_is_shipped() -> None:
    assert [part.name for part in TABLE.values() if not may_be_shipped(part.licence)] == []


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "MIT AND AGPL-3.0-only", "GPL-2.0-only OR GPL-3.0-only"])
def test_the_gpl_alone_is_refused(licence: str) -> None:
    assert not may_be_shipped(licence)


@pytest.mark.parametrize("licence", ["MIT", "LGPL-3.0-only OR GPL-2.0-only", "GPL-3.0-or-later WITH GCC-exception-3.1"])
def test_what_leaves_a_choice_is_accepted(licence: str) -> None:
    assert may_be_shipped(licence)


def test_every_library_inside_another_names_one_that_is_needed() -> None:
    inside = {part.inside for part in TABLE.values() if part.inside}
    assert {plain(name) for name in inside} <= {plain(name) for name in NEEDED}


def test_versions_are_those_installed() -> None:
    assert TABLE["pillow"].version == NEEDED["pillow"].version
