"""Items: the tokens that numbers stand in, and the words for what they count."""

import polars as pl

_STRONG = ("strong", "odd")
_COUNTING = ("nummod", "compound", "amod", "det", "nmod", "dep", "advmod", "obl", "appos")
_NOMINAL = ("NOUN", "PROPN", "ADJ")
_PRONOUNS = ("them", "those", "these", "us")
_SKIPPED = ("DET", "NUM", "PUNCT", "SYM")
# What an item is no longer than, in words before its head.
_LONGEST = 6


def with_tokens(numbers: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add the rows of the tokens that numbers stand in, and of the token that heads each of them.

    Parameters
    ----------
    tokens
        As ``rows`` gives them.

    Returns
    -------
    pl.DataFrame
        first, last, top: rows; top is the last token of the number whose head stands outside; counted_by and
        counted_over: the rows of top's head and of that one's head, NULL at a root.
    """
    places = tokens.select("doc_id", "char_start", "row").sort("doc_id", "char_start", "row")
    placed = numbers.with_row_index("number").with_columns(
        begins=(pl.col("sentence_start") + pl.col("start")).cast(pl.Int64),
        ends=(pl.col("sentence_start") + pl.col("end") - 1).cast(pl.Int64),
    )
    for name, edge in (("first", "begins"), ("last", "ends")):
        found = (
            placed.select("number", "doc_id", char_start=edge)
            .sort("doc_id", "char_start")
            .join_asof(places, on="char_start", by="doc_id", check_sortedness=False)
            .select("number", pl.col("row").alias(name))
        )
        placed = placed.join(found, on="number", how="left", maintain_order="left")
    tops = (
        placed.select("number", "first", "last", row=pl.int_ranges("first", pl.col("last") + 1))
        .drop_nulls("first")
        .explode("row")
        .join(tokens.select("row", "head_row", "upos"), on="row", how="inner", maintain_order="left")
        .filter(
            (~pl.col("head_row").is_between("first", "last")).fill_null(True) & ~pl.col("upos").is_in(["PUNCT", "ADP"])
        )
        .group_by("number", maintain_order=True)
        .agg(top=pl.col("row").last(), counted_by=pl.col("head_row").last())
    )
    above = tokens.select(counted_by="row", counted_over="head_row")
    tops = tops.join(above, on="counted_by", how="left", maintain_order="left")
    return placed.join(tops, on="number", how="left", maintain_order="left").drop("number", "begins", "ends")


def rows(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens with row, their place in the batch, and head_row, NULL at a root."""
    size = pl.col("token_id").max().over("doc_id", "sentence_id")
    return (
        tokens.sort("doc_id", "sentence_id", "token_id")
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
        .with_columns(
            head_row=pl.when(pl.col("head").is_between(1, size)).then(
                pl.col("row") - pl.col("token_id") + pl.col("head")
            ),
            lower=pl.col("form").str.to_lowercase(),
        )
    )


def with_items(numbers: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add item_first and item_last, the rows of what is counted (NULL where nothing is), and top's upos and deprel."""

    def at(column: str, row: pl.Expr) -> pl.Expr:
        """The column of tokens at rows; NULL outside the batch."""
        inside = pl.when(row.is_between(0, len(tokens) - 1)).then(row)
        return pl.lit(tokens[column]).gather(inside)

    last, top = pl.col("last"), pl.col("top")
    found = numbers.with_columns(
        upos=at("upos", top),
        above=at("upos", pl.col("first") - 1),
        deprel=at("deprel", top),
        sentence_last=at("sentence_last", top),
        next_1=at("lower", last + 1),
        next_2=at("lower", last + 2),
    )
    hyphen = pl.col("next_1").is_in(["-", "–"])
    strong = hyphen & pl.col("next_2").is_in(_STRONG)
    compound = hyphen & ~strong & (at("upos", last + 2) == "NOUN") & pl.col("unit").is_null()
    of = (
        # "a couple of" has it within.
        pl.when(at("lower", last) == "of")
        .then(last)
        .when(pl.col("next_1") == "of")
        .then(last + 1)
        .when(pl.col("next_1").is_in(["worth", "more"]) & (pl.col("next_2") == "of"))
        .then(last + 2)
    )
    into = pl.when((pl.col("next_1") == "in") & (pl.col("kind") == "money")).then(last + 1)
    of_head, in_head = at("head_row", of), at("head_row", into)
    in_head = pl.when((at("upos", in_head) == "NOUN") & (at("upos", into + 1) != "DET")).then(in_head)
    counted = pl.when(
        pl.col("deprel").str.split(":").list.first().is_in(_COUNTING) & (pl.col("counted_by") > last)
    ).then("counted_by")
    start = (
        pl.when(strong)
        .then(last + 3)
        .when(compound)
        .then(last + 2)
        .when(of.is_not_null())
        .then(of + 1)
        .when(in_head.is_not_null())
        .then(into + 1)
        .otherwise(last + 1)
    )
    item = (
        pl.when(compound)
        .then(last + 2)
        .when(strong)
        .then(at("head_row", last + 2))
        .when(of.is_not_null())
        .then(of_head)
        .otherwise(pl.coalesce(in_head, counted))
    )
    found = found.with_columns(item_first=start, item_last=item)
    # "of the 15 members", "100 more people".
    for _ in range(3):
        skip = at("upos", pl.col("item_first")).is_in(_SKIPPED) | at("lower", pl.col("item_first")).is_in(
            ["or", "more", "other", "additional", "further", "his", "her", "its", "their", "our", "’s", "'s"]
        )
        found = found.with_columns(
            item_first=pl.when(skip & (pl.col("item_first") < pl.col("item_last")))
            .then(pl.col("item_first") + 1)
            .otherwise("item_first")
        )
    # "400 meters long": an adjective is an item where it stands for its bearers ("two dead").
    adjective = (at("upos", pl.col("item_last")) == "ADJ") & ~(
        pl.col("deprel").str.starts_with("nummod") | of.is_not_null()
    )
    whole = (
        pl.col("item_last").is_between(pl.col("item_first"), pl.col("item_first") + _LONGEST)
        & (pl.col("item_last") <= pl.col("sentence_last"))
        & ~adjective
        & (at("lower", pl.col("item_last")) != "own")
        & (at("upos", pl.col("item_last")).is_in(_NOMINAL) | at("lower", pl.col("item_last")).is_in(_PRONOUNS))
        & ~(
            at("upos", pl.col("item_first")).is_in(["ADV", "VERB", "ADP"])
            & at("deprel", pl.col("item_first")).is_in(["case", "mark"])
        )
    ).fill_null(False)
    return found.with_columns(
        item_first=pl.when(whole).then("item_first"),
        item_last=pl.when(whole).then("item_last"),
        # "Resolution 2254": a number behind the noun that it hangs on tells which, not how many.
        labels=pl.when(
            (pl.col("counted_by") == pl.col("first") - 1)
            & pl.col("deprel").is_in(["nummod", "dep", "nmod:desc", "nmod:unmarked", "compound", "flat"])
            & at("upos", pl.col("counted_by")).is_in(["NOUN", "PROPN"])
            & ~at("feats", pl.col("counted_by")).str.contains("Number=Plur").fill_null(False)
        ).then(at("upos", pl.col("counted_by"))),
    ).drop("next_1", "next_2", "sentence_last")
