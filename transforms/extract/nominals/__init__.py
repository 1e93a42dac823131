"""nominals: facts that a noun tells: the delivery of missiles, Syria's offensive, US sanctions against Turkey."""

import numpy as np
import polars as pl

from transforms.extract.nominals.frames import frames
from transforms.extract.nominals.standing import standing
from transforms.extract.parse import Parse
from transforms.extract.slots import slots

_MODIFIERS = ("compound", "amod")
_LONGEST = 3
"""Words before a noun that say what kind of event it is: "separate air strikes"."""


def nominal_facts(
    parse: Parse, clauses: pl.DataFrame, name_heads: pl.DataFrame, stated: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make a fact of each noun of an event that has a subject or an object beside it.

    The noun with its modifiers is the predicate. A noun that only completes a verb ("carried out an attack") makes
    none: the verb's clause tells it already.

    Parameters
    ----------
    clauses
        As ``transforms.extract.clauses.clauses`` gives them.
    name_heads
        row, entity_type: the heads of names.
    stated
        Facts of clauses, for the standing of the clauses around: head, status, is_negated.

    Returns
    -------
    tuple[pl.DataFrame, pl.DataFrame]
        Statements as ``transforms.extract.statements.clause_facts`` gives them, of kind "nominal", with ``origin`` and
        ``how`` as the frame found subject and object (possessive, name, by, between …; NULL for none); the rest of what
        hangs on the nouns, for ``transforms.extract.arguments.arguments``: head, place, kind.
    """
    found, rest = frames(parse, clauses, name_heads)
    wanted = [found.select(head=f"{slot}_head", kind=f"{slot}_kind").drop_nulls() for slot in ("subject", "object")]
    measured = slots(parse, pl.concat(wanted)).select("head", "kind", "first", "last")
    for slot in ("subject", "object"):
        found = found.join(
            measured.select(pl.all().name.prefix(f"{slot}_")),
            on=[f"{slot}_head", f"{slot}_kind"],
            how="left",
            maintain_order="left",
        )
    head = found["head"].to_numpy()
    rows = found.with_columns(
        predicate_first=pl.Series(_beginnings(parse, found)),
        predicate_last=pl.col("head"),
        predicate_lemma=pl.lit(parse.tokens["lemma"]).gather(pl.col("head")).str.to_lowercase(),
        kind=pl.lit("nominal"),
    ).hstack(standing(parse, clauses, stated, head))
    return rows, rest


def _beginnings(parse: Parse, found: pl.DataFrame) -> np.ndarray:
    """The first row of each predicate: the noun, with the modifiers right before it that fill no slot."""
    head = found["head"].to_numpy()
    taken = np.zeros(len(parse.head), dtype=np.bool_)
    for slot in ("subject", "object"):
        filled = [found[f"{slot}_{end}"].drop_nulls().to_numpy() for end in ("first", "last")]
        for rows in filled:
            taken[rows] = True
    modifier = parse.among("relation", _MODIFIERS) & ~taken & ~parse.among("lower", ("own", "very", "other"))
    # "a 20 percent tariff", but "a three-nation alliance"
    modifier &= parse.lacks("relation", ("nummod",)) | np.append(False, parse.glued[:-1])
    first = head.copy()
    for _ in range(_LONGEST):
        before = np.maximum(first - 1, 0)
        # "nerve agent attack": of the noun, or of one of its modifiers.
        within = (parse.head[before] == head) | ((parse.head[before] >= first) & (parse.head[before] < head))
        first = np.where(modifier[before] & within & (before < first), before, first)
    # "three-nation alliance": what a hyphen joins is one word.
    joined = parse.glued[np.maximum(first - 1, 0)] & ~taken[np.maximum(first - 2, 0)]
    return np.where(joined, np.maximum(first - 2, 0), first)
