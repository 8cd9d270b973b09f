"""`whence serve`: a door for programs on this computer, over HTTP, for whoever can read the token."""

from __future__ import annotations

import argparse
from pathlib import Path

from verify.cli.serve.shared import add_door_options, find_usage_problem, is_ready, make_options
from verify.cli.shared import complain, say, translator_for

_PORTS = range(65_536)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `serve`."""
    parser = subparsers.add_parser(
        "serve",
        help="help.serve.title",
        description="help.serve.does",
        epilog="help.doors.exit",
    )
    parser.add_argument("--port", type=int, default=0, metavar="N", help="help.serve.port")
    parser.add_argument("--token-file", type=Path, metavar="FILE", help="help.serve.token_file")
    add_door_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve and return the exit status."""
    translator = translator_for(arguments)
    problem = find_usage_problem(arguments, translator)
    if not problem and arguments.port not in _PORTS:
        problem = translator.text("commands.usage.port", last=str(_PORTS[-1]), given=str(arguments.port))
    if problem:
        complain(f"whence serve: {problem}")
        return 2
    if not is_ready("serve", "serve", ("starlette", "uvicorn"), translator):
        return 1
    from verify.features.serve import listen, token_file
    from verify.features.serve.check_queue import CheckQueue
    from verify.features.serve.rest import Desk, make_door
    from verify.features.serve.roots import Roots
    from verify.features.serve.uploads import UploadRoom

    try:
        with Roots(arguments.root) as roots, listen.open_sockets(arguments.port) as sockets:
            port = sockets[0].getsockname()[1]
            path = arguments.token_file or token_file.choose_path(port)
            with (
                token_file.keep_token(path) as token,
                CheckQueue(make_options(arguments, translator), arguments.jobs) as checks,
            ):
                addresses = translator.enumerate(*listen.tell_addresses(sockets))
                said = (
                    translator.text("commands.serve.open", addresses=addresses),
                    translator.text("commands.serve.token", file=str(path)),
                )
                desk = Desk(checks, roots, UploadRoom(), translator)
                listen.serve(make_door(desk, token, port), sockets, lambda: say(*said))
    except OSError as error:
        where = "" if error.filename is None else str(error.filename)
        complain(translator.text("commands.serve.not_opened", reason=error.strerror or str(error), what=where))
        return 1
    return 0
