"""Tells whether a window can be shown at all, before Qt is asked: Qt ends the process where it cannot.

It opens no window and starts no process: it makes and drops one connection to the display server.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_CONNECT_SECONDS: Final = 3.0  # to an X server on another machine
_X_PORT: Final = 6000


def is_reachable(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Return whether Qt will find a display.

    macOS and Windows always have one. Elsewhere QT_QPA_PLATFORM is the user's own choice and is believed,
    unless it names a display server: that one, or any that the environment names, must answer.
    """
    if platform in ("win32", "darwin"):
        return True
    plugin = environment.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if plugin and plugin not in ("xcb", "wayland"):
        return True
    if (
        plugin != "xcb"
        and environment.get("WAYLAND_DISPLAY")
        and _can_reach_wayland()
        and _can_load_plugin("libqwayland.so")
    ):
        return True
    display = environment.get("DISPLAY", "")
    return plugin != "wayland" and bool(display) and _can_reach_x(display) and _can_load_plugin("libqxcb.so")


def _can_reach_x(display: str) -> bool:
    """Make a full connection, with the user's authority, through the library that Qt uses too."""
    host, _, number = display.rpartition(":")
    if host and host != "unix" and not host.startswith("/") and not _can_reach_host(host, number):
        return False
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = (ctypes.c_void_p,)
    xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(os.fsencode(display), None)
    answered: bool = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return answered


def _can_reach_host(host: str, number: str) -> bool:
    """Return whether another machine accepts a connection: the X library itself would wait for minutes."""
    import socket

    try:
        port = _X_PORT + int(number.partition(".")[0])
        socket.create_connection((host, port), _CONNECT_SECONDS).close()
    except (OSError, ValueError, OverflowError):
        return False
    return True


def _can_reach_wayland() -> bool:
    import ctypes

    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return False
    wayland.wl_display_connect.argtypes = (ctypes.c_char_p,)
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_disconnect.argtypes = (ctypes.c_void_p,)
    connection = wayland.wl_display_connect(None)
    if not connection:
        return False
    wayland.wl_display_disconnect(connection)
    return True


def _can_load_plugin(name: str) -> bool:
    """Return whether Qt's own plugin finds all system libraries that it needs; it is loaded a moment later anyway."""
    import ctypes

    import PySide6

    plugin = Path(PySide6.__path__[0]) / "Qt" / "plugins" / "platforms" / name
    if not plugin.exists():  # a PySide6 of the system keeps its plugins elsewhere
        return True
    try:
        ctypes.CDLL(str(plugin))
    except OSError:
        return False
    return True
