"""Average the last checkpoints of trainings.

The mean of the weights of trainings that began with each other is better than any of them where their errors differ
(model soups, Wortsman et al., 2022), and costs nothing when the annotator runs.
"""

import shutil
from pathlib import Path

import torch


def average(folders: dict[Path, float], out: Path) -> None:
    """Write ``last.pt`` and ``labels.json`` into ``out``: the last checkpoints of ``folders`` by their shares.

    Raises
    ------
    ValueError
        When the trainings have different labels.
    """
    if len({(folder / "labels.json").read_text(encoding="utf-8") for folder in folders}) > 1:
        raise ValueError("these trainings have different labels")
    total = sum(folders.values())
    states = [
        (share / total, torch.load(folder / "last.pt", map_location="cpu", weights_only=True)["network"])
        for folder, share in folders.items()
    ]
    mean = {name: sum(share * state[name] for share, state in states) for name in states[0][1]}
    out.mkdir(parents=True, exist_ok=True)
    torch.save({"network": mean}, out / "last.pt")
    shutil.copy(next(iter(folders)) / "labels.json", out)
