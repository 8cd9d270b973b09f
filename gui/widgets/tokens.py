"""The design tokens: every colour, distance and size of type that the window uses. It draws nothing.

No colour carries a meaning: strength is told by a word and a shape. All inks reach 4.5:1 on all their grounds.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Colours(NamedTuple):
    """One theme. Values are `#rrggbb`."""

    ground: str  # behind everything
    surface: str  # cards, lists, fields
    sunken: str  # quiet bands: pills, the drop zone
    line: str  # borders that only divide
    edge: str  # borders of things that can be operated: 3:1
    ink: str  # text
    muted: str  # second text
    accent: str  # links, focus, the selected row's edge
    on_accent: str  # text on the accent
    chosen: str  # ground of the selected row
    notice: str  # ground of alarms and notices
    danger: str  # buttons that remove what nobody can bring back, and nothing else


LIGHT: Final = Colours(
    ground="#f5f5f2",
    surface="#ffffff",
    sunken="#ebebe6",
    line="#dcdcd5",
    edge="#80838a",
    ink="#1a1c20",
    muted="#53575f",
    accent="#2b4c9b",
    on_accent="#ffffff",
    chosen="#dfe6f5",
    notice="#e9ebf6",
    danger="#9c2a1e",
)

DARK: Final = Colours(
    ground="#15171a",
    surface="#1e2125",
    sunken="#2a2e34",
    line="#383d45",
    edge="#858b95",
    ink="#eceef0",
    muted="#b0b6bf",
    accent="#a3b8f5",
    on_accent="#10131a",
    chosen="#2c3853",
    notice="#272d42",
    danger="#f2a398",
)

# for eyes that need more: every text reaches 7:1, every line is drawn strongly
HIGH_LIGHT: Final = Colours(
    ground="#ffffff",
    surface="#ffffff",
    sunken="#f0f0f0",
    line="#5c5c5c",
    edge="#000000",
    ink="#000000",
    muted="#202020",
    accent="#0b2fb0",
    on_accent="#ffffff",
    chosen="#d4ddff",
    notice="#e6ebff",
    danger="#8a0f05",
)

HIGH_DARK: Final = Colours(
    ground="#000000",
    surface="#000000",
    sunken="#1c1c1c",
    line="#b4b4b4",
    edge="#ffffff",
    ink="#ffffff",
    muted="#e4e4e4",
    accent="#a9c4ff",
    on_accent="#000000",
    chosen="#1e2f66",
    notice="#14204a",
    danger="#ffb4a8",
)

# -- distances, in device-independent pixels
HAIRLINE: Final = 3
TIGHT: Final = 4
NEAR: Final = 8
GAP: Final = 12
WIDE: Final = 20
FAR: Final = 32
RADIUS: Final = 8

# -- type, in points at a text size of 100 %; `style.scale_points` gives them at the chosen one
HEADLINE: Final = 28.0
HEADLINE_MEDIUM: Final = 21.0  # one that does not fit into a line
HEADLINE_SMALL: Final = 16.5  # a long one, or in a narrow panel
WHOM: Final = 18.0
WHOM_MEDIUM: Final = 15.0
WHOM_SMALL: Final = 12.5
TITLE: Final = 13.5
STRONG: Final = 11.0
BODY: Final = 10.5
SMALL: Final = 9.5

# -- sizes, in device-independent pixels
LIST_WIDTH: Final = 310
LIST_LEAST: Final = 220
LIST_SHARE: Final = 0.37  # of a narrow window's width
LIST_BESIDE_FROM: Final = 450  # width of a page at 100 %; in a narrower one a strip of buttons stands for the list
SHORT_BELOW: Final = 280  # height of the panel at 100 %; in a lower one the four lines come before picture and size
PANEL_WIDEST: Final = 1240  # longer lines are hard to read
TWO_COLUMNS_FROM: Final = 960  # width of the panel from which cards stand side by side
PREVIEW_NARROW: Final = 96
PREVIEW_SMALL: Final = 150
PREVIEW_LARGE: Final = 300
PREVIEW_LARGE_FROM: Final = 800  # width of the panel
PREVIEW_BESIDE_FROM: Final = 460  # width of the answer at 100 %; in a narrower one the preview is above the words
THUMBNAIL: Final = 56
ICON: Final = 18  # at a text size of 100 %
BUTTON_EDGES: Final = 52  # of a page's button at most: padding, border, and what parts icon and word
PAGE_WIDEST: Final = 860  # of pages that are mostly sentences
STEPS_BESIDE_FROM: Final = 720  # width from which the steps of the empty window stand side by side, at 100 %
CHOICE_LEAST: Final = 180  # width of a list of choices
ROW_PICTURE: Final = 40
ROW_PICTURE_FROM: Final = 180  # width of a row that has room for its picture, at 100 %
SHAPE_WIDTH: Final = 18  # of the sign before the answer in a row, at 100 %

# -- families; Chinese characters must not be drawn in their Japanese forms
CHINESE_FAMILIES: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "Source Han Sans SC",
)
FIXED_FAMILIES: Final = ("DejaVu Sans Mono", "Cascadia Mono", "Menlo", "Noto Sans Mono CJK SC")
