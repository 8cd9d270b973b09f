"""One file that is looked at closely: opened once, held to be the file that was checked, and cut into tiles on demand.

The last few views stay decoded, so that moving over a picture costs no decoding.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.media.open_file import OpenFile
from verify.inspection.views import canvas, clones, film, quantisation, resaving, residual
from verify.inspection.views.canvas import Canvas
from verify.inspection.views.hearing import Hearing
from verify.inspection.views.resaving import Ghosts
from verify.model import Problem, limits
from verify.model.errors import UnavailableError
from verify.model.views import FileView, Samples, ShownView, Tile, TilePlace, View, ViewKind
from verify.model.vocabularies import media_types

_KEPT_PIXELS: Final = limits.PICTURE_PIXELS  # of all views that stay decoded beside the one that is asked for
_KEPT: Final = 4


class ViewedFile:
    """An open file. Every method raises MediaError or UnavailableError where it cannot do what it says."""

    def __init__(self, file: OpenFile, digest: str) -> None:
        self._media = Media.take((file,))
        self._canvases: dict[View, Canvas] = {}  # the one used last stands last
        try:
            if digest and self._media.digest() != digest:
                raise MediaError(Problem.CHANGED, "not the file that was checked")
        except MediaError:
            self._media.close()
            raise

    def close(self) -> None:
        """Close the file and forget what was decoded."""
        self._canvases.clear()
        self._media.close()

    def describe(self) -> FileView:
        """Say what there is to look at and to listen to."""
        kind = self._media.media_type
        if kind in media_types.VIDEO:
            return film.describe(self._media)
        if kind in media_types.SOUNDFILE:
            return FileView(seconds=self._hearing.seconds, has_sound=True)
        return FileView(has_picture=kind in media_types.PILLOW)

    def show(self, view: View) -> ShownView:
        """Decode or compute a view and tell its size."""
        canvas = self._take(view)
        sizes = (canvas.width, canvas.height, canvas.whole_width, canvas.whole_height)
        return ShownView(view, *sizes, canvas.facts, canvas.tables)

    def cut(self, place: TilePlace) -> Tile:
        """Cut one tile."""
        return self._take(place.view).cut(place)

    def listen(self, second: float) -> Samples:
        """Decode a stretch of sound."""
        self._refuse_changed()
        return self._hearing.listen(second)

    @cached_property
    def _hearing(self) -> Hearing:
        if self._media.media_type not in media_types.SOUNDFILE:
            raise UnavailableError("no decoder for this sound")
        return Hearing(self._media)

    def _refuse_changed(self) -> None:
        if self._media.has_changed():
            raise MediaError(Problem.CHANGED, "the file changed while it was looked at")

    def _take(self, view: View) -> Canvas:
        self._refuse_changed()
        canvas = self._canvases.pop(view, None)
        if canvas is None:
            self._make_room()
            canvas = self._make(view)
        self._canvases[view] = canvas
        return canvas

    def _make_room(self) -> None:
        """Forget the views that were used longest ago, until few pixels are held."""
        while len(self._canvases) >= _KEPT or sum(map(canvas.count_pixels, self._canvases.values())) > _KEPT_PIXELS:
            del self._canvases[next(iter(self._canvases))]

    def _make(self, view: View) -> Canvas:
        match view.kind:
            case ViewKind.PICTURE:
                return canvas.decode(self._media)
            case ViewKind.FRAME:
                return film.decode_frame(self._media, view.number)
            case ViewKind.GHOSTS:
                return self._ghosts.draw(view.number)
            case ViewKind.THUMBNAIL:
                return quantisation.find_thumbnail(self._media)
        return self._compute(view)

    def _compute(self, view: View) -> Canvas:
        """Make an expert's view out of the pixels of the picture."""
        picture = self._take_measured()
        match view.kind:
            case ViewKind.COMPRESSION:
                return quantisation.describe(picture)
            case ViewKind.ERROR_LEVELS:
                return resaving.draw_error_levels(picture)
            case ViewKind.ERROR_CONTROL:
                return resaving.draw_error_levels(picture, saved_before=True)
            case ViewKind.NOISE:
                return residual.draw_noise(picture)
            case ViewKind.CLONES:
                return clones.draw(picture)
        return residual.draw_channel(picture, view.number)

    def _take_measured(self) -> Canvas:
        """Return the picture, all of it and within the bounds of what can be measured."""
        picture = self._take(View(ViewKind.PICTURE))
        if (picture.width, picture.height) != (picture.whole_width, picture.whole_height):
            raise MediaError(Problem.TOO_LARGE, "only a smaller picture could be decoded")
        if canvas.count_pixels(picture) > limits.EXPERT_PIXELS:
            raise MediaError(Problem.TOO_LARGE, f"{picture.width}×{picture.height} pixels")
        return picture

    @cached_property
    def _ghosts(self) -> Ghosts:
        return resaving.find_ghosts(self._take_measured())
