"""The models that the user supplies for marks of others: kept in the data folder, each with the digest it came with.

None is part of Whence and none is fetched unasked. A model is opened by a worker only, and only as it was added.
"""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from verify.model import ModelFile, limits
from verify.model.errors import ProblemError
from verify.model.forms import is_sha256, is_time
from verify.store.folders import open_regular, write_atomically
from verify.store.network.url_policy import parse_host
from verify.store.set_aside import UnusedFile, reject

if TYPE_CHECKING:
    from verify.store.network.download import OnProgress
    from verify.store.network.fetch import Reach

SCHEMA: Final = "whence.model/1"

_ADOBE: Final = "https://cai-watermark.adobe.net/watermarking/trustmark-models/"
_HEAD: Final = b"\x08"  # an ONNX file begins with its version, a number: field 1
_NOTE_BYTES: Final = 64 * limits.KIB


class ModelProblem(StrEnum):
    """Why a model was not taken or not found."""

    NO_SUCH_MODEL = "no_such_model"
    NOT_ADDED = "not_added"
    NOT_FOUND = "not_found"
    NOT_READABLE = "not_readable"
    NOT_WRITABLE = "not_writable"
    TOO_LARGE = "too_large"
    NOT_A_MODEL = "not_a_model"
    OTHER_CONTENT = "other_content"  # not the file whose digest is known


class ModelError(ProblemError[ModelProblem]):
    """Nothing was added or removed; `problem` says why, `detail` names the file, model or folder."""


class KnownModel(Struct, frozen=True):
    """A model that Whence has a use for. `sha256` is empty where its maker publishes no digest."""

    name: str
    title: str
    scheme: str
    variant: str
    address: str
    sha256: str = ""

    @property
    def host(self) -> str:
        """Whom a fetch asks, to be shown before."""
        return parse_host(self.address)


KNOWN: Final = tuple(
    KnownModel(
        f"trustmark-{variant.lower()}",
        f"Adobe TrustMark {variant}",
        "trustmark",
        variant,
        f"{_ADOBE}decoder_{variant}.onnx",
    )
    for variant in "QPCB"
)


def find_model(name: str) -> KnownModel:
    """Return the model of that name, whatever its capitals. Raises ModelError."""
    for model in KNOWN:
        if model.name == name.casefold():
            return model
    raise ModelError(ModelProblem.NO_SUCH_MODEL, name)


class AddedModel(Struct, frozen=True):
    """A model in the user's folder."""

    known: KnownModel
    sha256: str
    size: int
    date: str


class Contents(Struct, frozen=True):
    """What the folder holds: the models that are used, and the files that are not."""

    added: tuple[AddedModel, ...]
    unused: tuple[UnusedFile, ...] = ()


class ModelStore:
    """The user's models, under `data_folder`/models."""

    def __init__(self, data_folder: Path, known_models: tuple[KnownModel, ...] = KNOWN) -> None:
        self.folder = data_folder / "models"
        self._known = known_models

    def list_added(self) -> tuple[AddedModel, ...]:
        """Return the models that are there and have their notes, in the order in which they are known."""
        return self.read().added

    def read(self) -> Contents:
        """Return the models that are there, and what is not used: damaged notes, set aside so that each is named once,
        and files that cannot be read. A model without its note is not used.
        """
        added: list[AddedModel] = []
        unused: list[UnusedFile] = []
        for known in self._known:
            note = self._find_path(known).with_suffix(".json")
            try:
                model = self._read_note(known)
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError:
                unused.append(UnusedFile(note if os.path.lexists(note) else self.folder))
            except (ValueError, RecursionError):
                unused.append(reject(note))
            else:
                added.append(model)
        return Contents(tuple(added), tuple(dict.fromkeys(unused)))

    def files(self) -> tuple[ModelFile, ...]:
        """Return what is handed to workers."""
        return tuple(map(self.make_file, self.list_added()))

    def make_file(self, added: AddedModel) -> ModelFile:
        """Return a model as it is handed to workers."""
        known = added.known
        return ModelFile(known.name, known.scheme, known.variant, str(self._find_path(known)), added.sha256)

    def add(self, file: Path, wanted: KnownModel, today: date) -> AddedModel:
        """Copy `file` into the folder as the model `wanted`. Raises ModelError."""
        copy = self._find_path(wanted).with_suffix(".part")
        try:
            with file.open("rb") as source:
                if source.seek(0, 2) > limits.MODEL_BYTES:
                    raise ModelError(ModelProblem.TOO_LARGE, str(file))
                source.seek(0)
                self.folder.mkdir(parents=True, exist_ok=True)
                with copy.open("wb") as out:
                    shutil.copyfileobj(source, out)
        except FileNotFoundError as error:
            raise ModelError(ModelProblem.NOT_FOUND, str(file)) from error
        except OSError as error:
            raise ModelError(ModelProblem.NOT_READABLE, str(file)) from error
        return self._take(copy, wanted, today)

    def get(self, wanted: KnownModel, today: date, tell: OnProgress, reach: Reach | None = None) -> AddedModel:
        """Fetch the model from its maker, going on where an earlier try broke off. Raises FetchError, ModelError."""
        from verify.store.network import download, fetch  # late: every check reads which models there are

        part = self._find_path(wanted).with_suffix(".fetched")
        try:
            download.download(wanted.address, part, limits.MODEL_BYTES, tell, reach or fetch.DEFAULT_REACH)
        except OSError as error:
            raise ModelError(ModelProblem.NOT_WRITABLE, str(self.folder)) from error
        try:
            return self._take(part, wanted, today)
        finally:
            download.discard(part)

    def remove(self, wanted: KnownModel) -> None:
        """Take the model out of the folder. Raises ModelError."""
        from verify.store.network import download

        model = self._find_path(wanted)
        if not (os.path.lexists(model) or os.path.lexists(model.with_suffix(".json"))):
            raise ModelError(ModelProblem.NOT_ADDED, wanted.name)
        try:
            self._find_path(wanted).unlink(missing_ok=True)
            self._find_path(wanted).with_suffix(".json").unlink(missing_ok=True)
            download.discard(self._find_path(wanted).with_suffix(".fetched"))
        except OSError as error:
            raise ModelError(ModelProblem.NOT_WRITABLE, str(self.folder)) from error

    def _take(self, copy: Path, wanted: KnownModel, today: date) -> AddedModel:
        """Make `copy` the model, if it is one."""
        import hashlib  # late: it loads OpenSSL, 6 ms, and a check without models needs none

        try:
            with copy.open("rb") as file:
                head = file.read(1)
                file.seek(0)
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            if head != _HEAD:
                raise ModelError(ModelProblem.NOT_A_MODEL, wanted.name)
            if wanted.sha256 and digest != wanted.sha256:
                raise ModelError(ModelProblem.OTHER_CONTENT, wanted.name)
            size = copy.stat().st_size
            copy.replace(self._find_path(wanted))
            note = {"schema": SCHEMA, "name": wanted.name, "sha256": digest, "date": today.isoformat()}
            write_atomically(self._find_path(wanted).with_suffix(".json"), json.dumps(note, indent=1).encode())
        except OSError as error:
            raise ModelError(ModelProblem.NOT_WRITABLE, str(self.folder)) from error
        finally:
            copy.unlink(missing_ok=True)
        return AddedModel(wanted, digest, size, today.isoformat())

    def _find_path(self, model: KnownModel) -> Path:
        return self.folder / f"{model.name}.onnx"

    def _read_note(self, model: KnownModel) -> AddedModel:
        """Read what is noted of a model. Raises OSError, and ValueError where the note is not one of this model."""
        path = self._find_path(model)
        with open_regular(path.with_suffix(".json")) as file:
            note = json.loads(file.read(_NOTE_BYTES))
        if not isinstance(note, dict) or note.get("schema") != SCHEMA or note.get("name") != model.name:
            raise ValueError(SCHEMA)
        digest, day = note.get("sha256"), note.get("date")
        if not isinstance(digest, str) or not isinstance(day, str) or not digest:
            raise ValueError(SCHEMA)
        if not is_sha256(digest) or not is_time(day):
            raise ValueError(SCHEMA)
        return AddedModel(model, digest, path.stat().st_size, day[:10])
