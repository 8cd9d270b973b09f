"""Which cards a report has, and in which order."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.build import plain_reports
from verify.model import Finding, OriginClaim, Report, Strength, Verdict
from verify.report.panel import panel
from verify.report.words.catalogue import Translator

WORDINGS = (Translator("en"), Translator("zh_CN"))
STAMP = Finding("record.watermarked", "c2pa", facts=(("description", "Added visible watermark"),))
OTHER = replace(STAMP, facts=(("description", "Applied imperceptible SynthID watermark"),), where="urn:b/c2pa.actions")


def with_findings(*findings: Finding) -> Report:
    return replace(plain_reports.nothing(), findings=findings)


@pytest.mark.parametrize("translator", WORDINGS)
def test_findings_that_mean_the_same_share_a_card_which_says_each_of_them_once(translator: Translator) -> None:
    (card,) = panel(with_findings(STAMP, OTHER, STAMP), translator, 0).also_found
    single = [panel(with_findings(each), translator, 0).also_found[0] for each in (STAMP, OTHER)]
    assert card.words.title == single[0].words.title
    assert card.words.meaning == single[0].words.meaning
    for each in single:
        assert card.words.found.count(each.words.found) == 1
        assert each.where in card.where
        assert each.place in card.place


def test_a_card_takes_up_few_of_them_and_the_rest_begins_another() -> None:
    many = [replace(STAMP, facts=(("description", f"step {n}"),)) for n in range(9)]
    cards = panel(with_findings(*many), WORDINGS[0], 0).also_found
    assert len(cards) == 3
    said = " ".join(card.words.found for card in cards)
    assert all(f"step {n}" in said for n in range(9))


def test_what_says_how_it_was_made_comes_before_what_says_who_signed_it() -> None:
    state = Finding("record.expired", "c2pa", strength=Strength.UNCONFIRMED, facts=(("signer", "Example"),))
    origin = Finding(
        "record.origin", "c2pa", OriginClaim.AI_GENERATED, Strength.UNCONFIRMED, facts=(("signer", "Example"),)
    )
    report = replace(with_findings(state, origin), verdict=Verdict(reasons=(0, 1)))
    titles = [card.words.title for card in panel(report, WORDINGS[0], 0).reasons]
    reversed_titles = [
        card.words.title for card in panel(replace(report, findings=(origin, state)), WORDINGS[0], 0).reasons
    ]
    assert titles == reversed_titles
    assert titles[0] == panel(with_findings(origin), WORDINGS[0], 0).also_found[0].words.title
