"""Mends of what is said, and of what is due: words that the parser hangs across the edge of a clause of their own."""

import numpy as np
import polars as pl

from transforms.extract.trees import Flags, Rows, ahead, behind, extents
from transforms.lexicons import lexicon

_DEEDS = (
    "address", "close", "debut", "decide", "end", "face", "finish", "launch", "leave", "meet", "open", "play", "rejoin",
    "report", "restart", "resume", "retire", "return", "rule", "speak", "start", "stop", "testify", "travel", "visit",
    "vote",
)  # fmt: skip
"""Verbs that a tagger may take for nouns behind "due to"."""
_DEEPEST = 3  # conjuncts and complements on the way up


def within_content(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A time inside of what is said hangs on a word of it, and not on the verb of saying before it.

    "They said the blast there on Monday had been an accident": the parser hangs "Monday" on "said". It goes to the
    subject that it stands behind, else to the verb.
    """
    rows = np.arange(len(head))
    relation = tokens["deprel"].str.split(":").list.first()
    reported = (relation == "ccomp").to_numpy() & (head >= 0) & (head < rows) & _cues(tokens)[np.maximum(head, 0)]
    contents = np.flatnonzero(reported)[::-1]
    content = np.full(len(head), -1)
    content[head[contents]] = contents
    said = np.where(head >= 0, content[np.maximum(head, 0)], -1)
    first, last = extents(head)
    inner = np.maximum(said, 0)
    time = (relation == "obl").to_numpy() & (tokens["phrase_type"] == "time").fill_null(False).to_numpy()
    moves = time & (said >= 0) & (first[inner] < first) & (last < said)
    subject = np.full(len(head), -1)
    subjects = np.flatnonzero((relation == "nsubj").to_numpy() & (head > rows))[::-1]
    subject[head[subjects]] = subjects
    owner = subject[inner]
    return np.where(moves, np.where((owner >= 0) & (owner < first), owner, said), head)


def contrasted(tokens: pl.DataFrame, head: Rows) -> Rows:
    """Who says something else behind ", but" is no part of what another has said before it.

    "The minister said that no evidence was found, but lawmakers accused him of lying": the parser joins "accused" to
    "found". A pronoun ("but they accused …") may go on with what is said.
    """
    relation = tokens["deprel"].str.split(":").list.first()
    sentence = tokens["sentence"].to_numpy()
    comma = behind((tokens["form"] == ",").to_numpy(), sentence)
    but = np.flatnonzero(comma & (tokens["form"] == "but").to_numpy() & (head >= 0))
    opposed, marked, owned = (np.zeros(len(head), dtype=np.bool_) for _ in range(3))
    opposed[head[but]] = True
    marked[head[(relation == "mark").to_numpy() & (head >= 0)]] = True
    named = (relation == "nsubj") & tokens["upos"].is_in(["NOUN", "PROPN"])
    owned[head[named.to_numpy() & (head >= 0)]] = True
    cue = _cues(tokens)
    joined = (relation == "conj").to_numpy() & opposed & owned & ~marked & cue & (head >= 0)
    above, found = np.where(joined, head, -1), np.full(len(head), -1)
    within = relation.is_in(["conj", "ccomp"]).to_numpy()
    for _ in range(_DEEPEST):
        reported = (above >= 0) & (relation == "ccomp").to_numpy()[above] & cue[np.maximum(head[above], 0)]
        found = np.where(reported & (found < 0), head[np.maximum(above, 0)], found)
        above = np.where((above >= 0) & within[above], head[above], -1)
    return np.where(found >= 0, found, head)


def due(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """In "was due to be closed" the adjective carries the infinitive, as "able" does in "was able to leave".

    The parser takes "due to" for the preposition that it mostly is. Gives the tokens with the relations changed, and
    the heads.
    """
    rows = np.arange(len(head))
    sentence = tokens["sentence"].to_numpy()
    lower, relation = tokens["form"].str.to_lowercase(), tokens["deprel"].str.split(":").list.first()
    fixed = (relation == "fixed").to_numpy() & (head == rows - 1)
    marks = (relation == "mark").to_numpy() & (head == np.append(-1, head[:-1]))
    to = (lower == "to").to_numpy() & (fixed | marks)
    # A noun that is counted has an article: what is due to "return" is to do so.
    bare = np.ones(len(head), dtype=np.bool_)
    bare[head[relation.is_in(["det", "amod", "compound"]).to_numpy() & (head >= 0)]] = False
    verb = (tokens["upos"] == "VERB").to_numpy() | (lower.is_in(_DEEDS).to_numpy() & bare)
    being = ((tokens["upos"] == "AUX") & (tokens["lemma"] == "be")).to_numpy()
    taken = (lower == "due").to_numpy() & relation.is_in(["mark", "case"]).to_numpy() & ahead(to, sentence)
    taken &= behind(being, sentence) & (head > rows) & verb[np.maximum(head, 0)]
    taken &= np.append(-1, head[:-1]) == head
    adjective = np.flatnonzero(taken)
    infinitive = head[adjective]
    carrier = np.full(len(head), -1)
    carrier[infinitive] = adjective
    moved = np.where(head >= 0, carrier[np.maximum(head, 0)], -1)
    before = (moved >= 0) & (rows < moved)
    mended = np.where(before, moved, head)
    mended[adjective] = head[infinitive]
    mended[infinitive] = adjective
    mended[adjective + 1] = infinitive
    deprel = tokens["deprel"].to_numpy().astype(object)
    deprel[adjective], deprel[infinitive], deprel[adjective + 1] = deprel[infinitive], "xcomp", "mark"
    deprel[before & (relation == "nsubj").to_numpy()] = "nsubj"
    deprel[before & relation.is_in(["aux", "cop"]).to_numpy() & being] = "cop"
    acts = pl.Series(carrier >= 0)
    return tokens.with_columns(
        deprel=pl.Series(deprel, dtype=pl.String),
        upos=pl.when(acts).then(pl.lit("VERB")).otherwise("upos"),
        feats=pl.when(acts & (pl.col("upos") != "VERB")).then(pl.lit("VerbForm=Inf")).otherwise("feats"),
    ), mended


def _cues(tokens: pl.DataFrame) -> Flags:
    """Verbs that may report."""
    known = lexicon("cue_verbs")["lemma"].implode()
    return tokens.select((pl.col("upos") == "VERB") & pl.col("lemma").is_in(known)).to_series().to_numpy()
