"""Dependency trees out of arc scores: the best head a word where that is a tree, the best tree where not."""

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.floating]
Heads = npt.NDArray[np.int64]

# No arc counts as worse than the best one into its word by more: sums stay exact where a model masks
# with -1e9 or -inf.
_WORST = -1e5


def arborescences(scores: Scores, lengths: npt.NDArray[np.integer]) -> Heads:
    """Give each sentence the heads of its best tree with exactly one root.

    Parameters
    ----------
    scores
        The score of each arc, (sentences, words, 1 + words): of the word from the root, 0, or from the word
        before whose number, 1 …, it stands. What lies past a sentence's length is not read, and no word is
        its own head. Minus infinity and NaN count as the worst score.
    lengths
        The number of words of each sentence, (sentences,).

    Returns
    -------
    Heads
        (sentences, words): the number of each word's head, 0 for the root and past the sentence's end.

    Notes
    -----
    Most sentences' best heads are a tree already, which is seen for all at once; the others are solved with
    Edmonds' (1967) algorithm in its dense form, O(words²) (Tarjan 1977). One root alone: arcs from the root
    cost more than any other tree could win back (Stanojević and Cohen 2021, "A Root of a Problem").
    """
    size = scores.shape[1]
    inside = np.arange(size) < lengths[:, None]
    sources = np.arange(size + 1) <= lengths[:, None]
    is_legal = sources[:, None, :] & ~np.eye(size, size + 1, k=1, dtype=bool)
    heads: Heads = np.where(is_legal & ~np.isnan(scores), scores, -np.inf).argmax(axis=2) * inside
    for sentence in np.flatnonzero(~_are_trees(heads, inside)):
        length = int(lengths[sentence])
        heads[sentence, :length] = _best_tree(scores[sentence, :length, : length + 1])
    return heads


def _are_trees(heads: Heads, inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Whether each sentence's heads have one root, from which every word is reached."""
    sentences, size = heads.shape
    one_root = ((heads == 0) & inside).sum(axis=1) == 1
    ancestor = np.concatenate((np.zeros((sentences, 1), dtype=heads.dtype), heads), axis=1)
    # Each round doubles the number of arcs climbed.
    for _ in range(size.bit_length()):
        ancestor = np.take_along_axis(ancestor, ancestor, axis=1)
    is_tree: npt.NDArray[np.bool_] = (one_root & (ancestor == 0).all(axis=1)) | ~inside.any(axis=1)
    return is_tree


def _best_tree(scores: Scores) -> Heads:
    """Solve one sentence, (words, 1 + words)."""
    # Where the best tree of all has one root there is no need to go about it: that costs five times as much.
    free = _contracted(_relative(scores))
    return free if (free == 0).sum() == 1 else _contracted(_relative(scores, root=_WORST * len(scores) - 1))


def _contracted(arcs: npt.NDArray[np.float64]) -> Heads:
    """Contract cycles of best arcs, then take them apart again; arcs stand as in ``_relative``, and are used up."""
    nodes = len(arcs)
    # A slot holds a contracted cycle after its first member; `arcs[v, u]` is the best arc into slot v from
    # slot u, given what entering v there breaks up, and `ends[v, u]` its word and head: word * nodes + head.
    ends = np.arange(nodes * nodes, dtype=np.int32).reshape(nodes, nodes)
    component = list(range(nodes))
    parent: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    taken: dict[int, int] = {}
    is_done = np.zeros(nodes, dtype=bool)
    is_done[0] = True
    slot_of = np.arange(nodes)
    for start in range(1, nodes):
        path, slot = [], int(slot_of[start])
        while not is_done[slot]:
            if slot not in path:
                path.append(slot)
                source = int(arcs[slot].argmax())
                taken[component[slot]] = int(ends[slot, source])
                arcs[slot] -= arcs[slot, source]
                slot = source
                continue
            cycle = path[path.index(slot) :]
            path = path[: path.index(slot)]
            whole = nodes + len(members)
            members[whole] = [component[member] for member in cycle]
            parent.update(dict.fromkeys(members[whole], whole))
            for member in cycle[1:]:
                _merge(arcs, ends, slot, member)
                slot_of[slot_of == member] = slot
            arcs[slot, slot] = -np.inf
            component[slot] = whole
        is_done[path] = True
    return _expanded(taken, members, parent, nodes)


def _relative(scores: Scores, root: float = 0) -> npt.NDArray[np.float64]:
    """Arcs as a square matrix over root and words: the best into a word 0, those from the root ``root`` better."""
    words = len(scores)
    arcs = np.full((words + 1, words + 1), -np.inf)
    inner = np.where(np.isnan(scores), -np.inf, scores).astype(np.float64)
    itself = np.arange(words), np.arange(1, words + 1)
    inner[itself] = -np.inf
    best = inner.max(axis=1, keepdims=True)
    inner = np.maximum(inner - np.where(np.isfinite(best), best, 0), _WORST)
    inner[:, 0] += root
    inner[itself] = -np.inf
    arcs[1:] = inner
    return arcs


def _merge(arcs: npt.NDArray[np.float64], ends: npt.NDArray[np.int32], slot: int, member: int) -> None:
    """Give ``slot`` the better of its arcs and ``member``'s, in and out, and leave ``member`` none."""
    for kept, lost in (
        ((slot, slice(None)), (member, slice(None))),
        ((slice(None), slot), (slice(None), member)),
    ):
        better = arcs[lost] > arcs[kept]
        np.copyto(arcs[kept], arcs[lost], where=better)
        np.copyto(ends[kept], ends[lost], where=better)
        arcs[lost] = -np.inf


def _expanded(taken: dict[int, int], members: dict[int, list[int]], parent: dict[int, int], nodes: int) -> Heads:
    """Take cycles apart, the last made first: the member at which a cycle is entered gives up its arc."""
    for whole in sorted(members, reverse=True):
        member = taken[whole] // nodes
        while parent[member] != whole:
            member = parent[member]
        taken[member] = taken[whole]
    return np.array([taken[word] % nodes for word in range(1, nodes)], dtype=np.int64)
