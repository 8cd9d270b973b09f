"""Asks one peer about files, in its own environment: paths in, a line of JSON out for each. Standard library only.

What each says is taken as it is meant, in four words: `ai`, `not_ai` (it vouches for the file), `silent`, `error`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

TRUSTED, DISTRUSTED = 75, 25  # authentica has no word for AI, only a score from 0 to 100


def authentica() -> Callable[[Path], str]:
    """A "trust score": high is taken as vouching, low as calling it AI."""
    from authentica.core import scan

    def ask(path: Path) -> str:
        score = scan(path).trust_score
        return "not_ai" if score >= TRUSTED else "ai" if score <= DISTRUSTED else "silent"

    return ask


def issynthetic() -> Callable[[Path], str]:
    """True, False or None."""
    from issynthetic import Config, Inspector

    inspector = Inspector(config=Config.load())
    return lambda path: {True: "ai", False: "not_ai", None: "silent"}[inspector.inspect(path).is_generated]


def is_it_ai() -> Callable[[Path], str]:
    """One of three words, or an error."""
    from is_it_ai_mcp.tools.check import do_check_image_provenance

    said = {"AI_DECLARED": "ai", "NO_AI_DECLARED": "not_ai", "UNKNOWN": "silent"}

    def ask(path: Path) -> str:
        found = json.dumps(do_check_image_provenance(str(path)), default=str)
        return next((word for name, word in said.items() if f'"{name}"' in found), "error")

    return ask


def sd_parsers() -> Callable[[Path], str]:
    """The settings of an image generator, or nothing."""
    from sd_parsers import ParserManager

    manager = ParserManager()
    return lambda path: "ai" if manager.parse(path) else "silent"


PEERS = {"authentica": authentica, "issynthetic": issynthetic, "is-it-ai-mcp": is_it_ai, "sd-parsers": sd_parsers}


def main(name: str) -> None:
    """Answers until the input ends."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what a peer prints is no answer
    ask = PEERS[name]()
    for line in sys.stdin:
        begun = time.perf_counter()
        try:
            said = ask(Path(json.loads(line)))
        except Exception:  # noqa: BLE001 - a peer's fault is an answer too
            said = "error"
        print(json.dumps({"said": said, "seconds": time.perf_counter() - begun}), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
