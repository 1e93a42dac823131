"""Signatures: a short print of each article's words, by which near-duplicates are found without reading it again."""

import dataframely as dy
import polars as pl
from rensa import RMinHash

from warehouse.tables import Signatures

SHINGLE = 3
"""Words in a row that count as one."""
PERMUTATIONS = 126
"""Values of a signature: the standard error of the similarity that it tells is at most 0.045."""
SEED = 1
"""Never changed: signatures of all runs are compared."""


def signatures(documents: pl.DataFrame, tokens: pl.DataFrame) -> dy.DataFrame[Signatures]:
    """Sign documents by MinHash (Broder, 1997) over all three words in a row, case and marks apart.

    Parameters
    ----------
    documents, tokens
        The tables.

    Returns
    -------
    dy.DataFrame[Signatures]
        A row a document of three words or more; its story is settled when it is published.
    """
    words = tokens.filter(pl.col("form").str.contains(r"[\p{L}\p{N}]")).select(
        "doc_id", word=pl.col("form").str.to_lowercase()
    )
    rows = [pl.col("word").shift(-n).over("doc_id") for n in range(SHINGLE)]
    shingled = (
        words.select("doc_id", shingle=pl.concat_str(rows, separator=" "))
        .drop_nulls()
        .group_by("doc_id", maintain_order=True)
        .agg(pl.col("shingle").unique())
    )
    digests = RMinHash.digests_from_token_sets(shingled["shingle"].to_list(), PERMUTATIONS, SEED)
    signed = shingled.select(
        "doc_id",
        pl.col("shingle").list.len().cast(pl.Int32).alias("shingles"),
        pl.Series("minhash", digests, dtype=pl.List(pl.UInt32)),
        pl.lit(None, pl.String).alias("story_id"),
    ).join(documents.select("doc_id", "published_on"), on="doc_id", how="left")
    return Signatures.validate(signed.select(Signatures.column_names()), cast=True)
