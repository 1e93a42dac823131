"""Treebanks in CoNLL-U as frames: documents rebuilt as running text, sentences and words with their spans."""

import os
from pathlib import Path
from typing import NamedTuple

import polars as pl

GOLD = Path(os.environ.get("NEWSLEDGER_GOLD", Path(__file__).parents[3] / "shared" / "gold"))
SETS = {
    "ewt_train": "en_ewt-ud-train.conllu",
    "ewt_dev": "en_ewt-ud-dev.conllu",
    "gum_train": "en_gum-nonNCstrict-train.conllu",
    "gum_dev": "en_gum-nonNCstrict-dev.conllu",
}

_COLUMNS = ("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")


class Treebank(NamedTuple):
    """A treebank as three frames; all spans are code points into ``documents.text``, half-open.

    documents: doc_id, text (sentences joined as printed, paragraphs by a blank line)
    sentences: doc_id, sentence_id, paragraph_id, char_start, char_end, text, sent_id
    words: doc_id, sentence_id, token_id, char_start, char_end, form, lemma, upos, xpos, feats, head,
        deprel, misc, surface_start, surface_end, is_multiword. ``surface_*`` is the span of the printed
        token, which several words share where ``is_multiword``; ``char_*`` is the word's own part of it,
        or all of it where the words do not spell the token.
    """

    documents: pl.DataFrame
    sentences: pl.DataFrame
    words: pl.DataFrame

    def of(self, prefix: str) -> "Treebank":
        """Only the documents whose id begins with ``prefix``."""
        return Treebank(*(frame.filter(pl.col("doc_id").str.starts_with(prefix)) for frame in self))


def load(name: str) -> Treebank:
    """Read one of the sets of ``SETS``, or ``gum_dev_news``, the news among the documents of gum_dev."""
    if name == "gum_dev_news":
        return load("gum_dev").of("GUM_news")
    return read((GOLD / "treebank" / SETS[name]).read_text(encoding="utf-8"))


def read(conllu: str) -> Treebank:
    """Read CoNLL-U (format 2: ``newdoc``, ``newpar``, ``SpaceAfter=No``, multiword ranges, empty nodes)."""
    lines = _lines(conllu)
    surface = _surface(lines)
    sentences = _sentences(lines, surface)
    documents = _documents(sentences)
    return Treebank(
        documents,
        sentences.select("doc_id", "sentence_id", "paragraph_id", "char_start", "char_end", "text", "sent_id"),
        _words(lines, surface, sentences),
    )


def _lines(conllu: str) -> pl.DataFrame:
    """Every line with the number of its sentence; comments and rows told apart later by ``#``."""
    line = pl.col("line")
    return (
        pl.DataFrame({"line": conllu.replace("\r\n", "\n").split("\n")})
        .with_columns(block=(line == "").cast(pl.Int32).cum_sum())
        .filter(line != "")
    )


def _rows(lines: pl.DataFrame) -> pl.DataFrame:
    fields = lines.filter(~pl.col("line").str.starts_with("#")).select(
        "block", pl.col("line").str.split_exact("\t", 9).struct.rename_fields(list(_COLUMNS)).alias("field")
    )
    return fields.unnest("field").filter(~pl.col("id").str.contains(".", literal=True))


def _surface(lines: pl.DataFrame) -> pl.DataFrame:
    """The printed tokens: first and last word, form, and where each begins in its sentence."""
    rows = _rows(lines).with_columns(
        first=pl.col("id").str.extract(r"^(\d+)").cast(pl.Int32),
        last=pl.col("id").str.extract(r"(\d+)$").cast(pl.Int32),
    )
    covered_to = pl.when(pl.col("last") > pl.col("first")).then("last").otherwise(0).cum_max().over("block")
    space = pl.col("misc").str.split("|").list.contains("SpaceAfter=No").not_().cast(pl.Int32)
    return (
        rows.with_columns(covered_to=covered_to)
        .filter((pl.col("last") > pl.col("first")) | (pl.col("first") > pl.col("covered_to")))
        .with_columns(length=pl.col("form").str.len_chars().cast(pl.Int32), space=space)
        .with_columns(end=(pl.col("length") + pl.col("space")).cum_sum().over("block") - pl.col("space"))
        .with_columns(start=pl.col("end") - pl.col("length"))
        .select("block", "first", "last", "form", "start", "end", "space")
    )


def _sentences(lines: pl.DataFrame, surface: pl.DataFrame) -> pl.DataFrame:
    line = pl.col("line")
    printed = surface.group_by("block", maintain_order=True).agg(
        text=(pl.col("form") + pl.when(pl.col("space") == 1).then(pl.lit(" ")).otherwise(pl.lit(""))).str.join(),
        gap=pl.col("space").last(),
    )
    heads = lines.group_by("block", maintain_order=True).agg(
        doc_id=line.filter(line.str.starts_with("# newdoc")).first().str.extract(r"=\s*(.+)$"),
        is_doc=line.str.starts_with("# newdoc").any(),
        is_par=(line.str.starts_with("# newpar") & ~line.str.starts_with("# newpar_")).any(),
        sent_id=line.filter(line.str.starts_with("# sent_id")).first().str.extract(r"=\s*(.+)$"),
    )
    length = pl.col("text").str.len_chars().cast(pl.Int32)
    paragraph = (pl.col("is_par") | pl.col("is_doc")).cast(pl.Int32)
    # A paragraph's last sentence is followed by a blank line, any other by its own space or nothing.
    ends_paragraph = paragraph.shift(-1, fill_value=1).over("doc_id") == 1
    return (
        printed.join(heads, on="block", how="inner", maintain_order="left")
        .with_columns(pl.col("text").str.strip_chars_end(" "), pl.col("doc_id").forward_fill().fill_null("doc"))
        .with_columns(
            sentence_id=pl.int_range(pl.len(), dtype=pl.Int32).over("doc_id"),
            paragraph_id=(paragraph.cum_sum().over("doc_id") - paragraph.first().over("doc_id")).cast(pl.Int32),
            gap=pl.when(ends_paragraph).then(2).otherwise("gap").cast(pl.Int32),
        )
        .with_columns(char_end=(length + pl.col("gap")).cum_sum().over("doc_id") - pl.col("gap"))
        .with_columns(char_start=pl.col("char_end") - length)
    )


def _documents(sentences: pl.DataFrame) -> pl.DataFrame:
    gap = pl.when(pl.col("gap") == 2).then(pl.lit("\n\n")).when(pl.col("gap") == 1).then(pl.lit(" "))
    return sentences.group_by("doc_id", maintain_order=True).agg(
        text=(pl.col("text") + gap.otherwise(pl.lit(""))).str.join().str.strip_chars_end("\n ")
    )


def _words(lines: pl.DataFrame, surface: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    rows = _rows(lines).filter(~pl.col("id").str.contains("-", literal=True))
    token = surface.select("block", "first", "last", "start", "end", surface_form="form").with_columns(
        token_id=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int32)
    )
    length = pl.col("form").str.len_chars().cast(pl.Int32)
    group = ("block", "first")
    own_end = pl.col("start") + length.cum_sum().over(group)
    spelled = pl.col("form").str.join().over(group) == pl.col("surface_form")
    return (
        rows.with_columns(pl.col("id").cast(pl.Int32).alias("token_id"))
        .join(token.explode("token_id"), on=["block", "token_id"], how="inner", maintain_order="left")
        .join(
            sentences.select("block", "doc_id", "sentence_id", origin="char_start"),
            on="block",
            how="inner",
            maintain_order="left",
        )
        .with_columns(
            char_start=pl.col("origin") + pl.when(spelled).then(own_end - length).otherwise("start"),
            char_end=pl.col("origin") + pl.when(spelled).then(own_end).otherwise("end"),
            surface_start=pl.col("origin") + pl.col("start"),
            surface_end=pl.col("origin") + pl.col("end"),
            is_multiword=pl.col("last") > pl.col("first"),
        )
        .select(
            "doc_id", "sentence_id", "token_id", "char_start", "char_end", "form", "lemma", "upos", "xpos",
            pl.col("feats").replace("_", None),
            pl.col("head").cast(pl.Int32),
            "deprel", "misc", "surface_start", "surface_end", "is_multiword",
        )
    )  # fmt: skip
