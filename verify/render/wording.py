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
from verify.render import (
    wording_absence,
    wording_alarms,
    wording_compare,
    wording_coverage,
    wording_findings,
    wording_graph,
    wording_headlines,
    wording_history,
    wording_label_card,
    wording_labels,
    wording_library,
    wording_names,
    wording_places,
    wording_problems,
    wording_readers,
    wording_regions,
    wording_remarks,
    wording_signers,
    wording_standings,
    wording_steps,
    wording_summaries,
    wording_unchecked,
    wording_unsigned,
)
from verify.render.labels_window import FixedTexts
from verify.render.places import Mark
from verify.render.plain import plain
from verify.render.speech import LANGUAGES
from verify.render.story_graph import Step as GraphStep
from verify.render.wording_compare import Compared
from verify.render.words import AlarmWords, Badge, FindingWords, LabelCardWords, NodeWords, Step, StepWords

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
        return wording_signers.says_who(self._speech, report)

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
        return wording_findings.finding_words(self._speech, finding)

    def mark(self, mark: Mark) -> str:
        """What is framed or timed, and where or when, in one line."""
        return wording_regions.caption(self._speech, mark, self.finding(mark.finding).title)

    def compared(self, found: Compared | None) -> str:
        """What a comparison of two pictures shows."""
        return wording_compare.compared(self._speech, found)

    def recorded_picture(self, state: RecordState) -> str:
        """What a picture is worth that lies in a record in this state."""
        return wording_compare.recorded_picture(self._speech, (state,))

    def comparison_limits(self, states: tuple[RecordState, ...], *, exif: bool, other: bool) -> tuple[str, ...]:
        """What a comparison of two pictures cannot show."""
        return wording_compare.limits(self._speech, states, exif=exif, other=other)

    def finding_place(self, finding: Finding) -> str:
        """Where a finding sits, in words; empty where it names no place."""
        return wording_places.finding_place(self._speech, finding)

    def not_covered(self, report: Report, where: str) -> str:
        """That a place lies outside what the record's hash covers; empty where it does not, or where no hash fits."""
        return self.label("outside_signature") if wording_coverage.lies_outside(report, where) else ""

    def place(self, where: str) -> str:
        """The place of a field, in words."""
        return wording_places.place(self._speech, where)

    def label_card(self, report: Report) -> LabelCardWords:
        """What the file states about AI, in one table for any law, and which lines are asked for."""
        return wording_label_card.label_card_words(self._speech, report)

    def badge(self, kind: Strength | Standing) -> Badge:
        """Shape and word of a strength or a standing."""
        return wording_labels.badge(self._speech, kind)

    def verdict_badge(self, report: Report) -> Badge:
        """Shape and word of what carries the whole answer."""
        return wording_labels.verdict_badge(self._speech, report)

    def short(self, report: Report) -> str:
        """About three words for the list of files."""
        return wording_labels.short(self._speech, report)

    def reader(self, name: str) -> str:
        """A reader's name for people."""
        return plain(wording_readers.reader_name(self._speech, name))

    def reading(self, reading: Reading, report: Report) -> str:
        """One sentence: found n, found nothing, or not checked because."""
        return wording_readers.reading_sentence(self._speech, reading, report)

    def looked_at_by(self, report: Report) -> tuple[str, ...]:
        """How all readers fared, each a sentence; those that have no say in such a file share the last one."""
        return wording_readers.reading_sentences(self._speech, report)

    def not_checked(self, report: Report) -> tuple[str, ...]:
        """What this check leaves open, each a sentence: what was not looked at, and what nobody can check offline."""
        return wording_unchecked.not_checked(self._speech, report)

    def problem(self, problem: Problem) -> str:
        """Why something could not be read or checked, as a sentence."""
        return self._speech.say(wording_problems.PROBLEMS[problem])

    def manifest(self, manifest: Manifest, record: Record) -> NodeWords:
        """One node of the history."""
        return wording_history.node_words(self._speech, manifest, record)

    def step(self, step: GraphStep, record: Record) -> StepWords:
        """One step of the history's graph."""
        return wording_graph.step_words(self._speech, step, record)

    def fold(self, steps: tuple[GraphStep, ...], record: Record) -> StepWords:
        """Several steps of the graph that are alike, as one line."""
        return wording_graph.fold_words(self._speech, steps, record)

    def ingredient(self, ingredient: Ingredient) -> NodeWords:
        """One node of the history that has no record of its own: only what the step above it says of it."""
        return wording_history.flat_words(self._speech, ingredient)

    def action(self, action: Action) -> str:
        """One step of a manifest's history, as the record states it."""
        return wording_history.action_words(self._speech, action)

    def source_type(self, value: str) -> str:
        """A digital source type in words, or as written."""
        return plain(wording_names.source_type_name(self._speech, value))

    def relation(self, relation: str) -> str:
        """How an ingredient belongs to the file, or the relation as written."""
        return plain(wording_names.term(self._speech, wording_names.RELATIONS, relation))

    def signal(self, name: str) -> str:
        """A signal of the official rubric in words, or as written."""
        return plain(wording_names.term(self._speech, wording_names.SIGNALS, name))

    def state(self, record: Record) -> str:
        """The state of a record in one sentence that also says what it does not mean."""
        return wording_history.record_state(self._speech, record.state)

    def field_group(self, key: str) -> str:
        """The heading under which a field with this key is listed."""
        return plain(wording_labels.field_group(self._speech, key))

    def trust_list(self, facts: TrustListFacts, old_days: int) -> str:
        """Who stands on a list and of when it is; also its age, where it is so old that it matters (else 0)."""
        return wording_library.trust_list(self._speech, facts, old_days)

    def renewal(self, name: str, certificates: int) -> str:
        """That a list was fetched."""
        return self._speech.count(wording_library.RENEWED, certificates, list=name)

    def not_renewed(self, name: str, problem: str, detail: str) -> str:
        """That a list was not fetched, and why."""
        reason = self.library_problem(problem, detail)
        return self._speech.say(wording_library.NOT_RENEWED, list=name, reason=reason)

    def hosts_asked(self, hosts: tuple[str, ...]) -> str:
        """Whom a renewal of the lists asks, and what they learn."""
        return wording_library.hosts_asked(self._speech, hosts)

    def anchor_added(self, facts: TrustListFacts) -> str:
        """That a certificate of the user's own takes part from now on."""
        return self._speech.count(wording_library.ADDED, facts.certificates, list=facts.name)

    def library_problem(self, problem: str, detail: str) -> str:
        """Why a list was not taken, found or fetched."""
        return wording_library.library_problem(self._speech, problem, detail)

    def label(self, key: str, **facts: str) -> str:
        """A fixed text of the interface with its facts, if it has any. Raises KeyError for an unknown key."""
        return wording_labels.label(self._speech, key, **facts)
