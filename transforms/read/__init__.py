"""read: the bytes of a file to raw articles, one module a format."""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple

from transforms.read import jsonl, text
from transforms.read.articles import Reading, reading, sha256

__all__ = ["READERS", "Reader", "Reading", "format_of", "read"]


class Reader(NamedTuple):
    """How a format is read, and the endings of its files' names.

    Where ``takes_lines``, each line is a record: a file may be read in pieces cut after any line.
    """

    read: Callable[..., Reading]
    suffixes: tuple[str, ...]
    takes_lines: bool = False


READERS = {
    "text": Reader(text.read, text.SUFFIXES),
    "jsonl": Reader(jsonl.read, jsonl.SUFFIXES, takes_lines=True),
}
COMPRESSIONS = (".gz", ".zst")


def format_of(uri: str) -> str | None:
    """Name the format of the file ``uri`` by the ending of its name, or None if no reader takes it."""
    name = PurePosixPath(uri.replace("\\", "/"))
    if name.suffix.lower() in COMPRESSIONS:
        name = name.with_suffix("")
    suffix = name.suffix.lower()
    return next((key for key, reader in READERS.items() if suffix in reader.suffixes), None)


def read(payload: bytes, *, uri: str, source_format: str | None = None, first_record: int = 1) -> Reading:
    """Read the articles of a file: ``payload`` is its content, decompressed.

    Parameters
    ----------
    payload
        The bytes of the file or, in a format of lines, of some whole lines of it.
    uri
        Where it was read.
    source_format
        A key of ``READERS``; by default what the ending of ``uri`` says.
    first_record
        The number in the file of the first line of ``payload``, counted from 1.

    Returns
    -------
    Reading
        ``articles`` (Articles) in the order of the file, and ``refusals`` (Refusals). Bad input is refused,
        never raised.
    """
    reader = READERS.get(source_format or format_of(uri) or "")
    if reader is None:
        names = ", ".join(suffix for each in READERS.values() for suffix in each.suffixes if suffix)
        detail = (
            f"no reader for {source_format}"
            if source_format
            else f"no reader takes files of such a name; they end in {names} (then {' or '.join(COMPRESSIONS)})"
        )
        refusal = {"uri": uri, "reason": "unknown_format", "detail": detail, "raw_sha256": sha256(payload)}
        return reading([], [refusal])
    return reader.read(payload, uri=uri, first_record=first_record)
