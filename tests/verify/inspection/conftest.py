"""Readers of signed records are tried on the same signed files as the engines behind them."""

from tests.build.records.signed import bench, opened

__all__ = ["bench", "opened"]
