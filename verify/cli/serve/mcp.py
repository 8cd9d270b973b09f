"""`whence mcp`: the same door for programs that speak the Model Context Protocol over standard input and output."""

from __future__ import annotations

import argparse

from verify.cli.serve.shared import add_door_options, find_usage_problem, is_ready, make_options
from verify.cli.shared import complain, translator_for


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `mcp`."""
    parser = subparsers.add_parser(
        "mcp",
        help="help.mcp.title",
        description="help.mcp.does",
        epilog="help.doors.exit",
    )
    add_door_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer until the other program closes its end, and return the exit status."""
    translator = translator_for(arguments)
    problem = find_usage_problem(arguments, translator)
    if problem:
        complain(f"whence mcp: {problem}")
        return 2
    if not is_ready("mcp", "mcp", ("mcp",), translator):
        return 1
    from verify.features.serve.check_queue import CheckQueue
    from verify.features.serve.mcp_door import McpDoor
    from verify.features.serve.roots import Roots
    from verify.workers import stdio

    try:
        with (
            Roots(arguments.root) as roots,
            CheckQueue(make_options(arguments, translator), arguments.jobs) as checks,
        ):
            commands, answers = stdio.take_pipes(silent=False)
            McpDoor(checks, roots, translator).serve(commands, answers)
    except OSError as error:
        where = "" if error.filename is None else str(error.filename)
        complain(translator.text("commands.serve.not_opened", reason=error.strerror or str(error), what=where))
        return 1
    return 0
