"""Run models through onnxruntime, which is loaded here and nowhere else.

A file that the user supplied is refused where it is not the one that was added.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from verify.model import ModelFile, limits
from verify.model.errors import UnavailableError

Floats = NDArray[np.float32]

_CACHED_MODELS: Final = 4  # models at a time


class Model:
    """A model with one picture for input and one row of numbers for output."""

    def __init__(self, session: Any, side: int, outputs: int) -> None:
        self._session = session
        self._outputs = outputs
        self._input = session.get_inputs()[0].name
        self.side = side  # pixels of the square input; 0 where the model leaves it open

    def read(self, picture: Floats) -> Floats:
        """Return the numbers for a picture [1, 3, side, side]. Raises UnavailableError where the model does not run."""
        try:
            (numbers,) = self._session.run(None, {self._input: picture})[:1]
        except Exception as error:
            raise UnavailableError(f"the model does not run: {error}"[: limits.FACT_CHARACTERS]) from error
        row = np.asarray(numbers, np.float32).reshape(-1)
        if len(row) != self._outputs:
            raise UnavailableError(f"the model gives {len(row)} numbers, not {self._outputs}")
        return row


def load_runtime() -> Any:
    """Import onnxruntime with its usage reports switched off, whatever the environment says, and return it.

    Since 1.29 it sends them to its maker and writes a device number into the user's cache, unless a variable forbids
    it before the import. On Windows it also tells the system's event log until it is asked not to. Raises
    UnavailableError where it is not installed.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime
    except ImportError as error:
        raise UnavailableError("onnxruntime") from error
    if sys.platform == "win32":
        onnxruntime.disable_telemetry_events()
    return onnxruntime


def make_session(model: bytes) -> Any:
    """Make a session that runs `model` on the calling thread alone: one worker a core is what uses the others.

    Raises UnavailableError where onnxruntime is not installed, and errors of its own where it is no model.
    """
    onnxruntime = load_runtime()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    options.enable_mem_pattern = False  # one for each size of picture would be kept, and gains nothing
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@lru_cache(_CACHED_MODELS)
def load_model(file: ModelFile, outputs: int) -> Model:
    """Return the model in `file`, which gives `outputs` numbers; loaded once a process.

    Raises UnavailableError where onnxruntime is not installed or the file is missing, changed or no such model.
    """
    load_runtime()
    try:
        session = make_session(_read_checked(file))
    except Exception as error:
        raise UnavailableError(f"{file.name}: {error}"[: limits.FACT_CHARACTERS]) from error
    inputs = session.get_inputs()
    if len(inputs) != 1 or len(inputs[0].shape) != 4:
        raise UnavailableError(f"{file.name}: not a model for one picture")
    side = inputs[0].shape[-1]
    return Model(session, side if isinstance(side, int) and 0 < side <= limits.MODEL_SIDE else 0, outputs)


def _read_checked(file: ModelFile) -> bytes:
    try:
        with open(file.path if file.descriptor is None else os.dup(file.descriptor), "rb") as stream:  # noqa: PTH123
            stream.seek(0)
            data = stream.read(limits.MODEL_BYTES + 1)
    except OSError as error:
        raise UnavailableError(f"{file.name}: {error.strerror}") from error
    if len(data) > limits.MODEL_BYTES or hashlib.sha256(data).hexdigest() != file.sha256:
        raise UnavailableError(f"{file.name}: not the file that was added")
    return data
