"""The cards of what stands around the content: camera data, times, a place, a thumbnail, permissions, a file's name."""

from __future__ import annotations

from typing import Final

from verify.report.words.cards.types import Card
from verify.report.words.catalogue import _

_CLOCKS: Final = _("Clocks of cameras are often wrong, and anyone can write such times.")

CONTEXT_CARDS: Final[dict[str, Card]] = {
    "context.camera_set": Card(
        title=_("Camera data that fit together"),
        found=(
            _("Beside the name “{make} {model}” there are details as cameras write them together: {mark_names}."),
            _("There are several details as cameras write them together."),
        ),
        meaning=_("They do not contradict each other. Files straight from a camera look so, and many edited ones too."),
        limits=_(
            "It does not prove that a camera took the picture. All of it can be copied, onto an AI picture too, and "
            "many programs keep it when they change the picture."
        ),
    ),
    "context.camera_maker_note": Card(
        title=_("Camera data that contradict each other"),
        found=(
            _("The maker's notes are in the form of {maker}, but the file names the camera “{make} {model}”."),
            _("The maker's notes are in the form of another maker than the one that the file names."),
        ),
        meaning=_("Data of one camera were probably copied or edited. Then other camera data may be wrong too."),
        limits=_("Some makers sell each other's cameras under their own name, so it proves no deceit."),
    ),
    "context.camera_lens": Card(
        title=_("Camera data that contradict each other"),
        found=(
            _("The file names the lens “{lens}”, which is built into a phone, but the camera “{make} {model}”."),
            _("The file names a lens that is built into another device than the camera that it names."),
        ),
        meaning=_("Data of one device were probably copied or edited. Then other camera data may be wrong too."),
        limits=_("It does not tell how the picture was made, only that these data did not come from one device."),
    ),
    "context.saved_later": Card(
        title=_("Saved after it was taken"),
        found=(
            _("The file says that it was taken at {taken} and last saved at {other}."),
            _("The file says that it was saved later than it was taken."),
        ),
        meaning=_("A program has written it since it was taken, be it to turn, rename, shrink or change it."),
        limits=_("It does not show what was done, if anything. Anyone can write such times."),
    ),
    "context.saved_before": Card(
        title=_("Saved before it was taken"),
        found=(
            _("The file says that it was last saved at {other}, which is before it was taken at {taken}."),
            _("The file says that it was saved before it was taken."),
        ),
        meaning=_("Both cannot be right: a clock was wrong, or one of the times was edited."),
        limits=_CLOCKS,
    ),
    "context.taken_in_future": Card(
        title=_("Taken in the future"),
        found=(
            _("The file says that it was taken at {taken}, which is after this check at {other}."),
            _("The file says that it was taken after this check."),
        ),
        meaning=_("The clock of the camera or of this computer is wrong, or the time was edited."),
        limits=_CLOCKS,
    ),
    "context.satellite_time": Card(
        title=_("Two clocks disagree"),
        found=(
            _("The camera's clock said {taken}, the satellites said {other}. No time zone explains the difference."),
            _("The camera's clock and the time from satellites differ by more than time zones explain."),
        ),
        meaning=_("The camera's clock was wrong, the position was an old one, or one of the times was edited."),
        limits=_CLOCKS,
    ),
    "context.place": Card(
        title=_("A place is named"),
        found=(
            _("The file names the place {latitude}, {longitude}. On a map: {url}"),
            _("The file names the place {latitude}, {longitude}."),
            _("The file names a place by its coordinates."),
        ),
        meaning=_(
            "Phones write the place where a picture was taken. Think of it before you pass the file on. The map is "
            "opened only if you open it, and its host then learns the place and your network address."
        ),
        limits=_("It does not prove that the picture was taken there: anyone can write another place."),
    ),
    "context.file_name": Card(
        title=_("The name of the file"),
        found=(
            _("The name of the file looks like one that this source gives: {platform}."),
            _("The name of the file looks like one that a program or platform gives."),
        ),
        meaning=_("It may have come from there. Messengers and platforms remove records and labels."),
        limits=_("It is a guess from the name alone. Anyone can rename a file, and nothing is decided by it."),
    ),
    "context.thumbnail_fits": Card(
        title=_("The thumbnail shows the same"),
        found=_("The small picture that the camera data hold shows roughly the same as the picture itself."),
        meaning=_("The picture was not replaced or cropped by a program that forgets the thumbnail."),
        limits=_(
            "Small changes cannot be seen in a thumbnail, and many programs make it anew, so it proves no original."
        ),
    ),
    "context.thumbnail_shape": Card(
        title=_("The thumbnail has another shape"),
        found=(
            _("The small picture in the camera data measures {thumbnail}, the picture has the shape {picture}."),
            _("The small picture in the camera data has another shape than the picture itself."),
        ),
        meaning=_("The picture was probably cropped or stretched after the thumbnail was made."),
        limits=_("Some cameras write thumbnails of another shape. It does not tell what was cut away or why."),
    ),
    "context.thumbnail_content": Card(
        title=_("The thumbnail shows something else"),
        found=_("The small picture in the camera data does not show what the picture itself shows."),
        meaning=_("The picture was changed strongly, or the camera data were copied from another picture."),
        limits=_("It does not tell who did this or why; strong filters and programs at fault do it too."),
    ),
    "context.reader_failed": Card(
        title=_("A check that could contradict the record did not finish"),
        found=(_("{reader_title}: not finished. {problem_name}"), _("A check did not finish.")),
        meaning=_(
            "The record speaks of a recording or of a person's work. Because this check did not finish, Whence does "
            "not pass that on as its answer."
        ),
        limits=_("It is no sign that AI was used. A damaged file or a fault of the program can be the reason."),
    ),
    "context.data_mining": Card(
        title=_("What the file permits"),
        found=(
            _("Use for data mining and for training AI: {permission_name}. In its own words: “{constraint}”"),
            _("Use for data mining and for training AI: {permission_name}."),
            _("The file says whether it may be used for data mining and for training AI."),
        ),
        meaning=_("It is a permission by whoever holds the rights, meant for those who gather pictures."),
        limits=_("It says nothing on how the content was made. Pictures by people and by AI alike carry it."),
    ),
}

# `verify.inspection.metadata.context.data_mining.PERMISSIONS` in words
PERMISSIONS: Final[dict[str, str]] = {
    "UNSPECIFIED": _("not stated"),
    "ALLOWED": _("allowed"),
    "PROHIBITED": _("prohibited"),
    "PROHIBITED-AIMLTRAINING": _("prohibited for training AI"),
    "PROHIBITED-GENAIMLTRAINING": _("prohibited for training generative AI"),
    "PROHIBITED-EXCEPTSEARCHENGINEINDEXING": _("prohibited, except for search engines"),
    "PROHIBITED-SEECONSTRAINT": _("prohibited as far as its terms say"),
    "PROHIBITED-SEEEMBEDDEDRIGHTSEXPR": _("prohibited as far as the terms inside the file say"),
    "PROHIBITED-SEELINKEDRIGHTSEXPR": _("prohibited as far as linked terms say"),
}

# the details of `verify.inspection.metadata.context.camera` in words
CAMERA_MARKS: Final[dict[str, str]] = {
    "exposure": _("exposure"),
    "focal_length": _("focal length"),
    "lens": _("name of the lens"),
    "maker_note": _("notes of the maker"),
    "exact_time": _("time to the fraction of a second or with its zone"),
    "thumbnail": _("a thumbnail"),
    "motion_photo": _("a moving photo"),
    "phone": _("marks of a phone"),
    "raw": _("unprocessed data of the sensor"),
}
