"""The door for REST as programs meet it: a real uvicorn on loopback, real workers, and whoever should not come in."""

from __future__ import annotations

import json
import os
import socket
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from PIL import Image

from tests.verify.features.serve.running import MIB, PLACES, UPLOAD_BYTES, Answer, Door, open_door, read
from verify.features.serve.openapi import BY_PATH, UPLOAD
from verify.features.serve.refusals import STATUSES, Refusal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no path is taken on Windows")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root, and beside it what must not be reached."""
    made = tmp_path_factory.mktemp("door")
    root = made / "root"
    (root / "deep").mkdir(parents=True)
    Image.new("RGB", (8, 8), "teal").save(root / "deep" / "a.png")
    Image.new("RGB", (8, 8), "red").save(made / "secret.png")
    (root / "inside.png").symlink_to("deep/a.png")
    (root / "outside.png").symlink_to(made / "secret.png")
    (root / "away").symlink_to(made)
    with (root / "long.mp4").open("wb") as file:
        file.write(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")
        file.truncate(200 * 2**30)
    return made


@pytest.fixture(scope="module")
def door(folder: Path) -> Iterator[Door]:
    with open_door(folder / "token", "--root", folder / "root") as opened:
        yield opened


def picture(folder: Path) -> bytes:
    return (folder / "root" / "deep" / "a.png").read_bytes()


def wait_for(answer: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not answer():
        assert time.monotonic() < until
        time.sleep(0.05)


# -- files ---------------------------------------------------------------------------------------------------------


def test_a_file_that_is_sent_gets_its_report_without_a_name(door: Door, folder: Path) -> None:
    answer = door.ask(body=picture(folder))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert (answer.data["file"]["path"], answer.data["file"]["media_type"]) == ("upload", "image/png")
    assert answer.data["file"]["problem"] is None


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_file_below_the_root_is_checked_where_links_lead_on_both_addresses(
    door: Door, folder: Path, address: str
) -> None:
    if address == "::1" and "[::1]" not in door.said:
        pytest.skip("this computer has no IPv6")
    body = json.dumps({"path": str(folder / "root" / "inside.png")}).encode()
    answer = door.ask(path=BY_PATH, body=body, address=address)
    assert answer.data["file"]["path"] == str((folder / "root" / "deep" / "a.png").resolve())


def test_a_page_and_an_answer_are_other_forms_of_the_report(door: Door, folder: Path) -> None:
    page = door.ask_path(folder / "root" / "deep" / "a.png", form="html", lang="zh_CN")
    assert page.headers["content-type"].startswith("text/html")
    assert b'lang="zh-CN"' in page.body
    policy = page.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "sandbox", "frame-ancestors 'none'"} <= {*policy}
    assert not any("script" in rule or "http" in rule or "self" in rule for rule in policy)
    answer = door.ask_path(folder / "root" / "deep" / "a.png", form="answer")
    assert (answer.data["schema"], answer.data["codes"]["conclusion"]) == ("whence.answer/1", "unknown")


@pytest.mark.parametrize(
    "name", ["secret.png", "root/outside.png", "root/away/secret.png", "root/../secret.png", "root/missing.png", "root"]
)
def test_what_is_not_below_the_root_is_refused_like_what_is_not_there(door: Door, folder: Path, name: str) -> None:
    assert door.ask_path(f"{folder}/{name}").refusal == (404, "outside_roots")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"path": 1}', b'{"path": "a.png"}', b'{"path": "/a", "x": 1}', b'{"path": "/a\\u0000"}'],
)
def test_a_request_of_another_form_is_refused(door: Door, body: bytes) -> None:
    assert door.ask(path=BY_PATH, body=body).refusal == (400, "bad_request")


def test_without_a_root_no_path_is_taken(tmp_path: Path, folder: Path) -> None:
    with open_door(tmp_path / "token") as bare:
        assert bare.ask_path(folder / "secret.png").refusal == (403, "no_roots")


# -- who may ask -----------------------------------------------------------------------------------------------------


def test_the_token_is_for_its_owner_alone_and_nowhere_else(door: Door) -> None:
    assert stat.S_IMODE(door.token_file.stat().st_mode) == 0o600
    assert len(door.token) >= 43
    assert door.token not in door.said
    assert door.token not in " ".join(psutil.Process(door.process.pid).cmdline())


@pytest.mark.parametrize(
    "shown",
    ["", "Bearer", "Bearer ", "Bearer {token}x", "Bearer {half}", "Basic {token}", "{token}", "Bearer {token} {token}"],
)
def test_whoever_does_not_show_the_whole_token_is_not_admitted(door: Door, folder: Path, shown: str) -> None:
    header = shown.format(token=door.token, half=door.token[:20])
    answer = door.ask(body=picture(folder), headers={"Authorization": header})
    assert answer.refusal == (401, "not_admitted")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_token_in_the_address_admits_nobody(door: Door) -> None:
    address = f"{UPLOAD}?token={door.token}&access_token={door.token}"
    assert door.ask(path=address, body=b"a", headers={"Authorization": ""}).refusal == (401, "not_admitted")


def test_the_token_is_another_at_each_start_and_gone_at_the_end(tmp_path: Path) -> None:
    tokens = []
    for _ in range(2):
        with open_door(tmp_path / "token") as opened:
            tokens.append(opened.token)
            opened.process.terminate()
            assert opened.process.wait(60) == 0
            assert opened.process.stdout is not None
            assert opened.process.stdout.read() == ""
        assert not (tmp_path / "token").exists()
    assert tokens[0] != tokens[1]


@pytest.mark.parametrize(
    ("headers", "refusal"),
    [
        ({"Host": "rebound.example"}, (421, "wrong_host")),
        ({"Host": "127.0.0.1"}, (421, "wrong_host")),
        ({"Host": "127.0.0.1.rebound.example:{port}"}, (421, "wrong_host")),
        ({"Origin": "https://page.example"}, (403, "wrong_origin")),
        ({"Origin": "null"}, (403, "wrong_origin")),
        ({"Origin": "http://127.0.0.1"}, (403, "wrong_origin")),
    ],
)
@pytest.mark.parametrize("path", [UPLOAD, "/"])
def test_a_page_of_somebody_else_is_refused_even_with_the_token(
    door: Door, headers: dict[str, str], refusal: tuple[int, str], path: str
) -> None:
    told = {name: value.format(port=door.port) for name, value in headers.items()}
    answer = door.ask("GET" if path == "/" else "POST", path, headers=told)
    assert answer.refusal == refusal
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_browser_that_asks_whether_it_may_is_told_nothing(door: Door) -> None:
    origin = f"http://127.0.0.1:{door.port}"
    answer = door.ask("OPTIONS", headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    assert answer.refusal == (405, "not_this_method")
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_other_addresses_and_methods_are_refused(door: Door) -> None:
    assert door.ask("GET", "/v1/check").refusal == (405, "not_this_method")
    assert door.ask("GET", "/etc/passwd").refusal == (404, "no_such_address")
    assert door.ask("POST", "/v1/check?form=exe", b"a").refusal == (400, "bad_request")
    assert door.ask("POST", "/v1/check?path=/a", b"a").refusal == (400, "bad_request")


def test_the_page_and_its_document_need_no_token_and_load_nothing(door: Door) -> None:
    page = door.ask("GET", "/", headers={"Authorization": ""})
    assert page.status == 200
    assert not any(word in page.body for word in (b"<script", b"src=", b"<link", b"@import", b"url("))
    document = door.ask("GET", "/openapi.json", headers={"Authorization": ""}).data
    assert {UPLOAD, BY_PATH} == document["paths"].keys()
    codes = document["components"]["schemas"]["Refusal"]["properties"]["error"]["properties"]["code"]["enum"]
    assert codes == [refusal.value for refusal in Refusal]
    assert STATUSES.keys() == {*Refusal}


def test_it_listens_on_this_computer_alone(door: Door) -> None:
    listening = {
        connection.laddr.ip
        for connection in psutil.Process(door.process.pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening <= {"127.0.0.1", "::1"}
    assert listening


# -- too much ----------------------------------------------------------------------------------------------------------


def test_ten_gigabytes_that_are_announced_are_refused_before_the_first_byte(door: Door) -> None:
    with closing(door.begin_upload(10 * 2**30, b"")) as connection:
        assert read(connection).refusal == (413, "too_large")


def test_ten_gigabytes_that_are_not_announced_are_refused_as_soon_as_they_are_too_many(door: Door) -> None:
    with socket.create_connection(("127.0.0.1", door.port), timeout=60) as client:
        head = f"POST /v1/check HTTP/1.1\r\nHost: 127.0.0.1:{door.port}\r\nAuthorization: Bearer {door.token}\r\n"
        client.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        piece = b"%x\r\n" % MIB + bytes(MIB) + b"\r\n"
        sent = 0
        while sent <= UPLOAD_BYTES:
            client.sendall(piece)
            sent += MIB
        assert client.recv(64).startswith(b"HTTP/1.1 413 ")


def test_a_path_of_a_megabyte_is_refused(door: Door) -> None:
    assert door.ask(path=BY_PATH, body=b'{"path": "' + b"a" * MIB).refusal == (413, "too_large")


def test_no_more_files_than_have_a_place_are_taken_and_a_place_is_free_again(door: Door, folder: Path) -> None:
    waiting = [door.begin_upload(1_000, b"a") for _ in range(PLACES)]
    wait_for(lambda: door.ask(body=b"a").status == 503)
    busy = door.ask_path(folder / "root" / "deep" / "a.png")
    assert busy.refusal == (503, "busy")
    assert int(busy.headers["retry-after"]) > 0
    for connection in waiting:
        connection.close()
    wait_for(lambda: door.ask(body=picture(folder)).status == 200)


def test_all_uploads_together_are_bounded(door: Door, folder: Path) -> None:
    first = door.begin_upload(UPLOAD_BYTES, b"a")
    wait_for(lambda: door.ask(body=bytes(UPLOAD_BYTES)).refusal == (503, "no_room"))
    first.close()
    wait_for(lambda: door.ask(body=picture(folder)).status == 200)


def test_garbage_is_answered_and_the_door_stays_open(door: Door, folder: Path) -> None:
    for garbage in (os.urandom(4_096), b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00" * 100, b"A" * 70_000):
        with socket.create_connection(("127.0.0.1", door.port), timeout=60) as client:
            client.sendall(garbage)
            client.shutdown(socket.SHUT_WR)
            answer = client.recv(4_096)
            assert not answer or answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 421")), answer
    assert door.ask(body=os.urandom(4_096)).data["file"]["problem"] == "unknown_format"
    assert door.ask(body=picture(folder)).status == 200


def test_who_connects_and_says_nothing_is_let_go(door: Door) -> None:
    with socket.create_connection(("127.0.0.1", door.port), timeout=60) as client:
        client.sendall(b"POST /v1/check HT")
        assert client.recv(1) == b""


# -- ends in the middle --------------------------------------------------------------------------------------------


def is_busy(door: Door) -> bool:
    return any(
        any("long.mp4" in file.path for file in worker.open_files()) for worker in door.workers() if worker.is_running()
    )


def test_a_client_that_goes_away_gives_its_check_up_and_a_worker_that_is_killed_costs_nobody_an_answer(
    folder: Path, tmp_path: Path
) -> None:
    """At the end the door itself is killed in the middle: nothing of it stays."""
    with open_door(tmp_path / "token", "--root", folder / "root") as opened:
        body = json.dumps({"path": str(folder / "root" / "long.mp4")}).encode()
        headers = {"Authorization": f"Bearer {opened.token}"}
        leaving = opened.connect()
        leaving.request("POST", BY_PATH, body, headers)
        wait_for(lambda: is_busy(opened))
        leaving.close()
        answer: Answer = opened.ask(body=picture(folder))  # the only worker is free again
        assert answer.data["file"]["problem"] is None

        staying = opened.connect()
        staying.request("POST", BY_PATH, body, headers)
        wait_for(lambda: is_busy(opened))
        workers = opened.workers()
        workers[0].kill()
        wait_for(lambda: workers[0] not in opened.workers() and is_busy(opened))  # it is tried again

        workers = opened.workers()
        opened.process.kill()
        _, alive = psutil.wait_procs(workers, timeout=60)
        assert alive == []
        staying.close()
