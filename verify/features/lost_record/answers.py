"""What a resolver answers (C2PA Soft Binding Resolution API 2.2 to 2.4), read in a confined task.

Both functions raise TaskError(REFUSED) for what is no such answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from verify.model import RecordMatch, limits
from verify.model.errors import TaskError, TaskProblem
from verify.model.task_inputs import Algorithms, Matches

_ID_CHARACTERS: Final = 300  # of a manifest's identifier
_ALGORITHMS: Final = 200


def read_matches(answer: bytes) -> Matches:
    """Read the matches of `/matches/byBinding`, the best first as the service gives them; at most a few."""
    listed = _read_object(answer).get("matches")
    if not isinstance(listed, list):
        raise TaskError(TaskProblem.REFUSED, "no matches")
    matches = (_read_match(entry) for entry in listed[: limits.FOUND_MATCHES])
    return Matches(tuple(match for match in matches if match is not None))


def read_algorithms(answer: bytes) -> Algorithms:
    """Read the algorithms of `/services/supportedAlgorithms`."""
    listed = _read_object(answer)
    items = [entry for kind in ("watermarks", "fingerprints") for entry in _as_list(listed.get(kind))]
    names = (entry.get("alg") for entry in items if isinstance(entry, dict))
    known = dict.fromkeys(name for name in names if isinstance(name, str) and len(name) <= limits.KEY_CHARACTERS)
    return Algorithms(tuple(known)[:_ALGORITHMS])


def _read_match(entry: object) -> RecordMatch | None:
    if not isinstance(entry, dict):
        return None
    identifier, endpoint, score = entry.get("manifestId"), entry.get("endpoint"), entry.get("similarityScore")
    if not isinstance(identifier, str) or not 0 < len(identifier) <= _ID_CHARACTERS or not identifier.isprintable():
        return None
    if endpoint is not None and (not isinstance(endpoint, str) or len(endpoint) > limits.FACT_CHARACTERS):
        return None
    whole = isinstance(score, int) and not isinstance(score, bool) and 0 <= score <= 100
    return RecordMatch(identifier, endpoint=endpoint or "", score=score if whole else None)


def _read_object(answer: bytes) -> Mapping[str, object]:
    try:
        content = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise TaskError(TaskProblem.REFUSED, "not JSON") from error
    if not isinstance(content, dict):
        raise TaskError(TaskProblem.REFUSED, "not an object")
    return content


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
