"""Tell the browsers of this user where the messaging host is, and take that back: Linux and macOS.

Each browser finds the host by a file with its name in a folder of its own; the file names a program by its path and
the extensions that may start it. A program without arguments is needed, hence a small script.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import sys
from pathlib import Path
from typing import Final

from verify.features.links.browser.host import CHROMIUM_EXTENSION, FIREFOX_EXTENSION
from verify.store.folders import data_folder, write_atomically
from verify.workers.process import relaunch

HOST: Final = "org.whence.browser"
COMMAND: Final = "browser-host"

# name of the browser → (the folder that it makes when it is used, where it looks for hosts below it)
_LINUX: Final = {
    "Chromium": (".config/chromium", "NativeMessagingHosts"),
    "Google Chrome": (".config/google-chrome", "NativeMessagingHosts"),
    "Firefox": (".mozilla", "native-messaging-hosts"),
}
_MACOS: Final = {
    "Chromium": ("Library/Application Support/Chromium", "NativeMessagingHosts"),
    "Google Chrome": ("Library/Application Support/Google/Chrome", "NativeMessagingHosts"),
    "Firefox": ("Library/Application Support/Mozilla", "NativeMessagingHosts"),
}


def is_supported() -> bool:
    """Return whether browsers of this system are told by files; on Windows they are not."""
    return os.name == "posix"


def connect(home: Path, folder: Path | None = None) -> dict[str, Path]:
    """Write a file for each browser that this user has, and return them by the browsers' names. Raises OSError."""
    script = (folder or data_folder()) / "browser-host.sh"
    written = {}
    for browser, place in _list_places(home):
        if place.parent.is_dir():
            write_atomically(place / f"{HOST}.json", make_registration(browser, script))
            written[browser] = place / f"{HOST}.json"
    if written:
        write_atomically(script, make_script())
        script.chmod(0o700)
    return written


def disconnect(home: Path, folder: Path | None = None) -> list[Path]:
    """Remove what `connect` wrote, and return what was there. Raises OSError."""
    places = [place / f"{HOST}.json" for _, place in _list_places(home)]
    removed = []
    for path in (*places, (folder or data_folder()) / "browser-host.sh"):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
            removed.append(path)
    return removed


def make_registration(browser: str, script: Path) -> bytes:
    """Return the file by which a browser finds the host. Only our extension is named in it."""
    allowed: dict[str, object] = (
        {"allowed_extensions": [FIREFOX_EXTENSION]}
        if browser == "Firefox"
        else {"allowed_origins": [f"chrome-extension://{CHROMIUM_EXTENSION}/"]}
    )
    whole = {
        "name": HOST,
        "description": "Hands pictures and addresses over to Whence",
        "path": str(script),
        "type": "stdio",
        **allowed,
    }
    return json.dumps(whole, indent=1).encode("ascii") + b"\n"


def make_script() -> bytes:
    """Return the script that starts the host: this very program, as it was started now."""
    command = shlex.join(relaunch.build_command(COMMAND))
    return f'#!/bin/sh\nexec {command} "$@"\n'.encode()


def _list_places(home: Path) -> list[tuple[str, Path]]:
    table = _MACOS if sys.platform == "darwin" else _LINUX
    return [(browser, home / folder / below) for browser, (folder, below) in table.items()]
