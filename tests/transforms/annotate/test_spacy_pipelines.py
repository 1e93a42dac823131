"""A spaCy pipeline in the annotator's place: a blank one, with a small parser and names by rule."""

from pathlib import Path

import polars as pl
import pytest

from transforms.annotate.spacy_pipelines import annotate_with, spacy_annotator
from warehouse.tables import Sentences

spacy = pytest.importorskip("spacy", reason="spaCy is the user's own; pip install -e '.[bench]' brings it")

TEXTS = ["Turkey  met Greece.", "He said so. Did they?", "…"]


def pipeline(*relations: str) -> "spacy.Language":
    """A parser that has learned to hang every word on the first, by ``relations`` in turn."""
    blank = spacy.blank("en")
    blank.add_pipe("parser", config={"min_action_freq": 1})
    rules = blank.add_pipe("entity_ruler")
    words = " ".join("abcdefgh"[: 1 + len(relations)])
    seen = {"heads": [0] * (1 + len(relations)), "deps": ["ROOT", *relations]}
    examples = [spacy.training.Example.from_dict(blank.make_doc(words), seen)]
    optimizer = blank.initialize(lambda: examples)
    for _ in range(20):
        blank.update(examples, sgd=optimizer)
    rules.add_patterns([{"label": "GPE", "pattern": "Turkey"}, {"label": "DATE", "pattern": "Greece"}])
    return blank


def sentences() -> pl.DataFrame:
    frame = pl.DataFrame({"text": TEXTS}).with_row_index("sentence_id")
    ends = (pl.col("text").str.len_chars() + 1).cum_sum()
    return Sentences.validate(
        frame.with_columns(
            doc_id=pl.lit("0" * 32),
            paragraph_id=pl.lit(0),
            char_start=ends.shift(1, fill_value=0),
            char_end=ends - 1,
        ).select(Sentences.column_names()),
        cast=True,
    )


def test_words_are_cut_from_the_sentence_and_hang_on_one_root() -> None:
    found = annotate_with(pipeline("nsubj", "obj", "punct"), sentences())
    text = " ".join(TEXTS)
    tokens = found.tokens
    assert tokens["form"].to_list() == [text[a:b] for a, b in tokens.select("char_start", "char_end").rows()]
    assert tokens.filter(pl.col("sentence_id") == 0)["form"].to_list() == ["Turkey", "met", "Greece", "."]
    assert set(tokens.filter(pl.col("sentence_id") == 0)["deprel"]) <= {"root", "nsubj", "obj", "punct", "parataxis"}
    roots = tokens.group_by("sentence_id").agg((pl.col("head") == 0).sum()).sort("sentence_id")
    assert roots.rows() == [(0, 1), (1, 1), (2, 1)]
    assert (tokens.filter(pl.col("head") == 0)["deprel"] == "root").all()


def test_names_keep_their_types_and_dates_are_none() -> None:
    found = annotate_with(pipeline("nsubj"), sentences())
    assert found.names.select("text", "entity_type", "char_start").rows() == [("Turkey", "country", 0)]


def test_a_pipeline_is_loaded_by_its_name_and_told_apart(tmp_path: Path) -> None:
    pipeline("nsubj", "obl:agent").to_disk(tmp_path / "universal")
    assert spacy_annotator(str(tmp_path / "universal"))(sentences()).tokens.height == 12
    pipeline("nsubjpass").to_disk(tmp_path / "clear")
    with pytest.raises(ValueError, match="outside Universal Dependencies: nsubjpass"):
        spacy_annotator(str(tmp_path / "clear"))
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ValueError, match="has no parser"):
        spacy_annotator(str(tmp_path / "blank"))
    with pytest.raises(ImportError, match="finds no pipeline"):
        spacy_annotator("nowhere")
