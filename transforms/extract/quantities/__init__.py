"""quantities: sentences and their words in, amounts with bounds, unit and what is counted out."""

import dataframely as dy
import polars as pl

from transforms.extract.quantities.bounds import joined, with_bounds
from transforms.extract.quantities.context import quantities_alone, with_ages, with_ordinals
from transforms.extract.quantities.items import rows, with_items, with_tokens
from transforms.extract.quantities.patterns import matches
from transforms.extract.quantities.units import with_units
from transforms.extract.quantities.values import values, word
from transforms.identity import with_ids
from warehouse.tables import Names, Quantities, Sentences, Times, Tokens

_NUMBERED = r"(?i)(?:\bNos?\.?\s?|#\s?|№\s?|\bnumber\s)$"

_OF_SCALE = rf"(?i){word('hundred', 'scale')}$"
"""What ends in a scale counts: half a dozen, a quarter of a million."""

_OF_TOKENS = ("first", "last", "top", "counted_by", "counted_over", "above", "item_first", "item_last", "labels")


def quantities(
    sentences: dy.DataFrame[Sentences],
    tokens: dy.DataFrame[Tokens],
    names: dy.DataFrame[Names],
    times: dy.DataFrame[Times],
) -> dy.DataFrame[Quantities]:
    """Find amounts and read them.

    One pattern finds numbers in figures, words and both; what stands around them gives sign, unit and modifier;
    the parse gives what is counted. Two numbers that bound a range ("10 to 15") or make a ratio ("one in five")
    are one row. Numbers in names and times, and those that count nothing (models, scores, hours), are left out;
    a number that tells which one ("Resolution 2254", "No 7") has the kind ``identifier``.

    Parameters
    ----------
    sentences, tokens, names, times
        The tables of one batch.

    Returns
    -------
    dy.DataFrame[Quantities]
        Sorted by document and place. The span has sign and unit and no modifier. Low, best and high are by the
        conventions of the lexicons ``number_modifiers`` and ``number_words``; unit is NULL where things are
        counted that ``item`` names. A percentage is the number printed, a fraction the number meant.
    """
    found = matches(sentences)
    if found.is_empty():
        return Quantities.create_empty()
    words = rows(tokens).with_columns(sentence_last=pl.col("row").max().over("doc_id", "sentence_id"))
    read = with_units(found.join(values(found["text"]), on="text", how="left", maintain_order="left"))
    seen = with_ages(with_ordinals(with_items(with_tokens(read, words), words)), names)
    alone = quantities_alone(seen, names, times)
    # What no 64-bit float holds ("1e999") is no amount of anything.
    whole = joined(with_bounds(alone)).filter(
        pl.all_horizontal(pl.col("low", "best", "high").is_finite().fill_null(True))
    )
    # A joined number stands in more tokens than its first part did.
    placed = with_items(with_tokens(whole.select(pl.exclude(_OF_TOKENS)), words), words)
    return _table(placed, sentences, words, times)


def _table(
    placed: pl.DataFrame, sentences: pl.DataFrame, words: pl.DataFrame, times: pl.DataFrame
) -> dy.DataFrame[Quantities]:
    """The columns of the table."""
    bare = pl.col("unit").is_null()
    numbered = pl.col("before").str.contains(_NUMBERED) & bare
    labels = numbered | (
        pl.col("labels").is_not_null() & bare & pl.col("modifier").is_null() & (pl.col("shape") == "cardinal")
    )
    item_first = pl.when(labels & ~numbered).then(pl.col("first") - 1).otherwise("item_first")
    item_last = pl.when(labels & ~numbered).then(pl.col("first") - 1).otherwise("item_last")
    rows_ = placed.with_columns(
        unit_kind=pl.coalesce(
            "kind",
            pl.when(labels).then(pl.lit("identifier")),
            pl.when(pl.col("shape") == "ordinal").then(pl.lit("ordinal")),
            pl.when((pl.col("shape") == "fraction") & ~pl.col("text").str.contains(_OF_SCALE)).then(pl.lit("fraction")),
            pl.lit("count"),
        ),
        item_first=item_first,
        item_last=item_last,
        char_start=(pl.col("sentence_start") + pl.col("start")).cast(pl.Int32),
        char_end=(pl.col("sentence_start") + pl.col("end")).cast(pl.Int32),
    ).with_columns(
        item_start=pl.lit(words["char_start"]).gather(pl.col("item_first")),
        item_end=pl.lit(words["char_end"]).gather(pl.col("item_last")),
    )
    # "half last fall": a time is never what is counted.
    taken = times.select("doc_id", "char_start", taken_to="char_end").sort("doc_id", "char_start")
    rows_ = (
        rows_.sort("doc_id", "item_start")
        .join_asof(taken, left_on="item_start", right_on="char_start", by="doc_id", suffix="_", check_sortedness=False)
        .with_columns(
            pl.when(pl.col("taken_to") > pl.col("item_start")).then(None).otherwise(name).alias(name)
            for name in ("item_start", "item_end")
        )
    )
    texts = sentences.select("doc_id", "sentence_id", sentence="text")
    item_from = (pl.col("item_start") - pl.col("sentence_start")).cast(pl.Int64)
    printed = rows_.join(texts, on=["doc_id", "sentence_id"], how="left", maintain_order="left").with_columns(
        text=pl.col("sentence").str.slice(pl.col("start"), pl.col("end") - pl.col("start")),
        item=pl.when(pl.col("item_start").is_not_null()).then(
            pl.col("sentence").str.slice(item_from, (pl.col("item_end") - pl.col("item_start")).cast(pl.Int64))
        ),
    )
    return Quantities.validate(
        with_ids(printed, "quantity_id", "q", by=["char_start"]).select(Quantities.column_names()), cast=True
    )
