"""Whence's verification backend: from a file to a report. No Qt, no network, no knowledge of windows.

What other programs may use is named in `__all__` and described in docs/api.md.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verify.api import Inspector, Options, Report, current_options, inspect_file
else:

    def __getattr__(name: str) -> object:
        """Load `verify.api` when one of its names is asked for: a worker, which needs none, starts without it."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from verify import api

        return getattr(api, name)


__version__ = "0.1.0"
__all__ = ["Inspector", "Options", "Report", "current_options", "inspect_file"]
