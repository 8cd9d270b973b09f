"""What a person is shown of one report, and in which order, before it becomes text or HTML.

Every string in it is in the person's language and went through `plain`; no view reads the report itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from verify.model import Finding, Ingredient, OriginClaim, Picture, Report, Strength
from verify.report import report_facts
from verify.report.history.graph import StoryStep, fold_story, story
from verify.report.label_card import label_card
from verify.report.places import Mark, marks
from verify.report.words import badges, fetched, places, readers
from verify.report.words.cards import finding_cards, found_record, history
from verify.report.words.cards import label_card as label_card_words
from verify.report.words.cards import parts as parts_words
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_time
from verify.report.words.types import Answer, Badge, FindingWords, LabelCardWords, NodeWords, Step
from verify.report.words.untrusted import plain
from verify.report.words.verdict import absence as absence_words
from verify.report.words.verdict import elsewhere as elsewhere_words
from verify.report.words.verdict import not_checked as not_checked_words
from verify.report.words.verdict.answer import answer

Rows = tuple[tuple[str, str], ...]  # (caption, text)

_FACT_CHARACTERS = 1_000
_ALIKE = 4  # findings that are told by one card


class Card(Struct, frozen=True):
    """One finding; `badge` is None where it makes no claim and has no strength to speak of."""

    badge: Badge | None
    words: FindingWords
    where: str  # for anybody
    place: str  # the same in the terms of the format
    views: tuple[Picture, ...] = ()  # to lay side by side: another picture, and this one
    other: str = "view_kept"  # what the other one is: `window.…`


class StoryNode(Struct, frozen=True):
    """One step of the story with its words and, where the file has one, its thumbnail."""

    step: StoryStep
    words: NodeWords
    picture: Picture | None


class MarkWords(Struct, frozen=True):
    """Something that is framed or timed, and its line of words."""

    mark: Mark
    caption: str


class FieldGroup(Struct, frozen=True):
    """Fields of one kind under their heading, as (name, value, place)."""

    heading: str
    fields: tuple[tuple[str, str, str], ...]


class Panel(Struct, frozen=True):
    """One screen, read from top to bottom."""

    name: str
    answer: Answer
    traces: tuple[str, ...]  # what in this very file explains that nothing carries an answer
    absence: tuple[str, ...]  # why there may be nothing; empty where something carries an answer
    elsewhere: tuple[Step, ...]  # pages of others that can look where Whence cannot
    story: tuple[StoryNode, ...]
    reasons: tuple[Card, ...]
    doubts: tuple[Card, ...]
    remembered: tuple[Card, ...]  # hints from the memory, which took no part in the answer
    found_elsewhere: tuple[Card, ...]  # what a resolver gave for a code of this file; no part of the answer either
    also_found: tuple[Card, ...]
    parts: tuple[str, ...]  # what the files inside say, a line each
    label_card: LabelCardWords | None  # None where nothing in the file speaks of AI
    looked_at_by: tuple[str, ...]  # how each check fared that is not told in `not_checked`
    not_checked: tuple[str, ...]
    checks: str  # both in one line
    fields: tuple[FieldGroup, ...]
    file: Rows
    check: Rows
    preview: Picture | None
    marks: tuple[MarkWords, ...]  # what sits at a place in the preview or at a time
    always: str


def panel(report: Report, translator: Translator, field_characters: int) -> Panel:
    """Fill the panel of a report; of each field at most `field_characters` are shown.

    With 0 it holds neither fields nor story, for a view that makes these itself.
    """
    verdict = report.verdict
    indices = {*verdict.reasons, *verdict.doubts}
    rest = [index for index in range(len(report.findings)) if index not in indices]
    from_memory = tuple(index for index in rest if report.findings[index].code.startswith(report_facts.MEMORY))
    pictures = {picture.name: picture for picture in report.pictures}
    left_open = not_checked_words.not_checked(translator, report)
    steps = fold_story(story(report.record)) if field_characters else ()
    return Panel(
        name=plain(report.file.name),
        answer=answer(translator, report),
        traces=absence_words.traces(translator, report),
        absence=absence_words.absence(translator, report),
        elsewhere=elsewhere_words.elsewhere(translator, report),
        story=tuple(_node(step, report, translator, pictures) for step in steps),
        reasons=_cards(_order_reasons(report), report, translator),
        doubts=_cards(verdict.doubts, report, translator),
        remembered=_cards(from_memory, report, translator),
        found_elsewhere=_found_elsewhere(report, translator, pictures.get("preview")),
        also_found=_fold_cards(
            tuple(report.findings[index] for index in rest if index not in from_memory), report, translator
        ),
        parts=parts_words.part_lines(translator, report),
        label_card=label_card_words.label_card_words(translator, report) if label_card(report).labelled else None,
        looked_at_by=tuple(said for said in readers.reading_sentences(translator, report) if said not in left_open),
        not_checked=left_open,
        checks=not_checked_words.count_checks(translator, report, len(left_open)),
        fields=_groups(report, translator, field_characters) if field_characters else (),
        file=_file_facts(report, translator),
        check=_check_facts(report, translator),
        preview=pictures.get("preview"),
        marks=tuple(MarkWords(mark, finding_cards.mark_caption(translator, mark)) for mark in marks(report)),
        always=translator.text("window.always"),
    )


def _order_reasons(report: Report) -> tuple[int, ...]:
    """Put what says how it was made before what says who signed it."""
    reasons = (index for index in report.verdict.reasons if 0 <= index < len(report.findings))
    return tuple(sorted(reasons, key=lambda index: report.findings[index].claim is OriginClaim.NONE))


def _node(step: StoryStep, report: Report, translator: Translator, pictures: dict[str, Picture]) -> StoryNode:
    manifest, ingredient = step.manifest, step.ingredient or Ingredient("", "")
    words = (
        history.node_words(translator, manifest, report.record) if manifest else _without_record(ingredient, translator)
    )
    if step.times > 1:
        words = history.repeat_words(translator, words, step.times)
    thumbnail = (manifest.thumbnail if manifest else "") or ingredient.thumbnail
    return StoryNode(step, words, pictures.get(thumbnail))


def _without_record(ingredient: Ingredient, translator: Translator) -> NodeWords:
    """Describe an ingredient without a manifest: only what the step that used it says of it."""
    return NodeWords(
        title=plain(ingredient.title or ingredient.media_type),
        signer="",
        state=translator.text("window.no_own_record"),
        what=history.source_type_name(translator, ingredient.source_type) if ingredient.source_type else "",
        relation=translator.term("terms.relations", ingredient.relation),
    )


def _cards(indices: tuple[int, ...], report: Report, translator: Translator) -> tuple[Card, ...]:
    findings = (report.findings[index] for index in indices if 0 <= index < len(report.findings))
    return tuple(_card(finding, report, translator) for finding in findings)


def _fold_cards(findings: tuple[Finding, ...], report: Report, translator: Translator) -> tuple[Card, ...]:
    """Make one card of findings that mean the same, such as two time stamps: what differs is told side by side."""
    groups: list[list[Card]] = []
    open_groups: dict[object, list[Card]] = {}
    for finding in findings:
        card = _card(finding, report, translator)
        alike = (finding.code, card.badge, card.words.meaning, card.words.limits)
        group = open_groups.get(alike)
        if group is None or card.views or len(group) == _ALIKE:
            group = open_groups[alike] = []
            groups.append(group)
        group.append(card)
    return tuple(cards[0] if len(cards) == 1 else _join_cards(cards, translator) for cards in groups)


def _join_cards(cards: list[Card], translator: Translator) -> Card:
    words = [card.words for card in cards]

    def differing(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, texts)))

    return replace(
        cards[0],
        words=replace(
            words[0],
            title=translator.separate(*differing(each.title for each in words)),
            found=translator.join(*differing(each.found for each in words)),
            technical=translator.separate(*differing(each.technical for each in words)),
        ),
        where=translator.separate(*differing(card.where for card in cards)),
        place=translator.separate(*differing(card.place for card in cards)),
    )


def _card(finding: Finding, report: Report, translator: Translator) -> Card:
    speaks = finding.claim is not OriginClaim.NONE or finding.strength is not Strength.HINT
    badge = badges.badge(translator, finding.strength) if speaks else None
    names = finding.fact("views").split(",") if finding.code.startswith(report_facts.MEMORY) else []
    views = tuple(picture for name in names for picture in report.pictures if picture.name == name)
    remark = places.outside_signature(translator, report, finding.where)
    where, place = (
        ", ".join(filter(None, (said, remark)))
        for said in (
            places.place_in_history(translator, finding, report),
            places.finding_place(translator, finding),
        )
    )
    words = finding_cards.report_finding_words(translator, finding, report)
    return Card(badge, words, where, place, views if len(views) == 2 else ())


def _found_elsewhere(report: Report, translator: Translator, preview: Picture | None) -> tuple[Card, ...]:
    if report.search is None:
        return ()
    cards = []
    for words, record in found_record.describe_search(translator, report.search):
        picture = record.checked.picture if record and record.checked else None
        views = (picture, preview) if picture and preview else ()
        cards.append(Card(None, words, "", "", views, "view_found"))
    return tuple(cards)


def _groups(report: Report, translator: Translator, characters: int) -> tuple[FieldGroup, ...]:
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for field in report.fields:
        name = plain(field.key.partition(":")[2] or field.key)
        remark = places.outside_signature(translator, report, field.where)
        row = (
            f"{name} ({remark})" if remark else name,
            plain(field.value, characters),
            places.place(translator, field.where),
        )
        groups.setdefault(badges.field_group(translator, field.key), []).append(row)
    return tuple(FieldGroup(heading, tuple(items)) for heading, items in groups.items())


def _file_facts(report: Report, translator: Translator) -> Rows:
    file = report.file
    rows = (
        ("file_path", file.path),
        ("file_size", f"{file.size:,}".replace(",", "\u00a0") if file.size else ""),
        ("file_type", file.media_type),
        ("file_hash", file.sha256),
    )
    return (
        *((translator.text(f"window.{key}"), plain(value, _FACT_CHARACTERS)) for key, value in rows if value),
        *fetched.describe_fetch(translator, file.fetched_from),
    )


def _check_facts(report: Report, translator: Translator) -> Rows:
    run = report.run
    engines = (f"{name} {version}" for name, version in run.engines)
    rows = (
        ("checked_at", say_time(translator, run.checked_at) if translator.local else run.checked_at),
        ("version", ", ".join(filter(None, (run.whence, *engines)))),
        *(("trust_list", f"{trust_list.name} ({trust_list.date})") for trust_list in run.lists),
        ("network", translator.text(f"window.{'network_used' if run.network else 'network_unused'}")),
    )
    return tuple((translator.text(f"window.{key}"), plain(value, _FACT_CHARACTERS)) for key, value in rows if value)
