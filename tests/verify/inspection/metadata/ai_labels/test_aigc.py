"""China's implicit label: every carrier form and every departure seen in real files."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.inspection.metadata.ai_labels import aigc, aigc_provider_code, aigc_signature, findings
from verify.inspection.metadata.ai_labels.aigc import LabelState
from verify.inspection.metadata.ai_labels.aigc_members import MEMBERS, Departure
from verify.inspection.metadata.ai_labels.aigc_signature import SignatureState
from verify.inspection.verdict import judge
from verify.model import Alarm, Conclusion, Field, OriginClaim, Record, Standing, Strength

STANDARD = {
    "Label": "1",
    "ContentProducer": "001191110102MACQD9K64010000",
    "ProduceID": "0123456789abcdef",
    "ReservedCode1": "",
    "ContentPropagator": "001191110102MACQD9K64020000",
    "PropagateID": "0123456789abcdef",
    "ReservedCode2": "",
}


def bare(**changes: object) -> str:
    return json.dumps({**STANDARD, **changes}, separators=(",", ":"))


def label_in(value: str, key: str = "xmp:TC260:AIGC") -> aigc.AigcLabel:
    found = aigc.read_label(Field(key, value, "a place"))
    assert found is not None
    return found


def test_a_label_by_the_book_has_all_seven_members_and_no_departure() -> None:
    label = label_in(bare())
    assert (label.state, label.producer, label.propagate_id) == (
        LabelState.IS, STANDARD["ContentProducer"], STANDARD["PropagateID"],
    )  # fmt: skip
    assert label.departures == ()


@pytest.mark.parametrize(
    ("value", "state"), [("1", LabelState.IS), ("2", LabelState.MAY_BE), ("3", LabelState.SUSPECTED),
                         ("AIGC", LabelState.IS), ("7", LabelState.NON_STANDARD),
                         ("1.0", LabelState.IS), ("属于", LabelState.IS), ("AI生成", LabelState.IS),
                         ("可能为人工智能生成合成内容", LabelState.MAY_BE), ("疑似", LabelState.SUSPECTED),
                         ("不属于", LabelState.NON_STANDARD), ("非AI生成", LabelState.NON_STANDARD)]
)  # fmt: skip
def test_the_value_of_the_label_decides_its_state(value: str, state: LabelState) -> None:
    assert label_in(bare(Label=value)).state is state


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("png:text:AIGC", bare()),
        ("png:text:AIGC", json.dumps({"AIGC": STANDARD})),
        ("exif:EXIF:UserComment", json.dumps({"AIGC": STANDARD})),
        ("exif:Image:ImageDescription", json.dumps({"AIGC": bare()})),
        ("jpeg:app9", "AIGC" + bare()),
        ("jpeg:comment", "AIGC=" + bare()),
        ("mp4:key:AIGC", bare()),
        ("mp4:keyless:mdir", json.dumps({"AIGC": STANDARD})),
        ("vorbis:aigc", bare()),
        ("id3:TXXX:AIGC", bare()),
        ("pdf:info:AIGC", bare()),
        ("xmp:TC260:AIGC", bare().replace('"', "&quot;")),
        ("xmp:TC260:AIGC", json.dumps(bare())),
        ("png:text:AIGC", '"AIGC":' + bare()),
    ],
)
def test_every_carrier_and_every_wrapping_gives_the_same_members(key: str, value: str) -> None:
    label = label_in(value, key)
    assert (label.state, label.producer, label.produce_id) == (
        LabelState.IS, STANDARD["ContentProducer"], STANDARD["ProduceID"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("exif:EXIF:UserComment", "An article about AIGC labels: " + bare()),
        ("exif:EXIF:UserComment", json.dumps({"Label": "1", "ProduceID": "x"})),  # other JSON has a Label, too
        ("png:text:Comment", json.dumps({"aigc_label_type": 2})),
        ("png:text:aigc_label_type", "1"),
        ("xmp:dc:title", json.dumps({"AIGC": STANDARD})),
        ("text:body", json.dumps({"AIGC": STANDARD})),
        ("png:text:AIGC", "hello"),
        ("png:text:AIGC", '{"hello": "world"}'),
    ],
)
def test_a_text_that_merely_mentions_a_label_is_not_a_label(key: str, value: str) -> None:
    assert aigc.read_label(Field(key, value)) is None


@pytest.mark.parametrize(
    "value",
    [
        repr({**STANDARD, "ReservedCode1": None}),
        bare()[:-1] + ",}",
        "{" + ",".join(f"{name}:'{text}'" for name, text in STANDARD.items()) + "}",
        "/* our label */ " + bare(),
        bare().replace(":", "：").replace('"', "“"),
        "{'AIGC': '" + bare() + "'}",
        "{'AIGC': {'Label': '1', 'ContentProducer': 'it\\'s \"us\"', 'ProduceID': 'x'}}",
    ],
)
def test_a_label_in_json_by_hand_is_read_and_its_form_named(value: str) -> None:
    label = label_in(value)
    assert label.state is LabelState.IS
    assert Departure.NOT_JSON in label.departures


@pytest.mark.parametrize(
    "value",
    [
        json.dumps([STANDARD]), json.dumps({"AIGC": [STANDARD]}), json.dumps({"AIGC": {"AIGC": STANDARD}}),
        json.dumps({"metadata": {"AIGC": STANDARD}}), bare().replace('"', "&#x22;"), "\ufeff" + bare(),
    ],
)  # fmt: skip
def test_a_label_within_lists_and_objects_is_read(value: str) -> None:
    assert label_in(value).members == label_in(bare()).members


@pytest.mark.parametrize(
    "value", ["{'AIGC': {'hello': 'world'}}", "{AIGC: nothing}", "{'AIGC' {", "['AIGC']", "{" * 900]
)
def test_loose_json_without_a_member_is_no_label(value: str) -> None:
    assert aigc.read_label(Field("png:text:Comment", value)) is None


def test_a_label_that_cannot_be_read_is_there_and_says_nothing() -> None:
    label = label_in(bare()[:60], "png:text:AIGC")
    assert label.state is LabelState.NON_STANDARD


@pytest.mark.parametrize("place", ["xmp:TC260:AIGC/TC260:{}", "xmp:TC260:{}", "gltf:asset:extras/AIGC/{}"])
def test_members_that_are_fields_of_their_own_are_one_label(place: str) -> None:
    (label,) = aigc.read_labels([Field(place.format(name), text, "XMP") for name, text in STANDARD.items()])
    assert label.members == label_in(bare()).members
    assert not aigc.read_labels([Field(place.format("ProduceID"), "x", "XMP")])


@pytest.mark.parametrize("key", ["xmp:any:Thing", "vorbis:comment", "asf:WM/Text", "exif:Image:Artist", "png:text:Foo"])
@pytest.mark.parametrize("value", [bare(), json.dumps({"AIGC": STANDARD}), json.dumps({"AIGC": bare()})])
def test_a_whole_label_counts_in_whatever_field_it_stands(key: str, value: str) -> None:
    assert label_in(value, key).state is LabelState.IS


@pytest.mark.parametrize(
    ("value", "departure"),
    [
        (bare(ContentPropagator="", PropagateID=""), Departure.EMPTY_MEMBER),
        (bare(ReservedCode1=None), Departure.NOT_TEXT),
        (bare(ProduceID="编号"), Departure.CHARACTERS),
        (bare(Timestamp="2026"), Departure.UNKNOWN_MEMBER),
        (json.dumps(bare()), Departure.ENCODED_TWICE),
        ('{"Label":"1","Label":"2","ContentProducer":"a","ProduceID":"b"}', Departure.REPEATED_MEMBER),
        ('{"Label":"1"}', Departure.MISSING_MEMBER),
        (json.dumps({"Label": "1", "Propagator": "x"}), Departure.OTHER_SPELLING),
        (bare(Label="AIGC"), Departure.VALUE_NOT_STANDARD),
    ],
)
def test_a_departure_is_named_and_the_label_still_read(value: str, departure: Departure) -> None:
    assert departure in label_in(value).departures


@pytest.mark.parametrize("value", ["", '""', "{}", json.dumps(dict.fromkeys(STANDARD, ""))])
def test_an_emptied_label_is_a_trace_and_no_claim(value: str) -> None:
    assert label_in(value).state is LabelState.EMPTIED
    (finding,) = [one for one in findings.find([Field("png:text:AIGC", value)]) if one.code == "label.emptied"]
    assert finding.claim is OriginClaim.NONE


@pytest.mark.parametrize(
    "label",
    [
        bare(Label=""), bare(Label=" "), bare(Label=None), bare(Label="null"), bare(Label=[]), bare(Label={}),
        json.dumps({name: value for name, value in STANDARD.items() if name != "Label"}),
        json.dumps({"AIGC": {name: value for name, value in STANDARD.items() if name != "Label"}}),
    ],
)  # fmt: skip
def test_a_label_without_a_value_says_nothing_and_names_nobody(label: str) -> None:
    found = findings.find([Field("png:text:AIGC", label)])
    assert {one.code for one in found} <= {"label.emptied", "label.aigc_departures"}
    assert found[0].code == "label.emptied"
    assert all(one.claim is OriginClaim.NONE for one in found)
    assert "ByteDance" not in repr(found)
    assert STANDARD["ContentProducer"] not in repr(found)
    judged = judge.judge(found, Record(), (), None)
    assert (judged.conclusion, judged.standing) == (Conclusion.UNKNOWN, Standing.NONE)
    assert Alarm.LABEL_EMPTIED in judged.alarms


def test_the_older_form_of_tencent_has_no_value_and_keeps_its_meaning() -> None:
    older = {"AIGC": {"ServiceProvider": "腾讯云", "ServiceUser": "1", "Time": "2026", "ContentId": "abc"}}
    label = label_in(json.dumps(older), "exif:Image:ImageDescription")
    assert (label.state, label.producer, label.produce_id) == (LabelState.IS, "腾讯云", "abc")


GRAVITY = ["1", "3", "2", "0", ""]


@pytest.mark.parametrize("wrap", ["{%s}", '{"AIGC":{%s}}'])
@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.sampled_from(GRAVITY), min_size=2, max_size=4), key=st.sampled_from(["Label", "label", "LABEL"])
)
def test_of_a_doubled_value_the_graver_counts_in_any_order(wrap: str, values: list[str], key: str) -> None:
    pairs = [f'"{"Label" if at else key}":"{value}"' for at, value in enumerate(values)]
    gravest = label_in(bare(Label=min(values, key=GRAVITY.index))).state
    for order in (pairs, pairs[::-1]):
        label = label_in(wrap % ",".join([*order, '"ContentProducer":"x"', '"ProduceID":"y"']), "png:text:AIGC")
        assert label.state is gravest
        assert Departure.REPEATED_MEMBER in label.departures


def test_a_whole_label_that_stands_twice_under_one_key_is_read_as_one() -> None:
    one, two = bare(Label="0"), bare(Label="1")
    for text in (f'{{"AIGC":{one},"AIGC":{two}}}', f'{{"AIGC":{two},"AIGC":{one}}}'):
        label = label_in(text, "png:text:AIGC")
        assert (label.state, Departure.REPEATED_MEMBER in label.departures) == (LabelState.IS, True)


def test_of_a_doubled_producer_nobody_is_named() -> None:
    label = label_in('{"Label":"1","ContentProducer":"a","ContentProducer":"b","ProduceID":"y"}')
    assert (label.state, label.producer) == (LabelState.IS, "")


def test_a_label_is_a_statement_and_never_more() -> None:
    finding = findings.find([Field("png:text:AIGC", bare())])[0]
    assert (finding.code, finding.claim, finding.strength) == (
        "label.aigc_is",
        OriginClaim.AI_GENERATED,
        Strength.STATED,
    )
    assert "ByteDance" in finding.fact("provider")


def test_two_labels_that_differ_are_named_a_contradiction() -> None:
    fields = [Field("png:text:AIGC", bare()), Field("xmp:TC260:AIGC", bare(Label="3"))]
    assert "label.aigc_contradicting" in {one.code for one in findings.find(fields)}


def test_the_same_label_twice_is_named_a_repetition_and_explained_once() -> None:
    fields = [Field("png:text:AIGC", bare()), Field("xmp:TC260:AIGC", bare())]
    codes = [one.code for one in findings.find(fields)]
    assert codes.count("label.aigc_is") == 1
    assert "label.aigc_repeated" in codes


def test_a_number_that_names_a_user_is_pointed_out() -> None:
    assert label_in(bare(ProduceID="u:123456789012/task:ab")).has_user_number
    assert not label_in(bare()).has_user_number


# -- the provider code ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entity", [one for one in aigc_provider_code.load_entities() if one.credit_code], ids=lambda e: e.english
)
def test_every_entity_in_the_table_has_a_credit_code_whose_check_digit_fits(entity: aigc_provider_code.Entity) -> None:
    assert aigc_provider_code.has_valid_check_digit(entity.credit_code)
    assert entity.source


def test_a_code_is_taken_apart_by_position() -> None:
    part = aigc_provider_code.parse("001191110102MACQD9K64010000")
    assert (part.organisation, part.credit_code, part.service, part.model) == (
        True, "91110102MACQD9K640", "generation", "0000",
    )  # fmt: skip
    assert part.check_digit


def test_a_wrong_check_digit_is_noticed() -> None:
    assert not aigc_provider_code.parse("001191110108551385082J10000").check_digit


def test_a_plain_name_is_permitted_and_known_names_are_recognised() -> None:
    part = aigc_provider_code.parse("doubao")
    assert part.entity is not None
    assert "Doubao" in part.entity.english
    assert aigc_provider_code.parse("somebody else").entity is None


# -- the signature -------------------------------------------------------------------------------------------

KEY = (
    "3059301306072A8648CE3D020106082A811CCF5501822D034200045728F08C58D9C72150A705693EF7337859F8FF216E802630041AFAE5C0"
    "36F0A67CB1FDF8C57F5F8B623284AE09E4E545464B7140B26BBDA51BAE965F854C57AA"
)
VECTORS = (
    (
        "142569260085903360",
        (
            "3046022100AE6B84B3342128AE301A597596FCD9EECF3EA0FC2DB6C250BAF234E167298E9002210097223ABB647"
            "B786A90D0A1B93CB9382EA879563B2C7F025FA006BE16AE926C14"
        ),
    ),
    (
        "147392816552226816",
        (
            "3045022100E816A5872275AE5414E7E0FD3D9B2C30F7B7FD68609D6486A38DF7CFAA1417B902201A510FBBE5081"
            "9BAFF1FCC7B8527FF23CD40447D41A6776E6BCF1F773AE0DBBC"
        ),
    ),
)
STEPFUN = "001191310104MACE0YX63918020"


def reserved(signature: str, key: str = KEY) -> str:
    algorithm = aigc_signature.SM3_WITH_SM2
    entries = [
        {"Type": "DS", "AlgID": algorithm, "TBSData": {"Type": "LabelMataData"}, "Signature": signature},
        {"Type": "PubKey", "AlgID": algorithm, "KeyValue": key},
    ]
    return json.dumps({"SecurityData": {"Type": "TC260PG", "Version": 1, "PubSD": entries}})


@pytest.mark.parametrize(("number", "signature"), VECTORS)
def test_a_real_signature_verifies_and_names_the_pinned_signer(number: str, signature: str) -> None:
    check = aigc_signature.check(reserved(signature), "1", STEPFUN, number)
    assert (check.state, check.signer) == (SignatureState.PINNED, "StepFun")


def test_a_changed_field_breaks_the_signature() -> None:
    number, signature = VECTORS[0]
    assert aigc_signature.check(reserved(signature), "2", STEPFUN, number).state is SignatureState.MISMATCH


def test_a_signature_by_a_key_that_nobody_pinned_is_only_consistent() -> None:
    from gmalg import SM2

    secret, public = SM2().generate_keypair()
    r, s = SM2(secret, b"1234567812345678", public).sign(aigc_signature.build_signed_message("1", "somebody", "7"))
    check = aigc_signature.check(reserved((r + s).hex(), public.hex()), "1", "somebody", "7")
    assert (check.state, check.signer) == (SignatureState.CONSISTENT, "")


@pytest.mark.parametrize(
    ("value", "state"),
    [("", SignatureState.NONE), ("L-abc", SignatureState.OPAQUE),
     ('{"SecurityData":{"PubSD":[]}}', SignatureState.UNSUPPORTED),
     (reserved("zz"), SignatureState.UNSUPPORTED), (reserved("00" * 64, "04" + "11" * 64), SignatureState.UNSUPPORTED)],
)  # fmt: skip
def test_what_cannot_be_checked_is_called_so(value: str, state: SignatureState) -> None:
    assert aigc_signature.check(value, "1", "a", "b").state is state


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["png:text:AIGC", "xmp:TC260:AIGC", "exif:EXIF:UserComment", "mp4:key:AIGC"]),
    st.one_of(
        st.text(max_size=300),
        st.recursive(
            st.none() | st.booleans() | st.text(max_size=20) | st.integers(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from([*MEMBERS, "AIGC", "x"]), inner, max_size=5)
            ),
            max_leaves=12,
        ).map(json.dumps),
    ),
)
def test_any_value_is_answered_without_an_error(key: str, value: str) -> None:
    for finding in findings.find([Field(key, value)]):
        assert finding.strength is not Strength.CONFIRMED


def test_deep_json_is_refused_and_not_followed() -> None:
    assert aigc.read_label(Field("png:text:AIGC", "[" * 100_000)) is None
