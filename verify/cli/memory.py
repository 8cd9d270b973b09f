"""`whence memory`: the arguments. What they ask for is done by `memory_store`, which is loaded only then."""

from __future__ import annotations

import argparse
from pathlib import Path

from verify.cli.shared import add_language_option


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `memory`."""
    parser = subparsers.add_parser(
        "memory",
        help="remember what checked pictures looked like, to know copies again; off by default",
        description="Remembers what pictures and videos that are checked look like, so that copies are known again. "
        "It is off until it is switched on, and stays on this computer.",
        epilog="Exit status: 0 done, 1 something was refused or is not there, 2 wrong usage.",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("on", help="remember from now on")
    actions.add_parser("off", help="neither remember nor look up; what is kept stays")
    show = actions.add_parser("show", help="what is kept, where, and of which files")
    show.add_argument("--all", action="store_true", help="all files, not only the newest")
    forget = actions.add_parser("forget", help="forget one file, an archive, or everything")
    which = forget.add_mutually_exclusive_group(required=True)
    which.add_argument("file", nargs="?", metavar="FILE", help="the file, or its name or SHA-256 as it was checked")
    which.add_argument("--archive", metavar="NAME", help="what was taken over from this archive, and its key")
    which.add_argument("--all", action="store_true", help="everything, damaged memories among it")
    take = actions.add_parser("import", help="take over the archive of a newsroom, and look in it as well")
    take.add_argument("path", type=Path, metavar="ARCHIVE")
    take.add_argument("--key", metavar="KEY", help="the key that its makers told you; asked for the first time only")
    give = actions.add_parser("export", help="write what was checked here as a signed archive")
    give.add_argument("path", type=Path, metavar="ARCHIVE")
    give.add_argument("--name", required=True, help="what the archive shall be called")
    add_language_option(parser, actions.choices.values())
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    from verify.cli import memory_store

    return memory_store.run(arguments)
