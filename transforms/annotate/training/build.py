"""Build the annotator's weights, from the open corpora to the files that are shipped:

    pip install -c requirements.lock -e ".[train]"
    python -m transforms.annotate.training.build GOLD FOLDER

GOLD holds ``treebank/`` and ``names/``; FOLDER takes the checkpoints, from the last of which it goes on when it was
stopped. Two trainings, the second from the end of the first with its rates anew, are averaged and exported.
"""

import argparse
from pathlib import Path

from transforms.annotate.training.average import average
from transforms.annotate.training.export import WEIGHTS, export
from transforms.annotate.training.train import SEED, train

EPOCHS = (16, 10)
SEEDS = (SEED, 20201124)
SHARES = (0.65, 0.35)
"""Of the two trainings in the mean."""


def build(gold: Path, folder: Path, threads: int, weights: Path = WEIGHTS, only: float = 1.0) -> None:
    """Train twice, average, and write what the annotator loads to ``weights``."""
    first, second, mean = (folder / name for name in ("first", "second", "mean"))
    train(gold, first, EPOCHS[0], threads, only, seed=SEEDS[0])
    train(gold, second, EPOCHS[1], threads, only, after=first / "last.pt", seed=SEEDS[1])
    average(dict(zip((first, second), SHARES, strict=True)), mean)
    export(gold, mean, weights)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path, help="folder of the open corpora")
    parser.add_argument("folder", type=Path, help="folder for checkpoints and logs")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the files go; by default what is shipped")
    parser.add_argument("--only", type=float, default=1.0, help="share of the sentences, for a trial")
    given = parser.parse_args()
    build(given.gold, given.folder, given.threads, given.weights, given.only)


if __name__ == "__main__":
    main()
