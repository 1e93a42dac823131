"""JSON Lines: one record a line, with the keys and aliases of the lexicon ``record_keys``."""

import json
from functools import cache
from typing import Any

import polars as pl

from transforms.dates import printed_day, printed_instant
from transforms.lexicons import lexicon
from transforms.read.articles import LONGEST_ARTICLE, WITHDRAWN, Reading, publication_status, reading, sha256
from transforms.read.decode import decode

SUFFIXES = (".jsonl", ".ndjson")
# JSON may spend six bytes on a character (\u2014), and a record has more than its text.
MOST_BYTES = 8 * LONGEST_ARTICLE
# What exports write where no date is known, and dates that name no day.
NO_DAY = r"(?i)^\s*(?:|unknown|none|null|n/?a|nan|nat|-|(?:19|20)\d\d(?:-\d\d)?)\s*$"


class UnfitError(ValueError):
    """A record that gives no article; its arguments are the reason and the detail."""


def read(payload: bytes, *, uri: str, first_record: int = 1) -> Reading:
    """Read records, one a line: a bad one is refused and costs no other.

    A record's uri is ``uri#number``; ``first_record`` is the number of the first line. Its ``source_id`` is
    its own id, else its own address, else its number. Blank lines are counted and passed over.
    """
    if payload.startswith((b"\xff\xfe", b"\xfe\xff")) and (wide := decode(payload).text):
        payload = wide.encode()  # UTF-16, in which a line feed has two bytes
    records, refusals = [], []
    for number, line in enumerate(payload.split(b"\n"), start=first_record):
        if not line.strip():
            continue
        place = {"uri": f"{uri}#{number}", "raw_sha256": sha256(line)}
        try:
            fields, printed = _parse(line)
            status = publication_status(fields.pop("publication_status"))
            place["source_id"] = _own_id(fields["source_id"]) or str(number)
            if status in WITHDRAWN and not str(fields["text"] or "").strip():
                # A kill needs no article: its headline stands for one, or the record as it is printed.
                fields["text"] = fields["title"] or printed
            records.append(place | _article(fields) | {"publication_status": status})
        except UnfitError as unfit:
            reason, detail = unfit.args
            refusals.append(place | {"reason": reason, "detail": f"record {number}: {detail}"})
    return _dated(records, refusals)


@cache
def _keys() -> dict[str, list[str]]:
    """Give each field's keys in the order in which they count."""
    fields = lexicon("record_keys").group_by("field", maintain_order=True).agg("key")
    return dict(fields.iter_rows())


def _parse(line: bytes) -> tuple[dict[str, Any], str]:
    """Parse one line to the fields of ``record_keys``, each a value or None; given with the line as decoded."""
    if len(line) > MOST_BYTES:
        raise UnfitError("too_large", f"{len(line):,} bytes are more than an article has")
    text, reason, detail = decode(line.strip())
    if text is None:
        raise UnfitError(reason, detail)
    try:
        record = json.loads(text, strict=False)
    except RecursionError:
        raise UnfitError("malformed", "it is nested too deeply") from None
    except ValueError as error:
        is_cut = text.startswith("{") and not text.endswith("}")
        raise UnfitError("truncated" if is_cut else "malformed", f"it is not JSON: {error}") from None
    if not isinstance(record, dict):
        raise UnfitError("malformed", f"it is not an object but {_kind(record)}")
    fields = {
        field: next((record[key] for key in keys if record.get(key) not in (None, "")), None)
        for field, keys in _keys().items()
    }
    return fields, text


def _article(fields: dict[str, Any]) -> dict[str, Any]:
    """Check the fields of one record, and name them as Articles does; ``published`` is still as printed."""
    for field, value in fields.items():
        kinds = (str, int) if field in ("source_id", "published") else (str,)
        if value is not None and (not isinstance(value, kinds) or isinstance(value, bool)):
            raise UnfitError("malformed", f"its {field} is not a string but {_kind(value)}")
    known = {field: _printable(str(value)) for field, value in fields.items() if value is not None}
    raw = known.pop("text", "")
    if not raw.strip():
        raise UnfitError("missing_text", f"it has no text under {' or '.join(_keys()['text'])}")
    if len(raw) > LONGEST_ARTICLE:
        raise UnfitError("too_large", f"{len(raw):,} characters are more than an article has")
    return {field: value.strip() for field, value in known.items() if value.strip()} | {"raw": raw}


def _own_id(value: object) -> str | None:
    """A record's own id as text, for a refusal to name it by; None where it has none that can be one."""
    return _printable(str(value)).strip() if isinstance(value, str | int) and not isinstance(value, bool) else None


def _printable(value: str) -> str:
    """Replace halves of surrogate pairs, which JSON can write and no text can hold."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _kind(value: object) -> str:
    """Name the kind of a JSON value."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "a truth value", type(None): "null"}
    return names.get(type(value), "a number")


def _dated(records: list[dict[str, Any]], refusals: list[dict[str, Any]]) -> Reading:
    """Understand the dates of ``records``, refuse those whose date is none, and type what is left."""
    printed = pl.Series("published", [record.pop("published", None) for record in records], dtype=pl.String)
    dated = printed.to_frame().select(
        printed_day("published").alias("published_on"),
        printed_instant("published").alias("published_at"),
        is_understood=printed_day("published").is_not_null() | pl.col("published").str.contains(NO_DAY).fill_null(True),
    )
    kept = []
    for record, published, dates in zip(records, printed, dated.iter_rows(named=True), strict=True):
        if dates.pop("is_understood"):
            kept.append(record | dates | {"source_format": "jsonl"})
            continue
        number = record["uri"].rpartition("#")[2]
        detail = f"record {number}: its date {published[:40]!r} names no day that is sure: write 2020-02-28, or none"
        place = {key: record[key] for key in ("uri", "source_id", "raw_sha256")}
        refusals.append(place | {"reason": "malformed", "detail": detail})
    return reading(kept, sorted(refusals, key=lambda refusal: int(refusal["uri"].rpartition("#")[2])))
