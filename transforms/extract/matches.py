"""Where a pattern matches in sentences: all sentences at once, in Polars' regular expressions, with offsets."""

import polars as pl

# Control characters, which cleaning has taken out of every text.
_OPEN, _CLOSE = "\x02", "\x03"


def pieces(sentences: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """Cut sentences in which a pattern matches before each match.

    Parameters
    ----------
    sentences
        doc_id, sentence_id, char_start, text.
    pattern
        A regular expression; matches do not overlap, the leftmost counts.

    Returns
    -------
    pl.DataFrame
        row (the sentence), doc_id, sentence_id, sentence_start, sentence (its text), text, after, start (in the
        sentence). A sentence's first row is what stands before its first match, and its ``after`` is NULL; each
        further row is a match and what follows it.
    """
    unmarked = sentences.filter(~pl.col("text").str.contains(f"[{_OPEN}{_CLOSE}]"))
    marked = unmarked.select(
        "doc_id",
        "sentence_id",
        sentence_start="char_start",
        sentence="text",
        piece=pl.col("text").str.replace_all(pattern, f"{_OPEN}${{0}}{_CLOSE}"),
    ).filter(pl.col("piece").str.contains(_OPEN, literal=True))
    length = pl.col("text").str.len_chars() + pl.col("after").str.len_chars().fill_null(0)
    return (
        marked.with_row_index("row")
        .with_columns(pl.col("piece").str.split(_OPEN))
        .explode("piece")
        .with_columns(pl.col("piece").str.split_exact(_CLOSE, 1).struct.rename_fields(["text", "after"]))
        .unnest("piece")
        .with_columns(start=(length.cum_sum() - length).over("row").cast(pl.Int64))
    )
