"""Printable: what articles, names and messages say, as a terminal can be shown it."""

import re

# What commands a terminal instead of being shown, and marks that turn the order of all that follows on the line.
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    r"""Spell out what would command a terminal: an escape as \x1b, a mark that turns lines as \u202e."""
    return _COMMANDS.sub(lambda mark: ascii(mark[0])[1:-1], text)


def line(text: str) -> str:
    """Give a text as one line, with what would command a terminal spelled out."""
    return visible(" ".join(text.split()))
