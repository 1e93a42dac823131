"""Facts and tolls in a few words, as the terminal, the report and an article's page tell them."""

from typing import Any

from flows.printable import line


def worded(fact: dict[str, Any]) -> str:
    """Word a fact in a line, with what it is not."""
    marks = [fact["status"]] if fact["status"] != "actual" else []
    marks += ["negated"] if fact["is_negated"] else []
    parts = " → ".join(line(fact[part]) for part in ("subject", "predicate", "object") if fact[part])
    return parts + (f" ({', '.join(marks)})" if marks else "")


def marks(fact: dict[str, Any]) -> list[str]:
    """Say what else a fact is: its event, its standing where it is not plainly actual, since when, and who says so."""
    event = " ".join(fact[part] for part in ("event_type", "event_mode") if fact[part])
    told = [
        event,
        fact["status"] if fact["status"] != "actual" else "",
        "not so" if fact["is_negated"] else "",
        period(fact),
        f"says {line(fact['claimant'])}" if fact["claimant"] else "",
    ]
    return [mark for mark in told if mark]


def period(row: dict[str, Any]) -> str:
    """Give the days from ``begins`` to ``ends``; what is open stays open, and nothing is said of what is unknown."""
    begins, ends = row["begins"], row["ends"]
    if begins == ends:
        return str(begins or "")
    return f"{begins or ''} – {ends or ''}".strip()


def toll(casualty: dict[str, Any]) -> str:
    """Word a toll: what harm, to how many, and to whom."""
    low, best, high = (casualty[name] for name in ("low", "best", "high"))
    if best is not None:
        number = f"{best:,g}"
    elif low is not None and high is not None:
        number = f"{low:,g} to {high:,g}"
    else:
        number = f"at least {low:,g}" if low is not None else f"at most {high:,g}" if high is not None else ""
    words = [casualty["harm"], number, line(casualty["victims"] or "")]
    return " ".join(word for word in words if word) + (", not so" if casualty["is_negated"] else "")
