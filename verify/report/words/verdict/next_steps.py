"""What a person can do next: at most three steps for every verdict, the most useful one first.

Each has a kind and an argument, so that a window can offer it as a button and a terminal can name the command. Whence
uploads nothing: a link opens the browser only when it is clicked.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from verify.model import Conclusion, Problem, RecordState, Report, Shortfall, Signer, Standing
from verify.report import report_facts, verifiers
from verify.report.report_facts import Medium
from verify.report.verifiers import Verifier
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.types import Step, StepKind
from verify.report.words.untrusted import plain
from verify.report.words.verdict.absence import is_silent

CONTENT_CREDENTIALS: Final = "https://contentcredentials.org/verify"
_STEPS: Final = 3
_TABLE: Final = "verdict.next_steps"
# by name of the words; all others are advice
_KINDS: Final = {
    "ask_original": StepKind.ASK_ORIGINAL,
    "ask_signed": StepKind.ASK_ORIGINAL,
    "ask_publisher": StepKind.ASK_ORIGINAL,
    "ask_signer": StepKind.ASK_SIGNER,
    "ask_renewed": StepKind.ASK_SIGNER,
    "search_picture": StepKind.SEARCH_WEB,
    "search_still": StepKind.SEARCH_WEB,
    "second_look": StepKind.OPEN_VERIFIER,
    "check_maker": StepKind.OPEN_VERIFIER,
    "update_lists": StepKind.UPDATE_LISTS,
    "fetch": StepKind.FETCH_RECORD,
    "compare": StepKind.COMPARE,
    "wait_changed": StepKind.CHECK_AGAIN,
    "check_again": StepKind.CHECK_AGAIN,
}
_UNREADABLE: Final[dict[Problem, tuple[str, ...]]] = {
    Problem.TOO_LARGE: ("ask_publisher",),
    Problem.CHANGED: ("wait_changed",),
    Problem.EMPTY: ("another_copy",),
    Problem.NOT_FOUND: ("exact_place",),
    Problem.NOT_A_FILE: ("ordinary_file",),
    Problem.NOT_PERMITTED: ("copy_here",),
    Problem.INPUT_OUTPUT: ("copy_here",),
    Problem.UNKNOWN_FORMAT: ("ask_original",),
    Problem.WORKER_DIED: ("do_not_open", "another_copy"),
    Problem.NOT_STARTED: ("start_again",),
    Problem.OUT_OF_MEMORY: ("check_again",),
    Problem.TIMED_OUT: ("check_again",),
    Problem.CANCELLED: ("check_again",),
}


def next_steps(translator: Translator, report: Report) -> tuple[Step, ...]:
    """Suggest at most three steps that suit the verdict."""
    names = dict.fromkeys(name for name in _names_for(report) if name)
    return tuple(_step(translator, report, name) for name in tuple(names)[:_STEPS])


def privacy(translator: Translator, steps: tuple[Step, ...]) -> str:
    """Say what following the steps gives away; empty where they give nothing away."""
    asks = any(step.url or step.kind in (StepKind.UPDATE_LISTS, StepKind.FETCH_RECORD) for step in steps)
    return translator.text(f"{_TABLE}.privacy") if asks else ""


def address(translator: Translator, page: str) -> str:
    """Return the address of `page`: itself where it is an address already, else the words under that key."""
    return page if not page or page.startswith("https://") else translator.text(page)


def _step(translator: Translator, report: Report, name: str) -> Step:
    beside = next((field.value for field in report.fields if field.key == "c2pa:file_beside"), "")
    signer, host = report_facts.signer_name(report), report_facts.host(report)
    kind = _KINDS.get(name, StepKind.ADVICE)
    pages = {StepKind.SEARCH_WEB: f"{_TABLE}.picture_search", StepKind.OPEN_VERIFIER: CONTENT_CREDENTIALS}
    url = address(translator, pages.get(kind, ""))
    maker = _find_maker(report) if name == "check_maker" else None
    if maker is not None:
        url = maker.address
    label = find_key(f"{_TABLE}.labels", kind)
    command = find_key(f"{_TABLE}.commands", kind)
    arguments = {
        StepKind.ASK_ORIGINAL: translator.text(f"{_TABLE}.request"),
        StepKind.ASK_SIGNER: plain(signer),
        StepKind.FETCH_RECORD: host,
        StepKind.OPEN_VERIFIER: urlsplit(url).hostname or "",
    }
    facts = {"signer": signer, "host": host, "beside": beside, "maker": maker.maker if maker else ""}
    return Step(
        translator.text(f"{_TABLE}.{name}", facts),
        url,
        kind,
        arguments.get(kind, ""),
        translator.text(label, facts) if label else "",
        translator.text(command) if command else "",
    )


def _names_for(report: Report) -> tuple[str, ...]:
    verdict, search = report.verdict, _search(report)
    maker = "check_maker" if _find_maker(report) else ""
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        return (*_UNREADABLE.get(report.file.problem or Problem.FAILED, ("another_copy",)), "nothing_follows")
    if report.record.is_alone:
        return ("put_pieces" if report.record.location == "head" else "put_together", "ask_original")
    if verdict.conclusion is Conclusion.DISPUTED:
        return ("leave_open", "ask_original", "second_look")
    match verdict.standing:
        case Standing.CONFIRMED:
            return _confirmed(report)
        case Standing.KNOWN if verdict.conclusion is not Conclusion.UNKNOWN:
            return _confirmed(report)
        case Standing.KNOWN | Standing.UNCONFIRMED:
            return _unverified(report)
        case Standing.BROKEN | Standing.STATED if report_facts.broken_reason(report) is RecordState.REVOKED:
            return ("ask_publisher", "second_look", search)
        case Standing.BROKEN | Standing.STATED if report_facts.broken_reason(report):
            return ("ask_signed", "second_look", search)
        case Standing.ELSEWHERE:
            return ("fetch", "ask_original", search)
        case Standing.DECODED if report_facts.signature_over_pixels(report):
            return ("ask_publisher", "name_ai", search)
        case Standing.STATED | Standing.DECODED | Standing.BROKEN:
            return ("ask_publisher", "say_labelled", maker or search)
        case _:
            return ("ask_original", search, maker or "first_published")


def _confirmed(report: Report) -> tuple[str, ...]:
    match report.verdict.conclusion:
        case Conclusion.AI_GENERATED:
            return ("name_ai", "second_look")
        case Conclusion.AI_EDITED | Conclusion.CONTAINS_AI:
            return ("compare" if len(report.record.manifests) > 1 else "", "name_ai", "second_look")
        case Conclusion.CAPTURED | Conclusion.HUMAN_MADE:
            return ("caption", "second_look")
        case _:
            return ("ask_publisher", "second_look")


def _unverified(report: Report) -> tuple[str, ...]:
    """The steps for a signer who is not verified: each shortcoming has its own."""
    signer = report_facts.signer(report) or Signer()
    search = _search(report)
    if signer.test:
        return ("ask_publisher", search, "first_published")
    if report.record.state is RecordState.EXPIRED or Shortfall.EXPIRED in signer.shortfalls:
        return ("ask_renewed" if signer.name else "ask_publisher", "second_look", search)
    if Shortfall.OLDER_LIST in signer.shortfalls or signer.interim_list:
        return ("ask_signer" if signer.name else "ask_publisher", "second_look", search)
    lists = "update_lists" if report.record.state is RecordState.UNTRUSTED else search
    return ("ask_signer" if signer.name else "ask_publisher", lists, "second_look")


def _find_maker(report: Report) -> Verifier | None:
    """Find the page of the maker whose mark may be there: one that something names, else the first worth asking."""
    silent = verifiers.find_silent(report) if is_silent(report) else ()
    return next((verifier for verifier in (*verifiers.find_named(report), *silent) if verifier.address), None)


def _search(report: Report) -> str:
    media = {Medium.PICTURE: "search_picture", Medium.VIDEO: "search_still", Medium.DOCUMENT: "search"}
    return media.get(report_facts.medium(report), "first_published")
