import polars as pl
import pytest

from transforms.annotate.spelling import base_form

ATTESTED = pl.Series(["abhor", "cook", "deplore", "deploy", "free", "say"])


def base(form: str, lemma: str) -> str:
    frame = pl.DataFrame({"form": [form], "lemma": [lemma]})
    return frame.select(base_form(pl.col("form"), pl.col("lemma"), ATTESTED)).item()


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("begged", "beg"),
        ("joked", "joke"),
        ("praised", "praise"),
        ("denounced", "denounce"),
        ("criticizing", "criticize"),
        ("crippling", "cripple"),
        ("alleging", "allege"),
        ("intimidating", "intimidate"),
        ("bemoaning", "bemoan"),
        ("belonged", "belong"),
        ("tightening", "tighten"),
    ],
)
def test_a_regular_verb_gets_its_base_form_back(form, expected):
    stem = form.removesuffix("ed").removesuffix("ing")
    assert base(form, stem) == expected
    assert base(form, form) == expected


def test_a_form_in_ied_is_of_a_verb_in_y():
    assert base("certified", "certified") == "certify"


@pytest.mark.parametrize(("form", "stem", "expected"), [("cooked", "cook", "cook"), ("freeing", "free", "free")])
def test_what_is_attested_goes_before_spelling(form, stem, expected):
    assert base(form, stem) == expected


@pytest.mark.parametrize(("form", "lemma"), [("bring", "bring"), ("went", "go"), ("says", "say"), ("hidden", "hide")])
def test_other_lemmas_stand(form, lemma):
    assert base(form, lemma) == lemma


@pytest.mark.parametrize(
    ("form", "lemma", "expected"),
    [
        ("abducted", "abducte", "abduct"),
        ("abhors", "abhors", "abhor"),
        ("deplored", "deploy", "deplore"),
        ("deployed", "deploy", "deploy"),
        ("rounded", "roun", "round"),
        ("fled", "flead", "flee"),
        ("slain", "slain", "slay"),
        ("controlled", "control", "control"),
        ("said", "say", "say"),
        ("runs", "run", "run"),
        ("denies", "denie", "deny"),
        ("harasses", "harasse", "harass"),
        ("dies", "die", "die"),
        ("fills", "fil", "fill"),
        ("respects", "respey", "respect"),
        ("goes", "go", "go"),
    ],
)
def test_what_is_no_base_form_is_repaired(form, lemma, expected):
    assert base(form, lemma) == expected
