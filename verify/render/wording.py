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
    Report,
    Standing,
    Strength,
)
from verify.render.speech import Speech
from verify.render.words import AlarmWords, Badge, FindingWords, NodeWords, Step

__all__ = ["AlarmWords", "Badge", "FindingWords", "NodeWords", "Step", "Wording"]


class Wording:
    """Everything that Whence says, in one language (`en` or `zh_CN`; other names fall to the nearest)."""

    def __init__(self, language: str) -> None:
        self._speech = Speech(language)
        self.language = self._speech.language

    def headline(self, report: Report) -> str:
        """Conclusion × standing in one line; only a confirmed record asserts."""
        return f"{report.verdict.conclusion} / {report.verdict.standing}"

    def standing(self, report: Report) -> str:
        """One sentence or two: who or what carries the headline."""
        return str(report.verdict.standing)

    def summary(self, report: Report) -> str:
        """Two or three sentences for somebody who reads nothing else."""
        return self.headline(report)

    def says_who(self, report: Report) -> str:
        """The signer, when, and the list that vouches; empty where nobody signed."""
        return report.verdict.by

    def alarms(self, report: Report) -> tuple[AlarmWords, ...]:
        """What must not be overlooked, in the verdict's order."""
        return tuple(AlarmWords(alarm, str(alarm)) for alarm in report.verdict.alarms)

    def next_steps(self, report: Report) -> tuple[Step, ...]:
        """Two or three things that a person can do."""
        return ()

    def finding(self, finding: Finding) -> FindingWords:
        """The card of one finding."""
        return FindingWords(finding.code, finding.code, "", "")

    def badge(self, kind: Strength | Standing) -> Badge:
        """Shape and word of a strength or a standing."""
        return Badge("–", str(kind))

    def short(self, report: Report) -> str:
        """About three words for the list of files."""
        return str(report.verdict.conclusion)

    def reader(self, name: str) -> str:
        """A reader's name for people."""
        return name

    def reading(self, reading: Reading, report: Report) -> str:
        """One sentence: found n, found nothing, or not checked because."""
        return reading.reader

    def not_checked(self, report: Report) -> tuple[str, ...]:
        """What this check leaves open, each a sentence: what nobody can check offline, and what was not looked at."""
        return ()

    def problem(self, problem: Problem) -> str:
        """Why something could not be read or checked, as a sentence."""
        return str(problem)

    def manifest(self, manifest: Manifest, record: Record) -> NodeWords:
        """One node of the history."""
        return NodeWords(manifest.title, manifest.signer.name if manifest.signer else "", str(manifest.state), "", "")

    def ingredient(self, ingredient: Ingredient) -> NodeWords:
        """One node of the history that has no record of its own: only what the step above it says of it."""
        return NodeWords(ingredient.title, "", "", ingredient.source_type, ingredient.relation)

    def action(self, action: Action) -> str:
        """One step of a manifest's history."""
        return action.name

    def source_type(self, value: str) -> str:
        """A digital source type in words."""
        return value

    def state(self, record: Record) -> str:
        """The state of a record in one sentence that also says what it does not mean."""
        return str(record.state)

    def field_group(self, key: str) -> str:
        """The heading under which a field with this key is listed."""
        return key.partition(":")[0]

    def always(self) -> str:
        """The small line that is always there."""
        return self._speech.say("Whence reads what a file carries. It does not judge whether what it shows is true.")

    def label(self, key: str) -> str:
        """A fixed text of the interface. Raises KeyError for a key that does not exist.

        The renders ask for: next_steps, story, told_above, why, against, also_seen, looked_by, not_checked, fields,
        file, found, means, does_not_prove, place, size, media_type, sha256, checked_at, checked_with, trust_lists,
        network, network_used, network_unused, report, preview_of, step_picture.
        """
        return key
