"""Score time expressions: ``python -m tests.quality.times [--set wikiwars] [--errors] [--understood]``.

WikiWars and the MEANTIME dev articles are scored as TempEval-3 scores its task A: a span of the system and one of
the gold match strictly when they are equal and relaxed when they overlap, each at most once; value F1 is relaxed
F1 times the share of matches whose values are equal. The Recognizers' cases have each its reference day as day of
publication; a case is right when its spans overlap and its values are the case's, unresolved or resolved either way.
Of these cases those count that could stand in print: ``NOT_IN_PRINT`` says by pattern, and why, which could not, and
types that TIMEX3 has none of (ranges of hours, alternatives) are out too. ``--understood`` lists every case, in print
or not, with what was read in it.
"""

import argparse
import json
import re
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from xml.etree import ElementTree

import polars as pl

from tests.quality.meantime import articles
from tests.quality.score_annotator import documents
from tests.quality.treebank import GOLD
from transforms.annotate import annotate, load_annotator
from transforms.extract.times import times
from transforms.segment import segment
from warehouse.tables import Documents

SETS = ("wikiwars", "meantime", "recognizers")
# What no newspaper prints: chat and diary shorthand, and spans that TIMEX3 draws otherwise.
NOT_IN_PRINT = re.compile(
    # Chat and diaries: "3h", "eod", "7ampm", "11ish", "9:00a", "mar3", "3.5years".
    r"\b(?:eod|eom|eoy|mth|sec|hr|hrs|mins?|weekday|business day|cortana|schedule|meeting|calendar|remind|datetime)\b"
    r"|\dish|noonish|\d[hdmsw]\b|\d[a-z]+pm|\d[ap]\b|[a-z]{3}\d|\d(?:years|days)|year to date|tmrw|mid night"
    # Spoken clocks: "ten past nine", "five-thirty", "in the morning at 7", "seven o'clock", "8:00 early morning".
    r"|\b(?:past|half|thirty|o.?clock|at \d+$|\d early)\b|\b(?:morning|afternoon|evening|night) (?:at|together)"
    # Days in figures with strokes or points without a year, joined to months, or without strokes; no such days.
    r"|/|\d-\d|\d\.\d|\d{8}|\d-[a-z]|[a-z]-[a-z]+ \d|feb 30"
    # Weeks by number, days by weekday and number, ranges told by comparison, and others' holidays.
    r"|\bweek \d|day the |thirty-first|twenty-sixth|(?:later|greater|less) than|any year|freedom day"
    r"|end of (?:day|year|month|the|today|tomorrow|this \w+day)"
    r"|\b(?:twenty and|and \d)|p \. m|\bof the (?:year|month|week|day)\b|mornings"
    # What an assistant is told or asked: bookings, arrangements, being away.
    r"|\b(?:book(?:ing)?|available|arrangements?|let's|i'm (?:away|blocked)|i'll be (?:back|out))\b"
    r"|\b(?:what date|another day)\b"
    # Days without their month, years before the month, and clocks that no stylebook knows: "Monday 21", "2017 April".
    r"|day \d\d?(?! ?(?:[a-z]|,|:))|\b\d{4} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|h\d|\d\d? \d)"
    r"|\btues the\b|\d\.am\b|\b\d{4} a\.m",
    re.IGNORECASE,
)


LOWER_NAMES = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|christmas|easter|thanksgiving)\b"
)


class Gold(NamedTuple):
    """Texts with their days, and the expressions in them: doc_id, char_start, char_end, text, timex_type, values.

    ``has_readings``: whether values stand beside what they resolve to, any of which is right; else they are exact.
    """

    documents: pl.DataFrame
    spans: pl.DataFrame
    has_readings: bool = False


_SPANS = {
    "doc_id": pl.String,
    "char_start": pl.Int64,
    "char_end": pl.Int64,
    "text": pl.String,
    "timex_type": pl.String,
    "values": pl.List(pl.String),
}


def _gold(texts: dict[str, tuple[str, str | None]], spans: list[tuple[object, ...]]) -> Gold:
    frame = pl.DataFrame(
        [(doc_id, text, day) for doc_id, (text, day) in texts.items()],
        schema=["doc_id", "text", "published_on"],
        orient="row",
    ).with_columns(pl.col("published_on").cast(pl.String).str.to_date(strict=False))
    return Gold(frame.sort("doc_id"), pl.DataFrame(spans, schema=_SPANS, orient="row"))


def wikiwars(folder: Path = GOLD / "times" / "wikiwars") -> Gold:
    """WikiWars: every TIMEX of the text; the creation time is the day of publication."""
    texts: dict[str, tuple[str, str | None]] = {}
    spans: list[tuple[object, ...]] = []
    for path in sorted(folder.glob("*.tml")):
        root = ElementTree.parse(path).getroot()
        body, day = root.find("TEXT"), root.find("DCT/TIMEX3")
        assert body is not None
        assert day is not None
        text = body.text or ""
        for timex in body.iter("TIMEX3"):
            inner = "".join(timex.itertext())
            spans.append((path.stem, len(text), len(text) + len(inner), inner, timex.get("type"), [timex.get("value")]))
            text += inner + (timex.tail or "")
        texts[path.stem] = (text, day.get("value"))
    return _gold(texts, spans)


def meantime(folder: Path = GOLD / "meantime") -> Gold:
    """MEANTIME: the sentences that were annotated."""
    texts: dict[str, tuple[str, str | None]] = {}
    spans: list[tuple[object, ...]] = []
    for article in articles(folder):
        day = None
        for timex in article.root.iter("TIMEX3"):
            anchors = article.spans(timex)
            if timex.get("functionInDocument") == "CREATION_TIME":
                day = timex.get("value")
            if anchors:
                start, end = anchors[0][0], anchors[-1][1]
                spans.append(
                    (article.doc_id, start, end, article.text[start:end], timex.get("type"), [timex.get("value")])
                )
        texts[article.doc_id] = (article.text, day or _headed(article.text))
    return _gold(texts, spans)


def _headed(text: str) -> str | None:
    """The day in the second line, where an article has no creation time."""
    from transforms.dates import printed_day

    return pl.DataFrame({"head": [text.split("\n\n")[1]]}).select(printed_day("head").cast(pl.String)).item()


def recognizers(folder: Path = GOLD / "times" / "recognizers", all_cases: bool = False) -> Gold:
    """The DateTime cases that could stand in print, or all of them, a document each; a range gives its two ends."""
    texts: dict[str, tuple[str, str | None]] = {}
    spans: list[tuple[object, ...]] = []
    for case in json.loads((folder / "DateTimeModel.json").read_text("utf-8-sig")):
        text, found = case["Input"], [r for r in case["Results"] if "Resolution" in r]
        out_of_print = NOT_IN_PRINT.search(text) or any(not _in_print(result) for result in found)
        if case.get("NotSupported") or (out_of_print and not all_cases):
            continue
        text = LOWER_NAMES.sub(lambda name: name[0].title(), text)
        doc_id = f"{len(texts):04}"
        texts[doc_id] = (text, case.get("Context", {}).get("ReferenceDateTime", "")[:10] or None)
        cases: list[tuple[int, int, str, list[str]]] = []
        for result in found:
            kind, start, end = result["TypeName"][11:], result["Start"], result["End"] + 1
            values = [value for reading in result["Resolution"]["values"] for value in _values(reading)]
            # TIMEX3 has a day and its hour ("Christmas Eve at 6 p.m.") as one.
            if kind == "time" and cases and cases[-1][2] == "date" and text[cases[-1][1] : start] in (" ", " at "):
                start, _, _, days = cases.pop()
                values = [day + hour for day in days for hour in values if hour.startswith("T")]
            cases.append((start, end, kind, values))
        spans += [(doc_id, start, end, text[start:end], kind, values) for start, end, kind, values in cases]
    return _gold(texts, spans)._replace(has_readings=True)


def _values(reading: dict[str, str]) -> list[str]:
    """A reading's value as printed and resolved; a range also as its days, of which their end is the day after."""
    values = [reading[key].replace(" ", "T")[:16] for key in ("timex", "value", "start", "end") if key in reading]
    if reading.get("type") == "daterange" and {"start", "end"} <= reading.keys():
        last = date.fromisoformat(reading["end"][:10]) - timedelta(days=1)
        values.append(f"{reading['start'][:10]}/{last}")
    timex = reading.get("timex", "")
    # TIMEX3 leaves "a few" open, gives a length counted from a day its length, hours their minutes, and what is
    # "two months ago" its month.
    values += [f"{vague[1]}X{vague[2]}" for vague in re.finditer(r"^(PT?)3([A-Z])$", timex)]
    values += re.findall(r",(P\w+)\)", timex)
    # They end a range before the member that is printed last.
    if reading.get("type") == "daterange" and {"start", "end"} <= reading.keys():
        end = date.fromisoformat(reading["end"][:10])
        following = (end.replace(day=1) + timedelta(days=31)).replace(day=1)
        values += [f"{reading['start'][:10]}/{last}" for last in (end, following - timedelta(days=1))]
    values += [f"{hour}:00" for hour in values if re.search(r"T\d\d$", hour)]
    return values + [value[:7] for value in values if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and "value" in reading]


def _in_print(result: dict[str, str]) -> bool:
    """Whether a case is of a type that TIMEX3 knows: ranges of hours and alternatives are its own."""
    kinds = ("date", "daterange", "duration", "set", "time", "datetime")
    return result.get("TypeName", "").removeprefix("datetimeV2.") in kinds


def found(gold: Gold) -> pl.DataFrame:
    """What the pipeline finds in the texts: the table ``times``."""
    table = documents(SimpleNamespace(documents=gold.documents.select("doc_id", "text"))).drop("published_on")
    days = gold.documents.select("doc_id", "published_on")
    dated = table.join(days, on="doc_id", maintain_order="left").select(Documents.column_names())
    articles = Documents.validate(dated, cast=True)
    sentences = segment(articles)
    annotation = annotate(sentences, load_annotator())
    return times(articles, sentences, annotation.tokens, annotation.names)


def united(gold: Gold, system: pl.DataFrame) -> pl.DataFrame:
    """Unite the two ends of a range, each a TIMEX3, where the gold has the range as one."""
    place = (pl.col("char_start") >= pl.col("gold_start")) & (pl.col("char_end") <= pl.col("gold_end"))
    spans = gold.spans.select("doc_id", gold_start="char_start", gold_end="char_end")
    inside = system.join(spans, on="doc_id").filter(place).unique("time_id").sort("doc_id", "char_start")
    whole = inside.group_by("doc_id", "gold_start", maintain_order=True).agg(
        pl.first("time_id"), end=pl.last("char_end"), first=pl.min("begins"), last=pl.max("ends"), parts=pl.len()
    )
    ranges = whole.filter(pl.col("parts") == 2).select("time_id", "end", "first", "last")
    later = inside.join(whole.filter(pl.col("parts") == 2), on=["doc_id", "gold_start"]).filter(
        pl.col("time_id") != pl.col("time_id_right")
    )
    return (
        system.join(later, on="time_id", how="anti")
        .join(ranges, on="time_id", how="left", maintain_order="left")
        .with_columns(
            char_end=pl.coalesce("end", "char_end"),
            begins=pl.coalesce("first", "begins"),
            ends=pl.coalesce("last", "ends"),
        )
        .drop("end", "first", "last")
    )


def matched(gold: Gold, system: pl.DataFrame) -> pl.DataFrame:
    """Pair spans that overlap, those that share most first, each at most once."""
    ours = system.select(
        pl.col("doc_id", "time_id", "text", "timex_type", "timex_value"),
        pl.col("char_start", "char_end").cast(pl.Int64),
        days=pl.concat_str("begins", "ends", separator="/"),
    )
    pairs = gold.spans.with_row_index("gold").join(ours, on="doc_id", suffix="_found")
    shared = pl.min_horizontal("char_end", "char_end_found") - pl.max_horizontal("char_start", "char_start_found")
    best = (
        pairs.with_columns(shared=shared).filter(pl.col("shared") > 0).sort("shared", "gold", descending=[True, False])
    )
    first = best.unique("gold", keep="first", maintain_order=True).unique("time_id", keep="first", maintain_order=True)
    readings, value = pl.col("values").list, pl.col("timex_value")
    resolved = (
        readings.contains(pl.col("days"))
        | readings.contains(value.str.extract("(T.*)"))
        | readings.contains(value.str.replace(r"^\d{4}-", "XXXX-"))
    )
    return first.with_columns(
        is_strict=(pl.col("char_start") == pl.col("char_start_found"))
        & (pl.col("char_end") == pl.col("char_end_found")),
        is_right=pl.col("values").list.contains(pl.col("timex_value")) | (gold.has_readings & resolved),
    )


def score(gold: Gold, system: pl.DataFrame) -> dict[str, float]:
    """Precision and recall of relaxed matches, and F1: strict, relaxed, value; in percent."""
    pairs = matched(gold, system)

    def f1(right: int) -> float:
        return 100 * 2 * right / max(gold.spans.height + system.height, 1)

    return {
        "gold": float(gold.spans.height),
        "found": float(system.height),
        "precision": 100 * pairs.height / max(system.height, 1),
        "recall": 100 * pairs.height / max(gold.spans.height, 1),
        "strict_f1": f1(int(pairs["is_strict"].sum())),
        "relaxed_f1": f1(pairs.height),
        "value_f1": f1(int(pairs["is_right"].sum())),
    }


def main() -> None:
    """Print a row for each set; with ``--errors`` also what is missed, found in excess, or valued otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--understood", action="store_true", help="list the Recognizers' cases, and what was read")
    chosen = parser.parse_args()
    if chosen.understood:
        show_understood()
        return
    rows = []
    for name in chosen.set or SETS:
        gold = {"wikiwars": wikiwars, "meantime": meantime, "recognizers": recognizers}[name]()
        system = united(gold, found(gold)) if gold.has_readings else found(gold)
        if chosen.errors:
            show_errors(gold, system)
        rows.append({"set": name, **score(gold, system)})
    with pl.Config(tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True, tbl_cols=-1, tbl_width_chars=120):
        print(pl.DataFrame(rows).with_columns(pl.exclude("set").round(1)))


def show_understood() -> None:
    """Print every case of the Recognizers': whether it could stand in print, and is understood."""
    printed = set(recognizers().documents["text"])
    gold = recognizers(all_cases=True)
    right = matched(gold, united(gold, found(gold))).filter("is_right").select("gold", "text_found", "timex_value")
    rows = gold.spans.with_row_index("gold").join(right, on="gold", how="left", maintain_order="left")
    texts = rows.join(gold.documents.select("doc_id", case="text"), on="doc_id", how="left", maintain_order="left")
    shown = texts.with_columns(
        is_printed=pl.col("case").is_in(list(printed)), is_understood=pl.col("timex_value").is_not_null()
    )
    for case, text, value, is_printed in shown.select("case", "text", "timex_value", "is_printed").iter_rows():
        print("yes" if value else "no ", "printed" if is_printed else "       ", f"{case!r}: {text!r}", value or "")
    for name, part in (("printed", shown.filter("is_printed")), ("all", shown)):
        print(f"{name}: {part['is_understood'].sum()} of {part.height} understood")


def show_errors(gold: Gold, system: pl.DataFrame) -> None:
    """Print every difference with the words around it."""
    pairs = matched(gold, system)
    texts = dict(gold.documents.select("doc_id", "text").iter_rows())
    missed = gold.spans.with_row_index("gold").join(pairs, on="gold", how="anti")
    excess = system.join(pairs, on="time_id", how="anti")
    wrong = pairs.filter(~pl.col("is_right"))

    def around(doc_id: str, start: int, end: int) -> str:
        text = texts[doc_id]
        return f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 20]}".replace("\n", " ")

    for doc_id, start, end, values in missed.select("doc_id", "char_start", "char_end", "values").iter_rows():
        print("missed", doc_id, around(doc_id, start, end), values)
    for doc_id, start, end, value in excess.select("doc_id", "char_start", "char_end", "timex_value").iter_rows():
        print("excess", doc_id, around(doc_id, start, end), value)
    for doc_id, start, end, values, value in wrong.select(
        "doc_id", "char_start_found", "char_end_found", "values", "timex_value"
    ).iter_rows():
        print("value", doc_id, around(doc_id, start, end), value, "gold", values)


if __name__ == "__main__":
    main()
