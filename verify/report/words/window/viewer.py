"""The fixed texts of the two pages on which pictures are looked at closely and compared."""

from __future__ import annotations

from typing import Final

from verify.report.words.catalogue import _

VIEWER: Final[dict[str, str]] = {
    "page_viewer": _("Look &closely"),
    "page_compare": _("Co&mpare"),
    "look_closely": _("Look closely"),
    "compare": _("Compare"),
    "back_to_answer": _("Back to the answer"),
    # -- looking closely
    "shown_version": _("What is shown"),
    "zoom_in": _("Larger"),
    "zoom_out": _("Smaller"),
    "zoom_fit": _("All of it"),
    "view_keys": _(
        "The wheel, + and - make it larger and smaller, 0 shows all of it. Drag it, or move it with the arrow keys."
    ),
    "nothing_chosen": _("Choose a file on the list first; then it can be looked at here."),
    "nothing_to_see": _("There is no small picture of this file that could be shown here."),
    "what_is_marked": _("What is marked"),
    "nothing_marked": _(
        "No finding names a place or a time in this file. That does not mean that nothing in it was changed."
    ),
    "stated_of": _("{side}: {what}"),
    "marked_limits": _(
        "The marks are where findings and records place them. What lies outside of them is not thereby untouched."
    ),
    "smaller_than_file": _(
        "You see a preview of {width} × {height} pixels; the file itself has {whole_width} × {whole_height}. Finer "
        "detail does not show here."
    ),
    "as_large_as_file": _("You see all {width} × {height} pixels of the file."),
    "frames": _("Frames of the video"),
    "frame_at": _("Frame at {time} seconds"),
    "frames_explained": _("These are the frames that were looked at. What lies between them was not."),
    "waveform": _("How loud the sound is over its {seconds} seconds"),
    "waveform_marked": _("How loud the sound is over its {seconds} seconds; lines below it show what is marked"),
    "waveform_unheard": _("Hatched stretches were not listened to."),
    # -- comparing
    "version_left": _("Left"),
    "version_right": _("Right"),
    "version_this": _("This file"),
    "version_signed": _("Picture in the record: this file when it was signed"),
    "version_earlier": _("Picture in the record: earlier version “{title}”"),
    "version_part": _("Picture in the record: “{title}”, which was used in it"),
    "version_exif": _("Small picture in the camera data (EXIF)"),
    "exchange": _("Exchange"),
    "side_by_side": _("Side by side"),
    "with_slider": _("Slider"),
    "the_difference": _("Difference"),
    "slider_name": _("How far the right picture is drawn over the left one"),
    "difference_name": _("Bright where the two pictures differ"),
    "laying_over": _("Laying one over the other…"),
    "nothing_to_compare": _(
        "There is only one picture of this file. Put another version of it on the list to compare the two; a signed "
        "record or a camera's small picture would offer one, too."
    ),
}
