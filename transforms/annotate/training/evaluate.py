"""Figures on the development sets with gold words, as training goes on: a compass for it, not the scorecard."""

import numpy as np
import torch

from transforms.annotate.decode import best_sequences, legal_transitions
from transforms.annotate.model import Labels
from transforms.annotate.training.column_files import spans
from transforms.annotate.training.examples import IGNORED, Example, pad
from transforms.annotate.training.network import NEVER, Network

COARSE = {"person": "PER", "organization": "ORG", "country": "LOC", "place": "LOC", "facility": "LOC"}


@torch.no_grad()
def evaluate(network: Network, examples: list[Example], labels: Labels, cls: int, sep: int) -> dict[str, float]:
    """Accuracies in per cent (greedy heads, universal relations for LAS), and UNER's names F1 where there are names."""
    network.eval()
    device = next(network.parameters()).device
    universal = torch.tensor(
        [sorted({d.split(":")[0] for d in labels.deprels}).index(d.split(":")[0]) for d in labels.deprels]
    )
    right: dict[str, float] = dict.fromkeys(("upos", "tags", "lemmas", "uas", "las"), 0)
    total = 0
    true_spans = found_spans = shared_spans = agreed = settled = 0
    follows = legal_transitions(labels.names) + network.follows.float().cpu().numpy()
    ordered = sorted(examples, key=lambda e: len(e.pieces))
    for i in range(0, len(ordered), 48):
        chosen = ordered[i : i + 48]
        batch = {k: v.to(device) for k, v in pad(chosen, [0] * len(chosen), cls, sep).items()}
        logits = network(batch["pieces"], batch["traits"], batch["first"], batch["last"])
        mask = batch["word_mask"]
        total += int(mask.sum())
        for name in ("upos", "tags", "lemmas"):
            target = batch[name]
            right[name] += int(((logits[name].argmax(-1) == target) & mask & (target != IGNORED)).sum())
        present = torch.nn.functional.pad(mask, (1, 0), value=True)[:, None, :]
        heads = logits["arcs"].masked_fill(~present, NEVER).argmax(-1)
        at_head = heads[:, None, :, None].expand(-1, logits["labels"].shape[1], -1, -1)
        deprels = logits["labels"].gather(3, at_head).squeeze(3).argmax(1)
        good = (heads == batch["heads"]) & mask
        right["uas"] += int(good.sum())
        same = universal.to(device)[deprels] == universal.to(device)[batch["deprels"].clamp(min=0)]
        right["las"] += int((good & same & (batch["deprels"] != IGNORED)).sum())
        sizes = np.array([len(e.counts) for e in chosen])
        tags = best_sequences(logits["names"].float()[mask].cpu().numpy(), sizes, follows)
        guesses = logits["phrases"].argmax(-1)
        known = batch["phrases"].any(-1)
        agreed += int(batch["phrases"].gather(2, guesses[:, :, None]).sum())
        settled += int(known.sum())
        for example, row in zip(chosen, np.split(tags, np.cumsum(sizes)[:-1]), strict=True):
            if example.names is None:
                continue
            gold = [labels.names[allowed.argmax()] if allowed.any() else "O" for allowed in example.names]
            found = [labels.names[tag] for tag in row]
            true = {(a, b, COARSE[kind]) for a, b, kind in spans(gold) if kind in COARSE}
            guess = {(a, b, COARSE[kind]) for a, b, kind in spans(found) if kind in COARSE}
            true_spans += len(true)
            found_spans += len(guess)
            shared_spans += len(true & guess)
    figures = {name: round(100 * count / total, 2) for name, count in right.items()}
    if true_spans:
        figures["names_f1"] = round(200 * shared_spans / max(1, true_spans + found_spans), 2)
    if settled:
        figures["phrases"] = round(100 * agreed / settled, 2)
    return figures
