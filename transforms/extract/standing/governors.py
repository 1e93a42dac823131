"""Governors: what the word that a clause hangs on says of its standing."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.trees import Flags, Rows
from transforms.lexicons import lexicon

_SUBJUNCTIVE = ("ask", "demand", "insist", "order", "propose", "recommend", "request", "require", "suggest", "urge")
_BIDDING = ("demand", "order", "propose", "recommend", "request", "require", "urge")
"""Those of them that nobody says of what is so; others may: insists that the rebels *hold* the town."""
_OPEN = ("if", "whether")
"""Marks of questions: what these ask is open, whoever asks."""


def governed(parse: Parse, negates: Flags) -> pl.DataFrame:
    """Read off the governor of each clause how the clause stands.

    Infinitives and gerunds that complete a verb by the lexicon ``complement_verbs``, other clauses by
    ``clause_governors``, and whatever a verb of denial denies.

    Parameters
    ----------
    negates
        Words that are negated themselves, as ``negation.negated`` gives them.

    Returns
    -------
    pl.DataFrame
        status, is_negated: one row a token, NULL where its governor says nothing; is_firm, whether that holds whatever
        the clause's own modals say: doubts that it *will* rain.
    """
    clause = _clauses(parse, negates)
    infinitives = lexicon("complement_verbs").select(
        "lemma", "controller", of_infinitive="status", turned_infinitive="is_negated"
    )
    complement = (pl.col("deprel") == "xcomp") | (
        (pl.col("deprel") == "advcl") & (pl.col("controller") == "object").fill_null(False) & pl.col("is_infinitive")
    )
    found = (
        clause.join(infinitives, left_on="bare", right_on="lemma", how="left", maintain_order="left")
        .with_columns(
            # "has yet to pay"
            pl.when("is_yet").then(value).otherwise(name).alias(name)
            for name, value in (("of_infinitive", pl.lit("actual")), ("turned_infinitive", pl.lit(True)))
        )
        .join(_rules("passive"), on=["lemma", "part", "marker"], how="left", maintain_order="left")
        .join(_rules(None), on=["lemma", "part", "marker"], how="left", maintain_order="left", suffix="_any")
    )
    denied = _denied(parse)
    by_passive = pl.col("is_passive") & pl.col("entered").fill_null(False)
    own, turned, if_turned = (
        pl.when(by_passive).then(name).otherwise(f"{name}_any") for name in ("of_clause", "turned", "if_negated")
    )
    # "did not stop", "failed to prevent"
    twice = pl.col("is_turned")
    undone = pl.col("turned_infinitive") & (pl.col("of_infinitive") == "actual")
    status = (
        pl.when(complement & pl.col("of_infinitive").is_not_null())
        .then(
            pl.when(twice & (pl.col("of_infinitive") == "denied"))
            .then(pl.lit("hypothetical"))
            .otherwise("of_infinitive")
        )
        .when(pl.Series(denied) & ~twice)
        .then(pl.lit("denied"))
        .when(twice & if_turned.is_not_null())
        .then(if_turned)
        .when(twice & (own == "denied"))
        .then(pl.lit("hypothetical"))
        .when(own.is_not_null())
        .then(own)
        .when(pl.Series(denied))
        .then(pl.lit("hypothetical"))
    )
    negated = (
        pl.when(complement & pl.col("of_infinitive").is_not_null())
        .then(pl.when(undone).then(~twice).otherwise(pl.col("turned_infinitive") & ~twice))
        .when(pl.Series(denied) & ~twice)
        .then(True)
        .when(own.is_not_null() | if_turned.is_not_null())
        .then(pl.when(twice).then(status == "denied").otherwise(turned))
    )
    firm = ~complement & status.is_in(["denied", "hypothetical"]) & (pl.col("marker") == "that")
    return found.select(status=status, is_negated=negated, is_undone=complement & undone, is_firm=firm).with_columns(
        pl.col("is_negated", "is_undone", "is_firm").fill_null(False)
    )


def _rules(voice: str | None) -> pl.DataFrame:
    """The entries of ``clause_governors`` of one voice."""
    rules = lexicon("clause_governors")
    return rules.filter(pl.col("voice").eq_missing(pl.lit(voice, dtype=pl.String))).select(
        "lemma", "part", "marker", "if_negated", of_clause="status", turned="is_negated", entered=pl.lit(True)
    )


def _clauses(parse: Parse, negates: Flags) -> pl.DataFrame:
    """What each token hangs on and by which word: deprel, marker, lemma (with particle), bare …"""
    marked = (
        parse.tokens.filter(pl.col("relation").is_in(["mark", "case"]))
        .select(row="head_row", printed="lower")
        .unique("row", keep="first", maintain_order=True)
    )
    particles = parse.tokens.filter(
        (pl.col("deprel") == "compound:prt") | ((pl.col("deprel") == "advmod") & (pl.col("lower") == "short"))
    ).select(head_row="head_row", particle="lower")
    passive = ~parse.lacks("deprel", ("aux:pass", "nsubj:pass"))
    of_participle = (
        parse.among("deprel", ("acl",)) & parse.tokens["feats"].fill_null("").str.contains("VerbForm=Part").to_numpy()
    )
    governors = parse.tokens.select(
        head_row="row",
        bare=pl.col("lemma").str.to_lowercase(),
        part="upos",
        is_passive=pl.Series(passive | of_participle),
        is_turned=pl.Series(negates),
    )
    finite = ~parse.lacks("relation", ("nsubj", "csubj", "expl"))
    to = parse.among("deprel", ("mark",)) & parse.among("lower", ("to",))
    infinitive, yet = (np.zeros(len(to), dtype=np.bool_) for _ in range(2))
    infinitive[parse.heads_of(to)] = True
    yet[parse.heads_of(to & parse.behind(parse.among("lower", ("yet",))))] = True
    gerund = parse.tokens["feats"].fill_null("").str.contains("VerbForm=Ger").to_numpy()
    carries = pl.col("deprel").is_in(["ccomp", "acl"]) | pl.col("deprel").str.starts_with("csubj")
    return (
        parse.tokens.select("row", "deprel", "upos", "head_row", "first")
        .join(marked, on="row", how="left", maintain_order="left")
        .join(governors, on="head_row", how="left", maintain_order="left")
        .join(particles.unique("head_row", keep="first"), on="head_row", how="left", maintain_order="left")
        .with_columns(
            is_infinitive=pl.Series(infinitive),
            is_yet=pl.Series(yet) & pl.col("bare").is_in(["have", "be"]).fill_null(False),
            lemma=pl.concat_str("bare", "particle", separator=" ", ignore_nulls=True),
            is_turned=pl.col("is_turned").fill_null(False),
            is_passive=pl.col("is_passive").fill_null(False),
            marker=pl.when(pl.col("printed").is_in(_OPEN))
            .then(None)
            .when(carries & ((pl.col("printed") == "that") | (pl.col("printed").is_null() & pl.Series(finite))))
            .then(pl.lit("that"))
            .when(pl.col("printed").is_not_null())
            .then("printed")
            .when(pl.Series(gerund) & pl.col("deprel").is_in(["advcl", "ccomp", "xcomp"]) & _close())
            .then(pl.lit("-ing")),
        )
    )


def _close() -> pl.Expr:
    """Whether the clause begins right behind its governor, or behind that one's particle."""
    return (pl.col("first") - pl.col("head_row")).is_between(1, 2)


def _denied(parse: Parse) -> Flags:
    """What somebody denies, rejects or rules out: that the city hid it; reports that pilots bombed a market."""
    verbs = lexicon("cue_verbs").filter(pl.col("class") == "deny")["lemma"].to_list()
    rejecting = ("dismiss", "refute", "reject")
    particles = parse.tokens.filter(pl.col("deprel") == "compound:prt").select(row="head_row", particle="lower")
    word = pl.concat_str("lemma", "particle", separator=" ", ignore_nulls=True)
    denying, refusing = (
        parse.tokens.select("row", "lemma")
        .join(particles.unique("row", keep="first"), on="row", how="left", maintain_order="left")
        .select(word.is_in(known))
        .to_series()
        .to_numpy()
        for known in (verbs, [*verbs, *rejecting])
    )
    governor = np.maximum(parse.head, 0)
    verb = parse.among("upos", ("VERB",))
    clause = parse.among("deprel", ("ccomp", "xcomp")) & denying[governor] & verb[governor]
    # "rejected reports that …": the clause of a denied noun.
    of_noun = parse.among("deprel", ("obj",)) & refusing[governor] & verb[governor]
    that = parse.heading(parse.among("deprel", ("mark",)) & parse.among("lower", ("that",)))
    clause |= parse.among("deprel", ("acl",)) & of_noun[governor] & that
    return np.asarray(clause & (parse.head >= 0))


def demanded(parse: Parse) -> Rows:
    """Clauses in the subjunctive under a verb that takes one: demanded that the carmaker *raise* wages.

    Where the form does not tell it, the tense does ("asked that the rebels leave", not "left"), or the verb.
    """
    feats = parse.tokens["feats"].fill_null("")
    governor = np.maximum(parse.head, 0)
    past = feats.str.contains("Tense=Past").to_numpy()[governor]
    bare = ~feats.str.contains("VerbForm=Ger|Tense=Past").to_numpy()
    bare &= ~feats.str.contains("Tense=Pres").to_numpy() | past | parse.among("lemma", _BIDDING)[governor]
    bare &= (parse.tokens["lower"] == parse.tokens["lemma"]).to_numpy() & parse.lacks("relation", ("aux",))
    asked = parse.among("deprel", ("ccomp",)) & parse.among("lemma", _SUBJUNCTIVE)[governor]
    asked &= bare & parse.among("upos", ("VERB", "AUX"))
    return np.flatnonzero((asked | _to_be(parse)) & (parse.head >= 0))


def _to_be(parse: Parse) -> Flags:
    """Clauses with "that" whose "be" neither "to" nor another auxiliary explains: that the files *be* made public."""
    auxiliary = parse.among("relation", ("aux", "cop"))
    be = parse.among("lower", ("be",))
    helped = parse.heading((auxiliary & ~be) | (parse.among("relation", ("mark",)) & parse.among("lower", ("to",))))
    that = parse.heading(parse.among("deprel", ("mark",)) & parse.among("lower", ("that",)))
    that |= parse.among("deprel", ("ccomp",))
    return np.asarray(
        parse.heading(auxiliary & be) & ~helped & that & ~parse.lacks("relation", ("nsubj", "csubj", "expl"))
    )
