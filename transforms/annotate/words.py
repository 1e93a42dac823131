"""annotate, first step: the words of each sentence, as Universal Dependencies' English treebanks divide them.

The text between two spaces (a chunk) is divided once however often it occurs: chunks repeat as words do, so
that the patterns run over a fraction of the text and the rest is gathering rows. Patterns and lists stand in
transforms/lexicons: word_patterns, word_abbreviations, kept_prefixes, fused_words,
glued_units.
"""

from functools import cache

import dataframely as dy
import polars as pl

from transforms.lexicons import lexicon
from warehouse.tables import Sentences

_KEY = ("chunk", "ends_sentence", "follower")

# Longer chunks are not prose (encoded data, a table's rule): each stays one word.
LONGEST_CHUNK = 256

# Marks where a piece is cut: a character that no shadow holds.
_CUT = "\x1f"
_APOSTROPHE = "['`]"
_SHADOWS = (
    (r"[\x00-\x1F]", "\x04"),
    ("[‘’´ʼ′＇]", "'"),
    ("[“”„«»″]", '"'),
    ("…", "\x01"),
    ("[‐‑]", "-"),
    ("[–—―]", "\x02"),
    (r"[\p{Lu}--A-Z]", "Z"),
    (r"[[\p{L}\p{M}]--[A-Za-z\x{FE0F}]]", "z"),
    (r"[\p{N}--0-9]", "0"),
    (r"[[\p{Extended_Pictographic}\x{FE0F}\x{200D}\x{1F3FB}-\x{1F3FF}]--\x00-\x7F]", "\x03"),
    (r"[^\x00-\x7F]", "\x04"),
)
_CLITIC = rf"(?i)([^{_CUT}])({_APOSTROPHE}(?:s|m|re|ve|ll|d)|n{_APOSTROPHE}t)({_CUT}|$)"
_DECADE = rf"^\d*0{_APOSTROPHE}s$"
_FEET = rf"^(\d+)({_APOSTROPHE})(\d+)$"


def words(sentences: dy.DataFrame[Sentences]) -> pl.DataFrame:
    """Divide sentences into syntactic words: ``don't`` is ``do`` and ``n't``, ``US-made`` is three.

    Parameters
    ----------
    sentences
        The table ``sentences``; only doc_id, sentence_id, char_start and text are read.

    Returns
    -------
    pl.DataFrame
        doc_id, sentence_id, token_id (Int32: 1, 2, 3 … in the sentence), char_start, char_end (Int32: code
        points into documents.text), form (as printed); one row a word, in the order of the sentences. The
        words of a sentence are all of its text but white space.

    Notes
    -----
    Follows UD English EWT and GUM: clitics and fused words are divided, hyphens and slashes stand alone
    except after a prefix, a stop belongs to an abbreviation unless the sentence ends there. A chunk of more
    than ``LONGEST_CHUNK`` characters stays one word.
    """
    chunks = _chunks(sentences)
    divided = _divide(chunks.select(_KEY).unique())
    start = pl.col("start") + pl.col("offset")
    return (
        chunks.join(divided, on=_KEY, how="left", nulls_equal=True, maintain_order="left")
        .explode("form", "offset", "length")
        .select(
            "doc_id",
            "sentence_id",
            pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("row").alias("token_id"),
            start.alias("char_start"),
            (start + pl.col("length")).alias("char_end"),
            "form",
        )
    )


def _chunks(sentences: pl.DataFrame) -> pl.DataFrame:
    """The texts between white space, where each starts in its document, and what decides how it is divided."""
    chunk, next_chunk = pl.col("chunk"), pl.col("chunk").shift(-1)
    ends_sentence = pl.col("row") != pl.col("row").shift(-1, fill_value=-1)
    length = pl.col("part").str.len_chars().cast(pl.Int64)
    text_length = pl.col("text").str.len_chars().cast(pl.Int64)
    return (
        sentences.lazy()
        .select(
            "doc_id",
            "sentence_id",
            # The parts of all sentences stand in one row of characters; this is how far it runs ahead.
            ahead=text_length.cum_sum() - text_length - pl.col("char_start"),
            part=pl.col("text").str.extract_all(r"\S+|\s+"),
        )
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
        .explode("part")
        .with_columns(start=(length.cum_sum() - length - pl.col("ahead")).cast(pl.Int32))
        .filter(pl.col("part").str.contains(r"^\S"))
        .select("row", "doc_id", "sentence_id", "start", chunk="part")
        .with_columns(
            ends_sentence=ends_sentence,
            follower=pl.when(chunk.str.to_lowercase().is_in(_ambiguous_forms()) & ~ends_sentence).then(
                next_chunk.str.to_lowercase()
            ),
        )
        .collect()
    )


def _divide(chunks: pl.DataFrame) -> pl.DataFrame:
    """Give each distinct chunk its words: lists ``form``, ``offset`` and ``length``, in characters."""
    shadow, piece, length = pl.col("shadow"), pl.col("piece"), pl.col("length")
    before = pl.col("before")
    is_fused = pl.col("lengths").is_not_null() & (before.is_null() | pl.col("follower").is_in(before))
    shadowed = _shadowed(chunks.with_row_index("row"))
    is_long = shadow.str.len_bytes() > LONGEST_CHUNK
    is_whole = is_long | shadow.str.contains(r"^[A-Za-z]+$")
    # Before an ellipsis no stop belongs to a word either.
    ends = pl.col("ends_sentence") | shadow.str.contains("..", literal=True)
    pieces = (
        (is_whole, pl.concat_list(shadow)),
        (~is_whole & ends, shadow.str.extract_all(_pattern(ends_sentence=True))),
        (~is_whole & ~ends, shadow.str.extract_all(_pattern(ends_sentence=False))),
    )
    return (
        pl.concat([shadowed.filter(which).with_columns(piece=cut) for which, cut in pieces])
        .lazy()
        .explode("piece")
        .join(
            _fused_words().lazy(),
            left_on=piece.str.to_lowercase(),
            right_on="fused",
            how="left",
            maintain_order="left",
        )
        .with_columns(length=_cut(piece).list.eval(pl.element().str.len_bytes()))
        .with_columns(length=pl.when(is_fused).then("lengths").otherwise("length"))
        .explode("length")
        .with_columns(length.cast(pl.Int32))
        .with_columns(offset=length.cum_sum().over("row") - length)
        .with_columns(form=pl.col("chunk").str.slice("offset", length))
        .group_by(_KEY)
        .agg("form", "offset", "length")
        .collect()
    )


def _shadowed(chunks: pl.DataFrame) -> pl.DataFrame:
    """Give the chunks their ``shadow``: the same in ASCII, a character for a character.

    Patterns with Unicode classes cost fifty times as much as patterns of bytes, and where a word ends
    depends on kinds of characters alone.
    """
    shadow = pl.col("chunk")
    for characters, stand_in in _SHADOWS:
        shadow = shadow.str.replace_all(characters, stand_in)
    is_other = pl.col("chunk").str.contains(r"[^\x21-\x7E]")
    plain = chunks.filter(~is_other).with_columns(shadow="chunk")
    return pl.concat([plain, chunks.filter(is_other).with_columns(shadow=shadow)])


def _cut(piece: pl.Expr) -> pl.Expr:
    """Cut clitics off their word and units off their number: a list of strings."""
    return (
        pl.when(piece.str.contains(_DECADE))
        .then(piece)
        .otherwise(
            # Twice, from the end: couldn't've.
            piece.str.replace(_CLITIC, f"${{1}}{_CUT}${{2}}${{3}}")
            .str.replace(_CLITIC, f"${{1}}{_CUT}${{2}}${{3}}")
            .str.replace(_unit(), f"${{1}}{_CUT}${{2}}")
            .str.replace(_FEET, f"${{1}}{_CUT}${{2}}{_CUT}${{3}}")
        )
        .str.split(_CUT)
    )


@cache
def _pattern(*, ends_sentence: bool) -> str:
    """All patterns that serve there, as one regular expression."""
    serves = pl.col("inside").is_null() | (pl.col("inside") != ends_sentence)
    patterns = lexicon("word_patterns").filter(serves)
    lists = {
        "{abbreviation}": lexicon("word_abbreviations")["form"],
        "{prefix}": lexicon("kept_prefixes")["prefix"],
    }
    regex = "(?-u)" + "|".join(f"(?:{pattern})" for pattern in patterns["regex"])
    for name, entries in lists.items():
        regex = regex.replace(name, f"(?:{'|'.join(entries)})")
    return regex


@cache
def _unit() -> str:
    return rf"(?i)^(\d+)({'|'.join(lexicon('glued_units')['unit'])})$"


@cache
def _fused_words() -> pl.DataFrame:
    """Words printed as one: ``fused`` (lower case), the ``lengths`` of its words, what it must stand ``before``."""
    forms = pl.col("words").str.split(" ")
    return lexicon("fused_words").select(
        fused=forms.list.join(""),
        lengths=forms.list.eval(pl.element().str.len_bytes()),
        before=pl.col("before").str.split(" "),
    )


@cache
def _ambiguous_forms() -> list[str]:
    return _fused_words().filter(pl.col("before").is_not_null())["fused"].to_list()
