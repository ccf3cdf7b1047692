"""Networks of somebody's own: a class with W1, b1, W2, b2, lists of layers, a torch.nn.Module."""

import learners_steps as steps
import pytest

import neurosim


class Numbered:
    """As course notebooks have it: matrices (inputs, outputs), biases as rows, samples as rows, squared error."""

    def __init__(self, np, slope=True):
        random = np.random.RandomState(1)
        self.np, self.slope, self.lr = np, slope, 0.1
        self.W1, self.b1 = random.randn(3, 4), np.zeros((1, 4))
        self.W2, self.b2 = random.randn(4, 2), np.zeros((1, 2))

    def train(self, X, Y):
        np = self.np
        a1 = 1 / (1 + np.exp(-(X @ self.W1 + self.b1)))
        a2 = 1 / (1 + np.exp(-(a1 @ self.W2 + self.b2)))
        d2 = (a2 - Y) * a2 * (1 - a2)
        d1 = d2 @ self.W2.T * (a1 * (1 - a1) if self.slope else 1)
        self.W2 -= self.lr * a1.T @ d2
        self.b2 -= self.lr * d2.sum(axis=0, keepdims=True)
        self.W1 -= self.lr * X.T @ d1
        self.b1 -= self.lr * d1.sum(axis=0, keepdims=True)


class Layered:
    """Layers of plain lists, each with its own weights and bias; the method takes a learning rate and how often."""

    class Layer:
        def __init__(self, inputs, neurons):
            self.weights, self.bias = [[0.1] * inputs for _ in range(neurons)], [0.0] * neurons

    def __init__(self):
        self.layers = [self.Layer(2, 3), self.Layer(3, 2)]

    def fit(self, x, y, epochs, learning_rate):
        weights, biases = [layer.weights for layer in self.layers], [layer.bias for layer in self.layers]
        for _ in range(epochs):
            weights, biases = steps.plain(weights, biases, x, y, learning_rate)
        for layer, rows, row in zip(self.layers, weights, biases):
            layer.weights, layer.bias = rows, row


@pytest.mark.slow
def test_a_class_of_numpy():
    np = pytest.importorskip("numpy")
    net = Numbered(np)
    before = net.W1.copy()
    assert neurosim.diagnose_function(neurosim.adapt(net)).agree
    assert (before == net.W1).all()
    assert ["missing_hidden_slope"] == neurosim.diagnose_function(neurosim.adapt(Numbered(np, slope=False))).mistakes


def test_a_class_of_numpy_on_a_batch():
    np = pytest.importorskip("numpy")
    found = neurosim.diagnose_function(neurosim.adapt(Numbered(np)), batch=4)
    assert found.agree and "The gradient is the sum over the batch." in str(found)


def test_a_class_of_layers():
    assert neurosim.diagnose_function(neurosim.adapt(Layered())).agree


def test_what_cannot_be_adapted():
    with pytest.raises(neurosim.NeurosimError, match="net: a class, Layered, not yet an object"):
        neurosim.adapt(Layered)
    with pytest.raises(neurosim.NeurosimError, match="W1, b1, W2, b2"):
        neurosim.adapt(object())
    with pytest.raises(neurosim.NeurosimError, match="train"):
        neurosim.adapt(Layered(), train="learn_it")


def test_the_method_itself():
    """What everybody tries first is told what to pass."""
    with pytest.raises(neurosim.NeurosimError, match=r"neurosim\.adapt\(net\)"):
        neurosim.diagnose_function(Layered().fit)


@pytest.mark.parametrize("loss, last, expected", [
    ("MSELoss", None, "mean_squared_error"), ("MSELoss", "Sigmoid", "mean_squared_error"),
    ("CrossEntropyLoss", None, "categorical_cross_entropy"), ("BCELoss", "Sigmoid", "binary_cross_entropy")])
def test_a_module_of_torch(loss, last, expected):
    """Its own gradients are right, in single precision, and it is said what for."""
    torch = pytest.importorskip("torch")
    nn = torch.nn
    layers = [nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 3)] + ([getattr(nn, last)()] if last else [])
    found = neurosim.diagnose_function(neurosim.adapt(nn.Sequential(*layers), getattr(nn, loss)()))
    assert (True, expected) == (found.agree, found.right_for.loss)


def test_a_module_that_forgets_to_reset_gradients():
    """The gradients of the step before are added to those of this one."""
    torch = pytest.importorskip("torch")
    module = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Sigmoid(), torch.nn.Linear(4, 2), torch.nn.Sigmoid())

    def train(net, x, t, lr, reset=True):
        if reset:
            net.zero_grad()
        (0.5 * (net(x) - t).pow(2).sum()).backward()
        for parameter in net.parameters():
            parameter.data -= lr * parameter.grad
    assert neurosim.diagnose_function(neurosim.adapt(module, train=train), steps=2).agree
    kept = neurosim.adapt(module, train=lambda net, x, t, lr: train(net, x, t, lr, reset=False))
    assert not neurosim.diagnose_function(kept, steps=2).agree


def test_a_step_on_tensors():
    """It needs what only tensors can; double precision is kept."""
    torch = pytest.importorskip("torch")

    def step(weights, biases, x, t, lr):
        parameters = [value.clone().requires_grad_() for value in (*weights, *biases)]
        for w, b in zip(parameters[:len(weights)], parameters[len(weights):]):
            x = torch.sigmoid(w @ x + b)
        torch.nn.functional.binary_cross_entropy(x, t).backward()
        moved = [p.detach() - lr * p.grad for p in parameters]
        return moved[:len(weights)], moved[len(weights):]
    found = neurosim.diagnose_function(step)
    assert (True, "binary_cross_entropy", "") == (found.agree, found.right_for.loss, found.judge.nearness.words)
