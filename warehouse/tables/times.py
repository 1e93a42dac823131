"""times: time expressions, normalised."""

import dataframely as dy

from warehouse import columns

TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")
GRANULARITIES = (
    "second", "minute", "hour", "part_of_day", "day", "weekend", "week", "month", "quarter",
    "season", "half_year", "year", "decade", "century", "millennium", "unspecified",
)  # fmt: skip


class Times(dy.Schema):
    """Time expressions with their ISO-TimeML values and the interval of days that they denote."""

    doc_id = columns.doc_id()
    time_id = columns.identifier("The time expression.", key=True)
    sentence_id = columns.sentence_id()
    char_start = columns.char_start()
    char_end = columns.char_end()
    text = columns.text("The expression as printed.", nullable=False)
    timex_type = columns.word(TIMEX_TYPES, "TIMEX3 type.")
    timex_value = columns.text("ISO-TimeML value.")
    begins = columns.begins()
    ends = columns.ends()
    granularity = columns.word(GRANULARITIES, "The unit that the expression is exact to.", nullable=True)
    is_relative = columns.flag("Whether the expression needs an anchor to be understood.")
    anchor_on = columns.date("The day that a relative expression was counted from.")
    date_precision = dy.Int32(
        nullable=True, min=1, max=5, description="UCDP date precision: 1 the exact day … 5 more than a month."
    )
