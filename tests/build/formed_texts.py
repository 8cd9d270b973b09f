"""Strategies for texts of a closed form, which come over a border only as what they must be."""

from __future__ import annotations

from typing import Any, Final, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from verify.model.forms import MediaType, PathText, Sha256, Time

FORMED: Final[dict[Any, st.SearchStrategy[str]]] = {
    Sha256: st.sampled_from(("", "0f" * 32)),
    Time: st.sampled_from(("", "2026-01-02", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678+00:00")),
    MediaType: st.sampled_from(("", "image/png", "application/vnd.oasis.opendocument.text", "application/epub+zip")),
    PathText: st.text(max_size=8) | st.sampled_from(("/tmp/bad\udcff.png", "港口.jpg", "a\u202eb")),
}


def find_formed(kind: type) -> dict[str, st.SearchStrategy[Any]]:
    """The strategies of those members of a value whose texts have a form."""
    hints = get_type_hints(kind, include_extras=True)
    found: dict[str, st.SearchStrategy[Any]] = {name: FORMED[hint] for name, hint in hints.items() if hint in FORMED}
    for name, hint in hints.items():
        if get_origin(hint) is tuple and get_args(hint)[0] in FORMED:
            found[name] = st.lists(FORMED[get_args(hint)[0]], max_size=3).map(tuple)
    return found
