"""Plain text: one article a file, in any encoding."""

from transforms.read.articles import LONGEST_ARTICLE, Reading, reading, sha256
from transforms.read.decode import decode

SUFFIXES = (".txt", ".text", ".md", "")
# UTF-32 has four bytes a character.
MOST_BYTES = 4 * LONGEST_ARTICLE


def read(payload: bytes, *, uri: str, first_record: int = 1) -> Reading:
    """Read a text file: the whole of it is one article, named by its file.

    ``first_record`` has no meaning here: the file is not a container.
    """
    source_id = uri.rstrip("/").rpartition("/")[2] or uri
    place = {"uri": uri, "source_id": source_id, "raw_sha256": sha256(payload)}
    if len(payload) > MOST_BYTES:
        size = f"{len(payload):,} bytes are more than an article has"
        return reading([], [place | {"reason": "too_large", "detail": size}])
    text, reason, detail = decode(payload)
    if text is None:
        return reading([], [place | {"reason": reason, "detail": detail}])
    if len(text) > LONGEST_ARTICLE:
        size = f"{len(text):,} characters are more than an article has"
        return reading([], [place | {"reason": "too_large", "detail": size}])
    return reading([place | {"source_format": "text", "raw": text}], [])
