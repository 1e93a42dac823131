"""Works by their quotation marks: the novel "*Home*", as tags in and tags out.

What stands in quotation marks behind the noun for a work, printed with capitals, is its title. Lexicon: kind_nouns.
"""

import polars as pl

from transforms.annotate.edges import beside
from transforms.lexicons import lexicon

MARKS = ("“", "”", '"')
"""Quotation marks around titles; those of one stroke are apostrophes as often."""
LONGEST = 8
"""Words of a title."""
CALLED = ("called", "titled", "entitled", "named")
"""What may stand between the noun and the title."""


def works(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark the titles of works; words of four letters and more, and the first, have capitals.

    ``rows`` are tokens with ``tag``, ``lower`` and the number of their ``sentence``.
    """
    nouns = lexicon("kind_nouns").filter(pl.col("entity_type") == "other")["lemma"].implode()
    placed = rows.with_row_index("row")
    marks = placed.select(
        "row",
        "sentence",
        form="form",
        noun=pl.when(beside(pl.col("lower"), -1).is_in(CALLED))
        .then(beside(pl.col("lemma"), -2))
        .otherwise(beside(pl.col("lemma"), -1)),
    ).filter(pl.col("form").is_in(MARKS))
    closes = (pl.col("sentence").shift(-1) == pl.col("sentence")) & (pl.col("form").shift(-1) != "“")
    spans = marks.with_columns(last=pl.when(closes).then(pl.col("row").shift(-1))).filter(
        pl.col("noun").str.to_lowercase().is_in(nouns),
        pl.col("form") != "”",
        (pl.col("last") - pl.col("row")).is_between(2, LONGEST + 2),
    )
    if spans.is_empty():
        return rows
    inside = spans.select(title="row", row=pl.int_ranges(pl.col("row") + 1, "last")).explode("row")
    inside = inside.with_columns(pl.col("row").cast(pl.UInt32)).join(placed, on="row", maintain_order="left")
    # A comma stands inside in America.
    later = pl.col("form").str.contains(r"[\p{L}\p{N}]").cum_sum(reverse=True).over("title")
    inside = inside.filter(later > 0)
    small = pl.col("form").str.contains(r"^\p{Ll}{4}")
    first = pl.col("row") == pl.col("row").min().over("title")
    title = inside.filter(
        ~small.any().over("title"),
        pl.col("form").first().over("title").str.contains(r"^[\p{Lu}\d]"),
        # A name does not go on past the title.
        ~pl.col("tag").first().over("title").str.starts_with("I"),
    ).select("row", work=pl.when(first).then(pl.lit("B-other")).otherwise(pl.lit("I-other")))
    return (
        placed.join(title, on="row", how="left", maintain_order="left")
        .with_columns(tag=pl.coalesce("work", "tag"))
        .select(rows.columns)
    )
