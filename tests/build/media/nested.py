"""Documents with files inside: pictures and pixels on pages of a PDF, attachments, packages, `data:` addresses."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping

import pikepdf
from PIL import Image

from tests.build.media import covers, files, models3d, streams, writers

AI_PICTURE = files.png(files.chunk(b"tEXt", b"AIGC\x00" + writers.BARE.encode()))
PLAIN_PICTURE = files.png()


def ai_jpeg() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (16, 16), "navy").save(written, "JPEG", comment=b"a drawing", xmp=writers.xmp())
    return written.getvalue()


def address(data: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def document(members: Mapping[str, bytes], extension: str = "docx") -> bytes:
    head = [("[Content_Types].xml", "<Types/>"), (writers.OFFICE_BODIES[extension], "<w/>")]
    return writers.package([*head, *members.items()])


def pdf(
    *pictures: bytes, attachments: Mapping[str, bytes] | None = None, details: bytes = b"", bare: bool = False
) -> bytes:
    """A PDF with one JPEG a page. `details` is XMP beside each; `bare` adds a picture that is mere pixels."""
    opened = pikepdf.new()
    for data in pictures:
        page = opened.add_blank_page()
        picture = opened.make_stream(data)
        picture.update(
            {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Filter": pikepdf.Name.DCTDecode}
        )
        if details:
            picture["/Metadata"] = opened.make_stream(details, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    if bare:
        _add_pixels(opened, Image.new("RGB", (2, 2), "navy"))
    if not opened.pages:
        opened.add_blank_page()
    for name, data in (attachments or {}).items():
        opened.attachments[name] = pikepdf.AttachedFileSpec(opened, data, filename=name)
    written = io.BytesIO()
    opened.save(written, static_id=True)
    return written.getvalue()


def pdf_of_pixels(
    picture: Image.Image,
    *,
    mask: Image.Image | None = None,
    samples: bytes = b"",
    mask_samples: bytes = b"",
    palette: bytes = b"",
    **details: object,
) -> bytes:
    """A PDF with one page that shows `picture` as mere samples; `details` overwrite what is said of them."""
    opened = pikepdf.new()
    if picture.mode == "RGBA":
        mask, picture = picture.getchannel("A"), picture.convert("RGB")
    stream = _add_pixels(opened, picture, samples)
    if palette:
        stream["/ColorSpace"] = pikepdf.Array(
            [pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 255, opened.make_stream(palette)]
        )
    for name, value in details.items():
        stream[f"/{name}"] = value
    if mask is not None:
        stream["/SMask"] = _add_pixels(opened, mask, mask_samples)
        del opened.pages[-1]
    written = io.BytesIO()
    opened.save(written, static_id=True, compress_streams="Filter" not in details)
    return written.getvalue()


def _add_pixels(opened: pikepdf.Pdf, picture: Image.Image, samples: bytes = b"") -> pikepdf.Stream:
    """Add a page that shows the samples of `picture`."""
    spaces = {"RGB": pikepdf.Name.DeviceRGB, "CMYK": pikepdf.Name.DeviceCMYK}
    stream = opened.make_stream(
        samples or picture.tobytes(),
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        BitsPerComponent=1 if picture.mode == "1" else 8,
        ColorSpace=spaces.get(picture.mode, pikepdf.Name.DeviceGray),
    )
    if picture.mode == "P":
        colours = pikepdf.String(bytes(picture.getpalette() or ()))
        stream["/ColorSpace"] = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 15, colours])
    page = opened.add_blank_page()
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
    return stream


def make_files() -> list[bytes]:
    """One small file of every container that holds other files, and of the newer ones without."""
    tag = writers.id3(writers.frame(b"TXXX", writers.described("AIGC", writers.BARE)))
    return [
        document(
            {"word/media/a.png": AI_PICTURE, "word/embeddings/a.docx": document({"word/media/b.png": AI_PICTURE})}
        ),
        pdf(ai_jpeg(), attachments={"a.png": AI_PICTURE}, details=writers.xmp()),
        pdf_of_pixels(Image.linear_gradient("L").convert("RGBA")),
        pdf_of_pixels(Image.new("L", (8, 8)), samples=bytes(40 * 2**20)),  # unpacks to more than is taken
        *covers.make_covers(AI_PICTURE).values(),
        writers.page(body=f'<img src="{address(AI_PICTURE)}">'),
        models3d.glb_with_texture(AI_PICTURE),
        models3d.usdz({"a.usda": models3d.usda(creator="a tool"), "a.png": AI_PICTURE}),
        models3d.three_mf({"3D/Textures/a.png": AI_PICTURE}, Application="a tool"),
        models3d.ply("made by a tool"),
        streams.jxl(streams.packed_box(b"xml ", writers.xmp())),
        streams.aiff(streams.aiff_chunk(b"ID3 ", tag)),
        streams.asf(streams.asf_attributes(AIGC=writers.BARE)),
        streams.ts("a service", (0x15, tag)),
    ]


def bomb_document() -> bytes:
    """A document of many pictures that unpack to more than anybody has."""
    return document({f"word/media/{number}.png": bytes(8 * 2**20) for number in range(40)})


def deep_document(depth: int) -> bytes:
    """Documents within documents."""
    data = AI_PICTURE
    for _ in range(depth):
        data = document({f"word/embeddings/{number}.docx": data for number in range(3)})
    return data
