"""files: what is written is on the disk before it has its name, and its name before anything builds on it."""

import os
from pathlib import Path

import pytest

from warehouse import files


def test_a_file_is_synced_before_it_has_its_name_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    path = tmp_path / "new" / "a.json"
    sync, replace = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        done.append(f"sync {Path(os.readlink(f'/proc/self/fd/{descriptor}')).name}")
        sync(descriptor)

    def replaced(source: Path, target: Path) -> None:
        done.append(f"name {target.name}")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    files.write_json(path, {"a": 1})
    beside = f".a.json.{os.getpid()}.tmp"
    # The folder is new too: its own name is synced first.
    assert done == [f"sync {tmp_path.name}", f"sync {beside}", "name a.json", "sync new"]


def test_what_cannot_be_written_to_the_end_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    files.write_json(path, {"a": 1})

    def half(beside: Path) -> None:
        beside.write_text("{")
        raise OSError("full")

    with pytest.raises(OSError, match="full"), files.replacing(path) as beside:
        half(beside)
    assert files.read_json(path) == {"a": 1}
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]
