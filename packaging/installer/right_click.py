"""What puts "Check with Whence" into the context menus of file managers: one file for each, in the form it reads."""

from __future__ import annotations

import plistlib
import shutil
from pathlib import Path
from typing import Any, Final

LINUX: Final = Path(__file__).resolve().parent / "linux"
# our file → where the file manager looks for it, below /usr/share
PLACES: Final = {
    "whence.nemo_action": "nemo/actions/whence.nemo_action",
    "dolphin.desktop": "kio/servicemenus/whence.desktop",
    "thunar.desktop": "Thunar/sendto/whence.desktop",
    "nautilus_extension.py": "nautilus-python/extensions/whence.py",
}
LABEL: Final = "Check with Whence"
CHINESE_LABEL: Final = "用 Whence 检查"
WORKFLOW: Final = f"{LABEL}.workflow"
_OPEN: Final = 'exec open -b {} -- "$@"'  # `open` tells the window that is open, or opens one


def write_linux_files(share: Path) -> None:
    """Write those for Linux below `share`."""
    for name, place in PLACES.items():
        (share / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(LINUX / name, share / place)


def write_quick_action(folder: Path, identifier: str) -> list[tuple[str, str]]:
    """Write the Quick Action for Finder into `folder`, and return its files with where in the bundle each belongs."""
    inside = folder / WORKFLOW / "Contents"
    words = inside / "Resources" / "zh_CN.lproj" / "ServicesMenu.strings"
    words.parent.mkdir(parents=True, exist_ok=True)
    words.write_text(f'"{LABEL}" = "{CHINESE_LABEL}";\n', encoding="utf-8")
    for name, content in (("Info.plist", make_service()), ("document.wflow", make_workflow(identifier))):
        (inside / name).write_bytes(plistlib.dumps(content))
    return [(str(path), str(path.parent.relative_to(folder))) for path in sorted(inside.rglob("*")) if path.is_file()]


def make_service() -> dict[str, Any]:
    """Return what Finder is told: an entry for files, which Automator's runner carries out."""
    return {
        "NSServices": [
            {
                "NSBackgroundColorName": "background",
                "NSIconName": "NSTouchBarSearch",
                "NSMenuItem": {"default": LABEL},
                "NSMessage": "runWorkflowAsService",
                "NSRequiredContext": {"NSApplicationIdentifier": "com.apple.finder"},
                "NSSendFileTypes": ["public.item"],
            }
        ]
    }


def make_workflow(identifier: str) -> dict[str, Any]:
    """Return the workflow: one shell script that gets the files as arguments, so that no name is read as a command."""
    action = {
        "AMAccepts": {"Container": "List", "Optional": True, "Types": ["com.apple.cocoa.path"]},
        "AMActionVersion": "2.0.3",
        "AMApplication": ["Automator"],
        "AMProvides": {"Container": "List", "Types": ["com.apple.cocoa.path"]},
        "ActionBundlePath": "/System/Library/Automator/Run Shell Script.action",
        "ActionName": "Run Shell Script",
        "ActionParameters": {
            "COMMAND_STRING": _OPEN.format(identifier),
            "CheckedForUserDefaultShell": True,
            "inputMethod": 1,  # as arguments
            "shell": "/bin/sh",
            "source": "",
        },
        "BundleIdentifier": "com.apple.RunShellScript",
        "CFBundleVersion": "2.0.3",
        "CanShowSelectedItemsWhenRun": False,
        "CanShowWhenRun": True,
        "Class Name": "RunShellScriptAction",
        "InputUUID": "6F1C9B3E-3B57-4B43-9D0C-2B8B3D0A9F01",
        "OutputUUID": "6F1C9B3E-3B57-4B43-9D0C-2B8B3D0A9F02",
        "UUID": "6F1C9B3E-3B57-4B43-9D0C-2B8B3D0A9F03",
    }
    return {
        "AMApplicationBuild": "521",
        "AMApplicationVersion": "2.10",
        "AMDocumentVersion": "2",
        "actions": [{"action": action, "isViewVisible": 1}],
        "connectors": {},
        "workflowMetaData": {
            "serviceInputTypeIdentifier": "com.apple.Automator.fileSystemObject",
            "serviceOutputTypeIdentifier": "com.apple.Automator.nothing",
            "serviceProcessesInput": 0,
            "workflowTypeIdentifier": "com.apple.Automator.servicesMenu",
        },
    }
