"""Facts: subjects, predicates and objects joined, with what the parse says of their standing."""

import numpy as np
import polars as pl

from transforms.extract.objects import objects
from transforms.extract.parse import Parse
from transforms.extract.slots import slots
from transforms.extract.standing import standings
from transforms.extract.standing.negation import negated_nominals
from transforms.extract.trees import Flags


def clause_facts(parse: Parse, clauses: pl.DataFrame, coordinations: pl.DataFrame) -> pl.DataFrame:
    """Make a fact of each clause that has a subject, one for each pair of its subjects and objects.

    Returns
    -------
    pl.DataFrame
        head (row of the clause's head), predicate_first, predicate_last, predicate_lemma, subject_head,
        subject_first, subject_last, object_head, object_first, object_last (rows; NULL without object),
        is_negated, status, kind (of the clause), origin (of its subject), how (its object was found).
    """
    stated = (
        clauses.filter(~pl.col("is_merged") & pl.col("subject").is_not_null())
        .join(objects(parse, clauses).rename({"kind": "object_kind"}), on="head", how="left", maintain_order="left")
        .join(standings(parse, clauses), on="head", how="left", maintain_order="left")
        .with_columns(
            subject_kind=pl.when(parse.at(parse.among("relation", ("csubj",)), "subject"))
            .then(pl.lit("clause"))
            .otherwise(pl.lit("member"))
        )
    )
    several = _spread(coordinations, _spread(coordinations, stated, "subject"), "object")
    # A relative clause tells of who stands before it: "Turkey, which backs the rebels, and Moscow".
    is_relative = pl.col("origin") == "relative"
    several = several.filter(~(is_relative & ((pl.col("subject_head") > pl.col("head")) | _disagrees(parse))))
    wanted = [several.select(head=f"{slot}_head", kind=f"{slot}_kind").drop_nulls() for slot in ("subject", "object")]
    measured = slots(parse, pl.concat(wanted)).select("head", "kind", "first", "last")
    for slot in ("subject", "object"):
        several = several.join(
            measured.select(pl.all().name.prefix(f"{slot}_")),
            on=[f"{slot}_head", f"{slot}_kind"],
            how="left",
            maintain_order="left",
        )
    several = several.with_columns(
        object_first=pl.min_horizontal("object_first", parse.at(parse.column("first"), "opening"))
    )
    # "the soldiers killed" are the soldiers where the participle is the predicate.
    behind = (pl.col("origin") == "antecedent") & (pl.col("subject_head") < pl.col("predicate_first"))
    several = several.with_columns(
        subject_last=pl.when(behind)
        .then(pl.min_horizontal("subject_last", pl.col("predicate_first") - 1))
        .otherwise("subject_last")
    )
    negates = negated_nominals(parse)
    return several.with_columns(
        is_negated=pl.col("is_negated")
        | parse.at(negates, "subject_head")
        | parse.at(negates, "object_head").fill_null(False),
        predicate_lemma="lemma",
    ).filter(_is_whole() & ~parse.at(_unresolved(parse), "subject_head") & ~_asks(parse))


def _spread(coordinations: pl.DataFrame, rows: pl.DataFrame, slot: str) -> pl.DataFrame:
    """One row for each conjunct in ``slot``, as ``<slot>_head``."""
    conjunct = coordinations.rename(
        {"head": slot, "kind": f"{slot}_kind", "member": f"{slot}_head", "slot": "resolved"}
    )
    return (
        rows.join(conjunct, on=[slot, f"{slot}_kind"], how="left", maintain_order="left_right")
        .with_columns(
            pl.coalesce(f"{slot}_head", slot).alias(f"{slot}_head"),
            pl.coalesce("resolved", f"{slot}_kind").alias(f"{slot}_kind"),
        )
        .drop("resolved")
    )


def _unresolved(parse: Parse) -> Flags:
    """Pronouns that stand for a whole clause or ask for a name: they say of nobody that he did it."""
    relative = parse.among("lower", ("which", "who", "whom", "that", "what")) & parse.among("upos", ("PRON",))
    return np.asarray(relative & (parse.tokens["feats"].fill_null("").str.contains("PronType=(?:Rel|Int)").to_numpy()))


def _asks(parse: Parse) -> pl.Expr:
    """Whether a slot asks: who knows "how many people it killed" is told of nobody that it killed."""
    asks = parse.among("lower", ("how", "what", "which"))
    return pl.any_horizontal(
        (parse.at(asks, f"{slot}_first") & (pl.col(f"{slot}_first") != pl.col(f"{slot}_head"))).fill_null(False)
        & (pl.col(f"{slot}_kind") == "member")
        for slot in ("subject", "object")
    )


def _disagrees(parse: Parse) -> pl.Expr:
    """Whether a noun in the plural stands before "which was": the whole clause is meant, and no noun."""
    feats = parse.tokens["feats"].fill_null("")
    plural = feats.str.contains("Number=Plur").to_numpy() & parse.lacks("deprel", ("conj",))
    finite = (feats.str.contains("VerbForm=Fin") & feats.str.contains("Number=Sing")).to_numpy()
    finite &= parse.among("deprel", ("cop",)) & (parse.head >= 0)
    singular = np.zeros(len(plural), dtype=np.bool_)
    singular[parse.head[finite]] = True
    return parse.at(plural, "subject_head") & parse.at(singular, "head")


def _is_whole() -> pl.Expr:
    """Slots that do not run into one another or into the predicate: a sign that the parse is broken."""

    def apart(one: str, other: str) -> pl.Expr:
        return (pl.col(f"{one}_last") < pl.col(f"{other}_first")) | (pl.col(f"{other}_last") < pl.col(f"{one}_first"))

    return apart("subject", "predicate") & (apart("object", "predicate") & apart("subject", "object")).fill_null(True)
