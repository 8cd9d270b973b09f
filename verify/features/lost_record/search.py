"""Look for a lost record: which codes a file has, what a resolver finds by them, and what the records found are worth.

The steps are apart, so that a person is asked in between: before anything is sent (to whom, and what a code reveals),
and before a record is fetched from another host than the one that was asked. Everything that comes off the network is
read in confined tasks.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, TypeVar
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from verify.model import (
    CheckedStore,
    FoundRecord,
    Picture,
    RecordMatch,
    RecordSearch,
    Report,
    SearchProblem,
    SoftCode,
    TrustList,
    limits,
)
from verify.model.errors import TaskError
from verify.model.task_inputs import Algorithms, CodeOfPicture, Matches, PictureToCode, StoreToCheck
from verify.report import report_facts
from verify.store.network.fetch import DEFAULT_REACH, Reach, fetch
from verify.store.network.url_policy import FetchError, FetchProblem, parse_host
from verify.store.resolvers import Resolver
from verify.workers.confined_task import run_task
from verify.workers.protocol import WireError, dump, encode_line, load

CODE_TASK: Final = "soft-code"
MATCHES_TASK: Final = "resolver-matches"
ALGORITHMS_TASK: Final = "resolver-algorithms"
CHECK_TASK: Final = "found-record"

ISCC: Final = "io.iscc.v0"
TRUSTMARK: Final = "com.adobe.trustmark."

_SCHEMAS: Final = ("BCH_SUPER", "BCH_5", "BCH_4", "BCH_3")  # of a TrustMark's word, in the order of their numbers
_PROBLEMS: Final = {
    FetchProblem.TIMED_OUT: SearchProblem.TIMED_OUT,
    FetchProblem.TOO_LARGE: SearchProblem.TOO_LARGE,
    FetchProblem.PRIVATE_ADDRESS: SearchProblem.PRIVATE_ADDRESS,
    FetchProblem.STATUS: SearchProblem.REFUSED,
}
_Kind = TypeVar("_Kind")


class Codes(Struct, frozen=True):
    """The codes of a file by which a resolver may find a record, and the picture with which that is compared."""

    items: tuple[SoftCode, ...]
    preview: Picture | None = None


def list_codes(report: Report) -> Codes:
    """List the codes of a file. Nobody is asked; the picture's own code is computed now, out of its small view."""
    preview = report_facts.find_preview(report)
    codes = list(_list_numbers(report))
    if preview is not None:
        try:
            picture_code = _run(
                CODE_TASK, encode_line(dump(PictureToCode(preview))), CodeOfPicture, limits.FACT_CHARACTERS
            )
        except (TaskError, WireError):
            picture_code = CodeOfPicture()
        if picture_code.code:
            codes.insert(0, SoftCode(ISCC, picture_code.code))
    return Codes(tuple(codes), preview)


def ask_resolver(resolver: Resolver, codes: Codes, reach: Reach = DEFAULT_REACH) -> RecordSearch:
    """Ask a resolver for records by the codes that it takes; none of them is fetched yet. Never raises."""
    search = RecordSearch(resolver.name, resolver.host, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    matches: dict[str, RecordMatch] = {}
    sent: list[SoftCode] = []
    try:
        taken = resolver.algorithms or _ask_algorithms(resolver, reach)
        for code in (code for code in codes.items if code.algorithm in taken):
            sent.append(code)
            for match in _ask_matches(resolver, code, reach):
                matches.setdefault(match.manifest_id, match)
    except FetchError as error:
        return replace(search, codes=tuple(sent), problem=_PROBLEMS.get(error.problem, SearchProblem.UNREACHABLE))
    except (TaskError, WireError):
        return replace(search, codes=tuple(sent), problem=SearchProblem.UNREADABLE)
    problem = None if sent else SearchProblem.NO_CODE_TAKEN
    records = tuple(FoundRecord(match) for match in list(matches.values())[: limits.FOUND_MATCHES])
    return replace(search, codes=tuple(sent), records=records, problem=problem)


def fetch_records(
    resolver: Resolver,
    search: RecordSearch,
    codes: Codes,
    trust: tuple[TrustList, ...],
    *,
    allowed: Iterable[str] = (),
    reach: Reach = DEFAULT_REACH,
) -> RecordSearch:
    """Fetch and check the best records, from the host that was asked and from those that the user `allowed` as well."""
    hosts = frozenset((search.host, *allowed))
    records = []
    for place, record in enumerate(search.records):
        if record.match.host not in hosts:
            records.append(replace(record, problem=SearchProblem.NOT_ALLOWED))
        elif place < limits.FOUND_RECORDS:
            records.append(_fetch_record(resolver, record, codes, trust, reach))
    return replace(search, records=tuple(records))


def _list_numbers(report: Report) -> Iterator[SoftCode]:
    """List the numbers of TrustMarks that were read in the picture, as their resolver takes them: `schema*bits`."""
    for finding in report.findings:
        if finding.code == "signal.trustmark" and finding.fact("schema") in _SCHEMAS:
            written = f"{_SCHEMAS.index(finding.fact('schema'))}*{finding.fact('identifier')}"
            yield SoftCode(TRUSTMARK + finding.fact("variant"), written.encode())


def _ask_algorithms(resolver: Resolver, reach: Reach) -> tuple[str, ...]:
    answer = fetch(f"{resolver.base}/services/supportedAlgorithms", limits.RESOLVER_ANSWER_BYTES, reach=reach).content
    return _run(ALGORITHMS_TASK, answer, Algorithms, limits.RESOLVER_ANSWER_BYTES).names


def _ask_matches(resolver: Resolver, code: SoftCode, reach: Reach) -> Iterator[RecordMatch]:
    value = quote(base64.b64encode(code.value).decode("ascii"), safe="")
    url = f"{resolver.base}/matches/byBinding?alg={quote(code.algorithm, safe='')}&value={value}"
    answer = fetch(f"{url}&maxResults={limits.FOUND_MATCHES}", limits.RESOLVER_ANSWER_BYTES, reach=reach).content
    for match in _run(MATCHES_TASK, answer, Matches, limits.RESOLVER_ANSWER_BYTES).items:
        try:
            host = parse_host(match.endpoint or resolver.base)
        except FetchError:
            continue  # an address that nobody could be asked about
        yield replace(match, algorithm=code.algorithm, host=host)


def _fetch_record(
    resolver: Resolver, record: FoundRecord, codes: Codes, trust: tuple[TrustList, ...], reach: Reach
) -> FoundRecord:
    base = (record.match.endpoint or resolver.base).rstrip("/")
    url = f"{base}/manifests/{quote(record.match.manifest_id, safe=':')}"
    try:
        store = fetch(url, limits.FOUND_STORE_BYTES, hosts=frozenset({record.match.host}), reach=reach).content
    except FetchError as error:
        return replace(record, problem=_PROBLEMS.get(error.problem, SearchProblem.UNREACHABLE))
    given = StoreToCheck(store, datetime.now(UTC), trust, codes.preview)
    try:
        checked = _run(CHECK_TASK, encode_line(dump(given)), CheckedStore, limits.CHECKED_STORE_BYTES)
    except (TaskError, WireError):
        return replace(record, problem=SearchProblem.UNREADABLE)
    return replace(record, checked=checked)


def _run(task: str, source: bytes, kind: type[_Kind], answer_bytes: int) -> _Kind:
    """Have a confined task read `source`. Raises TaskError and WireError."""
    return load(kind, run_task(task, source, {}, seconds=limits.SEARCH_TASK_SECONDS, answer_bytes=answer_bytes))
