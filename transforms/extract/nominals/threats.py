"""Threats: what somebody threatens others with, or warns them of if they do not do as told."""

import polars as pl

from transforms.extract.parse import Parse

_CONDITIONS = ("if", "unless", "until", "should")


def threatened(parse: Parse, nouns: pl.DataFrame, clauses: pl.DataFrame) -> pl.DataFrame:
    """Who would do what a noun tells, and to whom, where a verb threatens with it.

    "The union threatened the firm with a strike"; "Kavia warned Orel of an operation if its troops stay": who warns on
    a condition threatens, while who warns of what others do only tells.

    Parameters
    ----------
    nouns
        As ``frames`` has them, with ``head``.
    clauses
        As ``transforms.extract.clauses.clauses`` gives them.

    Returns
    -------
    pl.DataFrame
        The columns of ``nouns`` and place (row of the one who acts or is acted on), how (threatener, threatened).
    """
    markers = (
        parse.tokens.filter(pl.col("relation") == "case")
        .select(head="head_row", by="lower")
        .unique("head", keep="first", maintain_order=True)
    )
    conditional = (
        parse.tokens.filter((pl.col("relation") == "mark") & pl.col("lower").is_in(_CONDITIONS))
        .select(clause="head_row")
        .join(parse.tokens.select(clause="row", governor="head_row", deprel="deprel"), on="clause", how="inner")
        # A parser may hang the condition on the noun.
        .filter(pl.col("deprel").is_in(["advcl", "acl"]))["governor"]
        .drop_nulls()
    )
    addressed = (
        parse.tokens.filter(pl.col("relation").is_in(["obj", "iobj"]))
        .select(verb="head_row", threatened="row")
        .unique("verb", keep="first", maintain_order=True)
    )
    acting = clauses.filter(pl.col("kind") == "active").select(verb="head", told="lemma", threatener="subject")
    is_conditional = pl.col("verb").is_in(conditional.implode()) | pl.col("head").is_in(conditional.implode())
    found = (
        nouns.join(parse.tokens.select(head="row", verb="head_row", relation="relation"), on="head", how="inner")
        .filter(pl.col("relation") == "obl")
        .drop("relation")
        .join(markers, on="head", how="inner")
        .join(acting, on="verb", how="inner")
        .join(addressed, on="verb", how="inner")
        .filter(
            ((pl.col("told") == "threaten") & (pl.col("by") == "with"))
            | ((pl.col("told") == "warn") & pl.col("by").is_in(["of", "about"]) & is_conditional)
        )
        .drop("by", "told", "verb")
    )
    return found.unpivot(
        on=["threatener", "threatened"],
        index=nouns.columns,
        variable_name="how",
        value_name="place",
    ).drop_nulls("place")
