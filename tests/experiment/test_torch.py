"""Modules of PyTorch taken over, and a step of it watched beside ours; of a stand-in of it everywhere, of the real one where it is."""

from random import Random

import pytest
from torch_stand_in import SGD, BatchNorm1d, Dropout, Linear, Module, Sequential, Sigmoid, Tanh, Tensor, huber, mse, squares

import neurosim
from neurosim import NeurosimError

FIRST, LAST = [[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]], [[1.0, -0.5, 0.25], [0.5, 0.75, -1.25]]
X, Y = [[0.5, -0.25], [1.0, 0.5], [-0.5, 0.75]], [[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]


def net(*more, hidden=None, last=None, bias=True):
    return Sequential(Linear(FIRST, [0.1, 0.2, 0.3] if bias else None), hidden or Tanh(), *more, Linear(LAST, [0.4, 0.5]), last or Sigmoid())


class Own(Module):
    """Defined back to front, and with activations that are no modules of it."""

    def __init__(self):
        super().__init__()
        self.out, self.hid, self.calls = Linear(LAST, [0.4, 0.5]), Linear(FIRST, [0.1, 0.2, 0.3]), (Tanh(), Sigmoid())

    def forward(self, x):
        return self.calls[1](self.out(self.calls[0](self.hid(x))))


@pytest.mark.parametrize("words, sentence", [
    ({"loss": "mse"}, "loss: expected a loss of PyTorch, such as torch.nn.MSELoss(), got 'mse'"),
    ({"x": X}, "x: expected a tensor, got a list of length 3"), ({"y": Y}, "y: expected a tensor, got a list of length 3"),
    ({"model": 3}, "model: expected a torch.nn.Module, got 3")])
def test_what_pytorch_cannot_take(words, sentence):
    """Is refused in a sentence, and not by an error of PyTorch's."""
    with pytest.raises(NeurosimError) as caught:
        neurosim.watch_torch(**{"model": net(), "loss": mse, "x": Tensor(X), "y": Tensor(Y), **words})
    assert sentence == str(caught.value)


@pytest.mark.parametrize("model", [net(), Own()], ids=["Sequential", "of its own"])
def test_taken_over(model):
    """Layers in the order in which they are called, whatever the one in which they are defined."""
    notes = []
    network = neurosim.import_model(model, warn=notes.append).network
    assert [FIRST, LAST] == [[neuron.weights for neuron in layer.neurons] for layer in network.layers]
    assert ["tanh", "sigmoid"] == [layer.activation.name for layer in network.layers]
    assert ("activations found by trying: tanh, sigmoid" in notes) == isinstance(model, Own)
    assert model(Tensor(X)).rows == [pytest.approx(row, rel=1e-14) for row in network.answers(X)]


def test_its_loss_and_optimizer():
    """As objects of PyTorch: Σ (target − out)², over all samples."""
    model = net()
    experiment = neurosim.import_model(model, (X[0], Y[0]), loss=lambda outs, targets: squares(outs, targets, 1.0), optimizer=SGD(model.parameters(), 0.25))
    assert ("squared_error", "sum", 0.25) == (experiment.network.loss.name, experiment.reduction, experiment.network.optimizer.learning_rate)


def test_frozen_and_without_bias():
    """What PyTorch does not train, ours does not."""
    model = net(bias=False)
    model.parameters()[0].requires_grad = False
    first, last = neurosim.import_model(model).network.layers
    assert ("none", False, "own", True) == (first.bias, first.train_weights, last.bias, last.train_weights)


def test_dropout_belongs_to_the_layer_before():
    """As in a file."""
    assert [0.5, 0.0] == [layer["dropout"] for layer in neurosim.import_model(net(Dropout())).document["layers"]]


def test_batch_normalisation():
    """The bias of the linear layer is taken off with the mean; the shifts are the biases."""
    norm = BatchNorm1d([2.0, 0.5, 1.0], [0.25, -0.5, 0.75], [0.5, 1.5, -0.5], [1.5, 0.5, 2.0])
    model = Sequential(Linear(FIRST, [0.1, 0.2, 0.3]), norm, Tanh(), Linear(LAST, [0.4, 0.5]))
    experiment = neurosim.import_model(model)
    assert model(Tensor(X)).rows == [pytest.approx(row, rel=1e-14) for row in experiment.network.answers(X)]
    assert ([0.25, -0.5, 0.75], "all", 2) == (experiment.network.layers[0].biases, experiment.training["batch_size"], len(experiment.samples))
    assert experiment.check().agree
    assert {"scales": [2.0, 0.5, 1.0], "eps": 0.5, "momentum": 0.25}.items() <= experiment.document["layers"][0]["normalize"].items()
    with pytest.raises(NeurosimError, match="got BatchNorm1d"):
        neurosim.import_model(Sequential(Linear(FIRST, None), Tanh(), norm, Linear(LAST, None)))


class Swish3(Tanh):
    pass


@pytest.mark.parametrize("model, sentence", [
    (net(Tanh()), "model: expected linear layers, each with one activation after it: .* got Tanh"),
    (net(hidden=Swish3()), "got Swish3"),
    (Sequential(Tanh()), "model: expected at least one matrix of weights"),
])
def test_no_such_module(model, sentence):
    """It says what there may be."""
    with pytest.raises(NeurosimError, match=sentence):
        neurosim.import_model(model)


# Watched


@pytest.mark.parametrize("samples", [1, 3])
@pytest.mark.parametrize("model", [net(), Own(), net(bias=False)], ids=["Sequential", "of its own", "without bias"])
def test_every_number_agrees(model, samples):
    """Nets, outs, E, every slope and every new weight; the model stays as it is."""
    before = [parameter.tolist() for parameter in model.parameters()]
    step = neurosim.watch_torch(model, mse, Tensor(X[:samples]), Tensor(Y[:samples]), SGD(model.parameters(), 0.25))
    assert step.agree and [] == step.explanations == step.causes
    biases = len(step.trace.names.biases[0]) + 2
    assert samples * 4 * 5 + 1 + 2 * (12 + biases) == len(step.rows)
    assert {"net_h1", "out_o2", "dE_dnet_h3"} <= {name.removesuffix("_s1") for name, *_ in step.rows} and "w12_new" in {name for name, *_ in step.rows}
    assert before == [parameter.tolist() for parameter in model.parameters()]
    assert [None] * len(before) == [parameter.grad for parameter in model.parameters()]
    assert f"All {len(step.rows)} numbers agree." in str(step) and step.to_dict()["agree"] is True


def test_slopes_of_the_step_before():
    """What somebody has not set back is not added."""
    model = net()
    for parameter in model.parameters():
        parameter.grad = Tensor(parameter.tolist())
    assert neurosim.watch_torch(model, mse, Tensor(X), Tensor(Y)).agree


class TanhOfTanh(Own):
    """Takes the activation of what is activated already."""

    def forward(self, x):
        return self.calls[1](self.out(self.calls[0](self.calls[0](self.hid(x)))))


def test_a_way_forward_that_is_wrong():
    """Where the activations are told, the first number that they do not give is named; untold, no usual ones give its answers."""
    step = neurosim.watch_torch(TanhOfTanh(), mse, Tensor(X[:1]), Tensor(Y[:1]), activation=["tanh", "sigmoid"])
    assert ("out_h1", ["net_h1"]) == (step.first_difference, step.causes)
    with pytest.raises(NeurosimError, match="activation: the model tells none, and no usual ones give its answers"):
        neurosim.watch_torch(TanhOfTanh(), mse, Tensor(X[:1]), Tensor(Y[:1]))


class Slopeless(Sigmoid):
    """Forgets its slope on the way back."""

    slope = staticmethod(lambda out: 1.0)


Slopeless.__name__ = "Sigmoid"


def test_the_first_difference():
    """It is named, with what it is worked out from, and the mistake that explains it."""
    step = neurosim.watch_torch(net(last=Slopeless()), mse, Tensor(X[:1]), Tensor(Y[:1]))
    assert ("dE_dnet_o1", ["dE_dout_o1"]) == (step.first_difference, step.causes) and not step.agree
    assert ["missing_output_slope"] == [each.mistake for each in step.explanations]
    shown = str(step)
    assert "First difference: ∂E/∂net_o1" in shown and "(missing_output_slope)" in shown
    assert "It is worked out from ∂E/∂out_o1, which agrees." in shown
    assert "TorchStep(38 numbers, first difference: dE_dnet_o1)" == repr(step)
    row = next(row for row in step.to_dict()["numbers"] if row["name"] == "dE_dnet_o1")
    assert not row["agrees"] and row["torch"] != row["neurosim"]


def test_uphill():
    """The update is compared, too."""
    model = net()
    step = neurosim.watch_torch(model, mse, Tensor(X[:1]), Tensor(Y[:1]), SGD(model.parameters(), 0.25, sign=1.0))
    assert "w1_new" == step.first_difference and ["ascent"] == [each.mistake for each in step.explanations]


class Detached(Own):
    def forward(self, x):
        return self.calls[1](self.out(self.calls[0](self.hid(x)).detach()))


def test_backward_that_does_not_come_to_a_layer():
    """No slope is not the same as a slope of 0, and is no agreement."""
    step = neurosim.watch_torch(Detached(), mse, Tensor(X[:1]), Tensor(Y[:1]))
    assert "dE_dout_h1" == step.first_difference and ("dE_dw1", None) in [row[:2] for row in step.rows]
    assert "none" in str(step)


@pytest.mark.parametrize("call, sentence", [
    (lambda: neurosim.watch_torch(net(Dropout()), mse, Tensor(X), Tensor(Y)), r"model: dropout leaves out other neurons each time \(expected model.eval\(\) before\)"),
    (lambda: neurosim.watch_torch(net(), lambda outs, targets: squares(outs, targets, 7.0), Tensor(X), Tensor(Y)), "loss: none gives what it gives"),
    (lambda: neurosim.watch_torch(net(), huber, Tensor(X), Tensor(Y)), "loss: none gives what it gives"),
    (lambda: neurosim.watch_torch(3, mse, X, Y), "model: expected a torch.nn.Module, got 3"),
    (lambda: neurosim.watch_torch(net(), mse, Tensor([[1.0, 2.0, 3.0]]), Tensor(Y[:1])), r"samples\[0\].inputs: expected 2 numbers, got 3"),
    (lambda: neurosim.watch_torch(net(), mse, Tensor(X), Tensor(Y[:2])), r"y: expected 3 rows, one for each row of x, got 2"),
    (lambda: neurosim.watch_torch(net(), mse, Tensor(X), Tensor(Y), used(net())), "optimizer: it has taken steps already"),
])
def test_what_cannot_be_watched(call, sentence):
    """One sentence, before anything is run."""
    with pytest.raises(NeurosimError, match=sentence):
        call()


def used(model):
    optimizer = SGD(model.parameters(), 0.1)
    optimizer.state = {"w": {"step": 3}}
    return optimizer


# PyTorch itself


@pytest.fixture(scope="module")
def torch():
    return pytest.importorskip("torch", reason="PyTorch is not installed")


@pytest.mark.parametrize("kind, loss, last", [("float64", "MSELoss", "Tanh"), ("float32", "BCELoss", "Sigmoid"), ("float64", "CrossEntropyLoss", None),
                                              ("float32", "BCEWithLogitsLoss", None), ("float64", "L1Loss", "GELU")])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_real_steps(torch, kind, loss, last, reduction):
    """Its losses, in both precisions, for one sample and for several; by Adam, and by momentum."""
    if loss in ("BCELoss", "BCEWithLogitsLoss", "L1Loss") and reduction == "sum":
        pytest.skip("ours are means over the outputs")
    nn = torch.nn
    torch.manual_seed(len(loss))
    model = nn.Sequential(nn.Linear(3, 4), nn.LeakyReLU(0.25), nn.Linear(4, 5, bias=False), nn.ELU(inplace=True), nn.Linear(5, 2),
                          *[getattr(nn, name)() for name in [last] if name]).to(getattr(torch, kind))
    random = Random(1)
    x = torch.tensor([[random.uniform(-1, 1) for _ in range(3)] for _ in range(4)], dtype=getattr(torch, kind))
    y = torch.tensor([1, 0, 0, 1]) if loss == "CrossEntropyLoss" else torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]], dtype=x.dtype)
    for optimizer in (torch.optim.Adam(model.parameters()), torch.optim.SGD(model.parameters(), 0.5, momentum=0.9, nesterov=True)):
        assert neurosim.watch_torch(model, getattr(nn, loss)(reduction=reduction), x, y, optimizer).agree
        assert neurosim.watch_torch(model, getattr(nn, loss)(reduction=reduction), x[:1], y[:1], optimizer).agree


def test_a_real_backward_that_is_wrong(torch):
    """A function of one's own that forgets its slope is named."""
    class Wrong(torch.autograd.Function):
        @staticmethod
        def forward(ctx, net):
            return torch.sigmoid(net)

        @staticmethod
        def backward(ctx, grad):
            return grad

    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.out, self.hid = torch.nn.Linear(3, 2), torch.nn.Linear(2, 3)

        def forward(self, x):
            return Wrong.apply(self.out(torch.tanh(self.hid(x))))
    torch.manual_seed(0)
    for model in (Net(), Net().double()):
        like = next(model.parameters())
        step = neurosim.watch_torch(model, torch.nn.MSELoss(), like.new_tensor([0.5, -0.25]), like.new_tensor([1.0, 0.0]))
        assert "dE_dnet_o1" == step.first_difference
        assert ["missing_output_slope"] == [each.mistake for each in step.explanations]


def test_a_real_state_dict(torch, tmp_path):
    """torch.save writes a pickle in a zip file, which is told what to do instead."""
    torch.save(torch.nn.Linear(2, 3).state_dict(), tmp_path / "m.pt")
    with pytest.raises(NeurosimError, match=r"m.pt: a zip file, as of torch.save or Keras \(expected a safetensors file, or neurosim.import_model\(model\)"):
        neurosim.import_model(tmp_path / "m.pt")


@pytest.mark.parametrize("norm", ["BatchNorm1d", "LayerNorm"])
def test_normalised_layers(torch, norm):
    """Scales and shifts, running means; it answers, and takes a step, as PyTorch does."""
    nn = torch.nn
    torch.manual_seed(3)
    model = nn.Sequential(nn.Linear(2, 3, bias=norm == "BatchNorm1d"), getattr(nn, norm)(3), nn.ReLU(), nn.Linear(3, 1)).double()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += torch.rand_like(parameter)
        model(torch.rand(8, 2).double() * 4)    # running means move
    x, y = torch.rand(5, 2).double(), torch.rand(5, 1).double()
    experiment = neurosim.import_model(model, (x, y), loss=nn.MSELoss(), learning_rate=0.5, batch_size="all")
    assert model.eval()(x).tolist() == [pytest.approx(row, rel=1e-12) for row in experiment.network.answers(x)]
    optimizer = torch.optim.SGD(model.train().parameters(), 0.5)
    nn.MSELoss()(model(x), y).backward()
    optimizer.step()
    experiment.train(1)
    assert model.eval()(x).tolist() == [pytest.approx(row, rel=1e-10) for row in experiment.network.answers(x)]
    with pytest.raises(NeurosimError, match="model: expected one without BatchNorm1d and LayerNorm, to be watched"):
        neurosim.watch_torch(model, nn.MSELoss(), x, y)


def test_a_bias_before_layer_norm(torch):
    """Where it counts, it is refused."""
    with pytest.raises(NeurosimError, match=r"expected Linear\(..., bias=False\) before LayerNorm"):
        neurosim.import_model(torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.LayerNorm(3)))


def test_adamw_by_another_name(torch):
    """Newer versions have it as a setting of Adam."""
    model = torch.nn.Sequential(torch.nn.Linear(2, 1)).double()
    optimizer = torch.optim.Adam(model.parameters(), weight_decay=0.25)
    optimizer.param_groups[0]["decoupled_weight_decay"] = True
    assert "adamw" == neurosim.import_model(model, optimizer=optimizer).network.optimizer.name
