"""What is said where nothing was found: how files lose what they carried, signs of that in this one, who else can look.

Whence uploads nothing. Each page is opened by a click only, and its sentence says what opening and using it reveals.
"""

from __future__ import annotations

from typing import Final

from verify.model import Report, Standing
from verify.report import report_facts
from verify.report.report_facts import Medium
from verify.report.words.catalogue import Speech, _
from verify.report.words.types import Step

_LOST: Final[dict[Medium, str]] = {
    Medium.PICTURE: _(
        "Most pictures carry nothing, because copies lose it: posting on a platform, sending through a messenger, or "
        "saving in another program usually removes signed records, labels and camera data."
    ),
    Medium.VIDEO: _(
        "Most videos carry nothing, because copies lose it: platforms and messengers make the video anew, and signed "
        "records and labels usually stay behind."
    ),
    Medium.SOUND: _(
        "Most sound files carry nothing, because copies lose it: messengers and platforms make the sound anew, and "
        "signed records and labels usually stay behind."
    ),
    Medium.DOCUMENT: _(
        "Most documents carry nothing, because copies lose it: printing into a new file, converting, or copying the "
        "text leaves signed records and labels behind."
    ),
    Medium.OTHER: _(
        "Most files carry nothing, because copies lose it: posting, sending and saving anew usually removes signed "
        "records and labels."
    ),
}
_SCREENSHOT: Final = _(
    "A screenshot is a new picture. Of the file that it shows it keeps only what can be seen, so every record and "
    "every label inside the file is gone."
)
_RECORDED: Final = _(
    "A recording of a screen or a loudspeaker is a new file. Every record and every label of what it shows is gone."
)
_NEVER_THERE: Final[dict[Medium, str]] = {
    Medium.PICTURE: _(
        "And many files never had any: most cameras sign nothing yet, and many AI tools write no label. So an AI "
        "picture and a photo can both look like this one."
    ),
    Medium.VIDEO: _(
        "And many files never had any: most cameras sign nothing yet, and many AI tools write no label. So an AI video "
        "and a recording can both look like this one."
    ),
    Medium.SOUND: _(
        "And many files never had any: most recorders sign nothing yet, and many AI tools write no label. So AI speech "
        "and a recording can both look like this one."
    ),
    Medium.DOCUMENT: _(
        "And many files never had any: most programs sign nothing, and many AI tools write no label. So a text by AI "
        "and one by a person can both look like this one."
    ),
    Medium.OTHER: _("And many files never had any: most programs sign nothing, and many AI tools write no label."),
}
_UNSETTLED: Final = _(
    "What was found, such as camera data, a program's name or a note, stands in files of any origin. A signed record "
    "or a label for AI would say more, but copies lose them: posting, sending and saving anew usually remove both."
)
_LOCKED: Final = _(
    "Part of this file is encrypted and could not be read, so a label that stands there was not seen. Unlock the file, "
    "if you may, and check it again."
)
_DAMAGED: Final = _(
    "Part of this file's metadata is damaged and could not be read, so a label that stood there was not seen. Another "
    "copy may be whole."
)
_PLATFORM: Final = _(
    "This file carries a mark that {platform} leaves in what it passes on. Such platforms remove records and labels, "
    "and that may be why none is left."
)
_NAMED_COPY: Final = _(
    "This file is named as {platform} names files. If it came from there, that may be why nothing is left."
)
_NAMED_SCREENSHOT: Final = _(
    "This file is named like a screenshot. If it is one, look for the file that was on the screen and check that one."
)
_NAMED_GENERATOR: Final = _(
    "This file is named as {platform} names files. Anyone can give it that name, so ask for the original from there."
)

_SCREENSHOTS: Final = "Screenshot"
_COPIERS: Final = frozenset(("WhatsApp", "Telegram", "WeChat", "Facebook"))

# where the language of the words is used, a second search by picture
_PICTURE_SEARCH: Final = _("https://images.google.com/")
_SEARCH: Final = _(
    "Google Images finds pages with the same or a similar picture. The page learns your network address; Google "
    "receives the picture if you give it one."
)
_GEMINI: Final = _(
    "Gemini, if you ask it whether Google AI made this, looks for the hidden mark SynthID. It needs a Google account, "
    "and Google receives the file. No mark there proves nothing."
)
_OPENAI: Final = _(
    "OpenAI's checker looks for the marks of ChatGPT and other tools of OpenAI only. The page learns your network "
    "address; OpenAI receives the picture if you give it one. No mark there proves nothing."
)
_RECOVERY: Final = _(
    "Content Credentials Verify can sometimes find a lost record again by a mark or a fingerprint of the picture. The "
    "page learns your network address; the file is read when you choose it there."
)
_ELEVENLABS: Final = _(
    "ElevenLabs' classifier looks for speech made with ElevenLabs only. The page learns your network address; "
    "ElevenLabs receives the sound if you give it one. No hit there proves nothing."
)

GEMINI_PAGE: Final = "https://gemini.google.com/"
OPENAI_PAGE: Final = "https://openai.com/verify"
RECOVERY_PAGE: Final = "https://contentcredentials.org/verify"
ELEVENLABS_PAGE: Final = "https://elevenlabs.io/ai-speech-classifier"

_PLACES: Final[dict[Medium, tuple[tuple[str, str], ...]]] = {
    Medium.PICTURE: (
        (_SEARCH, _PICTURE_SEARCH),
        (_GEMINI, GEMINI_PAGE),
        (_OPENAI, OPENAI_PAGE),
        (_RECOVERY, RECOVERY_PAGE),
    ),
    Medium.VIDEO: ((_GEMINI, GEMINI_PAGE),),
    Medium.SOUND: ((_ELEVENLABS, ELEVENLABS_PAGE),),
}


def absence(speech: Speech, report: Report) -> tuple[str, ...]:
    """Why there may be no mark, traces in this very file first; empty where something carries an answer."""
    if not _is_silent(report):
        return ()
    if report_facts.says_anything(report):
        return (*_traces(speech, report), speech.say(_UNSETTLED))
    medium = report_facts.medium(report)
    copied = {Medium.PICTURE: _SCREENSHOT, Medium.VIDEO: _RECORDED, Medium.SOUND: _RECORDED}.get(medium)
    return (
        *_traces(speech, report),
        speech.say(_LOST[medium]),
        *((speech.say(copied),) if copied else ()),
        speech.say(_NEVER_THERE[medium]),
    )


def elsewhere(speech: Speech, report: Report) -> tuple[Step, ...]:
    """Pages of others that can look where Whence cannot; empty where something carries an answer."""
    if not _is_silent(report):
        return ()
    places = _PLACES.get(report_facts.medium(report), ())
    return tuple(Step(speech.say(sentence), speech.say(page)) for sentence, page in places)


def _is_silent(report: Report) -> bool:
    return report.verdict.standing is Standing.NONE and report.file.problem is None


def _traces(speech: Speech, report: Report) -> tuple[str, ...]:
    """What in this very file explains that nothing is left, each once."""
    said: dict[str, None] = {}
    for finding in report.findings:
        platform = finding.fact("platform")
        if finding.code == "context.metadata_damaged":
            said[speech.say(_LOCKED if finding.fact("reason") == "encrypted" else _DAMAGED)] = None
        elif finding.code == "context.platform" and platform:
            said[speech.say(_PLATFORM, platform=platform)] = None
        elif finding.code == "context.file_name" and platform == _SCREENSHOTS:
            said[speech.say(_NAMED_SCREENSHOT)] = None
        elif finding.code == "context.file_name" and platform:
            named = _NAMED_COPY if platform in _COPIERS else _NAMED_GENERATOR
            said[speech.say(named, platform=platform)] = None
    return tuple(said)
