"""Bytes to text: in which encoding, or why it is no text."""

import re
from typing import NamedTuple

from charset_normalizer import from_bytes

# Byte order marks, longest first: that of UTF-32 LE begins with that of UTF-16 LE.
BYTE_ORDER_MARKS = {
    b"\xff\xfe\x00\x00": "utf-32-le",
    b"\x00\x00\xfe\xff": "utf-32-be",
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
# How PDF, ZIP (and so DOCX, EPUB), gzip, Zstandard, PNG, JPEG, GIF, ELF, Parquet and old Office files begin.
SIGNATURES = (
    b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x89PNG", b"\xff\xd8\xff", b"GIF8",
    b"\x7fELF", b"PAR1", b"\xd0\xcf\x11\xe0", b"RIFF", b"OggS", b"ID3", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf",
)  # fmt: skip
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
# A text may hold a stray control character; above this share of its bytes it is something else.
MOST_CONTROLS = 0.01
# Above this share of bytes beyond ASCII a text is hardly English, and any encoding may be meant.
MOST_ACCENTS = 0.15
# … if there are so many that their frequencies say something.
LEAST_ACCENTS = 50
# The lead bytes of what English text has in UTF-8 beyond ASCII: accents, quotation marks, dashes, emoji.
LEADS = frozenset(b"\xc2\xc3\xc4\xc5\xe2\xf0")
BYTES = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
SMUGGLED = re.compile("[\udc80-\udcff]")


class Decoded(NamedTuple):
    """A text, or the reason (of rejects) why there is none, with its detail."""

    text: str | None
    reason: str | None = None
    detail: str | None = None


def decode(payload: bytes) -> Decoded:
    """Decode ``payload``, a text in UTF-8, UTF-16, UTF-32, Windows-1252, Latin-1 or, failing these, what
    charset-normalizer finds.

    A byte order mark is believed and is no part of the text. UTF-16 without one is known by the parity of
    its NUL bytes. UTF-8 with some bad bytes is UTF-8, and the bad bytes are taken as Windows-1252: pages
    are pasted together so. The same bytes always give the same answer.
    """
    if not payload.strip():
        return Decoded(None, "empty", "there is nothing but white space")
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if payload.startswith(mark):
            return _checked(_utf8(payload[3:]) if encoding == "utf-8" else _wide(payload[len(mark) :], encoding))
    if payload.startswith(SIGNATURES):
        return Decoded(None, "binary", "it begins as a file of a binary format does")
    if unmarked := _unmarked_utf16(payload):
        return _checked(_wide(payload, unmarked))
    return _checked(_utf8(payload))


def _checked(decoded: Decoded) -> Decoded:
    """Refuse what decodes but is no text: nothing visible, or control characters all over."""
    if decoded.text is None:
        return decoded
    if not decoded.text.strip("\ufeff\x00 \t\r\n\v\f"):
        return Decoded(None, "empty", "there is nothing but white space")
    sample = decoded.text.encode("utf-8", "replace")
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if controls > max(1, MOST_CONTROLS * len(sample)):
        return Decoded(None, "binary", f"control characters are {controls} of its {len(decoded.text)} characters")
    return decoded


def _unmarked_utf16(payload: bytes) -> str | None:
    """Name the UTF-16 that ``payload`` is in: in English text every second byte is NUL, the others never."""
    half = len(payload) // 2
    if half < 2:
        return None
    even, odd = payload[0::2].count(0), payload[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _wide(payload: bytes, encoding: str) -> Decoded:
    """Decode UTF-16 or UTF-32."""
    try:
        return Decoded(payload.decode(encoding))
    except UnicodeDecodeError as error:
        if error.reason in ("truncated data", "unexpected end of data"):
            return Decoded(None, "truncated", f"the {encoding} text breaks off inside a character")
        return Decoded(None, "malformed", f"byte {error.start} is no {encoding}: {error.reason}")


def _utf8(payload: bytes) -> Decoded:
    """Decode UTF-8, or what is not."""
    try:
        return Decoded(payload.decode("utf-8"))
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data"
        lead, whole = payload[error.start], error.end - error.start > 1
    smuggled = payload.decode("utf-8", "surrogateescape")
    bad = len(SMUGGLED.findall(smuggled))
    good = len(smuggled) - bad - len(payload.translate(None, bytes(range(0x80, 0x100))))
    # One byte alone at the end may be an accented letter of Windows-1252 ("café"), unless it is one that
    # UTF-8 text ends with when it is cut and that no English word ends with.
    if cut and (good or whole or lead in LEADS):
        return Decoded(None, "truncated", "the UTF-8 text breaks off inside a character")
    if good > bad:
        return Decoded(smuggled.translate(BYTES))
    return _eight_bit(payload)


def _eight_bit(payload: bytes) -> Decoded:
    """Decode a text of one byte a character."""
    accents = len(payload) - len(payload.translate(None, bytes(range(0x80, 0x100))))
    # Left to choose freely, charset-normalizer takes English in Windows-1252 for Windows-1250.
    is_foreign = accents > max(LEAST_ACCENTS, MOST_ACCENTS * len(payload))
    likely = None if is_foreign else ["cp1252", "mac_roman"]
    best = from_bytes(payload, cp_isolation=likely).best()
    if best is not None:
        return Decoded(str(best).removeprefix("\ufeff"))
    try:
        return Decoded(payload.decode("cp1252"))
    except UnicodeDecodeError:
        # Latin-1 gives every byte a character; cleaning mends those that Windows-1252 would have printed.
        return Decoded(payload.decode("latin-1"))
