"""The measures of coreference of CoNLL-2012: MUC, B³ and CEAF by entities, over the same keys of mentions.

MUC: Vilain and others (1995). B³: Bagga and Baldwin (1998). CEAF with φ4: Luo (2005). Their mean is the shared task's
score (Pradhan and others, 2012). A partition is a list of clusters, a cluster a set of mentions; a mention that is in
one partition alone is on its own in the other, as in the task's own scorer.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

Cluster = frozenset[Hashable]


class Counted(NamedTuple):
    """Numerators and denominators, which add up over documents."""

    recalled: float
    gold: float
    precise: float
    given: float

    def __add__(self, other: object) -> "Counted":
        """Sum two counts."""
        assert isinstance(other, Counted)
        return Counted(*(a + b for a, b in zip(self, other, strict=True)))

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 in per cent."""
        precision = self.precise / self.given if self.given else 0.0
        recall = self.recalled / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": 100 * precision, "recall": 100 * recall, "f1": 100 * f1}


def muc(gold: Sequence[Cluster], given: Sequence[Cluster]) -> Counted:
    """Links: how many of the fewest that make each cluster are kept."""
    return Counted(*_links(gold, given), *_links(given, gold))


def b_cubed(gold: Sequence[Cluster], given: Sequence[Cluster]) -> Counted:
    """Mentions: what share of each one's cluster is in its cluster on the other side."""
    return Counted(*_shares(gold, given), *_shares(given, gold))


def ceaf(gold: Sequence[Cluster], given: Sequence[Cluster]) -> Counted:
    """Entities: the similarity φ4 (Dice) of the best one-to-one pairing of clusters."""
    similar = [[2 * len(a & b) / (len(a) + len(b)) for b in given] for a in gold]
    best = _assigned(similar)
    return Counted(best, len(gold), best, len(given))


def _links(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> tuple[float, float]:
    place = {mention: i for i, cluster in enumerate(others) for mention in cluster}
    kept = total = 0
    for cluster in clusters:
        parts = {place.get(mention, mention) for mention in cluster}
        kept += len(cluster) - len(parts)
        total += len(cluster) - 1
    return kept, total


def _shares(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> tuple[float, float]:
    place = {mention: i for i, cluster in enumerate(others) for mention in cluster}
    share = 0.0
    for cluster in clusters:
        parts = Counter(place[mention] for mention in cluster if mention in place)
        share += sum(size * size for size in parts.values()) / len(cluster)
    return share, sum(map(len, clusters))


def _assigned(similar: list[list[float]]) -> float:
    """The greatest sum of a one-to-one pairing, by the Hungarian method with potentials (Jonker and Volgenant)."""
    if not similar or not similar[0]:
        return 0.0
    rows = similar if len(similar) <= len(similar[0]) else [list(column) for column in zip(*similar, strict=True)]
    n, m = len(rows), len(rows[0])
    of_row, of_column = [0.0] * (n + 1), [0.0] * (m + 1)
    owner = [0] * (m + 1)
    for i in range(1, n + 1):
        owner[0], column = i, 0
        least, came, done = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while owner[column]:
            done[column] = True
            row, step, following = owner[column], float("inf"), 0
            for j in range(1, m + 1):
                if done[j]:
                    continue
                cost = -rows[row - 1][j - 1] - of_row[row] - of_column[j]
                if cost < least[j]:
                    least[j], came[j] = cost, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(m + 1):
                if done[j]:
                    of_row[owner[j]] += step
                    of_column[j] -= step
                else:
                    least[j] -= step
            column = following
        while column:
            owner[column] = owner[came[column]]
            column = came[column]
    return sum(rows[owner[j] - 1][j - 1] for j in range(1, m + 1) if owner[j])
