"""One measured figure with the bound that it should keep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
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

    def __str__(self) -> str:
        bound = f"at most {self.most:g}" if self.most is not None else ""
        bound = f"at least {self.least:g}" if self.least is not None else bound
        said = f"  ({bound}: {'kept' if self.kept else 'MISSED'})" if bound else ""
        value = str(self.value) if isinstance(self.value, int) else f"{self.value:.3g}"
        return f"{self.name}: {value} {self.unit}{said}".replace(" :", ":")
