"""A batch of mixed files: how it scales over workers, what list, store and table take, its memory, and a kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median

import psutil
from msgspec.structs import replace
from PIL import Image

from tests.bench.measures.figures import Figure
from tests.bench.measures.line_worker import options
from tests.bench.measures.scaling import _loop_seconds
from tests.conftest import _corpus_folder
from verify.features.batch import job as jobs
from verify.features.batch.file_key import identify
from verify.features.batch.find_files import find_files
from verify.features.batch.inspect_files import inspect_as_ready
from verify.features.batch.job import Job, Kind
from verify.features.batch.journal import Journal, read_rows
from verify.features.batch.row import Row
from verify.features.teaching import samples
from verify.model import limits
from verify.workers.pool import Pool
from verify.workers.process import relaunch

FILES = int(os.environ.get("WHENCE_BENCH_FILES", "2000"))
ROUNDS = 4
LARGEST = 2 * limits.MIB  # of the mixed files, so that many of them fit into a run
FEW, MANY = 500, 5_000


def measure(folder: Path) -> Iterator[Figure]:
    """All of it."""
    os.environ["WHENCE_DATA"] = str(folder / "data")
    mixed = link_mixed_files(folder / "mixed", FILES)
    yield from _scaling(mixed)
    yield from _overhead(folder, mixed)
    yield from _memory(folder)
    yield from _killed(folder, mixed)


def measure_parent(folder: Path) -> Iterator[Figure]:
    """What the process that has files inspected spends of the processor time of a batch, its start apart."""
    os.environ["WHENCE_DATA"] = str(folder / "data")
    for readers, few, many in (("quick", 60, 240), ("all", 15, 60)):
        mixed = sorted(link_mixed_files(folder / f"mixed-{readers}", many).iterdir())
        spent = [_spend_on(mixed[:: many // count], readers, folder / "out.jsonl") for count in (few, many)]
        own, workers = (after - before for before, after in zip(*spent, strict=True))
        yield Figure(f"{readers} readers: a file in the workers", 1000 * workers / (many - few), "ms")
        yield Figure(f"{readers} readers: the parent's share", 100 * own / (own + workers), "%", most=5)


def measure_all_readers_memory(folder: Path) -> Iterator[Figure]:
    """What one worker after the other holds over many mixed files with every reader: some twenty minutes."""
    os.environ["WHENCE_DATA"] = str(folder / "data")
    here = psutil.Process()
    paths = sorted(link_mixed_files(folder / "mixed", MANY).iterdir())
    with Pool(replace(options(), in_batch=True), 1, tell=False) as pool:
        held = [
            sum(_measure_resident(each) for each in here.children(recursive=True))
            for _ in inspect_as_ready(pool, paths)
        ]
    early, late = median(held[FEW : 2 * FEW]), median(held[-FEW:])
    yield Figure(f"workers, files {FEW} to {2 * FEW}, median", early, "MiB")
    yield Figure(f"workers, the last {FEW} of {MANY} files, median", late, "MiB")
    yield Figure("workers, at most", max(held), "MiB")
    yield Figure("growth", (late / early - 1) * 100, "%", most=5)


def _measure_resident(process: psutil.Process) -> float:
    try:
        return process.memory_info().rss / limits.MIB
    except psutil.NoSuchProcess:
        return 0.0


def _spend_on(paths: list[Path], readers: str, out: Path) -> tuple[float, float]:
    """Processor seconds of a run into a file of results: of the process itself, and of its workers."""
    out.unlink(missing_ok=True)
    code = (
        "import resource, sys; from verify.cli import main; main.main(sys.argv[1:]);"
        "print(*(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))"
    )
    command = ["check", "--readers", readers, "--jobs", "2", "--out", str(out), "--", *map(str, paths)]
    ran = subprocess.run(
        [sys.executable, "-c", code, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True
    )
    own, workers = map(float, ran.stdout.split()[-2:])
    return own, workers


def link_mixed_files(folder: Path, count: int) -> Path:
    """A folder of links to files of all kinds: those of the corpus where it is here, else our own samples."""
    corpus = _corpus_folder()
    if corpus is None:
        samples.write_samples(folder.with_name("samples"))
        corpus = folder.with_name("samples")
    found = [path for path in sorted(corpus.rglob("*")) if path.is_file() and path.stat().st_size <= LARGEST]
    folder.mkdir()
    for number in range(count):
        path = found[number % len(found)]
        (folder / f"{number:05} {path.name}").symlink_to(path)
    return folder


def _scaling(mixed: Path) -> Iterator[Figure]:
    """In turns and in parts, since the machine may be busy now and then."""
    paths = sorted(mixed.iterdir())
    gains, loops = [], []
    for part in range(ROUNDS):
        some = paths[part::ROUNDS]
        gains.append(_files_a_second(some, 2) / _files_a_second(some, 1))
        loops.append(2 * _loop_seconds(1) / _loop_seconds(2))
    yield Figure("gain by --jobs 2", median(gains))
    yield Figure("gain by a second process, pure loop", median(loops))
    yield Figure("gain of the batch / gain of the loop", median(gains) / median(loops), least=0.85)


def _files_a_second(paths: list[Path], workers: int) -> float:
    quick = replace(options(previews=False), readers=("quick",))
    with Pool(quick, workers, tell=False, warm=True) as pool:
        list(inspect_as_ready(pool, paths[: 4 * workers]))  # warm all of them up
        begun = time.perf_counter()
        list(inspect_as_ready(pool, paths))
        return len(paths) / (time.perf_counter() - begun)


def _overhead(folder: Path, mixed: Path) -> Iterator[Figure]:
    """Processor time, which other programs do not touch: what is done beside the inspection, and that itself."""
    (folder / "journal").mkdir()
    spent = dict.fromkeys(("list", "store", "table"), 0.0)
    quick = replace(options(), readers=("quick",))
    kept = []
    with Journal(folder / "journal") as journal, Pool(quick, 2, tell=False) as pool:
        begun = time.thread_time()
        sources = [(path, identify(path)[0]) for path in find_files([str(mixed)], lambda *_: None)]
        spent["list"] = time.thread_time() - begun
        inspected = 0.0
        before: dict[int, float] = {}
        for number, report in inspect_as_ready(pool, [path for path, _ in sources]):
            begun = time.thread_time()
            row = journal.add(sources[number][1], report)
            spent["store"] += time.thread_time() - begun
            kept.append(row)
            if number % 16 == 0:
                inspected += _by_workers(before)
        inspected += _by_workers(before)
    spent["table"] = _table_seconds([row for row in kept if row is not None])
    for name, seconds in spent.items():
        yield Figure(f"{name} / inspection", 100 * seconds / inspected, "%")
    yield Figure("list, store and table / inspection", 100 * sum(spent.values()) / inspected, "%", most=5)


def _by_workers(before: dict[int, float]) -> float:
    """Seconds of the processor that our children took since the last call."""
    total = 0.0
    for child in psutil.Process().children():
        try:
            times = child.cpu_times()
        except psutil.Error:
            continue
        spent = times.user + times.system
        total += spent - before.get(child.pid, 0.0)
        before[child.pid] = spent
    return total


def _table_seconds(kept: list[Row]) -> float:
    """What the window's table takes to take rows in one by one, ordered and grouped as they come."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from gui.batch.table import BatchTable, BatchView
    from gui.rows.sort_filter import Column, Grouping, SortFilter
    from verify.report.words.catalogue import Translator

    application = QApplication.instance() or QApplication(["bench"])
    begun = time.thread_time()
    table = BatchTable(application, Translator("en"), 1.0)
    view = BatchView(None, table)  # type: ignore[arg-type]
    view.resize(1100, 600)
    view.show()
    table.look(SortFilter(column=Column.SIGNER, grouping=Grouping.ANSWER))
    for row in kept:
        table.add((row,))
        application.processEvents()
    table.order()
    application.processEvents()
    took = time.thread_time() - begun
    view.close()
    return took


def _memory(folder: Path) -> Iterator[Figure]:
    """The process that works on a batch, and the rows of the window's table."""
    many = folder / "many"
    many.mkdir()
    first = many / "00000.png"
    Image.new("RGB", (64, 48), "teal").save(first)
    for number in range(1, MANY):
        os.link(first, many / f"{number:05}.png")
    batch = jobs.begin(Job(Kind.CHECK, (str(many),), ("preview",), datetime.now(UTC)))
    child = subprocess.Popen(
        relaunch.build_command("batch-run", str(batch)), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    resident = []
    for number, _ in enumerate(child.stdout):
        if number in (FEW, MANY - 5):
            resident.append(psutil.Process(child.pid).memory_info().rss / limits.MIB)
    child.wait()
    yield Figure(f"working process after {FEW} files", resident[0], "MiB")
    yield Figure(f"working process after {MANY} files", resident[1], "MiB")
    yield Figure("growth", (resident[1] / resident[0] - 1) * 100, "%", most=5)
    yield Figure("rows of the window", _bytes_a_row(batch), "bytes a file", most=4_096)


def _bytes_a_row(batch: Path) -> float:
    import tracemalloc

    tracemalloc.start()
    kept = list(islice(read_rows(batch), FEW))
    few, _ = tracemalloc.get_traced_memory()
    kept = list(read_rows(batch))
    many, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(kept) == MANY
    return (many - few) / (MANY - FEW)


def _killed(folder: Path, mixed: Path) -> Iterator[Figure]:
    """A run into a file of results that is killed in the middle and goes on."""
    out = folder / "results.jsonl"
    command = [
        *relaunch.build_command("check", str(mixed)),
        "--readers",
        "quick",
        "--jobs",
        "2",
        "--out",
        str(out),
        "--resume",
    ]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while not out.exists() or out.read_bytes().count(b"\n") < FILES // 2:
        time.sleep(0.2)
    running.send_signal(signal.SIGKILL)
    running.wait()
    subprocess.run(command, stderr=subprocess.DEVNULL, check=False)
    judged = Counter(json.loads(line)["file"]["path"] for line in out.open(encoding="utf-8"))
    yield Figure("files without a line after a kill", FILES - len(judged), most=0)
    yield Figure("files with two lines after a kill", sum(count > 1 for count in judged.values()), most=0)
