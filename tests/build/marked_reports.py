"""Reports with places and times in them, and with pictures that can be compared: what two pages are for."""

from __future__ import annotations

from msgspec.structs import replace

from tests.build import plain_reports
from tests.build.media.drawings import landscapes
from tests.build.media.versions import small, value
from verify.model import Finding, Ingredient, Manifest, Picture, Record, RecordState, Report, Waveform

STAR = Finding("visible.sparkle", "visible_marks", facts=(("box", "0.8,0.8,0.1,0.15"), ("size", "48")))
LATE = Finding(
    "visible.colour_bar", "video_frames", facts=(("box", "0.1,0.1,0.2,0.1"), ("start", "2.0"), ("end", "4.0"))
)
VOICE = Finding("signal.perth", "sound_marks", facts=(("scheme", "Perth"), ("start", "1.0"), ("end", "3.0")))


def region(**more: str) -> Finding:
    facts = {
        "action": "c2pa.edited", "signer": plain_reports.HOSTILE, "description": "Added a balloon", "of": "file",
        "manifest": "urn:edit", "shape": "rectangle", "unit": "percent", "numbers": "65,12,18,33",
    }  # fmt: skip
    return Finding("record.region", "c2pa", facts=tuple({**facts, **more}.items()))


def report(name: str = "marked.jpg") -> Report:
    """A picture with a balloon that was added, its earlier version in the record, three frames and two marks."""
    with_balloon, before = landscapes.draw_mountains(balloon=True), landscapes.draw_mountains()
    camera = Manifest(
        "urn:camera", RecordState.TRUSTED, title=plain_reports.HOSTILE, signer=plain_reports.SIGNER, thumbnail="before"
    )
    edge = Ingredient("c2pa.ingredient", "parentOf", plain_reports.HOSTILE, manifest="urn:camera")
    edit = Manifest(
        "urn:edit", RecordState.TRUSTED, signer=plain_reports.EDITOR, ingredients=(edge,), thumbnail="after"
    )
    frames = tuple(replace(value(before, 160), name=f"frame:{time:.2f}") for time in (0.0, 1.0, 3.0))
    earlier = region(manifest="urn:camera", of="earlier", shape="circle", numbers="50,50,20")
    return replace(
        plain_reports.nothing(name),
        record=Record(RecordState.TRUSTED, manifests=(edit, camera), location="embedded"),
        findings=(STAR, region(), earlier, LATE),
        pictures=(
            replace(value(with_balloon), whole_width=720, whole_height=480),
            replace(value(small(with_balloon, 160, 60)), name="after"),
            replace(value(small(before, 256, 60)), name="before"),
            Picture("frame:nonsense", 1, 1, bytes(3)),
            *frames,
        ),
    )


def sound(name: str = "sound.wav") -> Report:
    """A sound of five seconds, the last of which nobody listened to, with a mark in it."""
    peaks = bytes(range(0, 200, 2)) + bytes([Waveform.UNHEARD]) * 25
    return replace(plain_reports.nothing(name), findings=(VOICE,), pictures=(), waveform=Waveform(5.0, peaks))
