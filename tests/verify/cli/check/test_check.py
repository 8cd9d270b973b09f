"""`main.py check` as a person or a program runs it: real workers, tiny files, and everything that can be wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

from verify.model import limits

ROOT = Path(__file__).resolve().parents[4]
CHECK = (sys.executable, str(ROOT / "main.py"), "check")
SPARSE_BYTES = 4 * 1024**3 + 4096  # more than 32 bits can say
BIDI = "gpj.\u202eevil\u2066.png"


def run(
    *arguments: object,
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
    before: tuple[str, ...] = (),
) -> subprocess.CompletedProcess[bytes]:
    settings = {**os.environ, "LANG": "C.UTF-8", **(environment or {})}
    command = [*before, *CHECK, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, cwd=folder, env=settings, check=False, timeout=400)


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def picture(path: Path) -> Path:
    Image.new("RGB", (8, 8), "teal").save(path, path.suffix[1:])
    return path


def as_text(path: Path) -> str:
    """The path as JSON has it: bytes that are no text are replaced."""
    return re.sub("[\ud800-\udfff]", "\ufffd", str(path))


def assert_no_traceback(done: subprocess.CompletedProcess[bytes]) -> None:
    assert b"Traceback" not in done.stdout + done.stderr


@pytest.fixture(scope="module")
def mixture(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files of which most cannot be read, each under the name of what is wrong with it."""
    folder = tmp_path_factory.mktemp("mixture")
    made = {
        "fine": picture(folder / "fine.png"),
        "empty": folder / "empty.jpg",
        "truncated": folder / "truncated.png",
        "mislabelled": folder / "mislabelled.jpg",
        "unknown": folder / "unknown.jpg",
        "missing": folder / "missing.png",
        "dangling": folder / "dangling.png",
        "fifo": folder / "fifo.png",
        "socket": folder / "socket.png",
        "device": Path("/dev/zero"),
        "sparse": folder / "sparse.mp4",
        "newline": folder / "two\nlines\x1b[31m.png",
        "bidi": folder / BIDI,
        "not_utf8": Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.png")),
        "too_long": folder / ("x" * 300),
        "last": folder / "last.png",
    }
    made["empty"].touch()
    made["truncated"].write_bytes(made["fine"].read_bytes()[:40])
    made["mislabelled"].write_bytes(made["fine"].read_bytes())
    made["unknown"].write_bytes(bytes(range(256)))
    made["dangling"].symlink_to(folder / "nowhere")
    os.mkfifo(made["fifo"])
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(made["socket"]))
    with made["sparse"].open("wb") as file:
        file.write(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")
        file.truncate(SPARSE_BYTES)
    for name in ("newline", "bidi", "not_utf8", "last"):
        made[name].write_bytes(made["fine"].read_bytes())
    return made


@pytest.fixture(scope="module")
def judged(mixture: dict[str, Path]) -> dict[str, dict[str, Any]]:
    done = run("--json", "--jobs", 2, *mixture.values())
    assert done.returncode == 1
    assert done.stderr == b""
    found = lines(done)
    assert [line["file"]["path"] for line in found] == [as_text(path) for path in mixture.values()]
    return dict(zip(mixture, found, strict=True))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("fine", None),
        ("empty", "empty"),
        ("truncated", None),
        ("mislabelled", None),
        ("unknown", "unknown_format"),
        ("missing", "not_found"),
        ("dangling", "not_found"),
        ("fifo", "not_a_file"),
        ("device", "not_a_file"),
        ("sparse", None),
        ("newline", None),
        ("bidi", None),
        ("not_utf8", None),
        ("last", None),
    ],
)
def test_each_file_gets_its_line_and_a_plain_reason(
    judged: dict[str, dict[str, Any]], name: str, problem: str | None
) -> None:
    assert judged[name]["file"]["problem"] == problem
    standing = judged[name]["verdict"]["standing"]
    assert (standing == "unchecked") == (problem is not None)


@pytest.mark.parametrize("name", ["socket", "too_long"])
def test_what_no_program_can_open_is_unchecked(judged: dict[str, dict[str, Any]], name: str) -> None:
    assert judged[name]["file"]["problem"]
    assert judged[name]["verdict"]["standing"] == "unchecked"


def test_a_name_says_nothing_about_the_format(judged: dict[str, dict[str, Any]]) -> None:
    assert judged["mislabelled"]["file"]["media_type"] == "image/png"


def test_a_hostile_name_keeps_to_its_line_and_comes_back_whole(
    judged: dict[str, dict[str, Any]], mixture: dict[str, Path]
) -> None:
    for name in ("newline", "bidi", "not_utf8"):
        assert judged[name]["file"]["path"] == as_text(mixture[name])


def test_hostile_names_are_harmless_in_text_and_page(mixture: dict[str, Path]) -> None:
    for form in ("--text", "--html"):
        done = run(form, mixture["newline"], mixture["bidi"], mixture["not_utf8"])
        assert done.returncode == 0
        shown = done.stdout.decode("utf-8")
        assert not set(shown) & {"\x1b", "\u202e", "\u2066"}
        assert "two\nlines" not in shown


def test_an_unreadable_file_is_not_permitted(tmp_path: Path) -> None:
    path = picture(tmp_path / "secret.png")
    path.chmod(0)
    before: tuple[str, ...] = ()
    if os.access(path, os.R_OK):  # the superuser may read everything, unless that is taken away
        before = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
        if not shutil.which("setpriv") or subprocess.run([*before, "true"], check=False).returncode != 0:
            pytest.skip("this user can read everything")
    done = run("--json", path, before=before)
    assert [line["file"]["problem"] for line in lines(done)] == ["not_permitted"]
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_file_that_vanishes_meanwhile_is_a_reason(tmp_path: Path) -> None:
    large = tmp_path / "large.mp4"
    with large.open("wb") as file:
        file.truncate(100 * limits.MIB)
    gone = picture(tmp_path / "gone.png")
    command = [*CHECK, "--json", str(large), str(gone)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        children(process)
        gone.unlink()
        output, errors = process.communicate(timeout=300)
    assert json.loads(output.splitlines()[1])["file"]["problem"] == "not_found"
    assert (process.returncode, errors) == (1, b"")


def test_an_empty_folder_is_said_to_be_one(tmp_path: Path) -> None:
    done = run("--json", "--", tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == f"whence: There is no file in this folder: {tmp_path}\n"


def test_a_folder_is_walked_in_order_with_hidden_files_and_without_loops(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "empty").mkdir()
    for name in ("c.png", "b/2.png", "b/1.png", ".a.png"):
        picture(tmp_path / name)
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    done = run("--json", tmp_path)
    assert done.returncode == 0
    assert [Path(line["file"]["path"]).relative_to(tmp_path).as_posix() for line in lines(done)] == [
        ".a.png",
        "b/1.png",
        "b/2.png",
        "c.png",
    ]
    assert b"Links to folders are not followed" in done.stderr


def test_patterns_are_expanded_and_names_that_look_like_one_are_not(tmp_path: Path) -> None:
    for name in ("a1.png", "a2.png", "[a1].png", "-x.png"):
        picture(tmp_path / name)
    done = run("--json", "a?.png", "[a1].png", "no*.png", "--", "-x.png", folder=tmp_path)
    assert [line["file"]["path"] for line in lines(done)] == ["a1.png", "a2.png", "[a1].png", "no*.png", "-x.png"]
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-", "-"), "standard input"),
        ((), "missing: PATH"),
        (("--readers", "exif,tarot", "a"), "exif"),
        (("--readers", "", "a"), "quick"),
        (("--jobs", "0", "a"), "--jobs"),
        (("--jobs", "many", "a"), "--jobs"),
        (("--lang", "tlh", "a"), "--lang"),
        (("--json", "--html", "a"), "not allowed"),
        (("--no-such", "a"), "--no-such"),
        (("",), "empty"),
        (("--shard", "4/3", "a"), "I from 1 to N"),
        (("--shard", "1/3", "-"), "standard input"),
    ],
)
def test_wrong_usage_is_named_and_has_status_two(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert_no_traceback(done)


def test_only_the_named_readers_look(tmp_path: Path) -> None:
    (line,) = lines(run("--json", "--readers", "exif, xmp", picture(tmp_path / "a.png")))
    assert {reading["reader"] for reading in line["readings"] if reading["looked"]} == {"exif", "xmp"}
    assert line["run"]["readers"] == ["exif", "xmp"]


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ((), {"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ((), {"LANG": "de_DE.UTF-8"}, "en"),
        ((), {"LANG": "de_DE.UTF-8", "LC_ALL": "zh_TW"}, "zh_CN"),
        (("--lang", "en"), {"LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_the_language_is_that_of_the_system_or_the_one_asked_for(
    tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], language: str
) -> None:
    (line,) = lines(run("--json", *arguments, picture(tmp_path / "a.png"), environment={"LC_ALL": "", **environment}))
    assert line["run"]["lang"] == language


def test_text_is_the_default_and_has_no_colour_in_a_pipe(tmp_path: Path) -> None:
    done = run(picture(tmp_path / "a.png"))
    assert done.returncode == 0
    assert "a.png" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout + done.stderr


def test_one_page_holds_all_files(tmp_path: Path) -> None:
    done = run("--html", picture(tmp_path / "a.png"), picture(tmp_path / "b.png"))
    page = done.stdout.decode("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<html") == 1
    assert "a.png" in page
    assert "b.png" in page


def test_an_odd_encoding_of_the_terminal_is_no_obstacle(tmp_path: Path) -> None:
    for form in ("--text", "--json"):
        done = run(
            form,
            "--lang",
            "zh_CN",
            picture(tmp_path / "a.png"),
            environment={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        )
        assert done.returncode == 0
        assert_no_traceback(done)


def children(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    until = time.monotonic() + 120
    while not (found := psutil.Process(process.pid).children()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return found


def wait_until_open(worker: psutil.Process, path: Path) -> None:
    """Returns a moment after the worker has begun with `path`, when the file before it is judged."""
    until = time.monotonic() + 120
    while str(path) not in {file.path for file in worker.open_files()}:
        assert time.monotonic() < until
        time.sleep(0.02)
    time.sleep(0.3)


def assert_gone(processes: list[psutil.Process]) -> None:
    _, alive = psutil.wait_procs(processes, timeout=60)
    assert alive == []


@pytest.mark.parametrize("form", ["--json", "--html"])
def test_ctrl_c_ends_quietly_and_what_was_judged_stays(mixture: dict[str, Path], form: str) -> None:
    command = [*CHECK, form, "--readers", "exif", *(str(mixture[name]) for name in ("fine", "sparse", "last"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        workers = children(process)
        wait_until_open(workers[0], mixture["sparse"])
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert errors == b""
    assert b"fine.png" in output
    assert b"last.png" not in output
    assert_gone(workers)


def test_a_reader_that_closes_the_pipe_ends_the_run_quietly(mixture: dict[str, Path]) -> None:
    command = [*CHECK, "--json", *[str(mixture["fine"])] * 30]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_said_and_not_traced(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*CHECK, "--json", picture(tmp_path / "a.png")], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b"whence: No space left on device\n"


def test_a_killed_run_leaves_no_worker(mixture: dict[str, Path]) -> None:
    with subprocess.Popen([*CHECK, "--json", mixture["sparse"]], stdout=subprocess.PIPE) as process:
        workers = children(process)
        process.kill()
    assert_gone(workers)


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    done = subprocess.run(
        [*CHECK, "--json", picture(tmp_path / f"{BIDI}.png")], stdout=subprocess.PIPE, stderr=follower, check=False
    )
    os.close(follower)
    shown = os.read(leader, 10_000).decode("utf-8")
    os.close(leader)
    assert done.returncode == 0
    assert "1/1" in shown
    assert "\u202e" not in shown
    assert shown.endswith("\x1b[K")


def test_the_mode_of_the_files_is_untouched(mixture: dict[str, Path], judged: dict[str, dict[str, Any]]) -> None:
    assert stat.S_ISFIFO(mixture["fifo"].stat().st_mode)
    assert mixture["sparse"].stat().st_size == SPARSE_BYTES
