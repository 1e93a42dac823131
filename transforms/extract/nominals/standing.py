"""Standing of nominal events: an attack is feared, called for or ruled out, or has happened."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.standing.negation import negated_nominals
from transforms.extract.trees import Flags, Rows, inherit
from transforms.lexicons import lexicon

_UNREAL = ("hypothetical", "future", "requested", "denied")
_DEFINITE = ("the", "this", "that", "these", "those")
_GIVEN = ("after", "amid", "because", "despite", "due", "during", "following", "over", "since")
"""Prepositions behind which a clause takes an event for given: will not buy due to the ban."""
_SPEECH = ("accuse", "request", "threaten", "reject")
"""Types of events that are words: who rejects criticism says nothing against its having been voiced."""


def standing(parse: Parse, clauses: pl.DataFrame, stated: pl.DataFrame, heads: Rows) -> pl.DataFrame:
    """Read the standing of the events that the nouns in ``heads`` tell of.

    What governs the noun says it first (the lexicon ``event_noun_governors``; verbs of denial), an adjective before it
    included; what somebody did not prevent has happened, and what is to be prevented may; what somebody did not rule
    out is open, as a clause is. "Any" attack is none yet; else an event stands like the clause around it, unless the
    clause takes it for given: *the* attack may delay the talks, which may end after an attack.

    Returns
    -------
    pl.DataFrame
        status, is_negated: one row an entry of ``heads``.
    """
    rows = np.arange(len(parse.head))
    conjunct = parse.among("deprel", ("conj",)) & (parse.head >= 0)
    first = inherit(np.where(conjunct, parse.head, -1), np.where(conjunct, -1, rows))
    nouns = pl.DataFrame({"place": np.arange(len(heads)), "head": heads, "first": first[heads]})
    governed = _governed(parse, nouns)
    is_clause = np.full(len(rows), -1)
    is_clause[clauses["head"].to_numpy()] = clauses["head"].to_numpy()
    around = inherit(parse.head, is_clause)
    outer = np.where(parse.head[nouns["first"]] >= 0, around[np.maximum(parse.head[nouns["first"]], 0)], -1)
    told = stated.select("head", clause_status="status", clause_negated="is_negated").unique("head", keep="first")
    any_, definite = _determined(parse, ("any",)), _determined(parse, _DEFINITE)
    definite |= ~parse.lacks("deprel", ("nmod:poss",))
    copula = ~parse.lacks("deprel", ("cop",))
    is_theme = parse.among("relation", ("nsubj",)) & copula[np.maximum(parse.head, 0)]
    given = parse.heading(parse.among("relation", ("case",)) & parse.among("lower", _GIVEN))
    takes = ~parse.at(definite | given, "first") | parse.at(is_theme, "first")
    unreal = pl.col("clause_status").is_in(_UNREAL)
    return (
        nouns.with_columns(clause=pl.Series(outer).replace(-1, None))
        .join(told.rename({"head": "clause"}), on="clause", how="left", maintain_order="left")
        .join(governed, on="place", how="left", maintain_order="left")
        .with_columns(
            # Only what hangs on the verb of the clause itself is told by its negation.
            governed=pl.when((pl.col("governed") != "denied") | pl.col("is_of_noun").fill_null(True))
            .then("governed")
            .when(pl.col("clause_negated").fill_null(False))
            .then(pl.when("is_said").then(pl.lit("hypothetical")).otherwise(pl.lit("actual")))
            .when(unreal & (pl.col("clause_status") != "denied"))
            .then(pl.lit("hypothetical"))
            .otherwise("governed")
        )
        .select(
            status=pl.when(pl.col("governed").is_not_null())
            .then("governed")
            .when(unreal & takes)
            .then("clause_status")
            .when(parse.at(any_, "head"))
            .then(pl.lit("hypothetical"))
            .otherwise(pl.lit("actual")),
            is_negated=parse.at(negated_nominals(parse), "head") | (pl.col("governed") == "denied").fill_null(False),
        )
    )


def _governed(parse: Parse, nouns: pl.DataFrame) -> pl.DataFrame:
    """What the verb or the noun that each noun hangs on, or its adjective, says of it: place, governed, is_of_noun.

    And is_said: whether the verb is one of saying, which denies the event in words alone.
    """
    rules = lexicon("event_noun_governors").with_columns(pl.col("marker").fill_null(""))
    denying = lexicon("cue_verbs").filter(pl.col("class") == "deny")["lemma"].to_list()
    speech = lexicon("plover_nouns").filter(pl.col("event_type").is_in(_SPEECH))["lemma"].to_list()
    particles = parse.tokens.filter(pl.col("deprel") == "compound:prt").select(governor="head_row", particle="lower")
    markers = (
        parse.tokens.filter(pl.col("relation") == "case")
        .select(first="head_row", marker="lower")
        .unique("first", keep="first", maintain_order=True)
    )
    lemma = pl.lit(parse.tokens["lemma"].str.to_lowercase())
    hung = (
        nouns.with_columns(
            governor=pl.lit(parse.tokens["head_row"]).gather(pl.col("first")),
            relation=pl.lit(parse.tokens["relation"]).gather(pl.col("first")),
            deprel=pl.lit(parse.tokens["deprel"]).gather(pl.col("first")),
            noun=lemma.gather(pl.col("head")),
        )
        .drop_nulls("governor")
        .join(particles.unique("governor", keep="first"), on="governor", how="left", maintain_order="left")
        .join(markers, on="first", how="left", maintain_order="left")
        .with_columns(
            bare=lemma.gather(pl.col("governor")),
            part=pl.lit(parse.tokens["upos"]).gather(pl.col("governor")),
            marker=pl.col("marker").fill_null(""),
        )
        .with_columns(lemma=pl.concat_str("bare", "particle", separator=" ", ignore_nulls=True))
    )
    fits = (pl.col("relation") == "obj") | (pl.col("deprel") == "nsubj:pass") | (pl.col("marker") != "")
    ruled = hung.filter(fits).join(rules, on=["lemma", "part", "marker"], how="inner", maintain_order="left")
    denied = hung.filter((pl.col("relation") == "obj") & pl.col("lemma").is_in(denying) & ~pl.col("noun").is_in(speech))
    adjectives = parse.tokens.filter(pl.col("relation") == "amod").select(
        head="head_row", lemma="lower", part=pl.lit("ADJ")
    )
    qualified = nouns.join(adjectives, on="head", how="inner").join(rules, on=["lemma", "part"], how="inner")
    told = [
        ruled.select("place", governed="status", is_of_noun=pl.col("part") != "VERB", is_said=pl.lit(False)),
        denied.select("place", governed=pl.lit("denied"), is_of_noun=pl.lit(False), is_said=pl.lit(True)),
        qualified.select("place", governed="status", is_of_noun=pl.lit(True), is_said=pl.lit(False)),
    ]
    return pl.concat(told).unique("place", keep="first", maintain_order=True)


def _determined(parse: Parse, words: tuple[str, ...]) -> Flags:
    """Nouns with one of these determiners."""
    determiner = parse.among("relation", ("det",)) & parse.among("lower", words) & (parse.head >= 0)
    flags = np.zeros(len(parse.head), dtype=np.bool_)
    flags[parse.head[determiner]] = True
    return flags
