"""What is said of a signer beyond the name: who withdrew its certificate and when, and why no list confirms it now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from verify.model import CertificateStatus, Finding, Record, Report, RevocationAnswer, Shortfall
from verify.report import report_facts
from verify.report.report_facts import Voice
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.untrusted import plain

NAME_CHARACTERS: Final = 80  # of one name in a headline
_LEGAL_FORMS: Final = re.compile(r"(?:,? (?:OpCo|LLC|Inc\.?|Corporation|Corp\.?|Ltd\.?|Limited))+$")
# `ByteDance, Jimeng · 字节跳动 即梦`: how a provider of labels is named in both languages
_BOTH_LANGUAGES: Final = re.compile(r"([^,·]+), ([^·]+) · (\S+) (.+)")
_LOGOS: Final = {"visible.sparkle": "Google Gemini", "visible.colour_bar": "DALL·E 2"}
_BRACKETS: Final = re.compile(r"\s*[(（]([^()（）]*)[)）]")
_KINDRED: Final = " or kin)"
_SIGNED: Final = frozenset((Voice.BARE, Voice.KNOWN, Voice.UNCONFIRMED, Voice.BROKEN, Voice.STRAY))


class Speaker(Struct, frozen=True):
    """Who says so, as people call them, and with what; both plain, and empty where nobody is named."""

    name: str = ""
    product: str = ""


def describe_withdrawal(translator: Translator, by: str, revoked_at: str) -> str:
    """Say that a certificate was withdrawn, by whom and in which month; empty where that is not known."""
    key = find_key("report.signer.withdrawn", by)
    year, month = revoked_at[:4], translator.term("terms.months", revoked_at[5:7])
    return translator.text(key, year=year, month=month) if key and year.isdecimal() and month else ""


def find_withdrawal(record: Record) -> CertificateStatus | None:
    """Find what the list of withdrawn signers says of the signer of the file itself."""
    signer = record.active.signer if record.active else None
    own = signer.certificates[:1] if signer else ()
    return next(
        (
            status
            for status in record.revocations
            if status.answer is RevocationAnswer.REVOKED and status.by and status.certificate in own
        ),
        None,
    )


def name_reason(shortfalls: Iterable[Shortfall]) -> str:
    """Name what keeps known signers from being confirmed: older_list, expired, both; empty for none of these."""
    present = set(shortfalls)
    if {Shortfall.OLDER_LIST, Shortfall.EXPIRED} <= present:
        return "both"
    return next(
        (shortfall.value for shortfall in (Shortfall.OLDER_LIST, Shortfall.EXPIRED) if shortfall in present), ""
    )


def name_speaker(translator: Translator, report: Report) -> Speaker:
    """Name who or what carries the answer, without forms of companies, and the product where one is known."""
    voice = report_facts.find_voice(report)
    if voice is None:
        return Speaker()
    if voice in _SIGNED:
        return _name_signer(report, verified=voice in (Voice.BARE, Voice.KNOWN))
    for finding in _list_speaking(report):
        if (speaker := name_label(translator, finding)).name:
            return speaker
    of_pixels = voice in (Voice.WATERMARK, Voice.SEAL, Voice.HIDDEN)
    return Speaker(plain(report.verdict.by, NAME_CHARACTERS) if of_pixels else "")


def shorten(name: str) -> str:
    """Leave out a company's legal form: `Google LLC` is called Google."""
    return plain(_LEGAL_FORMS.sub("", name) or name, NAME_CHARACTERS)


def _name_signer(report: Report, *, verified: bool) -> Speaker:
    written = report_facts.speaker(report)
    name = shorten(written) if verified else plain(written, NAME_CHARACTERS)
    carrier, active = report_facts.carrier(report), report.record.active
    known = report_facts.first_finding(report, "record.generator")
    own = active is not None and active.signer is not None and active.signer.name == written
    products = (
        carrier.fact("agent") if carrier else "",
        known.fact("generator") if known and known.fact("signer") == written else "",
        active.product if active and own else "",
    )
    product = next((product for product in products if product.strip()), "").strip()
    short = shorten(written)
    if product.casefold().startswith(f"{short} ".casefold()):
        product = product[len(short) :].strip()
    said_twice = product.casefold() in written.casefold()
    if verified:  # what nobody verified stands between quotation marks, as it was written
        product = fit_into_brackets(product)
    return Speaker(name, "" if said_twice else plain(product, NAME_CHARACTERS))


def fit_into_brackets(product: str) -> str:
    """Write a product so that it can stand in brackets behind a name: its own brackets become a comma."""
    return _BRACKETS.sub(r", \1", product).strip(" ,")


def _list_speaking(report: Report) -> Iterator[Finding]:
    """The findings that say the same as the one that carries the answer, that one first."""
    carrier = report_facts.carrier(report)
    if carrier is not None:
        yield carrier
        yield from (finding for finding in report_facts.reasons(report) if finding.claim is carrier.claim)


def name_generator(translator: Translator, written: str) -> str:
    """Name a generator as people call it in the language, without the kin that write the same text."""
    name = written.rpartition(" (")[0] if written.endswith(_KINDRED) else written
    key = find_key("verdict.according_to.services", name)
    return translator.text(key) if key else name


def name_provider(translator: Translator, written: str) -> str:
    """Name a provider of labels in the language, its product first; other spellings stay as they are."""
    match = _BOTH_LANGUAGES.fullmatch(written)
    if match is None:
        return written
    maker, product, maker_zh, product_zh = match.groups()
    return f"{product_zh}（{maker_zh}）" if translator.language == "zh_CN" else f"{product} {product_zh} ({maker})"


def name_label(translator: Translator, finding: Finding) -> Speaker:
    """Name the service that a label, settings or a mark stand for; empty where none is named."""
    provider = finding.fact("provider")
    if match := _BOTH_LANGUAGES.fullmatch(provider):
        maker, product, maker_zh, product_zh = match.groups()
        if translator.language == "zh_CN":
            return Speaker(plain(product_zh, NAME_CHARACTERS), plain(maker_zh, NAME_CHARACTERS))
        return Speaker(plain(f"{product} {product_zh}", NAME_CHARACTERS), plain(maker, NAME_CHARACTERS))
    name = next(filter(None, (provider, *map(finding.fact, ("generator", "platform", "system", "scheme")))), "")
    named = name_generator(translator, name or _LOGOS.get(finding.code, ""))
    return Speaker(plain(named, NAME_CHARACTERS))
