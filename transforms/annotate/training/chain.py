"""The loss of names: a linear chain of tags of which some are known only to be one of a set.

The marginal likelihood of a conditional random field (Lafferty et al., 2001; with partial labels Tsuboi et al., 2008):
the weight of all sequences that the corpus allows, out of the weight of all that are legal.
"""

import torch
from torch import Tensor

from transforms.annotate.training.network import NEVER


def chain_loss(logits: Tensor, allowed: Tensor, follows: Tensor, mask: Tensor) -> Tensor:
    """Negative log-likelihood, averaged over words.

    Parameters
    ----------
    logits
        Scores of the tags, (rows, words, tags).
    allowed
        Which tags the corpus allows, (rows, words, tags); a row without any earns no loss.
    follows
        Score of each tag after each, the last row for the beginning of a sentence, (tags + 1, tags).
    mask
        Which places are words, (rows, words).
    """
    known = allowed[:, 0].any(dim=1)
    if not known.any():
        return logits.sum() * 0
    logits, allowed, mask = logits[known], allowed[known], mask[known]
    # Both sums in one pass: the first half of the rows over all tags, the second over those allowed.
    scores = torch.cat([logits, logits.masked_fill(~allowed, NEVER)])
    inside = torch.cat([mask, mask])
    reached = scores[:, 0] + follows[-1]
    for i in range(1, scores.shape[1]):
        onward = torch.logsumexp(reached[:, :, None] + follows[None, :-1], dim=1) + scores[:, i]
        reached = torch.where(inside[:, i, None], onward, reached)
    all_sequences, right_sequences = torch.logsumexp(reached, dim=1).chunk(2)
    return (all_sequences - right_sequences).sum() / mask.sum()
