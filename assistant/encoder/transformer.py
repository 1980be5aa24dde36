"""BERT's layers (Devlin 2018) on ONNX Runtime: word pieces in, one vector a sentence out.

The matrices are kept as whole numbers of eight bits, one scale a column, and what is multiplied
with them is rounded likewise as it comes (Zafrir 2019, Q8BERT). That is several times as quick as
numpy's 32 bits, takes a quarter of the memory, and turns a sentence's vector a little: the tests allow 14 degrees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

HEADS = 12
"""Of the attention, in every layer."""

LARGEST = 63
"""Of the whole numbers. Seven bits, not eight: processors without VNNI add pairs of products in sixteen bits."""

_MICROSOFT = "com.microsoft"


class Transformer:
    """So many layers, and the mean over a sentence's word pieces. Pure."""

    def __init__(self, weights: Mapping[str, np.ndarray], layers: int) -> None:
        """Put the layers together.

        Args:
            weights: under the names that BERT's have in PyTorch.
            layers: how many of the layers are computed, from the first on.

        Raises:
            KeyError: a weight is missing.
        """
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = weights["embeddings.position_embeddings.weight"]
        self._kind = weights["embeddings.token_type_embeddings.weight"][0]
        options = onnxruntime.SessionOptions()
        # Messages are short and several processes share the machine: more threads would wait for each other.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            _Graph(weights).model(layers).SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def pooled(self, pieces: Sequence[int]) -> np.ndarray:
        """Compute a sentence.

        Args:
            pieces: its word pieces, at least one.

        Returns:
            As many numbers as a word piece's vector has.
        """
        states = self._words[pieces] + self._places[: len(pieces)] + self._kind
        (vector,) = self._session.run(None, {"states": states})
        return np.asarray(vector)


class _Graph:
    """The layers as a graph of ONNX's operators, built from the first to the last."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._size = weights["embeddings.LayerNorm.weight"].shape[0]

    def model(self, layers: int) -> onnx.ModelProto:
        """The whole: from vectors of word pieces to their mean."""
        states = self._norm("states", "embeddings.LayerNorm")
        for layer in range(layers):
            states = self._layer(states, f"encoder.layer.{layer}")
        mean = self._node("ReduceMean", states, axes=[0], keepdims=0)
        taken = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["pieces", self._size])
        given = helper.make_tensor_value_info(mean, TensorProto.FLOAT, [self._size])
        graph = helper.make_graph(self._nodes, "transformer", [taken], [given], self._constants)
        operators = [helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=operators, ir_version=8)

    def _layer(self, states: str, name: str) -> str:
        attended = self._dense(self._attention(states, f"{name}.attention.self"), f"{name}.attention.output.dense")
        states = self._norm(self._node("Add", states, attended), f"{name}.attention.output.LayerNorm")
        inner = self._node("FastGelu", self._dense(states, f"{name}.intermediate.dense"), domain=_MICROSOFT)
        outer = self._dense(inner, f"{name}.output.dense")
        return self._norm(self._node("Add", states, outer), f"{name}.output.LayerNorm")

    def _attention(self, states: str, name: str) -> str:
        width = self._size // HEADS
        split = self._constant(f"{name}.split", np.array([0, HEADS, width]))

        def heads(part: str, order: list[int]) -> str:
            return self._node(
                "Transpose", self._node("Reshape", self._dense(states, f"{name}.{part}"), split), perm=order
            )

        query, key, value = heads("query", [1, 0, 2]), heads("key", [1, 2, 0]), heads("value", [1, 0, 2])
        root = self._constant(f"{name}.root", np.array(width**0.5, dtype=np.float32))
        scores = self._node("Div", self._node("MatMul", query, key), root)
        mixed = self._node("MatMul", self._node("Softmax", scores, axis=-1), value)
        joined = self._constant(f"{name}.joined", np.array([0, self._size]))
        return self._node("Reshape", self._node("Transpose", mixed, perm=[1, 0, 2]), joined)

    def _dense(self, states: str, name: str) -> str:
        matrix = self._weights[f"{name}.weight"].T.astype(np.float32)
        scales = np.abs(matrix).max(axis=0) / np.float32(LARGEST)
        scales[scales == 0] = 1  # a column of nothing stays nothing
        whole = self._constant(f"{name}.weight", np.rint(matrix / scales).astype(np.int8))
        scale = self._constant(f"{name}.scale", scales)
        bias = self._constant(f"{name}.bias", self._weights[f"{name}.bias"].astype(np.float32))
        return self._node("DynamicQuantizeMatMul", states, whole, scale, "", bias, domain=_MICROSOFT)

    def _norm(self, states: str, name: str) -> str:
        parts = (
            self._constant(f"{name}.{part}", self._weights[f"{name}.{part}"].astype(np.float32))
            for part in ("weight", "bias")
        )
        return self._node("LayerNormalization", states, *parts, epsilon=1e-12)

    def _constant(self, name: str, value: np.ndarray) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add an operator; the name of what it gives."""
        name = f"{kind} {len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name
