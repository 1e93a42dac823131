"""Mends: slips of the parser that its own tree gives away, put right before any rule reads it."""

import numpy as np
import polars as pl

from transforms.extract.trees import Flags, Rows
from transforms.lexicons import lexicon

_DEEPEST = 3  # conjuncts and complements on the way up


def mended(tokens: pl.DataFrame, head: Rows) -> Rows:
    """Heads, with a verb of saying that repeats the one around it joined to that one.

    "Turkey said it wanted no war but said it might …": the parser makes the second "said" a conjunct of
    "wanted", and so a part of what is said.
    """
    spoken = lexicon("cue_verbs").filter("is_spoken")["lemma"].to_list()
    verb = ((tokens["upos"] == "VERB") & tokens["lemma"].is_in(spoken)).to_numpy()
    lemma = tokens["lemma"].rank("dense").to_numpy()
    relation = tokens["deprel"].str.split(":").list.first()
    subjects = (relation.is_in(["nsubj", "csubj"])).to_numpy() & (head >= 0)
    bare = np.ones(len(head), dtype=np.bool_)
    bare[head[subjects]] = False
    conjunct, within = (relation == "conj").to_numpy(), relation.is_in(["conj", "ccomp", "xcomp"]).to_numpy()
    wanting: Flags = verb & bare & conjunct
    above, found = np.where(conjunct, head, -1), np.full(len(head), -1)
    for _ in range(_DEEPEST):
        above = np.where((above >= 0) & within[above], head[above], -1)
        repeats = (above >= 0) & (found < 0) & verb[above] & (lemma[above] == lemma)
        found = np.where(repeats, above, found)
    return np.where(wanting & (found >= 0), found, head)
