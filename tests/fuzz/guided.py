"""Fuzzing that is guided by coverage: atheris changes the sample files so as to reach lines not reached before.

    pip install -e ".[fuzz]"
    python -m tests.fuzz.guided decoding|reading|cleaning CORPUS [-runs=30000] [OPTION OF LIBFUZZER]...

CORPUS is a folder to which it writes what reached something new, and from which it goes on. The checks are those of
``tests.fuzz.test_fuzz``; an input that fails one is written to the current folder.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["transforms.read", "transforms.clean", "transforms.dates"]):
    import transforms.clean
    import transforms.read  # noqa: F401

from tests.fuzz.material import ENCODINGS, NAMES, seeds
from tests.fuzz.test_fuzz import cleaned, decoded, has_been_read, is_readable


def decoding(payload: bytes) -> None:
    """Take the payload for a file's bytes."""
    decoded(payload)


def reading(payload: bytes) -> None:
    """Take the first byte for the choice of a name, and the rest for the file."""
    if payload:
        has_been_read(payload[1:], NAMES[payload[0] % len(NAMES)])


def cleaning(payload: bytes) -> None:
    """Take the payload for documents in UTF-8, four NULs between them."""
    documents = [text.strip() for text in payload.decode("utf-8", "ignore").split("\x00" * 4)]
    if documents := [text for text in documents if is_readable(text)]:
        cleaned(documents)


CHECKS = {check.__name__: check for check in (decoding, reading, cleaning)}


def main() -> None:
    """Fill the corpus with the samples, in several encodings and under several names, and fuzz."""
    _, kind, corpus, *options = sys.argv
    folder = Path(corpus)
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(seeds()):
        text = content[:1500].decode("utf-8", "ignore")
        for encoding in ENCODINGS if kind == "decoding" else ("utf-8",):
            (folder / f"{number}-{encoding}").write_bytes(text.encode(encoding, "ignore"))
        if kind == "reading":
            for choice in range(len(NAMES)):
                (folder / f"{number}-{choice}").write_bytes(bytes([choice]) + content[:1500])
    atheris.Setup([sys.argv[0], corpus, "-max_len=4096", "-timeout=60", "-print_final_stats=1", *options], CHECKS[kind])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
