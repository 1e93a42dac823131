"""Patterns of time expressions, put together out of the lexicons, and where they match in sentences."""

import re
from functools import cache

import polars as pl

from transforms.extract.matches import pieces
from transforms.lexicons import lexicon

# ASCII rules let the regular expression run as an automaton; "é" is no letter to it, which find() mends.
FLAGS = "(?i-u)"
_GAP = r"[\s-]+"
_FIXED = {
    "portion?": rf"(?:(?P<portion>{{portion}}){_GAP}(?:the )??)?",
    "about?": "(?:{approximate} )?",
    "year": "(?:1[0-9]{3}|20[0-9]{2})",
    "year_tens": "(?:1[0-9]{2}|20[0-9])",
    "short_year": "(?:’|')[0-9]{2}",
    "day": "(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?",
    "dash": "(?:-|–|—)",
    "apostrophe": "(?:’|')",
}


@cache
def words(name: str) -> pl.DataFrame:
    """The words of a class of ``time_words``: form (lower case, one space between words), number, code."""
    holidays = lexicon("time_holidays").select(pl.lit("holiday").alias("class"), "form", number=None, code=None)
    entries = pl.concat([lexicon("time_words"), holidays], how="vertical_relaxed").filter(pl.col("class") == name)
    return (
        entries.with_columns(pl.col("form").str.split("/"))
        .explode("form")
        .select(pl.col("form").str.replace_all("_", " ", literal=True), "number", "code")
    )


@cache
def numbers() -> pl.DataFrame:
    """What number words mean, compounds too ("twenty-one"): form and number."""
    tens, named = words("tens"), words("number")
    compounds = tens.join(_ones(), how="cross", suffix="_ones").select(
        form=pl.format("{} {}", "form", "form_ones"), number=pl.col("number") + pl.col("number_ones")
    )
    return pl.concat([named.select("form", "number"), tens.select("form", "number"), compounds]).cast(
        {"number": pl.Float64}
    )


def _ones() -> pl.DataFrame:
    return words("number").filter(pl.col("number").is_between(1, 9) & (pl.col("form").str.len_chars() > 2))


@cache
def patterns() -> pl.DataFrame:
    """The shapes with their classes filled in: rule, kind, pattern."""
    shapes = lexicon("time_patterns")
    classes = [*lexicon("time_words")["class"].unique(maintain_order=True), "holiday"]
    fragments = {name: _fragment(words(name)) for name in classes}
    fragments["spoken_day"] = rf"(?:{fragments['tens']}{_GAP}{_fragment(_ones())})"
    fragments["number"] = (
        rf"(?:[0-9]+(?:\.[0-9]+)?|{fragments['spoken_day']}|{fragments['tens']}|{fragments['number']})"
    )
    filled = shapes["pattern"].to_list()
    for name, fragment in (_FIXED | fragments).items():
        filled = [pattern.replace("{" + name + "}", fragment) for pattern in filled]
    spaced = [p.replace("~", _GAP).replace(" ?", r"\s*").replace(" ", r"\s+") for p in filled]
    ended = [p if r"\b" in p else rf"(?:{p})\b" for p in spaced]
    return shapes.with_columns(pl.Series("pattern", ended))


def _fragment(entries: pl.DataFrame) -> str:
    """Any of the forms, longer ones first, with a space or a hyphen between words."""
    longest_first = sorted(set(entries["form"]), key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(re.escape(form).replace(re.escape(' '), _GAP) for form in longest_first)})"


@cache
def any_pattern() -> str:
    """One pattern of all shapes; of those that match at a place the first is taken."""
    ungrouped = (re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern in patterns()["pattern"])
    return rf"{FLAGS}\b(?:{'|'.join(ungrouped)})"


def matches(sentences: pl.DataFrame) -> pl.DataFrame:
    """Where shapes match in sentences, left to right, without overlap.

    Parameters
    ----------
    sentences
        doc_id, sentence_id, char_start, text.

    Returns
    -------
    pl.DataFrame
        doc_id, sentence_id, sentence_start, sentence (its text), start and end (in the sentence), text.
    """
    return (
        pieces(sentences, any_pattern())
        .filter(pl.col("after").is_not_null())
        .with_columns(end=pl.col("start") + pl.col("text").str.len_chars())
        .select("doc_id", "sentence_id", "sentence_start", "sentence", "start", "end", "text")
    )
