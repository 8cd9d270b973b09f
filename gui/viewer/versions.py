"""The pictures of one file that can be looked at and compared: itself, and what records and camera data hold of it."""

from __future__ import annotations

from msgspec import Struct

from verify.model import Ingredient, Picture, RecordState, Relation, Report
from verify.report.places import Mark, regions_of
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

PREVIEW = "preview"
EXIF = "exif_thumbnail"
_MOST = 80  # pictures of one file
_TITLE_CHARACTERS = 60


class Version(Struct, frozen=True):
    """One picture under its name for people. `state` is that of the record that holds it, if one does."""

    picture: Picture
    name: str
    state: RecordState | None = None
    marks: tuple[Mark, ...] = ()  # regions that the record states of just this version


def list_versions(report: Report, translator: Translator) -> list[Version]:
    """Every picture of a file once: itself, earlier versions, what was used in it, and the camera's small picture."""
    by_name = {picture.name: picture for picture in report.pictures}
    versions: dict[str, tuple[int, Version]] = {}
    if PREVIEW in by_name:
        versions[PREVIEW] = 0, Version(by_name[PREVIEW], translator.text("window.version_this"))
    manifests = report.record.manifests
    edges = [(manifest, edge) for manifest in manifests for edge in manifest.ingredients]
    held = {edge.manifest: edge for _, edge in reversed(edges) if edge.manifest}
    for manifest in manifests:
        picture = by_name.get(manifest.thumbnail)
        if picture is not None:
            edge = held.get(manifest.label) if manifest is not manifests[0] else None
            marks = regions_of(report, manifest.label, picture)
            name = _name_picture(edge, manifest.title, translator)
            versions.setdefault(picture.name, (_rank(edge), Version(picture, name, manifest.state, marks)))
    labels = {manifest.label for manifest in manifests if manifest.thumbnail in by_name}
    for holder, edge in edges:
        picture = by_name.get(edge.thumbnail)
        if picture is not None and edge.manifest not in labels:  # its own record shows it better
            version = Version(picture, _name_picture(edge, edge.title, translator), holder.state)
            versions.setdefault(picture.name, (_rank(edge), version))
    if EXIF in by_name:
        versions[EXIF] = 4, Version(by_name[EXIF], translator.text("window.version_exif"))
    return [version for _, version in sorted(versions.values(), key=lambda ranked: ranked[0])][:_MOST]


def _rank(edge: Ingredient | None) -> int:
    """Earlier versions come first: what was changed shows beside them."""
    return 2 if edge is None else 1 if edge.relation == Relation.PARENT else 3


def _name_picture(edge: Ingredient | None, title: str, translator: Translator) -> str:
    """Return what a picture in a record shows; without an edge that led to it, it is the file itself."""
    if edge is None:
        return translator.text("window.version_signed")
    key = "version_earlier" if edge.relation == Relation.PARENT else "version_part"
    return translator.text(f"window.{key}", title=plain(edge.title or title, _TITLE_CHARACTERS))
