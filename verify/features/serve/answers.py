"""A report as codes and sentences, for programs that take words for instructions (language models).

Codes are of closed vocabularies. Sentences are ours; whatever in them comes out of the file stands between fences, and
so does every text of the part `untrusted`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from verify.model import Report, limits
from verify.model.vocabularies.finding_codes import FINDINGS
from verify.report.words.cards.finding_cards import report_finding_words
from verify.report.words.fenced import FencedTranslator, Value, fence_all, fence_sentence
from verify.report.words.verdict.answer import answer
from verify.report.words.verdict.how_sure.alarms import alarm_words
from verify.report.words.verdict.not_checked import not_checked

SCHEMA: Final = "whence.answer/1"


def make_answer(report: Report, language: str) -> dict[str, Value]:
    """Return the answer in `language`."""
    translator = FencedTranslator(language)
    return {
        "schema": SCHEMA,
        "notice": translator.text("commands.serve.fenced"),
        "codes": _list_codes(report),
        "sentences": _say(report, translator),
        "untrusted": _quote(report),
    }


def _list_codes(report: Report) -> dict[str, Value]:
    verdict = report.verdict
    return {
        "sha256": report.file.sha256,
        "size": report.file.size,
        "problem": report.file.problem,
        "conclusion": verdict.conclusion,
        "standing": verdict.standing,
        "origin": verdict.origin,
        "edits": verdict.edits,
        "alarms": list(verdict.alarms),
        "record": report.record.state,
        "findings": [finding.code for finding in report.findings if finding.code in FINDINGS],
    }


def _say(report: Report, translator: FencedTranslator) -> dict[str, Value]:
    said = answer(translator, report)
    words = [(finding.code, report_finding_words(translator, finding, report)) for finding in report.findings]
    return {
        "headline": fence_sentence(said.headline),
        "according_to": fence_sentence(said.according_to),
        "standing": fence_sentence(said.standing),
        "summary": fence_sentence(said.summary),
        "warnings": _fence_each(said.warnings),
        "alarms": _fence_each(alarm.sentence for alarm in alarm_words(translator, report)),
        "how_sure": _fence_each((*said.how_sure.case, *said.how_sure.notes, *said.how_sure.always)),
        "not_checked": _fence_each(not_checked(translator, report)),
        "findings": [
            {
                "code": code,
                "title": fence_sentence(card.title),
                "found": fence_sentence(card.found),
                "meaning": fence_sentence(card.meaning),
                "limits": fence_sentence(card.limits),
            }
            for code, card in words
            if code in FINDINGS
        ],
    }


def _fence_each(sentences: Iterable[str]) -> list[Value]:
    return [fence_sentence(sentence) for sentence in sentences]


def _quote(report: Report) -> dict[str, Value]:
    """Quote what the file says of itself, as far as a conversation has room for it."""
    file, active = report.file, report.record.active
    signer = active.signer if active else None
    fields = report.fields[: limits.ANSWER_FIELDS]
    quoted = {
        "path": file.path,
        "name": file.name,
        "media_type": file.media_type,
        "detail": file.detail,
        "by": report.verdict.by,
        "signer": signer.name if signer else "",
        "issuer": signer.issuer if signer else "",
        "claim_generator": active.claim_generator if active else "",
        "fields": [{"key": field.key, "value": field.value, "where": field.where} for field in fields],
        "fields_left_out": len(report.fields) - len(fields),
    }
    return {name: fence_all(value, limits.ANSWER_CHARACTERS) for name, value in quoted.items()}
