from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from tests.verify.store.trust.test_store import certificate
from verify.store.network.fetch import Fetched, FetchError, FetchProblem
from verify.store.trust import official_lists, update
from verify.store.trust.certificates import TrustError, TrustProblem
from verify.store.trust.store import TrustStore

TODAY = date(2026, 11, 22)
SIGNING, _TIME, _NEWSROOMS, INTERIM = official_lists.read_index()
HASH = b"A" * 43 + b"=\n"


@pytest.fixture
def store(tmp_path: Path) -> TrustStore:
    return TrustStore(tmp_path)


class Web:
    """Stands in for the network: address → what is there. Remembers who asked for what."""

    def __init__(self, **by_end: bytes) -> None:
        self.by_end = by_end
        self.asked: list[str] = []

    def __call__(self, url: str, limit: int) -> Fetched:
        self.asked.append(url)
        for end, content in self.by_end.items():
            if url.lower().endswith(end.replace("_", ".")):
                return Fetched(url, content)
        raise FetchError(FetchProblem.STATUS, "404")


def test_the_hosts_are_known_before_anything_is_asked() -> None:
    assert update.list_hosts(official_lists.read_index()) == (
        "raw.githubusercontent.com",
        "trust.iptc.org",
        "contentcredentials.org",
    )


def test_a_list_is_renewed_with_the_day_of_the_copy(store: TrustStore) -> None:
    web = Web(pem=certificate("New authority"))
    renewed = update.update_list(store, SIGNING, TODAY, web)
    assert renewed.facts.date == "2026-11-22"
    assert store.lists()[0] == renewed
    assert web.asked == [SIGNING.address]


def test_the_published_lists_as_they_lie_here_could_be_fetched_just_so(store: TrustStore) -> None:
    for known in official_lists.read_index():
        if known.file.endswith(".pem"):
            data = (resources.files("resources") / "trust" / known.file).read_bytes()
            renewed = update.update_list(store, known, TODAY, Web(pem=data))
            assert renewed.facts.certificates == known.certificates


@pytest.mark.parametrize(
    "answer", [b"", b"<html>not here</html>", certificate("A signer", authority=False), certificate()[:-40]]
)
def test_an_answer_that_is_no_list_leaves_the_old_copy(store: TrustStore, answer: bytes) -> None:
    before = store.lists()
    with pytest.raises(TrustError):
        update.update_list(store, SIGNING, TODAY, Web(pem=answer))
    assert store.lists() == before


def test_a_failed_fetch_leaves_the_copy_that_was_fetched_before(store: TrustStore) -> None:
    earlier = update.update_list(store, SIGNING, TODAY, Web(pem=certificate()))
    with pytest.raises(FetchError):
        update.update_list(store, SIGNING, TODAY, Web())
    assert store.lists()[0] == earlier


def test_the_interim_list_comes_with_its_single_signers_and_purposes(store: TrustStore) -> None:
    web = Web(anchors_pem=certificate(), sha256_txt=b"// signers\n" + HASH, store_cfg=b"//mail\n1.3.6.1.5.5.7.3.4\n")
    renewed = update.update_list(store, INTERIM, TODAY, web)
    assert renewed.facts.kind == "interim"
    assert renewed.allowed == HASH.decode()
    assert renewed.config == "1.3.6.1.5.5.7.3.4\n"
    assert store.lists()[-1] == renewed


@pytest.mark.parametrize(
    "web",
    [
        Web(anchors_pem=certificate(), sha256_txt=HASH),
        Web(anchors_pem=certificate(), store_cfg=b"1.3.6.1\n"),
        Web(anchors_pem=certificate(), sha256_txt=b"<html>", store_cfg=b"1.3.6.1\n"),
        Web(anchors_pem=certificate(), sha256_txt=HASH, store_cfg=b"<html>"),
    ],
)
def test_half_an_interim_list_is_none(store: TrustStore, web: Web) -> None:
    with pytest.raises((TrustError, FetchError)):
        update.update_list(store, INTERIM, TODAY, web)
    assert store.lists()[-1] == official_lists.read_bundled(INTERIM)


def test_a_folder_that_cannot_be_written_is_a_reason(tmp_path: Path) -> None:
    (tmp_path / "trust").write_text("in the way")
    with pytest.raises(TrustError) as raised:
        update.update_list(TrustStore(tmp_path), SIGNING, TODAY, Web(pem=certificate()))
    assert raised.value.problem is TrustProblem.NOT_WRITABLE
