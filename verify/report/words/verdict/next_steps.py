"""What a person can do next: two or three concrete steps for every verdict.

Whence uploads nothing; a link opens the browser only when it is clicked, and its step says what it reveals.
"""

from __future__ import annotations

from typing import Final

from verify.model import Conclusion, Problem, RecordState, Report, Standing
from verify.report import report_facts
from verify.report.report_facts import Medium
from verify.report.words.catalogue import Translator
from verify.report.words.types import Step

CONTENT_CREDENTIALS: Final = "https://contentcredentials.org/verify"
_UNREADABLE: Final[dict[Problem, tuple[str, ...]]] = {
    Problem.TOO_LARGE: ("verdict.next_steps.ask_publisher",),
    Problem.CHANGED: ("verdict.next_steps.wait_changed",),
    Problem.EMPTY: ("verdict.next_steps.another_copy",),
    Problem.NOT_FOUND: ("verdict.next_steps.exact_place",),
    Problem.NOT_A_FILE: ("verdict.next_steps.ordinary_file",),
    Problem.NOT_PERMITTED: ("verdict.next_steps.copy_here",),
    Problem.INPUT_OUTPUT: ("verdict.next_steps.copy_here",),
    Problem.UNKNOWN_FORMAT: ("verdict.next_steps.ask_original",),
    Problem.WORKER_DIED: ("verdict.next_steps.do_not_open", "verdict.next_steps.another_copy"),
    Problem.NOT_STARTED: ("verdict.next_steps.start_again",),
    Problem.OUT_OF_MEMORY: ("verdict.next_steps.check_again",),
    Problem.TIMED_OUT: ("verdict.next_steps.check_again",),
    Problem.CANCELLED: ("verdict.next_steps.check_again",),
}


def next_steps(translator: Translator, report: Report) -> tuple[Step, ...]:
    """Suggest two or three steps that fit the verdict, the most useful one first."""
    beside = next((field.value for field in report.fields if field.key == "c2pa:file_beside"), "")
    facts = {"signer": report_facts.signer_name(report), "host": report_facts.host(report), "beside": beside}
    messages = dict.fromkeys(_steps_for(report))
    steps = [Step(translator.text(message, facts), address(translator, page)) for message, page in messages]
    return tuple(steps[:3])


def address(translator: Translator, page: str) -> str:
    """Return the address of `page`: itself where it is an address already, else the words under that key."""
    return page if not page or page.startswith("https://") else translator.text(page)


def _steps_for(report: Report) -> tuple[tuple[str, str], ...]:
    verdict = report.verdict
    search = _search(report)
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        specific = _UNREADABLE.get(report.file.problem or Problem.FAILED, ("verdict.next_steps.another_copy",))
        return (*((message, "") for message in specific), ("verdict.next_steps.nothing_follows", ""))
    if report.record.is_alone:
        together = "put_pieces" if report.record.location == "head" else "put_together"
        return ((f"verdict.next_steps.{together}", ""), ("verdict.next_steps.ask_original", ""))
    if verdict.conclusion is Conclusion.DISPUTED:
        return (
            ("verdict.next_steps.leave_open", ""),
            ("verdict.next_steps.ask_original", ""),
            ("verdict.next_steps.second_look", CONTENT_CREDENTIALS),
        )
    match verdict.standing:
        case Standing.CONFIRMED:
            return _confirmed(report)
        case Standing.KNOWN if verdict.conclusion is not Conclusion.UNKNOWN:
            return _confirmed(report)
        case Standing.KNOWN | Standing.UNCONFIRMED:
            listed = report.record.state is RecordState.UNTRUSTED
            return (
                (
                    "verdict.next_steps.ask_signer"
                    if report_facts.signer_name(report)
                    else "verdict.next_steps.ask_publisher",
                    "",
                ),
                ("verdict.next_steps.second_look", CONTENT_CREDENTIALS),
                ("verdict.next_steps.update_lists", "") if listed else search,
            )
        case Standing.BROKEN | Standing.STATED if report_facts.broken_reason(report):
            return (
                ("verdict.next_steps.ask_signed", ""),
                ("verdict.next_steps.second_look", CONTENT_CREDENTIALS),
                search,
            )
        case Standing.ELSEWHERE:
            return (("verdict.next_steps.fetch", ""), ("verdict.next_steps.ask_original", ""), search)
        case Standing.STATED | Standing.DECODED | Standing.BROKEN:
            return (("verdict.next_steps.ask_publisher", ""), ("verdict.next_steps.say_labelled", ""), search)
        case _:
            return (("verdict.next_steps.ask_original", ""), search, ("verdict.next_steps.no_conclusion", ""))


def _confirmed(report: Report) -> tuple[tuple[str, str], ...]:
    match report.verdict.conclusion:
        case Conclusion.AI_GENERATED:
            return (
                ("verdict.next_steps.name_ai", ""),
                ("verdict.next_steps.see_history", ""),
                ("verdict.next_steps.second_look", CONTENT_CREDENTIALS),
            )
        case Conclusion.AI_EDITED | Conclusion.CONTAINS_AI:
            return (
                ("verdict.next_steps.compare", ""),
                ("verdict.next_steps.name_ai", ""),
                ("verdict.next_steps.second_look", CONTENT_CREDENTIALS),
            )
        case Conclusion.CAPTURED | Conclusion.HUMAN_MADE:
            return (
                ("verdict.next_steps.caption", ""),
                ("verdict.next_steps.see_history", ""),
                ("verdict.next_steps.second_look", CONTENT_CREDENTIALS),
            )
        case _:
            return (
                ("verdict.next_steps.see_history", ""),
                ("verdict.next_steps.ask_publisher", ""),
                ("verdict.next_steps.second_look", CONTENT_CREDENTIALS),
            )


def _search(report: Report) -> tuple[str, str]:
    match report_facts.medium(report):
        case Medium.PICTURE:
            return ("verdict.next_steps.search_picture", "verdict.next_steps.picture_search")
        case Medium.VIDEO:
            return ("verdict.next_steps.search_still", "verdict.next_steps.picture_search")
        case Medium.DOCUMENT:
            return ("verdict.next_steps.search", "")
        case _:
            return ("verdict.next_steps.no_conclusion", "")
