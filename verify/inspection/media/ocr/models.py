"""The two models that read text, out of the files of the package `rapidocr`, whose code is never imported.

Each is known by its digest: what is found and what is missed was measured with these (docs/measurements/visible.md).
"""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from verify.inspection.media.onnx import make_session
from verify.model import limits
from verify.model.errors import UnavailableError

Floats = NDArray[np.float32]

PACKAGE: Final = "rapidocr"
_FOLDER: Final = "models"
DIGESTS: Final = {
    "PP-OCRv6_det_small.onnx": "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    "PP-OCRv6_rec_small.onnx": "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
}
DETECTION, RECOGNITION = DIGESTS


class Network:
    """A loaded model with one array for input and one for output; several threads may run it at once."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._input = session.get_inputs()[0].name

    def run(self, array: Floats) -> Floats:
        """Return what the model computes of `array`. Raises UnavailableError where it does not run."""
        try:
            output: Floats = self._session.run(None, {self._input: array})[0]
        except Exception as error:
            raise UnavailableError(f"{PACKAGE}: {error}"[: limits.FACT_CHARACTERS]) from error
        return output

    def list_characters(self) -> tuple[str, ...]:
        """List the characters of a recognition model in the order of its classes, as the file itself names them."""
        characters: str = self._session.get_modelmeta().custom_metadata_map["character"]
        return tuple(characters.splitlines())


@cache
def load_network(name: str) -> Network:
    """Load the model in the file `name` of DIGESTS, once a process.

    Raises UnavailableError where the package or onnxruntime is not installed, or the file is missing or another.
    """
    try:
        data = (find_folder() / name).read_bytes()
    except OSError as error:
        raise UnavailableError(f"{PACKAGE}: {name}: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != DIGESTS[name]:
        raise UnavailableError(f"{PACKAGE}: {name} is another model than the known one")
    try:
        return Network(make_session(data))
    except UnavailableError:
        raise
    except Exception as error:
        raise UnavailableError(f"{PACKAGE}: {name}: {error}"[: limits.FACT_CHARACTERS]) from error


def find_folder() -> Path:
    """Find the folder with the package's models, without importing the package. Raises UnavailableError."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec and spec.submodule_search_locations) or ():
        return Path(place, _FOLDER)
    raise UnavailableError(PACKAGE)
