"""Attribution: the words that say whose words or thoughts something is, and whose these are."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.sources import agents, issuers, main_subjects, quoted_by_another
from transforms.extract.speakers import speakers
from transforms.extract.venues import venues
from transforms.lexicons import lexicon

_DEMONSTRATIVES = ("those", "these", "this", "that", "such")
_UTTERED = ("word", "remark", "comment", "message", "verdict", "advice", "warning")
"""Nouns of what was just quoted: "Those were the words of the mayor"."""
_PREPOSITIONS = ("in", "at", "on", "to", "about", "of", "for", "with", "during")


def cues(parse: Parse, clauses: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Find cue verbs, "according to", and "those were the words of".

    Parameters
    ----------
    pairs
        Quotation marks, as ``transforms.extract.quote_marks.quoted`` gives them.

    Returns
    -------
    pl.DataFrame
        One row a cue, in order: cue (row of the verb, or of the one who is accorded to), cue_first, cue_last
        (the cue's words), class, is_spoken, is_addressed (of the lexicon ``cue_verbs``), speaker_first, speaker_last,
        venue_first, venue_last (who was told or where; NULL if not said), is_quoted, follows (see
        ``transforms.extract.speakers``).
    """
    # "the minister was quoted as saying"
    quoted = parse.at(quoted_by_another(parse) >= 0, "head")
    verbs = (
        # Of a passive ("was told", "is said to") the subject is no speaker.
        _entered(parse, clauses.filter((pl.col("kind") == "active") | quoted), lexicon("cue_verbs"))
        # "hopes to say": only a verb of speaking is a cue where another verb completes it.
        .filter(~pl.col("is_merged") | pl.col("is_spoken"))
        .with_columns(*_places(parse))
    )
    columns = ["cue", "cue_first", "cue_last", "class", "is_spoken", "is_addressed", "speaker", "origin"]
    found = pl.concat([verbs.select(columns), _according(parse).select(columns), _pointing(parse).select(columns)])
    found = found.unique("cue", keep="first", maintain_order=True).sort("cue")
    return _told(parse, found, pairs).drop("origin")


def attributing(parse: Parse, clauses: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Find whatever attributes: cue verbs in the passive too, verbs of attitude ("wants"), and "according to".

    Returns
    -------
    pl.DataFrame
        The columns of ``cues`` (its class is of ``attitude_verbs`` where that lexicon has the verb), and
        kind (active, passive or according), group_first, group_last (rows of the verb with its auxiliaries,
        negation, particle and adverbs), is_addressed, has_object, has_infinitive, prepositions.
    """
    attitudes = lexicon("attitude_verbs").with_columns(is_addressed=False, is_spoken=False, attitude=pl.col("class"))
    verbs = pl.concat([lexicon("cue_verbs"), attitudes.select(lexicon("cue_verbs").columns)])
    agent = parse.at(agents(parse), "head").replace(-1, None)
    passive = pl.col("kind") == "passive"
    quoted = parse.at(quoted_by_another(parse) >= 0, "head")
    found = (
        _entered(parse, clauses.filter(pl.col("kind").is_in(["active", "passive"])), verbs)
        .with_columns(*_places(parse))
        .with_columns(
            speaker=pl.when(passive & ~quoted).then(agent).otherwise("speaker"),
            origin=pl.when(passive).then(pl.lit("own")).otherwise("origin"),
            group_first=pl.min_horizontal("predicate_first", "cue_first"),
            group_last=pl.when("is_merged").then("cue_last").otherwise(pl.max_horizontal("predicate_last", "cue_last")),
        )
    )
    according, pointing = (
        frame.with_columns(kind=pl.lit(kind), group_first="cue_first", group_last="cue_last")
        for frame, kind in ((_according(parse), "according"), (_pointing(parse), "pointing"))
    )
    together = pl.concat([found.select(_OF_ATTRIBUTION), according, pointing], how="diagonal_relaxed").sort("cue")
    together = together.unique("cue", keep="first", maintain_order=True)
    told = _told(parse, together.select(_OF_ATTRIBUTION), pairs).drop("origin")
    return _with_adverbs(parse, _with_adverbs(parse, told))


_OF_ATTRIBUTION = [
    "cue", "cue_first", "cue_last", "group_first", "group_last", "class", "kind", "is_spoken", "is_addressed",
    "has_object", "has_infinitive", "prepositions", "attitude", "speaker", "origin", "is_merged",
]  # fmt: skip


def _entered(parse: Parse, clauses: pl.DataFrame, verbs: pl.DataFrame) -> pl.DataFrame:
    """Clauses whose verb the lexicon has, joined to it, with ``adverb``, the row of an adverb that is its particle.

    Of "shot back" the parse may take the particle for an adverb, of "wrote in an email" the preposition for a
    particle: what the lexicon has counts, and so it does of "called on Congress".
    """
    size = len(parse.head)
    following = np.minimum(np.arange(size) + 1, size - 1)
    own = parse.head[following] == np.arange(size)
    of_nominal = parse.among("relation", ("case", "mark"))[following] & (parse.head[following] >= 0)
    of_nominal &= parse.head[parse.head[following]] == np.arange(size)
    known, asking = verbs["lemma"].implode(), verbs.filter(pl.col("class") == "ask")["lemma"].implode()
    after = pl.lit(parse.tokens["lower"]).gather(parse.at(following, "head"))
    longer = pl.concat_str("lemma", after, separator=" ")
    longer = pl.when(parse.at(own, "head") | (parse.at(of_nominal, "head") & longer.is_in(asking))).then(longer)
    verb, particle = (pl.col("lemma").str.split(" ").list.get(place, null_on_oob=True) for place in (0, 1))
    misread = ~pl.col("lemma").is_in(known) & particle.is_in(_PREPOSITIONS)
    # "A man named Holm" names nobody else.
    feats = parse.tokens["feats"].fill_null("")
    past = (feats.str.contains("VerbForm=Part") & ~feats.str.contains("Tense=Pres")).to_numpy()
    named = (pl.col("origin") == "antecedent") & (pl.col("kind") == "active") & parse.at(past, "head")
    return (
        clauses.filter(~named)
        .with_columns(
            lemma=pl.when(longer.is_in(known)).then(longer).when(misread).then(verb).otherwise("lemma"),
            adverb=pl.when(longer.is_in(known)).then(pl.col("head") + 1),
        )
        .join(verbs, on="lemma", how="inner", maintain_order="left")
    )


def _places(parse: Parse) -> list[pl.Expr]:
    """The rows of a verb's own words and of who says it, from its clause."""
    quoted = parse.at(quoted_by_another(parse), "head").replace(-1, None)
    issuer = pl.when(pl.col("origin") == "antecedent").then(parse.at(issuers(parse), "subject").replace(-1, None))
    over = pl.when(pl.col("origin") == "antecedent").then(parse.at(main_subjects(parse), "head").replace(-1, None))
    another = pl.coalesce(quoted, issuer, over)
    return [
        pl.col("head").alias("cue"),
        pl.col("head").alias("cue_first"),
        pl.coalesce("adverb", _last_of_cue(parse)).alias("cue_last"),
        pl.coalesce(another, "subject").alias("speaker"),
        pl.when(another.is_null())
        .then("origin")
        .when(quoted.is_null())
        .then(pl.lit("own"))
        .otherwise(pl.lit("quoted"))
        .alias("origin"),
    ]


def _told(parse: Parse, found: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Cues with the words of who says so and who is told."""
    return (
        speakers(parse, found, pairs)
        .join(venues(parse, found), on="cue", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("venue_first").ne_missing(pl.col("speaker_first"))).then(f"venue_{end}")
            for end in ("first", "last")
        )
    )


def _with_adverbs(parse: Parse, found: pl.DataFrame) -> pl.DataFrame:
    """Draw the cue's words out over an adverb of its own on either side: "vehemently denied", "said angrily"."""
    cue = found["cue"].to_numpy()
    adverb = parse.among("deprel", ("advmod",)) & parse.among("upos", ("ADV",))
    # The "to" of an infinitive that depends on nothing it could be merged with counts too.
    adverb |= parse.among("deprel", ("mark",)) & parse.among("lower", ("to",))
    manner = adverb & parse.tokens["lower"].str.ends_with("ly").to_numpy()
    first, last = found["group_first"].to_numpy(), found["group_last"].to_numpy()
    before, after = np.maximum(first - 1, 0), np.minimum(last + 1, len(parse.head) - 1)
    return found.with_columns(
        group_first=pl.Series(first - (adverb[before] & (parse.head[before] == cue))),
        group_last=pl.Series(last + (manner[after] & (parse.head[after] == cue))),
    )


def _last_of_cue(parse: Parse) -> pl.Expr:
    """The particle's row where it follows its verb at once, else the verb's."""
    particle = parse.tokens.filter((pl.col("deprel") == "compound:prt") & (pl.col("row") == pl.col("head_row") + 1))
    last = np.arange(len(parse.head))
    last[particle["head_row"].to_numpy()] = particle["row"].to_numpy()
    return parse.at(last, "head")


def _pointing(parse: Parse) -> pl.DataFrame:
    """ "Those were the words of X": the cue is the noun, the speaker who is named behind it or before it."""
    demonstrative = parse.among("relation", ("nsubj",)) & parse.among("lower", _DEMONSTRATIVES)
    points, copular = np.zeros(len(parse.head), dtype=np.bool_), ~parse.lacks("deprel", ("cop",))
    points[parse.heads_of(demonstrative)] = True
    of = parse.heading(parse.among("relation", ("case",)) & parse.among("lower", ("of", "from")))
    sources = np.flatnonzero(
        (parse.among("deprel", ("nmod:poss",)) | (parse.among("relation", ("nmod",)) & of)) & (parse.head >= 0)
    )[::-1]
    speaker = np.full(len(parse.head), -1)
    speaker[parse.head[sources]] = sources
    words = points & copular & parse.among("lemma", _UTTERED) & parse.among("upos", ("NOUN",)) & (speaker >= 0)
    return parse.tokens.filter(pl.Series(words)).select(
        cue="row",
        cue_first="row",
        cue_last="row",
        **{"class": pl.lit("say")},
        is_spoken=pl.lit(True),
        is_addressed=pl.lit(False),
        speaker=parse.at(speaker, "row"),
        origin=pl.lit("own"),
    )


def _according(parse: Parse) -> pl.DataFrame:
    """ "according to X": the cue is the preposition, the speaker what stands behind it."""
    return (
        parse.tokens.filter((pl.col("lower") == "according") & (pl.col("deprel") == "case"))
        .select(
            cue="head_row",
            cue_first="first",
            cue_last="last",
            **{"class": pl.lit("say")},
            is_spoken=pl.lit(True),
            is_addressed=pl.lit(False),
            speaker="head_row",
            origin=pl.lit("own"),
        )
        .filter(pl.col("cue").is_not_null())
        .unique("cue", keep="first", maintain_order=True)
    )
