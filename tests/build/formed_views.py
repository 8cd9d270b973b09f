"""Values of a close look that keep to their bounds, for property tests."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from verify.model import Problem, limits
from verify.model.views import FileView, NotShown, Samples, ShownView, Tile, TilePlace, View, ViewKind

views: Final = st.builds(View, st.sampled_from(ViewKind), st.integers(0, 10**6))
places: Final = st.builds(
    TilePlace, views, st.integers(0, limits.VIEW_LEVELS), st.integers(0, 1000), st.integers(0, 1000)
)
STRATEGIES: Final[dict[type, st.SearchStrategy[object]]] = {
    View: views,
    TilePlace: places,
    Tile: st.builds(
        lambda place, width, height: Tile(place, width, height, bytes(3 * width * height)),
        places,
        st.integers(1, 9),
        st.integers(1, 9),
    ),
    ShownView: st.builds(
        lambda view, width, height, more: ShownView(view, width, height, width * more, height * more),
        views,
        st.integers(1, 5_000),
        st.integers(1, 5_000),
        st.integers(1, 4),
    ),
    FileView: st.builds(
        lambda seconds, stops, said: FileView(seconds=seconds, stops=tuple(sorted(stops)), has_sound=said),
        st.floats(0, 1e5),
        st.sets(st.integers(0, 10**7), max_size=9),
        st.booleans(),
    ),
    Samples: st.builds(
        lambda second, rate, channels, count: Samples(
            second, rate, channels, bytes(2 * channels * count), is_last=False
        ),
        st.floats(0, 1e5),
        st.integers(1_000, limits.PCM_RATE),
        st.integers(1, limits.PCM_CHANNELS),
        st.integers(0, 99),
    ),
    NotShown: st.builds(NotShown, st.sampled_from(Problem), st.text(max_size=9)),
}
