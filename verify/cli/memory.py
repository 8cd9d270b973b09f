"""`whence memory`: the arguments. What they ask for is done by `memory_store`, which is loaded only then."""

from __future__ import annotations

import argparse
from pathlib import Path

from verify.cli.shared import add_language_option


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `memory`."""
    parser = subparsers.add_parser(
        "memory",
        help="help.memory.title",
        description="help.memory.does",
        epilog="help.memory.exit",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("on", help="help.memory.on")
    actions.add_parser("off", help="help.memory.off")
    use = actions.add_parser("use", help="help.memory.use")
    where = use.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "address",
        nargs="?",
        metavar="ADDRESS",
        help="help.memory.address",
    )
    where.add_argument("--local", action="store_true", help="help.memory.local")
    show = actions.add_parser("show", help="help.memory.show")
    show.add_argument("--all", action="store_true", help="help.memory.show_all")
    forget = actions.add_parser("forget", help="help.memory.forget")
    which = forget.add_mutually_exclusive_group(required=True)
    which.add_argument("file", nargs="?", metavar="FILE", help="help.memory.file")
    which.add_argument("--archive", metavar="NAME", help="help.memory.archive")
    which.add_argument("--all", action="store_true", help="help.memory.forget_all")
    forget.add_argument("--everyone", action="store_true", help="help.memory.everyone")
    take = actions.add_parser("import", help="help.memory.import")
    take.add_argument("path", type=Path, metavar="ARCHIVE", help="help.memory.imported")
    take.add_argument("--key", metavar="KEY", help="help.memory.key")
    give = actions.add_parser("export", help="help.memory.export")
    give.add_argument("path", type=Path, metavar="ARCHIVE", help="help.memory.exported")
    give.add_argument("--name", required=True, metavar="NAME", help="help.memory.name")
    add_language_option(parser, actions.choices.values())
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    from verify.cli import memory_store

    return memory_store.run(arguments)
