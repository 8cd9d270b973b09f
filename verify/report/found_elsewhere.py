"""What came of a search for a lost record, as JSON values: a member of the public report beside the answer."""

from __future__ import annotations

import base64

from verify.model import FoundRecord, RecordSearch
from verify.report.words.cards.found_record import describe_search
from verify.report.words.catalogue import Translator
from verify.report.words.types import FindingWords

Document = dict[str, object]


def document(search: RecordSearch, translator: Translator) -> Document:
    """Write a search; where nothing came of it, `words` says so."""
    described = describe_search(translator, search)
    return {
        "resolver": search.resolver,
        "host": search.host,
        "asked_at": search.asked_at,
        "problem": search.problem,
        "codes": [
            {"algorithm": code.algorithm, "value": base64.b64encode(code.value).decode("ascii")}
            for code in search.codes
        ],
        "records": [_record(record, words) for words, record in described if record],
        "words": next((_words(words) for words, record in described if record is None), None),
    }


def _record(record: FoundRecord, words: FindingWords) -> Document:
    match, checked = record.match, record.checked
    active = checked.record.active if checked else None
    signer = active.signer if active else None
    return {
        "manifest_id": match.manifest_id,
        "host": match.host,
        "algorithm": match.algorithm,
        "score": match.score,
        "problem": record.problem,
        "state": checked.record.state if checked else None,
        "signer": signer.name if signer else "",
        "trust_list": signer.trust_list if signer else "",
        "known_list": signer.known_list if signer else "",
        "signed_at": active.signed_at if active else "",
        "claim_generator": active.claim_generator if active else "",
        "likeness": checked.likeness if checked else None,
        **_words(words),
    }


def _words(words: FindingWords) -> Document:
    return {"title": words.title, "found": words.found, "meaning": words.meaning, "limits": words.limits}
