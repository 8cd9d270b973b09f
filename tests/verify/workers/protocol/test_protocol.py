"""The border between processes: what goes in comes out, and nothing else comes out of anything."""

from __future__ import annotations

import base64
import json
import math
import os
from datetime import UTC, datetime
from typing import Any, cast, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from tests.build import formed_views
from tests.build.formed_texts import find_formed
from verify import model
from verify.model import (
    EARLY_CONCLUSIONS,
    Conclusion,
    Exclusion,
    Exposed,
    Field,
    FileFacts,
    Finding,
    Imprint,
    Manifest,
    Options,
    OriginClaim,
    Picture,
    Reading,
    Record,
    RecordState,
    Report,
    Run,
    Uncovered,
    Verdict,
    Waveform,
    limits,
)
from verify.workers import protocol
from verify.workers.protocol import WireError, count_pieces, decode_line, dump, encode_line, load

MODEL = [getattr(model, name) for name in model.__all__]
STRUCTS: list[type[Struct]] = [kind for kind in MODEL if isinstance(kind, type) and issubclass(kind, Struct)]

texts = st.text(max_size=20)  # no lone surrogates: they become U+FFFD on the way
st.register_type_strategy(str, texts)
st.register_type_strategy(int, st.integers(-(2**62), 2**62))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
FORMED_KINDS: list[type[Struct]] = [*STRUCTS, protocol.Look]
for formed_kind in FORMED_KINDS:
    if formed := find_formed(formed_kind):
        st.register_type_strategy(formed_kind, st.builds(formed_kind, **formed))
st.register_type_strategy(
    Picture,
    st.builds(
        lambda name, width, height, byte: Picture(name, width, height, bytes([byte]) * (width * height * 3)),
        texts,
        st.integers(1, 5),
        st.integers(1, 5),
        st.integers(0, 255),
    ),
)
st.register_type_strategy(
    Imprint,
    st.builds(
        Imprint,
        st.binary(min_size=limits.WHOLE_BYTES, max_size=limits.WHOLE_BYTES),
        st.integers(0, 3).map(lambda points: bytes(points * limits.LANDMARK_BYTES)),
        st.from_type(Picture),
        st.floats(0, 1e5),
    ),
)
st.register_type_strategy(
    Uncovered,
    st.builds(
        Uncovered,
        st.sampled_from(Exclusion),
        st.sampled_from(Exposed),
        texts,
        st.none() | st.integers(0, 2**62),
        st.integers(0, 2**62),
        st.none() | st.floats(0, 1),
    ),
)
st.register_type_strategy(
    Waveform,
    st.builds(
        Waveform, st.floats(0.1, limits.TIMELINE_SECONDS), st.binary(min_size=1, max_size=limits.WAVEFORM_COLUMNS)
    ),
)
for view_kind, view_values in formed_views.STRATEGIES.items():
    st.register_type_strategy(view_kind, view_values)
st.register_type_strategy(
    Report,
    st.builds(
        lambda report, finding: replace(report, findings=(*report.findings, finding), verdict=Verdict(reasons=(0,))),
        st.builds(Report, file=st.builds(FileFacts, size=st.integers(0, 2**50), **find_formed(FileFacts))),
        st.builds(Finding),
    ),
)
st.register_type_strategy(
    protocol.Provisional,
    st.builds(
        lambda number, conclusion, finding: protocol.Provisional(
            number,
            Verdict(conclusion, reasons=(0,), provisional=True),
            Report(FileFacts("a", "a"), findings=(finding,)),
        ),
        st.integers(0, 2**62),
        st.sampled_from(EARLY_CONCLUSIONS),
        st.from_type(Finding),
    ),
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("kind", STRUCTS, ids=lambda kind: kind.__name__)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_value_of_the_model_survives_the_border(kind: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    line = encode_line({"it": dump(value)})
    assert line.count(b"\n") == 1
    assert load(kind, decode_line(line)["it"]) == value


@pytest.mark.parametrize("kind", STRUCTS, ids=lambda kind: kind.__name__)
@settings(max_examples=25, deadline=None)
@given(value=json_values)
def test_no_foreign_value_is_taken_for_one_of_ours(kind: type, value: object) -> None:
    with pytest.raises(WireError):
        load(kind, value)


def _places(data: object) -> list[tuple[Any, Any]]:
    """Every (container, key) of a JSON value."""
    if isinstance(data, dict):
        return [(data, key) for key in data] + [place for inner in data.values() for place in _places(inner)]
    if isinstance(data, list):
        return [(data, at) for at in range(len(data))] + [place for inner in data for place in _places(inner)]
    return []


@settings(max_examples=150, deadline=None)
@given(report=st.from_type(Report), data=st.data(), value=json_values)
def test_a_report_with_one_place_changed_is_a_report_or_a_wire_error(
    report: Report, data: st.DataObject, value: object
) -> None:
    changed = dump(report)
    container, key = data.draw(st.sampled_from(_places(changed)))
    container[key] = value
    try:
        found = load(Report, changed)
    except WireError:
        return
    assert load(Report, dump(found)) == found


@settings(max_examples=200, deadline=None)
@given(line=st.binary(max_size=200) | json_values.map(lambda value: json.dumps(value).encode()))
def test_no_line_raises_anything_but_a_wire_error(line: bytes) -> None:
    for read in (decode_line, protocol.load_event, protocol.load_command):
        try:
            read(line)
        except WireError:
            continue


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"[]",
        b"7",
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"b":1}}',
        b'{"a":"\xff"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a":' + b"9" * 10_000 + b"}",
        b'{"a":[' + b"[]," * limits.LINE_PIECES + b"[]]}",
        b'{"a":"' + b"x" * limits.LINE_BYTES + b'"}',
    ],
    ids=lambda line: repr(line[:20]),
)
def test_a_hostile_line_is_refused(line: bytes) -> None:
    with pytest.raises(WireError):
        decode_line(line)


@pytest.mark.parametrize("piece", [",", "[{", "\\", '"', '\\"', '\\\\",[', "港"])
def test_a_text_may_be_full_of_what_parts_values(piece: str) -> None:
    text = piece * (limits.LINE_PIECES // len(piece) + 1)
    assert decode_line(encode_line({"a": text})) == {"a": text}


@given(json_values)
@settings(max_examples=100)
def test_no_line_holds_more_values_than_are_counted(value: object) -> None:
    def count(part: object) -> int:
        inner = [*part.values()] if isinstance(part, dict) else part if isinstance(part, list) else []
        return 1 + sum(map(count, inner))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(limits, "LINE_PIECES", 0)  # then nothing is estimated
        counted = count_pieces(json.dumps({"a": value}).encode())
    assert count(value) <= counted


@pytest.mark.parametrize(
    ("seconds", "columns"), [(0.0, 3), (-1.0, 3), (1e9, 3), (1.0, 0), (1.0, limits.WAVEFORM_COLUMNS + 1)]
)
def test_a_waveform_out_of_bounds_is_refused(seconds: float, columns: int) -> None:
    data = dump(Waveform(1.0, b"x"))
    assert isinstance(data, dict)
    data.update(seconds=seconds, peaks=base64.b64encode(bytes(columns)).decode())
    with pytest.raises(WireError):
        load(Waveform, data)


@pytest.mark.parametrize("side", [-1, limits.PICTURE_PIXELS + 1])
def test_a_preview_of_a_picture_that_cannot_be_is_refused(side: int) -> None:
    data = dump(Picture("preview", 1, 1, bytes(3)))
    assert isinstance(data, dict)
    for name in ("whole_width", "whole_height"):
        with pytest.raises(WireError):
            load(Picture, {**data, name: side})


HALF = "x\ud800\udc41y\udfff"


def test_half_a_character_becomes_a_sign_for_what_is_not_text_before_it_is_sent_and_is_refused_where_it_comes() -> None:
    data = dump(Field("exif:Image:Artist", HALF))
    assert data == {"key": "exif:Image:Artist", "value": "x\ufffd\ufffdy\ufffd", "where": ""}
    assert load(Field, data)
    with pytest.raises(WireError):
        load(Field, {**data, "value": HALF})
    assert load(Field, {**data, "value": HALF}, older=True).value == "x\ufffd\ufffdy\ufffd"


@pytest.mark.skipif(os.name != "posix", reason="names are text there")
def test_a_name_keeps_bytes_that_are_no_text_and_nothing_else_that_is_none() -> None:
    data = dump(FileFacts("/tmp/bad\udcff.png", "bad\udcff.png"))
    assert isinstance(data, dict)
    assert load(FileFacts, data).path == "/tmp/bad\udcff.png"
    with pytest.raises(WireError):
        load(FileFacts, {**data, "name": HALF})


@pytest.mark.parametrize(
    ("kind", "member", "texts"),
    [
        (FileFacts, "sha256", ("0", "0" * 63, "0" * 65, "A" * 64, "g" * 64, "０" * 64, "0" * 64 + "\n")),
        (FileFacts, "media_type", ("image", "image/", "/png", "image/png; a=b", "image/png\n", "i" * 200 + "/png")),
        (Run, "checked_at", ("yesterday", "202", "2026-13", "2026-01-02T25:00Z", "2026-01-02T03:04:05Z\n")),
        (Manifest, "signed_at", ("20260102", "2026-01-02 03:04", "2026-W01-1")),
    ],
)  # fmt: skip
def test_a_text_that_has_not_its_form_crosses_in_neither_direction(
    kind: type, member: str, texts: tuple[str, ...]
) -> None:
    values: dict[type, Any] = {FileFacts: FileFacts("a", "a"), Run: Run(), Manifest: Manifest("a", RecordState.TRUSTED)}
    value = values[kind]
    data = dump(value)
    assert isinstance(data, dict)
    for text in texts:
        with pytest.raises(WireError):
            load(kind, {**data, member: text})
        with pytest.raises(WireError):
            dump(replace(value, **{member: text}))


def _finding(**changes: object) -> dict[str, Any]:
    data = dump(Finding("record.trusted", "c2pa", facts=(("signer", "x"),)))
    assert isinstance(data, dict)
    return {**data, **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {"claim": "certain"},
        {"claim": None},
        {"claim": ["none"]},
        {"code": 7},
        {"code": True},
        {"code": "x" * (limits.TEXT_CHARACTERS + 1)},
        {"facts": {"signer": "x"}},
        {"facts": [["signer"]]},
        {"facts": [["signer", "x", "y"]]},
        {"facts": "signer"},
        {"facts": [["a", "b"]] * (limits.LIST_ITEMS + 1)},
        {"more": 1},
    ],
    ids=lambda changes: repr(changes)[:30],
)
def test_a_finding_that_is_not_exactly_one_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(WireError):
        load(Finding, _finding(**changes))


def test_a_missing_key_is_refused() -> None:
    data = _finding()
    del data["where"]
    with pytest.raises(WireError):
        load(Finding, data)


@pytest.mark.parametrize(
    ("width", "height", "count"),
    [(2, 2, 11), (2, 2, 13), (0, 5, 0), (-1, -1, 3), (10**6, 1, 3 * 10**6), (2**40, 2**40, 12)],
)
def test_a_picture_that_lies_about_its_size_is_refused(width: int, height: int, count: int) -> None:
    data = dump(Picture("preview", 1, 1, bytes(3)))
    assert isinstance(data, dict)
    rgb = bytes(count)
    data.update(width=width, height=height, rgb=base64.b64encode(rgb).decode())
    with pytest.raises(WireError):
        load(Picture, data)
    with pytest.raises(WireError):
        dump(Picture("preview", width, height, rgb))


@pytest.mark.parametrize("rgb", ["AAAA*", "AAA", "AAAA\n", "AAAAÄ", 7])
def test_bytes_that_are_not_base64_are_refused(rgb: object) -> None:
    with pytest.raises(WireError):
        load(Picture, {"name": "preview", "width": 1, "height": 1, "rgb": rgb})


@pytest.mark.parametrize(
    "change",
    [
        {"whole": "AAAA"}, {"landmarks": "AAAA"}, {"landmarks": "A" * 4 * 1_100}, {"seconds": -1.0},
        {"picture": dump(Picture("imprint", limits.IMPRINT_SIDE + 1, 1, bytes(3 * limits.IMPRINT_SIDE + 3)))},
    ],
)  # fmt: skip
def test_an_imprint_of_another_size_is_refused(change: dict[str, object]) -> None:
    data = dump(Imprint(bytes(limits.WHOLE_BYTES), bytes(limits.LANDMARK_BYTES), Picture("imprint", 1, 1, bytes(3))))
    assert isinstance(data, dict)
    assert load(Imprint, data)
    with pytest.raises(WireError):
        load(Imprint, {**data, **change})


def test_more_imprints_than_a_file_has_frames_are_refused() -> None:
    one = Imprint(bytes(limits.WHOLE_BYTES), b"", Picture("imprint", 1, 1, bytes(3)))
    dump(Report(FileFacts("a", "a"), imprints=(one,) * limits.IMPRINTS))
    with pytest.raises(WireError):
        dump(Report(FileFacts("a", "a"), imprints=(one,) * (limits.IMPRINTS + 1)))


def test_a_reason_must_be_among_the_findings() -> None:
    data = dump(Report(FileFacts("a", "a")))
    assert isinstance(data, dict)
    for reason in (0, -1):
        with pytest.raises(WireError):
            load(Report, {**data, "verdict": dump(Verdict(reasons=(reason,)))})


@pytest.mark.parametrize("ms", [math.nan, math.inf, "1", True, None, 2**70])
def test_a_time_must_be_a_finite_number(ms: object) -> None:
    data = dump(Reading("exif", looked=True))
    assert isinstance(data, dict)
    with pytest.raises(WireError):
        load(Reading, {**data, "ms": ms})


@pytest.mark.parametrize("now", ["2026-11-22T10:00:00", "yesterday", "", 0, "2026-11-22T10:00:00+99:99", "9" * 50])
def test_a_time_of_judgement_needs_its_zone(now: object) -> None:
    data = dump(Options(now=datetime(2026, 11, 22, tzinfo=UTC)))
    assert isinstance(data, dict)
    with pytest.raises(WireError):
        load(Options, {**data, "now": now})


def test_what_could_not_be_read_is_not_sent() -> None:
    too_long = "x" * (limits.TEXT_CHARACTERS + 1)
    for value in (
        Finding(too_long, "c2pa"),
        Finding("a", "b", claim="none"),  # type: ignore[arg-type]
        Finding("a", "b", where=b"x"),  # type: ignore[arg-type]
        Reading("exif", looked=True, ms=math.nan),
        Verdict(reasons=tuple(range(limits.LIST_ITEMS + 1))),
    ):
        with pytest.raises(WireError):
            dump(value)


def test_bytes_are_base64_in_a_line_whatever_stands_beside_them() -> None:
    line = encode_line({"a": b"abc", "b": ["", "x", b"", b"\xff"], "c": "YWJj"})
    assert line == b'{"a":"YWJj","b":["","x","","/w=="],"c":"YWJj"}\n'
    with pytest.raises(WireError):
        encode_line({"a": object()})


def test_a_name_that_is_not_utf8_survives() -> None:
    path = b"/tmp/\xff\xfe\n\xe2\x80\xae.jpg".decode("utf-8", "surrogateescape")
    command = protocol.Inspect(7, path, now=datetime(2026, 11, 22, tzinfo=UTC))
    assert protocol.load_command(protocol.encode_command(command)) == command


@settings(max_examples=60, deadline=None)
@given(event=st.one_of([st.from_type(kind) for kind in get_args(protocol.Event)]))
def test_every_event_survives_the_border(event: protocol.Event) -> None:
    assert protocol.load_event(protocol.encode_event(event)) == event


@settings(max_examples=60, deadline=None)
@given(command=st.one_of([st.from_type(kind) for kind in get_args(protocol.Command)]))
def test_every_command_survives_the_border(command: protocol.Command) -> None:
    assert protocol.load_command(protocol.encode_command(command)) == command


AI = Verdict(Conclusion.AI_GENERATED, provisional=True)
GROUNDS = Report(FileFacts("a", "a"))
PICTURE = Picture("preview", 1, 1, b"rgb")


@pytest.mark.parametrize(
    ("verdict", "grounds"),
    [
        *((Verdict(one, provisional=True), GROUNDS) for one in Conclusion if one not in EARLY_CONCLUSIONS),
        (replace(AI, provisional=False), GROUNDS),
        (replace(AI, reasons=(0,)), GROUNDS),
        (replace(AI, doubts=(-1,)), GROUNDS),
        (AI, replace(GROUNDS, verdict=Verdict(Conclusion.CAPTURED))),
        (AI, replace(GROUNDS, file=FileFacts("a", "a", sha256="0" * 64))),
        (AI, replace(GROUNDS, pictures=(PICTURE,))),
        (AI, replace(GROUNDS, fields=(Field("a:b", "c"),))),
        (AI, replace(GROUNDS, record=Record(raw="{}"))),
        (AI, replace(GROUNDS, findings=(Finding("context.editor", "x", where="w" * 90_000),) * 30)),
    ],
)
def test_a_provisional_answer_that_says_more_than_it_may_crosses_in_neither_direction(
    verdict: Verdict, grounds: Report
) -> None:
    event = protocol.Provisional(1, verdict, grounds)
    with pytest.raises(WireError):
        protocol.encode_event(event)
    with pytest.raises(WireError):
        protocol.load_event(encode_line({"event": "provisional", **cast("dict[str, object]", dump(event))}))


def test_no_report_that_crosses_a_border_or_is_kept_holds_a_provisional_verdict() -> None:
    report = replace(GROUNDS, verdict=AI)
    with pytest.raises(WireError, match="not final"):
        protocol.encode_event(protocol.Reported(1, report))
    data = cast("dict[str, Any]", dump(GROUNDS))
    with pytest.raises(WireError, match="not final"):
        load(Report, data | {"verdict": dump(AI)})
    with pytest.raises(WireError, match="not final"):
        load(Report, data | {"verdict": dump(AI)}, older=True)


def test_the_lines_are_those_of_the_protocol() -> None:
    assert protocol.encode_event(protocol.Taken(7)) == b'{"event":"taken","id":7}\n'
    assert protocol.encode_command(protocol.Cancel(7)) == b'{"cancel":{"id":7}}\n'
    assert protocol.encode_event(protocol.Ready()) == b'{"event":"ready"}\n'


def test_the_enums_of_the_wire_are_those_of_the_model() -> None:
    found = load(Finding, _finding(claim="ai_generated"))
    assert found.claim is OriginClaim.AI_GENERATED
    assert set(found.__struct_fields__) == set(_finding())


@pytest.mark.parametrize(
    "wrong", [{"start": -1}, {"bytes": -1}, {"share": 1.5}, {"share": -0.1}, {"kind": "all"}, {"content": "harmless"}]
)
def test_a_stretch_that_lies_in_no_file_is_refused(wrong: dict[str, object]) -> None:
    data = dump(Uncovered(Exclusion.DATA, Exposed.METADATA, "EXIF", 20, 100, 0.5))
    assert isinstance(data, dict)
    with pytest.raises(WireError):
        load(Uncovered, {**data, **wrong})
