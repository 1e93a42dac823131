"""Matches: which row of PLOVER's lexicons fits each fact best."""

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
_CLAUSES = (
    "after",
    "before",
    "since",
    "until",
    "because",
    "when",
    "while",
    "as",
    "if",
    "unless",
    "although",
    "despite",
)
"""Words that begin what else happened: what stands behind them says nothing of the fact's own verb."""
_AFTER_HEAD = r"(?s)(?:\s+(?:of|in|at|on|for|to|by|with|against|from|over|between|near|into|that|which|who)\s|[,(]).*$"


def matched(facts: pl.DataFrame, arguments: pl.DataFrame) -> pl.DataFrame:
    """Find the event that each fact tells of.

    Parameters
    ----------
    facts
        Rows of the table, with ``theme``: the object, of a passive the subject.
    arguments
        The table.

    Returns
    -------
    pl.DataFrame
        fact_id, event_type, event_mode, recipient_marker, cameo_code, is_governed (whether a governor makes it what
        it is), clause (the words of the fact, lower case); one row a fact that is an event.
    """
    said = (
        arguments.filter(~pl.col("marker").str.to_lowercase().is_in(_CLAUSES).fill_null(False))
        .sort("fact_id", "char_start")
        .group_by("fact_id", maintain_order=True)
        .agg(said=pl.concat_str(pl.col("marker").fill_null(""), pl.lit(" "), "text").str.join(" "))
    )
    whole = facts.join(said, on="fact_id", how="left", maintain_order="left").with_columns(
        lemma=pl.col("predicate_lemma").str.to_lowercase(),
        after=pl.concat_str(
            pl.col("predicate").str.extract(r"(\S+)$").fill_null(""),
            # What stands before a passive tells last.
            pl.when(~pl.col("is_passive")).then("theme").fill_null(""),
            pl.col("said").fill_null(""),
            pl.when("is_passive").then("theme").fill_null(""),
            separator=" ",
        ).str.to_lowercase(),
        head=head_of(pl.col("theme")),
        subject_head=head_of(pl.col("subject")),
        is_nominal=pl.col("rule").str.starts_with("nominal"),
    )
    whole = whole.with_columns(
        clause=pl.concat_str(pl.col("subject").fill_null("").str.to_lowercase(), pl.col("predicate").str.to_lowercase(),
                             "after", separator=" "),
    )  # fmt: skip
    verbs = lexicon("plover_verbs").with_columns(pattern=pl.format(r"\b(?:{})", "object"))
    by_verb = (
        whole.filter(~pl.col("is_nominal"))
        .select("fact_id", "lemma", "after")
        .join(verbs.rename({"object": "needs"}), on="lemma", how="inner")
        .filter(pl.col("needs").is_null() | pl.col("after").str.contains(pl.col("pattern")))
        .with_columns(
            rank=pl.when(pl.col("needs").is_not_null()).then(0).otherwise(3),
            # Of two that fit, the one whose word comes first: a hunger strike is no strike.
            place=pl.col("after").str.find(pl.col("pattern")),
        )
    )
    nouns = lexicon("plover_nouns").rename({"lemma": "noun"})
    by_object = (
        whole.filter(pl.col("lemma").is_in(_LIGHT) & ~pl.col("is_nominal"))
        .join(nouns, left_on="head", right_on="noun", how="inner")
        .with_columns(recipient=pl.lit("against"), rank=2, place=None)
    )
    by_subject = (
        whole.filter(pl.col("lemma").is_in(_HAPPENS))
        .join(nouns.filter(pl.col("event_type") == "assault"), left_on="subject_head", right_on="noun", how="inner")
        .with_columns(recipient=pl.lit("object"), rank=1, place=None)
    )
    # "air strikes" before "strikes"; an operation is none before it is one against somebody.
    against = pl.when(pl.col("rule").str.contains("(?:preposition|threatened)_object")).then(
        pl.col("lemma") + " against"
    )
    by_noun = pl.concat(
        whole.filter("is_nominal")
        .with_columns(noun=noun, rank=rank)
        .join(nouns, on="noun", how="inner")
        .with_columns(recipient=pl.lit("object"), place=None)
        for rank, noun in enumerate(
            (pl.col("predicate").str.to_lowercase().str.replace("s$", ""), pl.col("lemma"), against)
        )
    )
    columns = ["fact_id", "rank", "place", "event_type", "event_mode", "recipient", "cameo_code"]
    best = (
        pl.concat(
            [frame.select(columns) for frame in (by_verb, by_object, by_subject, by_noun)], how="vertical_relaxed"
        )
        .sort("fact_id", "rank", "place", pl.col("event_mode").is_null())
        .unique("fact_id", keep="first", maintain_order=True)
    )
    governed = _governed(whole).join(
        best.select("fact_id", governed="event_type", governed_mode="event_mode"), on="fact_id", how="left"
    )
    rows = (
        best.join(governed, on="fact_id", how="full", coalesce=True, suffix="_over")
        .with_columns(
            event_mode=pl.when(pl.col("event_type_over").is_null())
            .then("event_mode")
            .when(pl.col("event_type_over") == "threaten")
            .then(threat(pl.col("governed"), pl.col("governed_mode"))),
            event_type=pl.coalesce("event_type_over", "event_type"),
            is_governed=pl.col("event_type_over").is_not_null(),
            cameo_code=_code(pl.coalesce("cameo_code_over", "cameo_code")),
        )
        .filter(pl.col("event_type") != "none")
    )
    return rows.join(whole.select("fact_id", "clause"), on="fact_id", how="left").select(
        "fact_id", "event_type", "event_mode", "cameo_code", "is_governed", "clause", recipient_marker="recipient"
    )


def _governed(facts: pl.DataFrame) -> pl.DataFrame:
    """Facts whose predicate begins with a governor: *refused to* deploy."""
    governors = lexicon("plover_governors")
    begins = pl.coalesce(
        pl.when(pl.col("predicate").str.contains(rf"(?i)\b(?:{forms}) to\s")).then(pl.lit(place))
        for place, forms in enumerate(governors["forms"])
    )
    return (
        facts.select("fact_id", place=begins)
        .drop_nulls("place")
        .join(governors.with_row_index("place").with_columns(pl.col("place").cast(pl.Int32)), on="place", how="inner")
        .select("fact_id", "event_type", "event_mode", "cameo_code")
    )


def threat(event_type: pl.Expr, event_mode: pl.Expr) -> pl.Expr:
    """The mode of a threat, by the type and mode of what is threatened; NULL where the manual has none for it."""
    return pl.coalesce(
        pl.when((event_type == kind) & ((event_mode == mode) if mode else pl.lit(True))).then(pl.lit(threatened))
        for kind, mode, threatened in lexicon("plover_threats").iter_rows()
    )


def head_of(slot: pl.Expr) -> pl.Expr:
    """The noun that heads a slot: the last word before its first preposition, lower case, without a plural's s."""
    core = slot.str.to_lowercase().str.replace(_AFTER_HEAD, "")
    return core.str.extract(r"([\p{L}-]+)$").str.replace(r"([^s])s$", "$1")


def _code(number: pl.Expr) -> pl.Expr:
    """A CAMEO code as it is written: its root, 01 to 20, has two digits."""
    digits = number.cast(pl.String)
    return pl.when(number < 210).then(digits.str.zfill(3)).otherwise(digits.str.zfill(4))
