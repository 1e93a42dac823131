"""Asides: cues that stand within or behind what they attribute: "…, he said", "as he put it", "according to"."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.trees import Flags, Rows, inherit

# What a clause is part of, on the way up to the one that carries an aside.
_WITHIN_SENTENCE = ("advcl", "acl:relcl", "advcl:relcl", "parataxis")
_WITHIN_CLAUSE = ("xcomp", "obl", "nmod", "obj", "amod", "appos", "advmod", "acl", "compound", "conj")
# What an inserted cue that the parse hangs on a noun stands within.
_OF_NOUN = ("acl:relcl", "appos", "parataxis")
_SUBJECTS = ("nsubj", "csubj")
_NOMINAL = ("NOUN", "PROPN", "PRON", "DET", "NUM")
_INTERJECTED = ("you",)  # "you know"
_CLAIMING = ("say", "report", "claim", "think", "warn", "agree")
_FARTHEST = 8  # tokens from an inserted cue to the comma that ends it: "he told me on Friday,"


def asides(parse: Parse, cues: pl.DataFrame, inside: pl.DataFrame) -> pl.DataFrame:
    """Cues that are asides, with the top of what they are said of: cue, top.

    That is the clause that carries the aside or, where a sentence ends in the aside, the whole sentence.

    Parameters
    ----------
    cues
        As ``transforms.extract.contents.contents`` takes them.
    inside
        cue: those that hold their content by the grammar, and so are no asides.
    """
    up = np.where(parse.among("relation", _WITHIN_CLAUSE), parse.head, -1)
    beyond = np.where(parse.among("relation", (*_WITHIN_CLAUSE, *_OF_NOUN, *_SUBJECTS)), parse.head, -1)
    clause, around = (inherit(one, np.where(one < 0, np.arange(len(one)), -1)) for one in (up, beyond))
    whole = _whole(parse)
    # "…, disclosures revealed", which a parse may hang on as any clause.
    last_said = pl.col("speaker_last").is_between(pl.col("cue_first") - 2, pl.col("cue_first"))
    comma = parse.among("form", (",",))
    bare = parse.lacks("relation", ("mark",))
    appended = parse.at(parse.among("deprel", ("advcl", "acl")), "cue") & last_said
    appended &= ~parse.at(parse.lacks("relation", ("nsubj",)), "cue")
    appended &= parse.at(parse.behind(comma), "begins") & parse.at(bare, "cue")
    # Behind a colon stands a clause of its own: "it never came: the buyer refused".
    afresh = parse.at(parse.behind(parse.among("form", (":", ";"))), "begins")
    told = parse.at(parse.among("deprel", ("parataxis",)), "cue") & ~afresh
    # "The museum, Holm said, celebrates …": a parse may hang the cue on the noun before it.
    of_noun = parse.at(parse.among("deprel", _OF_NOUN), "cue") & parse.at(parse.among("upos", _NOMINAL), "carrier")
    said_last = pl.col("speaker_first") == pl.col("group_last") + 1
    amid = of_noun & (last_said | said_last) & _is_inserted(parse)
    # "…, other studies have shown", "…, The Post has learned": verbs that need a clause elsewhere.
    bare_report = parse.at(parse.lacks("relation", ("obj", "ccomp", "xcomp")) & _dated_at_most(parse), "cue")
    learned = told & last_said & bare_report & parse.at(parse.behind(comma), "begins") & (pl.col("kind") == "active")
    learned &= pl.col("class").is_in(_CLAIMING) & ~parse.at(parse.among("lower", _INTERJECTED), "speaker_first")
    aside = (
        ((told | appended | amid) & pl.col("is_spoken"))
        | learned
        | _as_said(parse)
        | pl.col("kind").is_in(["according", "outer"])
    )
    return (
        cues.with_columns(
            begins=pl.min_horizontal("speaker_first", "cue_first"),
            carrier=parse.at(parse.head, "cue"),
        )
        .filter(aside & (pl.col("carrier") >= 0))
        .join(inside, on="cue", how="anti")
        .with_columns(ends=parse.at(_ends(parse), "cue"), amid=amid)
        .select(
            "cue",
            top=pl.when(pl.col("kind") == "outer")
            .then("carrier")
            .when("ends")
            .then(parse.at(whole, "carrier"))
            .when("amid")
            .then(parse.at(around, "carrier"))
            .otherwise(parse.at(clause, "carrier")),
        )
    )


def carriers(parse: Parse, cues: Rows) -> Rows:
    """The clause that carries each aside or, where the sentence ends in it, the one that all around is part of.

    Without a comma before it ("which makes it the largest according to Holm") only its own clause.
    """
    carrier = parse.head[cues]
    marked_off = parse.behind(parse.among("form", (",", "—", "–", "--", "”", '"')))[parse.column("first")[cues]]
    ends = _ends(parse)[cues] & marked_off
    return np.where(ends, _whole(parse)[carrier], carrier)


def _whole(parse: Parse) -> Rows:
    """For each token the clause that all around it is part of."""
    further = np.where(parse.among("relation", (*_WITHIN_CLAUSE, *_WITHIN_SENTENCE)), parse.head, -1)
    return inherit(further, np.where(further < 0, np.arange(len(further)), -1))


def _dated_at_most(parse: Parse) -> Flags:
    """Words on which nothing oblique hangs but a time: "a poll showed on Monday"."""
    timed = (parse.tokens["phrase_type"] == "time").fill_null(False).to_numpy()
    bare = np.ones(len(parse.head), dtype=np.bool_)
    bare[parse.heads_of(parse.among("relation", ("obl",)) & ~timed)] = False
    return bare


def _ends(parse: Parse) -> Flags:
    """Whether the sentence ends in what hangs on each token."""
    sentence = parse.column("sentence")
    words = np.flatnonzero(~parse.among("upos", ("PUNCT",)))
    final = np.full(len(parse.texts), -1)
    final[sentence[words]] = words
    return np.asarray(parse.column("last") >= final[sentence])


def apart(parse: Parse, cues: Rows, reports: Rows) -> Rows:
    """Conjuncts that report for themselves behind an aside: "They fled, police said, but the army *denied* it".

    ``cues`` are the asides, ``reports`` all cues that somebody speaks at.
    """
    last = np.full(len(parse.head), -1)
    carrier = parse.head[cues]
    np.maximum.at(last, carrier[carrier >= 0], cues[carrier >= 0])
    own = np.zeros(len(parse.head), dtype=np.bool_)
    own[reports] = True
    own &= parse.among("deprel", ("conj",)) & ~parse.lacks("relation", ("nsubj",)) & (parse.head >= 0)
    aside = last[np.maximum(parse.head, 0)]
    return np.flatnonzero(own & (aside > parse.head) & (aside < np.arange(len(parse.head))))


def _as_said(parse: Parse) -> pl.Expr:
    """Clauses with "as" that say whose the rest is: "as Holm pointed out", "as the minister put it".

    Verbs that only tell how somebody speaks ("as he spoke") are none, nor is what has an object besides "it".
    """
    marked = np.zeros(len(parse.head), dtype=np.bool_)
    marked[parse.head[parse.among("lower", ("as",)) & parse.among("relation", ("mark",)) & (parse.head >= 0)]] = True
    # Not "quoted as saying".
    gerund = parse.tokens["feats"].fill_null("").str.contains("VerbForm=Ger|Tense=Pres.*VerbForm=Part").to_numpy()
    marked &= parse.among("deprel", ("advcl", "parataxis")) & ~gerund
    said = (pl.col("is_spoken") & pl.col("has_infinitive")) | (pl.col("class") == "think")
    free = parse.at(parse.lacks("relation", ("obj",)), "cue") | parse.at(parse.among("relation", ("obj",)), "cue_last")
    return parse.at(marked, "cue") & free & said & (pl.col("kind") == "active")


def _is_inserted(parse: Parse) -> pl.Expr:
    """Whether a comma stands before the cue and its speaker, and one behind them before any other verb."""
    size = len(parse.head)
    comma = parse.among("form", (",", "—", "–", "--"))
    places = np.append(np.flatnonzero(comma), size)
    following = places[np.searchsorted(places, np.arange(size), side="right")]
    verbs = np.append(0, np.cumsum(parse.among("upos", ("VERB", "AUX", "SCONJ"))))
    near = (following - np.arange(size) <= _FARTHEST) & (verbs[np.minimum(following, size)] == verbs[1:])
    sentence = np.append(parse.column("sentence"), -1)
    near &= sentence[following] == sentence[:-1]
    return parse.at(parse.behind(comma), "begins") & parse.at(near, "group_last")
