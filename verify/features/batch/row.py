"""What a table says of one file: codes and short texts out of the file. The whole report stays in the journal."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from verify.features.batch.file_key import Source
from verify.model import Alarm, Conclusion, FileFacts, Problem, Report, Standing, Strength, Verdict
from verify.model.forms import PathText, Sha256, Time
from verify.report.report_facts import says_anything

_TEXT_CHARACTERS: Final = 200
_GENERATOR_FACTS: Final = ("generator", "agent", "scheme")  # facts, the most telling first
_NOTABLE: Final = frozenset(
    (Conclusion.AI_GENERATED, Conclusion.AI_EDITED, Conclusion.CONTAINS_AI, Conclusion.DISPUTED)
)


class Row(Struct, frozen=True):
    """One judged file. `generator` and `signer` are untrusted; `at` and `length` say where its report lies."""

    source: Source
    path: PathText
    name: PathText
    size: int
    sha256: Sha256
    problem: Problem | None
    conclusion: Conclusion
    standing: Standing
    alarms: tuple[Alarm, ...]
    generator: str
    signer: str
    checked_at: Time
    traces: bool = False  # something was found, although it may settle nothing
    at: int = 0
    length: int = 0

    @property
    def is_notable(self) -> bool:
        """Whether somebody who waits for it should be told: AI, a broken record, or marks that contradict."""
        return is_notable(self.conclusion, self.standing)

    @property
    def outline(self) -> Report:
        """As much of the report as the short words for it need."""
        return Report(
            FileFacts(self.path, self.name, self.size, self.sha256, problem=self.problem),
            Verdict(self.conclusion, self.standing, self.alarms),
        )


def is_notable(conclusion: Conclusion, standing: Standing) -> bool:
    """Return whether an answer says AI, or tells of a broken record or of marks that contradict each other."""
    return conclusion in _NOTABLE or standing is Standing.BROKEN


def make_row(source: Source, report: Report, at: int, length: int) -> Row:
    """Return the row of a report that lies at this place of the journal."""
    file, verdict, active = report.file, report.verdict, report.record.active
    return Row(
        source,
        file.path,
        file.name,
        file.size,
        file.sha256,
        file.problem,
        verdict.conclusion,
        verdict.standing,
        verdict.alarms,
        _find_generator(report),
        active.signer.name[:_TEXT_CHARACTERS] if active and active.signer else "",
        report.run.checked_at,
        says_anything(report),
        at,
        length,
    )


def _find_generator(report: Report) -> str:
    """Return the generator, first by what carries the answer; what is only a hint names nobody here."""
    reasons = [report.findings[index] for index in report.verdict.reasons]
    others = [finding for finding in report.findings if finding.strength is not Strength.HINT]
    for finding in (*reasons, *others):
        facts = dict(finding.facts)
        for name in _GENERATOR_FACTS:
            if facts.get(name):
                return facts[name][:_TEXT_CHARACTERS]
    return ""
