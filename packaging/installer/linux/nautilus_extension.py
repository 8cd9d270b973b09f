"""An entry in the context menu of Nautilus ("Files"), which loads this through nautilus-python, if that is installed.

It starts the window with the files that are selected, and looks at none of them.
"""

from __future__ import annotations

from typing import Any, Final

from gi.repository import Gio, GLib, GObject, Nautilus

WINDOW: Final = "whence-window"
LABELS: Final = {"zh": "用 Whence 检查", "": "Check with Whence"}


class WhenceMenu(GObject.GObject, Nautilus.MenuProvider):  # type: ignore[misc]
    """Offers one entry for files on this computer."""

    def get_file_items(self, *arguments: Any) -> list[Any]:
        """Return the entry. Nautilus before 43 passes its window first, then the files."""
        files = arguments[-1]
        paths = [file.get_location().get_path() for file in files if not file.is_directory()]
        if not paths or None in paths or len(paths) != len(files):
            return []
        language = GLib.get_language_names()[0][:2]
        item = Nautilus.MenuItem(
            name="Whence::check", label=LABELS.get(language, LABELS[""]), tip="", icon="org.whence.Whence"
        )
        item.connect("activate", _start, paths)
        return [item]


def _start(_item: object, paths: list[str]) -> None:
    Gio.Subprocess.new([WINDOW, *paths], Gio.SubprocessFlags.NONE)
