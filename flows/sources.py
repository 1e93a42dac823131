"""Sources: files, folders and globs to the files that are meant, in an order that never changes."""

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SAMPLES = "seeds"
"""What a run reads when it is given no source."""


class Refusal(NamedTuple):
    """Something that cannot be read: a row of Refusals, of the stage ``read``."""

    uri: str
    reason: str
    detail: str


class SourceFile(NamedTuple):
    """A file to read."""

    path: Path
    uri: str
    bytes: int


def source_files(sources: Sequence[str]) -> Iterator[SourceFile | Refusal]:
    """Find the files that ``sources`` mean: each once, folders and globs in the order of their names.

    Hidden files are passed over inside folders. Links inside a folder are followed where they lead to a
    file inside it; where they lead out, they are refused, for nobody asked for what is there.
    """
    seen: set[str] = set()
    for source in sources:
        for found in _meant(source):
            if isinstance(found, Refusal):
                yield found
                continue
            real = os.path.realpath(found)
            if real not in seen:
                seen.add(real)
                yield _described(found)


def _meant(source: str) -> Iterator[Path | Refusal]:
    """Find the files of one source."""
    path = Path(source).expanduser()
    if path.is_dir():
        yield from _inside(path, Path(os.path.realpath(path)))
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(source):
        matches = sorted(glob.glob(str(path), recursive=True))
        for match in matches:
            if os.path.isdir(match):
                # "**" matches folders too; their files match on their own, hidden ones do not.
                if not source.endswith("**"):
                    yield from _meant(glob.escape(match) if glob.has_magic(match) else match)
            else:
                yield Path(match)
        if not matches:
            yield Refusal(_uri(path), "unreadable", "no file matches it")
    else:
        yield Refusal(_uri(path), "unreadable", "there is no such file or folder")


def _inside(folder: Path, top: Path) -> Iterator[Path | Refusal]:
    """Find the files of a folder and the folders below, given that ``top`` is where links may lead."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Refusal(_uri(folder), "unreadable", error.strerror or str(error))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(top):
            yield Refusal(_uri(path), "unreadable", "it is a link that leads out of the folder given")
        elif entry.is_dir(follow_symlinks=False):
            yield from _inside(path, top)
        elif not (entry.is_symlink() and entry.is_dir()):  # a linked folder inside is read where it lies
            yield path


def _described(path: Path) -> SourceFile | Refusal:
    """Look at a file without opening it: a pipe would wait for ever, a device never end."""
    try:
        status = path.stat()
    except OSError as error:
        return Refusal(_uri(path), "unreadable", error.strerror or str(error))
    if not stat.S_ISREG(status.st_mode):
        return Refusal(_uri(path), "unreadable", "it is not a file")
    return SourceFile(path, _uri(path), status.st_size)


def _uri(path: Path) -> str:
    """Name a path as it was given; bytes of it that are no UTF-8 are replaced."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")
