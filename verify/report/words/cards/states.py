"""The cards of a record's state: one for every way in which a signed record can stand or fail.

Never one alarming sentence for all of them, and each says what it does not mean.
"""

from __future__ import annotations

from typing import Final

from verify.report.words.cards.types import Card
from verify.report.words.catalogue import _

STATE_CARDS: Final[dict[str, Card]] = {
    "record.trusted": Card(
        title=_("Signed record, intact and from a known signer"),
        found=(
            _("A record signed by {signer} on {signed_at}. The signer is on the list “{list}” of {list_date}."),
            _("A record signed by {signer}. The signer is on the list “{list}” of {list_date}."),
            _("A record signed by {signer}. The signer is on the list “{list}”."),
            _("A record signed by {signer}, whose certificate leads to a trust list."),
            _("A signed record whose certificate leads to a trust list."),
        ),
        meaning=(
            _(
                "{covered_part} The certificate leads to an issuer that the list names. What the record says is the "
                "signer's statement."
            ),
            _(
                "The file is unchanged since it was signed, and the certificate leads to an issuer that the list "
                "names. What the record says is the signer's statement."
            ),
        ),
        limits=_(
            "The signature shows who speaks, not that what is said is true. A known signer can be mistaken, and a "
            "signing device can be misused."
        ),
    ),
    "record.untrusted": Card(
        title=_("Signed record, intact, signer not confirmed"),
        found=(
            _("A record signed on {signed_at} in the name of “{signer}”; the certificate was issued by “{issuer}”."),
            _("A record signed in the name of “{signer}”; the certificate was issued by “{issuer}”."),
            _("A record signed in the name of “{signer}”."),
            _("A signed record whose signer is not named."),
        ),
        meaning=(
            _(
                "{covered_part} The signer is on none of the lists that took part in this check, so the name is only "
                "what the certificate says of itself."
            ),
            _(
                "The file is unchanged since it was signed. The signer is on none of the lists that took part in this "
                "check, so the name is only what the certificate says of itself."
            ),
        ),
        limits=_(
            "It does not mean that something is wrong: many well-known makers are not on the current list yet. It "
            "does not prove the name either: anyone can make a certificate in any name."
        ),
    ),
    "record.interim": Card(
        title=_("Signer known only to an older list"),
        found=(
            _("The certificate of “{signer}” is on the older list “{list}” of {list_date}, not on a current one."),
            _("The certificate of “{signer}” is on the older list “{list}”, not on a current one."),
            _("The signer's certificate is on an older list only, not on a current one."),
        ),
        meaning=_(
            "The older list was kept before the current ones and is no longer added to. It makes the name more "
            "plausible, but it does not count as confirmation here."
        ),
        limits=_("It does not prove who signed, and it does not mean that the signer has lost its good standing."),
    ),
    "record.expired": Card(
        title=_("The certificate has since expired"),
        found=(
            _("A record signed in the name of “{signer}”; the certificate ended on {not_after}."),
            _("A record signed in the name of “{signer}”; the certificate has ended."),
            _("A signed record whose certificate has ended."),
        ),
        meaning=(
            _(
                "{covered_part} Certificates end after a few years as a matter of course. No confirmed time shows that "
                "it was signed while the certificate was valid."
            ),
            _(
                "The content still matches what was signed. Certificates end after a few years as a matter of course. "
                "No confirmed time shows that it was signed while the certificate was valid."
            ),
        ),
        limits=_("It does not mean that the file was changed or that the signature was false when it was made."),
    ),
    "record.revoked": Card(
        title=_("The certificate was withdrawn"),
        found=(
            _("The issuer has withdrawn the certificate with which “{signer}” signed."),
            _("The issuer has withdrawn the certificate behind this record."),
        ),
        meaning=_(
            "An issuer withdraws a certificate when its key was stolen or misused, or when it was issued in error. "
            "Whence does not rely on the record."
        ),
        limits=_("It does not prove that this file is false; files signed before the misuse carry it too."),
    ),
    "record.altered": Card(
        title=_("Changed after signing"),
        found=(
            _("A record signed in the name of “{signer}”. The part “{assertion}” no longer matches. Codes: {codes}"),
            _("A record signed in the name of “{signer}”. The content no longer matches it. Codes: {codes}"),
            _("A record signed in the name of “{signer}”. The content no longer matches it."),
            _("A signed record. The content no longer matches it."),
        ),
        meaning=_(
            "Bytes of the file differ from those that were signed. Saving it again in an ordinary program is enough "
            "for that."
        ),
        limits=_(
            "It does not prove that somebody meant to deceive, nor what was changed, nor that the record was ever "
            "about this content."
        ),
    ),
    "record.bad_signature": Card(
        title=_("The signature does not verify"),
        found=(
            _("A record in the name of “{signer}”, but its signature does not fit the record."),
            _("A record whose signature does not fit it."),
        ),
        meaning=_("The record itself was changed, damaged or put together after it was signed. Whence ignores it."),
        limits=_(
            "It does not prove who changed the record, nor that the content is false: a faulty program can do it."
        ),
    ),
    "record.malformed": Card(
        title=_("A record that is not written to the rules"),
        found=(
            _("A record in the name of “{signer}”. Hash and signature fit, but its form has errors. Codes: {codes}"),
            _("A record in the name of “{signer}”. Hash and signature fit, but its form has errors."),
            _("A signed record that could not be read as a whole. Codes: {codes}"),
            _("A signed record that could not be read as a whole."),
        ),
        meaning=(
            _(
                "Nothing shows that the content changed. The program that wrote the record in the name of “{signer}” "
                "broke rules of the format."
            ),
            _("The record could not be read as a whole, so whether the content still fits it was not checked."),
        ),
        limits=_("It does not prove tampering, and it does not let the signer count as confirmed."),
    ),
    "record.remote": Card(
        title=_("A record that is kept elsewhere"),
        found=(
            _("The file carries no record itself. It points to one at {host}, which was not fetched."),
            _("The file carries no record itself. It points to one at another place, which was not fetched."),
        ),
        meaning=_(
            "There may be a signed record. Fetching it tells that host your network address and which record you want."
        ),
        limits=_("The pointer is not signed and proves nothing about the content. Anyone can write one."),
    ),
    "record.unreadable": Card(
        title=_("Signed records could not be looked for"),
        found=(
            _("Signed records could not be looked for. Reason: “{reason}”"),
            _("Signed records could not be looked for."),
        ),
        meaning=_("Whether there is a record, and what it says, is not known."),
        limits=_("It is not the same as “no record”, and it does not prove that the file was damaged on purpose."),
    ),
    "record.unfit_certificate": Card(
        title=_("A certificate that is not made for signing content"),
        found=(
            _("“{signer}” signed with a certificate that was issued for another purpose."),
            _("The record was signed with a certificate that was issued for another purpose."),
        ),
        meaning=(
            _("{covered_part} Such a certificate cannot confirm who speaks."),
            _("The content is unchanged since, but such a certificate cannot confirm who speaks."),
        ),
        limits=_("It does not mean that the file was changed; makers of programs do take the wrong certificate."),
    ),
    "record.test_certificate": Card(
        title=_("A test certificate"),
        found=(
            _("The record was signed with a public test certificate in the name of “{signer}”."),
            _("The record was signed with a public test certificate."),
        ),
        meaning=_("The key of such a certificate is public, so that programmers can try things. It names nobody."),
        limits=_("It does not prove that anybody named in the record had a part in this file."),
    ),
    "record.time_unconfirmed": Card(
        title=_("The time of signing is not confirmed"),
        found=(
            _("“{signer}” states {signed_at} as the time of signing. No time-stamp service on a list confirms it."),
            _("The record states {signed_at} as the time of signing. No time-stamp service on a list confirms it."),
            _("No time-stamp service on a list confirms when the record was signed."),
        ),
        meaning=_("The date is the signer's own word. Everything else in the record is not touched by this."),
        limits=_("It does not mean that the date is wrong or that the file was changed."),
    ),
    "record.sidecar": Card(
        title=_("The record lies beside the file"),
        found=(
            _("The signed record is in the separate file “{name}”."),
            _("The signed record is in a separate file."),
        ),
        meaning=_("It was checked against this file as if it stood in it. Keep both together when you pass them on."),
        limits=_("A separate record can be lost or exchanged without a trace in the file itself."),
    ),
    "record.sidecar_mismatch": Card(
        title=_("The record beside it does not fit this file"),
        found=(
            _("The separate file “{name}” holds a record, but of other bytes than these."),
            _("A separate file holds a record, but of other bytes than these."),
        ),
        meaning=_("It belongs to another file or to an earlier version of this one."),
        limits=_("It does not prove that this file was tampered with: two files of the same name are enough for that."),
    ),
    "record.alone": Card(
        title=_("A record without its file"),
        found=_("This is a signed record on its own; the content it speaks of is not here."),
        meaning=_("What it says can be read, but not compared with any content."),
        limits=_("It proves nothing about any picture, video or sound that is shown together with it."),
    ),
    "record.revocation_unchecked": Card(
        title=_("Withdrawal of the certificate was not checked"),
        found=(
            _("Whether the certificate of “{signer}” was withdrawn since was not asked, as that needs the network."),
            _("Whether the signer's certificate was withdrawn since was not asked, as that needs the network."),
        ),
        meaning=_("Certificates are withdrawn now and then, for instance when a camera's key was stolen."),
        limits=_("It is no sign that this certificate was withdrawn, and no assurance that it was not."),
    ),
    "record.not_looked_for": Card(
        title=_("Signed records could not be looked for"),
        found=(
            _("Signed records could not be looked for. Reason: “{reason}”"),
            _("Signed records could not be looked for."),
        ),
        meaning=_("Whether a signed record is attached is not known."),
        limits=_("It is not the same as “no record”, and it says nothing about the content."),
    ),
}

# of a record that is there, where it lies being known
UNREAD_CARD: Final = Card(
    title=_("A record that could not be read"),
    found=_("A signed record lies in this file, but this program cannot read it where or as it lies there ({place})."),
    meaning=_("What the record says, and whether the content still fits it, is not known."),
    limits=_(
        "It does not mean that the file is damaged or that the record is wrong: another program may be able to read it."
    ),
)

# of a record that compares the content by a kind of hash that the rules do not allow
UNSUPPORTED_CARD: Final = Card(
    title=_("A record with a kind of hash that is not allowed"),
    found=(
        _("A record in the name of “{signer}”. Its hash is of a kind that the rules do not allow. Codes: {codes}"),
        _("A record whose hash is of a kind that the rules do not allow."),
    ),
    meaning=_("Nothing shows that the content changed, and nothing shows that it did not: it was not compared."),
    limits=_("It does not prove tampering, and it does not let the signer count as confirmed."),
)
