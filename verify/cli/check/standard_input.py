"""`whence check -`: a file that comes on standard input, without a name and perhaps without an end."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from verify.model import Problem, Report, limits
from verify.report.words.catalogue import Translator

if TYPE_CHECKING:
    from verify.workers.given import GivenFiles, PrivateCopy

ARGUMENT: Final = "-"
_PIECE_BYTES: Final = limits.MIB


class StandardInput(Struct, frozen=True):
    """What came, and how reports name it. Without `-` among the arguments nothing came, and nothing is changed."""

    arguments: tuple[str, ...]  # those of the command, with a path in place of `-`
    given: Mapping[Path, GivenFiles]
    name: str

    def name_in(self, report: Report) -> Report:
        """Return the report with `-` as the path of standard input, and its name in words."""
        if Path(report.file.path) not in self.given:
            return report
        return replace(report, file=replace(report.file, path=ARGUMENT, name=self.name))


@contextmanager
def read_standard_input(arguments: list[str], translator: Translator) -> Iterator[StandardInput]:
    """Read standard input to its end where `-` is among the arguments, and keep it until the block ends.

    Whatever comes is a file to be checked, with a reason where it cannot be: too large, unreadable.
    Raises OSError where there is no room for it.
    """
    if ARGUMENT not in arguments:
        yield StandardInput(tuple(arguments), {}, "")
        return
    from verify.workers.given import PrivateCopy

    with ExitStack() as stack:
        copy = stack.enter_context(PrivateCopy("input"))
        given = stack.enter_context(_fill(copy))
        named = tuple(str(copy.path) if argument == ARGUMENT else argument for argument in arguments)
        yield StandardInput(named, {copy.path: given}, translator.text("commands.standard_input.name"))


def _fill(copy: PrivateCopy) -> GivenFiles:
    """Copy all of standard input. Raises OSError where the copy cannot be written."""
    while True:
        try:
            piece = os.read(0, _PIECE_BYTES)
        except OSError as error:  # closed, or a folder
            return copy.refuse(Problem.INPUT_OUTPUT, error.strerror or str(error))
        if not piece:
            return copy.give()
        if copy.size + len(piece) > limits.STANDARD_INPUT_BYTES:
            return copy.refuse(Problem.TOO_LARGE, f"more than {limits.STANDARD_INPUT_BYTES} bytes")
        copy.write(piece)
