"""The address of a scheduler, and what it takes to speak to it: on this computer nothing, beyond it certificates.

Whoever speaks to a Dask scheduler can run programs on its workers, and they on whoever asks them. So what leaves this
computer is encrypted, and both sides show certificates, or nothing is sent.
"""

from __future__ import annotations

import ipaddress
import re
from enum import StrEnum
from pathlib import Path
from typing import Final

from msgspec import Struct

_ADDRESS: Final = re.compile(
    r"(?P<scheme>tcp|tls)://(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):(?P<port>[0-9]{1,5})/?"
)
_THIS_COMPUTER: Final = "localhost"
_PORTS: Final = range(1, 65_536)


class ClusterProblem(StrEnum):
    """Why nothing is sent to a scheduler, or nothing more."""

    BAD_ADDRESS = "bad_address"
    NOT_ENCRYPTED = "not_encrypted"  # tcp:// leads to another computer
    NO_CERTIFICATES = "no_certificates"
    NO_SUCH_FILE = "no_such_file"
    NOT_REACHED = "not_reached"
    GONE = "gone"  # and did not come back
    NO_WHENCE = "no_whence"  # a worker without it
    OTHER_VERSION = "other_version"  # a worker with another one


class ClusterError(Exception):
    """`problem` says why; `detail` is untrusted text."""

    def __init__(self, problem: ClusterProblem, detail: str = "") -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.detail = detail


class Scheduler(Struct, frozen=True):
    """Where a scheduler listens; for tls://, with the authority that certifies it and what certifies us to it."""

    address: str
    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether both sides show certificates."""
        return self.address.startswith("tls:")


def read_scheduler(
    address: str, ca: Path | None = None, certificate: Path | None = None, key: Path | None = None
) -> Scheduler:
    """Read what the user named. No name is looked up, and nothing is sent. Raises ClusterError."""
    read = _ADDRESS.fullmatch(address)
    if read is None or int(read["port"]) not in _PORTS:
        raise ClusterError(ClusterProblem.BAD_ADDRESS, address)
    host = read["host"]
    if read["scheme"] == "tcp":
        if host == _THIS_COMPUTER:
            host = "127.0.0.1"  # whatever the system has under that name
        elif not _is_loopback(host):
            raise ClusterError(ClusterProblem.NOT_ENCRYPTED, host)
        return Scheduler(f"tcp://{host}:{read['port']}")
    for file in (ca, certificate, key):
        if file is None:
            raise ClusterError(ClusterProblem.NO_CERTIFICATES)
        if not file.is_file():
            raise ClusterError(ClusterProblem.NO_SUCH_FILE, str(file))
    return Scheduler(f"tls://{host}:{read['port']}", ca, certificate, key)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
