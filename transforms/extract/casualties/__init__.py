"""casualties: words that say that people were harmed or moved in, tolls out."""

import dataframely as dy
import polars as pl

from transforms.extract.casualties.dates import dated
from transforms.extract.casualties.harms import harms, spread
from transforms.extract.casualties.parts import parts
from transforms.extract.casualties.perpetrators import perpetrators
from transforms.extract.casualties.tolls import counted
from transforms.extract.casualties.victims import definite, human
from transforms.extract.casualties.words import with_spans
from transforms.extract.parse import Parse
from transforms.identity import with_ids
from warehouse.tables import Casualties, Facts, Quantities, Times

_OF_FACT = ("time_id", "begins", "ends", "status", "is_negated", "claimant", "claimant_start", "claimant_end")

_HEARSAY = r"(?i)\b(?:allegedly|apparently|reportedly|(?:believed|estimated|reported|said|thought|understood) to)\b"
"""What makes a fact hypothetical, but leaves a toll one that is told of."""


def casualties(
    parse: Parse,
    clauses: pl.DataFrame,
    coordinations: pl.DataFrame,
    name_heads: pl.DataFrame,
    quantities: dy.DataFrame[Quantities],
    times: dy.DataFrame[Times],
    facts: dy.DataFrame[Facts],
) -> dy.DataFrame[Casualties]:
    """Find who was killed, wounded, missing, abducted, detained or displaced, and how many.

    Parameters
    ----------
    clauses, coordinations, name_heads
        As ``clauses.clauses``, ``parse.conjuncts`` and ``mentions.name_heads`` give them.
    quantities, times, facts
        The tables of the batch; facts with their times linked.

    Returns
    -------
    dy.DataFrame[Casualties]
        One row a harm and group of victims; coordinated groups have rows of their own, totals and their parts too:
        nothing is added up. What is wanted, feared or possible is no toll and left out; what is denied or negated is
        a row. Low, best and high are those of the amount; a name or a singular is one, a bare plural two or more.
    """
    found = harms(parse, clauses)
    whole = spread(parse, pl.concat([found, parts(parse, found, name_heads)]), coordinations)
    victims = human(parse, counted(parse, whole, quantities), name_heads)
    told = _with_facts(parse, victims, facts)
    real = told.filter(pl.col("status").is_null() | ~pl.col("status").is_in(["hypothetical", "requested", "future"]))
    placed = with_spans(parse, real)
    named = perpetrators(parse, placed, name_heads)
    # An amount counts the same people once, whichever words say so.
    whole = (
        dated(parse, named, times)
        .with_columns(amount=pl.coalesce("number_first", "victim"))
        .unique(["amount", "harm"], keep="first", maintain_order=True)
        .unique(["doc_id", "char_start", "char_end", "harm"], keep="first", maintain_order=True)
        .sort("doc_id", "char_start", maintain_order=True)
        .filter(~_told_before(parse))
    )
    numbered = with_ids(whole, "casualty_id", "c", by=["char_start", "char_end", "harm", "victim"])
    blank = [
        pl.lit(None, dtype=Casualties.columns()[name].dtype).alias(name)
        for name in Casualties.column_names()
        if name not in numbered.columns
    ]
    return Casualties.validate(numbered.with_columns(blank).select(Casualties.column_names()), cast=True)


def _with_facts(parse: Parse, victims: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Join the fact that each toll belongs to: whose predicate, else whose slots, hold the word that says it."""
    start = parse.column("char_start")
    spans = victims.with_row_index("toll").with_columns(
        doc_id=pl.lit(parse.tokens["doc_id"]).gather(pl.col("trigger")),
        sentence_id=pl.lit(parse.tokens["sentence_id"]).gather(pl.col("trigger")),
        at=parse.at(start, "trigger"),
        victim_at=parse.at(start, "victim"),
    )

    def holds(slot: str, place: str) -> pl.Expr:
        return ((pl.col(f"{slot}_start") <= pl.col(place)) & (pl.col(place) < pl.col(f"{slot}_end"))).fill_null(False)

    near = (
        spans.select("toll", "doc_id", "sentence_id", "at", "victim_at")
        .join(
            facts.select(
                "fact_id",
                "doc_id",
                "sentence_id",
                *_OF_FACT,
                "predicate",
                "char_start",
                "char_end",
                "subject_start",
                "subject_end",
                "predicate_start",
                "predicate_end",
                "object_start",
                "object_end",
            ),
            on=["doc_id", "sentence_id"],
            how="inner",
        )
        .with_columns(
            rank=pl.when(holds("predicate", "at"))
            .then(0)
            .when(holds("object", "at"))
            .then(2)
            .when(holds("subject", "at"))
            .then(4)
            .when((pl.col("char_start") <= pl.col("at")) & (pl.col("at") < pl.col("char_end")))
            .then(6)
            - (holds("subject", "victim_at") | holds("object", "victim_at")).cast(pl.Int32)
        )
        .filter(pl.col("rank").is_not_null())
        .sort("toll", "rank", pl.col("char_end") - pl.col("char_start"), "fact_id")
        .unique("toll", keep="first", maintain_order=True)
        .select("toll", "fact_id", "rank", *_OF_FACT, "predicate", clause_start="char_start", clause_end="char_end")
    )
    joined = _with_governing(parse, spans.join(near, on="toll", how="left", maintain_order="left"), facts)
    # A negation or a mood is the predicate's: it does not reach a toll that another verb's object tells of.
    # What a toll would be is its clause's to say too.
    own = (pl.col("rank") <= 0) | (pl.col("rule") == "toll")
    return joined.with_columns(
        status=pl.when(own & ~pl.col("predicate").str.contains(_HEARSAY)).then("status"),
        is_negated=(pl.when(own).then("is_negated").fill_null(False) | pl.col("nobody"))
        | (pl.col("status") == "denied").fill_null(False) & own.fill_null(False),
    )


def _with_governing(parse: Parse, tolls: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Date what a gerund adds to its clause, by that clause: "a bomb went off on Tuesday, killing five"."""
    gerund = parse.among("deprel", ("advcl",)) & parse.tokens["lower"].str.ends_with("ing").to_numpy()
    start = parse.column("char_start")
    added = tolls.filter(pl.col("begins").is_null() & pl.col("ends").is_null() & parse.at(gerund, "trigger")).select(
        "toll", "doc_id", "sentence_id", main=parse.at(start[parse.head], "trigger")
    )
    dated = facts.filter(pl.col("begins").is_not_null() | pl.col("ends").is_not_null()).select(
        "doc_id", "sentence_id", "predicate_start", "predicate_end", main_begins="begins", main_ends="ends"
    )
    of_main = (
        added.join(dated, on=["doc_id", "sentence_id"], how="inner")
        .filter((pl.col("predicate_start") <= pl.col("main")) & (pl.col("main") < pl.col("predicate_end")))
        .unique("toll", keep="first", maintain_order=True)
        .select("toll", "main_begins", "main_ends")
    )
    return (
        tolls.join(of_main, on="toll", how="left", maintain_order="left")
        .with_columns(begins=pl.coalesce("begins", "main_begins"), ends=pl.coalesce("ends", "main_ends"))
        .drop("main_begins", "main_ends")
    )


def _told_before(parse: Parse) -> pl.Expr:
    """Whether words take up people that the document has counted: the soldiers were killed; the two were shot."""
    uncounted = ~pl.col("is_counted") & (pl.col("low") == 2)
    counted_too = (pl.col("is_counted") & (pl.coalesce("low", "best") >= 2)).any().over("doc_id", "harm")
    again = pl.col("is_counted") & (pl.col("best") >= 2) & (pl.int_range(pl.len()).over("doc_id", "harm", "best") > 0)
    return parse.at(definite(parse), "victim") & ((uncounted & counted_too) | again)
