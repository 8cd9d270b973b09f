"""Settings text: the infotext of AUTOMATIC1111's WebUI and its kin, and pairs of name and value in other dialects.

Grammar of the infotext: prompt lines, an optional `Negative prompt:` part, and one last line of `Key: value, Key:
value …` that begins with Steps (SD.Next may begin elsewhere, and its older files have bars for commas). Steps, Sampler
and Seed are words of many trades: a simulation has them, too. So they count only together, and beside guidance, a
model's hash, or a size with a sampler of diffusion models; or where the settings name their program. Other dialects
(Mochi Diffusion, imaginAIry, one pair a line) are read where nothing but pairs follows the prompt, and need all four.
"""

from __future__ import annotations

import json
import re
from typing import Final

from verify.inspection import opinions
from verify.inspection.metadata.generator_settings import keys
from verify.inspection.metadata.generator_settings.generation import Generation, WorkKind

_PAIR: Final = re.compile(r'\s*([A-Z][\w /\-]{0,60}):\s*("(?:\\.|[^"\\]){0,4000}"|[^,]{0,2000})(?:,|$)')
_LORA: Final = re.compile(r"<(?:lora|lyco|hypernet):([^:>]{1,200})")
_PART_KEYS: Final = frozenset({"Mask blur", "Masked content", "Inpaint area", "Mask mode", "Inpaint fill", "Outpaint"})
_MOST_PAIRS: Final = 200
_GUIDANCE: Final = ("CFG scale", "CFG Scale", "Guidance Scale", "Distilled CFG Scale")
_SUBJECT: Final = "generator_settings"
_STEPS: Final = re.compile(r"(?:^|, )Steps: \d{1,5}(?:,| \||$)")
_BEFORE_STEPS: Final = ("Version: ", "Pipeline: ", "App: ", "Operations: ")  # in a line of their own
_BARS: Final = re.compile(r"\s\|\s")
_DIALECT_CHARACTERS: Final = 20_000  # of a text in another dialect
_END: Final = re.compile(r"[;\n|]")  # of a value that is no prompt
_OTHER_PAIR: Final = re.compile(r"\s{0,9}[\w .+/-]{1,40}[:=]")  # of a name that is not known
_FREE: Final = frozenset({"prompt", "negative", "model", "picture", "mask"})  # whose values may be of any length
_SHORT_CHARACTERS: Final = 40
_LEAST_PAIRS: Final = 4  # steps, seed, guidance and sampler
_QUOTED_PROMPT: Final = re.compile(r'"(?:\\.|[^"\\])*"\s*(?:\d{2,5}x\d{2,5}(?:px)?)?\s*')


def parse(text: str) -> Generation | None:
    """Parse the generation that an infotext describes, or None if `text` is not one."""
    if "eed" not in text and "EED" not in text:
        return None  # nothing without a seed counts
    return _parse_infotext(text) or _parse_dialect(text)


def _parse_infotext(text: str) -> Generation | None:
    lines = text.replace("\r\n", "\n").strip().split("\n")
    line_number = _find_settings_line(lines)
    if line_number is None:
        return None
    if line_number and lines[line_number - 1].startswith(_BEFORE_STEPS):
        line_number -= 1
    written = ", ".join(line.rstrip(" ,") for line in lines[line_number:])
    settings = _parse_pairs(_BARS.sub(", ", written) if " | " in written else written)
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
        if _STEPS.search(lines[line_number]):
            return line_number
    return None


def _parse_dialect(text: str) -> Generation | None:
    """Parse pairs of known names in any order, with semicolons, commas, bars, spaces or line ends between.

    What precedes them is a prompt in quotation marks, or ends with its line; nothing may follow them, so that settings
    quoted in a sentence are none.
    """
    text = text.strip()
    if len(text) > _DIALECT_CHARACTERS or text[:1] in "{[<" or text.count(":") + text.count("=") < _LEAST_PAIRS:
        return None
    matches = list(keys.compile_names().finditer(text))
    if len(matches) < _LEAST_PAIRS:
        return None
    before = text[: matches[0].start()]
    quoted = _QUOTED_PROMPT.fullmatch(before)
    if before.strip() and not before.endswith("\n") and not quoted:
        return None
    ends = [match.start() for match in matches[1:]] + [len(text)]
    values = [text[match.end() : end].strip().rstrip(",;|").strip() for match, end in zip(matches, ends, strict=True)]
    settings = keys.take_settings(
        (match["name"], value.strip('"')) for match, value in zip(matches, values, strict=True)
    )
    pieces = {name: _END.split(value) for name, value in settings.items() if name not in _FREE}
    if any(piece.strip() and not _OTHER_PAIR.match(piece) for value in pieces.values() for piece in value[1:]):
        return None
    short = {name: value[0].strip() for name, value in pieces.items()}
    settings |= short
    sampler = settings.get("sampler", "")
    if any(len(value) > _SHORT_CHARACTERS for value in short.values()):
        return None
    if not keys.are_generation({"prompt": "any", **settings}) or not {"steps", "guidance"} <= settings.keys():
        return None
    if not opinions.load_pattern(_SUBJECT, "sampler").search(sampler):
        return None
    kind = WorkKind.FROM_PICTURE if "picture" in settings else WorkKind.WHOLE
    return Generation(
        kind=WorkKind.PART if "mask" in settings else kind,
        prompt=settings.get("prompt") or (before.strip() if not quoted else before[: before.rindex('"')].strip('"')),
        negative_prompt=settings.get("negative", ""),
        model=settings.get("model", settings.get("hash", "")),
        seed=settings["seed"],
        steps=settings["steps"],
        sampler=sampler,
        guidance=settings["guidance"],
        size=settings.get("size", ""),
    )


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
