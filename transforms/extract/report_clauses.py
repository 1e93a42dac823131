"""Mends of clauses that are reported: what the parser hangs on another word than the report, or begins too late."""

import numpy as np
import polars as pl

from transforms.extract.report_mends import verbs_of_saying, without_subject
from transforms.extract.tail_mends import of_them, summed_up
from transforms.extract.trees import Flags, Rows
from transforms.lexicons import lexicon


def reported(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """Tokens with their relations, and heads, where clauses and nouns are hung on the verb that reports them."""
    for mend in (complementizers, reporting, told_too, summed_up, of_them):
        tokens, head = mend(tokens, head)
    return tokens, head


def reporting(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """A clause with "that" hung on the day or the medium of a report is what is reported.

    "Holm announced in a memo that he would leave", "said on Monday that …": the clause tells neither of the memo nor
    of the day. Gives the tokens with the relation changed, and the heads.
    """
    relation = tokens["deprel"].str.split(":").list.first()
    says = tokens["lemma"].is_in(verbs_of_saying()).to_numpy() & (tokens["upos"] == "VERB").to_numpy()
    marked = _with_that(tokens, head)
    reported = np.zeros(len(head), dtype=np.bool_)
    reported[head[relation.is_in(["ccomp", "obj"]).to_numpy() & (head >= 0)]] = True
    medium = tokens["lemma"].str.to_lowercase().is_in(lexicon("venue_nouns")["lemma"].to_list()).to_numpy()
    medium |= (tokens["phrase_type"] == "time").fill_null(False).to_numpy()
    occasion = np.where(head >= 0, head, 0)
    verb = np.where(head >= 0, head[occasion], -1)
    moves = marked & (relation == "acl").to_numpy() & ~without_subject(tokens, head) & (head >= 0) & (verb >= 0)
    moves &= medium[occasion] & (relation == "obl").to_numpy()[occasion] & (verb < occasion)
    moves &= says[np.maximum(verb, 0)] & ~reported[np.maximum(verb, 0)]
    changed = tokens.with_columns(deprel=pl.when(pl.Series(moves)).then(pl.lit("ccomp")).otherwise("deprel"))
    return changed, np.where(moves, verb, head)


def told_too(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """A clause with "that" joined to a verb of saying, or to its object, is said too.

    "Holm announced a plant, and that the old one would close". Gives the tokens with the relation changed, and the
    heads.
    """
    relation = tokens["deprel"].str.split(":").list.first()
    says = tokens["lemma"].is_in(verbs_of_saying()).to_numpy() & (tokens["upos"] == "VERB").to_numpy()
    marked = _with_that(tokens, head)
    joined = marked & (relation == "conj").to_numpy() & (head >= 0) & ~without_subject(tokens, head)
    first = np.maximum(head, 0)
    verb = np.where((relation == "obj").to_numpy()[first], head[first], head)
    # "It does not mean that talks have begun or that …" joins two clauses of one report.
    moves = joined & (verb >= 0) & says[np.maximum(verb, 0)] & ~marked[np.maximum(verb, 0)]
    moves &= (relation != "ccomp").to_numpy()[np.maximum(verb, 0)] | (relation == "obj").to_numpy()[first]
    changed = tokens.with_columns(deprel=pl.when(pl.Series(moves)).then(pl.lit("ccomp")).otherwise("deprel"))
    return changed, np.where(moves, verb, head)


def complementizers(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """The "that" before a plural begins a clause, and is no determiner: "said that talks went well"."""
    plural = (
        tokens["feats"].fill_null("").str.contains("Number=Plur").to_numpy() & (tokens["upos"] == "NOUN").to_numpy()
    )
    deprel = tokens["deprel"]
    noun = np.maximum(head, 0)
    clause = np.maximum(head[noun], 0)
    that = ((tokens["form"].str.to_lowercase() == "that") & (deprel == "det")).to_numpy() & (head >= 0)
    that &= plural[noun] & deprel.is_in(["nsubj", "nsubj:pass"]).to_numpy()[noun] & (head[noun] >= 0)
    that &= deprel.is_in(["ccomp", "conj", "acl", "csubj"]).to_numpy()[clause]
    changed = tokens.with_columns(
        pl.when(pl.Series(that)).then(pl.lit(value)).otherwise(name).alias(name)
        for name, value in (("upos", "SCONJ"), ("deprel", "mark"))
    )
    return changed, np.where(that, head[noun], head)


def _with_that(tokens: pl.DataFrame, head: Rows) -> Flags:
    """Verbs of clauses that "that" begins."""
    that = (tokens["form"].str.to_lowercase() == "that") & (tokens["upos"] == "SCONJ")
    that &= tokens["deprel"].str.split(":").list.first() == "mark"
    marked = np.zeros(len(head), dtype=np.bool_)
    marked[head[that.to_numpy() & (head >= 0)]] = True
    return marked
