"""What stands behind both doors: the queue, uploads, lines, and words in which nothing of a file is taken for ours."""

from __future__ import annotations

import asyncio
import io
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build import example_reports
from tests.build.media import files as build
from tests.verify.features.serve.running import ROOT
from verify.cli import main as cli
from verify.features.serve import check_queue
from verify.features.serve.answers import make_answer
from verify.features.serve.check_queue import CheckQueue
from verify.features.serve.mcp_lines import BoundedLines
from verify.features.serve.refusals import Refusal, RefusedError, describe
from verify.features.serve.token_file import Token
from verify.features.serve.uploads import UploadRoom, keep
from verify.model import Options, Report, limits
from verify.report.words.catalogue import LANGUAGES, Translator
from verify.report.words.fenced import CLOSING, OPENING, FencedTranslator, fence, fence_sentence
from verify.workers.given import PrivateCopy

FENCED = re.compile(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}")
MARK = "\N{SNOWMAN}"  # stands in no word of ours


def list_texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [str(value)]
    if isinstance(value, dict):
        return [text for each in value.values() for text in list_texts(each)]
    return [text for each in value for text in list_texts(each)] if isinstance(value, list | tuple) else []


@settings(max_examples=12, deadline=None)
@given(example_reports.reports(), st.sampled_from(LANGUAGES))
def test_whatever_a_file_says_stands_between_fences(report: Report, language: str) -> None:
    findings = tuple(
        replace(finding, facts=tuple((name, f"{MARK}{OPENING}{value}{CLOSING}{MARK}") for name, value in finding.facts))
        for finding in report.findings
    )
    named = replace(report.file, name=f"{MARK}{OPENING}.jpg", detail=f"{CLOSING}{MARK}")
    active = tuple(replace(m, title=f"{MARK}{CLOSING}", claim_generator=f"{MARK}") for m in report.record.manifests)
    record = replace(report.record, manifests=active)
    hostile = replace(report, findings=findings, file=named, record=record)
    answer = make_answer(hostile, language)
    texts = [text for name, part in answer.items() if name != "notice" for text in list_texts(part)]
    assert any(MARK in text for text in texts)
    for text in texts:
        outside = FENCED.sub("", text)
        assert not {MARK, OPENING, CLOSING} & set(outside), text
    json.dumps(answer)


def test_a_sentence_put_together_elsewhere_is_fenced_whole() -> None:
    translator = FencedTranslator("en")
    ours = translator.text("commands.serve.upload")
    assert fence_sentence(ours) == "file that was sent"
    assert fence_sentence(f"{ours}!") == fence("file that was sent!")
    assert translator.enumerate("a", "3") == f"{OPENING}a{CLOSING}, 3"
    assert fence(f"a{CLOSING}b\n") == f"{OPENING}a⟨U+27EB⟩b⟨U+000A⟩{CLOSING}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_refusal_has_its_sentence(language: str) -> None:
    said = {describe(refusal, Translator(language))["error"]["message"] for refusal in Refusal}
    assert len(said) == len(Refusal)


def test_a_token_is_compared_whole_and_tells_nothing_of_itself() -> None:
    token = Token("abc")
    assert token.admits(b"Bearer abc")
    assert token.admits(b"bearer abc")
    assert not any(map(token.admits, (b"", b"abc", b"Bearer", b"Bearer abcd", b"Bearer ab", b"Basic abc")))
    assert "abc" not in repr(token)


async def silence() -> AsyncIterator[bytes]:
    yield b"a"
    await asyncio.sleep(60)


def test_an_upload_that_stops_coming_is_given_up_and_leaves_its_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOAD_SILENCE_SECONDS", 0.01)
    room = UploadRoom(most=10)

    async def receive() -> None:
        async with room.receive(silence(), 10):
            pytest.fail("it never came whole")

    with pytest.raises(RefusedError) as refused:
        asyncio.run(receive())
    assert refused.value.refusal is Refusal.TOO_SLOW
    room.take(10)


def test_a_disk_that_is_full_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: object, _piece: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(PrivateCopy, "write", fail)
    with pytest.raises(RefusedError) as refused:
        keep(b"a")
    assert refused.value.refusal is Refusal.NOT_KEPT


def test_a_queue_that_closes_refuses_whoever_waits_and_closes_their_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_queue, "_IDLE_SECONDS", 60.0)
    options = Options(now=datetime(2026, 11, 30, tzinfo=UTC), readers=("exif",))
    with CheckQueue(options, 1, waiting=1) as checks, checks.take_place() as place:
        with keep(build.png()) as copy:
            given = copy.give()
        future = place.check(given)
    with pytest.raises(RefusedError) as refused:
        future.result(1)
    assert refused.value.refusal is Refusal.CLOSING
    with pytest.raises(RefusedError), checks.take_place():
        pass


def test_lines_are_bounded_and_what_is_too_long_is_no_message() -> None:
    lines = BoundedLines(io.BytesIO(b"a\n" + b"b" * 50 + b"\n\xff\nlast"), most=10)
    assert [lines.readline() for _ in range(5)] == ["a\n", "null\n", "\ufffd\n", "last", ""]


@pytest.mark.parametrize(("command", "part"), [("serve", "uvicorn"), ("mcp", "mcp")])
def test_where_the_part_is_missing_one_sentence_says_how_to_get_it(
    command: str, part: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from verify.cli.serve import shared

    monkeypatch.setattr(shared, "find_spec", lambda _: None)
    assert cli.main([command, "--lang", "en"]) == 1
    said = capsys.readouterr().err
    assert part in said
    assert f"whence-provenance[{command}]" in said


@pytest.mark.parametrize(
    "arguments", [("serve", "--jobs", "0"), ("serve", "--port", "70000"), ("mcp", "--readers", "tarot")]
)
def test_wrong_usage_is_named(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*arguments]) == 2
    assert capsys.readouterr().err.startswith("whence ")


def test_a_root_that_is_no_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["mcp", "--lang", "en", "--root", str(tmp_path / "missing")]) == 1
    assert str(tmp_path / "missing") in capsys.readouterr().err


def test_nothing_of_the_doors_is_loaded_unless_one_is_opened() -> None:
    code = (
        "import sys\nfrom verify.cli import main\nmain.make_parser('')\n"
        "import verify.api, verify.cli.check.check, verify.features.batch.inspect_files, verify.workers.worker\n"
        "doors = ('starlette', 'uvicorn', 'mcp', 'mcp_types', 'h11', 'anyio', 'pydantic', 'verify.features.serve')\n"
        "print([name for name in sys.modules if name.startswith(doors)])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
