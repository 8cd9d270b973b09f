"""Listen for what generators leave in sound: the Perth watermark in speech and China's audible rhythm label.

Long sound is examined in stretches, and the report says how much was heard. Where the options ask for it, the reader
also tells what the sound is like, by which a copy is known again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.readers.base import Reader
from verify.model import Finding, Imprint, Options, OriginClaim, Problem, Strength, Waveform
from verify.model.errors import UnavailableError
from verify.model.vocabularies import media_types

NAME: Final = "sound_marks"

_SCHEME: Final = "Perth (Resemble AI)"
_FINDINGS: Final = 20  # of one kind


def read(media: Media, options: Options) -> Iterator[Finding | Waveform | Imprint]:
    """Yield the waveform and imprints where they are wanted, and a finding per marked stretch and per label.

    Raises UnavailableError where no decoder for the codec, or not the watermark's weights, are installed; MediaError
    where the sound cannot be decoded.
    """
    from verify.inspection.media.sound import audio
    from verify.inspection.watermarks import morse_label, perth

    sound = audio.decode_sound(media)
    if sound.seconds and not sound.stretches:
        raise MediaError(Problem.FAILED, "no sample could be decoded")
    if options.previews and (drawn := audio.draw_waveform(sound)):
        yield drawn
    if options.imprints and sound.stretches:
        from verify.inspection.media.sound import sound_imprint

        yield from sound_imprint.make_imprints(media)
    if sound.stretches and sound.decoded_seconds < sound.seconds - 1:
        share = (("heard", f"{sound.decoded_seconds:.0f}"), ("seconds", f"{sound.seconds:.0f}"))
        yield Finding("context.sound_sampled", NAME, facts=share)
    labels = [
        (stretch.start + one.start, stretch.start + one.end, one)
        for stretch in sound.stretches
        for one in morse_label.find(stretch.samples)
    ]
    for start, end, label in labels[:_FINDINGS]:
        where = _describe_place(start, end)
        place = (("start", f"{start:.1f}"), ("end", f"{end:.1f}"), ("pitch", f"{label.pitch:.0f}"))
        yield Finding("sound.rhythm_label", NAME, OriginClaim.AI_GENERATED, Strength.STATED, where, place)
    try:
        network = perth.load_detector()
    except perth.MissingError as error:
        raise UnavailableError(str(error)) from error
    marks = [
        (stretch.start, span) for stretch in sound.stretches for span in perth.find_spans(stretch.samples, network)
    ]
    for begins, span in marks[:_FINDINGS]:
        start, end = begins + span.start, begins + span.end
        where = _describe_place(start, end)
        facts = (
            ("scheme", _SCHEME),
            ("score", f"{span.score:.2f}"),
            ("cut", f"{perth.LEAST_SCORE:.2f}"),
            ("unmarked", str(perth.UNMARKED)),
            ("start", f"{start:.1f}"),
            ("end", f"{end:.1f}"),
        )
        yield Finding("signal.perth", NAME, OriginClaim.AI_GENERATED, Strength.DECODED, where, facts)


def _describe_place(start: float, end: float) -> str:
    return f"sound from {start:.1f} s to {end:.1f} s"


READER: Final = Reader(
    NAME,
    media_types.SOUND,
    frozenset(("signal.perth", "sound.rhythm_label", "context.sound_sampled")),
    read,
)
