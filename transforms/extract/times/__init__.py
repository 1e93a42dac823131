"""times: sentences and their words in, normalised time expressions out."""

import dataframely as dy
import polars as pl

from transforms.extract.times.anchors import anchored
from transforms.extract.times.context import times_alone, with_tense
from transforms.extract.times.patterns import matches
from transforms.extract.times.phrases import phrases
from transforms.extract.times.values import timex_type, value, with_intervals
from transforms.identity import with_ids
from warehouse.tables import Documents, Names, Sentences, Times, Tokens


def times(
    documents: dy.DataFrame[Documents],
    sentences: dy.DataFrame[Sentences],
    tokens: dy.DataFrame[Tokens],
    names: dy.DataFrame[Names],
) -> dy.DataFrame[Times]:
    """Find time expressions and say which days they mean.

    Shapes built of the lexicons are matched in the sentences; shapes side by side are joined; what is no time in
    its context is left out, by parts of speech, names and the words around. Values follow ISO-TimeML as TIMEX3
    annotates it (TimeML 1.2.1): spans have no preposition; the members of a range are two rows. Expressions are
    counted from the day of publication, or from the last mention that is fine enough ("the following day"; in a
    narrative of the past also months and weekdays); the tense of the clause decides between past and future.
    Without an anchor a value keeps its X and has no interval.

    Parameters
    ----------
    documents, sentences, tokens, names
        The tables of one batch.

    Returns
    -------
    dy.DataFrame[Times]
        Sorted by document and place. ``begins`` and ``ends`` are the days as ``values.with_intervals`` describes;
        ``date_precision`` follows the UCDP GED codebook by their number.
    """
    found = phrases(matches(sentences))
    if found.is_empty():
        return Times.create_empty()
    alone = with_tense(times_alone(found, tokens, names), tokens)
    placed = anchored(
        alone.with_columns(is_point=pl.col("kind").is_in(["calendar", "shift", "clock"])).sort(
            "doc_id", "sentence_id", "start"
        ),
        documents,
    )
    valued = with_intervals(placed.with_columns(timex_type=timex_type())).with_columns(timex_value=value())
    is_hour = pl.when(pl.col("minute").is_not_null()).then(pl.lit("minute")).when(pl.col("hour").is_not_null())
    granularity = (
        pl.when(pl.col("timex_type") != "TIME")
        .then("granularity")
        .otherwise(is_hour.then(pl.lit("hour")).otherwise(pl.lit("part_of_day")))
    )
    rows = valued.with_columns(
        char_start=(pl.col("sentence_start") + pl.col("start")).cast(pl.Int32),
        char_end=(pl.col("sentence_start") + pl.col("end")).cast(pl.Int32),
        granularity=granularity,
        is_relative=pl.col("is_relative") & pl.col("timex_type").is_in(["DATE", "TIME", "DURATION"]),
    )
    return Times.validate(with_ids(rows, "time_id", "t", by=["char_start"]).select(Times.column_names()), cast=True)
