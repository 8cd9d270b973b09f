"""Many files while workers are killed, crash, leave, babble and hang: `python -m tests.bench soak`, but short."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.bench.measures.batch import link_mixed_files
from tests.bench.measures.kills import run_with_kills
from tests.bench.measures.soak import soak

FILES = 120


@pytest.mark.skipif(os.name == "nt", reason="workers are killed by signals of Unix")
def test_nothing_is_lost_and_nothing_stays_while_workers_die(tmp_path: Path) -> None:
    done = soak(tmp_path, FILES, killer_every=30, kill_every=20)
    assert done.answers == dict.fromkeys(range(FILES), 1)
    assert done.wrong == 0
    assert done.kills >= 4
    assert (done.children_left, done.left) == (0, 0)
    assert done.descriptors[1] <= done.descriptors[0]
    assert done.threads[1] <= done.threads[0]


@pytest.mark.skipif(os.name == "nt", reason="processes are killed by signals of Unix")
def test_a_run_whose_parent_and_workers_are_killed_goes_on_without_losing_or_doubling_a_file(tmp_path: Path) -> None:
    done = run_with_kills(tmp_path, link_mixed_files(tmp_path / "mixed", 40), 4, seed=3)
    assert done.kills.total() >= 3
    assert len(done.lines) == done.files == 40
    assert set(done.lines.values()) == {1}
    assert (done.torn, done.ruined, done.orphans) == (0, 0, 0)
