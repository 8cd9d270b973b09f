"""Checks on a Dask cluster of real processes that are killed, each kind of them: no file is lost or doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image

from tests.verify.cli.check.test_check import CHECK
from tests.verify.features.cluster.running import ROOT, Cluster, wait_for_lines

FILES = 96

needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="the extra “cluster” is not installed")


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Files that differ in nothing but their names; one is no text, one leads nowhere."""
    folder = tmp_path / "few"
    folder.mkdir()
    Image.new("RGB", (64, 48), "teal").save(folder / "0.png")
    content = (folder / "0.png").read_bytes()
    for number in range(1, FILES - 2):
        (folder / f"{number}.png").write_bytes(content)
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.png")).write_bytes(content)
    (folder / "nowhere.png").symlink_to(tmp_path / "nothing")
    return folder


def start(cluster: Cluster, folder: Path, out: Path) -> subprocess.Popen[bytes]:
    options = ["--readers", "preview,exif", "--scheduler", cluster.address, *cluster.options, "--out", out, "--resume"]
    return subprocess.Popen([*CHECK, *map(str, options), str(folder)], stderr=subprocess.PIPE)


@needs_dask
def test_whatever_is_killed_every_file_is_judged_exactly_once(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    with Cluster(tmp_path, encrypted=True) as cluster:
        running = start(cluster, few, out)
        wait_for_lines(out, 1, running)
        cluster.workers[0].send_signal(signal.SIGKILL)
        wait_for_lines(out, 17, running)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        running = start(cluster, few, out)
        wait_for_lines(out, 33, running)
        cluster.stop()
        cluster.start()  # the client finds it again
        _, said = running.communicate(timeout=300)
    judged = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert Counter(document["source"]["uri"] for document in judged) == Counter(path.as_uri() for path in few.iterdir())
    assert {document["file"]["path"] for document in judged if document["file"]["problem"]} == {
        str(few / "nowhere.png")
    }
    assert running.returncode == 1, said  # one could not be read
    assert b"Traceback" not in said
    assert "lost" in said.decode()


@needs_dask
def test_a_scheduler_that_is_not_there_is_named_and_what_is_done_stays(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    program = (
        "import sys, verify.features.cluster.client as client\n"
        "client.ClusterRun.__init__.__defaults__ = (0.5,)\n"
        "from verify.cli.main import main\nsys.exit(main(sys.argv[1:]))\n"
    )
    arguments = ["check", str(few), "--lang", "en", "--scheduler", "tcp://localhost:9", "--out", str(out)]
    done = subprocess.run([sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1
    said = done.stderr.decode()
    assert "cannot be reached" in said
    assert "--resume" in said
    assert "Traceback" not in said


def test_nothing_of_dask_is_loaded_unless_a_scheduler_is_named(few: Path) -> None:
    program = (
        "import sys\nfrom verify.cli.main import main\n"
        "status = main(sys.argv[1:])\n"
        "sys.exit(9 if {'dask', 'distributed'} & {name.partition('.')[0] for name in sys.modules} else status)\n"
    )
    arguments = ["check", "--readers", "exif", "--json", str(few / "0.png")]
    done = subprocess.run([sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
