"""Nominal cues: nouns, adjectives and labels that attribute: "his claim that", "is wary of", "Ana Ruiz: We …"."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.slots import slots
from transforms.extract.trees import Rows
from transforms.lexicons import lexicon

_STUDIES = ("poll", "report", "source", "study", "survey")
_TELLING = ("claim", "say")
_LONGEST_LABEL = 5  # words
_SOURCES = ("by", "from", "among")
# "in the minister's view", "in the words of the minister": what the clause around it accords to.
_VIEWS = ("view", "opinion", "eye", "estimation", "judgment", "mind", "telling", "word")


def nominal_cues(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """Find cue nouns that somebody is named for, and cue adjectives that somebody is said to be.

    A noun's source is its possessor, the one behind "by" or "from", the subject of the light verb whose object
    it is ("voiced concern about"), which then is part of the cue, or the organisation or person named right before
    it ("a Reuters report that"). A noun without any tells of a report where a clause says of what: "fears that …".

    Returns
    -------
    pl.DataFrame
        cue, group_first, group_last, speaker_first, speaker_last (rows), class, kind (noun, adjective,
        according, or outer: "his view is that …"), prepositions, is_held (of the lexicon ``cue_nominals``), light_verb
        (row; NULL for none).
    """
    nominals = lexicon("cue_nominals")
    words = parse.tokens.select(
        "upos", "relation", "lower", "head_row", cue="row", lemma=pl.col("lemma").str.to_lowercase()
    )
    nouns = _nouns(
        parse, clauses, words.join(nominals.filter(pl.col("upos") == "NOUN"), on=["lemma", "upos"], how="inner")
    )
    predicates = clauses.filter(pl.col("kind").is_in(["copula", "passive"]) & pl.col("subject").is_not_null())
    predicates = pl.concat([predicates, _made(parse, clauses)], how="diagonal")
    adjectives = (
        words.drop("lemma", "upos")
        .join(nominals.filter(pl.col("upos") == "ADJ"), left_on="lower", right_on="lemma", how="inner")
        .join(predicates, left_on="cue", right_on="head", how="inner")
        .filter(~pl.col("is_made").fill_null(False) | pl.col("class").is_in(_TELLING))
        .select(
            "cue", "class", "prepositions", "is_held",
            kind=pl.lit("adjective"), speaker="subject", group_first="predicate_first",
            group_last=pl.max_horizontal("cue", "predicate_last"),
        )
    )  # fmt: skip
    found = pl.concat([nouns, adjectives], how="diagonal_relaxed").sort("cue")
    measured = slots(parse, found.select(head="speaker", kind=pl.lit("group")).drop_nulls())
    return found.join(
        measured.select(speaker="head", speaker_first="first", speaker_last="last"),
        on="speaker",
        how="left",
        maintain_order="left",
    ).drop("speaker")


def labels(parse: Parse) -> pl.DataFrame:
    """Find sentences that begin with who says them: "Ana Ruiz: We will not sell", "Police: Two men were killed".

    Returns
    -------
    pl.DataFrame
        cue (row of the colon), speaker_first, speaker_last (rows), kind (label).
    """
    named = pl.col("upos").is_in(["PROPN", "NOUN", "ADJ"]) | (pl.col("lower") == ".")
    polled = pl.col("lemma").str.to_lowercase().is_in(_STUDIES)
    speaks = pl.col("phrase_type").is_in(["person", "organization"]).fill_null(False) | polled
    place = pl.int_range(pl.len()).over("sentence")
    colon = pl.when(pl.col("form") == ":").then(place).min().over("sentence")
    finite = pl.col("feats").fill_null("").str.contains("VerbForm=Fin")
    return (
        parse.tokens.with_columns(place=place, colon=colon)
        .filter(pl.col("colon").is_between(1, _LONGEST_LABEL))
        .group_by("sentence", maintain_order=True)
        .agg(
            cue=pl.col("row").filter(pl.col("form") == ":").first(),
            speaker_first=pl.col("row").first(),
            is_name=named.filter(pl.col("place") < pl.col("colon")).all(),
            speaks=speaks.filter(pl.col("place") < pl.col("colon")).any(),
            is_clause=finite.filter(pl.col("place") > pl.col("colon")).any(),
        )
        .filter("is_name", "speaks", "is_clause")
        .select("cue", "speaker_first", speaker_last=pl.col("cue") - 1, kind=pl.lit("label"))
    )


def _made(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """What is made clear or plain, as a predicate of whoever makes it so: "made it clear that …"."""
    making = clauses.filter((pl.col("lemma") == "make") & (pl.col("kind") == "active")).select(
        "subject", "predicate_first", maker="head"
    )
    return (
        parse.tokens.filter((pl.col("deprel") == "xcomp") & (pl.col("upos") == "ADJ"))
        .select(head="row", maker="head_row", predicate_last="row")
        .join(making.drop_nulls("subject"), on="maker", how="inner", maintain_order="left")
        .with_columns(is_made=pl.lit(True))
        .drop("maker")
    )


def _nouns(parse: Parse, clauses: pl.DataFrame, nouns: pl.DataFrame) -> pl.DataFrame:
    possessor = _of(parse, parse.among("deprel", ("nmod:poss",)))
    marked = np.zeros(len(parse.head), dtype=np.bool_)
    marked[parse.head[parse.among("relation", ("case",)) & parse.among("lower", _SOURCES) & (parse.head >= 0)]] = True
    behind = _of(parse, parse.among("relation", ("nmod",)) & marked)
    case = _of(parse, parse.among("relation", ("case",)))
    of = parse.heading(parse.among("relation", ("case",)) & parse.among("lower", ("of",)))
    # Not "in view of the danger".
    of_whom = parse.among("relation", ("nmod",)) & of & ~parse.lacks("relation", ("det",))[np.maximum(parse.head, 0)]
    that = parse.among("lower", ("that",)) & parse.among("relation", ("mark",)) & (parse.head >= 0)
    told = np.zeros(len(parse.head), dtype=np.bool_)
    told[parse.head[that]] = True
    told &= parse.among("deprel", ("acl",))
    told = ~(_of(parse, told) < 0)
    speaks = parse.tokens["phrase_type"].is_in(["person", "organization"]).fill_null(False).to_numpy()
    named = _of(parse, parse.among("deprel", ("compound",)) & parse.among("upos", ("PROPN",)) & speaks)
    light = clauses.filter(~pl.col("kind").is_in(["passive", "copula"]) & pl.col("subject").is_not_null()).join(
        lexicon("light_verbs"), on="lemma", how="semi"
    ).select(head_row="head", verb_first="predicate_first", verb_subject="subject")  # fmt: skip
    last = parse.column("last")
    # Without the mark, the preposition and the conjunction before it.
    begins = parse.core_first
    outside = parse.among("relation", ("case", "cc", "punct"))
    for _ in range(3):
        begins = begins + (outside[begins] & (begins < np.arange(len(begins))))
    found = nouns.join(light, on="head_row", how="left", maintain_order="left").with_columns(
        own=parse.at(possessor, "cue").replace(-1, None),
        other=parse.at(behind, "cue").replace(-1, None),
        case=parse.at(case, "cue").replace(-1, None),
        name=parse.at(named, "cue").replace(-1, None),
        core_first=parse.at(begins, "cue"),
    ).with_columns(
        is_light=pl.col("own").is_null() & (pl.col("relation") == "obj") & pl.col("verb_subject").is_not_null(),
        own_last=parse.at(last, "own"),
        name_end=parse.at(last, "name") + 1,
    )  # fmt: skip
    is_view = pl.col("lemma").is_in(_VIEWS) & (parse.at(parse.tokens["lower"].is_in(["in"]).to_numpy(), "case"))
    owner = pl.coalesce("own", pl.when(is_view).then(parse.at(_of(parse, of_whom), "cue").replace(-1, None)))
    copula = _of(parse, parse.among("deprel", ("cop",)))
    outer = parse.among("deprel", ("nsubj:outer",)) & (copula[np.maximum(parse.head, 0)] > np.arange(len(copula)))
    # "is of the view that", and "his view is that": the clause is what the noun is.
    of_mind = parse.at(_of_mind(parse), "cue").replace(-1, None)
    return (
        found.with_columns(own=owner, minded=of_mind)
        .with_columns(
            kind=pl.when(is_view & pl.col("own").is_not_null())
            .then(pl.lit("according"))
            .when(parse.at(outer, "cue"))
            .then(pl.lit("outer"))
            .otherwise(pl.lit("noun")),
            speaker=pl.coalesce("own", pl.when("is_light").then("verb_subject"), "minded", "other", "name"),
            group_first=pl.when("is_light")
            # In a question the verb stands behind its noun: "what message would you send".
            .then(pl.min_horizontal("verb_first", "cue"))
            .when(pl.col("own").is_null() & pl.col("minded").is_not_null())
            .then(parse.at(copula, "cue"))
            .otherwise(pl.min_horizontal(pl.coalesce(pl.col("own_last") + 1, "name_end", "core_first"), "cue")),
        )
        .filter(pl.col("speaker").is_not_null() | parse.at(told, "cue"))
        .select(
            "cue",
            "class",
            "prepositions",
            "is_held",
            "kind",
            "speaker",
            "group_first",
            group_last=pl.when(parse.at(outer, "cue")).then(parse.at(copula, "head_row")).otherwise("cue"),
            light_verb=pl.when("is_light").then("head_row"),
        )
    )


def _of_mind(parse: Parse) -> Rows:
    """For each noun behind "is of" or "is under" the row of the subject: "*he* is of the view that"."""
    case = parse.among("relation", ("case",)) & parse.among("lower", ("of", "under"))
    minded = parse.heading(case)
    minded &= ~parse.lacks("deprel", ("cop",))
    return np.where(minded, _of(parse, parse.among("deprel", ("nsubj", "expl"))), -1)


def _of(parse: Parse, dependents: np.ndarray) -> Rows:
    """For each token the row of its first dependent among these, -1 for none."""
    first = np.full(len(parse.head), -1)
    rows = np.flatnonzero(dependents & (parse.head >= 0))[::-1]
    first[parse.head[rows]] = rows
    return first
