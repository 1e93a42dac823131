"""Export a checkpoint to what the annotator loads: annotator.onnx (8 bits, see ``quantize``), labels.json,
tokenizer.json, lemmas.csv and gazetteer.csv.
"""

import json
import tempfile
from pathlib import Path

import polars as pl
import torch
from torch import Tensor, nn
from torch.nn import functional

from transforms.annotate.model import OUTPUTS, Labels
from transforms.annotate.training.corpora import treebank_sentences
from transforms.annotate.training.examples import labels_file, prepare, sizes
from transforms.annotate.training.gazetteer import gazetteer
from transforms.annotate.training.lemmas import known_lemmas
from transforms.annotate.training.network import NEVER, Network
from transforms.annotate.training.quantize import calibration, quantize
from transforms.annotate.training.train import SEED, load_tokenizer

LIKELY_HEADS = 2
CALIBRATED = 8
"""One in so many of the treebanks' sentences is read to measure the ranges of activations."""
WEIGHTS = Path(__file__).parents[1] / "weights"


class Exported(nn.Module):
    """The network as the annotator runs it: classes decided inside, so that little leaves the session."""

    def __init__(self, network: Network, labels: Labels) -> None:
        super().__init__()
        self.network = network
        upos = [labels.upos.index(tag.split("|")[0]) for tag in labels.tags]
        self.register_buffer("upos", torch.tensor(upos))

    def forward(self, pieces: Tensor, traits: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """Give what ``transforms.annotate.model.OUTPUTS`` names."""
        words = self.network.words(pieces, traits, first, last)
        heads = self.network.classifiers
        # A tag is a part of speech with features: the head for parts of speech alone has its say.
        tags = heads["tags"](words).log_softmax(2) + heads["upos"](words).log_softmax(2)[:, :, self.upos]
        arc_dependent, arc_head = self.network.arcs.sides(words)
        arcs = arc_dependent @ self.network.arcs.weight[0] @ arc_head.transpose(1, 2)
        # Padding, whose last piece is 0, heads nothing: it would take a likely head's place.
        arcs = arcs.masked_fill(functional.pad(last == 0, (1, 0), value=False)[:, None], NEVER)
        # Relations are scored for the likeliest heads alone: the tree takes another one word in a thousand.
        likely = arcs.topk(LIKELY_HEADS, dim=2).indices
        dependent, head = self.network.labels.sides(words)
        weight = self.network.labels.weight
        classes, width, _ = weight.shape
        projected = dependent @ weight.permute(1, 0, 2).reshape(width, classes * width)
        rows = torch.arange(likely.shape[0])[:, None, None]
        scores = projected.unflatten(2, (classes, width)) @ head[rows, likely].transpose(2, 3)
        names = heads["names"](words)
        # An output that hangs on no input would be folded away.
        follows = self.network.follows * torch.ones_like(names[0, :1, :1])
        return (
            arcs,
            likely,
            scores.argmax(2),
            tags.argmax(2),
            heads["lemmas"](words).argmax(2),
            names,
            follows,
            heads["phrases"](words).argmax(2),
        )


def export(gold: Path, checkpoints: Path, folder: Path) -> None:
    """Write the files that the annotator loads, out of the last checkpoint and the treebanks' lemmas."""
    labels = Labels(**json.loads((checkpoints / "labels.json").read_text(encoding="utf-8")))
    network = Network(sizes(labels))
    state = torch.load(checkpoints / "last.pt", map_location="cpu", weights_only=True)
    network.load_state_dict(state["network"])
    exported = Exported(network, labels).eval()
    example = torch.tensor([[101, 2000, 2001, 2002, 102], [101, 2000, 2001, 102, 0]])
    words = torch.tensor([[1, 2, 3], [1, 2, 0]])
    folder.mkdir(parents=True, exist_ok=True)
    sentences, tokenizer = treebank_sentences(gold), load_tokenizer()
    known_names = gazetteer()
    read = prepare(sentences[::CALIBRATED], labels, tokenizer, known_names)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            exported,
            (example, torch.zeros_like(example), words, words),
            str(full),
            dynamo=False,
            input_names=["pieces", "traits", "first", "last"],
            output_names=list(OUTPUTS),
            dynamic_axes={
                **{name: {0: "rows", 1: "pieces"} for name in ("pieces", "traits")},
                **{name: {0: "rows", 1: "words"} for name in ("first", "last", "tags", "lemmas", "names", "phrases")},
                "arcs": {0: "rows", 1: "words", 2: "heads"},
                "likely": {0: "rows", 1: "words"},
                "deprels": {0: "rows", 1: "words"},
            },
            opset_version=17,
        )
        quantize(full, folder / "annotator.onnx", calibration(read, tokenizer, SEED))
    pairs = (word for s in sentences for word in zip(s.forms, s.upos or [], s.lemmas or [], strict=True))
    known = pl.DataFrame(known_lemmas(pairs), schema=["form", "upos", "lemma"], orient="row")
    known.write_csv(folder / "lemmas.csv")
    known_names.write_csv(folder / "gazetteer.csv")
    (folder / "labels.json").write_text(labels_file(labels), encoding="utf-8")
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
