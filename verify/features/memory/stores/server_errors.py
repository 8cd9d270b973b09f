"""Why a shared memory could not be asked. It loads no driver, so that everybody can say it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from verify.store.database_errors import DatabaseError, DatabaseProblem


class ServerProblem(StrEnum):
    """Why nothing could be read from a shared memory or kept in it."""

    ADDRESS = "address"  # the one that was saved cannot be read
    NO_DRIVER = "no_driver"
    UNREACHABLE = "unreachable"
    NOT_VERIFIED = "not_verified"  # TLS, or its certificate
    PASSWORD = "password"  # noqa: S105 - a name; or no such user
    REFUSED = "refused"  # it answered, and let nobody in
    LOST = "lost"  # the connection, in the middle
    SLOW = "slow"
    BUSY = "busy"  # another desk holds what is wanted
    FULL = "full"  # the disk of the server
    NOT_ALLOWED = "not_allowed"  # to read or to write
    OLD_SERVER = "old_server"
    EMPTY = "empty"  # no memory there yet
    FOREIGN = "foreign"  # something else than our tables
    OLDER = "older"  # version of our tables
    NEWER = "newer"
    BROKEN = "broken"  # it answers what we never wrote
    FAILED = "failed"  # an error of the program itself


class ServerError(DatabaseError):
    """`reason` says why; `path` shows the place, `detail` is untrusted text of libpq or of the server."""

    def __init__(self, reason: ServerProblem, place: str, detail: str = "") -> None:
        super().__init__(DatabaseProblem.FAILED, Path(place))
        self.args = (f"{reason.value}: {place}",)
        self.reason: ServerProblem = reason
        self.detail = detail

    @property
    def place(self) -> str:
        """Where it is, with what was said there."""
        return f"{self.path} ({self.detail})" if self.detail else str(self.path)
