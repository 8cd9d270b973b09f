"""`whence pack`: makes evidence packs, checks whether one was changed, and checks its originals again."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from msgspec.structs import replace

from verify.cli.check.ask_revocation import RevocationFollowup, add_revocation_option
from verify.cli.shared import (
    add_language_option,
    complain,
    format_command,
    inspect_files,
    say,
    split_names,
    tell_unused,
    translator_for,
)
from verify.features.batch.progress import Progress
from verify.features.packs.layout import FACTS, MANIFEST, PackError, PackProblem, shorten_number
from verify.model import LeftOut, LeftReason, Options, Pack, PackItem, PackSettings, Report, limits
from verify.model.readers import READERS
from verify.report.words.catalogue import Translator
from verify.store.timestamps import format_current_time, read_modification_time

if TYPE_CHECKING:
    from verify.features.packs.contents import PackedFile
    from verify.features.packs.recheck import Difference

_ELSEWHERE = ("//", "\\\\")  # how Windows names other computers, which no pack may have it ask
END = b"{}\n"  # the line after the last file, of `assemble`


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `pack`."""
    parser = subparsers.add_parser(
        "pack",
        help="help.pack.title",
        description="help.pack.does",
        epilog="help.pack.exit",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    make = actions.add_parser("make", help="help.pack.make")
    make.add_argument("--out", type=Path, required=True, metavar="PACK", help="help.shared.pack_out")
    make.add_argument("--note", default="", metavar="TEXT", help="help.pack.note")
    make.add_argument("--by", default="", metavar="NAME", help="help.pack.by")
    make.add_argument("--no-appendix", action="store_true", help="help.shared.no_appendix")
    make.add_argument("--readers", default="all", metavar="quick|all|NAME,…", help="help.shared.readers")
    make.add_argument("--deep", action="store_true", help="help.shared.deep")
    add_revocation_option(make)
    make.add_argument("--jobs", type=int, default=1, metavar="N", help="help.shared.jobs")
    make.add_argument("paths", nargs="+", metavar="PATH", help="help.shared.paths")
    assemble = actions.add_parser("assemble")  # for the window; without help, so it is not listed
    assemble.add_argument("--out", type=Path, required=True)
    verify = actions.add_parser("verify", help="help.pack.verify")
    verify.add_argument("pack", type=Path, metavar="FILE", help="help.pack.pack")
    rerun = actions.add_parser("rerun", help="help.pack.rerun")
    rerun.add_argument("--files", type=Path, metavar="DIR", help="help.pack.files")
    rerun.add_argument("pack", type=Path, metavar="FILE", help="help.pack.pack")
    add_language_option(parser, actions.choices.values())
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    translator = translator_for(arguments)
    try:
        if arguments.action == "make":
            return _make(arguments, translator)
        if arguments.action == "assemble":
            return _assemble(arguments.out, translator)
        if arguments.action == "verify":
            return _verify(arguments.pack, translator)
        return _rerun(arguments.pack, arguments.files, translator)
    except PackError as error:
        complain(describe_error(translator, error))
        return 1


def describe_error(translator: Translator, error: PackError) -> str:
    """Return why a pack could not be made or read, as a sentence."""
    return translator.text(f"commands.pack.pack_problems.{error.problem}", detail=error.detail)


def make_settings(options: Options) -> PackSettings:
    """Return the settings that a pack states: the readers and models of these options."""
    models = tuple((model.name, model.sha256) for model in options.models)
    return PackSettings(options.readers, options.deep, models)


def _make(arguments: argparse.Namespace, translator: Translator) -> int:
    from verify.features.batch.find_files import LINK, find_files
    from verify.features.packs.archive import check_place
    from verify.features.packs.create import make_pack
    from verify.store.options import current_options

    readers = split_names(arguments.readers)
    if (
        arguments.jobs < 1
        or not set(arguments.paths).isdisjoint(("", "-"))
        or not _list_reader_names().issuperset(readers)
    ):
        complain(f"whence pack: {translator.text('commands.usage.pack_make')}")
        return 2
    out: Path = arguments.out
    check_place(out)  # before the files are looked at, which may take long
    progress = Progress(sys.stderr, translator)
    paths, left = [], []

    def passed_over(remark: str, path: Path) -> None:
        progress.say(remark, str(path))
        if remark == LINK:
            left.append(LeftOut(str(path), path.name, LeftReason.LINK))

    for path in find_files(arguments.paths, passed_over):
        paths.append(path)
        if len(paths) > limits.PACK_FILES:
            raise PackError(PackProblem.TOO_MANY, str(limits.PACK_FILES))
    asked: bool = arguments.ask_revocation
    options = current_options(
        readers,
        deep=arguments.deep,
        previews=True,
        remembered=False,
        network=asked,
        on_unused=tell_unused(progress.tell, translator),
    )
    followups = (RevocationFollowup(options.trust, progress.tell, translator),) if asked else ()
    reports = tuple(inspect_files(paths, options, arguments.jobs, followups))
    pack = Pack(
        items=tuple(
            PackItem(report, read_modification_time(path)) for path, report in zip(paths, reports, strict=True)
        ),
        made_at=format_current_time(),
        note=arguments.note[: limits.NOTE_CHARACTERS],
        by=arguments.by[: limits.NAME_CHARACTERS],
        settings=make_settings(options),
        left=tuple(left[: limits.PACK_FILES]),
        appendix=not arguments.no_appendix,
    )
    number = make_pack(pack, out, translator)
    say(*_describe_made(pack, out, translator), *describe_number(number, translator))
    return 1 if any(report.file.problem for report in reports) else 0


def _assemble(out: Path, translator: Translator) -> int:
    """Make a pack of reports that the window sends on standard input, and say how far it is."""
    from verify.features.packs.create import make_pack, settings_of
    from verify.store.folders import data_folder
    from verify.store.models import ModelStore

    pack = read_asked_pack()
    if pack is None:
        return 1
    whole = replace(pack, settings=settings_of(pack.items, ModelStore(data_folder()).files()))
    number = make_pack(whole, out, translator, tell_steps)
    tell(number=number)
    say(*_describe_made(whole, out, translator))
    return 0


def read_asked_pack() -> Pack | None:
    """Read what the window asks for on standard input: a Pack without files, a line a file, END.

    Without END, as where the window was closed, there is none. The window ends the command with SIGTERM.
    """
    signal.signal(signal.SIGTERM, _leave)  # so that what is half written is removed
    from verify.workers import protocol

    lines = iter(lambda: sys.stdin.buffer.readline(limits.LINE_BYTES + 1), b"")
    items: list[PackItem] = []
    try:
        pack = protocol.load(Pack, protocol.decode_line(next(lines, b"")))
        for line in lines:
            if line == END:
                return replace(pack, items=tuple(items))
            items.append(protocol.load(PackItem, protocol.decode_line(line)))
            if len(items) > limits.PACK_FILES:
                raise PackError(PackProblem.TOO_MANY, str(limits.PACK_FILES))
    except protocol.WireError:
        return None
    return None


def _leave(_signal: int, _frame: object) -> NoReturn:
    sys.exit(1)


def tell(**said: int | str) -> None:
    """Tell the window something in a line of JSON."""
    print(json.dumps(said), flush=True)  # noqa: T201 - the window reads it


def tell_steps(done: int, of: int) -> None:
    """Tell the window how far a pack is."""
    tell(done=done, of=of)


def describe_number(number: str, translator: Translator) -> tuple[str, ...]:
    """Say the number of a pack, how it is read out, and what it is for."""
    return (
        translator.text("commands.pack.pack_number", number=number),
        translator.text("commands.pack.short_number", number=shorten_number(number)),
        translator.text("commands.pack.tell_number"),
    )


def _describe_made(pack: Pack, out: Path, translator: Translator) -> tuple[str, ...]:
    from verify.features.packs.cover import say_left_out

    unread = sum(item.report.file.problem is not None for item in pack.items)
    return (
        translator.count("commands.pack.made", len(pack.items), file=str(out)),
        say_left_out(pack.left, translator),
        translator.count("commands.pack.unread", unread) if unread else "",
    )


def _verify(path: Path, translator: Translator) -> int:
    from verify.features.packs.verify import check_pack

    checked = check_pack(path)
    if not checked.opened:
        say(translator.text("commands.pack.broken"))
        return 1
    differing = checked.changed or checked.missing or checked.added or not checked.manifest_whole
    lines = [
        "" if checked.manifest_whole else translator.text("commands.pack.manifest_changed", file=MANIFEST),
        *(translator.text("commands.pack.changed", file=name) for name in checked.changed),
        *(translator.text("commands.pack.missing", file=name) for name in checked.missing),
        *(translator.text("commands.pack.added", file=name) for name in checked.added),
        translator.text("commands.pack.frame_changed") if checked.sealed is False else "",
        translator.text("commands.pack.frame_only") if checked.sealed is False and not differing else "",
        translator.count("commands.pack.unchanged" if checked.is_unchanged else "commands.pack.fitting", checked.count),
        translator.text("commands.pack.frame_absent") if checked.sealed is None else "",
        translator.text("commands.pack.compare_number", number=checked.number) if checked.number else "",
        translator.text("commands.pack.short_number", number=shorten_number(checked.number)) if checked.number else "",
    ]
    say(*lines)
    return 0 if checked.is_unchanged else 1


def _rerun(path: Path, folder: Path | None, translator: Translator) -> int:
    from verify.features.batch.find_files import find_files
    from verify.features.packs import contents, recheck
    from verify.features.packs.verify import check_pack
    from verify.store.options import current_options

    progress = Progress(sys.stderr, translator)
    unchanged = check_pack(path).is_unchanged
    if not unchanged:
        say(translator.text("commands.pack.rerun_of_changed"))
    pack = contents.read_pack(path)
    facts = pack.facts or contents.PackFacts()
    if pack.facts is None:
        say(translator.text("commands.pack.rerun_without_facts", file=FACTS))
    named = [str(folder)] if folder else []
    candidates = (Path(past.path) for past in pack.files if past.path and not past.path.startswith(_ELSEWHERE))
    originals = recheck.find_originals(
        pack.files, [*find_files(named, lambda what, where: progress.say(what, str(where))), *candidates]
    )
    again = [past for past in pack.files if past.sha256 in originals]
    readers = tuple(name for name in facts.readers if name in _list_reader_names())  # those that this version has
    on_unused = tell_unused(progress.tell, translator)
    options = current_options(readers, deep=facts.deep, remembered=False, on_unused=on_unused)
    reports = inspect_files([originals[past.sha256] for past in again], options, 1)
    differing = 0
    explained: set[recheck.Difference] = set()
    for past, report in zip(again, reports, strict=True):
        document = _make_document(report)
        differences = recheck.compare(past.results, contents.extract_results(document))
        differing += bool(differences)
        explained.update(recheck.compare(past.circumstances, contents.extract_circumstances(document)))
        say(
            translator.text(
                "commands.pack.rerun_differs" if differences else "commands.pack.rerun_same", file=past.name
            )
        )
        say(*(f"  {_describe_difference(difference, translator)}" for difference in differences))
    left = [past for past in pack.files if past.sha256 not in originals]
    say(*(_describe_left_out(past, translator) for past in left))
    say(*(translator.text("commands.pack.rerun_unread", number=str(number)) for number in pack.unread))
    lost = len(left) + len(pack.unread)
    if explained:
        lines = sorted(_describe_difference(difference, translator) for difference in explained)
        say(translator.text("commands.pack.rerun_circumstances"), *(f"  {line}" for line in lines))
    if not again:
        retry = format_command("pack", "rerun", "--files", "DIR", str(path))
        say(translator.text("commands.pack.rerun_none", command=retry))
    else:
        say(
            translator.count(
                "commands.pack.rerun_some_differ" if differing else "commands.pack.rerun_all_same", len(again)
            )
        )
        say(translator.count("commands.pack.rerun_left", lost) if lost else "")
    say(translator.count("commands.pack.rerun_without", facts.left) if facts.left else "")
    return 0 if unchanged and again and not lost and not differing and pack.facts else 1


def _list_reader_names() -> frozenset[str]:
    return frozenset(READERS) | {"all", "quick"}


def _make_document(report: Report) -> dict[str, object]:
    from verify.report.formats.json import line

    whole: dict[str, object] = json.loads(line(report, Translator("en")))
    return whole


def _describe_left_out(past: PackedFile, translator: Translator) -> str:
    if not past.sha256:
        return translator.text("commands.pack.rerun_unknown", file=past.name)
    try:
        there = bool(past.path) and Path(past.path).is_file()
    except (OSError, ValueError):  # no path of this system
        there = False
    return translator.text("commands.pack.rerun_other" if there else "commands.pack.rerun_not_found", file=past.name)


def _describe_difference(difference: Difference, translator: Translator) -> str:
    what = translator.text(f"commands.pack.compared.{difference.what}", code=difference.code)
    if difference.code and not difference.now:
        return translator.text("commands.pack.rerun_gone", what=what)
    if difference.code and not difference.then:
        return translator.text("commands.pack.rerun_new", what=what)
    nothing = translator.text("commands.pack.nothing")
    return translator.text(
        "commands.pack.rerun_then_now", what=what, then=difference.then or nothing, now=difference.now or nothing
    )
