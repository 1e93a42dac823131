"""Candidates: every row of PLOVER's lexicons that fits a fact, by its verb and by its nouns."""

import polars as pl

from transforms.lexicons import lexicon

_LIGHT = (
    "launch", "mount", "carry out", "conduct", "stage", "hold", "make", "issue", "begin", "start", "resume", "continue",
    "open", "order", "announce", "commit", "deliver", "lead", "suffer", "face", "undertake", "perform", "engage",
)  # fmt: skip
"""Verbs that say little more than that their object takes place."""
_HAPPENS = (
    "take place",
    "happen",
    "occur",
    "erupt",
    "break out",
    "kill",
    "wound",
    "injure",
    "hit",
    "strike",
    "destroy",
)
"""Verbs of which an event can be the subject."""
_FOUND = ("fact_id", "rank", "place", "event_type", "event_mode", "recipient", "cameo_code")
_NO_OBJECT = "-"
"""What the lexicon has for the object of a verb that tells of an event only without one."""


def by_verb(whole: pl.DataFrame) -> pl.DataFrame:
    """Find what verbs tell: every row of their lexicon that fits, with how well: the least rank and place are the best.

    ``whole`` is facts with lemma, after (the words behind the verb), doer, theme, is_nominal. Returns fact_id, rank,
    place, event_type, event_mode, recipient, cameo_code; type "none" for what looks like an event and is none.
    """
    verbs = lexicon("plover_verbs").rename({"subject": "by", "object": "needs"})
    alone = lexicon("verb_adverbs").filter("keeps_meaning")["adverb"].to_list()
    bare = pl.col("lemma").str.replace(rf" (?:{'|'.join(alone)})$", "")
    known = pl.col("lemma").is_in(verbs["lemma"].implode())
    by, needs, is_bare = pl.col("by"), pl.col("needs"), pl.col("needs") == _NO_OBJECT
    fits = pl.when(is_bare).then(pl.col("theme").is_null()).otherwise(pl.col("after").str.contains(needs))
    return (
        whole.filter(~pl.col("is_nominal"))
        .select("fact_id", "after", "doer", "theme", lemma=pl.when(known).then("lemma").otherwise(bare))
        .join(verbs, on="lemma", how="inner")
        .with_columns(
            pl.when(pl.col(column) == _NO_OBJECT).then(column).otherwise(pl.format(r"\b(?:{})", column)).alias(column)
            for column in ("by", "needs")
        )
        .filter(fits.fill_null(True) & (by.is_null() | pl.col("doer").str.contains(by)))
        .with_columns(
            rank=pl.when(by.is_not_null())
            .then(-1)
            .when(is_bare)
            .then(2)
            .when(needs.is_not_null())
            .then(0)
            .otherwise(3),
            # Of two that fit, the one whose word comes first: a hunger strike is no strike.
            place=pl.when(~is_bare).then(pl.col("after").str.find(needs)),
        )
        .select(_FOUND)
    )


def by_noun(whole: pl.DataFrame) -> pl.DataFrame:
    """Find what nouns tell, as ``by_verb``: as facts of their own, and beside verbs that say little more."""
    nouns = lexicon("plover_nouns").rename({"lemma": "noun", "recipient": "toward"})
    of_facts = nouns.filter(pl.col("needs").is_null())
    by_object = (
        whole.filter(pl.col("lemma").is_in(_LIGHT) & ~pl.col("is_nominal"))
        .join(of_facts, left_on="head", right_on="noun", how="inner")
        .with_columns(recipient=pl.lit("against"), rank=2)
    )
    by_subject = (
        whole.filter(pl.col("lemma").is_in(_HAPPENS))
        .join(of_facts.filter(pl.col("event_type") == "assault"), left_on="subject_head", right_on="noun", how="inner")
        .with_columns(recipient=pl.lit("object"), rank=1)
    )
    # "air strikes" before "strikes"; an operation is none before it is one against somebody.
    against = pl.when(pl.col("rule").str.contains("(?:preposition|threatened)_object")).then(
        pl.col("lemma") + " against"
    )
    # Of troops that are withdrawn or deployed, "of" names who moves and a preposition against whom.
    is_aimed = pl.col("rule").str.contains("(?:preposition|between|threatened)_object")
    of_nominals = (
        whole.filter("is_nominal")
        .with_columns(noun=noun, rank=rank)
        .join(nouns, on="noun", how="inner")
        .filter(pl.col("needs").is_null() | pl.col("clause").str.contains(pl.format(r"\b(?:{})", "needs")))
        # What needs a word and has it goes before what needs none: a release of funds frees nobody.
        .with_columns(
            recipient=pl.when(~is_aimed).then("toward").fill_null("object"),
            place=pl.when(pl.col("needs").is_not_null()).then(pl.lit(0, dtype=pl.UInt32)),
        )
        for rank, noun in enumerate(
            (pl.col("predicate").str.to_lowercase().str.replace("s$", ""), pl.col("lemma"), against)
        )
    )
    return pl.concat(
        (
            *(
                frame.with_columns(place=pl.lit(None, dtype=pl.UInt32)).select(_FOUND)
                for frame in (by_object, by_subject)
            ),
            *(frame.select(_FOUND) for frame in of_nominals),
        ),
        how="vertical_relaxed",
    )
