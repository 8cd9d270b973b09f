"""Names of files as platforms and programs give them. A hint: anyone can rename a file, and nothing decides by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from verify.inspection.metadata.context.values import READER
from verify.model import Finding

FILE_NAME: Final = "context.file_name"

_CHARACTERS: Final = 255

_NAMES: Final = (
    (r"(?:IMG|VID|AUD|PTT)-\d{8}-WA\d{4}\.|WhatsApp (?:Image|Video|Audio) \d{4}-\d\d-\d\d at ", "WhatsApp"),
    (r"(?:photo|video)_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\b", "Telegram"),
    (r"(?:mmexport|wx_camera_)\d{13}\b", "WeChat"),
    (r"\d{6,20}_\d{10,20}_\d{10,20}_[no]\.jpe?g$", "Facebook"),
    (r"(?:Screenshot[_ -]|Screen Shot \d{4}-|Bildschirmfoto \d{4}-|截屏|屏幕截图)", "Screenshot"),
    (r"ComfyUI(?:_temp_[a-z]{1,8})?_\d{5}_?\.", "ComfyUI"),
    (r"\d{5}-\d{6,12}(?:-[^/]{1,200})?\.(?:png|jpe?g|webp)$", "Stable Diffusion WebUI"),
    (r"Gemini_Generated_Image_", "Google Gemini"),
    (r"ChatGPT Image \w", "ChatGPT"),
    (r"DALL[·.-]E \d{4}-\d\d-\d\d ", "DALL·E"),
    (r".{1,200}-gigapixel-\w", "Topaz Gigapixel"),
    (r".{1,200}-Enhanced-(?:NR|SR)\b", "Adobe Lightroom"),
)
_PATTERNS: Final = tuple((re.compile(pattern), platform) for pattern, platform in _NAMES)


def findings(name: str) -> Iterator[Finding]:
    """At most one finding: whose names the `name` of the file looks like."""
    for pattern, platform in _PATTERNS:
        if pattern.match(name[:_CHARACTERS]):
            yield Finding(FILE_NAME, READER, facts=(("platform", platform), ("name", name[:_CHARACTERS])))
            return
