import gzip
import json
import tracemalloc
from pathlib import Path

import pytest
import zstandard

from flows import containers
from flows.containers import Piece, pieces
from flows.sources import Refusal, SourceFile

RECORDS = [json.dumps({"id": str(number), "text": f"Report {number}."}).encode() + b"\n" for number in range(7)]
LINES = b"".join(RECORDS)


def cut(path: Path, spool: Path, records: int = 3, bytes_: int = 10_000) -> list[Piece | Refusal]:
    return list(pieces(SourceFile(path, path.name, path.stat().st_size), spool, records, bytes_))


def content(found: list[Piece | Refusal]) -> list[tuple[int, bytes]]:
    return [
        (piece.first_record, Path(piece.path).read_bytes()[piece.start : piece.end])
        for piece in found
        if isinstance(piece, Piece)
    ]


def packed(suffix: str, payload: bytes) -> bytes:
    if suffix == ".gz":
        return gzip.compress(payload)
    # Two frames, as a log that is appended to has.
    half = len(payload) // 2
    return b"".join(zstandard.ZstdCompressor().compress(part) for part in (payload[:half], payload[half:]))


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_lines_are_cut_to_pieces_that_know_their_place(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"wire.jsonl{suffix}"
    path.write_bytes(packed(suffix, LINES) if suffix else LINES)
    found = cut(path, tmp_path / "spool")
    whole = [(first, b"".join(RECORDS[first - 1 : first + 2])) for first in (1, 4, 7)]
    assert content(found) == whole
    assert {piece.is_temporary for piece in found if isinstance(piece, Piece)} == {bool(suffix)}


def test_bytes_bound_a_piece_too(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(LINES)
    found = cut(path, tmp_path, records=100, bytes_=2 * len(RECORDS[0]))
    assert [first for first, _ in content(found)] == [1, 3, 5, 7]


@pytest.mark.parametrize(
    ("suffix", "cut_at", "reason"), [(".gz", -12, "truncated"), (".zst", -5, "truncated"), (".gz", 0, "malformed")]
)
def test_what_came_before_a_file_breaks_off_is_kept(tmp_path: Path, suffix: str, cut_at: int, reason: str) -> None:
    path = tmp_path / f"wire.jsonl{suffix}"
    broken = packed(suffix, LINES)[:cut_at] or b"\x1f\x8b\x08 and no more of gzip"
    path.write_bytes(broken)
    *kept, refused = cut(path, tmp_path / "spool", records=1)
    assert isinstance(refused, Refusal)
    assert (refused.uri, refused.reason) == (path.name, reason)
    assert [payload for _, payload in content(kept)] == RECORDS[: len(kept)]
    assert all(isinstance(piece, Piece) for piece in kept)


def test_what_is_not_packed_as_its_name_says_is_refused(tmp_path: Path) -> None:
    for name in ("wire.jsonl.gz", "wire.jsonl.zst", "one.txt.gz"):
        (tmp_path / name).write_bytes(LINES)
        (refused,) = cut(tmp_path / name, tmp_path / "spool")
        assert isinstance(refused, Refusal)
        assert refused.reason == "malformed"


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_a_line_too_long_costs_no_other(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "LONGEST_LINE", 100)
    payload = RECORDS[0] + b"x" * 5000 + b"\n" + RECORDS[2]
    path = tmp_path / f"wire.jsonl{suffix}"
    path.write_bytes(packed(suffix, payload) if suffix else payload)
    before, refused, after = cut(path, tmp_path / "spool")
    assert isinstance(refused, Refusal)
    assert (refused.uri, refused.reason) == (f"{path.name}#2", "too_large")
    assert content([before, after]) == [(1, RECORDS[0]), (3, RECORDS[2])]


def test_unpacking_ends_at_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MOST_UNPACKED", 100)
    path = tmp_path / "wire.jsonl.gz"
    path.write_bytes(gzip.compress(LINES))
    *kept, refused = cut(path, tmp_path / "spool", records=1)
    assert isinstance(refused, Refusal)
    assert (refused.uri, refused.reason) == (path.name, "too_large")
    assert 0 < len(kept) < len(RECORDS)


@pytest.mark.parametrize("name", ["huge.txt", "huge.txt.gz"])
def test_an_enormous_article_is_refused_unread(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "LONGEST_FILE", 1000)
    payload = b"word " * 1000
    (tmp_path / name).write_bytes(gzip.compress(payload) if name.endswith("gz") else payload)
    (refused,) = cut(tmp_path / name, tmp_path / "spool")
    assert isinstance(refused, Refusal)
    assert refused.reason == "too_large"


def test_a_container_of_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "void.jsonl").write_bytes(b"\n \n")
    assert [each.reason for each in cut(tmp_path / "void.jsonl", tmp_path) if isinstance(each, Refusal)] == ["empty"]


def test_utf16_lines_are_not_cut_inside_a_character(tmp_path: Path) -> None:
    (tmp_path / "wide.jsonl").write_bytes(LINES.decode().encode("utf-16"))
    (piece,) = cut(tmp_path / "wide.jsonl", tmp_path / "spool")
    assert content([piece]) == [(1, LINES.decode().encode("utf-16"))]


def test_blank_lines_are_counted_and_make_no_pieces(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl.gz"
    payload = b"\n" * 5000 + RECORDS[0] + b" \n" * 9 + RECORDS[1] + b"\n" * 20_000 + RECORDS[2] + b"\n" * 10
    path.write_bytes(gzip.compress(payload))
    found = cut(path, tmp_path / "spool", records=2)
    assert [(first, read_lines.strip()) for first, read_lines in content(found)] == [
        (5001, (RECORDS[0] + b" \n" * 9 + RECORDS[1]).strip()),
        (25_012, RECORDS[2].strip()),
    ]
    assert [piece.records for piece in found if isinstance(piece, Piece)] == [2, 1]


def test_a_bomb_of_blank_lines_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MOST_BLANK_LINES", 1000)
    path = tmp_path / "wire.jsonl.gz"
    path.write_bytes(gzip.compress(RECORDS[0] + b"\n" * 100_000 + RECORDS[1]))
    kept, refused = cut(path, tmp_path / "spool")
    assert content([kept])[0][1].startswith(RECORDS[0])
    assert isinstance(refused, Refusal)
    assert (refused.reason, refused.detail) == (
        "malformed",
        "from line 2 on, more than 1,000 lines are empty: nothing after them was read",
    )


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.txt.zst", "bomb.jsonl.zst", "bomb.zst"])
@pytest.mark.parametrize("filling", [b"\0", b" ", b"x"])
def test_bombs_are_refused_without_their_weight(tmp_path: Path, name: str, filling: bytes) -> None:
    """A hundred megabytes in a hundred kilobytes."""
    path = tmp_path / name
    block = filling * (1 << 20)
    if name.endswith("gz"):
        with gzip.open(path, "wb", 1) as file:
            file.writelines([block] * 100)
    else:
        with path.open("wb") as packed_file, zstandard.ZstdCompressor().stream_writer(packed_file) as file:
            for _ in range(100):
                file.write(block)
    tracemalloc.start()
    (refused,) = cut(path, tmp_path / "spool")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(refused, Refusal)
    assert refused.reason == "too_large"
    assert peak < 80_000_000


def test_a_window_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "window.txt.zst"
    wide = zstandard.ZstdCompressionParameters(window_log=30, compression_level=1)
    packer = zstandard.ZstdCompressor(compression_params=wide)
    with path.open("wb") as packed_file, packer.stream_writer(packed_file) as file:
        file.write(b"He left.")
    (refused,) = cut(path, tmp_path / "spool")
    assert isinstance(refused, Refusal)
    assert refused.detail.startswith("it cannot be unpacked: ")


def test_a_path_that_vanishes_after_it_is_listed(tmp_path: Path) -> None:
    for name in ("wire.jsonl", "wire.jsonl.gz"):
        (refused,) = pieces(SourceFile(tmp_path / name, name, 10), tmp_path / "spool", 3, 1000)
        assert refused == Refusal(name, "unreadable", "No such file or directory")
