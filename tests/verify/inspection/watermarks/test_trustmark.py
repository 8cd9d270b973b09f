"""TrustMark's data layer: what it holds, what it mends, and what it refuses to believe."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from tests.build.media.trustmark_words import coded, generated_by
from verify.inspection.watermarks import bch, trustmark
from verify.inspection.watermarks.trustmark import SCHEMAS, WORD_BITS, Schema

Floats = NDArray[np.float32]


def data_of(schema: Schema, seed: int = 1) -> str:
    return "".join(map(str, np.random.default_rng(seed).integers(0, 2, schema.data_bits)))


def is_never_bound(_: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("errors", "octal"),
    # generator polynomials of the codes of length 127 as tables of coding theory give them
    [(1, "211"), (2, "41567"), (3, "11554743"), (4, "3447023271"), (5, "624730022327")],
)
def test_the_code_is_the_one_of_the_tables(errors: int, octal: str) -> None:
    assert generated_by(errors) == int(octal, 8)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_word_is_read_and_mended_up_to_its_limit(schema: Schema, data: st.DataObject) -> None:
    bits = data.draw(st.text("01", min_size=schema.data_bits, max_size=schema.data_bits))
    word = coded(schema, bits)
    assert len(word) == WORD_BITS
    wrong = data.draw(st.sets(st.integers(0, 95), max_size=schema.errors))
    word[list(wrong)] ^= True
    found = trustmark.decode(word)
    assert found is not None
    assert (found.schema, found.bits, found.corrected) == (schema, bits, len(wrong))
    assert found.soft_binding == f"{schema.number}*{bits}"


def test_random_words_pass_as_rarely_as_the_rule_counts_on() -> None:
    chance = np.random.default_rng(7)
    passed = dict.fromkeys(range(4), 0)
    for schema in SCHEMAS:
        for _ in range(400):
            word = chance.integers(0, 2, WORD_BITS).astype(np.bool_)
            word[98], word[99] = schema.number >> 1, schema.number & 1
            passed[schema.number] += trustmark.decode(word) is not None
    assert passed[0] == 0
    assert passed[1] <= 8
    assert passed[3] >= 10  # why the shortest is never believed by itself


def test_a_word_longer_than_the_code_is_refused() -> None:
    with pytest.raises(ValueError, match="128"):
        bch.correct([0] * 128, 3)


def picture() -> Image.Image:
    return Image.effect_noise((300, 200), 40).convert("RGB")


def answering(*words: NDArray[np.bool_]) -> trustmark.Read:
    """A model that gives these words one after the other, the last for ever."""
    left = list(words)

    def read(_: Floats) -> Floats:
        word = left.pop(0) if len(left) > 1 else left[0]
        return np.where(word, 1, -1).astype(np.float32)

    return read


def look(read: trustmark.Read, is_bound: object = is_never_bound) -> trustmark.Identifier | None:
    assert callable(is_bound)
    return trustmark.find(picture(), 32, False, read, is_bound)


def test_the_long_code_is_believed_at_once() -> None:
    found = look(answering(coded(SCHEMAS[0], data_of(SCHEMAS[0]))))
    assert found is not None
    assert found.bits == data_of(SCHEMAS[0])


@pytest.mark.parametrize("schema", SCHEMAS[1:3], ids=lambda schema: schema.name)
def test_a_shorter_code_is_believed_only_where_changed_copies_say_the_same(schema: Schema) -> None:
    word, other = coded(schema, data_of(schema)), coded(schema, data_of(schema, 2))
    assert look(answering(word)) is not None
    nothing = np.zeros(WORD_BITS, np.bool_)
    nothing[[1, 5, 9, 13, 17, 21, 25, 29, 33, 98]] = True
    assert trustmark.decode(nothing) is None
    assert look(answering(word, word, nothing)) is None
    assert look(answering(word, other, nothing)) is None


def test_the_shortest_code_is_believed_only_where_the_record_names_it() -> None:
    word = coded(SCHEMAS[3], data_of(SCHEMAS[3]))
    assert look(answering(word)) is None
    assert look(answering(word), lambda binding: binding == f"3*{data_of(SCHEMAS[3])}") is not None


def test_a_turned_picture_is_tried_four_ways() -> None:
    seen: list[Floats] = []

    def read(given: Floats) -> Floats:
        seen.append(given)
        word = np.zeros(WORD_BITS, np.bool_)
        word[[1, 5, 9, 13, 17, 21, 25, 29, 33, 98]] = True
        return np.where(word, 1, -1).astype(np.float32)

    assert look(read) is None
    assert len(seen) == 4
    assert all(one.shape == (1, 3, 32, 32) for one in seen)
    assert len({one.tobytes() for one in seen}) == 4


def test_the_model_is_given_the_square_in_the_middle_of_long_pictures() -> None:
    long = Image.new("RGB", (900, 100), "black")
    long.paste("white", (400, 0, 500, 100))
    assert trustmark.prepare(long, 16, False).min() == 1
    wide = Image.new("RGB", (180, 100), "black")
    assert trustmark.prepare(wide, 16, False).max() == 0
    wide.paste("white", (40, 0, 140, 100))
    assert trustmark.prepare(wide, 16, True).min() == 1
    assert trustmark.prepare(wide, 16, False).min() == 0


def test_a_picture_too_small_is_not_looked_at() -> None:
    word = coded(SCHEMAS[0], data_of(SCHEMAS[0]))
    small = Image.new("RGB", (63, 400))
    assert trustmark.find(small, 32, False, answering(word), is_never_bound) is None


def test_jpeg_copies_are_made_of_the_picture_itself() -> None:
    out = io.BytesIO()
    picture().save(out, "PNG")
    first, second = trustmark._make_copies(Image.open(out).convert("RGB"))
    assert first.size == (300, 200)
    assert second.size == (298, 198)
