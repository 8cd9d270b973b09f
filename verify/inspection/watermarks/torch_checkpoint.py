"""Read the arrays of a model checkpoint as PyTorch saves it (a ZIP with a pickle and raw storages), without PyTorch.

The pickle may name three things and no others, so it can build tensors and dictionaries and nothing else; every size
is checked against what the archive really holds.
"""

from __future__ import annotations

import pickle
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.model import limits

Arrays = dict[str, NDArray[np.float32]]

_STORAGES: Final = frozenset(("FloatStorage", "LongStorage"))  # the second holds counters, which are left out
_DIMENSIONS: Final = 8


class CheckpointError(Exception):
    """The file is not a checkpoint, or holds more than arrays."""


class _Storage(Struct, frozen=True):
    kind: str
    key: str
    count: int


class _Tensor(Struct, frozen=True):
    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def load(file: Path | BinaryIO, member: str, prefix: str = "") -> Arrays:
    """Load the float arrays of the dictionary `member` of the checkpoint whose names begin with `prefix`, by name.

    Raises CheckpointError where the file is damaged, too large, or not such a checkpoint.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _read_arrays(archive, member, prefix)
    except CheckpointError:
        raise
    except Exception as error:
        # a damaged archive or pickle raises almost anything
        raise CheckpointError(f"{type(error).__name__}: {error}") from error


def list_members(archive: zipfile.ZipFile, member: str, prefix: str) -> tuple[str, ...]:
    """List the names of the files in a checkpoint that `load` with these arguments reads. Raises CheckpointError."""
    root, tensors = _list_tensors(archive, member, prefix)
    return (f"{root}data.pkl", *sorted({_name_storage(root, tensor) for tensor in tensors.values()}))


def _read_arrays(archive: zipfile.ZipFile, member: str, prefix: str) -> Arrays:
    root, tensors = _list_tensors(archive, member, prefix)
    return {name: _read_array(archive, root, tensor) for name, tensor in tensors.items()}


def _list_tensors(archive: zipfile.ZipFile, member: str, prefix: str) -> tuple[str, dict[str, _Tensor]]:
    """List the folder within the archive, and the float arrays that are named, not yet read."""
    names = {info.filename: info for info in archive.infolist()[: limits.SEGMENTS]}
    pickles = [name for name in names if name.count("/") == 1 and name.endswith("/data.pkl")]
    if len(pickles) != 1 or names[pickles[0]].file_size > limits.CHECKPOINT_PICKLE_BYTES:
        raise CheckpointError("no list of arrays")
    root = pickles[0].removesuffix("data.pkl")
    if sum(info.file_size for info in names.values()) > limits.CHECKPOINT_BYTES:
        raise CheckpointError("too large")
    with archive.open(pickles[0]) as stream:
        content = _Unpickler(stream).load()
    saved = content.get(member) if isinstance(content, dict) else None
    if not isinstance(saved, dict):
        raise CheckpointError(f"no {member}")
    return root, {
        str(name): one
        for name, one in saved.items()
        if isinstance(one, _Tensor) and one.storage.kind == "FloatStorage" and str(name).startswith(prefix)
    }


def _name_storage(root: str, tensor: _Tensor) -> str:
    return f"{root}data/{tensor.storage.key}"


def _read_array(archive: zipfile.ZipFile, root: str, tensor: _Tensor) -> NDArray[np.float32]:
    raw = archive.read(_name_storage(root, tensor))
    values = np.frombuffer(raw, "<f4")
    count = int(np.prod(tensor.shape, dtype=object))
    if len(tensor.shape) > _DIMENSIONS or min((0, tensor.offset, *tensor.shape)) < 0 or count > values.size:
        raise CheckpointError("a shape that its values do not fill")
    # only arrays that lie in one piece, row by row: as every saved layer does
    expected = tuple(int(np.prod(tensor.shape[at + 1 :], dtype=object)) for at in range(len(tensor.shape)))
    if tensor.strides != expected or tensor.offset + count > values.size:
        raise CheckpointError("an array that does not lie in one piece")
    array = values[tensor.offset : tensor.offset + count].astype(np.float32).reshape(tensor.shape)
    if not np.isfinite(array).all():
        raise CheckpointError("values that are no numbers")
    return array


def _rebuild_tensor(  # noqa: PLR0917 - the order of arguments that the format has
    storage: _Storage,
    offset: int,
    shape: tuple[int, ...],
    strides: tuple[int, ...],
    gradient: bool = False,  # noqa: ARG001
    hooks: object = None,  # noqa: ARG001
) -> _Tensor:
    if not isinstance(storage, _Storage) or not isinstance(offset, int):
        raise CheckpointError("a tensor without a storage")
    return _Tensor(storage, offset, tuple(map(int, shape)), tuple(map(int, strides)))


_KNOWN: Final[dict[tuple[str, str], Any]] = {
    ("collections", "OrderedDict"): OrderedDict,
    ("torch._utils", "_rebuild_tensor_v2"): _rebuild_tensor,
    **{("torch", name): name for name in _STORAGES},
}


class _Unpickler(pickle.Unpickler):
    """Builds what `_KNOWN` lists and refuses everything else by name."""

    def find_class(self, module: str, name: str, /) -> Any:
        """Find the stand-in for a name in the pickle. Raises CheckpointError for any name that is not expected."""
        if (module, name) not in _KNOWN:
            raise CheckpointError(f"it asks for {module}.{name}"[: limits.FACT_CHARACTERS])
        return _KNOWN[module, name]

    def persistent_load(self, pid: Any, /) -> _Storage:
        """Return a storage named by ("storage", kind, key, place, count)."""
        if not (isinstance(pid, tuple) and len(pid) == 5 and pid[0] == "storage" and pid[1] in _STORAGES):
            raise CheckpointError("an unknown kind of storage")
        key = str(pid[2])
        if not key.isdigit():
            raise CheckpointError("a storage with an unusual name")
        return _Storage(pid[1], key, int(pid[4]))
