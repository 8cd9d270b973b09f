"""Brings the catalogues up to the messages in the source: adds new ones empty, drops those that nobody says any more.

It translates nothing; a test fails until every message has its translation.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = (ROOT / "verify" / "report",)
CATALOGUES = ROOT / "resources" / "locale"
KEYWORDS = {"_": None, "_n": (1, 2)}

Message = tuple[str, str]  # (message, its plural or "")


def messages() -> dict[Message, str]:
    """Return every message in the source, in order → the first file that says it."""
    found: dict[Message, str] = {}
    for source in SOURCES:
        for name, _line, text, _comments, _context in sorted(
            extract_from_dir(source, method_map=[("**.py", "python")], keywords=KEYWORDS), key=lambda item: item[:2]
        ):
            message = (text, "") if isinstance(text, str) else (text[0], text[1])
            found.setdefault(message, name)
    return found


def catalogues() -> tuple[Path, ...]:
    """Return the .po file of every language."""
    return tuple(sorted(CATALOGUES.glob("*/LC_MESSAGES/whence.po")))


def update(path: Path) -> tuple[int, int]:
    """Write the catalogue anew in the order of the source; return how many are new and how many were dropped."""
    old = polib.pofile(str(path), wrapwidth=0)
    known = {(entry.msgid, entry.msgid_plural): entry for entry in old}
    wanted = messages()
    new = polib.POFile(wrapwidth=0)
    new.metadata = old.metadata
    for message, name in wanted.items():
        entry = known.get(message) or _empty(*message)
        entry.occurrences = [(name, "")]
        new.append(entry)
    new.save(str(path))
    return len(wanted.keys() - known.keys()), len(known.keys() - wanted.keys())


def _empty(text: str, plural: str) -> polib.POEntry:
    if plural:
        return polib.POEntry(msgid=text, msgid_plural=plural, msgstr_plural={0: ""})
    return polib.POEntry(msgid=text, msgstr="")


def main() -> int:
    """Updates every catalogue; 1 where translations are missing afterwards."""
    missing = 0
    for path in catalogues():
        added, dropped = update(path)
        empty = len(polib.pofile(str(path)).untranslated_entries())
        print(f"{path.parent.parent.name}: {added} new, {dropped} dropped, {empty} without translation")
        missing += empty
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
