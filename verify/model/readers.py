"""Which readers there are, by the names that `--readers` and reports use, and which of them a choice means.

Whoever lets a person choose, or tells what was chosen, needs the names alone; the readers load what opens files.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from verify.model.vocabularies.enumerations import Problem

if TYPE_CHECKING:
    from verify.model.manifest_store import Record
    from verify.model.report import Reading

READERS: Final = (  # from cheap to dear: the order in which they look
    "c2pa",
    "c2pa_text",
    "exif",
    "xmp",
    "iptc",
    "text_chunks",
    "usd_layer",
    "invisible_characters",
    "preview",
    "hidden_text",
    "c2pa_content",
    "visible_marks",
    "sound_marks",
    "hidden_marks",
    "parts",
    "c2pa_second",
    "visible_text",
    "video_frames",
    "trustmark",
    "moved_marks",
)

# what `--readers quick` means
QUICK: Final = frozenset(
    {
        "c2pa",
        "c2pa_text",
        "exif",
        "hidden_marks",
        "hidden_text",
        "invisible_characters",
        "iptc",
        "parts",
        "preview",
        "text_chunks",
        "usd_layer",
        "visible_marks",
        "xmp",
    }
)

ON_REQUEST: Final = frozenset({"moved_marks"})  # they take seconds, so they look only when the user asks

RECORD_READERS: Final = ("c2pa", "c2pa_text")  # that read the signed record; `c2pa_content` only compares it
# whoever has one of these has no say in the file: it was never to look
HAS_NO_SAY: Final = frozenset((Problem.NOT_THIS_FORMAT, Problem.SWITCHED_OFF, Problem.ON_REQUEST, Problem.NOT_NEEDED))
# dear ones that look for nothing but statements, which change no answer that a signed record gives
CAN_BE_SPARED: Final = frozenset({"visible_text"})


def select_readers(names: tuple[str, ...], *, deep: bool = False) -> frozenset[str]:
    """Select the names of the readers to run: `()` or `("all",)` means all, `("quick",)` those of QUICK.

    Those of ON_REQUEST are among them only with `deep`, or where they are named. Raises ValueError for a name that no
    reader has.
    """
    requested = ON_REQUEST if deep else frozenset[str]()
    if not names or names == ("all",):
        return frozenset(READERS) - (ON_REQUEST - requested)
    if names == ("quick",):
        return QUICK | requested
    unknown = sorted(set(names) - set(READERS))
    if unknown:
        raise ValueError(", ".join(unknown))
    return frozenset(names) | requested


def find_skip_reason(name: str, names: tuple[str, ...]) -> Problem:
    """Find the reason why a reader does not look that `names` did not choose."""
    return Problem.ON_REQUEST if name in ON_REQUEST and names in ((), ("all",)) else Problem.SWITCHED_OFF


def is_record_final(record: Record, readings: Iterable[Reading]) -> bool:
    """Tell whether the record's state is final or its absence certain, by the readers that ended until now.

    Before that nothing may be said of the file, however plain a label in it is. A reader that was switched off leaves
    it open for good.
    """
    problems = {reading.reader: reading.problem for reading in readings}
    ended = all(name in problems and problems[name] is not Problem.SWITCHED_OFF for name in RECORD_READERS)
    return ended and not record.checking


def count_progress(readings: Iterable[Reading]) -> tuple[int, int]:
    """Count how many readers have ended, and how many have a say in the file, by the readings told until now."""
    told = tuple(readings)
    idle = sum(reading.problem in HAS_NO_SAY for reading in told)
    return len(told) - idle, max(len(READERS), len(told)) - idle
