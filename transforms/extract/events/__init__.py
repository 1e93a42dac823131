"""events: facts that are political events, typed as PLOVER types them, with who did it to whom."""

import dataframely as dy
import polars as pl

from transforms.extract.events.matches import matched
from transforms.extract.events.roles import with_roles
from transforms.lexicons import lexicon
from warehouse.tables import Arguments, Facts, Sentences

# What is only promised is an agreement to come, what is only announced against somebody a threat.
_FRIENDLY = ("support", "cooperate", "aid", "consult", "concede", "retreat")
_REFUSED = ("support", "cooperate", "aid", "consult", "concede", "agree")
_THREATS = {
    "assault": "violence", "coerce": "restrict", "sanction": "relations", "mobilize": None, "protest": None,
}  # fmt: skip
_PLANS = r"(?i)\b(?:ready|willing|prepared|set|about|plan\w*|intend\w*|decid\w+) to\b"


def typed(
    facts: dy.DataFrame[Facts], arguments: dy.DataFrame[Arguments], sentences: dy.DataFrame[Sentences]
) -> dy.DataFrame[Facts]:
    """Fill event_type, event_mode, event_contexts, cameo_code, actor and recipient of facts.

    The most specific row of the lexicons that fits a predicate with its object and arguments tells; a fact that none
    fits, or whose sentence is of sport or the arts, is no event. Types, modes and contexts follow the PLOVER manual
    0.8; as it asks, what an actor says it will do for somebody is an agreement and against somebody a threat. Negation
    and standing stay in the fact's own columns.
    """
    texts = sentences.select("doc_id", "sentence_id", told=pl.col("text").str.to_lowercase())
    told = facts.select(pl.exclude("event_type", "event_mode", "cameo_code", "event_contexts")).join(
        texts, on=["doc_id", "sentence_id"], how="left", maintain_order="left"
    )
    found = matched(told, arguments)
    events = told.join(found, on="fact_id", how="inner", maintain_order="left").filter(
        ~pl.col("told").str.contains(rf"\b(?:{_words('none')})")
    )
    is_plan = (pl.col("status") == "future") | pl.col("predicate").str.contains(_PLANS)
    announced = is_plan & ~pl.col("is_governed") & ~pl.col("is_negated")
    # "will not accept refugees" rejects; "must agree" demands, of the subject, what it tells.
    rejects = pl.col("is_negated") & ~pl.col("is_governed") & pl.col("event_type").is_in(_REFUSED)
    demands = pl.col("predicate").str.contains(r"(?i)\b(?:must|should|ought|ha(?:s|ve) to)\b") & (
        pl.col("claimant").is_not_null()
    )
    friendly = announced & pl.col("event_type").is_in(_FRIENDLY) & (pl.col("event_mode") != "resign").fill_null(True)
    hostile = announced & pl.col("event_type").is_in(list(_THREATS))
    standing = events.with_columns(
        is_demand=demands,
        event_type=pl.when(demands)
        .then(pl.lit("request"))
        .when(rejects)
        .then(pl.lit("reject"))
        .when(friendly)
        .then(pl.lit("agree"))
        .when(hostile)
        .then(pl.lit("threaten"))
        .otherwise("event_type"),
        event_mode=pl.when(friendly | demands | rejects)
        .then(None)
        .when(hostile)
        .then(pl.col("event_type").replace_strict(_THREATS, default=None, return_dtype=pl.String))
        .when((pl.col("event_type") == "assault") & pl.col("event_mode").is_null())
        .then(_weapon())
        .otherwise("event_mode"),
        cameo_code=pl.when(demands)
        .then(pl.lit("100"))
        .when(rejects)
        .then(pl.lit("120"))
        .when(friendly)
        .then(pl.lit("030"))
        .when(hostile)
        .then(pl.lit("130"))
        .otherwise("cameo_code"),
        event_contexts=_contexts(),
    )
    rows = with_roles(standing, arguments)
    whole = facts.select(
        pl.exclude("event_type", "event_mode", "cameo_code", "event_contexts", "^(actor|recipient)(_start|_end)?$")
    ).join(rows, on="fact_id", how="left", maintain_order="left")
    return Facts.validate(whole.select(Facts.column_names()), cast=True)


def _words(context: str) -> str:
    return str(lexicon("plover_contexts").filter(pl.col("context") == context)["words"].item())


def _contexts() -> pl.Expr:
    """The contexts whose words stand in the sentence, in the order of the lexicon; NULL for none."""
    rows = lexicon("plover_contexts").filter(pl.col("context") != "none")
    found = pl.concat_list(
        pl.when(pl.col("told").str.contains(rf"\b(?:{words})")).then(pl.lit(context))
        for context, words in rows.iter_rows()
    ).list.drop_nulls()
    return pl.when(found.list.len() > 0).then(found)


def _weapon() -> pl.Expr:
    """The mode of an assault by the weapons in its clause; NULL for none."""
    return pl.coalesce(
        pl.when(pl.col("clause").str.contains(rf"\b(?:{words})")).then(pl.lit(mode))
        for mode, words in lexicon("plover_weapons").iter_rows()
    )
