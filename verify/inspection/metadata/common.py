"""What several readers say in the same way: bounded fields, damage, cameras, editing programs, platforms.

Nothing here speaks about AI. A camera or an editor that is named in plain metadata is context and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from verify.inspection import opinions
from verify.inspection import text as texts
from verify.inspection.containers.base import Damage
from verify.model import Field, Finding, limits

CAMERA: Final = "context.camera"
EDITOR: Final = "context.editor"
PLATFORM: Final = "context.platform"
DAMAGED: Final = "context.metadata_damaged"

_NAME_CHARACTERS: Final = 64  # longest make or model of a camera that is taken for one


def report_damage(reader: str, what: str, reason: str) -> Finding:
    """Make the finding that `what` is damaged and how; `reason` is one of `containers.base.Damage`."""
    return Finding(DAMAGED, reader, where=what, facts=(("what", what), ("reason", str(reason))))


def bound(output: Iterable[Field | Finding], reader: str) -> Iterator[Field | Finding]:
    """Pass on a reader's output until `limits` are reached; then report it once and drop the rest.

    Values are cut at `limits.FIELD_CHARACTERS` with a remark.
    """
    fields = characters = damages = 0
    for entry in output:
        if isinstance(entry, Finding):
            damages += entry.code == DAMAGED
            if entry.code != DAMAGED or damages <= limits.DAMAGES:
                yield entry
            continue
        value = texts.cut(entry.value)
        fields += 1
        characters += len(value)
        if fields > limits.FIELDS or characters > limits.READER_CHARACTERS:
            yield report_damage(reader, entry.where, Damage.TOO_MANY)
            return
        yield Field(texts.cut(entry.key, limits.KEY_CHARACTERS), value, entry.where)


def find_camera(reader: str, where: str, make: str, model: str, taken_at: str = "") -> Iterator[Finding]:
    """Find a camera, where both names look like those that cameras write: one short line, no generator's name."""
    make, model = make.strip(), model.strip()
    if not (texts.is_plain(make, _NAME_CHARACTERS) and texts.is_plain(model, _NAME_CHARACTERS)):
        return
    if (
        opinions.load_pattern("context", "not_a_maker").search(make)
        or model.startswith("prompt:")
        or make.startswith("workflow:")
    ):
        return
    facts = (("make", make), ("model", model), ("taken_at", texts.cut(taken_at.strip(), _NAME_CHARACTERS)))
    yield Finding(CAMERA, reader, where=where, facts=facts)


def find_programs(reader: str, where: str, text: str) -> Iterator[Finding]:
    """Find editing programs and platforms in `text`, the value of a field made for such names."""
    if len(text) <= limits.FACT_CHARACTERS and opinions.load_pattern("context", "editor").search(text):
        yield Finding(EDITOR, reader, where=where, facts=(("software", text.strip()),))
    for platform in opinions.load_opinions("context", "platform"):
        if platform.pattern.search(text):
            yield Finding(PLATFORM, reader, where=where, facts=(("platform", platform.name),))


def drop_repeats(output: Iterable[Field | Finding]) -> Iterator[Field | Finding]:
    """Pass on each context finding with the same facts only once; fields and damage all."""
    yielded: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
    for entry in output:
        if isinstance(entry, Finding) and entry.code != DAMAGED:
            if (entry.code, entry.facts) in yielded:
                continue
            yielded.add((entry.code, entry.facts))
        yield entry
