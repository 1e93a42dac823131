from datetime import date, datetime

import polars as pl
import pytest

from transforms.dates import printed_day, printed_instant


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2020-02-20", date(2020, 2, 20)),
        ("2020-2-3", date(2020, 2, 3)),
        ("2020/02/20", date(2020, 2, 20)),
        ("20200220", date(2020, 2, 20)),
        ("20200220140500", date(2020, 2, 20)),
        ("Feb. 20, 2020", date(2020, 2, 20)),
        ("FEBRUARY 20 2020", date(2020, 2, 20)),
        ("20 February 2020", date(2020, 2, 20)),
        ("20th of February, 2020", date(2020, 2, 20)),
        ("20-Feb-2020", date(2020, 2, 20)),
        ("3 JAN 90", date(1990, 1, 3)),
        ("Thu, 20 Feb 2020 14:05:00 +0000", date(2020, 2, 20)),
        ("20/02/2020", date(2020, 2, 20)),
        ("12/31/2019", date(2019, 12, 31)),
        ("02/02/2020", date(2020, 2, 2)),
        # No zone moves the printed day: it is the article's "today".
        ("2020-02-20T23:30:00-05:00", date(2020, 2, 20)),
    ],
)
def test_a_printed_day_is_understood(printed, day):
    assert pl.DataFrame({"date": [printed]}).select(printed_day("date")).item() == day


@pytest.mark.parametrize(
    "printed",
    [
        "02/03/2020",
        "2020-02-30",
        "2020-13-01",
        "yesterday",
        "Feb. 20",
        "2020",
        "1582243200",
        "202002201",
        "",
        None,
    ],
)
def test_what_is_no_sure_day_is_none(printed):
    frame = pl.DataFrame({"date": [printed]}, schema={"date": pl.String})
    assert frame.select(printed_day("date")).item() is None


@pytest.mark.parametrize(
    ("printed", "instant"),
    [
        ("2020-02-20T14:05:00Z", datetime(2020, 2, 20, 14, 5)),
        ("2020-02-20 14:05:09.5 UTC", datetime(2020, 2, 20, 14, 5, 9)),
        ("2020-02-20T23:30:00-05:00", datetime(2020, 2, 21, 4, 30)),
        ("Thu, 20 Feb 2020 02:05:00 +0530", datetime(2020, 2, 19, 20, 35)),
        ("May 5th, 2021 5:05 PM GMT", datetime(2021, 5, 5, 17, 5)),
        ("May 5th, 2021 12:05 a.m. GMT", datetime(2021, 5, 5, 0, 5)),
        ("2020-02-20T14:05:00", None),
        ("2020-02-20", None),
        ("2020-02-20 25:05 UTC", None),
    ],
)
def test_an_instant_needs_a_time_and_a_zone(printed, instant):
    assert pl.DataFrame({"date": [printed]}).select(printed_instant("date")).item() == instant
