"""Export a checkpoint: ``python -m transforms.annotate.training.export GOLD CHECKPOINTS``.

Writes to weights/: annotator.onnx (dynamic int8, per channel), labels.json, tokenizer.json and lemmas.csv.
"""

import argparse
import json
import tempfile
from pathlib import Path

import polars as pl
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from transforms.annotate.model import Labels
from transforms.annotate.training.corpora import treebank_sentences
from transforms.annotate.training.examples import labels_file, sizes
from transforms.annotate.training.lemmas import known_lemmas
from transforms.annotate.training.network import Network
from transforms.annotate.training.train import load_tokenizer

WEIGHTS = Path(__file__).parents[1] / "weights"


class Exported(nn.Module):
    """The network as the annotator runs it: classes decided inside, so that little leaves the session."""

    def __init__(self, network: Network, labels: Labels) -> None:
        super().__init__()
        self.network = network
        upos = [labels.upos.index(tag.split("|")[0]) for tag in labels.tags]
        self.register_buffer("upos", torch.tensor(upos))

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """Arc scores, the best relation of each arc, the best tag and lemma script, log-probabilities of name tags."""
        words = self.network.words(pieces, shapes, first, last)
        heads = self.network.classifiers
        # A tag is a part of speech with features: the head for parts of speech alone has its say.
        tags = heads["tags"](words).log_softmax(2) + heads["upos"](words).log_softmax(2)[:, :, self.upos]
        labels = self.network.labels
        dependent, head = labels.sides(words)
        classes, width, _ = labels.weight.shape
        projected = dependent @ labels.weight.permute(1, 0, 2).reshape(width, classes * width)
        scores = projected.unflatten(2, (classes, width)) @ head[:, None].transpose(2, 3)
        arc_dependent, arc_head = self.network.arcs.sides(words)
        return (
            arc_dependent @ self.network.arcs.weight[0] @ arc_head.transpose(1, 2),
            scores.argmax(2),
            tags.argmax(2),
            heads["lemmas"](words).argmax(2),
            heads["names"](words).log_softmax(2),
        )


def export(gold: Path, checkpoints: Path, folder: Path = WEIGHTS) -> None:
    """Write the files that the annotator loads, out of the last checkpoint and the treebanks' lemmas."""
    labels = Labels(**json.loads((checkpoints / "labels.json").read_text(encoding="utf-8")))
    network = Network(sizes(labels))
    state = torch.load(checkpoints / "last.pt", map_location="cpu", weights_only=True)
    network.load_state_dict(state["network"])
    exported = Exported(network, labels).eval()
    example = torch.tensor([[101, 2000, 2001, 2002, 102], [101, 2000, 2001, 102, 0]])
    words = torch.tensor([[1, 2, 3], [1, 2, 0]])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            exported,
            (example, torch.zeros_like(example), words, words),
            str(full),
            dynamo=False,
            input_names=["pieces", "shapes", "first", "last"],
            output_names=["arcs", "deprels", "tags", "lemmas", "names"],
            dynamic_axes={
                **{name: {0: "rows", 1: "pieces"} for name in ("pieces", "shapes")},
                **{name: {0: "rows", 1: "words"} for name in ("first", "last", "tags", "lemmas", "names")},
                "arcs": {0: "rows", 1: "words", 2: "heads"},
                "deprels": {0: "rows", 1: "words", 2: "heads"},
            },
            opset_version=17,
        )
        quantize_dynamic(str(full), str(folder / "annotator.onnx"), per_channel=True, weight_type=QuantType.QInt8)
    sentences = treebank_sentences(gold)
    words = (word for s in sentences for word in zip(s.forms, s.upos or [], s.lemmas or [], strict=True))
    known = pl.DataFrame(known_lemmas(words), schema=["form", "upos", "lemma"], orient="row")
    known.write_csv(folder / "lemmas.csv")
    (folder / "labels.json").write_text(labels_file(labels), encoding="utf-8")
    (folder / "tokenizer.json").write_text(load_tokenizer().to_str(), encoding="utf-8")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of the open corpora")
    parser.add_argument("checkpoints", type=Path, help="folder of labels.json and last.pt")
    given = parser.parse_args()
    export(given.gold, given.checkpoints)


if __name__ == "__main__":
    main()
