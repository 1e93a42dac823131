"""Confidence: how likely a fact is right, by the rule that made it and by what its sentence and its slots look like."""

import polars as pl

from transforms.lexicons import lexicon

_LONG, _VERY_LONG = 30, 45
"""Tokens of a sentence."""
_WORDY = 12
"""Words of a slot."""
_UNSURE = ("dep", "orphan", "goeswith", "reparandum")
_PRONOUN = r"(?i)^(?:i|you|he|she|it|we|they|this|that|these|those|who|which|one|some|others?)$"
_RULES = (
    "shared_subject", "relative_subject", "antecedent_subject", "controlled_subject", "adverbial_subject",
    "possessor_subject", "relative_object", "shared_object", "gap_object", "clause_object", "passive_clause",
    "copula_clause", "existential_clause", "role", "title", "nominal",
)  # fmt: skip
"""Parts of the names of rules; of an active clause with a subject and an object of its own nothing is said."""


def features(facts: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Tell what speaks for and against each fact.

    Parameters
    ----------
    facts
        doc_id, sentence_id, rule, subject, predicate, object, claimant, and the spans char_start, char_end,
        subject_start, subject_end, predicate_start, predicate_end, object_start, object_end.
    tokens
        doc_id, sentence_id, form, deprel.

    Returns
    -------
    pl.DataFrame
        One Boolean column a feature, in the order of ``facts``.
    """
    sentence = ["doc_id", "sentence_id"]
    looks = tokens.group_by(sentence).agg(
        length=pl.len(),
        is_upper=pl.col("form").str.contains(r"^[A-Z]{2,}$").sum() * 2 > pl.len(),
        is_unsure=pl.col("deprel").is_in(_UNSURE).any(),
        is_question=(pl.col("form") == "?").any(),
        is_broken=pl.col("form").is_in(["(", "[", ";", ":", "--", "—"]).any(),
    )
    parts = pl.col("rule").str.split(".")
    words = {slot: pl.col(slot).str.count_matches(" ").fill_null(0) + 1 for slot in ("subject", "object")}
    slots = ("subject", "predicate", "object")
    starts, ends = ([f"{slot}_{end}" for slot in slots] for end in ("start", "end"))
    whole = (pl.col("char_start") == pl.min_horizontal(starts)) & (pl.col("char_end") == pl.max_horizontal(ends))
    return (
        facts.join(looks, on=sentence, how="left", maintain_order="left")
        .select(
            *(parts.list.contains(part).alias(part) for part in _RULES),
            is_pronoun=pl.col("subject").str.contains(_PRONOUN),
            is_wordy_subject=words["subject"] > _WORDY,
            is_wordy_object=words["object"] > _WORDY,
            is_pointed=pl.col("subject").str.contains(r"[,()\[\]“”\";:]"),
            is_bare=pl.col("object").is_null() & whole,
            is_claimed=pl.col("claimant").is_not_null(),
            is_long=pl.col("length") > _LONG,
            is_very_long=pl.col("length") > _VERY_LONG,
            is_upper="is_upper",
            is_unsure="is_unsure",
            is_question="is_question",
            is_broken="is_broken",
        )
        .with_columns(pl.all().fill_null(False))
    )


def confidence(facts: pl.DataFrame, tokens: pl.DataFrame) -> pl.Series:
    """The probability that each fact is right, by logistic regression over ``features``.

    The weights (the lexicon ``fact_confidence``) are fitted by ``tests.quality.confidence`` on facts that were judged
    by hand and on CaRB's dev sentences. Parameters as for ``features``.
    """
    weights = dict(lexicon("fact_confidence").iter_rows())
    told = features(facts, tokens)
    logit = pl.lit(weights["intercept"]) + pl.sum_horizontal(pl.col(name) * weights[name] for name in told.columns)
    return told.select((1 / (1 + (-logit).exp())).round(3)).to_series()
