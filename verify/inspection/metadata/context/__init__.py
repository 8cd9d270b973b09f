"""What stands around the content: camera data, times, a place, programs, permissions, and the file's own name.

Pure over fields, the name and the time of the check. All of it is shown and none of it decides: everything here can be
written by anyone, and nothing here speaks of AI.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from verify.inspection.metadata.context import camera, data_mining, dates, editors, file_name, gps
from verify.inspection.metadata.context.values import index_first
from verify.model import Field, Finding


def find(fields: Iterable[Field], name: str, now: datetime) -> tuple[Finding, ...]:
    """What the fields of one file and its `name` tell of its circumstances; `now` is the time of the check."""
    fields = tuple(fields)
    known = index_first(fields)
    return (
        *camera.find(known),
        *dates.find(known, now),
        *gps.find(known),
        *editors.find(fields),
        *data_mining.find(fields),
        *file_name.find(name),
    )


def drop_repeated_editors(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in their order, each editing program once: where one tells when it was used, that one."""
    found = tuple(found)
    dated = {one.fact("software") for one in found if one.code == editors.EDITOR and one.fact("when")}
    kept: list[Finding] = []
    told: set[str] = set()
    for one in found:
        if one.code == editors.EDITOR:
            software = one.fact("software")
            if software in told or (software in dated and not one.fact("when")):
                continue
            told.add(software)
        kept.append(one)
    return tuple(kept)
