"""Actor and recipient of an event, by its frame."""

import polars as pl

from transforms.extract.events.matches import head_of
from transforms.lexicons import lexicon

_TOWARDS = ("against", "with", "to", "on", "at", "toward", "towards", "from", "for", "in", "over")
"""Prepositions before the one to whom it is done, where the frame's own is not there; the likeliest first."""
_SLOT = ("", "_start", "_end")


def with_roles(events: pl.DataFrame, arguments: pl.DataFrame) -> pl.DataFrame:
    """Give fact_id, the event's columns, and actor and recipient with their spans.

    The subject acts, of a passive the argument after "by"; a deed or a thing that happens is no actor. The recipient is
    the object, of a passive the subject, or the argument whose preposition the frame names.
    """
    passive = pl.col("rule").str.starts_with("passive")
    marked = arguments.filter(pl.col("time_id").is_null()).select(
        "fact_id",
        marker=pl.col("marker").str.to_lowercase(),
        text="text",
        start="char_start",
        end="char_end",
        role="role",
    )
    by = marked.filter(pl.col("marker") == "by").unique("fact_id", keep="first", maintain_order=True)
    order = {marker: place for place, marker in enumerate(_TOWARDS)}
    towards = (
        marked.filter(pl.col("marker").is_in(_TOWARDS) & ~pl.col("role").is_in(["time", "purpose", "cause"]))
        .join(events.select("fact_id", "recipient_marker"), on="fact_id", how="inner")
        .with_columns(
            rank=pl.when(pl.col("marker") == pl.col("recipient_marker"))
            .then(-1)
            .otherwise(pl.col("marker").replace_strict(order, return_dtype=pl.Int32))
        )
        .sort("fact_id", "rank", "start")
        .unique("fact_id", keep="first", maintain_order=True)
    )
    rows = events.join(by.select("fact_id", by="text", by_start="start", by_end="end"), on="fact_id", how="left").join(
        towards.select("fact_id", "rank", to="text", to_start="start", to_end="end"), on="fact_id", how="left"
    )
    deeds = lexicon("plover_nouns")["lemma"].implode()
    is_deed = head_of(pl.col("subject")).is_in(deeds)
    # "launch an operation" is done to nobody; "a deal with Russia" names the other side itself.
    wanted = pl.col("recipient_marker").fill_null("object")
    by_object = (wanted == "object") & pl.col("object").is_not_null() & ~head_of(pl.col("object")).is_in(deeds)
    within = pl.col("object").str.extract(r"\s(?:with|against|on|between) (.+)$")
    within_start = (pl.col("object_end") - within.str.len_chars()).cast(pl.Int32)
    rows = rows.with_columns(within=within, within_start=within_start, within_end="object_end")
    named = pl.col("within").is_not_null() & (pl.col("rank").fill_null(0) >= 0)
    # An agreement is between its subjects; what is signed is nobody.
    columns = []
    for end in _SLOT:
        subject, other, toward = (pl.col(f"{name}{end}") for name in ("subject", "object", "to"))
        columns += [
            pl.when(passive).then(f"by{end}").when(~is_deed).then(subject).alias(f"actor{end}"),
            pl.when(passive)
            .then(subject)
            .when(by_object)
            .then(other)
            .when(named)
            .then(f"within{end}")
            .when(pl.col("to").is_not_null())
            .then(toward)
            .alias(f"recipient{end}"),
        ]
    whole = _each_other(rows.with_columns(columns))
    # Who says what another must do is the one who asks.
    slots = {"actor": "claimant", "recipient": "subject"}
    asked = [
        pl.when("is_demand").then(f"{slot}{end}").otherwise(f"{role}{end}").alias(f"{role}{end}")
        for role, slot in slots.items()
        for end in _SLOT
    ]
    return whole.with_columns(asked).select(
        "fact_id", "event_type", "event_mode", "event_contexts", "cameo_code",
        *(f"{role}{end}" for role in ("actor", "recipient") for end in _SLOT),
    )  # fmt: skip


def _each_other(events: pl.DataFrame) -> pl.DataFrame:
    """What two do with each other has the other for its recipient: Turkey and Russia signed a deal."""
    clause = ["doc_id", "predicate_start", "object_start"]
    mutual = pl.col("recipient").is_null() & (pl.col("recipient_marker") == "with")
    others = events.filter(mutual).select(*clause, *(pl.col(f"subject{end}").alias(f"other{end}") for end in _SLOT))
    pairs = (
        events.filter(mutual)
        .select("fact_id", "subject_start", *clause)
        .join(others, on=clause, how="inner", nulls_equal=True)
        .filter(pl.col("other_start") != pl.col("subject_start"))
        .sort("fact_id", "other_start")
        .unique("fact_id", keep="first", maintain_order=True)
        .select("fact_id", *(f"other{end}" for end in _SLOT))
    )
    return events.join(pairs, on="fact_id", how="left", maintain_order="left").with_columns(
        pl.coalesce(f"recipient{end}", f"other{end}").alias(f"recipient{end}") for end in _SLOT
    )
