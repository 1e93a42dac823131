"""Score quantities: ``python -m tests.quality.quantities [--set Number] [--errors]``.

Cases of Microsoft's Recognizers-Text (MIT) and of quantulum3 (MIT), annotated by the shipped model, without times, so
that durations count too. A case is right when every amount in it is found, at an overlapping place, with its value
and its unit, and when nothing else of the kind is found. Cases that no newspaper would print are left out of the
second figure; ``_NOT_PRINTED`` says which.
"""

import argparse
import json
import math
import os
import re
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import polars as pl

from tests.quality.score_annotator import documents
from transforms.annotate import Annotator, annotate, load_annotator
from transforms.extract.quantities import quantities
from transforms.extract.quantities.units import units
from transforms.segment import segment
from warehouse.tables import Times

GOLD = Path(os.environ.get("NEWSLEDGER_GOLD", Path(__file__).parents[3] / "shared" / "gold")) / "quantities"
# What no newspaper prints.
_NOT_PRINTED = re.compile(
    r"""
    \^ | \de[+-]?\d | \dx?10- | ×10 | x10          # powers
    | \b(?:point|nought|naught)\b                  # decimals as they are spoken
    | \bover\s(?:\d|one|three|twenty)              # fractions as they are spoken
    | (?:hundred|thousand|illion|ty|ty[\s-]\w+)[\s-]?(?:th|ths|fifths?|firsts?|thirds)\b | ninths | \btwenty\sfifths
    | \b(?:negative|minus)\s[a-z] | ^\s?-\s        # signs as words, or apart from their figure
    | \d[GMk]\b$ | \d\s[GMk]\b | \blakh\scrore | dzs|dozs|dozens$ | \bmil\b | 1MM\b | tln
    | \d\.\d+\.\d | \d/\d+/\d | 222-2222 | SCP | \{ # addresses, dates, telephone numbers, names
    | \d,\d\d\b(?!,) | \.\d{3},\d | \d,\d\.$ | \d,\d\d, | \d{4}0{3}
    | million\sand\s | billion\sand\s | ^\s?\.\d | ^\san?$
    | \b(?:next|last|previous|current|penultimate|antepenultimate)\b # relative ordinals of an assistant
    | \d\shundred | \d\sthousand\s\d | \s\s\d
    | \b(?:hundred|twenty|thirty|forty)\b.*(?:thirds?|quarters|fifths?|thirtieth)$ # fractions of large numbers in words
    | ^per\s?cents?\sof | nineth | \d\s[,.]\s\d | \b(?:us|hk|c|u\.s)\s\$ | rmb\s10
    # What physicists write.
    | \beV\b|eV\b|fb−1|\bMa\b|1Ga|gigaannum|[pa]m\.$|12\ b$|W/min|J/m|J\sl|1cds|\+/-|±|absolute\szero|ibibyte|tpd|mGy
    | s-1|baker's|[\d½]['"]|\(\$|\d\sb$|\d+[CK]\b|\d\sC\b|&|1500b|\dL?-?\s?[Lm]-?2?\d\d|scp|\([k]g\)|\[kg\]|\{kg|rad\b
    | turns?\b
    | illisecond | \bJs\b | ^\d{3}\s\d\d\s|/s2 | LGA1156 | MACS | Bahco
    | equal | [<>=~] | \bx\sis\b | \bor\sgreater\sthan
    | \b(?:kuai|satoshis|dollar\srmb|dollar\sdollar|M[A-Z]{3}|USD\smillion|usd\smillion|MUSD|MEUR|MGBP|MAUD)\b
    | dollars?\s(?:and\s)?(?:\d|one|two|forty|thirteen)|\$\s30|\$\s10\sdollars|USD\s25|USD\s50
    | \bconvert\b|\bto\scelsius
    """,
    re.VERBOSE,
)  # fmt: skip


class Amount(NamedTuple):
    """An amount of a case: where, its values as low and high, and its unit as the case names it."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None


class Case(NamedTuple):
    """A text and the amounts of one kind in it."""

    text: str
    amounts: list[Amount]


# The kinds of a case's set among which nothing else may be found; all kinds where it is empty.
KINDS: dict[str, tuple[str, ...]] = {
    # A number with a unit is one of another set.
    "Number": ("count", "fraction"),
    "Percent": ("percent",),
    "Ordinal": ("ordinal",),
    "NumberRange": ("none",),
    "Currency": ("money",),
    "Dimension": ("length", "area", "volume", "mass", "speed", "data", "angle"),
    "Temperature": ("temperature",),
    "Age": ("age",),
    # All but ordinals.
    "quantulum3": (),
}
_RECOGNIZERS_UNITS = {"C": "degree celsius", "F": "degree fahrenheit", "United States dollar": "dollar"}
_QUANTULUM_UNITS = {
    "dollar": "dollar", "percentage": "percent", "pound-mass": "pound", "degree fahrenheit": "degree fahrenheit",
    "cubic centimetre": "millilitre", "ton per day": "ton/day", "count per week": "", "minute of arc": "arcminute",
}  # fmt: skip


def recognizers(name: str) -> list[Case]:
    """Cases of a model of the Recognizers."""
    cases = []
    for case in json.loads((GOLD / "recognizers" / f"{name}Model.json").read_text("utf-8-sig")):
        amounts = []
        for result in case["Results"]:
            value = (result.get("Resolution") or {}).get("value")
            # No number: "fahrenheit", "a percentage", "the last but one".
            if value is None or not re.match(r"[-(\[,.\d]+", value):
                continue
            unit = result["Resolution"].get("unit") or ("percent" if name == "Percent" else None)
            start = result.get("Start", 0)
            end = result.get("End", start + len(result["Text"]) - 1) + 1
            if name == "NumberRange":
                low, high = (float(edge) if edge else None for edge in value.strip("()[]").split(","))
            else:
                low = high = float(value.rstrip("%"))
            amounts.append(Amount(start, end, low, high, unit))
        cases.append(Case(case["Input"], amounts))
    return cases


def quantulum() -> list[Case]:
    """Cases of quantulum3, without years; a value with an uncertainty is a range."""
    cases = []
    for name in ("quantities", "quantities.ambiguity"):
        for case in json.loads((GOLD / "quantulum3" / f"{name}.json").read_text("utf-8")):
            amounts, reached = [], 0
            for result in case["res"]:
                start = case["req"].find(result["surface"], reached)
                reached = start + len(result["surface"])
                if re.fullmatch("(?:19|20)[0-9][0-9]", result["surface"]):
                    continue
                spread = result.get("uncertainty") or 0
                unit = None if result["unit"] in ("dimensionless", "dozen") else result["unit"]
                value = 12.0 if result["unit"] == "dozen" else result["value"]
                amounts.append(Amount(start, reached, value - spread, value + spread, unit))
            cases.append(Case(case["req"], amounts))
    return cases


def _code(name: str | None, of: str) -> str | None:
    """The code of a unit as a case names it, itself where our units have no such name."""
    if name is None:
        return None
    if of == "Currency" and name == "Pound":
        return "GBP"
    if name == "Age":
        return "a"
    top, _, bottom = (
        _QUANTULUM_UNITS.get(name, _RECOGNIZERS_UNITS.get(name, name)).replace("/", " per ").partition(" per ")
    )
    codes = dict(units().filter(~pl.col("is_symbol")).select("form", "unit").iter_rows())
    whole = codes.get(name.lower())
    parts = [codes.get(part.lower(), part) for part in (top, bottom) if part]
    return whole or "/".join(parts)


def found(cases: list[Case], annotator: Annotator) -> list[list[dict[str, object]]]:
    """The rows of each case."""
    texts = pl.DataFrame({"doc_id": [f"{i:04d}" for i in range(len(cases))], "text": [case.text for case in cases]})
    sentences = segment(documents(SimpleNamespace(documents=texts)))
    tokens, names = annotate(sentences, annotator)
    rows = quantities(sentences, tokens, names, Times.create_empty())
    by_case: list[list[dict[str, object]]] = [[] for _ in cases]
    for row in rows.iter_rows(named=True):
        by_case[int(row["doc_id"])].append(row)
    return by_case


def agreements(case: Case, rows: list[dict[str, object]], name: str) -> list[bool]:
    """Of each amount of a case whether a row at an overlapping place has its value and unit.

    Of a change ("from 44 mg to 50 mg") quantulum makes a range, ours are its two ends.
    """
    return [
        any(_overlap(amount, row) and _agrees(amount, row, name) for row in rows)
        or (name == "quantulum3" and _is_change(amount, case, rows))
        for amount in case.amounts
    ]


def _is_change(amount: Amount, case: Case, rows: list[dict[str, object]]) -> bool:
    """Whether an amount is a change whose two ends are rows."""
    if amount.low == amount.high or " to " not in case.text[amount.start : amount.end]:
        return False
    ends = [amount._replace(low=end, high=end) for end in (amount.low, amount.high)]
    return all(any(_overlap(end, row) and _agrees(end, row, "quantulum3") for row in rows) for end in ends)


def is_right(case: Case, rows: list[dict[str, object]], name: str) -> bool:
    """Whether all amounts of a case are found and nothing else of its kinds."""
    others = [row["unit_kind"] for row in rows if not any(_overlap(amount, row) for amount in case.amounts)]
    kinds = KINDS[name]
    spurious = [kind for kind in others if (kind in kinds if kinds else kind != "ordinal")]
    return all(agreements(case, rows, name)) and not spurious


def _overlap(amount: Amount, row: dict[str, object]) -> bool:
    return row["char_start"] < amount.end and amount.start < row["char_end"]  # type: ignore[operator]


def _is_range(row: dict[str, object]) -> bool:
    return row["best"] is None and row["low"] is not None and row["high"] is not None


def _agrees(amount: Amount, row: dict[str, object], name: str) -> bool:
    best = row["best"] if row["best"] is not None else row["high"] if row["low"] is None else row["low"]
    if name == "NumberRange":
        values = (row["low"], row["high"])
    else:
        values = (row["low"], row["high"]) if _is_range(row) else (best, best)
    if name != "NumberRange" and amount.low == amount.high and _is_range(row):
        values = (row["low"],) * 2 if math.isclose(row["low"], amount.low) else (row["high"],) * 2  # type: ignore[arg-type]
    same = all(
        (value is None) == (gold is None) and (gold is None or math.isclose(value, gold, rel_tol=1e-5))  # type: ignore[arg-type]
        for value, gold in zip(values, (amount.low, amount.high), strict=True)
    )
    if name in ("Number", "NumberRange", "Ordinal") or not same:
        return same
    code, unit = _code(amount.unit, name), row["unit"]
    if unit is None or code is None:
        return (unit is None) == (code in (None, "", "month", "count"))
    # The Recognizers do not see what an amount is counted by.
    # They call any of them a ton.
    return (
        unit == code
        or (amount.unit == "Ton" and unit == "t")
        or (name != "quantulum3" and str(unit).split("/")[0] == code)
    )


def score(name: str, annotator: Annotator) -> tuple[dict[str, object], list[str]]:
    """Percentages of cases that are right, of all and of those that a newspaper would print, and of the amounts in
    the latter that are found with value and unit; and the cases that are wrong, with what was found.
    """
    cases = quantulum() if name == "quantulum3" else recognizers(name)
    rows = found(cases, annotator)
    right = [is_right(case, of_case, name) for case, of_case in zip(cases, rows, strict=True)]
    printed = [not _NOT_PRINTED.search(case.text) for case in cases]
    amounts = [
        agreed
        for case, of_case, is_printed in zip(cases, rows, printed, strict=True)
        if is_printed
        for agreed in agreements(case, of_case, name)
    ]
    both = sum(r and p for r, p in zip(right, printed, strict=True))
    wrong = [
        f"{'' if p else '(not printed) '}{case.text!r}\n    gold {[tuple(a) for a in case.amounts]}\n    ours "
        + str([(q["text"], q["low"], q["best"], q["high"], q["modifier"], q["unit"], q["unit_kind"]) for q in of_case])
        for case, of_case, r, p in zip(cases, rows, right, printed, strict=True)
        if not r
    ]
    figures = {
        "set": name,
        "cases": len(cases),
        "right": round(100 * sum(right) / len(cases), 1),
        "printed": sum(printed),
        "right of printed": round(100 * both / sum(printed), 1),
        "amounts of printed": len(amounts),
        "right amounts": round(100 * sum(amounts) / len(amounts), 1),
    }
    return figures, wrong


def main() -> None:
    """Print the figures of each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=list(KINDS), action="append")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    annotator = load_annotator()
    scored = [score(name, annotator) for name in given.set or KINDS]
    with pl.Config(tbl_rows=-1, tbl_hide_column_data_types=True):
        print(pl.DataFrame([figures for figures, _ in scored]))
    if given.errors:
        print("\n".join(line for _, wrong in scored for line in wrong))


if __name__ == "__main__":
    main()
