"""The memory adds hints and changes no answer; what says most is told first."""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.build.media.drawings.motifs import looks, motif, report
from tests.build.memory import open_memory
from verify.features.memory import index
from verify.features.memory.lookup import MemoryAccess, MemoryLookup
from verify.features.memory.schema import RememberedFile
from verify.features.memory.stores import sqlite as stores
from verify.features.memory.stores.sqlite import SqliteStore
from verify.inspection.verdict import judge
from verify.model import Conclusion, OriginClaim, Problem, Report, Standing, Strength
from verify.store import memory_switch
from verify.store.database_errors import DatabaseError, DatabaseProblem

ORIGINAL = motif(1)
COPY = ORIGINAL.crop((45, 30, 855, 570)).resize((600, 400))


def test_a_copy_brings_back_the_answer_for_the_original(tmp_path: Path) -> None:
    first = report(
        "original", looks(ORIGINAL), conclusion=Conclusion.AI_GENERATED, standing=Standing.CONFIRMED, by="Studio"
    )
    seen = looks(COPY)
    with open_memory(tmp_path) as memory:
        assert memory.add_hints(first) == replace(first, imprints=())
        told = memory.add_hints(report("copy", seen))
    (finding,) = told.findings
    assert finding.code == "memory.looks_like"
    assert (finding.claim, finding.strength) == (OriginClaim.NONE, Strength.HINT)
    facts = {"name": "original", "conclusion": "ai_generated", "standing": "confirmed", "signer": "Studio"}
    assert facts.items() <= dict(finding.facts).items()
    assert [picture.name for picture in told.pictures] == finding.fact("views").split(",")
    assert told.pictures[1].rgb == seen.picture.rgb


def test_a_hint_changes_nothing_of_the_answer(tmp_path: Path) -> None:
    plain = report("copy", looks(COPY))
    with open_memory(tmp_path) as memory:
        memory.add_hints(report("a", looks(ORIGINAL), conclusion=Conclusion.AI_GENERATED, standing=Standing.CONFIRMED))
        told = memory.add_hints(plain)
    assert told.verdict == plain.verdict
    judged = [
        judge.judge(findings, plain.record, plain.readings, None, lists=(), now=None)
        for findings in (plain.findings, told.findings)
    ]
    assert judged[0] == judged[1]


def test_the_same_file_checked_again_says_nothing(tmp_path: Path) -> None:
    with open_memory(tmp_path) as memory:
        for _ in range(2):
            assert memory.add_hints(report("one", looks(ORIGINAL))).findings == ()


def test_the_very_file_of_an_archive_is_said_to_be_there(tmp_path: Path) -> None:
    one = report("one", looks(ORIGINAL))
    with SqliteStore(tmp_path) as store:
        kept = RememberedFile(
            one.file.sha256, "x.jpg", "image/png", "2026", Conclusion.CAPTURED, Standing.CONFIRMED, "Camera"
        )
        store.take_archive("News", b"key", ("", ""), [(kept, one.imprints)])
        (finding,) = MemoryLookup(store).add_hints(one).findings
    assert (finding.code, finding.fact("archive"), finding.fact("name")) == ("memory.same_file", "News", "x.jpg")


def test_answers_that_say_most_come_first_and_silence_only_where_nothing_else_is(tmp_path: Path) -> None:
    answers = {
        "nothing": (Conclusion.UNKNOWN, Standing.NONE),
        "unknown": (Conclusion.UNKNOWN, Standing.CONFIRMED),
        "label": (Conclusion.AI_GENERATED, Standing.STATED),
        "signed": (Conclusion.AI_GENERATED, Standing.CONFIRMED),
    }
    with open_memory(tmp_path) as memory:
        memory.add_hints(report("nothing", looks(ORIGINAL)))
        assert [item.fact("name") for item in memory.add_hints(report("copy", looks(COPY))).findings] == ["nothing"]
        for name, (conclusion, standing) in answers.items():
            memory.add_hints(report(name, looks(ORIGINAL), conclusion=conclusion, standing=standing))
        found = memory.add_hints(report("another copy", looks(COPY))).findings
    assert [item.fact("name") for item in found] == ["signed", "label", "unknown"]


def test_a_frame_of_a_video_is_known_again(tmp_path: Path) -> None:
    frames = [looks(motif(number), seconds=float(number)) for number in range(3)]
    with open_memory(tmp_path) as memory:
        memory.add_hints(report("film", *frames, media_type="video/mp4"))
        told = memory.add_hints(report("still", looks(motif(2).resize((640, 427)))))
    assert [item.fact("name") for item in told.findings] == ["film"]


def test_what_has_no_imprint_is_said_not_to_be_compared(tmp_path: Path) -> None:
    with open_memory(tmp_path) as memory:
        told = memory.add_hints(report("plain"))
        assert [item.code for item in told.findings] == ["memory.not_asked"]
        assert memory.add_hints(report("sound", media_type="audio/mpeg")).findings == ()
        assert list(memory.add_hints(_unread()).findings) == []
    with SqliteStore(tmp_path) as store:
        assert store.count() == 0


def _unread() -> Report:
    from tests.build.media.drawings.motifs import NOW
    from verify.model import Options
    from verify.model.run_info import make_unreadable_report

    return make_unreadable_report(Path("gone"), Problem.NOT_FOUND, "", Options(now=NOW))


def test_it_is_off_until_it_is_turned_on(tmp_path: Path) -> None:
    assert not memory_switch.is_on(tmp_path)
    memory_switch.turn(tmp_path / "new", on=True)
    assert memory_switch.is_on(tmp_path / "new")
    memory_switch.turn(tmp_path / "new", on=False)
    memory_switch.turn(tmp_path / "new", on=False)
    assert not memory_switch.is_on(tmp_path / "new")


def _change(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "memory.sqlite")
    connection.execute(statement)
    connection.commit()
    connection.close()


DAMAGES = (
    "UPDATE item SET media_type = CAST(x'fffe' AS TEXT)",
    "UPDATE item SET checked_at = 'yesterday'",
    "UPDATE item SET sha256 = '../../etc/passwd' WHERE name = 'original'",
    "UPDATE imprint SET width = '[[1, 2, 3]]'",
    "UPDATE imprint SET landmarks = x'00'",
    "UPDATE imprint SET whole = x'00'",
    "UPDATE imprint SET pixels = x'00'",
    "UPDATE imprint SET seconds = 9e999",
    "UPDATE state SET removals = -1",
    "DELETE FROM state",
    "DELETE FROM archive",
    "ALTER TABLE item RENAME COLUMN media_type TO media",
)


@pytest.mark.parametrize(
    ("statement", "while_open"),
    [
        *itertools.product(DAMAGES, (False, True)),
        ("UPDATE sqlite_sequence SET seq = 9223372036854775807", False),
    ],
)
def test_whatever_is_wrong_with_it_is_told_once_and_a_new_one_is_begun(
    tmp_path: Path, statement: str, while_open: bool
) -> None:
    with open_memory(tmp_path) as memory:
        memory.add_hints(report("original", looks(ORIGINAL)))
    told: list[DatabaseError] = []
    if not while_open:
        _change(tmp_path, statement)
    with closing(MemoryAccess(tmp_path, told.append)) as memory:
        memory.add_hints(report("other", looks(motif(2))))
        if while_open:
            _change(tmp_path, statement)
        for name in ("first copy", "second copy"):
            plain = report(name, looks(COPY))
            judged = memory.add_hints(plain)
            assert (judged.file, judged.verdict) == (plain.file, plain.verdict)
    kept = [str(path) for path in tmp_path.glob("memory.sqlite.broken-*")]
    assert [str(error.set_aside) for error in told] == kept
    if kept:
        with open_memory(tmp_path) as memory:
            assert memory.add_hints(report("third copy", looks(COPY))).findings
    else:
        assert while_open  # and nobody has read what is wrong with it


def test_a_memory_that_is_held_is_told_of_once_and_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_memory(tmp_path) as memory:
        memory.add_hints(report("original", looks(ORIGINAL)))
    holder = sqlite3.connect(tmp_path / "memory.sqlite")
    holder.execute("BEGIN EXCLUSIVE")
    told: list[DatabaseError] = []
    monkeypatch.setattr(stores.SqliteStore.__init__, "__kwdefaults__", {"wait": 0.1})
    with closing(MemoryAccess(tmp_path, told.append)) as memory:
        for name in ("first copy", "second copy"):
            plain = report(name, looks(COPY))
            assert memory.add_hints(plain) is plain
    holder.close()
    assert [error.problem for error in told] == [DatabaseProblem.BUSY]
    with open_memory(tmp_path) as memory:
        assert memory.add_hints(report("third copy", looks(COPY))).findings


def test_an_error_of_our_own_costs_the_hints_and_not_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise IndexError

    with open_memory(tmp_path) as memory:
        memory.add_hints(report("original", looks(ORIGINAL)))
    told: list[DatabaseError] = []
    with monkeypatch.context() as patched, closing(MemoryAccess(tmp_path, told.append)) as memory:
        patched.setattr(index, "find_candidates", fail)
        plain = report("copy", looks(COPY))
        assert memory.add_hints(plain) is plain
    assert [error.problem for error in told] == [DatabaseProblem.FAILED]
    assert list(tmp_path.glob("*.broken-*")) == []
