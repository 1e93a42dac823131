"""Others: who is on the other side of an event where its frame's own slots do not name them."""

import polars as pl

from transforms.extract.events.matches import head_of
from transforms.extract.events.settings import names_power

_INSIDE = (
    r"\b(?:from|by|of|to|with|against)\s+((?:the\s+)?\p{Lu}[\p{L}.’-]*(?:\s(?:of|for|the|\p{Lu}[\p{L}.’-]*|people|army"
    r"|forces?|government|regime|rebels|police|troops))*)"
)
"""Whom an argument names that is nobody itself: to a demand *from the US President*."""
_OWNER = r"^((?:(?i:the)\s+)?[^,;’']+?)[’'][sS]?\s"
_HELP = r"(?i)\b(?:help|support|assistance|consent|backing|approval|permission|aid)\b"
"""With whose help something is done is not to whom: tightened the blockade *with Albania's help*."""
MUTUAL = ("agree", "consult", "cooperate")
"""What two do, they do with each other."""
_TOLD_OF = ("request", "accuse")
_SENTENCE = ["doc_id", "sentence_id"]
_PAIR = r"(?i)^(?P<one>[^,;]+?)\s+and\s+(?P<two>[^,;]+)$"
_OF_TWO = (*MUTUAL, "support", "retreat", "sanction")
_AGREES = r"(?i)\bagree"
_SLOT = ("", "_start", "_end")


def inside(marked: pl.DataFrame) -> pl.DataFrame:
    """Find the power that an argument names which is none itself: responded to a demand *from the US President*."""
    # cooperated with *the authorities*' efforts
    owner = pl.col("text").str.extract(_OWNER)
    is_efforts = names_power(owner) & ~pl.col("text").str.contains(_HELP)
    inner = pl.coalesce(pl.when(is_efforts).then(owner), pl.col("text").str.extract(_INSIDE))
    # find() counts bytes, spans count characters.
    before = pl.col("text").cast(pl.Binary).bin.slice(0, pl.col("text").str.find(inner, literal=True))
    return (
        marked.with_columns(start=pl.col("start") + before.cast(pl.String).str.len_chars().cast(pl.Int32), text=inner)
        .filter(names_power(pl.col("text")))
        .with_columns(end=(pl.col("start") + pl.col("text").str.len_chars()).cast(pl.Int32))
    )


def told(events: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Find the first subject of a clause that is asked for or alleged: demanded that *the United States* match."""
    # Of whom it is promised or announced that they will act is not who it is promised to.
    asks = events.filter(
        pl.col("event_type").is_in(_TOLD_OF)
        & pl.col("rule").str.contains("clause_object")
        & pl.col("object_start").is_not_null()
    )
    return (
        asks.select("fact_id", "doc_id", "sentence_id", "object_start", "object_end")
        .join(
            facts.select(
                "doc_id", "sentence_id", *(pl.col(f"subject{end}").alias(f"asked{end}") for end in _SLOT)
            ).drop_nulls("asked"),
            on=["doc_id", "sentence_id"],
            how="inner",
        )
        .filter(pl.col("asked_start").is_between("object_start", "object_end", closed="left"))
        .sort("fact_id", "asked_start")
        .unique("fact_id", keep="first")
        .select("fact_id", *(f"asked{end}" for end in _SLOT))
    )


def authors(
    events: pl.DataFrame, facts: pl.DataFrame, arguments: pl.DataFrame, answers: tuple[str, ...]
) -> pl.DataFrame:
    """Find who did or said what an event of the types ``answers`` is about.

    Rejected accusations made *by the rebels*, condemned *the army*'s attack: the agent of a participle of the event's
    object, or the subject of the noun that heads it. Returns fact_id, author, author_start, author_end.
    """
    slots = [pl.col(f"subject{end}").alias(f"author{end}") for end in _SLOT]
    answering = events.filter(pl.col("event_type").is_in(answers) & pl.col("object_start").is_not_null()).select(
        "fact_id", "object_start", "object_end", *_SENTENCE, what=head_of(pl.col("object"))
    )
    made = (
        facts.filter(pl.col("rule").str.contains("passive.*antecedent_subject"))
        .select(*_SENTENCE, object_start="subject_start", made="fact_id")
        .join(arguments.filter(pl.col("marker").str.to_lowercase() == "by"), left_on="made", right_on="fact_id")
        .join(answering, on=[*_SENTENCE, "object_start"], how="inner")
        .select("fact_id", author="text", author_start="char_start", author_end="char_end")
    )
    done = (
        facts.filter(pl.col("rule").str.contains("nominal.*(?:possessive|by)_subject"))
        .select(*_SENTENCE, "predicate", "predicate_start", "predicate_end", *slots)
        .join(answering, on=_SENTENCE, how="inner")
        .filter(
            (pl.col("object_start") <= pl.col("predicate_start"))
            & (pl.col("predicate_end") <= pl.col("object_end"))
            & (head_of(pl.col("predicate")) == pl.col("what"))
        )
        .select(made.columns)
    )
    return pl.concat([made, done]).sort("fact_id", "author_start").unique("fact_id", keep="first", maintain_order=True)


def attackers(events: pl.DataFrame) -> pl.DataFrame:
    """Let who attacked act in what it led to: a camp was attacked *by militiamen*, killing 156, whom no camp killed."""
    clause = [*_SENTENCE, "subject_start"]
    attacked = (
        events.filter(
            (pl.col("event_type") == "assault") & pl.col("is_passive") & pl.col("subject_start").is_not_null()
        )
        .sort("fact_id")
        .unique(clause, keep="first")
        .select(*clause, *(pl.col(f"actor{end}").alias(f"attacker{end}") for end in _SLOT), is_attacked=pl.lit(True))
    )
    led_to = pl.col("rule").str.contains("adverbial_subject") & pl.col("is_attacked").fill_null(False)
    led_to &= (pl.col("event_type") == "assault") & ~pl.col("is_passive")
    return events.join(attacked, on=clause, how="left", maintain_order="left").with_columns(
        pl.when(led_to).then(f"attacker{end}").otherwise(f"actor{end}").alias(f"actor{end}") for end in _SLOT
    )


def between(events: pl.DataFrame, arguments: pl.DataFrame) -> pl.DataFrame:
    """Give what was made between two, by nobody else that is named, both: the treaty signed between *A* and *B*."""
    pairs = (
        arguments.filter(pl.col("marker").str.to_lowercase() == "between")
        .with_columns(both=pl.col("text").str.extract_groups(_PAIR))
        .unnest("both")
        .drop_nulls("one")
        .unique("fact_id", keep="first", maintain_order=True)
        .select(
            "fact_id",
            "one",
            "two",
            one_start="char_start",
            one_end=(pl.col("char_start") + pl.col("one").str.len_chars()).cast(pl.Int32),
            two_start=(pl.col("char_end") - pl.col("two").str.len_chars()).cast(pl.Int32),
            two_end="char_end",
        )
    )
    is_open = pl.col("actor").is_null() & pl.col("one").is_not_null() & pl.col("event_type").is_in(_OF_TWO)
    given = {"actor": "one", "recipient": "two"}
    return events.join(pairs, on="fact_id", how="left", maintain_order="left").with_columns(
        pl.when(is_open).then(f"{side}{end}").otherwise(f"{role}{end}").alias(f"{role}{end}")
        for role, side in given.items()
        for end in _SLOT
    )


def each_other(events: pl.DataFrame) -> pl.DataFrame:
    """Give what two do with each other the other for its recipient: Turkey and Russia signed a deal."""
    clause = ["doc_id", "predicate_start", "object_start"]
    # What two promise or offer is for others: only who agrees, agrees with the other.
    is_mutual = (pl.col("recipient_marker") == "with") | (
        pl.col("event_type").is_in(MUTUAL)
        & ((pl.col("event_type") != "agree") | pl.col("predicate").str.contains(_AGREES))
    )
    mutual = pl.col("recipient").is_null() & is_mutual & pl.col("actor").is_not_null()
    others = events.filter(mutual).select(*clause, *(pl.col(f"subject{end}").alias(f"other{end}") for end in _SLOT))
    pairs = (
        events.filter(mutual)
        .select("fact_id", "subject_start", *clause)
        .join(others, on=clause, how="inner", nulls_equal=True)
        .filter(pl.col("other_start") != pl.col("subject_start"))
        .sort("fact_id", "other_start")
        .unique("fact_id", keep="first")
        .select("fact_id", *(f"other{end}" for end in _SLOT))
    )
    return events.join(pairs, on="fact_id", how="left", maintain_order="left").with_columns(
        pl.coalesce(f"recipient{end}", f"other{end}").alias(f"recipient{end}") for end in _SLOT
    )
