"""The public JSON contract `whence.report/2`: one report as plain values, and as one line of text.

Described by resources/report.schema.json. It adds nothing to a report but the words, and leaves pictures out.
"""

from __future__ import annotations

import json
import re
from typing import Final

from verify.model import (
    REPORT_SCHEMA,
    SIGNS,
    CertificateStatus,
    FetchedFrom,
    Finding,
    Manifest,
    Record,
    Report,
    Run,
    TimeStamp,
    Verdict,
)
from verify.model.history import find_first_relations
from verify.report import found_elsewhere, record_facts
from verify.report.label_card import label_card
from verify.report.words import readers
from verify.report.words.cards import finding_cards
from verify.report.words.cards import label_card as label_card_words
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import not_checked
from verify.report.words.verdict.answer import answer
from verify.report.words.verdict.how_sure import alarms

SCHEMA: Final = REPORT_SCHEMA

# JSON may hold these as they are, but they end a line for some programs, steer a terminal or cannot be seen
_UNSEEN: Final = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SELECTOR: Final = b"\xf3\xa0"  # begins U+E0000 to U+E0FFF, of _UNSEEN the only ones that may count as printable
_LONE_SURROGATES: Final = re.compile("[\ud800-\udfff]")

Document = dict[str, object]


def document(report: Report, translator: Translator, source: Document | None = None) -> Document:
    """Turn the report into JSON values, in the language of `translator`; codes never change with it.

    `source` tells which file in which state was read, so that a run can go on where it ended.
    """
    return {
        "schema": SCHEMA,
        **({"source": source} if source else {}),
        "file": {
            "path": report.file.path,
            "name": report.file.name,
            "size": report.file.size,
            "sha256": report.file.sha256,
            "media_type": report.file.media_type,
            "problem": report.file.problem,
            "detail": report.file.detail,
            "fetched_from": _fetched(report.file.fetched_from),
        },
        "verdict": _verdict(report.verdict, report, translator),
        "record": _record(report.record),
        "findings": [_finding(finding, report, translator) for finding in report.findings],
        "label_card": _label_card(report, translator),
        "fields": [
            {
                "key": field.key,
                "value": field.value,
                "where": field.where,
                "outside_signature": record_facts.is_outside_signature(report, field.where),
            }
            for field in report.fields
        ],
        "readings": [
            {
                "reader": reading.reader,
                "looked": reading.looked,
                "problem": reading.problem,
                "detail": reading.detail,
                "ms": reading.ms,
                "words": readers.reading_sentence(translator, reading, report),
            }
            for reading in report.readings
        ],
        "found_elsewhere": found_elsewhere.document(report.search, translator) if report.search else None,
        "not_checked": list(not_checked.not_checked(translator, report)),
        "run": _run(report.run, translator),
    }


def line(report: Report, translator: Translator, source: Document | None = None) -> str:
    """Write the document as one line of JSON without its line end: valid UTF-8, and one line to every program.

    A lone surrogate, as an undecodable byte of a file's name leaves it, becomes U+FFFD.
    """
    return write_line(document(report, translator, source))


def write_line(values: Document) -> str:
    """Write any values as such a line."""
    text = json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if text.isprintable() and _SELECTOR not in text.encode():  # nearly always, and sooner told
        return text
    return _UNSEEN.sub(_escape, _LONE_SURROGATES.sub("\ufffd", text))


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def _fetched(fetched: FetchedFrom | None) -> Document | None:
    if fetched is None:
        return None
    return {
        "address": fetched.address,
        "query_left_out": fetched.query_left_out,
        "at": fetched.at,
        "sha256": fetched.sha256,
        "headers": dict(fetched.headers),
        "hosts": list(fetched.hosts),
        "page": fetched.page,
        "by": fetched.by,
        "with_login": fetched.with_login,
    }


def _verdict(verdict: Verdict, report: Report, translator: Translator) -> Document:
    said = answer(translator, report)
    return {
        "conclusion": verdict.conclusion,
        "standing": verdict.standing,
        "alarms": list(verdict.alarms),
        "origin": verdict.origin,
        "edits": verdict.edits,
        "by": verdict.by,
        "according_to": said.according_to,
        "sign": said.sign,
        "provisional": verdict.provisional,
        "reasons": list(verdict.reasons),
        "doubts": list(verdict.doubts),
        "headline": said.headline,
        "summary": said.summary,
        "standing_words": said.standing,
        "warnings": list(said.warnings),
        "alarm_words": [alarm.sentence for alarm in alarms.alarm_words(translator, report)],
        "unsigned_facts": list(said.facts.facts) if said.facts else [],
        "how_sure": [*said.how_sure.case, *said.how_sure.notes],
        "next_steps": [" ".join(filter(None, (step.text, step.url))) for step in said.steps],
        "steps": [
            {"kind": step.kind, "argument": step.argument, "text": step.text, "url": step.url} for step in said.steps
        ],
        "parts": [
            {
                "place": part.place,
                "media_type": part.media_type,
                "conclusion": part.conclusion,
                "standing": part.standing,
                "sign": SIGNS[part.standing],
                "state": part.state,
                "by": part.by,
            }
            for part in verdict.parts
        ],
    }


def _record(record: Record) -> Document:
    active = record.active
    signer = active.signer if active else None
    second = record.second_opinion
    return {
        "state": record.state,
        "codes": list(record.codes),
        "signer": signer.name if signer else "",
        "claim_generator": active.claim_generator if active else "",
        "signed_at": active.signed_at if active else "",
        "trust_list": signer.trust_list if signer else "",
        "known_list": signer.known_list if signer else "",
        "shortfalls": list(signer.shortfalls) if signer else [],
        "location": record.location,
        "url": record.url,
        "reason": record.reason,
        "second_opinion": second
        and {"engine": second.engine, "state": second.state, "agrees": second.agrees, "codes": list(second.codes)},
        "coverage": _coverage(record),
        "revocation": _revocation(record),
        "stamps": [_stamp(stamp) for stamp in active.stamps] if active else [],
        "signals": _signals(active),
        "history": _history(record),
    }


def _coverage(record: Record) -> Document | None:
    if record.coverage is None:
        return None
    return {
        "ranges": [
            {
                "kind": span.kind,
                "content": span.content,
                "what": span.what,
                "start": span.start,
                "bytes": span.bytes,
                "share": span.share,
            }
            for span in record.coverage.ranges
        ]
    }


def _revocation(record: Record) -> Document | None:
    """Tell what was answered about the signer's certificate, and about each one behind the record."""
    status = record_facts.find_gravest_status(record)
    if not record.revocations or status is None:
        return None
    return {
        **_status(status),
        "certificates": [
            {"sha256": certificate.certificate, "name": certificate.name, **_status(certificate)}
            for certificate in record.revocations
        ],
    }


def _status(status: CertificateStatus) -> Document:
    return {
        "answer": status.answer,
        "source": status.source,
        "host": status.host,
        "at": status.at,
        "revoked_at": status.revoked_at,
        "reason": status.reason,
        "why": status.why,
    }


def _stamp(stamp: TimeStamp) -> Document:
    return {
        "authority": stamp.authority,
        "time": stamp.time,
        "over": stamp.over,
        "trust_list": stamp.trust_list,
        "confirmed": stamp.confirmed,
        "codes": list(stamp.codes),
    }


def _signals(manifest: Manifest | None) -> Document:
    return {
        "inception": list(manifest.inception) if manifest else [],
        "transformation": list(manifest.transformation) if manifest else [],
    }


def _history(record: Record) -> Document:
    """List the ingredient graph: every manifest once, the active one first, with its edges.

    A list and not nested objects, since ingredients may be shared and chains a thousand long.
    """
    relations = find_first_relations(record)
    return {
        "active": record.active.label if record.active else None,
        "manifests": [_manifest(manifest, relations.get(manifest.label, "")) for manifest in record.manifests],
    }


def _manifest(manifest: Manifest, relation: str) -> Document:
    signer = manifest.signer
    return {
        "label": manifest.label,
        "relation": relation,
        "state": manifest.state,
        "codes": list(manifest.codes),
        "title": manifest.title,
        "media_type": manifest.media_type,
        "claim_generator": manifest.claim_generator,
        "signer": signer.name if signer else "",
        "issuer": signer.issuer if signer else "",
        "trust_list": signer.trust_list if signer else "",
        "known_list": signer.known_list if signer else "",
        "shortfalls": list(signer.shortfalls) if signer else [],
        "signed_at": manifest.signed_at,
        "time_confirmed": manifest.time_confirmed,
        "stamps": [_stamp(stamp) for stamp in manifest.stamps],
        "product": manifest.product,
        "signals": _signals(manifest),
        "actions": [
            {
                "name": action.name,
                "source_type": action.source_type,
                "software_agent": action.software_agent,
                "description": action.description,
                "when": action.when,
            }
            for action in manifest.actions
        ],
        "ingredients": [
            {
                "relation": ingredient.relation,
                "title": ingredient.title,
                "media_type": ingredient.media_type,
                "source_type": ingredient.source_type,
                "manifest": ingredient.manifest or None,
                "codes": list(ingredient.codes),
            }
            for ingredient in manifest.ingredients
        ],
        "identities": [
            {"kind": identity.kind, "state": identity.state, "name": identity.name, "codes": list(identity.codes)}
            for identity in manifest.identities
        ],
        "soft_bindings": [
            {"algorithm": binding.algorithm, "value": binding.value} for binding in manifest.soft_bindings
        ],
    }


def _finding(finding: Finding, report: Report, translator: Translator) -> Document:
    words = finding_cards.report_finding_words(translator, finding, report)
    return {
        "code": finding.code,
        "reader": finding.reader,
        "claim": finding.claim,
        "strength": finding.strength,
        "where": finding.where,
        "facts": dict(finding.facts),
        "title": words.title,
        "found": words.found,
        "meaning": words.meaning,
        "limits": words.limits,
        "outside_signature": record_facts.is_outside_signature(report, finding.where),
    }


def _label_card(report: Report, translator: Translator) -> Document:
    card = label_card(report)
    return {
        "labelled": card.labelled,
        "lines": {
            line.value: [
                {"source": statement.source, "code": statement.code, "text": statement.text, "note": statement.note}
                for statement in said
            ]
            for line, said in card.lines
        },
        "asked_for": [{"by": demand.regime, "item": demand.item, "answer": demand.answer} for demand in card.demands],
        "words": dict(label_card_words.label_card_rows(translator, card)),
        "note": label_card_words.label_card_note(translator),
    }


def _run(run: Run, translator: Translator) -> Document:
    return {
        "checked_at": run.checked_at,
        "whence": run.whence,
        "engines": dict(run.engines),
        "lists": [
            {
                "name": trust_list.name,
                "date": trust_list.date,
                "kind": trust_list.kind,
                "certificates": trust_list.certificates,
            }
            for trust_list in run.lists
        ],
        "rubric": run.rubric,
        "readers": list(run.readers),
        "network": run.network,
        "lang": translator.language,
    }
