"""Matches: which row of PLOVER's lexicons fits each fact best."""

import polars as pl

from transforms.extract.events.candidates import by_noun, by_verb
from transforms.lexicons import lexicon

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
_DATED = (
    r"\b(?:\d{1,2} (?:march|may)|(?:march|may) \d{1,2}"
    r"|(?:in|since|until|by|last|next|this|early|late|mid-?) ?(?:march|may))\b"
)
"""Months that are verbs and nouns of events too."""
_HANGING = r"(?s)\s(?:for|to|on|upon|with|against|from|at|by)\s.*$"
"""What hangs on the noun before a passive is no argument of the verb: an institute *for* studies is called …"""
_AFTER_HEAD = (
    r"(?s)(?:\s+(?:of|in|at|on|for|to|by|with|against|from|over|between|near|into|that|which|who)\s|,\s|\("
    r"|\s\p{L}+ing\s(?:the|an?|its|his|her|their|all)\s).*$"
)


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
    is_clause = pl.col("rule").str.contains("clause_object")
    whole = facts.join(said, on="fact_id", how="left", maintain_order="left").with_columns(
        lemma=pl.col("predicate_lemma").str.to_lowercase(),
        after=pl.concat_str(
            pl.col("predicate").str.extract(r"(\S+)$").fill_null(""),
            # What stands before a passive tells last, and what is a clause of its own.
            pl.when(~pl.col("is_passive") & ~is_clause).then("theme").fill_null(""),
            pl.col("said").fill_null(""),
            pl.when("is_passive")
            .then(pl.col("theme").str.replace(_HANGING, ""))
            .when(is_clause)
            .then("theme")
            .fill_null(""),
            separator=" ",
        )
        .str.to_lowercase()
        .str.replace_all(_DATED, ""),
        doer=pl.when("is_passive")
        .then(pl.col("said").str.to_lowercase().str.extract(r"(?:^|\s)by (.*)$"))
        .otherwise(pl.col("subject").str.to_lowercase()),
        head=head_of(pl.col("theme")),
        subject_head=head_of(pl.col("subject")),
        is_nominal=pl.col("rule").str.starts_with("nominal"),
    )
    whole = whole.with_columns(
        clause=pl.concat_str(pl.col("subject").fill_null("").str.to_lowercase(), pl.col("predicate").str.to_lowercase(),
                             "after", separator=" "),
    )  # fmt: skip
    candidates = pl.concat([by_verb(whole), by_noun(whole)], how="vertical_relaxed")
    best = candidates.sort("fact_id", "rank", "place", pl.col("event_mode").is_null(), nulls_last=True).unique(
        "fact_id", keep="first", maintain_order=True
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
