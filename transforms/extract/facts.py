"""Facts and their arguments as rows of the ledger: spans, standing, claimant, confidence, ids."""

import dataframely as dy
import numpy as np
import polars as pl

from transforms.extract.confidence import confidence
from transforms.extract.parse import Parse
from transforms.extract.quote_marks import enclosing
from transforms.extract.standing.claimants import claimants
from transforms.extract.trees import Rows
from transforms.identity import with_ids
from warehouse.tables import Arguments, Facts

_SLOTS = ("subject", "predicate", "object")


def facts(
    parse: Parse,
    statements: pl.DataFrame,
    arguments: pl.DataFrame,
    cues: pl.DataFrame,
    claimed: Rows,
    pairs: pl.DataFrame,
    speech: pl.DataFrame,
) -> tuple[dy.DataFrame[Facts], dy.DataFrame[Arguments]]:
    """Write facts and arguments.

    Parameters
    ----------
    statements
        head, the rows of each slot (``subject_head``, ``subject_first``, ``subject_last`` …),
        predicate_lemma, is_negated, status, kind, origin, how.
    arguments
        As ``transforms.extract.arguments.arguments`` gives them.
    cues, claimed
        As ``transforms.extract.attribution`` gives them.
    pairs
        Quotation marks, as ``transforms.extract.quote_marks`` gives them.
    speech
        first, last (rows of a quotation's content), quotation_id, cue, speaker_first, speaker_last.
    """
    spans = _with_spans(parse, statements.filter(_on_one_side(statements, pairs)))
    standing = claimants(parse, spans, cues, claimed, speech)
    rows = (
        _with_clause(standing, arguments)
        .filter(~_is_mute())
        .with_columns(rule=_rule())
        .unique(
            ["doc_id", *(f"{slot}_{end}" for slot in _SLOTS for end in ("start", "end"))],
            keep="first",
            maintain_order=True,
        )
    )
    rows = rows.with_columns(confidence=confidence(rows, parse.tokens))
    order = ["char_start", "char_end", "predicate_start", "subject_start", "object_start", "object_end", "rule"]
    numbered = with_ids(rows, "fact_id", "f", by=order)
    blank = [
        pl.lit(None, dtype=Facts.columns()[name].dtype).alias(name)
        for name in Facts.column_names()
        if name not in numbered.columns
    ]
    written = numbered.with_columns(blank).select(Facts.column_names())
    return Facts.validate(written, cast=True), _argument_rows(parse, numbered, arguments)


def _with_spans(parse: Parse, statements: pl.DataFrame) -> pl.DataFrame:
    start, end = parse.column("char_start"), parse.column("char_end")
    return statements.with_columns(
        *[parse.at(start, f"{slot}_first").alias(f"{slot}_start") for slot in _SLOTS],
        *[parse.at(end, f"{slot}_last").alias(f"{slot}_end") for slot in _SLOTS],
        *[parse.printed(statements[f"{slot}_first"], statements[f"{slot}_last"]).alias(slot) for slot in _SLOTS],
        doc_id=pl.lit(parse.tokens["doc_id"]).gather(pl.col("head")),
        sentence_id=pl.lit(parse.tokens["sentence_id"]).gather(pl.col("head")),
    )


def _on_one_side(statements: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """Whether no quoted subject has a predicate outside its quotation: a sign that the parse is broken.

    But a name may be all that stands between the marks: “Monitor” carried the news.
    """
    subject, predicate = (enclosing(pairs, statements[row].to_numpy()) for row in ("subject_head", "predicate_first"))
    opening, closing = (np.append(pairs[side].to_numpy(), [-1])[subject] for side in ("opening", "closing"))
    first, last = (statements[f"subject_{end}"].to_numpy() for end in ("first", "last"))
    whole = (first <= opening + 1) & (closing - 1 <= last)
    return pl.Series((subject < 0) | (subject == predicate) | whole)


def _with_clause(spans: pl.DataFrame, arguments: pl.DataFrame) -> pl.DataFrame:
    """The clause: from the first to the last character of any of the fact's slots."""
    reach = arguments.group_by("head").agg(
        from_start=pl.min_horizontal(pl.col("char_start").min(), pl.col("marker_start").min()),
        to_end=pl.col("char_end").max(),
    )
    return spans.join(reach, on="head", how="left", maintain_order="left").with_columns(
        char_start=pl.min_horizontal("subject_start", "predicate_start", "object_start", "from_start"),
        char_end=pl.max_horizontal("subject_end", "predicate_end", "object_end", "to_end"),
    )


def _is_mute() -> pl.Expr:
    """Whether somebody says something, and nothing tells what or to whom: "was quoted as saying"."""
    says = pl.col("predicate_lemma").is_in(["add", "note", "say", "state", "tell"]) & (pl.col("kind") == "active")
    says &= pl.col("origin").is_in(["adverbial", "antecedent", "controlled"])
    return says & pl.col("object_start").is_null() & pl.col("from_start").is_null()


def _rule() -> pl.Expr:
    """The rule's name: the kind of clause, how it got its subject, how its object."""
    subject = (
        pl.when(pl.col("origin").is_in(["own", "role"])).then(pl.lit("")).otherwise("." + pl.col("origin") + "_subject")
    )
    found = pl.col("how").is_in(["relative", "shared", "gap", "clause", "title", "apposition"])
    object_ = pl.when(found).then("." + pl.col("how") + "_object").otherwise(pl.lit(""))
    nominal = pl.concat_str(
        pl.lit("nominal"), pl.col("origin") + "_subject", pl.col("how") + "_object", separator=".", ignore_nulls=True
    )
    return (
        pl.when(pl.col("kind") == "role")
        .then("role." + pl.col("how"))
        .when(pl.col("kind") == "nominal")
        .then(nominal)
        .otherwise(pl.col("kind") + "_clause" + subject + object_)
    )


def _argument_rows(parse: Parse, numbered: pl.DataFrame, arguments: pl.DataFrame) -> dy.DataFrame[Arguments]:
    """The arguments of each fact of a clause, but those that one of its own slots lies in or around.

    What is said to be at a place or a time has it for an object, and for an argument too.
    """
    joined = numbered.select(
        "fact_id", "doc_id", "head", "kind", *(f"{slot}_{end}" for slot in _SLOTS for end in ("start", "end"))
    ).join(
        arguments.with_columns(
            text=parse.printed(arguments["first"], arguments["last"]),
            marker=parse.printed(arguments["marker_first"], arguments["marker_last"]),
        ),
        on="head",
        how="inner",
        maintain_order="left",
    )

    def clear_of(slot: str) -> pl.Expr:
        return (
            (pl.col("char_end") <= pl.col(f"{slot}_start")) | (pl.col(f"{slot}_end") <= pl.col("char_start"))
        ).fill_null(True)

    is_there = (pl.col("kind") == "copula") & pl.col("role").is_in(["place", "time"])
    is_there &= pl.col("char_start") == pl.col("object_start")
    kept = joined.filter(
        clear_of("subject"), clear_of("predicate"), clear_of("object") | is_there.fill_null(False)
    ).with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in ("entity_id", "time_id", "quantity_id"))
    ordered = kept.sort("doc_id", "char_start", "char_end", "fact_id")
    unique = ordered.unique(["fact_id", "char_start"], keep="last", maintain_order=True)
    # What lies inside of another argument is told by that one.
    reached = pl.col("char_end").cum_max().shift(1).over("fact_id")
    apart = unique.filter((pl.col("char_start") >= reached).fill_null(True))
    return Arguments.validate(apart.select(Arguments.column_names()), cast=True)
