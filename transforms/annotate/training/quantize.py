"""Quantise the exported network: weights of 8 bits, per channel, and activations on a scale that was measured once.

A scale fixed beforehand (static quantisation) is the reason why a sentence's answers do not depend on the sentences
beside it: dynamic quantisation takes its scale from all that is in a batch. It is faster as well. Ranges go from the
least to the greatest value of each activation, averaged over batches of training sentences: a single odd sentence must
not widen them for all. A few channels of a transformer are tens of times larger than the others, and a common scale
would leave these a handful of steps; so each channel is divided by a number by which the next matrix's row is
multiplied (SmoothQuant, Xiao et al., 2023).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import NodeProto, TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from tokenizers import Tokenizer

from transforms.annotate.model import BATCH_PIECES
from transforms.annotate.pieces import special_pieces
from transforms.annotate.training.examples import Example, batches, pad

INPUTS = ("pieces", "traits", "first", "last")
TABLE = {"MatMul": 1, "Gather": 0}
"""The operators that are quantised, and which of their inputs has to be fixed: products of two activations,
attention's, stay in 32 bits. They cost little, and their ranges are wide."""
MIGRATION = 0.6
"""How much of the differences between channels passes from the activations to the weights, from 0 to 1."""


def calibration(examples: list[Example], tokenizer: Tokenizer, seed: int) -> list[dict[str, Any]]:
    """Give examples as the network's inputs, in batches, in every casing that training shows."""
    cls, sep = special_pieces(tokenizer)
    padded = (pad(*batch, cls, sep) for batch in batches(examples, BATCH_PIECES, np.random.default_rng(seed)))
    return [{name: batch[name].numpy() for name in INPUTS} for batch in padded]


def quantize(full: Path, quantized: Path, inputs: list[dict[str, Any]]) -> None:
    """Write ``quantized``, the network ``full`` with tables and products with a fixed matrix in 8 bits.

    ``inputs`` are batches of training sentences, out of ``calibration``.
    """
    level = full.with_suffix(".level.onnx")
    onnx.save(levelled(onnx.load(str(full)), inputs), str(level))
    quantize_static(
        str(level),
        str(quantized),
        _Calibration(inputs),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=list(TABLE),
        nodes_to_quantize=[node.name for node in _fixed(onnx.load(str(level)))],
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
        extra_options={"OpTypesToExcludeOutputQuantization": list(TABLE), "CalibMovingAverage": True},
    )


def levelled(model: onnx.ModelProto, inputs: list[dict[str, Any]]) -> onnx.ModelProto:
    """Give the same function with channels of like size before each product with a fixed matrix."""
    products: dict[str, list[NodeProto]] = {}
    for node in _fixed(model):
        if node.op_type == "MatMul":
            products.setdefault(node.input[0], []).append(node)
    largest = _largest(model, list(products), inputs)
    matrices = {tensor.name: tensor for tensor in model.graph.initializer}
    for source, readers in products.items():
        weights = [numpy_helper.to_array(matrices[node.input[1]]) for node in readers]
        weight = np.max([np.abs(values).max(axis=1) for values in weights], axis=0).clip(1e-3)
        divisor = largest[source].clip(1e-3) ** MIGRATION / weight ** (1 - MIGRATION)
        divisor = (divisor / np.exp(np.log(divisor).mean())).astype(np.float32)
        name = f"{source}/level"
        model.graph.initializer.append(numpy_helper.from_array(1 / divisor, f"{name}/factor"))
        place = min(list(model.graph.node).index(node) for node in readers)
        level = helper.make_node("Mul", [source, f"{name}/factor"], [f"{name}/output"], name=name)
        model.graph.node.insert(place, level)
        for node, values in zip(readers, weights, strict=True):
            matrices[node.input[1]].CopyFrom(numpy_helper.from_array(values * divisor[:, None], node.input[1]))
            node.input[0] = f"{name}/output"
    return model


def _fixed(model: onnx.ModelProto) -> list[NodeProto]:
    """Give the nodes of TABLE whose matrix or table is part of the model."""
    stored = {tensor.name for tensor in model.graph.initializer}
    return [node for node in model.graph.node if node.op_type in TABLE and node.input[TABLE[node.op_type]] in stored]


def _largest(model: onnx.ModelProto, names: list[str], inputs: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """Give the largest absolute value of each channel of the activations ``names``, the mean over batches."""
    shown = onnx.ModelProto()
    shown.CopyFrom(model)
    shown.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(shown.SerializeToString(), providers=["CPUExecutionProvider"])
    tops = [
        [np.abs(values.reshape(-1, values.shape[-1])).max(axis=0) for values in session.run(names, batch)]
        for batch in inputs
    ]
    return {name: np.mean(values, axis=0) for name, values in zip(names, zip(*tops, strict=True), strict=True)}


class _Calibration(CalibrationDataReader):  # type: ignore[misc]
    """Batches as ``onnxruntime`` asks for them."""

    def __init__(self, inputs: Iterable[dict[str, Any]]) -> None:
        self.inputs: Iterator[dict[str, Any]] = iter(inputs)

    def get_next(self) -> dict[str, Any] | None:
        """Give the next batch, None after the last."""
        return next(self.inputs, None)
