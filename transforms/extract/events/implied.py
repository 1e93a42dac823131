"""Implied actors: who acts in an event whose own clause does not say it, by what stands beside it."""

import polars as pl

from transforms.extract.events.settings import names_power

_DEEDS = ("in", "during", "by", "from", "after", "as a result of")
"""Prepositions between who is killed and the deed that killed them."""
SLOT = ("", "_start", "_end")
_FIGHTS = ("clash", "battle", "fighting", "combat", "skirmish", "gunbattle", "firefight", "shootout")
_WHERE = r"(?i)\s(?:on|in|at|near|along|outside)\s.*$"
_AIMED = (
    r"\b(?:against|of|from|by|on)\s+((?:(?:the|former|President|Prime Minister|King)\s+)*"
    r"\p{Lu}[\p{L}.’-]*(?:\s\p{Lu}[\p{L}.’-]*)*(?:\s(?:government|regime|authorities|army|police))?)"
)
"""At whom a demand or a protest is aimed: to demand reforms *by President X*, in protest *of the Y government*'s …"""
_KEYS = ["doc_id", "sentence_id"]


def implied_actors(events: pl.DataFrame, facts: pl.DataFrame, arguments: pl.DataFrame) -> pl.DataFrame:
    """Find who acts in clauses whose own words name nobody that does.

    Of an assault, who does the deed that it befell somebody in: killed *in shelling by the army*, died *in a rebel
    raid*. Of what a deed did, who did the deed: *Israeli air strikes* killed five. Of what was made *with* somebody
    ("a deal signed with Russia"), the nearest power before it that is the subject of a clause.

    Parameters
    ----------
    events
        fact_id, doc_id, sentence_id, event_type, recipient_marker, is_passive, subject_start, subject_end,
        predicate_start, rule.
    facts, arguments
        The tables.

    Returns
    -------
    pl.DataFrame
        fact_id, implied, implied_start, implied_end: one row a fact that has one.
    """
    passive = events.filter("is_passive")
    subjects = facts.select(
        *_KEYS,
        "rule",
        "predicate_start",
        "predicate_end",
        *(pl.col(f"subject{end}").alias(f"implied{end}") for end in SLOT),
    ).drop_nulls("implied")
    of_nouns = subjects.filter(pl.col("rule").str.starts_with("nominal"))
    befallen = events.filter(
        (pl.col("event_type") == "assault")
        & ("is_passive" | (pl.col("recipient_marker") == "subject").fill_null(False))
    )
    doing = (
        events.filter(~pl.col("is_passive") & pl.col("subject_start").is_not_null())
        .select("fact_id", *_KEYS, "subject_start", "subject_end")
        # Of a clash between two, either may have done it.
        .join(of_nouns.filter(~pl.col("rule").str.contains("between")), on=_KEYS, how="inner")
        .filter(
            (pl.col("subject_start") <= pl.col("predicate_start"))
            & (pl.col("predicate_end") <= pl.col("subject_end"))
            & (pl.col("subject_start") <= pl.col("implied_start"))
        )
        .sort("fact_id", "predicate_start")
        .select("fact_id", *(f"implied{end}" for end in SLOT))
    )
    # Killed in a clash with guerrillas: by them.
    fought = (
        facts.filter(
            pl.col("rule").str.contains("nominal.*preposition_object") & pl.col("predicate_lemma").is_in(_FIGHTS)
        )
        .select(
            *_KEYS,
            "predicate_start",
            "predicate_end",
            implied=pl.col("object").str.replace(_WHERE, ""),
            implied_start="object_start",
        )
        .drop_nulls("implied")
        .with_columns(implied_end=(pl.col("implied_start") + pl.col("implied").str.len_chars()).cast(pl.Int32))
    )
    deeds = (
        arguments.filter(pl.col("marker").str.to_lowercase().is_in(_DEEDS))
        .select("fact_id", "char_start", "char_end")
        .join(befallen.select("fact_id", *_KEYS), on="fact_id", how="inner")
        .join(pl.concat([of_nouns.select(fought.columns), fought]), on=_KEYS, how="inner")
        .filter((pl.col("char_start") <= pl.col("predicate_start")) & (pl.col("predicate_end") <= pl.col("char_end")))
        .sort("fact_id", "predicate_start")
        .select("fact_id", *(f"implied{end}" for end in SLOT))
    )
    partners = (
        passive.filter((pl.col("recipient_marker") == "with") & pl.col("rule").str.contains("antecedent"))
        .select("fact_id", *_KEYS, at="predicate_start")
        .join(subjects.filter(names_power(pl.col("implied"))), on=_KEYS, how="inner")
        .filter(pl.col("predicate_end") <= pl.col("at"))
        .sort("fact_id", "implied_start", descending=[False, True])
        .select("fact_id", *(f"implied{end}" for end in SLOT))
    )
    return pl.concat([deeds, doing, partners]).unique("fact_id", keep="first", maintain_order=True)


def aimed_at(events: pl.DataFrame, arguments: pl.DataFrame) -> pl.DataFrame:
    """Find at whom protests are aimed, where only what they are for says it: *to demand reforms by* the government.

    Parameters
    ----------
    events
        fact_id, event_type.
    arguments
        The table.

    Returns
    -------
    pl.DataFrame
        fact_id, aim, aim_start, aim_end: the first power that an argument names so; one row a fact that has one.
    """
    whole = pl.concat_str(pl.col("marker").fill_null(""), "text", separator=" ")
    told = (
        arguments.join(events.filter(pl.col("event_type") == "protest").select("fact_id"), on="fact_id", how="semi")
        .filter(pl.col("time_id").is_null() & (pl.col("role") != "time"))
        .with_columns(aim=whole.str.extract(_AIMED))
        .filter(names_power(pl.col("aim")))
    )
    # find() counts bytes, spans count characters.
    before = pl.col("text").cast(pl.Binary).bin.slice(0, pl.col("text").str.find(pl.col("aim"), literal=True))
    return (
        told.with_columns(aim_start=(pl.col("char_start") + before.cast(pl.String).str.len_chars()).cast(pl.Int32))
        .drop_nulls("aim_start")
        .with_columns(aim_end=(pl.col("aim_start") + pl.col("aim").str.len_chars()).cast(pl.Int32))
        .sort("fact_id", "aim_start")
        .unique("fact_id", keep="first", maintain_order=True)
        .select("fact_id", "aim", "aim_start", "aim_end")
    )
