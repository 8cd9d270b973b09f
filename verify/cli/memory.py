"""`whence memory`: the arguments. What they ask for is done by `memory_store`, which is loaded only then."""

from __future__ import annotations

import argparse
from pathlib import Path

from verify.cli.shared import add_language_option


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `memory`."""
    parser = subparsers.add_parser(
        "memory",
        help="recognise copies of pictures, videos and sounds that you checked before; off by default",
        description="Saves what checked pictures, videos and sounds look or sound like, so that copies of them are "
        "recognised later. It is off until you switch it on, and everything stays on this computer "
        "unless you choose a shared memory.",
        epilog="Exit status: 0 done; 1 something was refused or was not found; 2 wrong usage.",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("on", help="switch the memory on")
    actions.add_parser("off", help="stop saving and searching; what is saved stays")
    use = actions.add_parser("use", help="choose where the memory is: on this computer, or shared on a server")
    where = use.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "address",
        nargs="?",
        metavar="ADDRESS",
        help="a PostgreSQL database that several desks share, as postgresql://USER@HOST/DATABASE or service=NAME",
    )
    where.add_argument("--local", action="store_true", help="the one on this computer")
    show = actions.add_parser("show", help="show what is saved, where, and about which files")
    show.add_argument("--all", action="store_true", help="list all files, not only the newest")
    forget = actions.add_parser("forget", help="forget one file, an archive, or everything")
    which = forget.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "file", nargs="?", metavar="FILE", help="the file, or the name or SHA-256 it had when it was checked"
    )
    which.add_argument("--archive", metavar="NAME", help="everything imported from this archive, and its key")
    which.add_argument("--all", action="store_true", help="everything, including damaged memories that were set aside")
    forget.add_argument(
        "--everyone", action="store_true", help="with --all: also remove a shared memory, for everyone who uses it"
    )
    take = actions.add_parser("import", help="import a newsroom's archive, so that it is searched, too")
    take.add_argument("path", type=Path, metavar="ARCHIVE", help="the file to import")
    take.add_argument(
        "--key", metavar="KEY", help="the key that the archive's makers gave you; needed the first time only"
    )
    give = actions.add_parser("export", help="export the memory as a signed archive")
    give.add_argument("path", type=Path, metavar="ARCHIVE", help="the file to write")
    give.add_argument("--name", required=True, metavar="NAME", help="the name of the archive")
    add_language_option(parser, actions.choices.values())
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    from verify.cli import memory_store

    return memory_store.run(arguments)
