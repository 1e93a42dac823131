"""The columns that several tables share, each defined once, and the few kinds that columns come in.

Every function here returns a dataframely column. Its description is the column's meaning: it
becomes the comment in DuckDB and the entry in the data dictionary that ``newsledger tables`` prints.
"""

from collections.abc import Sequence

import dataframely as dy
import polars as pl

ENTITY_TYPES = (
    "person",
    "organization",
    "country",
    "place",
    "facility",
    "group",
    "weapon",
    "vehicle",
    "agreement",
    "event",
    "other",
)

ARM_KINDS = (
    "air defence missile",
    "shoulder-fired missile",
    "air-to-air missile",
    "anti-ship missile",
    "anti-tank missile",
    "ballistic missile",
    "cruise missile",
    "missile",
    "rocket",
    "rocket artillery",
    "artillery",
    "mortar",
    "grenade launcher",
    "rifle",
    "machine gun",
    "submachine gun",
    "pistol",
    "bomb",
    "mine",
    "torpedo",
    "chemical agent",
    "fighter aircraft",
    "attack aircraft",
    "bomber",
    "transport aircraft",
    "tanker aircraft",
    "reconnaissance aircraft",
    "airliner",
    "business jet",
    "helicopter",
    "drone",
    "tank",
    "armoured vehicle",
    "warship",
    "submarine",
    "merchant ship",
    "passenger ship",
    "boat",
    "spacecraft",
)


def text(description: str, *, nullable: bool = True, key: bool = False) -> dy.String:
    """A string; absent is NULL, never the empty string."""
    return dy.String(nullable=nullable, primary_key=key, min_length=1, description=description)


def identifier(description: str, *, key: bool = False, nullable: bool = False) -> dy.String:
    """A key of this table or, where ``key`` is false, a reference to another's."""
    return dy.String(nullable=nullable, primary_key=key, min_length=1, description=description)


def word(vocabulary: Sequence[str], description: str, *, nullable: bool = False) -> dy.String:
    """A word out of a closed, lower-case vocabulary, which the column's comment lists."""
    words = list(vocabulary)

    def known(column: pl.Expr) -> pl.Expr:
        return column.is_in(words)

    return dy.String(
        nullable=nullable,
        check={"vocabulary": known},
        metadata={"vocabulary": words},
        description=f"{description} One of: {', '.join(words)}.",
    )


def number(description: str, *, nullable: bool = True) -> dy.Float64:
    """A finite number."""
    return dy.Float64(nullable=nullable, description=description)


def count(description: str, *, nullable: bool = False, minimum: int = 0) -> dy.Int32:
    """A whole number of things, or a 0-based position."""
    return dy.Int32(nullable=nullable, min=minimum, description=description)


def flag(description: str) -> dy.Bool:
    """True or false, never unknown."""
    return dy.Bool(nullable=False, description=description)


def date(description: str) -> dy.Date:
    """A calendar day, where known."""
    return dy.Date(nullable=True, description=description)


def instant(description: str, *, nullable: bool = True) -> dy.Datetime:
    """A point in time, in UTC, to the microsecond."""
    return dy.Datetime(nullable=nullable, time_zone=None, time_unit="us", description=description)


def doc_id(*, key: bool = False) -> dy.String:
    """The document that a row comes from."""
    return identifier("The document: a hash of the article's content.", key=key)


def sentence_id(*, key: bool = False) -> dy.Int32:
    """The sentence that a row stands in."""
    return dy.Int32(nullable=False, primary_key=key, min=0, description="The sentence: 0, 1, 2 … in the document.")


def char_start(of: str = "the row's text", *, nullable: bool = False, key: bool = False) -> dy.Int32:
    """Where a span begins."""
    return dy.Int32(
        nullable=nullable,
        primary_key=key,
        min=0,
        description=f"Where {of} begins in documents.text: 0-based, in Unicode code points.",
    )


def char_end(of: str = "the row's text", *, nullable: bool = False) -> dy.Int32:
    """Where a span ends."""
    return dy.Int32(
        nullable=nullable,
        min=0,
        description=f"Where {of} ends in documents.text: the first code point after it.",
    )


def entity_type(*, nullable: bool = False) -> dy.String:
    """What kind of thing a mention or an entity is."""
    return word(ENTITY_TYPES, "What kind of thing it is.", nullable=nullable)


def arm_kind() -> dy.String:
    """What kind of weapon or vehicle something is."""
    return word(ARM_KINDS, "Of a weapon or a vehicle: what it is; NULL in doubt.", nullable=True)


def reference(table: str, meaning: str) -> dy.String:
    """An optional reference to a row of another table, NULL when unresolved."""
    return dy.String(
        nullable=True,
        min_length=1,
        metadata={"references": table},
        description=f"{meaning} (→ {table}); NULL when unresolved.",
    )


def told_on() -> dy.Date:
    """The day of the document that a row comes from; filled where rows are stored, not by the stages."""
    return date(
        "The day of the document, its published_on: kept here too, for a question about some days to read no others."
    )


def begins() -> dy.Date:
    """The first day of an interval."""
    return date("The first day of the interval in which it took place.")


def ends() -> dy.Date:
    """The last day of an interval."""
    return date("The last day of that interval, inclusive; NULL when unbounded.")
