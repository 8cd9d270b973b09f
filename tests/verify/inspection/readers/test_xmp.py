"""XMP: every way to write a property, names that do not depend on the file's prefixes, hostile packets bounded."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.build.media import files
from tests.build.readings import findings, seen, values
from verify.inspection.containers import xmp as packets
from verify.inspection.readers import xmp
from verify.model import limits

NAME = "Iptc4xmpExt:DigitalSourceType"
TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
LABEL = '{"Label":"1","ContentProducer":"doubao"}'
ESCAPED = LABEL.replace('"', "&quot;")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "picture"


def read(path: Path, packet: str | bytes) -> dict[str, list[str]]:
    data = packet.encode() if isinstance(packet, str) else packet
    return values(seen(xmp.READER, path, files.png(files.itxt(b"XML:com.adobe.xmp", data))))


def reasons(path: Path, packet: str | bytes) -> list[str]:
    data = packet.encode() if isinstance(packet, str) else packet
    outputs = seen(xmp.READER, path, files.png(files.itxt(b"XML:com.adobe.xmp", data)))
    return [facts["reason"] for facts in findings(outputs, "context.metadata_damaged")]


@pytest.mark.parametrize(
    "packet",
    [
        files.xmp(f"<{NAME}>{TYPE}</{NAME}>"),
        files.xmp("", f'{NAME}="{TYPE}"'),
        files.xmp(f'<{NAME} rdf:resource="{TYPE}"/>'),
        files.xmp(f"<{NAME}><rdf:Bag><rdf:li>{TYPE}</rdf:li></rdf:Bag></{NAME}>"),
        files.xmp(f"<{NAME}><rdf:Seq><rdf:li>\n {TYPE} </rdf:li></rdf:Seq></{NAME}>"),
        files.xmp(f'<{NAME}><rdf:Description rdf:value="{TYPE}"/></{NAME}>'),
        files.xmp(f"<{NAME}><![CDATA[{TYPE}]]></{NAME}>"),
        files.xmp(f"<{NAME}>{TYPE}</{NAME}>").replace("Iptc4xmpExt:", "q:").replace("xmlns:Iptc4xmpExt", "xmlns:q"),
        files.xmp("", f'{NAME}="{TYPE}"').replace("2008-02-29/", "2008-02-29"),
        "\ufeff" + files.xmp("", f'{NAME}="{TYPE}"'),
        '<?xml version="1.0" encoding="gb2312"?>' + files.xmp("", f'{NAME}="{TYPE}"'),
    ],
)
def test_a_property_has_one_name_however_it_is_written(path: Path, packet: str) -> None:
    assert read(path, packet)["xmp:Iptc4xmpExt:DigitalSourceType"] == [TYPE]
    assert reasons(path, packet) == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32-be"])
def test_wide_packets_are_read_with_and_without_a_mark(path: Path, encoding: str) -> None:
    assert read(path, files.xmp("", 'xmp:CreatorTool="Größe 猫"').encode(encoding))["xmp:xmp:CreatorTool"] == [
        "Größe 猫"
    ]


@pytest.mark.parametrize(
    "packet",
    [
        files.xmp(f"<TC260:AIGC>{LABEL}</TC260:AIGC>"),
        files.xmp(f"<TC260:AIGC>{ESCAPED}</TC260:AIGC>"),
        files.xmp("", f'TC260:AIGC="{ESCAPED}"'),
        files.xmp(f"<TC260:AIGC><rdf:Alt><rdf:li xml:lang='x-default'>{LABEL}</rdf:li></rdf:Alt></TC260:AIGC>"),
        files.xmp(f"<TC260:AIGC><![CDATA[{LABEL}]]></TC260:AIGC>").replace("TC260:", "q:").replace(":TC260", ":q"),
    ],
)
def test_the_chinese_label_is_read_in_all_its_forms(path: Path, packet: str) -> None:
    assert read(path, packet)["xmp:TC260:AIGC"] == [LABEL]


def test_an_emptied_label_stays_visible(path: Path) -> None:
    assert read(path, files.xmp("<TC260:AIGC></TC260:AIGC>"))["xmp:TC260:AIGC"] == [""]
    assert read(path, files.xmp("", 'TC260:AIGC=""'))["xmp:TC260:AIGC"] == [""]


def test_items_of_a_list_repeat_the_key_and_nested_names_are_joined(path: Path) -> None:
    packet = files.xmp(
        "<dc:creator><rdf:Seq><rdf:li>One</rdf:li><rdf:li>Two</rdf:li></rdf:Seq></dc:creator>"
        "<xmpMM:History><rdf:Seq><rdf:li stEvt:action='saved' stEvt:softwareAgent='Adobe Photoshop 7'/>"
        "<rdf:li rdf:parseType='Resource'><stEvt:action>opened</stEvt:action></rdf:li></rdf:Seq></xmpMM:History>"
    )
    found = read(path, packet)
    assert found["xmp:dc:creator"] == ["One", "Two"]
    assert found["xmp:xmpMM:History/stEvt:action"] == ["saved", "opened"]


def test_a_foreign_namespace_does_not_pass_for_the_standard_s(path: Path) -> None:
    packet = files.xmp("", f'Iptc4xmpExt:DigitalSourceType="{TYPE}"').replace(
        "http://iptc.org/std/", "http://example.org/"
    )
    assert "xmp:foreign-Iptc4xmpExt:DigitalSourceType" in read(path, packet)


def test_several_packets_of_a_file_are_all_read(path: Path) -> None:
    segments = [files.xmp_segment(files.xmp("", f'xmp:CreatorTool="{name}"')) for name in ("GIMP 2.10", "Krita")]
    outputs = seen(xmp.READER, path, files.jpeg(*segments))
    assert values(outputs)["xmp:xmp:CreatorTool"] == ["GIMP 2.10", "Krita"]
    assert [facts["software"] for facts in findings(outputs, "context.editor")] == ["GIMP 2.10", "Krita"]


def test_a_declaration_behind_the_packet_mark_is_forgiven_and_named(path: Path) -> None:
    packet = files.xmp("", 'xmp:CreatorTool="tool"').replace("?><x:", '?><?xml version="1.0"?><x:')
    assert read(path, packet)["xmp:xmp:CreatorTool"] == ["tool"]
    assert reasons(path, packet) == ["not well-formed"]


def test_a_label_that_breaks_the_xml_is_picked_from_the_text(path: Path) -> None:
    label = '{"Label":"1","ContentProducer":"A & B <x>"}'
    packet = files.xmp(f"<TC260:AIGC>{label}</TC260:AIGC><dc:title>t</dc:title>")
    (item,) = [
        part for part in packets.read(packet.encode()) if isinstance(part, packets.Value) and "AIGC" in part.name
    ]
    assert item.text == label
    assert item.remark


def test_a_packet_that_breaks_off_gives_what_stands_before_the_break(path: Path) -> None:
    packet = files.xmp("<dc:title>first</dc:title><dc:source>second</dc:source>").partition("</dc:source>")[0]
    assert read(path, packet)["xmp:dc:title"] == ["first"]
    assert reasons(path, packet) == ["not well-formed"]


def test_entities_are_never_expanded(path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    packet = bomb + files.xmp("<dc:title>&b;</dc:title>")
    assert read(path, packet)["xmp:dc:title"] == ["&b;"]
    assert reasons(path, packet) == ["document type declaration refused"]


def test_files_of_the_system_are_never_read(path: Path) -> None:
    packet = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + files.xmp("<dc:title>&e;</dc:title>")
    assert "root" not in str(read(path, packet))


@pytest.mark.parametrize(
    ("packet", "reason"),
    [
        ("<a>" * 200_000, "nested deeper than can be read safely"),
        (files.xmp("<dc:a/>" * (limits.XML_NODES + 1)), "more parts than can be read safely"),
    ],
)
def test_deep_and_wide_packets_are_refused_in_time(path: Path, packet: str, reason: str) -> None:
    begun = time.process_time()
    assert set(reasons(path, packet)) == {reason}
    assert time.process_time() - begun < 3


def test_pictures_inside_a_packet_are_told_by_their_length(path: Path) -> None:
    image = "<xmpGImg:image xmlns:xmpGImg='http://ns.adobe.com/xap/1.0/g/img/'>" + "A" * 5_000 + "</xmpGImg:image>"
    assert read(path, files.xmp(f"<xmp:Thumbnails>{image}</xmp:Thumbnails>")) == {
        "xmp:xmp:Thumbnails/xmpGImg:image": ["(5000 characters)"]
    }
