"""Models, scenes and avatars in three dimensions are formats with a name, and say what they state about themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.media import models3d, nested, writers
from tests.build.records.manifests import NOW
from verify.inspection import containers
from verify.inspection.containers.base import Damage, Memory, Part, PartKind
from verify.inspection.inspect import inspect
from verify.inspection.media import sniff
from verify.model import Conclusion, Options, Report, Standing

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
XMP = {
    "packets": [
        {
            "@context": {"I": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "dc": "http://purl.org/dc/elements/1.1/"},
            "I:DigitalSourceType": IPTC,
            "dc:title": {"@type": "rdf:Alt", "rdf:_1": "A chair"},
        }
    ]
}


def kind_of(data: bytes) -> str:
    return sniff.detect(Memory(data).read_at, len(data))


def walk(data: bytes) -> list[Part]:
    return list(containers.walk(Memory(data), kind_of(data)))


def texts(data: bytes) -> dict[str, str]:
    return {part.key: part.data.decode() for part in walk(data) if part.kind is PartKind.TEXT}


def checked(tmp_path: Path, data: bytes) -> Report:
    (tmp_path / "a").write_bytes(data)
    return inspect(tmp_path / "a", Options(NOW, readers=("quick",), previews=False))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (models3d.gltf(), "model/gltf+json"),
        (models3d.glb(), "model/gltf-binary"),
        (models3d.usda(), "model/vnd.usda"),
        (b"PXR-USDC" + bytes(80), "model/vnd.usd"),
        (models3d.usdz({"scene.usdc": b"PXR-USDC"}), "model/vnd.usdz+zip"),
        (models3d.three_mf(), "model/3mf"),
        (models3d.obj("a comment"), "model/obj"),
        (models3d.ply("a comment"), "model/ply"),
        (models3d.stl("a header"), "model/stl"),
        (b"solid name\n facet normal 0 0 1\n", "model/stl"),
    ],
)
def test_each_has_a_name(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind
    assert kind in containers.FORMATS


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"solid ground under my feet\nfacets of it\n", "text/plain"),
        (b"# A heading\n\nv 1 is out\n", "text/markdown"),
        (b"v 1.2 of the text\n", "text/plain"),
        (b'{"asset": "a house", "version": "2.0"}', "application/json"),
        (b"#usdas is no scene\n", "text/plain"),
    ],
)
def test_texts_that_begin_alike_are_none(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_a_scene_gives_its_asset_extras_avatar_and_xmp() -> None:
    data = models3d.glb(
        extras={"prompt": "a chair"},
        nodes=[{"extras": {"made": {"by": "a tool"}}}],
        extensions={"VRMC_vrm": {"meta": {"name": "Avatar", "authors": ["one", "two"]}}, "KHR_xmp_json_ld": XMP},
    )
    assert texts(data) == {
        "gltf:asset:version": "2.0",
        "gltf:asset:generator": "A program",
        "vrm:name": "Avatar",
        "vrm:authors": "two",
        "xmp:Iptc4xmpExt:DigitalSourceType": IPTC,
        "xmp:dc:title/rdf:_1": "A chair",
        "gltf:extras:prompt": "a chair",
        "gltf:extras:made/by": "a tool",
    }


def test_a_foreign_name_space_is_not_mistaken_for_the_standards() -> None:
    packet = {"@context": {"Iptc4xmpExt": "https://example.org/"}, "Iptc4xmpExt:DigitalSourceType": IPTC}
    data = models3d.gltf(extensions={"KHR_xmp_json_ld": {"packets": [packet]}})
    assert "xmp:foreign-Iptc4xmpExt:DigitalSourceType" in texts(data)


def test_a_scene_that_states_a_source_type_is_ai_generated(tmp_path: Path) -> None:
    verdict = checked(tmp_path, models3d.glb(extensions={"KHR_xmp_json_ld": XMP})).verdict
    assert (verdict.conclusion, verdict.standing) == (Conclusion.AI_GENERATED, Standing.STATED)


def test_the_permissions_of_an_avatar_are_no_origin(tmp_path: Path) -> None:
    meta = {"name": "A", "licenseUrl": "https://vrm.dev/licenses/1.0/", "avatarPermission": "everyone"}
    verdict = checked(tmp_path, models3d.glb(extensions={"VRMC_vrm": {"meta": meta}})).verdict
    assert verdict.conclusion is Conclusion.UNKNOWN


@pytest.mark.parametrize(
    "data",
    [
        models3d.glb_with_texture(nested.AI_PICTURE),
        models3d.gltf(images=[{"uri": nested.address(nested.AI_PICTURE)}]),
        models3d.usdz({"scene.usda": models3d.usda(), "textures/a.png": nested.AI_PICTURE}),
        models3d.three_mf({"3D/Textures/a.png": nested.AI_PICTURE}),
    ],
)
def test_a_labelled_texture_lends_its_scene_that_it_contains_ai(data: bytes, tmp_path: Path) -> None:
    report = checked(tmp_path, data)
    assert (report.verdict.conclusion, report.verdict.standing) == (Conclusion.CONTAINS_AI, Standing.STATED)
    assert Conclusion.AI_GENERATED in {part.conclusion for part in report.verdict.parts}


def test_a_layer_gives_what_stands_in_its_head_and_nothing_of_its_body() -> None:
    data = models3d.usda(creator="A tool", AIGC="{}") + b'def "b" { string note = "in the body" }\n'
    assert texts(data) == {"usd:doc": "A scene", "usd:creator": "A tool", "usd:AIGC": "{}"}
    assert texts(models3d.usdz({"scene.usda": data, "other.usda": b"#usda 1.0\n(\n doc = 'b'\n)\n"})) == texts(data)


def test_a_binary_layer_is_told_to_be_there_by_its_walker() -> None:
    assert texts(b"PXR-USDC" + bytes(80)) == {"usd:layer": "(a binary layer)"}


def test_meshes_give_their_comments() -> None:
    assert texts(models3d.obj("Made by a tool")) == {"obj:comment": "Made by a tool"}
    assert texts(models3d.ply("Made by a tool")) == {"ply:comment": "Made by a tool"}
    assert texts(models3d.stl("Made by a tool")) == {"stl:header": "Made by a tool"}
    assert texts(models3d.three_mf(Application="A slicer", Title="A &amp; B")) == {
        "3mf:Application": "A slicer",
        "3mf:Title": "A & B",
    }


def test_a_label_in_a_comment_of_a_mesh_counts(tmp_path: Path) -> None:
    verdict = checked(tmp_path, models3d.three_mf(AIGC=writers.BARE.replace('"', "&quot;"))).verdict
    assert (verdict.conclusion, verdict.standing) == (Conclusion.AI_GENERATED, Standing.STATED)


@pytest.mark.parametrize(
    "data", [b"glTF" + bytes(8), models3d.glb()[:-40], b'{"asset":{"version":"2.0"},', models3d.gltf()[:-1]]
)
def test_a_scene_that_ends_early_says_so(data: bytes) -> None:
    damages = {part.key for part in walk(data) if part.kind is PartKind.DAMAGE}
    assert damages & {Damage.CUT_OFF, Damage.NOT_WELL_FORMED}


def test_a_scene_nested_without_end_is_refused() -> None:
    data = b'{"asset":{"version":"2.0"},"extras":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001
    assert [part.key for part in walk(data) if part.kind is PartKind.DAMAGE] == [Damage.NOT_WELL_FORMED]
