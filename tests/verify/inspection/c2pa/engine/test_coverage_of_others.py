"""What a record covers that was updated since, or that lists the members of a package."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from tests.build import forged_records
from tests.build.signed import Bench
from tests.verify.inspection.c2pa.engine.test_coverage import by_data, photo, read, told, uncovered
from verify.inspection.c2pa.engine import coverage
from verify.inspection.media.input_file import Media
from verify.model import Exclusion, Exposed, RecordState, Standing, Uncovered

__all__ = ["photo"]

Opener = Callable[..., Media]


@pytest.mark.parametrize("name", ["APP1", "SOS"])
def test_an_update_of_the_record_covers_no_more_than_before(
    bench: Bench, opened: Opener, photo: bytes, name: str
) -> None:
    updated = forged_records.updated(by_data(photo, bench, name), "image/jpeg", bench.cast.studio)
    record = read(opened(updated), bench)
    assert record.state is RecordState.TRUSTED
    assert record.active is not None
    assert record.active.update
    content = "media" if name == "SOS" else "metadata"
    verdict, found = told(record, bench)
    assert set(uncovered(found)) == {content}
    assert uncovered(found)[content].fact("bytes") == str(forged_records.place(photo, name)[1])
    assert (verdict.standing is Standing.CONFIRMED) is (name == "APP1")


def test_a_member_of_a_package_that_the_record_does_not_list_is_not_covered(bench: Bench, opened: Opener) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as package:
        package.writestr("notes.txt", "a note")
        package.writestr("more.txt", "another")
    data = forged_records.signed(sink.getvalue(), "zip", bench.cast.camera)
    media = opened(data, "package.zip")
    record = read(media, bench)
    assert record.coverage is not None
    assert record.coverage.ranges == ()
    raw = json.loads(record.raw)
    for manifest in raw["manifests"]:
        for name, assertion in manifest["assertions"].items():
            if name.startswith("c2pa.hash."):
                del assertion["uris"]["more.txt"]
    found = coverage.find_coverage(media, raw, "embedded")
    assert found is not None
    assert found.ranges == (Uncovered(Exclusion.DATA, Exposed.UNKNOWN, "more.txt"),)
