"""Read what a binary layer of a USD scene states about itself, through OpenUSD's own library where it is installed.

The library is large, written in C++, and reads bytes that anybody may have made, so it runs in a confined worker only.
One layer is opened as it lies, from memory: nothing it refers to is looked for, no scene composed, no plug-in loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from verify.inspection.containers.document.zip_package import Package
from verify.inspection.containers.model3d.scene import BINARY_LAYER, find_first_layer
from verify.inspection.media import memory_file
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.metadata import common
from verify.inspection.readers.base import Reader, ReaderOutput
from verify.model import Field, Options, Problem, limits
from verify.model.errors import UnavailableError

if TYPE_CHECKING:
    from pxr import Sdf

NAME: Final = "usd_layer"

_PRIMS: Final = 2_000  # objects of the scene whose statements are looked for
_DEPTH: Final = 8  # of objects in objects, and of dictionaries in dictionaries
_VALUES: Final = 200  # of one list
_SETTINGS: Final = {
    "PXR_WORK_THREAD_LIMIT": "1",
    "TF_ENV_SETTING_ALERTS_ENABLED": "0",
    "PXR_PLUGINPATH_NAME": "",  # where it would look for plug-ins of others
}
# what a layer, and an object in it, says of itself, and under which name it is told
_LAYER: Final = {"documentation": "doc", "comment": "comment", "owner": "owner", "customLayerData": ""}
_PRIM: Final = {"documentation": "doc", "comment": "comment", "assetInfo": "asset", "customData": "custom"}


def read(media: Media, options: Options) -> Iterator[ReaderOutput]:  # noqa: ARG001 - the contract of readers
    """Yield fields `usdc:<name>` of the layer and of the objects in it.

    Raises UnavailableError without the library or outside of a worker, MediaError for a layer that is too large or that
    the library refuses.
    """
    layer = _take_layer(media)
    if layer:
        yield from common.bound(common.drop_repeats(_read_layer(layer)), NAME)


def _take_layer(media: Media) -> bytes:
    """Return the bytes of the layer, or of the first one of a package; none where it is a text."""
    if media.media_type != "model/vnd.usdz+zip":
        size, data = media.size, media.read_at(0, min(media.size, limits.MEMORY_FILE_BYTES))
    else:
        package = Package(media)
        name = find_first_layer(package)
        data, problem = package.read(name, limits.MEMORY_FILE_BYTES) if name else (b"", None)
        size = len(data) + bool(problem)
    if not data.startswith(BINARY_LAYER):
        return b""
    if size > len(data):
        raise MediaError(Problem.TOO_LARGE, f"{size} bytes")
    return data


def _read_layer(data: bytes) -> Iterator[Field]:
    os.environ.update(_SETTINGS)  # read when the library is loaded
    try:
        from pxr import Sdf, Tf
    except (ImportError, OSError) as error:
        raise UnavailableError(f"usd-core: {error}") from error
    layer = Sdf.Layer.CreateAnonymous(".usdc")
    with memory_file.open_in_memory(data) as path:
        try:
            if not layer.Import(path):
                raise MediaError(Problem.FAILED, "not a layer")
            fields = list(_list_fields(layer))  # values are read from the file when they are asked for
        except Tf.ErrorException as error:
            raise MediaError(Problem.FAILED, str(error)[: limits.FACT_CHARACTERS]) from error
        finally:
            layer.Clear()
            del layer
    yield from fields


def _list_fields(layer: Sdf.Layer) -> Iterator[Field]:
    root = layer.pseudoRoot
    yield from _describe(root, _LAYER, "USD layer")
    waiting = [(prim, 1) for prim in list(root.nameChildren)[:_PRIMS]]
    for _ in range(_PRIMS):
        if not waiting:
            return
        prim, depth = waiting.pop(0)
        where = f"{str(prim.path)[: limits.KEY_CHARACTERS]} in the USD layer"
        yield from _describe(prim, _PRIM, where)
        if depth < _DEPTH:
            waiting += [(child, depth + 1) for child in list(prim.nameChildren)[: _PRIMS - len(waiting)]]


def _describe(spec: Any, names: dict[str, str], where: str) -> Iterator[Field]:
    for key, name in names.items():
        if spec.HasInfo(key):
            for path, text in _flatten(spec.GetInfo(key), 0):
                inner = "/".join(part for part in (name, path) if part)
                yield Field(f"usdc:{inner}"[: limits.KEY_CHARACTERS], text[: limits.FIELD_CHARACTERS], where)


def _flatten(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the leaves of a value, each with the names on the way to it."""
    if isinstance(value, dict):
        for name, inner in value.items() if depth < _DEPTH else ():
            for path, text in _flatten(inner, depth + 1):
                yield f"{name}/{path}".rstrip("/"), text
    elif isinstance(value, str):
        yield "", value
    elif isinstance(value, bool):
        yield "", str(value).lower()
    elif isinstance(value, int | float):
        yield "", f"{value}"[: limits.KEY_CHARACTERS]
    elif hasattr(value, "path"):  # an address of something else; it is not followed
        yield "", str(value.path)
    elif hasattr(value, "__len__") and hasattr(value, "__getitem__") and depth < _DEPTH:
        for index in range(min(len(value), _VALUES)):
            yield from _flatten(value[index], depth + 1)


READER: Final = Reader(NAME, frozenset(("model/vnd.usd", "model/vnd.usdz+zip")), frozenset(), read)
