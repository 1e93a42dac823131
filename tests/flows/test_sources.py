import os
import socket
import time
from pathlib import Path

import pytest

from flows.sources import Refusal, SourceFile, source_files


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("inbox/b.txt", "inbox/a.txt", "inbox/sub/c.txt", "inbox/.hidden.txt", "inbox/.git/d.txt", "e.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name)
    return tmp_path / "inbox"


def uris(*sources: str) -> list[str]:
    return [found.uri for found in source_files(sources) if isinstance(found, SourceFile)]


def test_a_folder_gives_its_files_in_order_without_hidden_ones(inbox: Path) -> None:
    assert uris("inbox") == ["inbox/a.txt", "inbox/b.txt", "inbox/sub/c.txt"]
    assert uris(str(inbox)) == [f"{inbox}/{name}" for name in ("a.txt", "b.txt", "sub/c.txt")]


def test_sources_keep_their_order_and_a_file_comes_once(inbox: Path) -> None:
    assert uris("e.txt", "inbox/b.txt", "inbox", "./e.txt") == [
        "e.txt",
        "inbox/b.txt",
        "inbox/a.txt",
        "inbox/sub/c.txt",
    ]


def test_a_hidden_file_is_read_when_it_is_named(inbox: Path) -> None:
    assert uris("inbox/.hidden.txt") == ["inbox/.hidden.txt"]


def test_a_glob_gives_what_it_matches(inbox: Path) -> None:
    assert uris("inbox/*.txt") == ["inbox/a.txt", "inbox/b.txt"]
    assert sorted(uris("inbox/**")) == ["inbox/a.txt", "inbox/b.txt", "inbox/sub/c.txt"]
    assert uris("inbox/*") == ["inbox/a.txt", "inbox/b.txt", "inbox/sub/c.txt"]


def test_a_name_with_a_bracket_is_a_name_if_it_is_there(inbox: Path) -> None:
    (inbox / "a[1].txt").write_text("bracket")
    assert uris("inbox/a[1].txt") == ["inbox/a[1].txt"]


def test_what_cannot_be_read_is_refused_by_name(inbox: Path) -> None:
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "gone.txt").symlink_to("nowhere.txt")
    (inbox / "out.txt").symlink_to(inbox.parent / "e.txt")
    (inbox / "out").symlink_to(inbox.parent)
    (inbox / "loop").symlink_to(inbox)
    (inbox / "also-a.txt").symlink_to("a.txt")
    found = list(source_files(["inbox", "nosuch.txt", "no*.txt"]))
    refused = {each.uri: each.detail for each in found if isinstance(each, Refusal)}
    assert refused == {
        "inbox/gone.txt": "No such file or directory",
        "inbox/out": "it is a link that leads out of the folder given",
        "inbox/out.txt": "it is a link that leads out of the folder given",
        "inbox/pipe.txt": "it is not a file",
        "nosuch.txt": "there is no such file or folder",
        "no*.txt": "no file matches it",
    }
    read = [each.uri for each in found if isinstance(each, SourceFile)]
    assert read == ["inbox/a.txt", "inbox/b.txt", "inbox/sub/c.txt"]


def test_a_name_that_is_no_utf8_can_be_told_of(inbox: Path) -> None:
    for name in (b"inbox/caf\xe9.txt", b"inbox/caf\xe8.txt"):
        Path(os.fsdecode(name)).write_text("x")
    assert {r"inbox/caf\xe8.txt", r"inbox/caf\xe9.txt"} <= set(uris("inbox"))


def test_links_in_circles_and_folders_without_end(inbox: Path) -> None:
    (inbox / "loop.txt").symlink_to("loop.txt")
    for name in ("self", "again"):
        (inbox / name).symlink_to(".")
    (inbox / "up").symlink_to("..")
    folder = inbox / "sub"
    for _ in range(300):
        folder /= "deeper"
    folder.mkdir(parents=True)
    (folder / "f.txt").write_text("far down")
    files = ["inbox/a.txt", "inbox/b.txt", "inbox/sub/c.txt", f"inbox/sub{'/deeper' * 300}/f.txt"]
    for source in ("inbox", "inbox/**", "inbox/**/*.txt", "**/*.txt"):
        assert sorted(uri for uri in uris(source) if uri != "e.txt") == files
    refused = {each.uri: each.detail for each in source_files(["inbox"]) if isinstance(each, Refusal)}
    assert refused == {
        "inbox/loop.txt": "Too many levels of symbolic links",
        "inbox/up": "it is a link that leads out of the folder given",
    }


@pytest.mark.parametrize(
    ("source", "detail"),
    [
        ("", "the name given is empty: name a file, a folder or a glob"),
        ("x" * 5000, "there is no such file or folder"),
        ("inbox/" + "x/" * 3000, "there is no such file or folder"),
        ("in\x00box", "there is no such file or folder"),
        ("~nobody-of-this-name/x", "there is no such file or folder"),
        ("/dev/zero", "it is not a file"),
        ("inbox/socket.txt", "it is not a file"),
    ],
)
def test_names_that_mean_no_file(inbox: Path, source: str, detail: str) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("inbox/socket.txt")
        (refused,) = source_files([source])
    assert isinstance(refused, Refusal)
    assert refused.detail == detail


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "\x1b[2J.txt", "*.txt", "a#b.txt", "-n.txt", " .txt", "\u202etxt.exe.txt", "a\\b.txt"]
)
def test_odd_names_are_names(inbox: Path, name: str) -> None:
    (inbox / "sub" / name).write_text("odd")
    assert set(uris("inbox/sub")) == set(uris("inbox/sub/*")) == {"inbox/sub/c.txt", f"inbox/sub/{name}"}
    assert uris(f"inbox/sub/{name}") == [f"inbox/sub/{name}"]


def test_many_files(inbox: Path) -> None:
    for number in range(5_000):
        (inbox / "sub" / f"{number:06}.txt").touch()
    before = time.process_time()
    found = uris("inbox/sub")
    assert found == sorted(found)
    # A tenth of a millisecond a file is ten seconds for a hundred thousand.
    assert time.process_time() - before < 1e-4 * len(found) + 0.1
