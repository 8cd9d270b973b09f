"""The door for REST: a file in, by upload or by path, and its report out."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from typing import Any, Final

from msgspec import Struct
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from verify.features.serve import openapi
from verify.features.serve.answers import make_answer
from verify.features.serve.check_queue import CheckQueue
from verify.features.serve.guard import POLICY, Guard
from verify.features.serve.refusals import STATUSES, Refusal, RefusedError, describe
from verify.features.serve.roots import Roots
from verify.features.serve.token_file import Token
from verify.features.serve.uploads import UploadRoom, name_upload
from verify.model import Report, limits
from verify.report.formats.html import content_policy, html
from verify.report.formats.json import line
from verify.report.words.catalogue import LANGUAGES, Translator

_LINGER_SECONDS: Final = 2.0  # in which a refused sender may notice
_STRICTER: Final = POLICY.removeprefix("default-src 'none'; base-uri 'none'; form-action 'none'")


class Desk(Struct, frozen=True):
    """What the door works with."""

    checks: CheckQueue
    roots: Roots
    room: UploadRoom
    translator: Translator


def make_door(desk: Desk, token: Token, port: int) -> ASGIApp:
    """Make the application for a door on this port."""
    door = _Door(desk)
    inner = Starlette(
        routes=[
            Route(openapi.PAGE, door.show_page, methods=["GET"]),
            Route(openapi.DOCUMENT, door.show_document, methods=["GET"]),
            Route(openapi.UPLOAD, door.check_upload, methods=["POST"]),
            Route(openapi.BY_PATH, door.check_path, methods=["POST"]),
        ],
        exception_handlers={
            RefusedError: door.refuse_asked,
            HTTPException: door.refuse_unknown,
            ClientDisconnect: door.refuse_nobody,
            Exception: door.refuse_failed,
        },
    )
    inner.router.redirect_slashes = False
    return Guard(inner, token, port, (openapi.PAGE, openapi.DOCUMENT), door.make_refusal)


class _Refused(Response):
    """A refusal that ends the connection, and lets a sender who is still sending read it before."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        if scope["method"] == "POST":
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(_drop_rest(receive), _LINGER_SECONDS)
        await send({"type": "http.response.body", "body": b""})


async def _drop_rest(receive: Receive) -> None:
    while (message := await receive())["type"] == "http.request" and message.get("more_body"):
        pass


class _Door:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # -- pages that say the same to everybody ------------------------------------------------------------------------

    async def show_page(self, _request: Request) -> Response:
        page = openapi.describe_on_page(self._desk.translator)
        return HTMLResponse(page, headers={"Content-Security-Policy": content_policy() + _STRICTER})

    async def show_document(self, _request: Request) -> Response:
        return JSONResponse(openapi.describe(self._desk.translator))

    # -- files -------------------------------------------------------------------------------------------------------

    async def check_upload(self, request: Request) -> Response:
        write = self._choose_form(request)
        announced = _read_length(request)
        with self._desk.checks.take_place() as place:
            async with self._desk.room.receive(_receive_pieces(request), announced) as given:
                report = await _wait_for(place.check(given), request)
        return await asyncio.to_thread(write, name_upload(report, self._desk.translator))

    async def check_path(self, request: Request) -> Response:
        write = self._choose_form(request)
        path = await _read_path(request)
        with self._desk.checks.take_place() as place:
            given = await asyncio.to_thread(self._desk.roots.open, path)
            report = await _wait_for(place.check(given), request)
        return await asyncio.to_thread(write, report)

    def _choose_form(self, request: Request) -> Callable[[Report], Response]:
        asked = dict(request.query_params)
        form, language = asked.pop("form", "json"), asked.pop("lang", self._desk.translator.language)
        if asked or form not in openapi.FORMS or language not in LANGUAGES:
            raise RefusedError(Refusal.BAD_REQUEST)
        translator = Translator(language)
        match form:
            case "html":
                policy = {"Content-Security-Policy": content_policy() + _STRICTER}
                return lambda report: HTMLResponse(html([report], translator), headers=policy)
            case "answer":
                return lambda report: JSONResponse(make_answer(report, language))
            case _:
                return lambda report: Response(line(report, translator) + "\n", media_type="application/json")

    # -- refusals ----------------------------------------------------------------------------------------------------

    def make_refusal(self, refusal: Refusal) -> Response:
        content = json.dumps(describe(refusal, self._desk.translator), ensure_ascii=False)
        response = _Refused(content, STATUSES[refusal], {"Connection": "close"}, "application/json")
        if refusal is Refusal.NOT_ADMITTED:
            response.headers["WWW-Authenticate"] = "Bearer"
        if refusal in (Refusal.BUSY, Refusal.NO_ROOM):
            response.headers["Retry-After"] = "5"
        return response

    async def refuse_asked(self, _request: Request, error: Exception) -> Response:
        return self.make_refusal(error.refusal if isinstance(error, RefusedError) else Refusal.FAILED)

    async def refuse_unknown(self, _request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 0
        known = {404: Refusal.NO_SUCH_ADDRESS, 405: Refusal.NOT_THIS_METHOD}
        return self.make_refusal(known.get(status, Refusal.BAD_REQUEST))

    async def refuse_nobody(self, _request: Request, _error: Exception) -> Response:
        return self.make_refusal(Refusal.BAD_REQUEST)  # nobody is there to read it

    async def refuse_failed(self, _request: Request, _error: Exception) -> Response:
        return self.make_refusal(Refusal.FAILED)


def _read_length(request: Request) -> int | None:
    """Return how many bytes the sender announced. Raises RefusedError for what is no number."""
    told = request.headers.getlist("content-length")
    if not told:
        return None
    if len(told) > 1 or not told[0].isascii() or not told[0].isdigit() or len(told[0]) > 18:
        raise RefusedError(Refusal.BAD_REQUEST)
    return int(told[0])


async def _receive_pieces(request: Request) -> AsyncIterator[bytes]:
    async for piece in request.stream():
        if piece:
            yield piece


async def _read_path(request: Request) -> str:
    """Return the path of a request that names one. Raises RefusedError."""
    body = b""
    until = time.monotonic() + limits.UPLOAD_SILENCE_SECONDS
    pieces = _receive_pieces(request)
    while True:
        try:
            body += await asyncio.wait_for(anext(pieces), max(0.0, until - time.monotonic()))
        except StopAsyncIteration:
            break
        except TimeoutError as error:
            raise RefusedError(Refusal.TOO_SLOW) from error
        if len(body) > limits.ASKED_PATH_BYTES:
            raise RefusedError(Refusal.TOO_LARGE)
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RefusedError(Refusal.BAD_REQUEST) from error
    if not isinstance(asked, dict) or asked.keys() != {"path"} or not isinstance(asked["path"], str):
        raise RefusedError(Refusal.BAD_REQUEST)
    return str(asked["path"])


async def _wait_for(future: Future[Report], request: Request) -> Report:
    """Return the report, or end the check where the client goes away. Raises RefusedError, ClientDisconnect."""
    waiting = asyncio.wrap_future(future)
    leaving = asyncio.ensure_future(_wait_until_gone(request.receive))
    both: list[asyncio.Future[Any]] = [waiting, leaving]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if not waiting.done():
            raise ClientDisconnect
        return waiting.result()
    finally:
        waiting.cancel()  # where it is not done, the worker is ended, too
        leaving.cancel()


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
