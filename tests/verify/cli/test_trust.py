from __future__ import annotations

import io
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.verify.store.trust.test_store import certificate
from verify.cli import main, shared
from verify.model import TrustListFacts
from verify.report.words.catalogue import keys_of, names_in, placeholders, variants_of
from verify.store.network import fetch
from verify.store.network.fetch import Fetched, FetchError
from verify.store.network.url_policy import FetchProblem
from verify.store.trust import official_lists, update
from verify.store.trust.certificates import TrustError, TrustProblem
from verify.store.trust.store import TrustStore

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*arguments: str, language: str = "en") -> tuple[int, str, str]:
        status = main.main(["trust", "--lang", language, *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def anchor(tmp_path: Path) -> Path:
    path = tmp_path / "mine.pem"
    path.write_bytes(certificate("Town archive"))
    return path


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing may be fetched; what is asked for all the same is remembered."""
    asked: list[str] = []

    def refuse(store: object, known: official_lists.OfficialList, *_: object) -> None:
        asked.append(known.name)
        raise FetchError(FetchProblem.TIMED_OUT)

    monkeypatch.setattr(update, "update_list", refuse)
    return asked


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(typed))


def test_show_names_every_list_with_its_date_and_size(say: Say) -> None:
    status, out, err = say("show")
    assert (status, err) == (0, "")
    for known in official_lists.read_index():
        assert known.name in out
        if known.file:
            assert f"{known.certificates} " in out
            assert known.date in out


def test_show_speaks_chinese(say: Say) -> None:
    _, out, _ = say("show", language="zh_CN")
    assert "签名证书颁发机构" in out
    assert "authorities" not in out


def test_the_language_may_stand_after_the_action(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["trust", "show", "--lang", "zh_CN"]) == 0
    assert "副本" in capsys.readouterr().out


def test_show_says_when_a_list_is_old(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.model.limits.LIST_STALE_DAYS", -1)
    _, out, _ = say("show")
    assert out.count("days old") == 3


def test_show_names_a_broken_file_and_goes_on(say: Say, own_data_folder: Path) -> None:
    (own_data_folder / "trust").mkdir()
    (own_data_folder / "trust" / "user-bad.json").write_text("{")
    status, out, err = say("show")
    assert status == 0
    assert "C2PA Trust List" in out
    assert "user-bad.json" in err


def test_add_tells_how_to_remove_and_that_works(say: Say, anchor: Path, own_data_folder: Path) -> None:
    status, out, _ = say("add", str(anchor))
    assert status == 0
    assert "Town archive" in out
    (line,) = (line for line in out.splitlines() if "trust remove" in line)
    told = shlex.split(line.partition(": ")[2])
    assert told[-2:] == ["remove", "Town archive"]
    assert [item.facts.kind for item in TrustStore(own_data_folder).lists()].count("user") == 1
    assert say("remove", told[-1])[0] == 0
    assert [item.facts.kind for item in TrustStore(own_data_folder).lists()].count("user") == 0


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_private_key_is_refused_with_a_clear_sentence(say: Say, tmp_path: Path, language: str) -> None:
    path = tmp_path / "key.pem"
    path.write_text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    status, out, err = say("add", str(path), language=language)
    assert (status, out) == (1, "")
    assert ("private key" if language == "en" else "私钥") in err


def test_what_cannot_be_removed_is_a_sentence(say: Say) -> None:
    assert say("remove", "C2PA Trust List")[0] == 1
    status, _, err = say("remove", "nobody\x1b[31m")
    assert status == 1
    assert "\x1b" not in err


def test_update_names_the_hosts_and_asks_nobody_without_a_terminal(say: Say, no_network: list[str]) -> None:
    status, out, err = say("update")
    assert status == 2
    for host in ("raw.githubusercontent.com", "trust.iptc.org", "contentcredentials.org"):
        assert host in out
    assert "--yes" in err
    assert no_network == []


@pytest.mark.parametrize("typed", ["n\n", "\n", "nay\n"])
def test_update_fetches_nothing_unless_the_answer_is_yes(
    say: Say, no_network: list[str], monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    at_a_terminal(monkeypatch, typed)
    assert say("update")[0] == 1
    assert no_network == []


def test_update_goes_on_after_a_yes(say: Say, no_network: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_terminal(monkeypatch, "y\n")
    status, _, err = say("update")
    assert status == 1
    assert no_network == [known.name for known in official_lists.read_index()]
    assert err.count("The copy you have stays in use.") == 4


def test_update_with_yes_renews_what_it_can(say: Say, monkeypatch: pytest.MonkeyPatch, own_data_folder: Path) -> None:
    def get(url: str, limit: int, **_: object) -> Fetched:
        if "contentcredentials" in url:
            raise FetchError(FetchProblem.STATUS, "503")
        return Fetched(url, certificate())

    real = update.update_list
    monkeypatch.setattr(update, "update_list", lambda store, known, today: real(store, known, today, get))
    status, out, err = say("update", "--yes")
    assert status == 1
    assert out.count("updated, 1 certificate.") == 3
    assert "503" in err
    assert [item.facts.certificates for item in TrustStore(own_data_folder).lists()] == [1, 1, 1, 18]


def test_no_action_is_wrong_usage(say: Say) -> None:
    assert say()[0] == 2


def test_every_reason_has_its_sentence() -> None:
    assert set(names_in("commands.library.trust_problems")) == {problem.value for problem in TrustProblem}
    assert set(names_in("commands.library.fetch_problems")) == {problem.value for problem in FetchProblem}
    for key in (*keys_of("commands.library.trust_problems"), *keys_of("commands.library.fetch_problems")):
        assert all(placeholders(sentence) <= {"detail"} for sentence in variants_of(key))


def test_every_kind_of_list_has_its_sentence() -> None:
    kinds = {known.kind for known in official_lists.read_index()} | {"user", "demonstration"}
    assert set(names_in("commands.library.kinds")) == kinds
    assert TrustListFacts("x", "", "user").kind in kinds


def test_a_reason_that_names_something_is_given_it() -> None:
    with pytest.raises(TrustError) as raised:
        TrustStore(Path("/nonexistent")).remove("nobody")
    assert raised.value.detail == "nobody"
    with pytest.raises(FetchError) as refused:
        fetch.fetch("https://localhost/", 1)
    assert refused.value.detail == "localhost"


def test_an_installed_bundle_names_its_command_as_it_is_typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bundle").mkdir()
    binary = tmp_path / "bundle" / "whence"
    binary.write_text("#!/bin/sh\n", encoding="utf-8")
    binary.chmod(0o755)
    (tmp_path / "bin").mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(binary))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.chdir(tmp_path)
    assert str(shared.format_command("trust", "show")) == "bundle/whence trust show"
    (tmp_path / "bin" / "whence").symlink_to(binary)
    assert str(shared.format_command("trust", "show")) == "whence trust show"
