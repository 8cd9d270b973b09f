"""Who may ask: a request must name this very door as its host, come from no page of others, and show the token.

It stands before everything else that a request reaches, and gives every answer the headers that keep browsers strict.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from verify.features.serve.refusals import Refusal
from verify.features.serve.token_file import Token

NAMES: Final = ("127.0.0.1", "[::1]", "localhost")
POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

MakeRefusal = Callable[[Refusal], ASGIApp]


class Guard:
    """An application before the application. `open_paths` need no token: they say the same to everybody."""

    def __init__(
        self, inner: ASGIApp, token: Token, port: int, open_paths: Collection[str], refuse: MakeRefusal
    ) -> None:
        self._inner = inner
        self._token = token
        self._hosts = frozenset(f"{name}:{port}".encode() for name in NAMES)
        self._origins = frozenset(b"http://" + host for host in self._hosts)
        self._open_paths = frozenset(open_paths)
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or refuse it before a byte of its body is read."""
        if scope["type"] != "http":
            return

        async def send_strict(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", POLICY)
            await send(message)

        refusal = self._find_refusal(scope)
        await (self._refuse(refusal) if refusal else self._inner)(scope, receive, send_strict)

    def _find_refusal(self, scope: Scope) -> Refusal | None:
        told: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            told.setdefault(name.lower(), []).append(value)
        hosts = told.get(b"host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return Refusal.WRONG_HOST
        if any(origin.lower() not in self._origins for origin in told.get(b"origin", [])):
            return Refusal.WRONG_ORIGIN
        if scope["path"] in self._open_paths:
            return None
        shown = told.get(b"authorization", [])
        return None if len(shown) == 1 and self._token.admits(shown[0]) else Refusal.NOT_ADMITTED
