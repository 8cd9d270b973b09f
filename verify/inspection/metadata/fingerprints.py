"""Fingerprints, opinions on plain metadata: load the tables of `resources/fingerprints` and match them.

Pure over its two inputs, the table and the fields. It refuses to guess from a name alone: an entry says which form of
text (and, where the form is too plain, in which field) makes which claim, and carries its source and its own sample.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from verify.inspection import opinions
from verify.inspection.metadata import generator_names
from verify.inspection.metadata.field_contents import Content, FieldContents, Holding
from verify.inspection.metadata.field_roles import FieldRole, find_role
from verify.inspection.metadata.generator_settings import comfyui, infotext, structured
from verify.inspection.metadata.generator_settings.generation import Parser, WorkKind
from verify.model import Field, Finding, Manifest, OriginClaim, Strength, limits
from verify.model.vocabularies.digital_source_type import take_last_segment

READER = "fingerprints"
EXCERPT_CHARACTERS = 300

# the tables of `resources/fingerprints`, in the order in which their findings stand
FAMILIES = ("standards", "local", "services", "recordings", "devices", "tools", "records")

# names that an entry's `settings` may give: the parser that must understand the whole value
PARSERS: Mapping[str, Parser] = {
    "infotext": infotext.parse,
    "comfyui": comfyui.parse,
    "swarmui": structured.parse_swarmui,
    "fooocus": structured.parse_fooocus,
    "invokeai": structured.parse_invokeai,
    "invokeai_graph": structured.parse_invokeai_graph,
    "dream": structured.parse_dream,
    "novelai": structured.parse_novelai,
    "civitai": structured.parse_civitai,
    "plain": structured.parse_plain,
    "generation": structured.parse_generation,
    "stability_matrix": structured.parse_stability_matrix,
    "tensorart": structured.parse_tensorart,
}

# what a generation's kind may claim: enlarging alone claims nothing, whatever program did it
_KINDS = {
    WorkKind.WHOLE: ("metadata.generator", OriginClaim.AI_GENERATED, Strength.STATED),
    WorkKind.FROM_PICTURE: ("metadata.generator_from_picture", OriginClaim.AI_GENERATED, Strength.STATED),
    WorkKind.PART: ("metadata.generator_edit", OriginClaim.AI_EDITED, Strength.STATED),
    WorkKind.UPSCALE: ("metadata.generator_upscale", OriginClaim.NONE, Strength.HINT),
    WorkKind.UNCLEAR: ("metadata.generator_unclear", OriginClaim.NONE, Strength.HINT),
}


_FORMS = frozenset({Holding.SETTINGS, Holding.OBJECT, Holding.GRAPH})  # told by the text itself


class Condition(Struct, frozen=True):
    """One demand on the fields: some field that its key or its form chooses carries a text of the given form."""

    keys: tuple[str, ...] = ()  # field keys; `*` stands for any text
    holds: Holding | None = None  # or any field that holds this
    members: frozenset[str] = frozenset()  # an object has all of these
    pattern: str | None = None  # searched in the value
    segments: frozenset[str] = frozenset()  # the value's last path segment is exactly one of these
    equals: frozenset[str] = frozenset()  # the whole value, without surrounding space, is one of these

    def is_met_by(self, field: Field) -> bool:
        """Return whether this one field meets the demand."""
        return any(True for _ in self.find_in(FieldContents((field,))))

    def find_in(self, contents: FieldContents) -> Iterator[Content]:
        """Find the fields that meet the demand."""
        return filter(self._accepts, self.choose(contents))

    def choose(self, contents: FieldContents) -> Sequence[Content]:
        """Choose the fields that are asked whether they meet the demand: none, for most entries and files."""
        chosen = contents.choose(self.keys) if self.keys else ()
        return [*chosen, *contents.list_holding(self.holds)] if self.holds is not None else chosen

    def _accepts(self, content: Content) -> bool:
        if self.members and not (content.members is not None and self.members <= content.members.keys()):
            return False
        value = content.field.value[: limits.MATCHED_CHARACTERS]
        if self.pattern is not None and not compile_pattern(self.pattern).search(value):
            return False
        if self.segments and take_last_segment(value) not in self.segments:
            return False
        return not self.equals or value.strip() in self.equals


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile the pattern of a condition, with names filled in, once a process and not before a text asks for it.

    Of the whole table's patterns most files need a few. Raises re.error for one that is not well formed.
    """
    return re.compile(generator_names.fill_in(pattern))


class Fingerprint(Struct, frozen=True):
    """One entry of the table: how a generator, an editor or a label is known, and what that says."""

    name: str
    title: str  # the product or label, as people know it
    code: str  # of verify.model.vocabularies.finding_codes
    claim: OriginClaim
    strength: Strength
    source: str  # where the marker is documented or was seen
    every: tuple[Condition, ...]  # all of these must be met
    unless: tuple[Condition, ...]  # none of these may be met
    sample: tuple[tuple[str, str], ...]  # (key, value) pairs that this entry and no other matches
    manifest: bool = False  # matched against what one manifest states, not against metadata
    settings: Parser | None = None  # must understand the value; the kind of generation then decides code and claim
    fallback: bool = False  # only where no other entry took the field for its own
    unnamed: bool = False  # the title names no product


class FingerprintTable(Struct, frozen=True):
    """All fingerprints: `metadata` for fields, `manifest` for what a manifest states."""

    metadata: tuple[Fingerprint, ...]
    manifest: tuple[Fingerprint, ...]


class ManifestMatch(Struct, frozen=True):
    """A fingerprint found on a manifest; it has the strength of that manifest's record."""

    name: str
    title: str
    claim: OriginClaim
    code: str = "record.generator"


@cache
def load_table() -> FingerprintTable:
    """Load the tables that ship with Whence as one, loaded once.

    Raises ValueError for an entry that is not well formed, naming it.
    """
    tables = [parse(data) for data in load_families().values()]
    return FingerprintTable(
        metadata=tuple(entry for one in tables for entry in one.metadata),
        manifest=tuple(entry for one in tables for entry in one.manifest),
    )


def load_families() -> dict[str, dict[str, Any]]:
    """Load the tables as they stand in `resources/fingerprints`: family → parsed TOML."""
    return {name: opinions.load_table(f"fingerprints/{name}") for name in FAMILIES}


def parse(data: Mapping[str, Any]) -> FingerprintTable:
    """Parse the table in `data`, the parsed TOML. Raises ValueError naming the entry that is not well formed."""
    entries = []
    for raw in data.get("fingerprint", ()):
        try:
            entries.append(_parse_fingerprint(raw, data.get("places", {}), data.get("forms", {})))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"fingerprint {raw.get('name', '?')}: {error}") from error
    return FingerprintTable(
        metadata=tuple(entry for entry in entries if not entry.manifest),
        manifest=tuple(entry for entry in entries if entry.manifest),
    )


def _parse_fingerprint(
    raw: Mapping[str, Any], places: Mapping[str, list[str]], forms: Mapping[str, str]
) -> Fingerprint:
    return Fingerprint(
        name=raw["name"],
        title=raw["title"],
        code=raw["code"],
        claim=OriginClaim(raw["claim"]),
        strength=Strength(raw.get("strength", "stated")),
        source=raw["source"],
        every=tuple(_parse_condition(condition, places, forms) for condition in raw["every"]),
        unless=tuple(_parse_condition(condition, places, forms) for condition in raw.get("unless", ())),
        sample=tuple((pair["key"], pair["value"]) for pair in raw["sample"]),
        manifest=raw.get("manifest", False),
        settings=PARSERS[raw["settings"]] if "settings" in raw else None,
        fallback=raw.get("fallback", False),
        unnamed=raw.get("unnamed", False),
    )


def _parse_condition(raw: Mapping[str, Any], places: Mapping[str, list[str]], forms: Mapping[str, str]) -> Condition:
    if not {"pattern", "form", "segments", "equals", "members"} & raw.keys() and raw.get("holds") not in _FORMS:
        raise ValueError("a condition asks for no form of text")
    pattern = forms[raw["form"]] if "form" in raw else raw.get("pattern")
    return Condition(
        keys=tuple(raw["keys"] if "keys" in raw else places[raw["place"]] if "place" in raw else ()),
        holds=Holding(raw["holds"]) if "holds" in raw else None,
        members=frozenset(raw.get("members", ())),
        pattern=pattern,
        segments=frozenset(raw.get("segments", ())),
        equals=frozenset(raw.get("equals", ())),
    )


def match(fields: Iterable[Field], table: FingerprintTable, *, is_document: bool = False) -> tuple[Finding, ...]:
    """Match the metadata entries with the fields: at most one finding per entry, in the table's order.

    In a document, settings may be quoted: they are a hint there.
    """
    contents = FieldContents(fields)
    if not contents.by_key:
        return ()
    findings: list[Finding] = []
    taken: set[str] = set()  # keys of the fields that an entry took for its own
    for entry in sorted(table.metadata, key=lambda one: one.fallback):
        if not entry.every[0].choose(contents):
            continue
        is_found = False
        for met in _match_entry(entry, contents):
            if entry.fallback and met[0].root in taken:
                continue
            finding = _make_finding(entry, met, is_document=is_document) if not is_found else None
            if finding is not None:
                is_found = True
                findings.append(finding)
            if is_found:  # the same text in further fields is told once
                taken.update(one.root for one in met)
    return tuple(findings)


def match_manifest(manifest: Manifest, table: FingerprintTable) -> tuple[ManifestMatch, ...]:
    """Match the manifest entries with one manifest's own statements."""
    contents = FieldContents(Field(key, value) for key, value in (*manifest.marks, *_list_signer_texts(manifest)))
    return tuple(
        ManifestMatch(entry.name, entry.title, entry.claim, entry.code)
        for entry in table.manifest
        if any(_match_entry(entry, contents))
    )


def _list_signer_texts(manifest: Manifest) -> Iterable[tuple[str, str]]:
    # a name in a certificate says nothing; the product does, which the list that vouches for it knows by both names
    return (("signer:product", manifest.product),) if manifest.product else ()


def _match_entry(entry: Fingerprint, contents: FieldContents) -> Iterator[tuple[Content, ...]]:
    """Yield what the entry's conditions meet, in their order: each that meets the first, with the others' first."""
    first, *others = entry.every
    rest: tuple[Content, ...] | None = None
    for content in first.find_in(contents):
        if rest is None:
            met = [next(condition.find_in(contents), None) for condition in others]
            if None in met or any(True for condition in entry.unless for _ in condition.find_in(contents)):
                return
            rest = tuple(one for one in met if one is not None)
        yield (content, *rest)


def _make_finding(entry: Fingerprint, met: tuple[Content, ...], *, is_document: bool) -> Finding | None:
    field = met[0].field
    place = field.where or field.key
    facts = _collect_facts(entry, tuple(one.field for one in met))
    code, claim, strength = entry.code, entry.claim, entry.strength
    if entry.settings is not None:
        generation = entry.settings(field.value)
        if generation is None:
            return None
        code, claim, strength = _KINDS[generation.kind]
        facts += tuple((name, text[: limits.FACT_CHARACTERS]) for name, text in generation.facts())
    is_quoted = is_document or FieldRole.DOCUMENT in find_role(met[0].root)
    if is_quoted and entry.every[0].holds in _FORMS and claim is not OriginClaim.NONE:
        code, claim, strength = _KINDS[WorkKind.UNCLEAR]
    return Finding(code, READER, claim, strength, place, facts)


def _collect_facts(entry: Fingerprint, met: tuple[Field, ...]) -> tuple[tuple[str, str], ...]:
    field = met[0]
    excerpt = field.value[:EXCERPT_CHARACTERS]
    match entry.code:
        case "metadata.source_type":
            return (("source_type", take_last_segment(excerpt)), ("property", field.key))
        case "metadata.credit":
            return (("credit", excerpt), ("provider", entry.title))
        case "metadata.platform_label" | "metadata.platform_label_uploader" | "metadata.platform_label_platform":
            return (("platform", entry.title), ("excerpt", excerpt))
        case _:
            generator = "" if entry.unnamed else _choose_title(entry, met)
            return (("fingerprint", entry.name), ("generator", generator), ("excerpt", excerpt))


def _choose_title(entry: Fingerprint, met: tuple[Field, ...]) -> str:
    """Choose the entry's title, or the name that a pattern's group `name` took out of the field that it met."""
    for condition, field in zip(entry.every, met, strict=True):
        if condition.pattern is not None and "(?P<name>" in condition.pattern:
            match = compile_pattern(condition.pattern).search(field.value[: limits.MATCHED_CHARACTERS])
            if match and match["name"]:
                return match["name"]
    return entry.title
