"""Standing: whether what a clause tells is so, is to come, is possible, is wanted or is denied."""

import numpy as np
import polars as pl

from transforms.extract.clauses import NEGATIONS
from transforms.extract.parse import Parse
from transforms.extract.trees import Flags, Rows, inherit
from transforms.lexicons import lexicon

_STATUSES = ("actual", "future", "hypothetical", "historical", "denied", "requested")
_MODALS = {
    "future": ("will", "shall", "'ll", "’ll", "wo"),
    "hypothetical": ("could", "may", "might", "can", "ca", "would", "'d", "’d"),
    "requested": ("must", "should", "ought"),
}
_CONDITIONS = ("if", "unless", "whether", "lest")
_SUBJUNCTIVE = ("ask", "demand", "insist", "order", "propose", "recommend", "request", "require", "suggest", "urge")
_SINGLED_OUT = ("first", "second", "third", "fourth", "fifth", "next", "last", "latest", "only")
_DONE = ("move", "step")
"""Nouns of what has been done already."""
_NOBODY = ("nobody", "nothing", "none", "nowhere", "no-one")


def standings(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """Read the standing of each clause from its modals, mood, negation and governor.

    A conjunct without a subject and auxiliary of its own stands like its first conjunct; an infinitive as
    its governor says (the lexicon ``complement_verbs``) or else like its governor.

    Returns
    -------
    pl.DataFrame
        head, status, is_negated: one row a clause.
    """
    leans = _leans(parse)
    governed = _governed(parse)
    code = inherit(np.where(leans, parse.head, -1), _own_status(parse, clauses, leans, governed))
    negated = inherit(np.where(leans & ~_starts_afresh(parse), parse.head, -1), _own_negation(parse, governed))
    words = pl.Series(_STATUSES)
    rows = clauses["head"].to_numpy()
    return clauses.select(
        "head",
        status=words.gather(np.maximum(code[rows], 0)),
        is_negated=pl.Series(negated[rows] == 1),
    )


def negated_nominals(parse: Parse) -> Flags:
    """Nominals that negate their clause: "no agreement", "nobody", "neither side"."""
    rows = np.zeros(len(parse.head), dtype=np.bool_)
    determiners = parse.among("relation", ("det", "cc", "advmod")) & parse.among("lower", ("no", "neither"))
    contrasted = parse.among("lower", ("not",)) & (parse.head >= 0) & parse.among("deprel", ("conj",))[parse.head]
    determiners |= contrasted  # "a partner, not a customer"
    heads = parse.head[determiners]
    rows[heads[heads >= 0]] = True
    rows |= parse.among("lower", _NOBODY)
    # "no injuries or deaths"
    alternatives = np.intersect1d(
        _heads(parse, parse.among("lower", ("or", "nor"))), np.flatnonzero(parse.among("deprel", ("conj",)))
    )
    rows[alternatives] |= rows[np.maximum(parse.head[alternatives], 0)]
    return rows


def intended(parse: Parse) -> Flags:
    """Infinitives of what a noun is for: a plan to attack, the right to strike; "the first to fall" has fallen."""
    rows = np.zeros(len(parse.head), dtype=np.bool_)
    rows[_heads(parse, parse.among("deprel", ("mark",)) & parse.among("lower", ("to",)))] = True
    rows &= parse.among("deprel", ("acl",)) & (parse.head >= 0)
    rows[_heads(parse, parse.among("deprel", ("aux",)) & parse.among("lower", ("have",)))] = False
    singled_out = parse.among("lower", _SINGLED_OUT)
    antecedents = np.zeros(len(parse.head), dtype=np.bool_)
    antecedents[_heads(parse, singled_out)] = True
    governor = np.maximum(parse.head, 0)
    return np.asarray(rows & ~(antecedents | singled_out | parse.among("lemma", _DONE))[governor])


def _leans(parse: Parse) -> Flags:
    """Clauses that have neither subject nor auxiliary, and so take both from another."""
    bare = parse.lacks("relation", ("nsubj", "csubj", "aux"))
    relation = parse.among("deprel", ("conj", "xcomp"))
    return np.asarray(relation & bare & (parse.head >= 0))


def _starts_afresh(parse: Parse) -> Flags:
    """Conjuncts that no negation reaches: finite ones, as in "did not sign but left"."""
    finite = parse.tokens["feats"].fill_null("").str.contains("VerbForm=Fin").to_numpy()
    but = np.zeros(len(parse.head), dtype=np.bool_)
    heads = parse.head[parse.among("deprel", ("cc",)) & parse.among("lower", ("but",))]
    but[heads[heads >= 0]] = True
    return np.asarray(parse.among("deprel", ("conj",)) & (finite | but))


def _governed(parse: Parse) -> pl.DataFrame:
    """What the governor of each infinitive or gerund says of it: status, is_negated; one row a token."""
    verbs = lexicon("complement_verbs")
    to_infinitive = np.zeros(len(parse.head), dtype=np.bool_)
    to_infinitive[_heads(parse, parse.among("relation", ("mark",)) & parse.among("lower", ("to",)))] = True
    complement = (pl.col("deprel") == "xcomp") | (
        (pl.col("deprel") == "advcl") & (pl.col("controller") == "object").fill_null(False) & pl.Series(to_infinitive)
    )
    rows = parse.tokens.select("lemma", head_row="row")
    return (
        parse.tokens.select("row", "deprel", "head_row")
        .join(rows, on="head_row", how="left", maintain_order="left")
        .join(verbs, on="lemma", how="left", maintain_order="left")
        .select(
            pl.when(complement).then("status").alias("status"),
            is_negated=complement & pl.col("is_negated").fill_null(False),
        )
    )


def _own_status(parse: Parse, clauses: pl.DataFrame, leans: Flags, governed: pl.DataFrame) -> Rows:
    """Place in ``_STATUSES``, -1 where a clause stands like the one that it leans on."""
    own = np.where(leans, -1, 0)
    deprel = parse.among("deprel", ("advcl",))
    to = parse.among("deprel", ("mark",)) & parse.among("lower", ("to",))
    condition = parse.among("deprel", ("mark",)) & parse.among("lower", _CONDITIONS)
    own[_heads(parse, condition)] = _STATUSES.index("hypothetical")
    # What somebody is forced to do is no purpose, even where the parse takes it for one.
    free = deprel & governed["status"].is_null().to_numpy()
    purpose = np.intersect1d(_heads(parse, to), np.flatnonzero(free))
    own[purpose] = _STATUSES.index("hypothetical")
    own[intended(parse)] = _STATUSES.index("hypothetical")
    own[_questions(parse)] = _STATUSES.index("hypothetical")
    own[_denials(parse, clauses)] = _STATUSES.index("denied")
    auxiliary = parse.among("relation", ("aux",))
    for status, modals in _MODALS.items():
        own[_heads(parse, auxiliary & parse.among("lower", modals))] = _STATUSES.index(status)
    own[_future_in_past(parse)] = _STATUSES.index("future")
    # "could not reach the village": nobody did.
    unable = _heads(parse, auxiliary & parse.among("lower", ("could",)))
    own[np.intersect1d(unable, _heads(parse, parse.among("lower", ("not", "n't", "n’t"))))] = _STATUSES.index("actual")
    for status in ("future", "hypothetical", "historical", "denied", "requested"):
        own[(governed["status"] == status).fill_null(False).to_numpy()] = _STATUSES.index(status)
    own[_demanded(parse)] = _STATUSES.index("requested")
    own[_denied(parse)] = _STATUSES.index("denied")
    return own


def _denied(parse: Parse) -> Rows:
    """What somebody denies, rejects or rules out: that the city hid it; reports that pilots bombed a market."""
    verbs = lexicon("cue_verbs").filter(pl.col("class") == "deny")["lemma"].to_list()
    particles = parse.tokens.filter(pl.col("deprel") == "compound:prt").select(row="head_row", particle="lower")
    denying = (
        parse.tokens.select("row", "lemma")
        .join(particles.unique("row", keep="first"), on="row", how="left", maintain_order="left")
        .select(pl.concat_str("lemma", "particle", separator=" ", ignore_nulls=True).is_in(verbs))
        .to_series()
        .to_numpy()
    )
    governor = np.maximum(parse.head, 0)
    verb = parse.among("upos", ("VERB",))
    clause = parse.among("deprel", ("ccomp", "xcomp")) & denying[governor] & verb[governor]
    # "rejected reports that …": the clause of a denied noun.
    of_noun = parse.among("deprel", ("obj",)) & denying[governor] & verb[governor]
    clause |= parse.among("deprel", ("acl",)) & of_noun[governor] & ~parse.lacks("relation", ("mark",))
    return np.flatnonzero(clause & (parse.head >= 0))


def _demanded(parse: Parse) -> Rows:
    """Clauses in the subjunctive under a verb that takes one: demanded that the carmaker *raise* wages."""
    governor = np.maximum(parse.head, 0)
    bare = ~parse.tokens["feats"].fill_null("").str.contains("Tense=|VerbForm=Ger").to_numpy()
    bare &= (parse.tokens["lower"] == parse.tokens["lemma"]).to_numpy() & parse.lacks("relation", ("aux",))
    asked = parse.among("deprel", ("ccomp",)) & parse.among("lemma", _SUBJUNCTIVE)[governor]
    return np.flatnonzero(asked & bare & parse.among("upos", ("VERB", "AUX")) & (parse.head >= 0))


def _denials(parse: Parse, clauses: pl.DataFrame) -> Rows:
    """Verbs of denial with an object, which is what they deny: "ruled out any support"."""
    verbs = lexicon("cue_verbs").filter(pl.col("class") == "deny")
    # Who "was denied a visa" has none, and that is so.
    heads = clauses.filter(pl.col("kind") != "passive").join(verbs, on="lemma", how="semi")["head"].to_numpy()
    return np.intersect1d(heads, _heads(parse, parse.among("deprel", ("obj",))))


def _questions(parse: Parse) -> Rows:
    """Roots of sentences that end in a question mark."""
    return (
        parse.tokens.select(
            "row", "relation", asks=pl.col("form").str.contains("?", literal=True).any().over("sentence")
        )
        .filter(pl.col("asks") & (pl.col("relation") == "root"))["row"]
        .to_numpy()
    )


def _future_in_past(parse: Parse) -> Rows:
    """Reported clauses with "would": what was to come when it was said."""
    would = parse.among("relation", ("aux",)) & parse.among("lower", ("would", "'d", "’d"))
    return np.intersect1d(_heads(parse, would), np.flatnonzero(parse.among("deprel", ("ccomp",))))


def _own_negation(parse: Parse, governed: pl.DataFrame) -> Rows:
    """1 where a clause is negated by its own words or its governor, -1 where it may take over, else 0."""
    own = np.full(len(parse.head), -1)
    own[governed["is_negated"].to_numpy()] = 1
    adverb = parse.among("relation", ("advmod",)) & parse.among("lower", NEGATIONS)
    without = parse.among("relation", ("mark",)) & parse.among("lower", ("without",))
    # "nearly doubled" is not quite so.
    nearly = parse.among("relation", ("advmod",)) & parse.among("lower", ("nearly", "almost"))
    nearly &= parse.among("upos", ("VERB",))[np.maximum(parse.head, 0)]
    own[_heads(parse, adverb | without | nearly)] = 1
    own[_denied(parse)] = 1
    return own


def _heads(parse: Parse, dependents: Flags) -> Rows:
    heads = parse.head[dependents]
    return heads[heads >= 0]
