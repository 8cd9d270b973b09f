"""Turns codes into whole sentences in the user's language: the one place where Whence speaks.

It computes nothing about a file and adds nothing to a verdict; facts out of files enter through `plain`.
"""

from __future__ import annotations

from verify.model import (
    Action,
    Finding,
    Ingredient,
    Manifest,
    Problem,
    Reading,
    Record,
    RecordState,
    Report,
    Standing,
    Strength,
    TrustListFacts,
)
from verify.report.history.graph import Step as GraphStep
from verify.report.places import Mark
from verify.report.words import (
    badges,
    comparison,
    finding_cards,
    graph,
    history,
    places,
    readers,
    regions,
    signer,
    terms,
)
from verify.report.words import (
    label_card as wording_label_card,
)
from verify.report.words.cards import coverage
from verify.report.words.catalogue import LANGUAGES
from verify.report.words.commands import library, problems
from verify.report.words.comparison import Compared
from verify.report.words.types import (
    AlarmWords,
    Badge,
    FindingWords,
    LabelCardWords,
    NodeWords,
    Step,
    StepWords,
)
from verify.report.words.untrusted import plain
from verify.report.words.verdict import (
    absence as wording_absence,
)
from verify.report.words.verdict import (
    alarms as wording_alarms,
)
from verify.report.words.verdict import (
    headline as wording_headlines,
)
from verify.report.words.verdict import (
    next_steps as wording_steps,
)
from verify.report.words.verdict import (
    not_checked as wording_unchecked,
)
from verify.report.words.verdict import (
    remarks as wording_remarks,
)
from verify.report.words.verdict import (
    standing as wording_standings,
)
from verify.report.words.verdict import (
    summary as wording_summaries,
)
from verify.report.words.verdict import (
    unsigned as wording_unsigned,
)
from verify.report.words.window.labels import FixedTexts

__all__ = ["LANGUAGES", "AlarmWords", "Badge", "Compared", "FindingWords", "NodeWords", "Step", "Wording"]


class Wording(FixedTexts):
    """Everything that Whence says, in one language (`en` or `zh_CN`; other names fall to the nearest)."""

    def headline(self, report: Report) -> str:
        """Conclusion × standing in one line; only a confirmed record asserts."""
        return wording_headlines.headline(self._speech, report)

    def standing(self, report: Report) -> str:
        """One sentence or two: who or what carries the headline."""
        return wording_standings.standing(self._speech, report)

    def summary(self, report: Report) -> str:
        """Two or three sentences for somebody who reads nothing else."""
        return wording_summaries.summary(self._speech, report)

    def says_who(self, report: Report) -> str:
        """The signer, when, and the list that vouches; empty where nobody signed."""
        return signer.says_who(self._speech, report)

    def remarks(self, report: Report) -> tuple[str, ...]:
        """What the answer must not leave out: contradiction, missing history, what the signature does not cover."""
        return wording_remarks.remarks(self._speech, report)

    def unsigned(self, report: Report) -> str:
        """Camera, time, place and program that the file names without a signature, in one line; may be empty."""
        return wording_unsigned.unsigned(self._speech, report)

    def alarms(self, report: Report) -> tuple[AlarmWords, ...]:
        """What must not be overlooked, in the verdict's order."""
        return tuple(
            AlarmWords(alarm, wording_alarms.alarm_sentence(self._speech, alarm, report))
            for alarm in report.verdict.alarms
        )

    def next_steps(self, report: Report) -> tuple[Step, ...]:
        """Two or three things that a person can do."""
        return wording_steps.next_steps(self._speech, report)

    def absence(self, report: Report) -> tuple[str, ...]:
        """Why there may be nothing in a file; empty where something was found that carries an answer."""
        return wording_absence.absence(self._speech, report)

    def elsewhere(self, report: Report) -> tuple[Step, ...]:
        """Pages of others that can look where Whence cannot, where nothing was found."""
        return wording_absence.elsewhere(self._speech, report)

    def finding(self, finding: Finding) -> FindingWords:
        """The card of one finding."""
        return finding_cards.finding_words(self._speech, finding)

    def mark(self, mark: Mark) -> str:
        """What is framed or timed, and where or when, in one line."""
        return regions.caption(self._speech, mark, self.finding(mark.finding).title)

    def compared(self, found: Compared | None) -> str:
        """What a comparison of two pictures shows."""
        return comparison.compared(self._speech, found)

    def recorded_picture(self, state: RecordState) -> str:
        """What a picture is worth that lies in a record in this state."""
        return comparison.recorded_picture(self._speech, (state,))

    def comparison_limits(self, states: tuple[RecordState, ...], *, exif: bool, other: bool) -> tuple[str, ...]:
        """What a comparison of two pictures cannot show."""
        return comparison.limits(self._speech, states, exif=exif, other=other)

    def finding_place(self, finding: Finding) -> str:
        """Where a finding sits, in words; empty where it names no place."""
        return places.finding_place(self._speech, finding)

    def not_covered(self, report: Report, where: str) -> str:
        """That a place lies outside what the record's hash covers; empty where it does not, or where no hash fits."""
        return self.label("outside_signature") if coverage.lies_outside(report, where) else ""

    def place(self, where: str) -> str:
        """The place of a field, in words."""
        return places.place(self._speech, where)

    def label_card(self, report: Report) -> LabelCardWords:
        """What the file states about AI, in one table for any law, and which lines are asked for."""
        return wording_label_card.label_card_words(self._speech, report)

    def badge(self, kind: Strength | Standing) -> Badge:
        """Shape and word of a strength or a standing."""
        return badges.badge(self._speech, kind)

    def verdict_badge(self, report: Report) -> Badge:
        """Shape and word of what carries the whole answer."""
        return badges.verdict_badge(self._speech, report)

    def short(self, report: Report) -> str:
        """About three words for the list of files."""
        return badges.short(self._speech, report)

    def reader(self, name: str) -> str:
        """A reader's name for people."""
        return plain(readers.reader_name(self._speech, name))

    def reading(self, reading: Reading, report: Report) -> str:
        """One sentence: found n, found nothing, or not checked because."""
        return readers.reading_sentence(self._speech, reading, report)

    def looked_at_by(self, report: Report) -> tuple[str, ...]:
        """How all readers fared, each a sentence; those that have no say in such a file share the last one."""
        return readers.reading_sentences(self._speech, report)

    def not_checked(self, report: Report) -> tuple[str, ...]:
        """What this check leaves open, each a sentence: what was not looked at, and what nobody can check offline."""
        return wording_unchecked.not_checked(self._speech, report)

    def problem(self, problem: Problem) -> str:
        """Why something could not be read or checked, as a sentence."""
        return self._speech.say(problems.PROBLEMS[problem])

    def manifest(self, manifest: Manifest, record: Record) -> NodeWords:
        """One node of the history."""
        return history.node_words(self._speech, manifest, record)

    def step(self, step: GraphStep, record: Record) -> StepWords:
        """One step of the history's graph."""
        return graph.step_words(self._speech, step, record)

    def fold(self, steps: tuple[GraphStep, ...], record: Record) -> StepWords:
        """Several steps of the graph that are alike, as one line."""
        return graph.fold_words(self._speech, steps, record)

    def ingredient(self, ingredient: Ingredient) -> NodeWords:
        """One node of the history that has no record of its own: only what the step above it says of it."""
        return history.flat_words(self._speech, ingredient)

    def action(self, action: Action) -> str:
        """One step of a manifest's history, as the record states it."""
        return history.action_words(self._speech, action)

    def source_type(self, value: str) -> str:
        """A digital source type in words, or as written."""
        return plain(terms.source_type_name(self._speech, value))

    def relation(self, relation: str) -> str:
        """How an ingredient belongs to the file, or the relation as written."""
        return plain(terms.term(self._speech, terms.RELATIONS, relation))

    def signal(self, name: str) -> str:
        """A signal of the official rubric in words, or as written."""
        return plain(terms.term(self._speech, terms.SIGNALS, name))

    def state(self, record: Record) -> str:
        """The state of a record in one sentence that also says what it does not mean."""
        return history.record_state(self._speech, record.state)

    def field_group(self, key: str) -> str:
        """The heading under which a field with this key is listed."""
        return plain(badges.field_group(self._speech, key))

    def trust_list(self, facts: TrustListFacts, old_days: int) -> str:
        """Who stands on a list and of when it is; also its age, where it is so old that it matters (else 0)."""
        return library.trust_list(self._speech, facts, old_days)

    def renewal(self, name: str, certificates: int) -> str:
        """That a list was fetched."""
        return self._speech.count(library.RENEWED, certificates, list=name)

    def not_renewed(self, name: str, problem: str, detail: str) -> str:
        """That a list was not fetched, and why."""
        reason = self.library_problem(problem, detail)
        return self._speech.say(library.NOT_RENEWED, list=name, reason=reason)

    def hosts_asked(self, hosts: tuple[str, ...]) -> str:
        """Whom a renewal of the lists asks, and what they learn."""
        return library.hosts_asked(self._speech, hosts)

    def anchor_added(self, facts: TrustListFacts) -> str:
        """That a certificate of the user's own takes part from now on."""
        return self._speech.count(library.ADDED, facts.certificates, list=facts.name)

    def library_problem(self, problem: str, detail: str) -> str:
        """Why a list was not taken, found or fetched."""
        return library.library_problem(self._speech, problem, detail)

    def label(self, key: str, **facts: str) -> str:
        """A fixed text of the interface with its facts, if it has any. Raises KeyError for an unknown key."""
        return badges.label(self._speech, key, **facts)
