"""Why a program gets no report: a closed list of codes, each with its status in HTTP and its sentence in the words."""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus
from typing import Final

from verify.report.words.catalogue import Translator


class Refusal(StrEnum):
    """What is the matter. Clients may rely on these codes."""

    WRONG_HOST = "wrong_host"  # asked under another name than this computer's own
    WRONG_ORIGIN = "wrong_origin"  # asked by a page of somebody else's
    NOT_ADMITTED = "not_admitted"  # without the token, or with another
    NO_SUCH_ADDRESS = "no_such_address"
    NOT_THIS_METHOD = "not_this_method"
    BAD_REQUEST = "bad_request"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    BUSY = "busy"  # as many files are under way as may be
    NO_ROOM = "no_room"  # all uploads together are too large at present
    NOT_KEPT = "not_kept"  # the disk refused an upload
    NO_ROOTS = "no_roots"  # no path may be named at all
    OUTSIDE_ROOTS = "outside_roots"  # or it is not there: nobody is told which
    CLOSING = "closing"
    FAILED = "failed"  # a fault of our own


STATUSES: Final = {
    Refusal.WRONG_HOST: HTTPStatus.MISDIRECTED_REQUEST,
    Refusal.WRONG_ORIGIN: HTTPStatus.FORBIDDEN,
    Refusal.NOT_ADMITTED: HTTPStatus.UNAUTHORIZED,
    Refusal.NO_SUCH_ADDRESS: HTTPStatus.NOT_FOUND,
    Refusal.NOT_THIS_METHOD: HTTPStatus.METHOD_NOT_ALLOWED,
    Refusal.BAD_REQUEST: HTTPStatus.BAD_REQUEST,
    Refusal.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Refusal.TOO_SLOW: HTTPStatus.REQUEST_TIMEOUT,
    Refusal.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    Refusal.NO_ROOM: HTTPStatus.SERVICE_UNAVAILABLE,
    Refusal.NOT_KEPT: HTTPStatus.INSUFFICIENT_STORAGE,
    Refusal.NO_ROOTS: HTTPStatus.FORBIDDEN,
    Refusal.OUTSIDE_ROOTS: HTTPStatus.NOT_FOUND,
    Refusal.CLOSING: HTTPStatus.SERVICE_UNAVAILABLE,
    Refusal.FAILED: HTTPStatus.INTERNAL_SERVER_ERROR,
}


class RefusedError(Exception):
    """No report comes of a request; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def describe(refusal: Refusal, translator: Translator) -> dict[str, dict[str, str]]:
    """Return a refusal as code and sentence."""
    return {"error": {"code": refusal.value, "message": translator.text(f"commands.serve.refused.{refusal.value}")}}
