"""What the command `models` says. Reasons are keyed by the codes of `verify.store.models`."""

from __future__ import annotations

from typing import Final

from verify.report.words.catalogue import _

HERE: Final = _("Here since {date}, {size}, SHA-256 {digest}.")
MISSING: Final = _("Not here. It lies with {host}; this command fetches it: {command}")
SENT: Final = _("It learns your network address and that somebody asks for this model; nothing else is sent.")
PROGRESS: Final = (_("{here} of {total}"), _("{here} so far"))
ADDED: Final = _("Added {model}, {size}, SHA-256 {digest}. Checks use it from now on.")
UNPINNED: Final = _(
    "Its maker publishes no digest to compare with. Whence keeps this one and refuses the file should it ever change."
)
REMOVED: Final = _("Removed {model}.")

MODEL_PROBLEMS: Final = {
    "no_such_model": _("Whence knows no model of the name {detail}."),
    "not_added": _("The model {detail} is not here."),
    "not_found": _("There is no file {detail}."),
    "not_readable": _("{detail} cannot be read."),
    "not_writable": _("The folder {detail} cannot be written."),
    "too_large": _("The file is larger than a model may be."),
    "not_a_model": _("The file is no ONNX model."),
    "other_content": _("The file is not the one whose digest is known for {detail}; it was not taken."),
}
