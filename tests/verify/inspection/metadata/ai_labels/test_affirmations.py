"""A free text is an admission only if it affirms: denials in many languages, helpers names told apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.inspection.metadata.ai_labels import affirmations
from verify.inspection.metadata.ai_labels.affirmations import AiUse, classify_prompt, classify_system

DENIALS = {
    "en": [
        "None",
        "no AI used",
        "never used",
        "not AI-generated",
        "AI: none",
        "No generative AI was used.",
        "NoAI",
        "This is a real photograph, no AI system was used",
        "AI-free",
        "AI wasn't involved",
        "Midjourney was not used",
        "no ChatGPT",
        "zero AI",
        "AI used? No",
        "made without artificial intelligence",
        "unused",
        "AI: false",
        "0% AI",
    ],
    "de": [
        "keine KI verwendet",
        "Nein",
        "ohne KI",
        "keine",
        "nicht verwendet",
        "KI wurde nicht eingesetzt",
        "KI-frei",
        "niemals",
    ],
    "fr": ["Aucune IA", "sans IA", "aucun", "n'a pas été utilisée", "jamais utilisé", "IA non utilisée", "Néant"],
    "es": ["Ninguno", "sin IA", "no se usó IA", "ninguna inteligencia artificial", "nunca", "No se ha utilizado"],
    "it": ["nessuna IA", "senza IA", "Nessuno", "non utilizzata", "IA non usata"],
    "pt": ["Nenhum", "sem IA", "não foi usada IA", "Não", "nenhuma inteligência artificial"],
    "nl": ["geen AI gebruikt", "Geen", "zonder AI", "niet gebruikt", "AI niet toegepast"],
    "pl": ["brak", "nie użyto AI", "bez sztucznej inteligencji", "Żadna", "nie"],
    "cs": ["žádná AI", "nepoužito", "bez AI", "Ne", "AI nebyla použita"],
    "sv": ["ingen AI", "inte använd", "utan AI", "Nej", "AI har inte använts"],
    "da": ["ingen AI", "ikke brugt", "uden AI", "Nej"],
    "no": ["ingen KI", "ikke brukt", "uten KI", "Nei", "KI er ikkje brukt"],
    "fi": ["ei tekoälyä", "ei käytetty", "ilman tekoälyä", "Tekoälyä ei ole käytetty"],
    "hu": ["nincs", "nem használt MI-t", "mesterséges intelligencia nélkül", "Semmi"],
    "ro": ["fără IA", "niciunul", "nu s-a folosit IA", "Nu"],
    "tr": ["yok", "yapay zeka kullanılmadı", "Hiçbiri", "Hayır", "YAPAY ZEKA KULLANILMAMIŞTIR", "kullanılmadı"],
    "ru": ["не использовался", "нет", "без ИИ", "ИИ не применялся", "Никакой", "отсутствует"],
    "uk": ["не використовувався", "немає", "без ШІ", "Жодного", "Ні"],
    "el": ["Καμία", "δεν χρησιμοποιήθηκε", "χωρίς ΤΝ", "Όχι", "ΚΑΜΙΑ"],
    "ar": ["لا يوجد", "لم يتم استخدام الذكاء الاصطناعي", "بدون ذكاء اصطناعي", "لا", "غير مستخدم"],
    "he": ["אין", "לא נעשה שימוש בבינה מלאכותית", "ללא AI", "לא"],
    "hi": ["कोई नहीं", "एआई का उपयोग नहीं किया गया", "बिना एआई", "नहीं"],
    "ja": [
        "なし",
        "無し",
        "AI未使用",
        "使用していません",
        "AIは使っていない",
        "AI不使用",
        "非AI",
        "AIを使わず撮影",
        "いいえ",
    ],
    "ko": ["없음", "AI 사용 안 함", "사용하지 않음", "미사용", "인공지능을 사용하지 않았습니다", "아니요"],
    "zh-Hans": ["未使用人工智能", "无", "没有使用AI", "非AI生成", "不使用", "从未使用", "未用", "无AI"],
    "zh-Hant": ["未使用人工智慧", "無", "沒有使用AI", "不使用", "從未使用"],
    "vi": ["Không", "không sử dụng AI", "không có", "chưa dùng AI"],
    "th": ["ไม่มี", "ไม่ได้ใช้ AI", "ไม่ใช้"],
    "id": ["tidak ada", "tanpa AI", "AI tidak digunakan", "bukan AI"],
}

NAMES = [
    "Google Gemini",
    "ChatGPT (GPT-4o)",
    "Midjourney v6",
    "midjourney",
    "MIDJOURNEY V7",
    "MidJourney",
    "Mid-Journey 6.1",
    "Stable Diffusion XL",
    "stable-diffusion-xl-base-1.0",
    "StableDiffusion",
    "SDXL 1.0",
    "sdxl-turbo",
    "DALL·E 3",
    "DALL-E 3",
    "dalle3",
    "OpenAI gpt-image-1",
    "gpt4o",
    "GPT-4o",
    "Adobe Firefly",
    "Firefly Image 3",
    "Adobe Firefly Image Model 4",
    "即梦AI",
    "即梦 4.0",
    "文心一言",
    "豆包",
    "可灵AI",
    "通义万相",
    "混元",
    "Kling AI 2.1",
    "Seedream 4.0",
    "Jimeng",
    "FLUX.1-dev",
    "Flux",
    "FLUX.1 [schnell]",
    "Black Forest Labs FLUX.1 Kontext",
    "Imagen 4",
    "Nano Banana Pro",
    "Veo 3.1",
    "Sora 2",
    "Runway Gen-4",
    "Ideogram 3.0",
    "Leonardo AI",
    "Leonardo.Ai",
    "Grok-2",
    "xAI Grok",
    "Meta AI",
    "Qwen-Image",
    "HunyuanImage 3.0",
    "Recraft V3",
    "Luma AI",
    "Suno v5",
    "Udio",
    "ElevenLabs",
    "NovelAI Diffusion V4",
    "ComfyUI",
    "Bing Image Creator",
    "Microsoft Designer",
    "Шедеврум",
    "Кандинский 3.1",
    "Kandinsky 2.2",
    "ミッドジャーニー",
    "使用Midjourney生成",
    "Generated with Midjourney v6 by the editorial team",
    "Ｍｉｄｊｏｕｒｎｅｙ",
    "wan2.2-t2v",
    "Zephyr Diffusion",
    "Drawforge 2.1",
    "ArtForge AI",
    "DrawBot",
    "example.ai",
    "無料版ChatGPT",
    "无界AI",
    "Midjourney (non-commercial licence)",
]

HELPERS = [
    "Adobe Lightroom Denoise",
    "Lightroom AI Denoise 14.2",
    "Topaz DeNoise AI",
    "Topaz Gigapixel AI 7.1",
    "Topaz Photo AI 3",
    "DxO DeepPRIME XD2",
    "DxO PureRAW 4",
    "Super Resolution",
    "noise reduction",
    "Autofocus (eye AF)",
    "Upscaled",
    "Real-ESRGAN",
    "KI-Entrauschen",
    "Rauschunterdrückung",
    "réduction du bruit",
    "降噪",
    "ノイズ除去",
    "шумоподавление",
    "노이즈 제거",
    "ChatGPT for alt text",
    "Alternativtext von GPT-4",
    "Keywords by Claude",
    "DeepL translation",
    "Translated by AI",
    "Subtitles generated by AI",
    "字幕由AI生成",
    "auto-captions",
    "Whisper transcription",
    "Description automatically generated",
    "Titel und Beschreibung: ChatGPT",
    "légende générée par IA",
    "AI-generated content may be incorrect (alt text)",
]

LEFT_OPEN = [
    "not only Midjourney",
    "nicht nur Midjourney",
    "不仅Midjourney",
    "something",
    "AI",
    "Yes",
    "Generative AI",
    "KI",
    "人工智能",
    "Real photograph",
    "Human",
    "RealPhoto 2.0",
    "HumanMade",
    "Canon EOS R5",
    "iPhone 15 Pro",
    "Adobe Photoshop 25.1",
    "Capture One 23.1",
    "Midjourney, no AI",
    "Midjourney without upscaling",
    "Stable Diffusion upscaler",
    "AI-generated image, not a real photograph",
    "Mensch",
    "Fotografie",
    "DSC_0001.1",
    "a great and long story of how the picture came to be",
]

PLACEHOLDERS = [
    "",
    " ",
    "-",
    "--",
    "…",
    "n/a",
    "N/A",
    "unknown",
    "Unbekannt",
    "0",
    "null",
    "不明",
    "未知",
    "\u200b",
    "not specified",
]


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in DENIALS.items() for text in texts])
def test_a_denial_denies_in_its_language(language: str, text: str) -> None:
    assert classify_system(text) is AiUse.DENIES, language


@pytest.mark.parametrize("text", NAMES)
def test_a_name_names_in_every_spelling(text: str) -> None:
    assert classify_system(text) is AiUse.NAMES


@pytest.mark.parametrize("text", HELPERS)
def test_a_helper_is_no_maker(text: str) -> None:
    assert classify_system(text) is AiUse.HELPS


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_what_neither_denies_nor_names_leaves_it_open(text: str) -> None:
    assert classify_system(text) is AiUse.OPEN


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_a_placeholder_says_nothing(text: str) -> None:
    assert classify_system(text) is AiUse.NOTHING
    assert classify_prompt(text) is AiUse.NOTHING


@pytest.mark.parametrize(
    "text", ["Adobe Photoshop Generative Fill", "Generative Expand", "Google Photos Magic Editor", "生成填充"]
)
def test_a_function_that_generates_within_a_picture_is_an_edit(text: str) -> None:
    assert classify_system(text) is AiUse.EDITS


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a beach without people, no text", AiUse.OPEN),
        ("no people", AiUse.OPEN),
        ("un chat sans chapeau", AiUse.OPEN),
        ("in the style of Midjourney", AiUse.OPEN),
        ("None", AiUse.DENIES),
        ("no prompt used", AiUse.DENIES),
        ("kein Prompt", AiUse.DENIES),
        ("无提示词", AiUse.DENIES),
        ("プロンプトなし", AiUse.DENIES),
        ("no AI was used", AiUse.DENIES),
    ],
)
def test_a_prompt_may_hold_a_negation_and_deny_nothing(text: str, says: AiUse) -> None:
    assert classify_prompt(text) is says


def test_denials_are_known_in_more_than_twenty_five_languages() -> None:
    assert len(affirmations.load_tables()["denials"]) > 25


def wide(text: str) -> str:
    """The text in signs of full width."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


SPELLINGS = st.sampled_from([str, str.upper, str.lower, str.casefold, wide])
AROUND = st.sampled_from(["", " ", ".", "!", "…", '"', "(", ")", "  ", "\t", "*", "—", "\u200b", "“", "。"])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([text for texts in DENIALS.values() for text in texts]), SPELLINGS, AROUND, AROUND)
def test_case_width_space_and_signs_never_turn_a_denial_into_an_admission(
    text: str, spelt: type[str], before: str, after: str
) -> None:
    assert classify_system(before + spelt(text) + after) not in (AiUse.NAMES, AiUse.EDITS)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([text for texts in DENIALS.values() for text in texts if "?" not in text and "NoAI" not in text]),
    st.sampled_from([str, wide]),
    AROUND,
    AROUND,
)
def test_a_denial_stays_one_within_signs_and_space(text: str, spelt: type[str], before: str, after: str) -> None:
    assert classify_system(before + spelt(text) + after) is AiUse.DENIES


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(NAMES[:30]), st.sampled_from(["no AI", "None", "keine KI verwendet", "AI未使用", "sans IA"]))
def test_a_name_beside_a_denial_is_no_admission(name: str, denial: str) -> None:
    assert classify_system(f"{name}, {denial}") is not AiUse.NAMES
    assert classify_system(f"{denial}; {name}") is not AiUse.NAMES


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_answered_without_an_error(text: str) -> None:
    assert classify_system(text) in AiUse
    assert classify_prompt(text) in AiUse


@pytest.mark.parametrize("piece", ["no ", "stable ", "a_", "künstliche ", "1.", "未", "generative ", "Aa"])
def test_a_long_hostile_text_is_answered_at_once(piece: str) -> None:
    classify_system("None")  # loads the tables
    begun = time.process_time()
    classify_system(piece * 100_000)
    classify_prompt(piece * 100_000)
    assert time.process_time() - begun < 1
