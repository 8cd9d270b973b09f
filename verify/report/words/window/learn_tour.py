"""The six stations of the tour in words: a scene, a question, three choices each with a reply, and what to take along.

For a pupil of fourteen and for her teacher. Keyed by the stations of `verify.features.teaching`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from verify.report.words.catalogue import _


@dataclass(frozen=True, slots=True)
class StationWords:
    """One station; `choices` are pairs of a choice and the reply to it; `ask` and `mistake` are for the teacher."""

    title: str
    scene: str
    question: str
    choices: tuple[tuple[str, str], ...]
    lesson: str
    ask: str
    mistake: str


STATIONS: Final[dict[str, StationWords]] = {
    "signed_photo": StationWords(
        title=_("A photo that a camera signed"),
        scene=_(
            "A boat in a harbour. The camera wrote into the file what it did and signed it: a seal that no longer fits "
            "as soon as anybody changes the picture."
        ),
        question=_("What does the camera's signature tell you?"),
        choices=(
            (
                _("That everything happened just as the picture shows it."),
                _(
                    "A camera also signs a photo of a stage play, or of a screen. The seal protects the file, not the "
                    "story that somebody tells with it."
                ),
            ),
            (
                _("Who signed, and that the file has not changed since."),
                _("Those are the two things that a signature can answer. It is a lot, and it is all."),
            ),
            (
                _("That AI has nothing to do with anything in the picture."),
                _(
                    "The record says how this file was made. It does not know what hung on the wall in front of the "
                    "lens: that may have been an AI picture."
                ),
            ),
        ),
        lesson=_(
            "A signature answers two questions: who says so, and is the file unchanged? Whence names the signer and "
            "repeats the statement. Whether the scene was as it seems, you find out in other ways: who took it, when, "
            "and what do others report?"
        ),
        ask=_(
            "Which seals do you know from daily life, on a letter, a ticket, a medicine bottle? What does each of them "
            "promise, and what does it not?"
        ),
        mistake=_(
            "“Signed” is heard as “true”. Have somebody say aloud what the signature does not cover, before you go on."
        ),
    ),
    "ai_record": StationWords(
        title=_("An AI picture that says so"),
        scene=_("Flowers of glass that glow as in a dream. “You can see at once that this is AI”, somebody says."),
        question=_("How does Whence know that AI made this picture?"),
        choices=(
            (
                _("It looks for typical mistakes, such as strange hands."),
                _(
                    "Whence never guesses from looks. Such guesses are often wrong, and the better the generators "
                    "get, the more often."
                ),
            ),
            (
                _("It compares the picture with a collection on the internet."),
                _("Whence looks nothing up on the internet. It reads what this one file carries."),
            ),
            (
                _("Its maker wrote that into the file and signed it."),
                _("The maker says so itself, and the signature shows that nobody changed the file afterwards."),
            ),
        ),
        lesson=_(
            "The firmest way to learn that AI made a picture: its maker says so and signs. Some services do, many do "
            "not. So a picture that does not say anything may have been made in any way."
        ),
        ask=_("Who can know best how a picture was made? Let the class find the signer's name in the answer."),
        mistake=_(
            "Pupils trust their eyes, and they are right just often enough to stay sure of themselves. Do not train "
            "the eye here: it is not the tool."
        ),
    ),
    "stripped": StationWords(
        title=_("The same picture after an upload"),
        scene=_(
            "The glass flowers once more, and every pixel is the same. This copy is what many sites leave over after "
            "an upload: the pixels, and nothing of what was written beside them."
        ),
        question=_("What will Whence say about this copy?"),
        choices=(
            (
                _("It found nothing. That settles nothing."),
                _("You and I know where the picture comes from. This file does not tell it any more."),
            ),
            (
                _("AI made it, just as before."),
                _(
                    "We know that, but the proof was in the record, and the record is gone. Whence goes by what this "
                    "file carries."
                ),
            ),
            (
                _("AI was not used, because there is no mark."),
                _(
                    "This is the most dangerous mistake of the whole hour. You have just seen the same pixels with a "
                    "signed record that says the opposite."
                ),
            ),
        ),
        lesson=_(
            "Nothing found means nothing found. A mark may have been lost on the way, or there never was one: most "
            "pictures carry none. Look for an earlier copy: the original file, the first post, the person who made it."
        ),
        ask=_(
            "What did you do with pictures today: sent, cut, captured the screen? On which of these ways does a "
            "record get lost? Guess now; the survival lab will show it."
        ),
        mistake=_(
            "“Nothing found” is heard as “clean”. Have a pupil say the sentence below the headline in their own words."
        ),
    ),
    "forged": StationWords(
        title=_("A label that anyone can make"),
        scene=_(
            "Islands that float in the air under two moons. The file carries a signed record, and the record says: "
            "recorded by a camera."
        ),
        question=_("A signed record says “camera”. Is that enough?"),
        choices=(
            (
                _("Yes. Signed is signed."),
                _(
                    "Anyone can make a key at home and sign with it. The sums come out right, and still you do not "
                    "know who it was."
                ),
            ),
            (
                _("No. It matters who vouches for the signer."),
                _("A name that nobody vouches for is only a name."),
            ),
            (
                _("No. With islands in the air, the seal must be broken."),
                _(
                    "A good guess, but the seal fits: nobody changed the file after it was signed. The statement was "
                    "wrong from the start. We know, because we drew the islands."
                ),
            ),
        ),
        lesson=_(
            "A seal shows that a letter was not opened. It does not show that the letter tells the truth. So Whence "
            "asks whether the signer is on a trust list. Here nobody is, so it does not repeat “camera” as a fact."
        ),
        ask=_(
            "Let a pupil sign a note with an invented name. Is the signature forged? Who could tell, and how? Then "
            "look for the word “unconfirmed” in the answer."
        ),
        mistake=_(
            "“Unconfirmed” is not an accusation: an honest signer may simply not be on a list. If there is time, drop "
            "the sample photo-changed-after-signing.jpg into Whence: there the seal itself is broken."
        ),
    ),
    "reversal": StationWords(
        title=_("One small bird"),
        scene=_(
            "The harbour again. In this copy somebody added a tiny bird with AI, and the record says so. Now a post "
            "goes round: “Look, the record says AI! The whole photo is made up!”"
        ),
        question=_("What does the record say?"),
        choices=(
            (
                _("That AI made the whole picture, bird and all."),
                _("That is what the post wants you to believe. The record says that a part was changed."),
            ),
            (
                _("That the camera's record is forged."),
                _(
                    "The camera's record is intact. You find it in the story, at the beginning: it belongs to the "
                    "version without the bird."
                ),
            ),
            (
                _("That AI changed a part of a camera's photo."),
                _("The story shows both steps, and who signed each of them."),
            ),
        ),
        lesson=_(
            "A mark of AI can also serve to cast doubt on a photo of something that did happen: add a little AI, then "
            "shout “AI”. So do not stop at the word. Read the story from its beginning, and compare the versions: what "
            "exactly was changed?"
        ),
        ask=_(
            "Who gains if people believe nothing any more? Let the class write one fair sentence about this picture, "
            "and find the bird."
        ),
        mistake=_(
            "“AI” is heard as “false”. Brightening, sharpening and adding a bird are different things; the story says "
            "which one it was."
        ),
    ),
    "conflict": StationWords(
        title=_("Two marks that contradict each other"),
        scene=_(
            "One file, two voices. The record that the camera signed says: recorded. A label in the same file, which "
            "nobody signed, says: made with AI."
        ),
        question=_("What should an honest program say?"),
        choices=(
            (
                _("It names both: they cannot both be right."),
                _("It says what it knows, and also what it does not know."),
            ),
            (
                _("It is a photo: signed counts more than unsigned."),
                _(
                    "Tempting. But a camera also signs the photo of a screen with an AI picture on it. Silence about "
                    "the label would hide something from you."
                ),
            ),
            (
                _("It is AI, to be on the safe side."),
                _("Anyone can write such a label into any file. One line of text could then discredit every photo."),
            ),
        ),
        lesson=_(
            "Where marks contradict each other, at least one is wrong or incomplete. Which one, no program can read "
            "out of the file. Whence shows both, and the next step is yours: ask whoever published it for the "
            "original."
        ),
        ask=_("Vote with your hands first, then let both sides explain. What if it was a photo of you?"),
        mistake=_("Pupils want a winner. To leave it open is a result as well, and sometimes the only honest one."),
    ),
}
