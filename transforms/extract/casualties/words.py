"""Words: which characters state a toll, and which name its victims."""

import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.slots import slots
from transforms.lexicons import lexicon


def with_spans(parse: Parse, told: pl.DataFrame) -> pl.DataFrame:
    """Who the victims are, as printed, and the words that state the toll: from the first to the last of them."""
    measured = slots(parse, told.select(head="victim", kind=pl.lit("member"))).select(
        victim="head", victim_first="first", victim_last="last"
    )
    start, end = parse.column("char_start"), parse.column("char_end")
    spans = told.join(measured, on="victim", how="left", maintain_order="left").with_columns(
        first=pl.min_horizontal("trigger", "reach", "victim_first", "number_first"),
        last=pl.max_horizontal("trigger", "reach", "victim", "number_last"),
    )
    # "hundreds of dead" says how many and not who.
    states = lexicon("casualty_nouns").filter(pl.col("kind") == "state")["lemma"].to_list()
    lower = pl.lit(parse.tokens["lower"]).gather(pl.col("victim"))
    itself = pl.col("rule").is_in(["count", "toll"]) | lower.is_in(states) | (lower == "more")
    is_number = pl.col("victim").is_between("number_first", "number_last")
    at = parse.at(start, "victim")
    has_item = pl.col("item_start").is_not_null() & (
        is_number | ((pl.col("item_start") <= at) & (at < pl.col("item_end")))
    )
    # Of "14 Turkish soldiers" the victims are the Turkish soldiers; a bare number names nobody.
    own_start = parse.at(start, "victim_first")
    own_end = parse.at(end, "victim_last")
    after_number = (
        pl.col("number_last").is_not_null()
        & (pl.col("number_last") >= pl.col("victim_first"))
        & (pl.col("number_last") < pl.col("victim"))
    )
    begins = pl.when(after_number).then(parse.at(start, "next")).otherwise(own_start)
    named = ~itself & ~pl.col("nobody")
    spans = spans.with_columns(next=pl.when(after_number).then(pl.col("number_last") + 1))
    spans = spans.with_columns(
        victims_start=pl.when(named & has_item)
        .then("item_start")
        .when(named & ~is_number.fill_null(False))
        .then(begins),
        victims_end=pl.when(named & has_item).then("item_end").when(named & ~is_number.fill_null(False)).then(own_end),
    )
    # "left hundreds of dead": the amount's item says again what the verb says.
    item = _cut(parse, spans, "victims_start", "victims_end").str.to_lowercase()
    spans = spans.with_columns(
        pl.when(~pl.lit(item).is_in(states)).then(name).alias(name) for name in ("victims_start", "victims_end")
    ).with_columns(
        char_start=pl.min_horizontal(parse.at(start, "first"), "victims_start"),
        char_end=pl.max_horizontal(parse.at(end, "last"), "victims_end"),
    )
    spans = spans.with_columns(
        clause_start=pl.min_horizontal("clause_start", "char_start"),
        clause_end=pl.max_horizontal("clause_end", "char_end"),
        sentence_row=parse.at(parse.column("sentence"), "trigger"),
    )
    return spans.with_columns(
        _cut(parse, spans, "clause_start", "clause_end").alias("clause"),
        _cut(parse, spans, "char_start", "char_end").alias("text"),
        _cut(parse, spans, "victims_start", "victims_end").alias("victims"),
        sentence_text=pl.lit(parse.texts).gather(pl.col("sentence_row")),
        sentence_start=parse.at(parse.offsets, "sentence_row"),
    )


def _cut(parse: Parse, spans: pl.DataFrame, start: str, end: str) -> pl.Series:
    """The characters between two places of a sentence."""
    placed = spans.select(start, end, sentence=parse.at(parse.column("sentence"), "trigger"))
    offset = pl.col(start).cast(pl.Int64) - parse.at(parse.offsets, "sentence")
    return placed.select(
        pl.lit(parse.texts).gather(pl.col("sentence")).str.slice(offset, pl.col(end) - pl.col(start))
    ).to_series()
