"""Real files: generators are named right from what their files state, and nothing innocent is called AI."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from verify.inspection.inspect import inspect
from verify.model import Conclusion, Options, OriginClaim, Report, Standing

pytestmark = pytest.mark.corpus

OPTIONS = Options(
    now=datetime(2026, 11, 22, tzinfo=UTC), readers=("exif", "xmp", "iptc", "text_chunks"), previews=False
)

A1111 = "Stable Diffusion WebUI (AUTOMATIC1111)"
UNNAMED = "Stable Diffusion WebUI (AUTOMATIC1111 or kin)"
REFORGE = "Stable Diffusion WebUI reForge"
SAVED = "ComfyUI (saved with settings text)"
DOUBAO = "ByteDance, Doubao · 字节跳动 豆包"

GENERATORS = {
    "ai-grok/wiltodelta__grok-1.jpg": "Grok (xAI)",
    "aigc-cn/lastraindrop__c00905e8b7794237be633150c72ce0e4.jpeg_tplv-a9rns2rl98-image_raw_b.png": DOUBAO,
    "aigc-cn/lastraindrop__v2-5e9ce569399fc173e2afa85ecbfa56f3_r.png": DOUBAO,
    "aigc-cn/wiltodelta__doubao_black_1x1_1.png": DOUBAO,
    "aigc-cn/wiltodelta__jimeng_cap_C.png": "ByteDance, Jimeng · 字节跳动 即梦",
    "iptc-ai-midjourney/wiltodelta__mj-1.png": "Midjourney",
    "sd-a1111/RupertAvery__thumbnail.png": UNNAMED,
    "sd-a1111/d3x-at__automatic1111_cropped.jpg": UNNAMED,
    "sd-a1111/d3x-at__automatic1111_cropped.png": UNNAMED,
    "sd-a1111/enslo__reforge-hires.jpeg": REFORGE,
    "sd-a1111/enslo__reforge-hires.webp": REFORGE,
    "sd-a1111/enslo__sd-next-en.png": "SD.Next",
    "sd-a1111/enslo__sd-next-hires.jpg": "SD.Next",
    "sd-a1111/enslo__sd-next.jpg": "SD.Next",
    "sd-a1111/jcgregorio__sd_webui_sample.png": A1111,
    "sd-civitai/enslo__civitai-upscale.jpg": "Civitai",
    "sd-comfyui/d3x-at__noisy_latents_3_subjects_cropped.png": "ComfyUI",
    "sd-comfyui/enslo__comfyui-anima.png": "ComfyUI",
    "sd-comfyui/enslo__comfyui-comfy-image-saver.png": "ComfyUI",
    "sd-comfyui/enslo__comfyui-comfy-image-saver.webp": SAVED,
    "sd-comfyui/enslo__comfyui-save-image-extended.webp": "ComfyUI",
    "sd-comfyui/enslo__comfyui-saveimage-plus.png": "ComfyUI",
    "sd-comfyui/enslo__comfyui-saveimagewithmetadata.jpeg": SAVED,
    "sd-fooocus/d3x-at__fooocus1_cropped.png": "Fooocus",
    "sd-invokeai/d3x-at__invokeai_dream1.png": "InvokeAI 1 (Dream)",
    "sd-invokeai/d3x-at__invokeai_imeta1.png": "InvokeAI",
    "sd-invokeai/enslo__invokeai-en.png": "InvokeAI",
    "sd-novelai/d3x-at__novelai1_cropped.png": "NovelAI",
    "sd-novelai/enslo__novelai-full-3char.webp": "NovelAI",
    "sd-novelai/enslo__novelai-full.png": "NovelAI",
    "sd-novelai/enslo__novelai-ref.png": "NovelAI",
    "sd-other/enslo__krea2.png": "ComfyUI",
    "sd-other/enslo__ruined-fooocus.png": "RuinedFooocus",
    "sd-swarmui/enslo__swarmui-hires.png": "SwarmUI",
}
FOLDERS = ("ai-grok", "aigc-cn", "iptc-ai-*", "sd-*")


def report(path: Path) -> Report:
    return inspect(path, OPTIONS)


@pytest.mark.parametrize("name", sorted(GENERATORS))
def test_a_real_file_of_a_generator_is_known_and_its_generator_named(corpus: Path, name: str) -> None:
    verdict = report(corpus / name).verdict
    assert (verdict.conclusion, verdict.standing) == (Conclusion.AI_GENERATED, Standing.STATED)
    assert verdict.by == GENERATORS[name]


def test_the_table_of_expectations_leaves_no_file_out(corpus: Path) -> None:
    stored = {path.relative_to(corpus).as_posix() for folder in FOLDERS for path in corpus.glob(f"{folder}/*")}
    assert stored == set(GENERATORS)


def test_no_innocent_file_is_called_ai(corpus: Path) -> None:
    innocent = sorted(
        path for folder in ("neg-*", "audio-plain", "video-plain", "pdf-plain", "svg-plain", "ai-nometa", "iptc-dst")
        for path in corpus.glob(f"{folder}/*")
    )  # fmt: skip
    assert len(innocent) > 50
    assert any(path.parent.name == "neg-crafted-exif" for path in innocent)
    called = {
        path.relative_to(corpus).as_posix(): finding.code
        for path in innocent
        for finding in report(path).findings
        if finding.claim is not OriginClaim.NONE
    }
    assert called == {}
