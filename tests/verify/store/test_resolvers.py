"""Services for lost records: what comes with the program says where from, and a broken file of one's own holds none."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from verify.model import limits
from verify.store.network.url_policy import FetchError
from verify.store.resolvers import ResolverStore, find, list_presets, make_own


def test_every_preset_has_a_source_a_date_and_codes_and_none_is_called_tried() -> None:
    table = tomllib.loads((resources.FOLDER / "resolvers.toml").read_text(encoding="utf-8"))
    assert list_presets()
    for preset in list_presets():
        assert preset.is_preset
        assert preset.base.startswith("https://")
        assert preset.source.startswith("https://")
        assert preset.algorithms
        assert date.fromisoformat(preset.date)
        assert preset.host
    assert {row["tried"] for row in table["resolver"]} == {False}
    bases = {row["base"] for row in table["resolver"]}
    assert all(row["why"] and row["source"] and row["base"] not in bases for row in table["left_out"])


def test_own_addresses_are_kept_once_and_in_order(tmp_path: Path) -> None:
    store = ResolverStore(tmp_path)
    for address in ("https://a.test/v1", "https://b.test", "https://a.test/v1/"):
        store.add(address)
    assert [item.base for item in store.list_own()] == ["https://b.test", "https://a.test/v1"]
    assert not any(item.is_preset for item in store.list_own())
    store.remove("https://b.test")
    assert [item.host for item in ResolverStore(tmp_path).list_own()] == ["a.test"]
    for number in range(limits.RESOLVERS + 5):
        store.add(f"https://{number}.test")
    assert len(store.list_own()) == limits.RESOLVERS


@pytest.mark.parametrize(
    "address", ["", "a.test", "http://a.test", "https://", "https://u:p@a.test", "https://a.test/?q=1", "ftp://a.test"]
)
def test_what_is_no_https_address_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(FetchError):
        make_own(address)
    with pytest.raises(FetchError):
        find(address or "nobody", tmp_path)


@given(st.binary(max_size=200) | st.sampled_from((b"[]", b'{"resolvers": 7}', b'{"resolvers": [7, "x", null]}')))
def test_a_broken_file_holds_none(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("resolvers")
    (folder / "resolvers.json").write_bytes(data)
    assert ResolverStore(folder).list_own() == ()
    assert ResolverStore(folder).list_all() == list_presets()


def test_a_preset_is_found_by_its_key_and_an_address_by_itself(tmp_path: Path) -> None:
    assert find("iscc", tmp_path) is list_presets()[0]
    assert find("https://a.test/v1", tmp_path).base == "https://a.test/v1"
