"""Every finding that Whence can make: its code, its layer and the facts that its words may use.

This is the contract between what finds (`verify/inspection`) and what says it (`verify/report/words`).
Tests hold that nobody emits a code that is not here and that every code here has words in every language.
"""

from __future__ import annotations

from msgspec import Struct

from verify.model import Layer


class FindingKind(Struct, frozen=True):
    """The layer a finding lives in and the names of the facts it carries."""

    layer: Layer
    facts: tuple[str, ...] = ()


def _record(*facts: str) -> FindingKind:
    return FindingKind(Layer.RECORD, facts)


def _metadata(*facts: str) -> FindingKind:
    return FindingKind(Layer.METADATA, facts)


def _visible(*facts: str) -> FindingKind:
    # start and end: in seconds, where it stays in frames of a video
    return FindingKind(Layer.VISIBLE, (*facts, "place", "box", "start", "end"))


def _context(*facts: str) -> FindingKind:
    return FindingKind(Layer.CONTEXT, facts)


# the settings of one generation, as `metadata.generator_settings` takes them apart; any of them may be empty
_SETTINGS = (
    "kind",
    "prompt",
    "negative_prompt",
    "model",
    "seed",
    "steps",
    "sampler",
    "guidance",
    "size",
    "loras",
    "version",
)


def _generator() -> FindingKind:
    return FindingKind(Layer.METADATA, ("fingerprint", "generator", "excerpt", *_SETTINGS))


def _signal(*facts: str) -> FindingKind:
    return FindingKind(Layer.SIGNAL, facts)


def _label(*facts: str) -> FindingKind:
    return FindingKind(Layer.METADATA, facts)


_AIGC_MEMBERS = ("value", "provider", "producer", "produce_id", "propagator", "propagator_name", "propagate_id")

# order and kind: of the embedder's array; z and correlation: how well the payload fits
_DWT_DCT = ("scheme", "payload", "order", "kind", "z", "correlation", "unmarked")

# what is remembered of another file
_REMEMBERED = ("checked_at", "conclusion", "standing", "signer")

FINDINGS: dict[str, FindingKind] = {
    # -- the record and its state (VERDICT section 5): exactly one of these where a record is or was
    "record.trusted": _record("signer", "common_name", "signed_at", "list", "list_date", "compared", "covered"),
    "record.untrusted": _record("signer", "common_name", "issuer", "signed_at", "compared", "covered"),
    # known to the older list only; compared: "no" where the file is not there
    "record.interim": _record(
        *("signer", "common_name", "list", "older_list", "list_date", "not_after", "compared", "covered"),
    ),
    "record.expired": _record(
        *("signer", "common_name", "list", "older_list", "list_date", "not_after", "compared", "covered"),
    ),
    # certificate: whose was withdrawn, where it is not the signer's own; host: who was asked; by: maker or issuer, as
    # the list of withdrawn signers says, and address: where that can be read
    "record.revoked": _record("signer", "certificate", "revoked_at", "reason", "host", "at", "by", "address"),
    "record.altered": _record("signer", "codes", "assertion"),
    "record.bad_signature": _record("signer"),
    "record.malformed": _record("signer", "codes", "hash"),  # hash: "unsupported" where its kind is not allowed
    "record.remote": _record("host"),
    "record.unreadable": _record("reason", "place"),  # place: where one lies that no engine reads; else not known
    # what the hash leaves out; kind: data, boxes, bmff, appended; content: media, metadata, appended, unknown;
    # share: of the file, in per cent
    "record.not_covered": _record("kind", "content", "what", "bytes", "share"),
    "record.unfit_certificate": _record("signer", "covered"),  # certificate not made for signing content
    "record.test_certificate": _record("signer"),
    # stamped: what a time stamp is worth: confirmed, older (an authority of the older list), unlisted, self (by the
    # signer itself), claim (not over who signed), other (over something else), unreadable
    "record.time_unconfirmed": _record("signer", "signed_at", "authority", "stamped"),
    "record.time_stamp": _record("authority", "time", "list", "stamped"),
    "record.stamps_compete": _record("times", "signed_at"),  # they state different times
    # why a signer whom a list identifies is not even known
    "record.signed_outside": _record("signer", "time", "not_before", "not_after"),
    "record.not_yet_valid": _record("signer", "time", "not_before", "not_after"),
    "record.claimed_late": _record("signer", "time", "not_before", "not_after"),
    "record.clock_behind": _record("date"),
    "record.sidecar": _record("name"),  # the record lies beside the file
    "record.sidecar_mismatch": _record("name"),  # belongs to another file or an earlier version
    "record.alone": _record(),  # a .c2pa without its file
    "record.stream_head": _record(),  # the record of a stream, whose pieces are other files
    "record.stream_piece": _record("name"),  # name: of the head that it was compared with; empty where none was found
    "record.revocation_unchecked": _record("signer"),
    # answers about a certificate; signer: whose it is; host: who was asked, empty where the answer lies in the record
    "record.revocation_good": _record("signer", "host", "at"),
    "record.revocation_unknown": _record("signer", "host", "at"),
    "record.revocation_no_answer": _record("signer", "host", "why"),
    "record.revoked_later": _record("signer", "revoked_at", "signed_at", "reason", "host", "at", "by", "address"),
    "record.not_looked_for": _record("reason"),  # records could not be looked for
    # -- what the record tells (claims through the weakest link)
    "record.origin": _record("source_type", "signer", "generator", "agent", "relation", "title"),
    "record.edit": _record("action", "source_type", "signer", "agent", "description"),
    # a region that a step changed, as stated; of: file, earlier (version), part; side: inside or outside of the shape;
    # numbers: left,top,width,height of a rectangle, x,y,diameter of a circle, corners of a polygon, in the unit;
    # start and end in seconds
    "record.region": _record(
        *("action", "source_type", "signer", "description", "of", "title", "manifest"),
        *("shape", "unit", "numbers", "side", "start", "end"),
    ),
    "record.component": _record("source_type", "signer", "title"),
    "record.input": _record("source_type", "signer", "title"),  # fed into the making; never turns a conclusion
    "record.generator": _record("fingerprint", "generator", "signer"),  # known by a fingerprint on the manifest
    "record.ai_disclosed": _record("fingerprint", "signer"),  # an assertion that a model took part, not what it made
    # what the official signals leave unsaid; what: actions_v1, source_type, flat_ingredient, spelling, enhanced_ai,
    # gathered
    "record.outside_signals": _record("what", "value"),
    "record.ambiguous": _record("signer"),  # the list of steps is not complete
    "record.unknown_provenance": _record("title"),  # built on material whose history is not recorded
    # of the history something is missing that a boast needs, or it was not read to the end. what: manifest_missing,
    # manifest_mismatch, manifest_broken, manifest_unfit (of a part: written or signed so that it carries nothing),
    # redacted, actions_cut, ingredients_cut, manifests_cut, findings_cut, marks_cut; number: how many were read
    "record.incomplete": _record("what", "title", "relation", "number"),
    "record.ai_mentioned": _record("action", "description", "agent", "signer"),  # in words, without a source type
    "record.wrapped": _record("signer", "ingredient_signer"),  # a trusted record under somebody else's wrapper
    "record.ingredient_broken": _record("title", "signer", "codes", "recorder", "recorder_confirmed", "signature"),
    "record.conforming": _record("product", "signer", "level"),
    "record.disallowed": _record("product", "signer", "signals"),
    "record.identity_trusted": _record("name", "kind"),
    "record.identity_untrusted": _record("name", "kind", "codes"),
    "record.identity_invalid": _record("name", "kind", "codes"),
    "record.identity_unchecked": _record("name", "kind", "codes"),
    "record.soft_binding": _record("algorithm", "name", "checkable"),
    "record.watermarked": _record("description", "agent"),
    "record.engines_disagree": _record("first_engine", "first_state", "second_engine", "second_state", "codes"),
    "record.one_engine": _record("engine"),  # whether the content fits is the word of this engine alone
    # how a text was compared with its record; method: wrapper, block, page, sidecar, fetched; result: fits, differs
    "record.text_compared": _record("method", "result", "form"),
    "record.text_pasted": _record(),  # a page holds the record of a text that was pasted into it
    # -- what the file states about itself, unsigned
    "metadata.source_type": _metadata("source_type", "property"),
    "metadata.credit": _metadata("credit", "provider"),
    "metadata.generator": _generator(),  # whole picture made
    "metadata.generator_from_picture": _generator(),  # whole frame redrawn from an input picture
    "metadata.generator_edit": _generator(),  # part of it changed (inpainting, outpainting)
    "metadata.generator_upscale": _generator(),  # only enlarged: no AI claim
    "metadata.generator_unclear": _generator(),  # tool named, no AI claim
    "metadata.enhanced": _metadata("fingerprint", "generator", "excerpt"),  # improved by a trained model: no AI claim
    "metadata.ai_system": _metadata("system", "version", "prompt", "writer"),  # IPTC 2025.1
    "metadata.ai_system_contradicted": _metadata("system", "version", "prompt", "writer"),  # by the source type
    "metadata.ai_system_open": _metadata("system", "version", "prompt", "writer"),  # neither names a system nor denies
    "metadata.ai_helper": _metadata("text"),  # names what improves, or what worked on text beside the content
    "metadata.ai_denied": _metadata("text"),  # says that no AI was used
    "metadata.declared": _metadata("name", "text"),  # a field or a comment says that AI made it
    "metadata.declared_part": _metadata("name", "text"),  # that a part is made by AI
    "metadata.declared_edit": _metadata("name", "text"),  # that it was changed with AI
    "metadata.declared_open": _metadata("name", "text"),  # that AI had a part in it, without its extent
    "metadata.ai_words": _metadata("text"),  # words about AI that declare nothing: a hint
    "metadata.platform_label": _metadata("platform", "excerpt"),  # a video platform's own AI label
    "metadata.platform_label_uploader": _metadata("platform", "excerpt"),  # set by whoever uploaded it
    "metadata.platform_label_platform": _metadata("platform", "excerpt"),  # set by the platform
    # -- China's implicit label (GB 45438-2025 Annex E), unsigned
    "label.aigc_is": _label(*_AIGC_MEMBERS),  # "1": is AI-generated
    "label.aigc_may_be": _label(*_AIGC_MEMBERS),  # "2": may be, by a user's declaration
    "label.aigc_suspected": _label(*_AIGC_MEMBERS),  # "3": a platform suspects it
    "label.aigc_nonstandard": _label(*_AIGC_MEMBERS),  # a label whose value is not in the standard
    "label.emptied": _label(*_AIGC_MEMBERS),  # the key is there, the value is gone
    "label.aigc_provider_code": _label(
        "role", "code", "credit_code", "check_digit", "service", "model", "entity", "source", "certain"
    ),
    "label.aigc_departures": _label(
        "departures"
    ),  # codes of verify.inspection.metadata.ai_labels.aigc.Departure, comma between
    "label.aigc_repeated": _label("count"),  # the same label more than once
    "label.aigc_contradicting": _label("count"),  # several labels that differ
    "label.aigc_signature_consistent": _label("signer", "member"),  # fits, but the key came with the file
    "label.aigc_signature_pinned": _label("signer", "member"),  # fits, by a key known to be this service's
    "label.aigc_signature_mismatch": _label("signer", "member"),
    "label.aigc_signature_unchecked": _label("signer", "member"),  # of a form that is not published
    "label.aigc_user_number": _label(),  # an ID in the label holds what looks like a user's number
    # -- marks decoded out of pixels
    "signal.hidden_settings": _signal("generator", "mode", *_SETTINGS),  # settings in the lowest bits of the pixels
    "signal.novelai_signed": _signal("signer"),  # NovelAI's key signed exactly these pixels
    # a public payload of the library `invisible-watermark`; unmarked: pictures without a mark it was tried on in vain
    "signal.dwt_dct": _signal(*_DWT_DCT),
    "signal.dwt_dct_cut": _signal(*_DWT_DCT, "grid"),  # cut since; grid: where the blocks begin, 0 to 7 pixels inside
    "signal.dwt_dct_resized": _signal(*_DWT_DCT, "size"),  # size: when it was marked
    # the number of a record stored elsewhere: no AI claim; named: the file's own record tells of it
    "signal.trustmark": _signal("variant", "schema", "identifier", "named"),
    # -- seen in the picture; never disputes. `place`: left,top,width,height in pixels of the picture as stored;
    # `box`: the same as shares (0 to 1) of the picture as displayed, after EXIF orientation, for drawing
    "visible.sparkle": _visible("size", "strength"),  # Gemini's star; strength: per cent of white
    "visible.film_star": _visible("size", "strength"),  # the same where Google's films have it: a hint
    "visible.colour_bar": _visible("size"),  # DALL·E 2's row of squares; size: of one of them
    # height: of the glyphs in pixels, about; share: the same of the short side (0 to 1);
    # rule: met, not_met, unclear: are they as high as GB 45438-2025, 5.2, asks
    "visible.label": _visible("text", "height", "share", "generator", "rule"),  # alone at an edge: made with AI
    "visible.label_edited": _visible("text", "height", "share", "rule"),  # such a label: changed with AI
    "visible.name": _visible("text", "height", "share", "generator"),  # only a generator's name, or "AI" alone: a hint
    "visible.name_moves": _visible("text", "height", "share", "generator"),  # in frames, at changing places: a hint
    "visible.words": _visible("text"),  # running text that speaks of AI: a hint
    # -- heard in the sound, or known from it; start and end in seconds, pitch in hertz
    # score: the detector's answer from 0 to 1; cut: what is asked for; unmarked: clean recordings without a hit
    "signal.perth": _signal("scheme", "score", "cut", "unmarked", "start", "end"),
    # like a label that can be seen: everybody can notice it and anyone can add it, so it never makes a dispute
    "sound.rhythm_label": FindingKind(Layer.VISIBLE, ("start", "end", "pitch")),
    # -- files inside this file
    "document.ai_inside": FindingKind(Layer.PART, ("place", "generator", "others")),
    "document.broken_inside": FindingKind(Layer.PART, ("place", "state", "others")),
    "document.not_opened": _context("count", "reason"),
    # -- context: shown, never decides
    "context.sound_sampled": _context("heard", "seconds"),  # only so many seconds were examined
    "context.camera": _context("make", "model", "taken_at"),
    "context.camera_set": _context("make", "model", "count", "marks"),  # details that cameras write together
    "context.camera_maker_note": _context("maker", "make", "model"),  # notes of another maker than the one named
    "context.camera_lens": _context("lens", "make", "model"),  # a lens built into another maker's phone
    "context.saved_later": _context("taken", "other"),
    "context.saved_before": _context("taken", "other"),  # saved before it was taken
    "context.taken_in_future": _context("taken", "other"),
    "context.satellite_time": _context("taken", "other"),  # GPS time that the camera's clock contradicts
    "context.place": _context("latitude", "longitude", "url"),
    "context.editor": _context("software", "when"),
    "context.platform": _context("platform"),
    # an ending that names another format than the bytes have; a label whose rdf:about names another file
    "context.name_ending": _context("ending", "format", "name"),
    "context.about_other": _context("about", "name"),
    "context.file_name": _context("platform", "name"),  # the name looks like one that the platform gives
    "context.thumbnail_fits": _context(),  # the EXIF thumbnail against the picture
    "context.thumbnail_shape": _context("thumbnail", "picture"),
    "context.thumbnail_content": _context(),
    "context.data_mining": _context("permission", "constraint"),  # permission, never origin
    "context.invisible_characters": _context("kind", "count", "places", "hidden"),  # unusual ones in a text
    "context.side_file": _context("name"),  # an XMP side file: this one, or one beside it
    "context.metadata_damaged": _context("what", "reason"),
    "context.reader_failed": _context("reader", "problem"),  # it could have contradicted a record, and did not end
    # -- the memory of this computer: hints that are added after the judgement. conclusion, standing and signer were the
    # answer for the other file, archive is whose memory it came from; views: names of two small pictures to lay side by
    # side, the remembered one first; share: per cent of it that is there; seconds: of sound that both share
    "memory.looks_like": _context("name", "archive", "views", "share", *_REMEMBERED),
    "memory.same_file": _context(
        "name", "archive", "views", "share", *_REMEMBERED
    ),  # an archive holds these very bytes
    "memory.sounds_like": _context("name", "archive", "seconds", *_REMEMBERED),
    "memory.not_asked": _context(),  # too plain, or not decoded
    "memory.sound_not_asked": _context(),  # too short, too little in it, not decoded or not listened to
}
