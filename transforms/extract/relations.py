"""Relations: what a word is to its head, where the parser's name for it hides what the rules need to know."""

import numpy as np
import polars as pl

from transforms.extract.trees import Flags, Rows, ahead, behind, extents
from transforms.lexicons import lexicon

_TITLE_AHEAD = 2
"""How far before its first word, the mark of a nickname between, a name's title stands."""
_DEEPEST = 3  # words on the way up from the end of a phrase to its head
_GIVING = (
    "award", "charge", "cost", "fine", "give", "grant", "hand", "lend", "loan", "offer", "owe", "pay", "promise",
    "refund",
)  # fmt: skip
"""Verbs that have an amount for an object, and before it whom they give it or take it from."""
_OF_DOLLARS = ("us", "u.s.", "a", "au", "c", "ca", "hk", "nz", "s")
"""What stands before a dollar sign and is nobody."""


def renamed(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """Tokens with ``deprel`` put right, and what hangs on it: ``upos``, ``lemma`` and the heads."""
    tokens, head = _described(*_entitled(*_paid(*_cleft(*_fighting(tokens, head)))))
    return _results(_particles(_surpassed(tokens, head), head), head), head


def _fighting(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """A gerund without object that opens a sentence is a noun, and the subject of the verb behind it that has none.

    "*Fighting* between the army and rebels killed nine soldiers, officials said."
    """
    rows = np.arange(len(head))
    upos, lower = tokens["upos"], tokens["form"].str.to_lowercase()
    relation = tokens["deprel"].str.split(":").list.first()
    has = {name: np.zeros(len(head), dtype=np.bool_) for name in ("obj", "nsubj", "csubj", "mark")}
    for name, flags in has.items():
        flags[head[(relation == name).to_numpy() & (head >= 0)]] = True
    opens = (tokens["token_id"] == 1).to_numpy()
    gerund = opens & (upos == "VERB").to_numpy() & lower.str.ends_with("ing").to_numpy() & (head >= 0)
    gerund &= relation.is_in(["advcl", "csubj", "parataxis", "ccomp"]).to_numpy() & ~(has["obj"] | has["mark"])
    finite = (
        tokens["feats"].fill_null("").str.contains("VerbForm=Fin").to_numpy() & upos.is_in(["VERB", "AUX"]).to_numpy()
    )
    nearest = np.minimum.accumulate(np.where(finite, rows, len(rows))[::-1])[::-1]
    following = np.append(nearest[1:], len(rows)) if len(rows) else nearest
    found = np.minimum(following, len(rows) - 1)
    verb = np.where((upos == "AUX").to_numpy()[found] & (head[found] >= 0), head[found], found)
    sentence = tokens["sentence"].to_numpy()
    marks = np.cumsum((upos == "PUNCT").to_numpy())
    gerund &= (following < len(rows)) & (sentence[found] == sentence) & (marks[found] == marks) & (head[verb] != rows)
    gerund &= (upos == "VERB").to_numpy()[verb] & ~(has["nsubj"] | has["csubj"])[verb]
    return tokens.with_columns(
        deprel=pl.when(pl.Series(gerund)).then(pl.lit("nsubj")).otherwise("deprel"),
        upos=pl.when(pl.Series(gerund)).then(pl.lit("NOUN")).otherwise("upos"),
        lemma=pl.when(pl.Series(gerund)).then(lower).otherwise("lemma"),
    ), np.where(gerund, verb, head)


def _surpassed(tokens: pl.DataFrame, head: Rows) -> pl.DataFrame:
    """Of several subjects before a verb the last is it; those before it are said of it, or stand before the clause.

    "A defender of the channel, *Mr. Schultz* likened …", "Their relatives watched it, *attorneys* said". What a
    conjunction or a preposition joins is no subject, whatever the parser says. A name hung on a title
    (``mends.mended``) is part of it.
    """
    rows = np.arange(len(head))
    subject = tokens["deprel"].is_in(["nsubj", "nsubj:pass"]).to_numpy() & (head >= 0)
    named = subject & (head < rows) & (head >= rows - _TITLE_AHEAD) & (tokens["upos"] == "PROPN").to_numpy()
    named &= tokens["upos"].is_in(["NOUN", "PROPN"]).to_numpy()[head]
    joined = np.zeros(len(head), dtype=np.bool_)
    joined[head[tokens["deprel"].is_in(["case", "cc"]).to_numpy() & (head >= 0)]] = True
    before = subject & (head > rows)
    stands = before & ~joined & tokens["upos"].is_in(["NOUN", "PROPN", "PRON"]).to_numpy()
    last = np.full(len(head), -1)
    np.maximum.at(last, head[stands], rows[stands])
    return tokens.with_columns(
        deprel=pl.when(pl.Series(named))
        .then(pl.lit("flat"))
        .when(pl.Series(before & (rows < last[head])))
        .then(pl.lit("dislocated"))
        .otherwise("deprel")
    )


def _cleft(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """What "that" or "who" tells behind "it was Arvenia" is told of Arvenia, also within what somebody says.

    "The ministry said it was Arvenia that had broken the truce": the parser hangs "broken" on "said".
    """
    rows = np.arange(len(head))
    relation = tokens["deprel"].str.split(":").list.first()
    flags = {name: np.zeros(len(head), dtype=np.bool_) for name in ("expl", "cop")}
    for name, of in flags.items():
        of[head[(relation == name).to_numpy() & (head >= 0)]] = True
    noun = tokens["upos"].is_in(["NOUN", "PROPN", "PRON"]).to_numpy() & flags["expl"] & flags["cop"]
    lower = tokens["form"].str.to_lowercase()
    pronoun = lower.is_in(["that", "who"]).to_numpy() & (tokens["upos"] == "PRON").to_numpy() & (rows > 0)
    told = np.flatnonzero(pronoun & (relation == "nsubj").to_numpy() & (head > rows))
    clause, nearest = head[told], told - 1
    for _ in range(_DEEPEST):
        nearest = np.where(noun[nearest] | (head[nearest] < 0), nearest, head[nearest])
    moves = noun[nearest] & (nearest < told) & relation.is_in(["ccomp", "advcl", "parataxis"]).to_numpy()[clause]
    moves &= (head[clause] >= 0) & ((head[clause] == nearest) | (head[clause] == head[nearest]))
    told_of = np.full(len(head), -1)
    told_of[clause[moves]] = nearest[moves]
    deprel = pl.when(pl.Series(told_of >= 0)).then(pl.lit("acl:relcl")).otherwise("deprel")
    return tokens.with_columns(deprel=deprel), np.where(told_of >= 0, told_of, head)


def _paid(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """A name between a verb of giving and an amount is whom it is given: "pay *Maersk* $85 million"."""
    rows = np.arange(len(head))
    upos, lower = tokens["upos"], tokens["form"].str.to_lowercase()
    first, _ = extents(head)
    number = (tokens["deprel"] == "nummod").to_numpy() & (head >= 0)
    begins = np.full(len(head), len(head))
    np.minimum.at(begins, head[number], first[number])
    begins = np.where((upos == "SYM").to_numpy(), np.minimum(begins, rows), begins)
    verb = ((upos == "VERB") & tokens["lemma"].is_in(_GIVING)).to_numpy()
    amount = (tokens["deprel"] == "obj").to_numpy() & (head >= 0) & verb[np.maximum(head, 0)] & (begins < len(head))
    receiver = tokens["deprel"].is_in(["compound", "nmod:poss", "nmod"]).to_numpy() & (head >= 0)
    receiver &= ((upos == "PROPN") | lower.is_in(["her", "him", "them", "us", "me"])).to_numpy()
    receiver &= ~(lower.is_in(_OF_DOLLARS) & (upos == "PROPN")).to_numpy()
    of = np.maximum(head, 0)
    receiver &= amount[of] & (rows < begins[of]) & (first == head[of] + 1)
    return (
        tokens.with_columns(deprel=pl.when(pl.Series(receiver)).then(pl.lit("iobj")).otherwise("deprel")),
        np.where(receiver, head[of], head),
    )


def _before_twin(tokens: pl.DataFrame, head: Rows, relation: str) -> Flags:
    """Words right before a proper noun that hangs on the same word as they do, both by this relation."""
    rows = np.arange(len(head))
    after = np.minimum(rows + 1, len(head) - 1)
    hung = (tokens["deprel"] == relation).to_numpy() & (head >= 0)
    named = (tokens["upos"] == "PROPN").to_numpy()
    return np.asarray(hung & (hung & named)[after] & (head[after] == head) & (after > rows))


def _entitled(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """A title and a name side by side, both in apposition to one noun, are one: the chair, *Senator* Ida Holm."""
    rows = np.arange(len(head))
    title = tokens["form"].str.to_lowercase().str.strip_chars(".").is_in(lexicon("person_titles")["title"].to_list())
    title &= tokens["upos"] == "PROPN"
    _, last = extents(head)
    moves = title.to_numpy() & (last == rows) & _before_twin(tokens, head, "appos")
    deprel = pl.when(pl.Series(moves)).then(pl.lit("nmod:desc")).otherwise("deprel")
    return tokens.with_columns(deprel=deprel), np.where(moves, rows + 1, head)


def _described(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """A name right behind a noun, both joined to one word, names whom the noun tells of: and *their ally Orel*."""
    rows = np.arange(len(head))
    noun = (tokens["upos"] == "NOUN").to_numpy() & _before_twin(tokens, head, "conj")
    names = behind(noun, tokens["sentence"].to_numpy())
    # What stands before the noun and hangs on the name, as its conjunction, is the noun's.
    leads = names[np.maximum(head, 0)] & (head > rows + 1)
    deprel = pl.when(pl.Series(names)).then(pl.lit("appos")).otherwise("deprel")
    return tokens.with_columns(deprel=deprel), np.where(names, rows - 1, np.where(leads, head - 1, head))


def _results(tokens: pl.DataFrame, head: Rows) -> pl.DataFrame:
    """Of two objects an adjective right behind the verb is what comes of the other: cut *short* a visit."""
    rows = np.arange(len(head))
    object_ = (tokens["deprel"] == "obj").to_numpy() & (head >= 0)
    first, last = extents(head)
    adjective = object_ & (tokens["upos"] == "ADJ").to_numpy() & (head == rows - 1) & (first == last)
    behind = np.full(len(head), -1)
    others = np.flatnonzero(object_ & ~adjective)
    behind[head[others]] = others
    result = pl.Series(adjective & (behind[np.maximum(head, 0)] > rows))
    return tokens.with_columns(deprel=pl.when(result).then(pl.lit("xcomp")).otherwise("deprel"))


def _particles(tokens: pl.DataFrame, head: Rows) -> pl.DataFrame:
    """Adverbs that make one word with a verb are its particles: "never came *back*", "pushed them *back*".

    They stand alone, right behind the verb or behind its object.
    """
    rows = np.arange(len(head))
    adverbs = lexicon("verb_adverbs")
    lower = tokens["form"].str.to_lowercase()
    first, last = extents(head)
    opens = adverbs.drop_nulls("not_before")
    closed = lower.replace_strict(opens["adverb"], opens["not_before"], default=None, return_dtype=pl.String)
    same = ahead(np.ones(len(rows), dtype=np.bool_), tokens["sentence"].to_numpy())
    fronts = (lower.shift(-1) == closed).fill_null(False).to_numpy() & same
    adverb = (tokens["deprel"] == "advmod").to_numpy() & lower.is_in(adverbs["adverb"].to_list()).to_numpy()
    adverb &= ~fronts & (first == rows) & (last == rows) & (head >= 0)
    verb = np.maximum(head, 0)
    adverb &= (tokens["upos"] == "VERB").to_numpy()[verb]
    object_end = np.full(len(head), -1)
    objects = np.flatnonzero((tokens["deprel"] == "obj").to_numpy() & (head >= 0))
    object_end[head[objects]] = last[objects]
    beside = (verb == rows - 1) | ((object_end[verb] == rows - 1) & (verb < rows))
    return tokens.with_columns(
        deprel=pl.when(pl.Series(adverb & beside)).then(pl.lit("compound:prt")).otherwise("deprel")
    )
