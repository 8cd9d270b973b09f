from __future__ import annotations

import io
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.build import plain_reports
from tests.verify.features.batch.test_results import WORDING, source, write
from verify.features.batch import packed_log
from verify.features.batch.append_log import GoneError
from verify.features.batch.kept_results import read_kept
from verify.features.batch.packed_log import DamagedError, PackedLog, read_packed_lines
from verify.features.batch.results import Refusal, RefusedError, Results

LINES = [b"line %d " % number + bytes(range(65, 91)) * 40 for number in range(300)]  # some hundred KiB


def write_lines(path: Path, lines: list[bytes]) -> None:
    with PackedLog(path) as log:
        for line in lines:
            log.append(line)


def read_lines(path: Path) -> list[bytes]:
    with PackedLog(path) as log:
        log.mend()
        return list(log.read_lines())


def find_frames(data: bytes) -> list[int]:
    magic = bytes.fromhex("28b52ffd")
    return [at for at in range(len(data)) if data.startswith(magic, at)]


def test_lines_are_packed_in_groups_and_any_reader_of_zstandard_gives_them_back(tmp_path: Path) -> None:
    write_lines(tmp_path / "lines.zst", LINES)
    data = (tmp_path / "lines.zst").read_bytes()
    assert 1 < len(find_frames(data)) < 5
    assert len(data) < sum(map(len, LINES)) / 10
    with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data), read_across_frames=True) as reader:
        assert reader.read() == b"".join(line + b"\n" for line in LINES)
    assert read_lines(tmp_path / "lines.zst") == LINES


def test_a_line_that_comes_long_after_the_last_one_is_written_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_log, "_GROUP_SECONDS", 0.0)
    with PackedLog(tmp_path / "lines.zst") as log:
        log.append(b"one")
        with (tmp_path / "lines.zst").open("rb") as file:
            assert list(read_packed_lines(file, 100)) == [b"one\n"]


@pytest.mark.parametrize("cut", [1, 5, 200])
def test_a_torn_last_frame_is_cut_off_and_nothing_else(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "lines.zst"
    write_lines(path, LINES[:200])
    whole = path.read_bytes()
    write_lines(path, LINES[200:])
    path.write_bytes(path.read_bytes()[:-cut])
    torn = path.stat().st_size - len(whole)
    with PackedLog(path) as log:
        assert log.mend() == torn
        assert list(log.read_lines()) == LINES[:200]
        log.append(b"more")
    assert path.read_bytes().startswith(whole)
    assert read_lines(path) == [*LINES[:200], b"more"]


@pytest.mark.parametrize("rest", [b"\x28", b"\x28\xb5\x2f\xfd", bytes(70_000), b"not packed"])
def test_what_a_crash_leaves_behind_the_last_frame_is_cut_off(tmp_path: Path, rest: bytes) -> None:
    path = tmp_path / "lines.zst"
    write_lines(path, [b"one"])
    whole = path.read_bytes()
    path.write_bytes(whole + rest)
    assert read_lines(path) == [b"one"]
    assert path.read_bytes() == whole


def test_a_damaged_frame_between_others_is_refused_and_nothing_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "lines.zst"
    write_lines(path, LINES)
    data = bytearray(path.read_bytes())
    data[10] ^= 0xFF
    path.write_bytes(data)
    with PackedLog(path) as log, pytest.raises(DamagedError):
        log.mend()
    assert path.read_bytes() == data


def test_a_line_out_of_a_bomb_is_held_to_its_bound() -> None:
    packed = zstandard.ZstdCompressor().compress(bytes(50_000_000) + b"\nnext\n")
    assert len(packed) < 10_000
    assert list(read_packed_lines(io.BytesIO(packed), 1_000)) == [bytes(1_000), b"next\n"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, behind: bool) -> None:
    path = tmp_path / "lines.zst"
    path.write_bytes((zstandard.ZstdCompressor().compress(b"one\n") if behind else b"") + data)
    with PackedLog(path) as log:
        try:
            log.mend()
        except DamagedError:
            return
        lines = list(log.read_lines())
    assert lines[:1] == [b"one"] or not behind


def test_results_are_packed_where_their_name_says_so_and_a_killed_run_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl.zst"
    with Results(path, resume=False) as results:
        results.add(source(0), plain_reports.ai_edit(), WORDING)
        results.settle()
        results.add(source(1), plain_reports.ai_edit(), WORDING)
        killed = path.read_bytes()  # the second line waits for others
    path.write_bytes(killed + b"\x28\xb5\x2f")
    with Results(path, resume=True) as results:
        assert results.torn_bytes == 3
        assert [results.has(source(number)) for number in range(2)] == [True, False]
        results.add(source(1), plain_reports.ai_edit(), WORDING)
    with Results(path, resume=True) as results:
        assert len(results) == 2


def test_packed_results_are_read_as_plain_ones_are(tmp_path: Path) -> None:
    for name in ("out.jsonl", "out.jsonl.zst"):
        write(tmp_path / name, 3)
    lost: list[None] = []
    plain, packed = (
        list(read_kept(tmp_path / name, WORDING, lambda: lost.append(None))) for name in ("out.jsonl", "out.jsonl.zst")
    )
    assert len(plain) == 3
    assert plain == packed
    assert not lost


@pytest.mark.parametrize("content", [b"\xff\xd8\xff a photo", b'{"schema":"whence.report/2","source":', b"\n"])
@pytest.mark.parametrize("resume", [False, True])
def test_what_is_not_packed_is_left_as_it_is(tmp_path: Path, content: bytes, resume: bool) -> None:
    (tmp_path / "a.zst").write_bytes(content)
    with pytest.raises(RefusedError) as caught:
        Results(tmp_path / "a.zst", resume=resume)
    assert caught.value.refusal is (Refusal.OTHER if resume else Refusal.EXISTS)
    assert (tmp_path / "a.zst").read_bytes() == content


def test_packed_results_that_were_taken_away_are_noticed_before_the_run_says_that_they_are_there(
    tmp_path: Path,
) -> None:
    results = Results(tmp_path / "out.zst", resume=False)
    results.add(source(0), plain_reports.ai_edit(), WORDING)
    results.add(source(1), plain_reports.ai_edit(), WORDING)
    (tmp_path / "out.zst").unlink()
    with pytest.raises(GoneError):
        results.settle()
    with pytest.raises(GoneError):
        results.close()
