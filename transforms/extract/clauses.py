"""Clauses: one row a predicate, with its words, its voice and the row of its subject."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.subjects import NEGATIONS, subjects
from transforms.extract.trees import Flags, Rows, inherit
from transforms.lexicons import lexicon

_CLAUSES = (
    "root", "conj", "ccomp", "xcomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "parataxis", "csubj",
    "csubj:pass", "csubj:outer", "appos", "list", "dep", "orphan",
)  # fmt: skip

# What comes of an object, before it: "shot dead three guards".
_RESULTS = ("available", "bare", "clear", "dead", "free", "loose", "open", "possible", "public", "short")


def clauses(parse: Parse) -> pl.DataFrame:
    """Find predicates: verbs that head a clause, and whatever a copula is said of.

    Returns
    -------
    pl.DataFrame
        One row a predicate, in order:

        head: its row. predicate_first, predicate_last: the unbroken stretch of its words (verb with
        auxiliaries, negation and particle, or copula; with the verbs that it completes: "wants to avoid").
        lemma: base form, with particle. kind: active, passive, copula or existential. is_merged: whether it
        is only the beginning of a longer predicate, whose row has it as ``governor``.
        top: the outermost verb of its predicate, where modals and negation stand.
        subject: row of its subject, NULL when it has none. origin: own, relative, antecedent, shared,
        controlled, possessor or adverbial: how the subject was found.
    """
    copular = _is_copular(parse)
    participial = parse.among("upos", ("ADJ",)) & ~parse.lacks("deprel", ("aux:pass",)) & ~copular  # "was involved"
    is_predicate = (parse.among("upos", ("VERB",)) | copular | participial) & parse.among("deprel", _CLAUSES)
    is_predicate |= _is_yet(parse) & parse.among("deprel", _CLAUSES)
    is_predicate &= ~_is_torn_off(parse)
    passive = _is_passive(parse, is_predicate)
    first, last = _stretches(parse, copular)
    first, merged_into = _merge(parse, is_predicate, copular, first, last)
    subject, origin = subjects(parse, is_predicate, passive, copular)
    rows = np.flatnonzero(is_predicate)
    merged = np.zeros(len(is_predicate), dtype=np.bool_)
    merged[merged_into[merged_into >= 0]] = True
    top = inherit(merged_into, np.where(merged_into < 0, np.arange(len(merged_into)), -1))
    expletive = ~parse.lacks("relation", ("expl",))
    kind = np.where(copular, "copula", np.where(passive, "passive", "active"))
    there = expletive & parse.among("lemma", ("be", "exist", "remain")) & ~copular
    kind = np.where(there, "existential", kind)
    return pl.DataFrame(
        {
            "head": rows,
            "predicate_first": first[rows],
            "predicate_last": last[rows],
            "kind": kind[rows],
            "is_merged": merged[rows],
            "governor": merged_into[rows],
            "top": top[rows],
            "subject": subject[rows],
            "origin": origin[rows],
        }
    ).with_columns(
        pl.col("subject", "governor").replace(-1, None),
        lemma=_lemmas(parse, copular)[rows],
    )


def _is_yet(parse: Parse) -> Flags:
    """Auxiliaries that head the clause: "*has* yet to leave"."""
    yet, completed = (np.zeros(len(parse.head), dtype=np.bool_) for _ in range(2))
    yet[parse.heads_of(parse.among("lower", ("yet",)) & parse.among("deprel", ("advmod",)))] = True
    completed[parse.heads_of(parse.among("deprel", ("xcomp",)))] = True
    return np.asarray(parse.among("upos", ("AUX",)) & parse.among("lemma", ("have", "be")) & yet & completed)


def _is_torn_off(parse: Parse) -> Flags:
    """Bare infinitives that modify a verb: "did not, as some had asked, *cancel* the talks" says what nobody did.

    English has none of these, so the parser has lost the auxiliary and with it the negation.
    """
    infinitive = parse.tokens["feats"].fill_null("").str.contains("VerbForm=Inf").to_numpy()
    alone = parse.lacks("relation", ("mark", "aux", "cop", "nsubj", "csubj", "expl"))
    return np.asarray(infinitive & alone & parse.among("deprel", ("advcl",)))


def _is_copular(parse: Parse) -> Flags:
    """What a copula is said of, but verbs: their promises "were to stop" it; the trouble "is that they left"."""
    to = parse.among("deprel", ("mark",)) & parse.among("lower", ("to",)) & (parse.head >= 0)
    infinitive = np.zeros(len(parse.head), dtype=np.bool_)
    infinitive[parse.head[to]] = True
    clausal = infinitive | ~parse.lacks("deprel", ("nsubj:outer", "csubj:outer"))
    return np.asarray(~parse.lacks("deprel", ("cop",)) & ~(clausal & parse.among("upos", ("VERB",))))


def _is_passive(parse: Parse, is_predicate: Flags) -> Flags:
    feats = parse.tokens["feats"].fill_null("")
    participle = (feats.str.contains("VerbForm=Part") & ~feats.str.contains("Tense=Pres")).to_numpy()
    auxiliary = ~parse.lacks("deprel", ("aux:pass", "nsubj:pass", "csubj:pass"))
    unaided = parse.lacks("relation", ("aux",))
    # "the village the rebels captured": a parser takes its subject for that of a passive.
    unmarked = parse.lacks("deprel", ("aux:pass",)) & parse.among("deprel", ("acl:relcl",)) & unaided
    relative = np.zeros(len(parse.head), dtype=np.bool_)
    rows = np.arange(len(parse.head))
    relative[parse.heads_of(parse.refers != rows)] = True
    auxiliary &= ~(unmarked & ~relative)
    # "three strikes destroyed a bridge": what has an object and no auxiliary is none either, nor what is joined to a
    # finite verb: "Russia called on both sides and offered to help".
    finite = feats.str.contains("VerbForm=Fin").to_numpy() & parse.among("upos", ("VERB",))
    joined = parse.heading(finite & parse.among("deprel", ("conj",)) & parse.lacks("relation", ("nsubj", "aux")))
    auxiliary &= ~(parse.lacks("relation", ("aux",)) & (joined | ~parse.lacks("deprel", ("obj",))) & ~relative)
    reduced = participle & unaided & parse.among("deprel", ("acl", "advcl", "xcomp"))
    passive = auxiliary | (reduced & parse.lacks("deprel", ("obj",)))
    # "were killed and wounded": the second participle leans on the first one's auxiliary.
    leans = (participle | _is_ambiguous(parse)) & unaided & parse.among("deprel", ("conj",)) & (parse.head >= 0)
    return np.asarray(
        is_predicate & inherit(np.where(leans, parse.head, -1), np.where(leans, -1, passive)).astype(bool)
    )


def _is_ambiguous(parse: Parse) -> Flags:
    """Finite verbs that look like participles and tell of somebody to whom it is done, though they have no object."""
    done = lexicon("plover_verbs").filter(pl.col("recipient") == "object")["lemma"].to_list()
    done += lexicon("casualty_verbs").filter(pl.col("victim") == "object")["lemma"].to_list()
    bare = parse.lacks("relation", ("obj", "ccomp", "nsubj", "expl"))
    regular = parse.tokens["lower"].str.ends_with("ed").to_numpy() | parse.among("lower", ("shot", "hanged", "cut"))
    return np.asarray(regular & bare & parse.among("lemma", tuple(set(done))) & parse.among("upos", ("VERB",)))


def _stretches(parse: Parse, copular: Flags) -> tuple[Rows, Rows]:
    """First and last row of the unbroken run of words that make each token's predicate."""
    rows = np.arange(len(parse.head))
    negation = parse.among("lower", NEGATIONS)
    adverb = parse.among("deprel", ("advmod",)) & (rows < parse.head)
    infinitive = parse.among("deprel", ("mark",)) & parse.among("lower", ("to",))
    part = parse.among("relation", ("aux", "cop")) | adverb | infinitive
    part |= parse.among("deprel", ("compound:prt",))
    # "shot dead", "set free"
    result = parse.among("lower", _RESULTS) & parse.among("deprel", ("amod", "xcomp")) & (rows == parse.head + 1)
    part |= result & ~parse.lacks("deprel", ("obj",))[parse.head]
    # "are *on* the cusp": what a copula says with a preposition makes sense with it alone.
    copulas = np.flatnonzero(parse.among("deprel", ("cop",)) & copular[parse.head])
    anchor = rows.copy()
    anchor[parse.head[copulas]] = copulas
    part |= parse.among("deprel", ("case",)) & copular[parse.head] & (anchor[parse.head] < rows) & (rows < parse.head)
    owner = np.where(part & (parse.head >= 0), parse.head, -1)
    # "pleaded *not* guilty"
    complement = np.maximum(parse.head, 0)
    denies = negation & (parse.head == rows + 1) & parse.among("deprel", ("xcomp",))[complement]
    denies &= (parse.head[complement] == rows - 1) & parse.among("upos", ("ADJ",))[complement]
    owner = np.where(denies, rows - 1, owner)
    # An adverb brings its own: "has very recently attacked".
    of_adverb = (owner < 0) & parse.among("deprel", ("advmod",)) & (parse.head >= 0)
    fixed = (owner < 0) & parse.among("deprel", ("fixed",)) & (parse.head >= 0)
    fixed &= parse.among("deprel", ("case",))[parse.head]
    owner = np.where((of_adverb | fixed) & (owner[parse.head] >= 0), owner[parse.head], owner)
    owner = np.where((owner < 0) & ~copular, rows, owner)
    run = np.cumsum(np.append(True, owner[1:] != owner[:-1])) if len(rows) else rows
    # The run that counts is the verb's own, or the one with the copula in it.
    # Words that may stand at a run's edge: not an adverb that merely precedes it.
    core = ~(adverb | of_adverb) | negation
    size = int(run.max(initial=0)) + 1
    low, high = np.full(size, len(rows)), np.full(size, -1)
    np.minimum.at(low, run[core], rows[core])
    np.maximum.at(high, run[core], rows[core])
    first, last = low[run[anchor]], high[run[anchor]]
    return np.minimum(first, anchor), np.maximum(last, anchor)


def _merge(parse: Parse, is_predicate: Flags, copular: Flags, first: Rows, last: Rows) -> tuple[Rows, Rows]:
    """Join a verb to the infinitive that completes it where nothing stands between: "wants to avoid".

    Gives the new first rows, and for each token the row of the predicate that it completes or -1. What is
    left without such a governor loses its "to".
    """
    head = parse.head
    rows = np.arange(len(head))
    # "is able to leave": the copula, the adjective, and what follows it.
    adjective = copular & parse.among("upos", ("ADJ",)) & (last + 1 == rows)
    end = np.where(adjective, rows, last)
    free = parse.lacks("relation", ("obj", "iobj"))
    completes = parse.among("deprel", ("xcomp",)) & is_predicate & (head >= 0)
    completes &= is_predicate[head] & (free[head]) & (~copular[head] | adjective[head])
    # "has yet to leave"
    yet = parse.behind(parse.among("lower", ("yet",)))[first] & parse.among("lemma", ("have", "be"))[head]
    completes &= end[head] + 1 + yet == first
    governor = np.where(completes, head, -1)
    is_to = parse.among("lower", ("to",)) & parse.among("deprel", ("mark",))
    bare = np.where(is_to[first] & (first < last) & ~completes, first + 1, first)
    start = inherit(governor, np.where(completes, -1, bare))
    return np.where(is_predicate, start, first), governor


def _lemmas(parse: Parse, copular: Flags) -> pl.Series:
    """Base form of each token as a predicate: "be" for a copula's, with its particle for a verb's."""
    particles = (
        parse.tokens.filter(pl.col("deprel") == "compound:prt")
        .group_by(row="head_row")
        .agg(particle=pl.col("lower").sort_by("row").str.join(" "))
    )
    return (
        parse.tokens.select("row", "lemma")
        .join(particles, on="row", how="left", maintain_order="left")
        .select(
            pl.when(pl.Series(copular))
            .then(pl.lit("be"))
            .otherwise(pl.concat_str("lemma", "particle", separator=" ", ignore_nulls=True))
        )
        .to_series()
    )
