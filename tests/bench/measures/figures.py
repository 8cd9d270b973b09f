"""One measured figure with the bound that it should keep."""

from __future__ import annotations

from msgspec import Struct


class Figure(Struct, frozen=True):
    """`value` should be at most `most`, or at least `least`; None: only told."""

    name: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the bound is kept."""
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    @property
    def bound(self) -> str:
        """The bound in words; empty where there is none."""
        bound = f"at most {self.most:g}" if self.most is not None else ""
        return f"at least {self.least:g}" if self.least is not None else bound

    @property
    def written(self) -> str:
        """The value with its unit."""
        value = str(self.value) if isinstance(self.value, int) else f"{self.value:.3g}"
        return f"{value} {self.unit}".strip()

    def as_row(self) -> str:
        """Write the row of a table in Markdown."""
        return f"| {self.name} | {self.written} | {self.bound}{'' if self.kept else ', **missed**'} |"

    def __str__(self) -> str:
        said = f"  ({self.bound}: {'kept' if self.kept else 'MISSED'})" if self.bound else ""
        return f"{self.name}: {self.written}{said}"
