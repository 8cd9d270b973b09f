"""How long an answer is: its first screen, its page as it opens, and not one sentence twice on it.

Held over all samples, with and without their anchor, and over made reports of every standing, conclusion and state.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace

from tests.build import example_reports, plain_reports
from tests.build.reports import CAMERA, KNOWN, STRANGER, examples, known_examples, manifest, report
from verify.features.teaching import samples
from verify.inspection.inspect import inspect
from verify.model import Conclusion, Options, Record, RecordState, Report, Standing, TrustList, Verdict
from verify.report.formats import html as page
from verify.report.formats.text import text
from verify.report.words.catalogue import LANGUAGES, Translator
from verify.report.words.verdict.answer import answer
from verify.store.trust.store import TrustStore

# words; of Chinese the characters, a foreign word or a number as one
FIRST_SCREEN: Final = {"en": 60, "zh_CN": 100}
PAGE: Final = {"en": 250, "zh_CN": 420}
ONE_LINE: Final = {"en": 35, "zh_CN": 60}  # the longest of the four: two names and what each says
SHORTEST: Final = {"en": 6, "zh_CN": 10}  # of what counts as a sentence and not as a name
READERS: Final = ("c2pa", "exif", "xmp", "iptc", "text_chunks", "c2pa_content")

_FOLDED: Final = re.compile(r"<details[^>]*>(?:(?!<details|</details>).)*</details>", re.DOTALL)
_BADGE: Final = re.compile(r'<span class="badge[^"]*">.*?</span>')  # stands beside each card, as on the pill
_SUMMARY: Final = re.compile(r"<summary>(.*?)</summary>", re.DOTALL)
_NO_TEXT: Final = re.compile(r"<style>.*?</style>|<title>.*?</title>", re.DOTALL)


def length(said: str, language: str) -> int:
    """Count what a person reads; an address is looked at and not read."""
    said = re.sub(r"https://\S+", "", said)
    if language == "en":
        return len(re.findall(r"[\w’'][\w.’'-]*", said))
    return len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z0-9][\w.’'-]*", said))


def opened(shown: str) -> str:
    """The text of a page whose folds are closed: of each the heading only."""
    shown = _NO_TEXT.sub("", shown)
    while match := _FOLDED.search(shown):
        heading = _SUMMARY.search(match.group())
        shown = f"{shown[: match.start()]} {heading.group(1) if heading else ''} {shown[match.end() :]}"
    return plain(shown)


def plain(shown: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "\n", _NO_TEXT.sub("", shown)))


def sentences(said: str, language: str) -> list[str]:
    parts = re.split(r"(?<=[.!?])\s+|[。！？]|\n", said)
    return [part.strip() for part in parts if length(part, language) >= SHORTEST[language]]


def made() -> Iterator[tuple[str, Report]]:
    """Reports of every kind that the code can be handed, with the name of each."""
    yield from {**examples(), **known_examples()}.items()
    for name in ("full", "nothing", "unreadable"):
        yield f"example {name}", getattr(example_reports, name)()
    for name in ("ai_edit", "remote", "listed", "hostile"):
        yield f"plain {name}", getattr(plain_reports, name)()
    for standing in Standing:
        for conclusion in Conclusion:
            signer = {Standing.KNOWN: KNOWN, Standing.UNCONFIRMED: STRANGER}.get(standing, CAMERA)
            record = Record(RecordState.TRUSTED, manifests=(manifest(RecordState.TRUSTED, signer),))
            signed = standing in (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED, Standing.BROKEN)
            verdict = Verdict(conclusion, standing, by=signer.name)
            yield f"{conclusion}, {standing}", report(verdict, (), record if signed else Record())
    for state in RecordState:
        altered = examples()["altered photo"]
        yield f"state {state}", replace(altered, record=replace(altered.record, state=state))


@pytest.fixture(scope="module")
def told(samples_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Report]]:
    """All reports that the budgets are held over."""
    store = TrustStore(tmp_path_factory.mktemp("anchored"))
    bare = store.lists()
    store.add(samples_folder / samples.ANCHOR, date(2026, 9, 24))

    def look(name: str, trust: tuple[TrustList, ...]) -> Report:
        options = Options(datetime.now(UTC), readers=READERS, trust=trust, previews=False)
        return inspect(samples_folder / name, options)

    return [
        *made(),
        *(
            (f"{one.file}, {kind}", look(one.file, lists))
            for one in samples.read_samples()
            for kind, lists in (("anchor", store.lists()), ("no anchor", bare))
        ),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_is_short(told: list[tuple[str, Report]], language: str) -> None:
    long = []
    for name, each in told:
        said = answer(Translator(language), each)
        facts = said.facts.line if said.facts else ""
        lines = (said.headline, said.according_to, said.standing, said.summary)
        whole = length(" ".join((*lines, *said.warnings, facts)), language)
        if whole > FIRST_SCREEN[language] or max(length(line, language) for line in lines) > ONE_LINE[language]:
            long.append((name, whole, lines))
    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_opens_short(told: list[tuple[str, Report]], language: str) -> None:
    wording = Translator(language)
    long = []
    for name, each in told:
        views = {
            "text": text(each, wording, 100, terminal=True),
            "html": opened(page.html((each,), wording)),
        }
        long += [
            (name, view, length(said, language))
            for view, said in views.items()
            if length(said, language) > PAGE[language]
        ]
    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_twice_on_a_page(told: list[tuple[str, Report]], language: str) -> None:
    wording = Translator(language)
    twice = []
    for name, each in told:
        sure = answer(wording, each).how_sure
        unfolded = "\n".join((*sure.case, *sure.notes, *(row.who_can_forge for row in sure.scale), *sure.always))
        for view in (text(each, wording, 10_000), f"{opened(_BADGE.sub('', page.html((each,), wording)))}\n{unfolded}"):
            counted = Counter(sentences(view, language))
            twice += [(name, sentence) for sentence, number in counted.items() if number > 1]
    assert twice == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_sure_is_this_says_the_files_own_case_in_three_sentences(
    told: list[tuple[str, Report]], language: str
) -> None:
    for name, each in told:
        sure = answer(Translator(language), each).how_sure
        assert 1 <= len(sure.case) <= 3, name
        assert len(sure.scale) == len(Standing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_standing_and_state_has_its_sign_and_no_false_words(
    told: list[tuple[str, Report]], language: str
) -> None:
    wording = Translator(language)
    words = {standing: wording.text(f"verdict.standing.{standing}") for standing in Standing}
    for name, each in told:
        said = answer(wording, each)
        standing = each.verdict.standing
        others = {word for other, word in words.items() if other is not standing}
        assert said.standing not in others or each.file.problem, name
        if words[Standing.NONE] == said.standing:
            assert not each.record.manifests, name
            assert standing is Standing.NONE, name
        if each.record.state in (RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED):
            assert words[Standing.CONFIRMED] != said.standing or standing is Standing.CONFIRMED, name
