"""Where numbers stand in sentences: one pattern, put together out of the lexicon of number words."""

import re
from functools import cache

import polars as pl

from transforms.extract.matches import pieces
from transforms.lexicons import lexicon

GAP = r"[\s-]+"
_NARROW = "(?: |\u00a0|\u202f|\u2009)"
# Printed fractions as figures; Unicode defines their values.
GLYPHS = dict(
    zip(
        "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞",
        ["1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5", "1/6", "5/6", "1/8", "3/8", "5/8", "7/8"],
        strict=True,
    )
)
# A fraction in figures; "9/11" and "24/7" are none.
FIGURES = r"[1-9]/(?:[2-9]|1[06]|32|64|[2-5]0|25|100)"
_FIGURE = (
    rf"(?:(?:[0-9]{{1,3}}(?:,[0-9]{{2,3}})*,[0-9]{{3}}|[0-9]{{1,3}}(?:{_NARROW}[0-9]{{3}}\b)+|[0-9]+)(?:\.[0-9]+)?"
    r"|\.[0-9]+)"
)
_POWER = r"(?:e[+-]?[0-9]{1,2}\b| ?(?:x|×) ?10\^?(?:[+-]|−)?[0-9]{1,2}\b)"
# Addresses of pages, dates in figures, addresses of machines, telephone numbers, hours, what no fraction is, and powers
# of ten beyond all counting.
_NO_NUMBER = (
    r"(?:https?://|www\.)[!-~]+|[0-9]+(?:(?:\.[0-9]+){2,}|(?:/[0-9]+){2,}|(?:-[0-9]+){2,}|(?::[0-9]+)+)"
    r"|\b[0-9]{3}-[0-9]{4}\b|\b[0-9]+(?:[.,][0-9]+)*(?:e[+-]?| ?(?:x|×) ?10\^(?:[+-]|−)?)[0-9]{3,}\b"
)


@cache
def forms(*classes: str) -> pl.DataFrame:
    """The words of some classes of ``number_words``: form, value, class."""
    return (
        lexicon("number_words")
        .filter(pl.col("class").is_in(classes))
        .with_columns(pl.col("form").str.split("/"))
        .explode("form")
    )


def alternatives(words: pl.Series) -> str:
    """A pattern for any of the words, longer ones first, with any white space or hyphen for a space."""
    longest_first = sorted(set(words), key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(re.escape(form).replace(re.escape(' '), GAP) for form in longest_first)})"


def _any(*classes: str) -> str:
    """Any of the words of some classes."""
    return alternatives(forms(*classes)["form"])


@cache
def pattern() -> str:
    """Any number, and what only looks like one; of shapes that begin at a place the first is taken."""
    scale = _any("hundred", "scale")
    simple = rf"(?:{_any('tens')}(?:{GAP}{_any('small')})?|{_any('teen', 'small')})"
    # What multiplies; after "hundred" and "thousand" an "and" goes on with the same number.
    times = rf"(?:(?:hundred|thousand)(?:{GAP}and{GAP}(?:{simple}|[0-9]{{1,2}}\b))?|{scale})(?:{GAP}{scale})*"
    # "1.2bn" has no gap between the figure and the scale.
    lead = rf"(?:{_FIGURE}[\s-]*|(?:{simple}|an?){GAP})"
    words = rf"(?:(?:{lead})?{times}(?:{GAP}(?:{simple}|[0-9]{{1,2}}){GAP}{times})*(?:{GAP}{simple})?|{simple})"
    count = rf"(?:an?|{_any('small', 'teen')}|[0-9]{{1,2}})"
    fraction = (
        rf"(?:(?:{simple}|{_FIGURE}){GAP}and{GAP})?{count}{GAP}{_any('part')}(?:{GAP}(?:of{GAP})?(?:an?{GAP})?{scale})?"
        rf"|(?:half|quarter)(?:{GAP}of)?(?:{GAP}an?)?{GAP}{scale}|half"
    )
    figures = (
        rf"(?:{_FIGURE}[ -]?)?(?:{'|'.join(GLYPHS)})(?:{GAP}{scale}\b)?"
        rf"|(?:[0-9]+[ -])?{FIGURES}\b"
    )
    ordinal = rf"[0-9][0-9,]*(?:st|nd|rd|th)|(?:hundred{GAP}(?:and{GAP})?)?(?:{_any('tens')}{GAP})?{_any('ordinal')}"
    vague = rf"{_any('vague')}(?:{GAP}of{GAP}{_any('vague')})*"
    few = rf"{_any('few')}(?:{GAP}{scale})*"
    return (
        rf"(?i-u){_NO_NUMBER}|{figures}|[0-9]+/[0-9]+|\b(?:{fraction}|{few}|{vague}|{ordinal}|{words})\b"
        rf"|{_FIGURE}{_POWER}?"
    )


def matches(sentences: pl.DataFrame) -> pl.DataFrame:
    """Where numbers stand in sentences, left to right, without overlap.

    Parameters
    ----------
    sentences
        doc_id, sentence_id, char_start, text.

    Returns
    -------
    pl.DataFrame
        doc_id, sentence_id, sentence_start, start and end (in the sentence), text, before and after (what stands
        between it and its neighbours).
    """
    # "300 km2", "two metres per second": these are no numbers, but belong to the unit of the one before.
    above = pl.col("after").shift(1)
    of_unit = (above.str.contains(r"(?:^|[\s0-9])(?:km|cm|mm|m|mi|ft)\^?$") & pl.col("text").is_in(["2", "3"])) | (
        above.str.contains(r"(?: per |/)$") & (pl.col("text") == "second")
    )
    rest = pl.concat_str("text", "after").shift(-1)
    # A sentence's first piece is all before; others are a number and what follows it.
    follows = pl.coalesce("after", "text")
    return (
        pieces(sentences, pattern())
        .with_columns(before=follows.shift(1).over("row"))
        .with_columns(of_unit=of_unit.fill_null(False).over("row"))
        .with_columns(
            after=pl.when(pl.col("of_unit").shift(-1).over("row"))
            .then(pl.concat_str("after", rest.over("row")))
            .otherwise("after")
        )
        .filter(pl.col("after").is_not_null() & ~pl.col("of_unit"))
        .with_columns(end=pl.col("start") + pl.col("text").str.len_chars())
        .select("doc_id", "sentence_id", "sentence_start", "start", "end", "text", "before", "after")
    )
