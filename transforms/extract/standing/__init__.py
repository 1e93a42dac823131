"""Standing: whether what a clause tells is so, is to come, is possible, is wanted or is denied."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.standing.conditions import conditions, unsettled
from transforms.extract.standing.governors import demanded, governed
from transforms.extract.standing.negation import negated, turned
from transforms.extract.subjects import bidden
from transforms.extract.trees import Flags, Rows, inherit
from transforms.lexicons import lexicon

_STATUSES = ("actual", "future", "hypothetical", "historical", "denied", "requested")
_MODALS = {
    "future": ("will", "shall", "'ll", "’ll", "wo"),
    "hypothetical": ("could", "may", "might", "can", "ca", "would", "'d", "’d"),
    "requested": ("must", "should", "ought"),
}
_WOULD = ("would", "'d", "’d")
_RATHER = ("rather", "sooner", "preferable", "better", "easier")
_SINGLED_OUT = ("first", "second", "third", "fourth", "fifth", "next", "last", "latest", "only")
_DONE = ("move", "step")
"""Nouns of what has been done already."""


def standings(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """Read the standing of each clause from its modals, mood, negation and governor.

    A conjunct without a subject and auxiliary of its own stands like its first conjunct; an infinitive as
    its governor says (the lexicons ``complement_verbs`` and ``clause_governors``) or else like its governor.

    Returns
    -------
    pl.DataFrame
        head, status, is_negated: one row a clause.
    """
    leans = _leans(parse)
    negates = negated(parse)
    governs = governed(parse, turned(parse))
    # What somebody was persuaded to do stands like the persuading.
    follows = leans | (governs["status"] == "actual").fill_null(False).to_numpy()
    code = inherit(np.where(follows, parse.head, -1), _own_status(parse, clauses, follows, governs))
    code = np.where(unsettled(parse, code), _STATUSES.index("future"), code)
    denies = inherit(np.where(leans & ~_starts_afresh(parse), parse.head, -1), _own_negation(governs, negates))
    words = pl.Series(_STATUSES)
    rows = clauses["head"].to_numpy()
    return clauses.select(
        "head",
        status=words.gather(np.maximum(code[rows], 0)),
        is_negated=pl.Series(denies[rows] == 1),
    )


def intended(parse: Parse) -> Flags:
    """Infinitives of what a noun is for: a plan to attack, the right to strike; "the first to fall" has fallen."""
    rows = parse.heading(parse.among("deprel", ("mark",)) & parse.among("lower", ("to",)))
    rows &= parse.among("deprel", ("acl",)) & (parse.head >= 0)
    rows[parse.heads_of(parse.among("deprel", ("aux",)) & parse.among("lower", ("have",)))] = False
    singled_out = parse.among("lower", _SINGLED_OUT)
    antecedents = parse.heading(singled_out)
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
    but = parse.heading(parse.among("deprel", ("cc",)) & parse.among("lower", ("but",)))
    # "either did not load or loaded slowly"
    either = parse.heading(parse.among("lower", ("either",)) & parse.among("relation", ("cc", "advmod")))
    but |= either[np.maximum(parse.head, 0)]
    return np.asarray(parse.among("deprel", ("conj",)) & (finite | but))


def _own_status(parse: Parse, clauses: pl.DataFrame, follows: Flags, governs: pl.DataFrame) -> Rows:
    """Place in ``_STATUSES``, -1 where a clause stands like the one that it follows."""
    own = np.where(follows, -1, 0)
    to = parse.among("deprel", ("mark",)) & parse.among("lower", ("to",))
    own[conditions(parse)] = _STATUSES.index("hypothetical")
    # What somebody is forced to do is no purpose, even where the parse takes it for one.
    free = parse.among("deprel", ("advcl",)) & governs["status"].is_null().to_numpy()
    own[np.intersect1d(parse.heads_of(to), np.flatnonzero(free))] = _STATUSES.index("hypothetical")
    own[intended(parse)] = _STATUSES.index("hypothetical")
    own[_questions(parse)] = _STATUSES.index("hypothetical")
    own[_less_wanted(parse)] = _STATUSES.index("hypothetical")
    own[_denials(parse, clauses)] = _STATUSES.index("denied")
    auxiliary = parse.among("relation", ("aux",))
    # "Should the talks fail, …" is a condition, whatever its modal.
    open_ = np.ones(len(own), dtype=np.bool_)
    open_[conditions(parse)] = False
    for status, modals in _MODALS.items():
        modal = parse.heads_of(auxiliary & parse.among("lower", modals))
        own[modal[open_[modal]]] = _STATUSES.index(status)
    own[_inferred(parse)] = _STATUSES.index("hypothetical")
    own[_future_in_past(parse)] = _STATUSES.index("future")
    own[np.setdiff1d(_destined(parse), conditions(parse))] = _STATUSES.index("future")
    # "could not reach the village": nobody did.
    unable = parse.heads_of(auxiliary & parse.among("lower", ("could",)))
    unable = np.intersect1d(unable, parse.heads_of(parse.among("lower", ("not", "n't", "n’t"))))
    own[unable] = _STATUSES.index("actual")
    hedges = tuple(lexicon("standing_adverbs").filter(pl.col("status") == "hypothetical")["adverb"])
    hedged = parse.heads_of(parse.among("relation", ("advmod",)) & parse.among("lower", hedges))
    own[hedged[own[hedged] <= _STATUSES.index("future")]] = _STATUSES.index("hypothetical")
    said = governs["status"].replace_strict({name: i for i, name in enumerate(_STATUSES)}, default=-1).to_numpy()
    plain = ((own <= 0) | parse.among("deprel", ("xcomp", "advcl"))) | governs["is_firm"].to_numpy()
    own = np.where((said > 0) & plain, said, own)
    own[demanded(parse)] = _STATUSES.index("requested")
    infinitive = parse.tokens["feats"].fill_null("").str.contains("VerbForm=Inf").to_numpy()
    own[bidden(parse, infinitive)] = _STATUSES.index("requested")
    return own


def _denials(parse: Parse, clauses: pl.DataFrame) -> Rows:
    """Verbs of denial with an object, which is what they deny: "ruled out any support"."""
    verbs = lexicon("cue_verbs").filter(pl.col("class") == "deny")
    # Who "was denied a visa" has none, and that is so.
    denying = clauses.filter(pl.col("kind") != "passive").join(verbs, on="lemma", how="semi")["head"].to_numpy()
    return np.intersect1d(denying, parse.heads_of(parse.among("deprel", ("obj",))))


def _questions(parse: Parse) -> Rows:
    """What a question mark stands behind: its clause, and the root of a sentence that it ends."""
    asks = parse.tokens["form"].str.contains("?", literal=True).to_numpy()
    ends = (
        parse.tokens.filter(~pl.col("form").is_in(["”", "’", '"', "'", ")", "]"]))
        .group_by("sentence", maintain_order=True)
        .agg(pl.last("row"))["row"]
        .to_numpy()
    )
    asking = np.unique(parse.column("sentence")[ends[asks[ends]]])
    roots = np.flatnonzero(parse.among("relation", ("root",)))
    roots = roots[np.isin(parse.column("sentence")[roots], asking)]
    # "They were critical, with one asking: “Who is next?”": whose question stands between marks is no question.
    return np.union1d(parse.heads_of(asks), roots[~_outside(parse, asks)[roots]])


def _outside(parse: Parse, asks: Flags) -> Flags:
    """Words outside the quotation marks between which a question of their sentence stands."""
    curly = np.cumsum(parse.among("form", ("“",)).astype(np.int64) - parse.among("form", ("”",)))
    straight = np.cumsum(parse.among("form", ('"',)))
    sentence = parse.column("sentence")
    begins = np.searchsorted(sentence, sentence)
    inside = ((curly - np.append(0, curly)[begins]) > 0) | ((straight - np.append(0, straight)[begins]) % 2 == 1)
    quoted = np.unique(sentence[asks & inside])
    return np.asarray(np.isin(sentence, quoted) & ~inside)


def _less_wanted(parse: Parse) -> Rows:
    """What somebody would rather not do: they would rather fight than *surrender*."""
    than = parse.heads_of(parse.among("relation", ("mark", "case")) & parse.among("lower", ("than",)))
    behind = parse.among("relation", ("advcl", "obl", "ccomp")) & parse.lacks("relation", ("nsubj", "csubj", "expl"))
    preferred = parse.heading(parse.among("relation", ("advmod",)) & parse.among("lower", _RATHER))
    preferred |= parse.among("lower", _RATHER)
    return np.intersect1d(than, np.flatnonzero(behind & (parse.head >= 0) & preferred[np.maximum(parse.head, 0)]))


def _future_in_past(parse: Parse) -> Rows:
    """Reported clauses with "would": what was to come when it was said."""
    would = parse.heads_of(parse.among("relation", ("aux",)) & parse.among("lower", _WOULD))
    spoken = tuple(lexicon("cue_verbs").filter("is_spoken")["lemma"])
    reported = parse.among("deprel", ("ccomp",))
    aside = parse.among("deprel", ("parataxis",)) & parse.among("lemma", spoken)
    reported[parse.heads_of(aside)] = True
    conjunct = parse.among("deprel", ("conj",)) & (parse.head >= 0)
    within = inherit(np.where(conjunct & ~reported, parse.head, -1), np.where(reported, 1, np.where(conjunct, -1, 0)))
    # What "would have been" worse was not, and what one would rather do is a wish.
    unreal = parse.among("relation", ("aux",)) & parse.among("lower", ("have", "'ve", "’ve"))
    unreal |= parse.among("relation", ("advmod",)) & parse.among("lower", ("rather", "sooner"))
    return np.setdiff1d(np.intersect1d(would, np.flatnonzero(within == 1)), parse.heads_of(unreal))


def _inferred(parse: Parse) -> Rows:
    """What must have happened, as far as anybody can tell."""
    must = parse.heads_of(parse.among("relation", ("aux",)) & parse.among("lower", ("must",)))
    return np.intersect1d(must, parse.heads_of(parse.among("relation", ("aux",)) & parse.among("lower", ("have",))))


def _destined(parse: Parse) -> Rows:
    """Verbs behind "be to": the rebels *were to hand* over the captives."""
    be = parse.heads_of(parse.among("relation", ("cop", "aux")) & parse.among("lemma", ("be",)))
    to = parse.heads_of(parse.among("deprel", ("mark",)) & parse.among("lower", ("to",)))
    verbs = np.intersect1d(np.intersect1d(be, to), np.flatnonzero(parse.among("upos", ("VERB",))))
    # "is due to meet"
    due = parse.heads_of(parse.among("deprel", ("mark",)) & parse.among("lower", ("due",)))
    verbs = np.union1d(verbs, np.intersect1d(be, due))
    passive = parse.heads_of(parse.among("deprel", ("aux:pass",)))
    # Of a passive's two forms of "be" one may be its own: "is to be built", "seems to be built".
    modal = parse.heads_of(parse.among("deprel", ("aux", "cop")) & parse.among("lemma", ("be",)))
    return np.setdiff1d(verbs, np.setdiff1d(passive, modal))


def _own_negation(governs: pl.DataFrame, negates: Flags) -> Rows:
    """1 where a clause is negated by its own words or its governor, -1 where it may take over, else 0."""
    own = np.where(negates, 1, -1)
    own[governs["is_negated"].to_numpy()] = 1
    # "did not fail to attack": it did.
    own[governs["is_undone"].to_numpy() & ~governs["is_negated"].to_numpy() & ~negates] = 0
    return own
