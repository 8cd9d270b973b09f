"""Fetch one answer that bears its issuer's signature: whether a certificate was revoked (OCSP, or a list: CRL).

The addresses stand in certificates and are plain HTTP as a rule, since the answer proves by its signature from whom it
is. Nothing else is fetched that way. Somebody on the way can see which certificate was asked about, and can keep the
answer back, but not make another one.
"""

from __future__ import annotations

import contextlib
import time
from typing import Final

from verify.store.network.fetch import DEFAULT_REACH, Reach, read_body, send_request
from verify.store.network.url_policy import FetchError, FetchProblem, parse_target

_QUESTION: Final = {"Content-Type": "application/ocsp-request"}


def fetch_signed_answer(url: str, limit: int, *, question: bytes | None = None, reach: Reach = DEFAULT_REACH) -> bytes:
    """Fetch at most `limit` bytes by one request, which no redirect follows. `question` is posted (RFC 6960, A.1).

    Raises FetchError; TOO_MANY_REDIRECTS for any redirect.
    """
    deadline = time.monotonic() + reach.seconds
    target = parse_target(url, any_port=reach.private, plain=True)
    headers = None if question is None else _QUESTION
    with contextlib.ExitStack() as closing:
        response = send_request(target, reach, deadline, closing, headers, body=question)
        if response.is_redirect:
            raise FetchError(FetchProblem.TOO_MANY_REDIRECTS, "0")
        return read_body(response, target.host, limit, deadline)
