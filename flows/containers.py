"""Containers: big and compressed files to pieces that fit into a batch, with memory bounded throughout."""

import gzip
import io
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import zstandard

from flows.sources import Refusal, SourceFile
from transforms.read import READERS, format_of
from transforms.read.jsonl import MOST_BYTES as LONGEST_LINE
from transforms.read.text import MOST_BYTES as LONGEST_FILE

MOST_UNPACKED = 1 << 36
"""Bytes that one compressed file may unpack to: 64 GiB."""
MOST_BLANK_LINES = 1_000_000
"""On end; more are no spacing but a bomb: a packed kilobyte holds a million of them."""
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, in which a line feed has two bytes and cannot be looked for as one."""


class Piece(NamedTuple):
    """Bytes ``start`` to ``end`` of a file: a whole file, or some whole lines of one."""

    path: str
    uri: str
    source_format: str | None
    start: int
    end: int
    first_record: int
    """The number of the first line in the file, counted from 1."""
    records: int
    """How many articles it holds, at most."""
    is_temporary: bool
    """Whether it was unpacked for this run, and is removed when it is read."""


class ZstandardFile(io.RawIOBase):
    """A Zstandard file that notices when it breaks off, and unpacks a little at a time.

    Each read takes in 1 KiB, which unpacks to 32 MiB at the most.
    """

    def __init__(self, path: Path) -> None:
        """Open ``path``."""
        self._packed = path.open("rb")
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._ready = memoryview(b"")
        self._is_between_frames = True

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer``.

        Raises
        ------
        EOFError
            When the file ends within a frame.
        zstandard.ZstdError
            When it is no Zstandard.
        """
        while not self._ready:
            packed = self._packed.read(1024)
            if not packed:
                if self._is_between_frames:
                    return 0
                raise EOFError("the file ends before its content does")
            unpacked = []
            while packed:
                unpacked.append(self._frame.decompress(packed))
                self._is_between_frames = self._frame.eof
                packed = self._frame.unused_data if self._frame.eof else b""
                if self._frame.eof:
                    self._frame = zstandard.ZstdDecompressor().decompressobj()
            self._ready = memoryview(b"".join(unpacked))
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def close(self) -> None:
        """Close the file."""
        self._packed.close()
        super().close()


def _plain(path: Path) -> io.BufferedReader:
    return path.open("rb")


def _gzip(path: Path) -> io.BufferedReader:
    return io.BufferedReader(gzip.open(path))


def _zstandard(path: Path) -> io.BufferedReader:
    return io.BufferedReader(ZstandardFile(path))


COMPRESSIONS = {".gz": _gzip, ".zst": _zstandard}


def pieces(file: SourceFile, spool: Path, most_records: int, most_bytes: int) -> Iterator[Piece | Refusal]:
    """Cut a file to pieces of at most so many records and about so many bytes.

    What is compressed is unpacked into ``spool``, a piece at a time, so that any number of workers can take
    the pieces and none needs more than its own.
    """
    source_format = format_of(file.uri)
    takes_lines = source_format is not None and READERS[source_format].takes_lines
    unpack = COMPRESSIONS.get(file.path.suffix.lower())
    if unpack is None and not takes_lines:
        if file.bytes > LONGEST_FILE:
            size = f"{file.bytes:,} bytes are more than an article has"
            yield Refusal(file.uri, "too_large", size)
        else:
            yield Piece(str(file.path), file.uri, source_format, 0, file.bytes, 1, 1, False)
        return
    try:
        with (unpack or _plain)(file.path) as stream:
            if takes_lines and stream.peek(2)[:2] not in WIDE:
                yield from _lines(file, stream, spool if unpack else None, most_records, most_bytes)
            else:
                yield _whole(file, stream, spool)
    except EOFError:
        yield Refusal(file.uri, "truncated", "the compressed file breaks off; what came before was read")
    except (gzip.BadGzipFile, zlib.error, zstandard.ZstdError) as error:
        yield Refusal(file.uri, "malformed", f"it cannot be unpacked: {error}")
    except OSError as error:
        yield Refusal(file.uri, "unreadable", error.strerror or str(error))


def _whole(file: SourceFile, stream: io.BufferedReader, spool: Path) -> Piece | Refusal:
    """Unpack a file that cannot be cut."""
    content = stream.read(LONGEST_FILE + 1)
    if len(content) > LONGEST_FILE:
        return Refusal(file.uri, "too_large", f"more than {LONGEST_FILE:,} bytes are more than an article has")
    return _spooled(file, spool, content, 1, 1)


def _lines(
    file: SourceFile, stream: io.BufferedReader, spool: Path | None, most_records: int, most_bytes: int
) -> Iterator[Piece | Refusal]:
    """Cut between lines; a line that is longer than any article is refused, and the next one read.

    Blank lines count as lines, for the numbers of records, and as no records; no piece begins with one.
    """
    place, start, number, first, records, blank = 0, 0, 0, 1, 0, 0
    lines: list[bytes] = []
    is_empty = True

    def piece(end: int) -> Iterator[Piece]:
        nonlocal lines, start, first, records
        if records:
            yield _piece(file, spool, lines, start, end, first, records)
        lines, start, first, records = [], place, number + 1, 0

    try:
        while line := stream.readline(LONGEST_LINE + 1):
            before, place, number = place, place + len(line), number + 1
            is_blank = len(line) <= LONGEST_LINE and not line.strip()
            blank = blank + 1 if is_blank else 0
            if blank > MOST_BLANK_LINES:
                yield from piece(place)
                detail = f"from line {number - blank + 1} on, more than {MOST_BLANK_LINES:,} lines are empty"
                yield Refusal(file.uri, "malformed", f"{detail}: nothing after them was read")
                return
            is_empty = is_empty and is_blank
            if len(line) > LONGEST_LINE:
                yield from piece(before)
                detail = f"record {number}: more than {LONGEST_LINE:,} bytes are more than an article has"
                yield Refusal(f"{file.uri}#{number}", "too_large", detail)
                while line and not line.endswith(b"\n") and (spool is None or place < MOST_UNPACKED):
                    line = stream.readline(1 << 20)
                    place += len(line)
                start = place
            elif is_blank and not records:
                start, first = place, number + 1
            else:
                records += not is_blank
                if spool:
                    lines.append(line)
            if records >= most_records or place - start >= most_bytes:
                yield from piece(place)
            if spool and place >= MOST_UNPACKED:
                yield Refusal(file.uri, "too_large", f"it unpacks to more than {MOST_UNPACKED:,} bytes")
                return
    except (EOFError, zlib.error, zstandard.ZstdError, OSError):
        yield from piece(place)  # the whole lines that came before it breaks off
        raise
    if is_empty:
        yield Refusal(file.uri, "empty", "there is nothing but white space")
    else:
        yield from piece(place)


def _piece(
    file: SourceFile, spool: Path | None, lines: list[bytes], start: int, end: int, first: int, records: int
) -> Piece:
    if spool:
        return _spooled(file, spool, b"".join(lines), first, records)
    return Piece(str(file.path), file.uri, format_of(file.uri), start, end, first, records, False)


def _spooled(file: SourceFile, spool: Path, content: bytes, first: int, records: int) -> Piece:
    """Put unpacked bytes where a worker finds them."""
    spool.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=spool, delete=False) as unpacked:
        unpacked.write(content)
    return Piece(unpacked.name, file.uri, format_of(file.uri), 0, len(content), first, records, True)
