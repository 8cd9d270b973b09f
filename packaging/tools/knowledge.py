"""Writes docs/knowledge.md: everything that Whence knows by name, out of the data files, with the source of each row.

Run it after a change of the data; a test fails where the page is behind.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "knowledge.md"
RESOURCES = ROOT / "resources"
sys.path.insert(0, str(ROOT))

from verify.inspection import opinions  # noqa: E402
from verify.inspection.metadata.ai_labels import affirmations  # noqa: E402
from verify.inspection.metadata.fingerprints import load_families  # noqa: E402 - the checkout's own, whatever is installed

_FAMILIES = {
    "standards": "Labels of standards, and credit lines",
    "local": "Generators that people run themselves, and services built on them",
    "services": "Picture services",
    "recordings": "Video, music and speech",
    "devices": "Phones and photo programs",
    "tools": "Names of tools: hints that claim nothing",
    "records": "What a signed record states without a source type",
}
_FORMS = {
    "settings": "any field: settings text",
    "object": "any field: an object",
    "graph": "any field: ComfyUI's graph",
    "program": "fields for a program's name",
    "source_type": "fields of that name, and whole addresses anywhere",
    "part_type": "the same of something in the file",
}
_CLAIMS = {
    "ai_generated": "made with AI",
    "ai_edited": "changed with AI",
    "contains_ai": "contains AI",
    "may_contain_ai": "leaves AI open",
    "none": "no claim",
}
_INTRODUCTION = """# What Whence knows

Made by `packaging/tools/knowledge.py` out of the data files; do not edit by hand.

Marks that a maker, a law or a standard defines are known by the form of their text, wherever a file holds it, or in
certain fields; never by a name somewhere in a file. “Says” is the most that an unsigned mark may claim; settings that
are understood can lower it: “changed with AI” where only part of a picture was redrawn, no claim where it was only
enlarged. Where a source says “reported”, the form rests on the word of others.
"""


def make_page() -> str:
    """Return the whole page as Markdown."""
    parts = [_INTRODUCTION]
    for family, data in load_families().items():
        rows = (_make_fingerprint_row(entry, data.get("places", {})) for entry in data["fingerprint"])
        parts.append(_format_table(_FAMILIES[family], ("Mark", "Stands in", "Says", "Strength", "Source"), rows))
    tables: tuple[tuple[str, tuple[str, ...], Iterable[tuple[str, ...]]], ...] = (
        ("Providers of China's AI label", ("Name", "Codes", "Certain", "Source"), _list_providers()),
        ("Words in the properties for AI systems (IPTC 2025.1)", ("Kind", "Words"), _list_words()),
        ("Words on visible labels", ("Product", "Marks", "Label with AI behind it"), _list_products()),
        ("Programs and services by their own name: hints", ("Name", "Also written"), _list_generators()),
        ("Declarations on AI in fields of their own", ("Kind", "Words"), _list_declarations()),
        ("Patterns of other names", ("Table", "Name", "Patterns", "Match"), _list_patterns()),
        ("Soft bindings", ("Name", "Algorithm", "Kind", "Checked here", "Open decoder"), _list_bindings()),
        (
            "Pages of makers for marks that only they read",
            ("Maker", "Mark", "In", "Page", "Finds", "Does not find", "Receives", "Looked up"),
            _list_verifiers(),
        ),
    )
    parts += [_format_table(title, heads, rows) for title, heads, rows in tables]
    return "\n".join(parts)


def _make_fingerprint_row(entry: Mapping[str, Any], places: Mapping[str, list[str]]) -> tuple[str, ...]:
    shown: dict[str, None] = {}
    for condition in entry["every"]:
        if "holds" in condition:
            members = ", ".join(f"`{name}`" for name in condition.get("members", ()))
            shown[_FORMS[condition["holds"]] + (f" with {members}" if members else "")] = None
        keys = condition.get("keys", places[condition["place"]] if "place" in condition else ())
        shown.update(dict.fromkeys("any field" if key == "*" else f"`{key}`" for key in keys))
    strength = "as the record" if entry.get("manifest") else entry.get("strength", "stated")
    return (entry["title"], "; ".join(shown), _CLAIMS[entry["claim"]], strength, entry["source"])


def _list_providers() -> Iterable[tuple[str, ...]]:
    for row in _read_rows("label_providers.toml"):
        codes = [row["credit_code"]] if "credit_code" in row else []
        known = " ".join(f"`{code}`" for code in (*codes, *row.get("names", ())))
        yield (
            f"{row['english']} · {row['chinese']}",
            known,
            "yes" if row.get("certain", True) else "no",
            row["source"],
        )


_WORDS = {
    "systems": "Systems by name",
    "ambiguous": "Systems by name, in a short text alone",
    "edits": "Functions that generate within a picture",
    "helpers": "Programs and functions that improve: no claim",
    "texts": "Text beside the content: no claim",
    "nothing": "Not filled in",
    "limited": "Neither denial nor naming",
}


def _list_words() -> Iterable[tuple[str, ...]]:
    words = affirmations.load_tables()
    yield from ((title, ", ".join(words[name])) for name, title in _WORDS.items())
    yield from ((f"Denials ({code})", ", ".join(found)) for code, found in words["denials"].items())


def _list_generators() -> Iterable[tuple[str, ...]]:
    for row in opinions.load_table("opinions/generators")["generator"]:
        yield row["name"], ", ".join(row.get("spelled", ()))


_DECLARATIONS = {
    "made": "Fields in which yes says: made with AI",
    "contains": "Fields in which yes says: a part is",
    "changed": "Fields in which yes says: changed with AI",
    "open": "Fields in which yes leaves the extent open",
    "yes": "Yes",
    "no": "No",
    "wholly": "Wholly so, in words",
    "partly": "In part, in words",
}


def _list_declarations() -> Iterable[tuple[str, ...]]:
    words = opinions.load_table("opinions/declarations")
    yield from ((title, ", ".join(words[name])) for name, title in _DECLARATIONS.items())


_SUBJECTS = (
    "context",
    "fields",
    "generator_settings",
    "comfyui_nodes",
    "visible_labels",
    "ai_mentions",
    "test_certificates",
)


def _list_patterns() -> Iterable[tuple[str, ...]]:
    for subject in _SUBJECTS:
        for table, rows in opinions.load_table(f"opinions/{subject}").items():
            for row in rows if isinstance(rows, list) else [rows]:
                if "patterns" in row:
                    patterns = " ".join(f"`{pattern}`" for pattern in row["patterns"])
                    yield f"{subject}: {table}", row.get("name", ""), patterns, " · ".join(row["matches"])


def _list_products() -> Iterable[tuple[str, ...]]:
    for row in opinions.load_table("opinions/visible_labels")["product"]:
        yield row["name"], f"`{row['mark']}`", "yes" if row.get("label") else "no"


def _list_bindings() -> Iterable[tuple[str, ...]]:
    for row in sorted(_read_rows("soft_bindings.toml"), key=lambda row: str(row["name"]).casefold()):
        here, is_open = ("yes" if row.get(name) else "no" for name in ("here", "open"))
        yield (row["name"], f"`{row['algorithm']}`", row["kind"], here, is_open)


def _list_verifiers() -> Iterable[tuple[str, ...]]:
    for row in _read_rows("verifiers.toml"):
        ended = ", ".join(f"{what} ended {day}" for what, day in row.get("ended", {}).items())
        yield (
            row["maker"],
            row["mark"],
            ", ".join(row["media"]),
            row["address"],
            ended or row["sees"],
            row["sees_not"],
            row["receives"],
            f"{row['checked']}: {row['by']}",
        )


def _read_rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a data file that holds one table."""
    data = tomllib.loads((RESOURCES / name).read_text(encoding="utf-8"))
    (rows,) = (value for value in data.values() if isinstance(value, list))
    return rows


def _format_table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"## {title}", "", _format_row(heads), _format_row(("---",) * len(heads))]
    lines += [_format_row(row) for row in rows]
    return "\n".join(lines) + "\n"


def _format_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("\n", " ").replace("|", "\\|") for cell in cells) + " |"


def main() -> int:
    """Write the page."""
    PAGE.write_text(make_page(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
