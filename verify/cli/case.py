"""`whence case`: named collections of results with notes, tags and a chain of custody."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from verify.cli.pack import describe_error, describe_number, read_asked_pack, tell, tell_steps
from verify.cli.shared import (
    add_language_option,
    ask,
    can_ask,
    complain,
    format_command,
    inspect_files,
    say,
    tell_unused,
    translator_for,
)
from verify.features.batch.progress import Progress
from verify.features.cases.model import CaseError, CaseProblem
from verify.features.cases.problems import describe_problem, describe_set_aside
from verify.features.cases.store import COPIES, FILE, CaseStore
from verify.features.packs.layout import PackError
from verify.model import limits
from verify.report.words import badges
from verify.report.words.catalogue import Translator
from verify.report.words.commands import describe_act
from verify.report.words.dates import say_time
from verify.report.words.verdict.answer import answer
from verify.store.database_errors import DatabaseError
from verify.store.folders import data_folder, is_there
from verify.store.timestamps import format_current_time, read_modification_time

_WITHOUT_CASE: Final = ("list", "new")  # what can be done where there is no case yet


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `case`."""
    parser = subparsers.add_parser(
        "case",
        help="help.case.title",
        description="help.case.does",
        epilog="help.case.exit",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="help.case.list")
    for name, arguments in (
        ("new", ()),
        ("add", (("paths", "+", "PATH", "help.shared.paths"),)),
        ("copy", ()),
        ("note", (("text", None, "TEXT", "help.case.text"),)),
        ("tag", (("tags", "+", "TAG", "help.case.tags"),)),
        ("show", ()),
        ("export", ()),
        ("verify", ()),
        ("delete", ()),
    ):
        action = actions.add_parser(name, help=f"help.case.actions.{name}")
        action.add_argument("case", metavar="NAME", help="help.case.case")
        for argument, count, metavar, help_ in arguments:
            action.add_argument(argument, nargs=count, metavar=metavar, help=help_)
        if name in ("new", "add", "copy", "note", "tag", "export"):
            action.add_argument("--by", default="", metavar="NAME", help="help.case.by")
    actions.choices["add"].add_argument("--copy", action="store_true", help="help.case.copy")
    actions.choices["add"].add_argument("--jobs", type=int, default=1, metavar="N", help="help.shared.jobs")
    actions.choices["export"].add_argument(
        "--out", type=Path, required=True, metavar="PACK", help="help.shared.pack_out"
    )
    actions.choices["export"].add_argument("--note", default="", metavar="TEXT", help="help.case.pack_note")
    actions.choices["export"].add_argument("--no-appendix", action="store_true", help="help.shared.no_appendix")
    actions.choices["export"].add_argument("--asked", action="store_true", help=argparse.SUPPRESS)  # by the window
    actions.choices["delete"].add_argument("--yes", action="store_true", help="help.case.yes")
    add_language_option(parser, actions.choices.values())
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    translator = translator_for(arguments)
    if arguments.action == "add" and (arguments.jobs < 1 or not set(arguments.paths).isdisjoint(("", "-"))):
        complain(f"whence case: {translator.text('commands.usage.case_add')}")
        return 2
    try:
        if arguments.action == "list" and not is_there(data_folder() / FILE):
            say(translator.text("commands.cases.no_cases", command=format_command("case", "new", "NAME")))
            return 0
        with CaseStore(data_folder()) as cases:
            if cases.set_aside:
                complain(describe_set_aside(translator, data_folder() / FILE, cases.set_aside))
                if arguments.action not in _WITHOUT_CASE:
                    return 1  # what was asked for was in the old one
            return _ACTIONS[arguments.action](cases, arguments, translator)
    except (CaseError, DatabaseError) as error:
        complain(describe_problem(translator, error))
    except PackError as error:
        complain(describe_error(translator, error))
    return 1


def _list(cases: CaseStore, _: argparse.Namespace, translator: Translator) -> int:
    all_cases = cases.list_cases()
    if not all_cases:
        say(translator.text("commands.cases.no_cases", command=format_command("case", "new", "NAME")))
    for case in all_cases:
        date = say_time(translator, case.begun)
        line = translator.count("commands.cases.case_line", case.files, case=case.name, date=date)
        say(line, translator.text("commands.cases.tags", tags=translator.enumerate(*case.tags)) if case.tags else "")
    return 0


def _new(cases: CaseStore, arguments: argparse.Namespace, translator: Translator) -> int:
    say(translator.text("commands.cases.begun", case=cases.begin(arguments.case, _name_person(arguments))))
    return 0


def _add(cases: CaseStore, arguments: argparse.Namespace, translator: Translator) -> int:
    from verify.features.batch.find_files import find_files
    from verify.model import PackItem
    from verify.store.options import current_options

    name = cases.load_case(arguments.case).name  # before the files are looked at, which may take long
    progress = Progress(sys.stderr, translator)
    # absolute, so that the originals are found again from wherever the case is used
    paths = [
        path.absolute() for path in find_files(arguments.paths, lambda what, where: progress.say(what, str(where)))
    ]
    if len(paths) > limits.PACK_FILES:
        raise CaseError(CaseProblem.TOO_MANY, str(limits.PACK_FILES))
    options = current_options(previews=True, remembered=False, on_unused=tell_unused(progress.tell, translator))
    reports = list(inspect_files(paths, options, arguments.jobs))
    items = [PackItem(report, read_modification_time(path)) for report, path in zip(reports, paths, strict=True)]
    added = cases.add(name, items, _name_person(arguments))
    say(
        translator.count("commands.cases.added", added, case=name)
        if added
        else translator.text("commands.cases.nothing_new", case=name)
    )
    if arguments.copy:
        _copy(cases, arguments, translator)
    unread = sum(report.file.problem is not None for report in reports)
    say(translator.count("commands.pack.unread", unread) if unread else "")
    return 1 if unread else 0


def _copy(cases: CaseStore, arguments: argparse.Namespace, translator: Translator) -> int:
    copied = cases.keep_copies(arguments.case, _name_person(arguments))
    if copied:
        say(translator.count("commands.cases.copied", copied, folder=str(data_folder() / COPIES)))
    else:
        say(translator.text("commands.cases.all_copied", case=arguments.case))
    return 0


def _note(cases: CaseStore, arguments: argparse.Namespace, translator: Translator) -> int:
    cases.add_note(arguments.case, arguments.text, _name_person(arguments))
    say(translator.text("commands.cases.noted", case=arguments.case))
    return 0


def _tag(cases: CaseStore, arguments: argparse.Namespace, translator: Translator) -> int:
    for tag in arguments.tags:
        cases.add_tag(arguments.case, tag, _name_person(arguments))
        say(translator.text("commands.cases.tagged", tag=tag, case=arguments.case))
    return 0


def _show(cases: CaseStore, arguments: argparse.Namespace, translator: Translator) -> int:
    from verify.features.packs.cover import split_paragraphs
    from verify.report.words.untrusted import plain

    case = cases.load_case(arguments.case)
    date = say_time(translator, case.begun)
    say(translator.count("commands.cases.case_line", len(case.files), case=case.name, date=date))
    say(translator.text("commands.cases.tags", tags=translator.enumerate(*case.tags)) if case.tags else "")
    say(*_head(translator.text("commands.cases.files"), len(case.files)))
    for file, item in zip(case.files, cases.load_items(case.name), strict=True):
        badge = badges.verdict_badge(translator, item.report)
        say(f"  {plain(file.name)}", f"    {badge.shape} {badge.word} · {answer(translator, item.report).line}")
        say(f"    SHA-256 {file.sha256}" if file.sha256 else "")
        say(f"    {translator.text('commands.cases.copy_kept')}" if file.copied else "")
    say(*_head(translator.text("commands.cases.notes"), len(case.notes)))
    for note in case.notes:
        say(
            f"  {plain(say_time(translator, note.at))} {plain(note.by)}",
            *(f"    {line}" for line in split_paragraphs(note.text)),
        )
    say(*_head(translator.text("commands.cases.custody"), len(case.custody)))
    for entry in case.custody:
        say(f"  {entry.number}. {plain(say_time(translator, entry.at))} {plain(entry.by)}")
        say(f"    {describe_act(translator, entry.act, dict(entry.facts))}", f"    [{plain(entry.sum)}]")
    return 0


def _export(cases: CaseStore, arguments: argparse.Namespace, translator: Translator) -> int:
    """Make a pack of a case. The window sends the note, the name and whether there is an appendix on standard input."""
    from verify.features.packs.create import make_pack, settings_of
    from verify.model import Pack, Remark
    from verify.store.models import ModelStore

    note, by = arguments.note[: limits.NOTE_CHARACTERS], arguments.by[: limits.NAME_CHARACTERS]
    asked = Pack((), format_current_time(), note, by, appendix=not arguments.no_appendix)
    if arguments.asked:
        sent = read_asked_pack()
        if sent is None:
            return 1
        asked = sent
    case, items = cases.load_case(arguments.case), cases.load_items(arguments.case)
    pack = replace(
        asked,
        items=items,
        settings=settings_of(items, ModelStore(data_folder()).files()),
        title=case.name,
        tags=case.tags,
        notes=tuple(Remark(note.at, note.by, note.text) for note in case.notes),
        custody=tuple(
            Remark(entry.at, entry.by, describe_act(translator, entry.act, dict(entry.facts)), entry.sum)
            for entry in case.custody
        ),
    )
    heard = {"tell": tell_steps} if arguments.asked else {}
    number = make_pack(pack, arguments.out, translator, **heard)
    cases.note_export(case.name, number, asked.by or _name_person(arguments))
    said = translator.text("commands.cases.exported", case=case.name, file=str(arguments.out))
    if arguments.asked:
        tell(number=number)
        say(said)
    else:
        say(said, *describe_number(number, translator))
    return 0


def _verify(cases: CaseStore, arguments: argparse.Namespace, translator: Translator) -> int:
    case, faults = cases.load_case(arguments.case), cases.check(arguments.case)
    say(*(translator.text(f"commands.cases.faults.{fault.kind}", what=fault.what) for fault in faults))
    if not faults:
        say(translator.count("commands.cases.whole", len(case.custody), case=case.name))
    say(translator.text("commands.cases.unguarded") if cases.is_unguarded else "")
    say(translator.text("commands.cases.chain_limits", sum=case.custody[-1].sum) if case.custody else "")
    return 1 if faults else 0


def _delete(cases: CaseStore, arguments: argparse.Namespace, translator: Translator) -> int:
    name = cases.load_case(arguments.case).name
    if not arguments.yes:
        if not can_ask():
            complain(translator.text("commands.cases.unasked", command=format_command("case", "delete", "--yes", name)))
            return 1
        if not ask(translator.text("commands.cases.ask_delete", case=name)):
            say(translator.text("commands.cases.not_deleted"))
            return 1
    left = cases.delete(name)
    say(translator.text("commands.cases.deleted", case=name))
    say(translator.text("commands.cases.left_over", files=translator.separate(*map(str, left))) if left else "")
    return 0


_ACTIONS: dict[str, Callable[[CaseStore, argparse.Namespace, Translator], int]] = {
    "list": _list,
    "new": _new,
    "add": _add,
    "copy": _copy,
    "note": _note,
    "tag": _tag,
    "show": _show,
    "export": _export,
    "verify": _verify,
    "delete": _delete,
}


def _name_person(arguments: argparse.Namespace) -> str:
    """Return the name of the person for the chain of custody: of `--by`, else the login name, else empty."""
    if arguments.by:
        return str(arguments.by)
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such name here
        return ""


def _head(heading: str, count: int) -> tuple[str, ...]:
    """Return the heading of a list, or nothing where the list is empty."""
    return (heading,) if count else ()
