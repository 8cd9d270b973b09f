"""The infotext of AUTOMATIC1111's WebUI and its kin (Forge, reForge, SD.Next, Civitai, ComfyUI savers).

Grammar: prompt lines, an optional `Negative prompt:` part, and one last line of `Key: value, Key: value …` that
begins with Steps (SD.Next may begin elsewhere). Steps, Sampler and Seed are words of many trades: a simulation has
them, too. So they count only together, and beside guidance, a model's hash, or a size with a sampler of diffusion
models; or where the settings name their program.
"""

from __future__ import annotations

import json
import re
from typing import Final

from verify.inspection import opinions
from verify.inspection.metadata.generator_settings.generation import Generation, WorkKind

_PAIR: Final = re.compile(r'\s*([A-Z][\w /\-]{0,60}):\s*("(?:\\.|[^"\\]){0,4000}"|[^,]{0,2000})(?:,|$)')
_LORA: Final = re.compile(r"<(?:lora|lyco|hypernet):([^:>]{1,200})")
_PART_KEYS: Final = frozenset({"Mask blur", "Masked content", "Inpaint area", "Mask mode", "Inpaint fill", "Outpaint"})
_MOST_PAIRS: Final = 200
_GUIDANCE: Final = ("CFG scale", "CFG Scale", "Guidance Scale", "Distilled CFG Scale")
_SUBJECT: Final = "generator_settings"


def parse(text: str) -> Generation | None:
    """Parse the generation that an infotext describes, or None if `text` is not one."""
    lines = text.replace("\r\n", "\n").strip().split("\n")
    line_number = _find_settings_line(lines)
    if line_number is None:
        return None
    settings = _parse_pairs(" ".join(lines[line_number:]))
    if not _are_settings(settings):
        return None
    prompt, negative = _split_prompts("\n".join(lines[:line_number]))
    return Generation(
        kind=_classify(settings),
        prompt=prompt,
        negative_prompt=negative,
        model=settings.get("Model", settings.get("Model hash", "")),
        seed=settings.get("Seed", ""),
        steps=settings["Steps"],
        sampler=settings.get("Sampler", ""),
        guidance=next((settings[name] for name in _GUIDANCE if name in settings), ""),
        size=settings.get("Size", ""),
        loras=tuple(dict.fromkeys(_LORA.findall(prompt)))[:20],
        version=settings.get("Version", ""),
    )


def _are_settings(settings: dict[str, str]) -> bool:
    """Return whether the pairs are a generation's settings, and not those of another trade."""
    if "Steps" not in settings:
        return False
    if any(one.pattern.search(settings.get(one.name, "")) for one in opinions.load_opinions(_SUBJECT, "program")):
        return bool({"Sampler", "Seed"} & settings.keys())
    sampler = settings.get("Sampler", "")
    if (
        not sampler
        or not re.fullmatch(r"-?\d{1,20}", settings.get("Seed", ""))
        or opinions.load_pattern(_SUBJECT, "chain").search(sampler)
    ):
        return False
    if any(re.fullmatch(r"-?\d+(?:\.\d+)?", settings.get(name, "")) for name in _GUIDANCE):
        return True
    if re.fullmatch(r"(?i)[0-9a-f]{8,64}", settings.get("Model hash", "")):
        return True
    is_sized = re.fullmatch(r"\d{2,5}\s?[x×]\s?\d{2,5}", settings.get("Size", ""))
    return bool(is_sized and opinions.load_pattern(_SUBJECT, "sampler").search(sampler))


def _find_settings_line(lines: list[str]) -> int | None:
    """Find the line where the settings begin: the last one that has Steps with a number among its pairs."""
    for line_number in range(len(lines) - 1, -1, -1):
        if re.search(r"(?:^|, )Steps: \d{1,5}(?:,|$)", lines[line_number]):
            return line_number
    return None


def _parse_pairs(line: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for match in _PAIR.finditer(line):
        value = match[2].strip()
        if value.startswith('"'):
            try:
                value = str(json.loads(value))
            except ValueError:
                value = value.strip('"')
        pairs.setdefault(match[1].strip(), value)
        if len(pairs) == _MOST_PAIRS:
            break
    return pairs


def _split_prompts(text: str) -> tuple[str, str]:
    prompt, _, negative = text.partition("\nNegative prompt:")
    if not negative and prompt.startswith("Negative prompt:"):
        return "", prompt.removeprefix("Negative prompt:").strip()
    return prompt.strip(), negative.strip()


def _classify(settings: dict[str, str]) -> WorkKind:
    operations = settings.get("Operations", "").lower()
    if _PART_KEYS & settings.keys() or "inpaint" in operations or "outpaint" in operations:
        return WorkKind.PART
    hires = any(key.startswith(("Hires", "First pass")) for key in settings) or "hires" in operations
    if "img2img" in operations:
        return WorkKind.WHOLE if "txt2img" in operations else WorkKind.FROM_PICTURE
    names_passes = opinions.load_pattern(_SUBJECT, "names_passes").search(settings.get("Version", "")) is not None
    if "Denoising strength" in settings and not hires and not operations and names_passes:
        # without a second pass, such a program writes a denoising strength only where a picture was the start; files
        # of 2022 tell neither, so that of them only the making is said
        return WorkKind.FROM_PICTURE
    return WorkKind.WHOLE
