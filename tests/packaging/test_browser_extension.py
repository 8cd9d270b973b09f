"""The extension as it is built; and in Chromium, where it is installed, with the real messaging host behind it.

The handler of the menu is called as the click would call it. The click itself gives the extension the right to read the
page; a lasting right to read the site, which only this test writes into the manifest, stands in for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.build.loopback import Loopback, Reply, make_server_certificate, serving
from verify.features.links.browser.host import CHROMIUM_EXTENSION, FIREFOX_EXTENSION
from verify.features.links.browser.inbox import Handed, Inbox
from verify.features.links.browser.registration import HOST, make_registration
from verify.model import limits

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "packaging" / "browser" / "build.py"
SECONDS = 60.0  # for what takes less than two where nobody else needs the processor
# the host as a browser starts it; only the window is replaced by a line in a file
STARTED = """
import sys
sys.path.insert(0, {root!r})
from verify.cli import browser
browser.open_window = lambda path: open({opened!r}, "a").write(str(path) + "\\n")
sys.exit(browser.run_host(sys.argv[1:]))
"""
NUMBERS = itertools.count(1)  # of questions to Chromium
SMALL, LARGE = b"\xff\xd8 a picture", bytes(range(256)) * (5 * limits.KIB)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extension")
    for name in ("once", "again"):
        subprocess.run([sys.executable, BUILD, folder / name], check=True, stdout=subprocess.DEVNULL)
    return folder


def read_manifest(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def test_two_builds_are_the_same_bytes(built: Path) -> None:
    zips = {name: sorted((built / name).glob("*.zip")) for name in ("once", "again")}
    assert len(zips["once"]) == 2
    for first, second in zip(zips["once"], zips["again"], strict=True):
        assert first.read_bytes() == second.read_bytes()


def test_the_identifiers_are_those_that_the_host_knows(built: Path) -> None:
    import base64

    digest = hashlib.sha256(base64.b64decode(read_manifest(built / "once" / "chromium")["key"])).hexdigest()
    assert "".join(chr(ord("a") + int(digit, 16)) for digit in digest[:32]) == CHROMIUM_EXTENSION
    gecko = read_manifest(built / "once" / "firefox")["browser_specific_settings"]["gecko"]
    assert gecko["id"] == FIREFOX_EXTENSION


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_it_asks_for_no_right_to_read_pages_before_a_click(built: Path, browser: str) -> None:
    manifest = read_manifest(built / "once" / browser)
    assert manifest["permissions"] == ["activeTab", "contextMenus", "nativeMessaging", "scripting"]
    assert (
        not {"host_permissions", "optional_permissions", "content_scripts", "externally_connectable"} & manifest.keys()
    )


def test_it_says_the_same_in_both_languages(built: Path) -> None:
    said = [
        json.loads((built / "once" / "chromium" / "_locales" / language / "messages.json").read_text(encoding="utf-8"))
        for language in ("en", "zh_CN")
    ]
    assert said[0].keys() == said[1].keys()


# -- in Chromium ---------------------------------------------------------------------------------------------------


class Worker:
    """The extension's service worker, spoken to over DevTools."""

    def __init__(self, socket: Any, session: str) -> None:
        self._socket = socket
        self._session = session

    def run(self, code: str) -> Any:
        """What a promise comes to."""
        asked = {"expression": code, "awaitPromise": True, "returnByValue": True}
        answer = send(self._socket, "Runtime.evaluate", asked, self._session)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def click(self, entry: str, address: str, tab: int = 0) -> dict[str, Any]:
        """What comes of choosing an entry of the menu on something in a page."""
        key = "linkUrl" if entry == "link" else "srcUrl"
        info = {"menuItemId": entry, key: address, "frameId": 0}
        answer: dict[str, Any] = self.run(f"handOver({json.dumps(info)}, {{id: {tab}}})")
        return answer


def send(socket: Any, method: str, parameters: dict[str, Any], session: str = "") -> dict[str, Any]:
    number = next(NUMBERS)
    whole = {"id": number, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
    socket.send(json.dumps(whole))
    while True:
        answer = json.loads(socket.recv(timeout=SECONDS))
        if answer.get("id") == number:
            assert "result" in answer, answer
            result: dict[str, Any] = answer["result"]
            return result


def wait_for(find: Any) -> Any:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError, ValueError):
            if found := find():
                return found
        time.sleep(0.05)
    pytest.fail("Chromium did not come")


@contextlib.contextmanager
def browsing(profile: Path, extension: Path, server: Loopback) -> Iterator[Any]:
    """Run Chromium without a window; every name on the web is this server."""
    from websockets.sync.client import connect

    command = [
        *(shutil.which("chromium") or "", "--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu"),
        *(f"--user-data-dir={profile}", "--remote-debugging-port=0", f"--load-extension={extension}"),
        *("--disable-features=DisableLoadExtensionCommandLineSwitch", "--ignore-certificate-errors"),
        *(f"--host-resolver-rules=MAP * 127.0.0.1:{server.port}", "--disable-background-networking", "about:blank"),
    ]
    environment = {**os.environ, "WHENCE_DATA": str(profile / "data"), "HOME": str(profile)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            port = wait_for(lambda: (profile / "DevToolsActivePort").read_text().splitlines()[0])
            with urlopen(f"http://127.0.0.1:{port}/json/version") as answer:
                address = json.load(answer)["webSocketDebuggerUrl"]
            with connect(address, max_size=None) as socket:
                yield socket
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)


def find_worker(socket: Any) -> Worker:
    def find() -> str:
        for target in send(socket, "Target.getTargets", {})["targetInfos"]:
            if target["type"] == "service_worker" and CHROMIUM_EXTENSION in target["url"]:
                return str(target["targetId"])
        return ""

    attached = send(socket, "Target.attachToTarget", {"targetId": wait_for(find), "flatten": True})
    worker = Worker(socket, attached["sessionId"])
    # it can be spoken to before its script has run, and its menu is made after that
    wait_for(lambda: worker.run("typeof chrome === 'object' && typeof handOver === 'function'"))
    made = (
        "Promise.all(Object.keys(MENU).map((id) => chrome.contextMenus.update(id, {}))).then(() => true, () => false)"
    )
    wait_for(lambda: worker.run(made))
    return worker


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_in_chromium_bytes_and_addresses_arrive_where_the_window_takes_them(built: Path, tmp_path: Path) -> None:
    pytest.importorskip("websockets")
    profile, opened, script = tmp_path / "profile", tmp_path / "opened", tmp_path / "host.sh"
    code = STARTED.format(root=str(ROOT), opened=str(opened))
    script.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, "-c", code])} "$@"\n', encoding="utf-8")
    script.chmod(0o700)
    hosts = profile / "NativeMessagingHosts"
    hosts.mkdir(parents=True)
    (hosts / f"{HOST}.json").write_bytes(make_registration("Chromium", script))
    extension = tmp_path / "extension"
    shutil.copytree(built / "once" / "chromium", extension)
    manifest = {**read_manifest(extension), "host_permissions": ["https://pictures.test/*"]}
    (extension / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    page = b"<title>x</title><img src=/small.jpg>"

    def take_last() -> Handed:
        handed = Inbox(profile / "data").take(opened.read_text().splitlines()[-1])
        assert handed is not None
        return handed

    with serving(make_server_certificate(tmp_path)) as server:
        server.replies = {
            "/page": Reply(page, headers={"Content-Type": "text/html"}),
            "/small.jpg": Reply(SMALL, headers={"Content-Type": "image/jpeg"}),
            "/large.png": Reply(LARGE, headers={"Content-Type": "image/png"}),
            "/words.txt": Reply(b"words", headers={"Content-Type": "text/plain"}),
        }
        with browsing(profile, extension, server) as socket:
            worker = find_worker(socket)
            send(socket, "Target.createTarget", {"url": "https://pictures.test/page"})
            tabs = "chrome.tabs.query({url: 'https://pictures.test/*', status: 'complete'}).then((tabs) => tabs[0]?.id)"
            tab = wait_for(lambda: worker.run(tabs))

            # the page's own bytes, small and in many pieces
            for name, content in (("small.jpg", SMALL), ("large.png", LARGE)):
                assert worker.click("picture", f"https://pictures.test/{name}?key=secret", tab) == {"taken": True}
                handed = take_last()
                assert handed.fetched is not None
                assert Path(handed.path).read_bytes() == content
                assert Path(handed.path).name == name
                assert handed.fetched.address == f"https://pictures.test/{name}"
                assert handed.fetched.with_login
            assert worker.run("chrome.action.getBadgeText({})") == "✓"

            # of another site, which does not let the page read it: its address, which the window asks about
            other = "https://cdn.test/small.jpg"
            assert worker.click("picture", other, tab) == {"taken": True}
            assert take_last() == Handed(address=other)
            link = "https://pictures.test/page?a=b"
            assert worker.click("link", link) == {"taken": True}
            assert take_last() == Handed(address=link)

            # a picture that a page holds by itself has no address
            assert worker.click("picture", "data:image/gif;base64,R0lGODlhAQABAAAAACw=", tab) == {"taken": True}
            handed = take_last()
            assert handed.fetched is not None
            assert (handed.fetched.address, handed.fetched.with_login) == ("", False)

            # what may not be said
            for entry, address in (("link", "http://plain.test/a.jpg"), ("link", "file:///etc/passwd")):
                assert worker.click(entry, address, tab) == {"taken": False, "reason": "bad_address"}
            assert worker.click("video", "data:text/plain,words", tab) == {"taken": False, "reason": "not_media"}
            assert worker.run("chrome.action.getBadgeText({})") == "!"
            (hosts / f"{HOST}.json").unlink()
            assert worker.click("link", link) == {"taken": False, "reason": "no_host"}
    assert len(opened.read_text().splitlines()) == 5
