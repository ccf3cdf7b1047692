"""The curve of an epoch is PyTorch's, where PyTorch is: the same first weights, the same order, errors on both kinds of samples."""

import random
from copy import deepcopy

import pytest

from neurosim import load

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

ACTIVATIONS = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "linear": lambda net: net, "softmax": lambda net: torch.softmax(net, 1)}
LOSSES = {"categorical_cross_entropy": lambda out, target: -(target * torch.log(out)).sum(1).mean(),
          "binary_cross_entropy": torch.nn.functional.binary_cross_entropy, "mean_squared_error": torch.nn.functional.mse_loss}


@pytest.mark.parametrize("classes", [["rose", "aster", "lily"], ["yes", "no"], None])
def test_an_epoch(tmp_path, classes):
    """To 1e-9, after each step."""
    chance, path = random.Random(3), tmp_path / "t.csv"
    rows = [[chance.gauss(0, 5), chance.gauss(100, 9), classes[i % len(classes)] if classes else chance.gauss(7, 3)] for i in range(60)]
    path.write_text("a,b,c\n" + "".join(f"{a},{b},{c}\n" for a, b, c in rows))
    trainer = load(str(path), seed=2).trainer
    document = trainer.document
    weights = [torch.tensor(values, dtype=torch.float64, requires_grad=True) for layer in trainer.network.layers
               for values in ([neuron.weights for neuron in layer.neurons], layer.biases)]
    optimizer, error = torch.optim.Adam(weights, lr=0.01), LOSSES[document["loss"]]
    tables = [torch.tensor([one[kind] for one in document[key]], dtype=torch.float64)
              for key in ("samples", "test_samples") for kind in ("inputs", "targets")]

    def answers(values):
        for layer, weight, bias in zip(document["layers"], weights[::2], weights[1::2]):
            values = ACTIVATIONS[layer["activation"]](values @ weight.T + bias)
        return values
    batches = deepcopy(trainer.batches)
    for _ in range(batches.steps_in_an_epoch()):
        places = next(batches)
        optimizer.zero_grad()
        error(answers(tables[0][places]), tables[1][places]).backward()
        optimizer.step()
        trainer.take(1)
        tested = sum(trainer.network.error(*sample) for sample in trainer.test_samples) / len(trainer.test_samples)
        theirs = [error(answers(tables[i]), tables[i + 1]).item() for i in (0, 2)]
        assert theirs == pytest.approx([trainer.error(), tested], rel=1e-9)
