"""`whence browser`: lets the extension in this user's browsers hand pictures and addresses over, or no longer.

`browser-host` is what a browser starts then. It is not for people.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from verify.cli.shared import add_language_option, complain, say, translator_for
from verify.features.links.browser import registration
from verify.workers.process import relaunch


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `browser`."""
    parser = subparsers.add_parser(
        "browser",
        help="help.browser.title",
        description="help.browser.does",
        epilog="help.browser.exit",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("connect", help="help.browser.connect")
    actions.add_parser("disconnect", help="help.browser.disconnect")
    add_language_option(parser, actions.choices.values())
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    translator = translator_for(arguments)
    if not registration.is_supported():
        complain(translator.text("commands.browser.unsupported"))
        return 1
    if arguments.action == "disconnect":
        removed = registration.disconnect(Path.home())
        say(*(translator.text("commands.browser.removed", file=str(path)) for path in removed))
        say("" if removed else translator.text("commands.browser.nothing"))
        return 0
    written = registration.connect(Path.home())
    for browser, path in written.items():
        say(translator.text("commands.browser.connected", browser=browser, file=str(path)))
    if not written:
        complain(translator.text("commands.browser.none"))
        return 1
    say(translator.text("commands.browser.extension"))
    return 0


def run_host(arguments: Sequence[str]) -> int:
    """Talk to the browser that started this process, over standard input and output."""
    from verify.features.links.browser.host import serve
    from verify.features.links.browser.inbox import Inbox

    try:
        serve(arguments, sys.stdin.buffer, sys.stdout.buffer, Inbox(), open_window)
    except OSError:  # the browser ended
        return 1
    return 0


def open_window(path: Path) -> None:
    """Start the window with what was handed over; it outlives the browser. Raises OSError."""
    subprocess.Popen(
        relaunch.build_command(str(path)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
