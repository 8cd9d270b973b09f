"""The prefixes that XMP's standards give to their namespaces, so that a field has one name whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML: Final = "http://www.w3.org/XML/1998/namespace"

_PREFIXES: Final = {
    "adobe:ns:meta": "x",
    "http://ns.adobe.com/xap/1.0": "xmp",
    "http://ns.adobe.com/xmp/note": "xmpNote",
    "http://ns.adobe.com/xap/1.0/mm": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights": "xmpRights",
    "http://ns.adobe.com/xap/1.0/bj": "xmpBJ",
    "http://ns.adobe.com/xap/1.0/t/pg": "xmpTPg",
    "http://ns.adobe.com/xap/1.0/g": "xmpG",
    "http://ns.adobe.com/xap/1.0/g/img": "xmpGImg",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent": "stEvt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef": "stRef",
    "http://ns.adobe.com/xap/1.0/sType/Version": "stVer",
    "http://ns.adobe.com/xap/1.0/sType/Job": "stJob",
    "http://ns.adobe.com/xap/1.0/sType/ManifestItem": "stMfs",
    "http://ns.adobe.com/xap/1.0/sType/Dimensions": "stDim",
    "http://ns.adobe.com/xap/1.0/sType/Font": "stFnt",
    "http://ns.adobe.com/xmp/sType/Area": "stArea",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia": "xmpDM",
    "http://ns.adobe.com/xmp/Identifier/qual/1.0": "xmpidq",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://ns.adobe.com/photoshop/1.0": "photoshop",
    "http://ns.adobe.com/camera-raw-settings/1.0": "crs",
    "http://ns.adobe.com/camera-raw-saved-settings/1.0": "crss",
    "http://ns.adobe.com/lightroom/1.0": "lr",
    "http://ns.adobe.com/illustrator/1.0": "illustrator",
    "http://ns.adobe.com/pdf/1.3": "pdf",
    "http://ns.adobe.com/pdfx/1.3": "pdfx",
    "http://ns.adobe.com/exif/1.0": "exif",
    "http://ns.adobe.com/exif/1.0/aux": "aux",
    "http://cipa.jp/exif/1.0": "exifEX",
    "http://ns.adobe.com/tiff/1.0": "tiff",
    "http://ns.adobe.com/png/1.0": "png",
    "http://ns.adobe.com/hdr-gain-map/1.0": "hdrgm",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29": "Iptc4xmpExt",
    "http://ns.useplus.org/ldf/xmp/1.0": "plus",
    "http://www.tc260.org.cn/ns/AIGC/1.0": "TC260",
    "http://creativecommons.org/ns": "cc",
    "http://ns.google.com/photos/1.0/camera": "GCamera",
    "http://ns.google.com/photos/1.0/creations": "GCreations",
    "http://ns.google.com/photos/1.0/image": "GImage",
    "http://ns.google.com/photos/1.0/depthmap": "GDepth",
    "http://ns.google.com/photos/1.0/audio": "GAudio",
    "http://ns.google.com/photos/1.0/panorama": "GPano",
    "http://ns.google.com/photos/1.0/container": "Container",
    "http://ns.google.com/photos/1.0/container/item": "Item",
    "http://ns.google.com/photos/dd/1.0/device": "Device",
    "http://ns.apple.com/faceinfo/1.0": "apple-fi",
    "http://ns.apple.com/HDRGainMap/1.0": "HDRGainMap",
    "http://ns.apple.com/pixeldatainfo/1.0": "apdi",
    "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.2": "MP",
    "http://www.metadataworkinggroup.com/schemas/regions": "mwg-rs",
    "http://www.metadataworkinggroup.com/schemas/keywords": "mwg-kw",
    "http://www.digikam.org/ns/1.0": "digiKam",
    "http://ns.acdsee.com/iptc/1.0": "acdsee",
    "http://ns.extensis.com/extensis/1.0": "extensis",
    "http://www.gimp.org/xmp": "GIMP",
    "http://www.gimp.org/ns/2.10": "GIMP",
    "http://ns.attribution.com/ads/1.0": "Attrib",
    "http://xmp.gettyimages.com/gift/1.0": "GettyImagesGIFT",
    "http://c2pa.org/manifest": "c2pa",
}
STANDARD: Final = frozenset(_PREFIXES.values()) | {"rdf", "xml", "xmlns"}


def canonical(uri: str, name: str, prefixes: Mapping[str, str]) -> str:
    """`prefix:name`: the standard's prefix, else the file's own (`prefixes`: namespace → prefix).

    A foreign namespace under a prefix of the standard is not mistaken for it: its prefix gets a mark.
    """
    known = _PREFIXES.get(uri.strip().rstrip("/#"))
    if known is None and uri[:8] == "https://":
        known = _PREFIXES.get("http://" + uri[8:].strip().rstrip("/#"))
    if known:
        return f"{known}:{name}"
    prefix = prefixes.get(uri, "")
    if prefix in STANDARD or not prefix:
        prefix = f"foreign-{prefix}" if prefix else "none"
    return f"{prefix}:{name}"
