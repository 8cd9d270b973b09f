"""What stands around the content: camera data, times, a place, programs, permissions, and the file's own name.

Pure over fields, the name and the time of the check. All of it is shown and none of it decides: everything here can be
written by anyone, and nothing here speaks of AI.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from verify.inspection.metadata.context import capture, naming, programs
from verify.inspection.metadata.context.values import index_first
from verify.model import Field, Finding


def find(fields: Iterable[Field], name: str, now: datetime, media_type: str = "") -> tuple[Finding, ...]:
    """Find what fields, `name` and format of one file say of its circumstances; `now` is the time of the check."""
    fields = tuple(fields)
    by_key = index_first(fields)
    return (
        *capture.compare_camera_data(by_key),
        *capture.compare_times(by_key, now),
        *capture.find_place(by_key),
        *programs.find_editors(fields),
        *programs.find_permissions(fields),
        *programs.find_file_name(name),
        *naming.find_ending(name, media_type),
        *naming.find_subject(fields, name),
    )


def drop_repeated_editors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in their order, each editing program once: where one gives the time of use, that one."""
    findings = tuple(findings)
    editors = [finding for finding in findings if finding.code == programs.EDITOR]
    dated = {editor.fact("software") for editor in editors if editor.fact("when")}
    remaining: list[Finding] = []
    named: set[str] = set()
    for finding in findings:
        if finding.code == programs.EDITOR:
            software = finding.fact("software")
            if software in named or (software in dated and not finding.fact("when")):
                continue
            named.add(software)
        remaining.append(finding)
    return tuple(remaining)
