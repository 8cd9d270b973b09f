"""What a person can do next: two or three concrete steps for every verdict.

Whence uploads nothing; a link opens the browser only when it is clicked, and its step says what it reveals.
"""

from __future__ import annotations

from typing import Final

from verify.model import Conclusion, Problem, RecordState, Report, Standing
from verify.report import report_facts
from verify.report.report_facts import Medium
from verify.report.words.catalogue import Message, Speech, _
from verify.report.words.types import Step

CONTENT_CREDENTIALS: Final = "https://contentcredentials.org/verify"
# the start page of a search by picture that people of this language can use
PICTURE_SEARCH: Final = _("https://tineye.com/")

_SECOND_LOOK: Final = _(
    "Have the record read by a second program: open contentcredentials.org/verify and give it the file. The site "
    "learns your network address; the file is only read when you choose it there."
)
_SEARCH_PICTURE: Final = _(
    "Search for earlier copies of the picture with TinEye. The site then receives the picture and your network address."
)
_SEARCH_STILL: Final = _(
    "Save a still from the video and search for it with TinEye. The site then receives the still and your network "
    "address."
)
_SEARCH_WORDS: Final = _(
    "Search the web for one of its sentences in quotation marks. The search engine then sees that sentence."
)
_ASK_ORIGINAL: Final = _(
    "Ask whoever sent it for the original file, not a screenshot or a forwarded copy. The original may still carry "
    "marks."
)
_ASK_SIGNED: Final = _(
    "Ask whoever published it for the file as it was signed, and check that one. Saving again is enough to break a "
    "record."
)
_ASK_PUBLISHER: Final = _("Ask the person or site that published it how it was made, and where the original is.")
_ASK_SIGNER: Final = _(
    "If it matters, ask “{signer}” whether the record is theirs, through an address that you find yourself and not one "
    "in the file."
)
_SEE_HISTORY: Final = _("Look at the story below: it shows each recorded step and, where present, an earlier version.")
_COMPARE: Final = _("Compare the earlier version in the story below with this one, to see what was changed.")
_CAPTION: Final = _("Check caption, place and date by other means: ask who took it, and look for other recordings.")
_SAY_LABELLED: Final = _(
    "If you share it, say that it carries a mark for AI which nobody signed, and do not call that proof."
)
_NAME_AI: Final = _("If you pass it on, say that it was made or changed with AI, and keep the file unchanged.")
_NO_CONCLUSION: Final = _(
    "Do not conclude anything from finding nothing. If it matters, find out who published it first and who else saw it."
)
_LEAVE_OPEN: Final = _("Treat it as open, and rely on neither mark alone.")
_UPDATE_LISTS: Final = _(
    "Update the trust lists (“trust update” on the command line) and check again: the signer may have been listed "
    "since. The host of the lists then sees your network address."
)
_FETCH: Final = (
    _("Fetch the record, if you accept that {host} then sees your network address and which file you look at."),
    _("Fetch the record, if you accept that its host then sees your network address and which file you look at."),
)
_PUT_TOGETHER: Final = (
    _("The file “{beside}” in the same folder seems to belong to this record. Drop that file."),
    _("Put the record and the file that it belongs to into one folder, and drop that file."),
)
_WAIT_CHANGED: Final = _("Wait until the file has been copied or saved completely, and check it again.")
_ANOTHER_COPY: Final = _("Ask for another copy of the file; this one may be damaged.")
_COPY_HERE: Final = _("Copy the file into a folder of your own and check it there.")
_EXACT_PLACE: Final = _("Look whether the file was moved, renamed or deleted, and drop it again.")
_ORDINARY_FILE: Final = _("Choose a file or a folder on a disk; devices and pipes are not read.")
_DO_NOT_OPEN: Final = _(
    "Be careful with this file: do not open it in other programs unless you trust where it comes from."
)
_CHECK_AGAIN: Final = _("Check it again, alone and with other programs closed.")
_NOTHING_FOLLOWS: Final = _("Draw no conclusion: a file that cannot be read says nothing about what it shows.")

_START_AGAIN: Final = _("Start Whence again; if it says this once more, install it anew.")
_UNREADABLE: Final[dict[Problem, tuple[str, ...]]] = {
    Problem.TOO_LARGE: (_ASK_PUBLISHER,),
    Problem.CHANGED: (_WAIT_CHANGED,),
    Problem.EMPTY: (_ANOTHER_COPY,),
    Problem.NOT_FOUND: (_EXACT_PLACE,),
    Problem.NOT_A_FILE: (_ORDINARY_FILE,),
    Problem.NOT_PERMITTED: (_COPY_HERE,),
    Problem.INPUT_OUTPUT: (_COPY_HERE,),
    Problem.UNKNOWN_FORMAT: (_ASK_ORIGINAL,),
    Problem.WORKER_DIED: (_DO_NOT_OPEN, _ANOTHER_COPY),
    Problem.NOT_STARTED: (_START_AGAIN,),
    Problem.OUT_OF_MEMORY: (_CHECK_AGAIN,),
    Problem.TIMED_OUT: (_CHECK_AGAIN,),
    Problem.CANCELLED: (_CHECK_AGAIN,),
}


def next_steps(speech: Speech, report: Report) -> tuple[Step, ...]:
    """Two or three steps that fit the verdict, the most useful one first."""
    beside = next((field.value for field in report.fields if field.key == "c2pa:file_beside"), "")
    facts = {"signer": report_facts.signer_name(report), "host": report_facts.host(report), "beside": beside}
    chosen = dict.fromkeys(_chosen(report))
    steps = [Step(speech.say(message, facts), speech.say(url) if url else "") for message, url in chosen]
    return tuple(steps[:3])


def _chosen(report: Report) -> tuple[tuple[Message, str], ...]:
    verdict = report.verdict
    search = _search(report)
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        specific = _UNREADABLE.get(report.file.problem or Problem.FAILED, (_ANOTHER_COPY,))
        return (*((message, "") for message in specific), (_NOTHING_FOLLOWS, ""))
    if report.record.location == "alone":
        return ((_PUT_TOGETHER, ""), (_ASK_ORIGINAL, ""))
    if verdict.conclusion is Conclusion.DISPUTED:
        return ((_LEAVE_OPEN, ""), (_ASK_ORIGINAL, ""), (_SECOND_LOOK, CONTENT_CREDENTIALS))
    match verdict.standing:
        case Standing.CONFIRMED:
            return _confirmed(report)
        case Standing.KNOWN | Standing.UNCONFIRMED:
            listed = report.record.state is RecordState.UNTRUSTED
            return (
                (_ASK_SIGNER if report_facts.signer_name(report) else _ASK_PUBLISHER, ""),
                (_SECOND_LOOK, CONTENT_CREDENTIALS),
                (_UPDATE_LISTS, "") if listed else search,
            )
        case Standing.BROKEN | Standing.STATED if report_facts.broken_reason(report):
            return ((_ASK_SIGNED, ""), (_SECOND_LOOK, CONTENT_CREDENTIALS), search)
        case Standing.ELSEWHERE:
            return ((_FETCH, ""), (_ASK_ORIGINAL, ""), search)
        case Standing.STATED | Standing.DECODED | Standing.BROKEN:
            return ((_ASK_PUBLISHER, ""), (_SAY_LABELLED, ""), search)
        case _:
            return ((_ASK_ORIGINAL, ""), search, (_NO_CONCLUSION, ""))


def _confirmed(report: Report) -> tuple[tuple[Message, str], ...]:
    match report.verdict.conclusion:
        case Conclusion.AI_GENERATED:
            return ((_NAME_AI, ""), (_SEE_HISTORY, ""), (_SECOND_LOOK, CONTENT_CREDENTIALS))
        case Conclusion.AI_EDITED | Conclusion.CONTAINS_AI:
            return ((_COMPARE, ""), (_NAME_AI, ""), (_SECOND_LOOK, CONTENT_CREDENTIALS))
        case Conclusion.CAPTURED | Conclusion.HUMAN_MADE:
            return ((_CAPTION, ""), (_SEE_HISTORY, ""), (_SECOND_LOOK, CONTENT_CREDENTIALS))
        case _:
            return ((_SEE_HISTORY, ""), (_ASK_PUBLISHER, ""), (_SECOND_LOOK, CONTENT_CREDENTIALS))


def _search(report: Report) -> tuple[Message, str]:
    match report_facts.medium(report):
        case Medium.PICTURE:
            return (_SEARCH_PICTURE, PICTURE_SEARCH)
        case Medium.VIDEO:
            return (_SEARCH_STILL, PICTURE_SEARCH)
        case Medium.DOCUMENT:
            return (_SEARCH_WORDS, "")
        case _:
            return (_NO_CONCLUSION, "")
