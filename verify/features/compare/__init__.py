"""Lays two small pictures over each other and says where they differ. Pure: pictures in, values out, no file.

The window imports it when somebody compares; its arithmetic needs NumPy and nothing else.
"""

from verify.features.compare.alignment import Alignment, align, align_stepwise, overlay
from verify.features.compare.difference import Difference, find_difference

__all__ = ["Alignment", "Difference", "align", "align_stepwise", "find_difference", "overlay"]
