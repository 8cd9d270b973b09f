"""What a file says of itself without any signature: camera, time, place, program, name. One line for the first screen.

Anyone can write it, so it carries nothing; but who asks where a picture is from finds most of what there is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from verify.model import Finding, Report
from verify.report import record_facts
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_time
from verify.report.words.types import FileFacts
from verify.report.words.untrusted import plain

_NAME_CHARACTERS: Final = 48
_PROGRAMS: Final = 2
_TIME_CHARACTERS: Final = 19  # of a time to the second, as cameras write it
_DEGREES: Final = re.compile(r"-?\d{1,3}(?:\.\d{1,10})?")


def unsigned(translator: Translator, report: Report) -> FileFacts | None:
    """Gather the facts; None where the file says nothing of the kind, or an intact signature covers it."""
    if report.file.problem or record_facts.covers_metadata(report):
        return None
    facts = tuple(dict.fromkeys(fact for fact in _facts(translator, report) if fact))
    if not facts:
        return None
    case = "caption_uncovered" if record_facts.has_intact_record(report) else "caption"
    spot = _round(next((finding for finding in report.findings if finding.code == "context.place"), None))
    address = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=12/{0}/{1}".format(*spot) if spot else ""
    return FileFacts(
        translator.text(f"verdict.unsigned.{case}"),
        facts,
        address,
        translator.text("verdict.unsigned.map") if address else "",
    )


def _facts(translator: Translator, report: Report) -> Iterator[str]:
    by_code: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_code.setdefault(finding.code, []).append(finding)
    for camera in by_code.get("context.camera", ())[:1]:
        yield plain(camera_name(camera.fact("make"), camera.fact("model")), _NAME_CHARACTERS)
        yield _date_and_time(translator, camera.fact("taken_at"))
    for spot in by_code.get("context.place", ())[:1]:
        yield _near(translator, spot)
    for editor in by_code.get("context.editor", ())[:_PROGRAMS]:
        yield plain(editor.fact("software"), _NAME_CHARACTERS)
    for code, message in (
        ("context.platform", "verdict.unsigned.passed"),
        ("context.file_name", "verdict.unsigned.named"),
    ):
        for finding in by_code.get(code, ())[:1]:
            if finding.fact("platform"):
                yield translator.text(message, platform=plain(finding.fact("platform"), _NAME_CHARACTERS))


def camera_name(make: str, model: str) -> str:
    """Join maker and model as people say them: many makers write their name twice."""
    twice = model.casefold().startswith(f"{make} ".casefold())
    return model if twice or not make else f"{make} {model}".strip()


def _date_and_time(translator: Translator, written: str) -> str:
    """Say a time that a camera wrote, whose clock knows no zone; empty where it has no such form."""
    time = written.partition(".")[0][:_TIME_CHARACTERS]
    said = say_time(translator, time)
    return said if said != time else ""


def _near(translator: Translator, finding: Finding) -> str:
    spot = _round(finding)
    if spot is None:
        return ""
    latitude, longitude = (value.replace("-", "−") for value in spot)
    return translator.text("verdict.unsigned.near", latitude=latitude, longitude=longitude)


def _round(finding: Finding | None) -> tuple[str, str] | None:
    """Round a place to a hundredth of a degree, about a kilometre: enough to say where, and not at whose door."""
    degrees = [finding.fact(name) for name in ("latitude", "longitude")] if finding else []
    if not degrees or not all(_DEGREES.fullmatch(value) for value in degrees):
        return None
    return f"{float(degrees[0]):.2f}", f"{float(degrees[1]):.2f}"
