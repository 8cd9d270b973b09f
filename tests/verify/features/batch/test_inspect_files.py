"""Records from elsewhere: asked for once, the host named before, and no file lost where nothing comes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from verify.features.batch.inspect_files import Followup, RemoteManifests, inspect_in_order
from verify.model import (
    CertificateStatus,
    FileFacts,
    Record,
    RecordState,
    Report,
    RevocationAnswer,
    RevocationSource,
    Supplement,
)
from verify.store.network import fetch
from verify.store.network.fetch import Fetched, FetchError, FetchProblem
from verify.workers import protocol
from verify.workers.pool import Pool

URL = "https://records.example/store.c2pa"


class StraightPool:
    """Answers in the reverse order; the record of a file called `remote` is at `url`, unless it was fetched."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jobs: list[protocol.Inspect] = []
        self.most = 0

    def submit(self, job: protocol.Inspect, given: object = None) -> None:
        self.jobs.append(job)
        self.most = max(self.most, len(self.jobs))

    def wake(self) -> None:
        pass

    def wait(self, seconds: float) -> list[protocol.Event]:
        if not self.jobs:
            return []
        job = self.jobs.pop()
        report = Report(FileFacts(job.path, Path(job.path).name))
        if job.fetched is not None:
            report = replace(report, record=Record(RecordState.UNTRUSTED, reason=job.fetched.decode()))
        elif job.path == "remote":
            report = replace(report, record=Record(RecordState.REMOTE, url=self.url))
        return [protocol.Taken(job.id), protocol.Reported(job.id, report)]


Server = Callable[[str, int], Fetched]


def run(
    paths: list[str], server: Server | None, monkeypatch: pytest.MonkeyPatch, url: str = URL
) -> tuple[list[Report], list[str]]:
    said: list[str] = []
    followups: list[Followup] = []
    if server:
        monkeypatch.setattr(fetch, "fetch", server)
        followups.append(RemoteManifests(lambda remark, what: said.append(f"{remark}: {what}")))
    pool = StraightPool(url)
    found = list(inspect_in_order(pool, map(Path, paths), followups))  # type: ignore[arg-type]
    assert pool.most <= 64
    return found, said


def serve(url: str, limit: int) -> Fetched:
    return Fetched(url, b"the record")


def refuse(url: str, limit: int) -> Fetched:
    raise FetchError(FetchProblem.STATUS, "404")


def stumble(url: str, limit: int) -> Fetched:
    raise RuntimeError("an error of ours")


def test_reports_keep_the_order_of_the_files_however_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [str(number) for number in range(300)]
    reports, _ = run(names, None, monkeypatch)
    assert [report.file.name for report in reports] == names


def test_nothing_is_fetched_where_nobody_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    reports, _ = run(["remote"], None, monkeypatch)
    assert reports[0].record.state is RecordState.REMOTE


def test_a_fetched_record_is_judged_and_its_host_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    reports, said = run(["a", "remote", "b"], serve, monkeypatch)
    assert [report.record.reason for report in reports] == ["", "the record", ""]
    assert said == ["fetching: records.example"]


@pytest.mark.parametrize(("server", "reason"), [(refuse, "status"), (stumble, "an error of ours")])
def test_a_record_that_does_not_come_leaves_the_first_report(
    server: Server, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, said = run(["remote"], server, monkeypatch)
    assert reports[0].record.state is RecordState.REMOTE
    assert reason in said[1]


@pytest.mark.parametrize("url", ["http://records.example/a", "file:///etc/passwd", "https://[", "nonsense"])
def test_an_address_that_is_none_is_never_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(url: str, limit: int) -> Fetched:
        pytest.fail("asked")

    reports, said = run(["remote"], never, monkeypatch, url)
    assert reports[0].record.state is RecordState.REMOTE
    assert said[0].startswith("not_fetchable")


def test_a_file_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    remote = RemoteManifests(lambda *_: None)
    monkeypatch.setattr(fetch, "fetch", serve)
    report = Report(FileFacts("a", "a"), record=Record(RecordState.REMOTE, url=URL))
    assert remote.take(1, report, lambda: None)
    assert not remote.take(1, report, lambda: None)


class Answers(Followup):
    """Brings an answer about the certificate of every record that was fetched, or fails."""

    def __init__(self, *, fails: bool = False) -> None:
        super().__init__()
        self._fails = fails

    def is_wanted(self, report: Report) -> bool:
        return report.record.state is RecordState.UNTRUSTED

    def bring(self, report: Report) -> Supplement | None:
        if self._fails:
            raise RuntimeError("an error of ours")
        return Supplement(revocation=(CertificateStatus("0a", RevocationAnswer.GOOD, RevocationSource.ASKED),))


def test_what_one_brings_stays_when_the_next_brings_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "fetch", serve)
    pool = StraightPool(URL)
    jobs: list[protocol.Inspect] = []
    submit = pool.submit

    def note(job: protocol.Inspect, _given: object) -> None:
        jobs.append(job)
        submit(job)

    monkeypatch.setattr(pool, "submit", note)
    followups = (RemoteManifests(lambda *_: None), Answers())
    list(inspect_in_order(pool, [Path("remote")], followups))  # type: ignore[arg-type]
    assert [(job.fetched, len(job.revocation)) for job in jobs] == [(None, 0), (b"the record", 0), (b"the record", 1)]


def test_what_fails_to_come_costs_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "fetch", serve)
    followups = (RemoteManifests(lambda *_: None), Answers(fails=True))
    (report,) = inspect_in_order(StraightPool(URL), [Path("remote")], followups)  # type: ignore[arg-type]
    assert report.record.reason == "the record"


def test_the_real_pool_offers_what_the_stand_in_does() -> None:
    assert all(hasattr(Pool, name) for name in ("submit", "wake", "wait"))
