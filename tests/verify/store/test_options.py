"""How files are inspected now is decided in one place."""

from __future__ import annotations

from pathlib import Path

from verify.store import memory_switch
from verify.store.options import current_options
from verify.store.set_aside import UnusedFile


def test_files_are_inspected_with_the_lists_in_force_and_without_the_network() -> None:
    options = current_options()
    assert not options.network
    assert options.trust
    assert options.now.utcoffset() is not None


def test_files_are_inspected_as_was_chosen_and_by_readers_that_there_are() -> None:
    options = current_options(("exif", "of_another_version"), deep=True)
    assert (options.readers, options.deep) == (("exif",), True)
    for choice in (("quick",), ("all",)):
        assert current_options(choice).readers == choice


def test_what_is_damaged_takes_no_part_and_is_told_of(own_data_folder: Path) -> None:
    for name in ("trust/user-mine.json", "models/trustmark-q.json"):
        (own_data_folder / name).parent.mkdir()
        (own_data_folder / name).write_bytes(b"{")
    told: list[UnusedFile] = []
    options = current_options(on_unused=told.append)
    assert [one.path.name for one in told] == ["user-mine.json", "trustmark-q.json"]
    assert all(one.kept is not None and one.kept.read_bytes() == b"{" for one in told)
    assert (options.trust, options.models) == (current_options().trust, ())
    assert all(anchors.facts.kind != "user" for anchors in options.trust)
    assert current_options(on_unused=told.append).trust == options.trust
    assert len(told) == 2


def test_imprints_are_made_for_the_memory_alone(own_data_folder: Path) -> None:
    assert not current_options().imprints
    memory_switch.turn(own_data_folder, on=True)
    assert current_options().imprints
    assert not current_options(remembered=False).imprints
