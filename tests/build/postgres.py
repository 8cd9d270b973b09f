"""A PostgreSQL server for tests: Debian's, as a user that is not root, with all it writes in a temporary folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

import pytest

from tests.build.certificates import make_certificates

START_SECONDS: Final = 120  # a busy computer is slow
USER: Final = "whence"
HOST: Final = "db.whence.test"  # which its certificate names
_PROGRAMS: Final = Path("/usr/lib/postgresql")
_USERS: Final = ("postgres", "nobody")  # as one of these where the tests run as root, which the server refuses
_SETTINGS: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "autovacuum": "off",
    "logging_collector": "off",
    "listen_addresses": "127.0.0.1",
}


def find_programs() -> Path:
    """The folder of the server's programs; skips where there is none, or no user to run it as."""
    found = sorted(_PROGRAMS.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found:
        pytest.skip("PostgreSQL's server is not installed (Debian: postgresql)")
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root cannot start PostgreSQL here without setpriv")
    return found[-1].parent


class PostgresServer:
    """Use it as a context manager: nothing of it is left at the end."""

    def __init__(self, **settings: str) -> None:
        self._programs = find_programs()
        self._settings = {**_SETTINGS, **settings}
        self.folder = Path(tempfile.mkdtemp(prefix="whence-pg-"))  # the path of a socket must be short
        self._prefix: list[str] = []
        if os.geteuid() == 0:
            import pwd

            user = next(name for name in _USERS if name in {entry.pw_name for entry in pwd.getpwall()})
            entry = pwd.getpwnam(user)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
            ids = [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups", "--no-new-privs"]
            self._prefix = ["setpriv", *ids]
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 5432
        self.authority = self.folder / "authority.pem"

    def __enter__(self) -> PostgresServer:
        try:
            data = self.folder / "data"
            making = ["initdb", "-D", str(data), "-U", USER, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"]
            self._run(*making)
            entries = data / "pg_hba.conf"
            entries.write_text("local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
            self.authority, certificate, key = make_certificates(self.folder, HOST)
            self._hand_over(entries, certificate, key)
            self._settings |= {"ssl": "on", "ssl_cert_file": str(certificate), "ssl_key_file": str(key)}
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _hand_over(self, *paths: Path) -> None:
        """Give files to the server alone, as it wants its key."""
        owner = self.folder.stat()
        for path in paths:
            path.chmod(0o600)
            os.chown(path, owner.st_uid, owner.st_gid)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._prefix, str(self._programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, timeout=START_SECONDS)

    def start(self) -> None:
        """Start it on a socket in its folder and on loopback, and wait until it answers."""
        import socket

        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        settings = {**self._settings, "port": str(self.port), "unix_socket_directories": str(self.folder)}
        command = [*self._prefix, str(self._programs / "postgres"), "-D", str(self.folder / "data")]
        command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.folder / "log").read_text(errors="replace"))
            time.sleep(0.02)

    def _answers(self) -> bool:
        import psycopg

        try:
            with psycopg.connect(host=str(self.folder), port=self.port, user=USER, dbname="postgres"):
                return True
        except psycopg.OperationalError:
            return False

    def stop(self) -> None:
        """End it at once: nothing of it is to last."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGQUIT)
            process.wait(START_SECONDS)

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run one statement as the server's owner and return its rows."""
        import psycopg

        named = {"host": str(self.folder), "port": self.port, "user": USER, "dbname": database}
        with psycopg.connect(autocommit=True, **named) as connection:  # type: ignore[arg-type]
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def address(self, database: str, user: str = USER, query: str = "") -> str:
        """The address of a database over the socket."""
        folder = str(self.folder).replace("/", "%2F")
        return f"postgresql://{user}@{folder}:{self.port}/{database}{query}"
