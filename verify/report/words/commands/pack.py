"""What evidence packs say of themselves, and what the command `pack` says of them."""

from __future__ import annotations

from typing import Final

# -- headings and captions of a pack

INTRODUCTION: Final = (
    "commands.pack.introduction.1",
    "commands.pack.introduction.2",
)
# -- what was meant to be in a pack and is not: the heading of the list, and the reasons


# -- columns of the table

# -- pack make

# -- pack verify

# -- pack rerun

# what is compared: names of values as they stand in reports.jsonl

# -- reasons: codes of `verify.features.packs`
