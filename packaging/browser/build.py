"""Makes the extension for browsers: `build.py [FOLDER]` writes `chromium` and `firefox` there, and a zip of each.

Both are the same files with another manifest. Every file of a zip has one time, so that two builds are the same bytes.
"""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from verify import __version__  # noqa: E402
from verify.features.links.browser.host import FIREFOX_EXTENSION  # noqa: E402

SOURCE: Final = Path(__file__).resolve().parent / "extension"
BROWSERS: Final = ("chromium", "firefox")
# the public half of a key that nobody keeps: Chromium makes the extension's identifier of it
KEY: Final = (
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA768eDOxzbQ23Z1kuYVbPwJYK+C+rRI1os08aOhMg4kpjtLqvmG6XWSYs"
    "PtkdZDtCqTKtJ1A22LmlFVnk77IB/FhfuXPggsLbc1riR/2WT7ssJ5Bc0pyGGlmx4uk3yAB8HcTyhh8nlEgo/agvZyTNLLv+CZTr"
    "VGwIU7mx/DEIYsSe5cYpjJA+Zs0dFcBzYmk+6GZ1AX2We6gcptq4DlfanBLoYJgPKgieNjAuFu09OZV7sw6kfCvTVANZsNatJhWN"
    "2nJLldpLo1oCRVjh3xPMMGqizBKlnpE8tt3iT2Uv4xYYtFQDF+e3MpEK7++YVk+XwDRvOZib90jlN7iTYRdIswIDAQAB"
)
_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say


def main(folder: Path) -> int:
    """Write the extension for each browser into `folder`."""
    for browser in BROWSERS:
        place = folder / browser
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(SOURCE, place)
        whole = json.dumps(make_manifest(browser), indent=2, ensure_ascii=False) + "\n"
        (place / "manifest.json").write_text(whole, encoding="utf-8")
        print(write_zip(place, folder / f"whence-{browser}-{__version__}.zip"))
    return 0


def make_manifest(browser: str) -> dict[str, Any]:
    """Return the manifest for a browser: Firefox knows no service worker as the background of an extension."""
    text = (SOURCE / "manifest.json").read_text(encoding="utf-8").replace("@VERSION@", __version__)
    manifest: dict[str, Any] = json.loads(text)
    if browser == "chromium":
        return {**manifest, "key": KEY, "background": {"service_worker": "background.js"}}
    return {
        **manifest,
        "background": {"scripts": ["background.js"]},
        "browser_specific_settings": {
            "gecko": {
                "id": FIREFOX_EXTENSION,
                "strict_min_version": "128.0",
                "data_collection_permissions": {"required": ["none"]},
            }
        },
    }


def write_zip(folder: Path, out: Path) -> Path:
    """Pack a folder as browsers and their stores take it, and return where."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _TIME)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return out


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "browser"))
