"""On how many pictures without a mark each way of looking was tried, without a single hit: what bounds its error."""

from __future__ import annotations

import importlib.resources
import tomllib
from functools import cache


@cache
def unmarked(scheme: str, look: str) -> int:
    """The number of distinct unmarked pictures behind `look` of `scheme`, as resources/measured/pixels.toml gives it.

    Raises KeyError for a look that was never measured.
    """
    text = (importlib.resources.files("resources") / "measured" / "pixels.toml").read_text(encoding="utf-8")
    return int(tomllib.loads(text)[scheme][look])
