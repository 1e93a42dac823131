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
    # os.path, not pathlib, asks what a path is: it answers where the path is too long, or not allowed to be seen.
    path = Path(os.path.expanduser(source))
    if not source:
        yield Refusal(_uri(path), "unreadable", "the name given is empty: name a file, a folder or a glob")
    elif os.path.isdir(path):
        yield from _inside(path, Path(os.path.realpath(path)))
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(source):
        matches = sorted(_matching(str(path)))
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


def _matching(pattern: str) -> Iterator[str]:
    """Expand a glob. ``**`` goes through no links: two in one folder that lead up would lead round without end."""
    parts = pattern.split(os.sep)
    if "**" not in parts:
        yield from glob.glob(pattern)
        return
    at = parts.index("**")
    rest = os.sep.join(parts[at + 1 :])
    above = glob.glob(os.path.join(os.sep.join(parts[:at]), "")) if at else [""]
    for top in above:
        for entry in _walked(Path(top)):
            if isinstance(entry, Path) and not rest:
                yield str(entry)
            elif isinstance(entry, os.DirEntry) and rest:
                yield from _matching(os.path.join(glob.escape(entry.path), rest))
        if rest:
            yield from _matching(os.path.join(glob.escape(top), rest))


def _inside(folder: Path, top: Path) -> Iterator[Path | Refusal]:
    """Find the files of a folder and the folders below, given that ``top`` is where links may lead."""
    for entry in _walked(folder):
        if isinstance(entry, Refusal):
            yield entry
        elif isinstance(entry, Path):
            if os.path.islink(entry) and not Path(os.path.realpath(entry)).is_relative_to(top):
                yield Refusal(_uri(entry), "unreadable", "it is a link that leads out of the folder given")
            elif not (os.path.islink(entry) and os.path.isdir(entry)):  # a linked folder inside is read where it lies
                yield entry


def _walked(folder: Path) -> Iterator[Path | os.DirEntry[str] | Refusal]:
    """Walk a folder in the order of names, however deep: a path for each file or link, an entry for each folder.

    Hidden ones are passed over.
    """
    waiting = [_listed(folder)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif isinstance(entry, os.DirEntry) and entry.is_dir(follow_symlinks=False):
            yield entry
            waiting.append(_listed(Path(entry.path)))
        else:
            yield Path(entry.path) if isinstance(entry, os.DirEntry) else entry


def _listed(folder: Path) -> Iterator[os.DirEntry[str] | Refusal]:
    """List a folder in the order of names."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Refusal(_uri(folder), "unreadable", error.strerror or str(error))
        return
    yield from (entry for entry in entries if not entry.name.startswith("."))


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
    r"""Name a path as it was given; bytes of it that are no UTF-8 stand as \xe9, so that no two files share a name."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
