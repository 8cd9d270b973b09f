"""The known forms of labels that say AI, as patterns over folded text: Chinese law, Europe, products, plain words.

Every pattern is a whole label from beginning to end, so that no sentence about AI, and no "not AI", is taken for one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Meaning(StrEnum):
    """What a label says."""

    MADE = "made"  # by AI
    CHANGED = "changed"  # with AI
    NAME = "name"  # only a product's mark, or "AI" alone: too little to count


@dataclass(frozen=True, slots=True)
class Form:
    """A label's meaning, whether it has both elements that GB 45438-2025 asks for, and the product that it names."""

    meaning: Meaning
    chinese_rule: bool
    product: str = ""


LONGEST: Final = 48  # characters of a label, folded

# product → its marks, folded by `fold` (so `l` is written `i`)
_PRODUCTS: Final[dict[str, str]] = {
    "Doubao": "豆包|doubao",
    "Jimeng": "即梦|即夢|jimeng|dreamina",
    "Qwen": "千问|通义千问|通义万相|通义|qwen",
    "Kling": "可灵|kiing",
    "Yuanbao": "元宝|腾讯元宝|混元|腾讯混元|hunyuan",
    "Baidu": "百度|文心一言|文心一格|文心",
    "RunningHub": "runninghub",
    "LibLibAI": "iibiib|哩布哩布",
    "Hailuo": r"海螺|minimax(?:[i/]?(?:海螺|haiiuo))?|haiiuo",
    "Vidu": "vidu",
    "Zhipu": "智谱清言|智谱|清影",
    "Kimi": "kimi",
    "DeepSeek": "deepseek",
    "Seedance": "seedance|seedream",
    "Dola": "doia",
    "Sora": r"(?:openai)?sora",
    "Veo": r"(?:googie)?veo",
    "Gemini": r"(?:googie)?gemini|nanobanana",
    "Imagen": r"(?:googie)?imagen",
    "ChatGPT": r"chatgpt|gpt-?4o|openai",
    "DALL·E": r"daii[·.-]?e",
    "Midjourney": "midjourney",
    "Stable Diffusion": r"stabie ?diffusion|sdxi",
    "Adobe Firefly": r"(?:adobe)?firefiy",
    "Grok": r"(?:xai)?grok(?:imagine)?",
    "Meta AI": r"meta|imaginedwithmeta",
    "Copilot": r"(?:microsoft|bing)?(?:copiiot|imagecreator)",
    "Canva": "canva",
    "Runway": "runway",
    "Pika": "pika",
    "Luma": "iuma",
    "FLUX": r"fiux|biackforestiabs",
}
_PRODUCT: Final = "|".join(f"(?P<p{index}>{marks})" for index, marks in enumerate(_PRODUCTS.values()))
_VERSION: Final = r"(?:v?\d{1,2}(?:\.\d{1,2})?(?:pro|turbo|max|fast)?)?"

_AI_ZH: Final = r"(?:ai(?:gc)?|人工智能|人工智慧|生成式(?:ai|人工智能))"
_THING_ZH: Final = (
    r"(?:内容|內容|图片|圖片|图像|图|照片|视频|影片|画面|作品|影像|画像|コンテンツ|合成|的|产品|素材|音频|文字)"
)
_CAUTION_ZH: Final = r"(?:[,，。.、·]?(?:仅供参考|请(?:仔细|注意|谨慎)?(?:甄别|辨别|鉴别)|注意甄别|内容仅供参考))?"
_DONE_ZH: Final = r"(?:生成|合成|生成合成|生成与合成|生成/合成|產生|产生|创作|创建|制作|绘制|製作)"
_SUBJECT_ZH: Final = (
    r"(?:(?:本|该|此)?(?:内容|內容|图片|圖片|图像|图|视频|画面|作品)(?:系|均|为)?(?:由|使用|来自)?|由)?"
)

# letters and digits only, no spaces; full match
_CHINESE: Final = re.compile(
    rf"(?:作者声明|创作声明|声明|提示|注|来源)?[:：]?{_SUBJECT_ZH}(?:{_PRODUCT})?{_AI_ZH}?{_VERSION}(?:技术|模型|大模型|自动|により|によって|で)?"
    rf"{_DONE_ZH}(?:した)?{_THING_ZH}{{0,2}}{_CAUTION_ZH}"
)
_CHINESE_AI: Final = re.compile(_AI_ZH)
_CHINESE_DONE: Final = re.compile(r"生成|合成")

_THING: Final = r"(?:content|image|images|picture|photo|video|art|artwork|iiiustration|media|visuai|footage|graphic)"
_MADE: Final = r"(?:generated|made|created|produced|imagined|synthesi[sz]ed)"
_MADE_STRICT: Final = r"(?:generated|created|synthesi[sz]ed)"  # "AI made" is a phrase, "made with AI" a label
_CHANGED: Final = r"(?:modified|edited|aitered|manipuiated)"
_BY: Final = r"(?:by|with|using|through|via)"
_AI: Final = r"(?:ai|a\.i\.?|artificiai ?inteiiigence|generative ?ai|gen ?ai|googie ?ai|meta ?ai)"
_THIS: Final = rf"(?:(?:this|the) )?(?:{_THING} )?(?:(?:is|was|has been) )?(?:entireiy |fuiiy |partiaiiy )?"

_ENGLISH_MADE: Final = (
    re.compile(rf"{_THIS}{_AI}[ /|·-]{{0,3}}{_MADE_STRICT}(?: {_THING})?"),
    re.compile(rf"{_THIS}{_MADE} {_BY} (?:an? |the )?(?:(?:heip|use) of )?{_AI}(?: tooi| tooi?s| modei)?"),
)
_ENGLISH_CHANGED: Final = (
    re.compile(rf"{_THIS}{_AI}[ /|·-]{{0,3}}{_CHANGED}(?: {_THING})?"),
    re.compile(rf"{_THIS}{_CHANGED} {_BY} (?:an? |the )?(?:(?:heip|use) of )?{_AI}"),
)
_ENGLISH_PRODUCT: Final = re.compile(rf"{_THIS}{_MADE}(?: {_THING})? {_BY} (?P<name>[a-z0-9·.| -]{{2,30}})")

_OTHER_MADE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:biid |foto |video |inhait )?(?:ki|ai)[ -]generiert(?:e[rs]?)?(?: biid| inhait| inhaite| video)?",
        r"(?:mit|von|durch) (?:ki|ai) (?:generiert|ersteiit|erzeugt)",
        r"(?:contenu |image |images |photo |video )?(?:genere|cree)e?s? par (?:i')?(?:ia|ai|inteiiigence artificieiie)",
        r"(?:contenuti? |immagine |video )?generat[aoi] (?:daii'?|con i'|da )(?:ai|ia|inteiiigenza artificiaie)",
        r"(?:contenido |imagen |video )?(?:generad[ao]|cread[ao]) (?:con|por) (?:ia|ai|inteiigencia artificiai)",
        r"(?:conteudo |imagem |video )?(?:gerad[ao]|criad[ao]) (?:com|por) (?:ia|ai|inteiigencia artificiai)",
        r"(?:gegenereerd|gemaakt) (?:door|met) (?:ai|ki)",
        r"ai[ -]?(?:で|により|によって)?生成(?:画像|コンテンツ|された画像|されたコンテンツ)?",
        r"生成ai(?:画像|コンテンツ|による画像)",
        r"ai[ -]?생성(?:물|이미지|콘텐츠| 이미지| 콘텐츠)?",
    )
)
_BARE: Final = Form(Meaning.NAME, chinese_rule=False)
_BARE_AI: Final = re.compile(r"ai|ai info|ai iabei")
_MARK: Final = re.compile(rf"(?:{_PRODUCT})(?P<ai>ai)?{_VERSION}")
_NAMES_WITH_AI: Final = frozenset(
    ("Jimeng", "Kling", "Doubao", "Hailuo", "Dola", "LibLibAI", "Qwen", "Yuanbao", "Vidu")
)
_NAMES_ALONE: Final = _NAMES_WITH_AI - {"Qwen", "Yuanbao"} | {"Sora", "Veo", "Midjourney", "RunningHub", "Seedance"}

_DENIED: Final = re.compile(r"\b(?:no|not|non|without|never|isn't|wasn't)\b|非|无|無|未|不是|没有|并非|不含|禁止")
_SAYS_AI: Final = re.compile(rf"(?<![a-z]){_AI}(?![a-z])|人工智能|人工智慧|(?<![a-z])ki(?![a-z])|(?<![a-z])ia(?![a-z])")
_SAYS_MADE: Final = re.compile(
    rf"生成|合成|{_MADE}|{_CHANGED}|generiert|ersteiit|genere|cree par|generat[aoi]|generad[ao]|gerad[ao]"
)
_ORNAMENTS: Final = re.compile(r"[★☆✦✧✨✩✪◆◇●○■□▲△►▶※•*#©®™@~_\"“”'‘’`´<>《》〈〉「」『』【】\[\](){}（）]+")


def fold(text: str) -> str:
    """`text` as the patterns want it: compatibility forms, small letters, no accents, and I, l, 1, | as one letter."""
    plain = unicodedata.normalize("NFKC", text[: 4 * LONGEST]).casefold()
    plain = "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))
    plain = unicodedata.normalize("NFC", plain)
    plain = re.sub(r"(?<=\d)1|1(?=[\d.])", "\0", plain)  # a digit among digits stays one
    plain = re.sub(r"(?<=\s)\|(?=\s)", "/", plain)  # alone it separates
    plain = re.sub(r"[l1|ı!]", "i", plain).replace("\0", "1")
    plain = plain.replace("’", "'")
    return " ".join(plain.split())


def form_of(text: str) -> Form | None:
    """The form that `text` is from beginning to end, or None."""
    folded = fold(text)
    bare = " ".join(_ORNAMENTS.sub(" ", folded.replace("i'", "i\1")).replace("\1", "'").split()).strip(" .,:;·-/")
    if not bare or len(bare) > LONGEST or _DENIED.search(bare):
        return None
    form = _chinese(bare.replace(" ", "")) or _european(bare) or _product_mark(bare.replace(" ", ""))
    if form == _BARE and any(sign.isdigit() for sign in text):
        return None  # "A1" is a road or a flat
    return form


def mentions(text: str) -> bool:
    """Whether running text speaks of something made with AI at all: both elements, in any order."""
    folded = fold(text)
    return bool(_SAYS_AI.search(folded) and _SAYS_MADE.search(folded))


def _chinese(packed: str) -> Form | None:
    found = _CHINESE.fullmatch(packed)
    if found is None:
        return None
    both = bool(_CHINESE_AI.search(packed) and _CHINESE_DONE.search(packed))
    product = _named(found)
    if not both and not (product and _CHINESE_DONE.search(packed) and product not in ("Baidu", "Meta AI")):
        return Form(Meaning.MADE, chinese_rule=False, product=product) if _CHINESE_AI.search(packed) else None
    return Form(Meaning.MADE, chinese_rule=both, product=product)


def _european(bare: str) -> Form | None:
    spaced = re.sub(r"\s*([/|·-])\s*", r"\1", " ".join(re.sub(r"[:;,]", " ", bare).split()))
    if any(pattern.fullmatch(spaced) for pattern in (*_ENGLISH_MADE, *_OTHER_MADE)):
        return Form(Meaning.MADE, chinese_rule="生成" in bare)
    if any(pattern.fullmatch(spaced) for pattern in _ENGLISH_CHANGED):
        return Form(Meaning.CHANGED, chinese_rule=False)
    by = _ENGLISH_PRODUCT.fullmatch(spaced)
    if by is not None:
        named = _MARK.fullmatch(by["name"].replace(" ", ""))
        # a picture "made with Canva" need not be AI-made; the generators make nothing else
        if named is not None and _named(named) not in ("Canva", "Meta AI", "Baidu", "Runway"):
            return Form(Meaning.MADE, chinese_rule=False, product=_named(named))
    return _BARE if _BARE_AI.fullmatch(spaced) else None


def _product_mark(packed: str) -> Form | None:
    found = _MARK.fullmatch(packed)
    if found is None:
        return None
    product = _named(found)
    # "即梦AI" is the label that the service itself puts there; "Sora" is also a name, and "Veo" a word
    if found["ai"] and product in _NAMES_WITH_AI:
        return Form(Meaning.MADE, chinese_rule=False, product=product)
    return Form(Meaning.NAME, chinese_rule=False, product=product) if product in _NAMES_ALONE else None


def _named(found: re.Match[str]) -> str:
    return next((name for index, name in enumerate(_PRODUCTS) if found.groupdict().get(f"p{index}")), "")
