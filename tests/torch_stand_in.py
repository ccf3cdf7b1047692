"""As much of PyTorch as a small network needs: tensors of rows that know their slopes, modules, hooks, an optimizer.

Written anew, matrix by matrix, and not by the core's formulas, so that it is a second opinion.
"""

import math
from copy import deepcopy
from types import SimpleNamespace


class Tensor:
    """Rows of numbers; `back(grad)` of one that was worked out gives [(tensor, its grad), ...]."""

    def __init__(self, rows, requires_grad=False, back=None):
        self.rows, self.requires_grad, self.back, self.grad, self.keeps = rows, requires_grad, back, None, back is None

    @property
    def shape(self):
        return (len(self.rows), len(self.rows[0])) if isinstance(self.rows[0], list) else (len(self.rows),)

    def tolist(self):
        return deepcopy(self.rows)

    def detach(self):
        return type(self)(self.rows)

    def new_tensor(self, rows):
        return Tensor(rows)

    def element_size(self):
        return 8

    def retain_grad(self):
        self.keeps = True

    def backward(self):
        waiting = [(self, [[1.0]])]
        while waiting:
            tensor, grad = waiting.pop(0)
            if tensor.keeps and tensor.requires_grad:
                tensor.grad = Tensor(grad if tensor.grad is None else added(tensor.grad.rows, grad))
            waiting += tensor.back(grad) if tensor.back else []

    def __deepcopy__(self, memo):
        memo[id(self)] = copy = Tensor(deepcopy(self.rows), self.requires_grad)
        copy.grad = self.grad
        return copy


class Scalar(Tensor):
    def tolist(self):
        return self.rows[0][0]


def added(a, b):
    return [[x + y for x, y in zip(*rows)] for rows in zip(a, b)] if isinstance(a[0], list) else [x + y for x, y in zip(a, b)]


class Module:
    training = True

    def __init__(self):
        self.hooks = []

    def __call__(self, *given):
        out = self.forward(*given)
        for hook in self.hooks:
            hook(self, given, out)
        return out

    def register_forward_hook(self, hook):
        self.hooks.append(hook)

    def named_children(self):
        return [(name, child) for name, child in vars(self).items() if isinstance(child, Module)]

    def named_modules(self, before=""):
        yield before, self
        for name, child in self.named_children():
            yield from child.named_modules(f"{before}.{name}" if before else name)

    def named_parameters(self):
        return [(f"{name}.{key}", value) for name, module in self.named_modules() for key, value in vars(module).items() if isinstance(value, Tensor)]

    def parameters(self):
        return [value for _, value in self.named_parameters()]

    def eval(self):
        self.training = False
        return self

    def zero_grad(self):
        for parameter in self.parameters():
            parameter.grad = None


class Linear(Module):
    def __init__(self, weight, bias):
        super().__init__()
        self.weight, self.bias = Tensor(weight, True), None if bias is None else Tensor(bias, True)

    def forward(self, x):
        def back(grad):
            found = [(x, [[sum(g * row[i] for g, row in zip(gs, w)) for i in range(len(w[0]))] for gs in grad]),
                     (self.weight, [[sum(gs[j] * row[i] for gs, row in zip(grad, x.rows)) for i in range(len(w[0]))] for j in range(len(w))])]
            return found + ([(self.bias, [sum(gs[j] for gs in grad) for j in range(len(w))])] if self.bias else [])
        w, b = self.weight.rows, self.bias.rows if self.bias else [0.0] * len(self.weight.rows)
        return Tensor([[sum(a * v for a, v in zip(row, inputs)) + each for row, each in zip(w, b)] for inputs in x.rows], True, back)


class Tanh(Module):
    f, slope = staticmethod(math.tanh), staticmethod(lambda out: 1.0 - out * out)

    def forward(self, x):
        rows = [[self.f(value) for value in row] for row in x.rows]
        return Tensor(rows, True, lambda grad: [(x, [[g * self.slope(out) for g, out in zip(*pair)] for pair in zip(grad, rows)])])


class Sigmoid(Tanh):
    f, slope = staticmethod(lambda net: 1.0 / (1.0 + math.exp(-net))), staticmethod(lambda out: out * (1.0 - out))


class BatchNorm1d(Module):
    """Outside training, with running means and variances."""

    eps, momentum = 0.5, 0.25

    def __init__(self, weight, bias, mean, variance):
        super().__init__()
        self.weight, self.bias, self.running_mean, self.running_var = Tensor(weight, True), Tensor(bias, True), Buffer(mean), Buffer(variance)

    def forward(self, x):
        columns = list(zip(self.weight.rows, self.bias.rows, self.running_mean.values, self.running_var.values))
        return Tensor([[w * (value - mean) / math.sqrt(variance + self.eps) + b for value, (w, b, mean, variance) in zip(row, columns)] for row in x.rows], True)


class Buffer:
    def __init__(self, values):
        self.values = values

    def tolist(self):
        return self.values


class Dropout(Module):
    p = 0.5

    def forward(self, x):
        return x


class Sequential(Module):
    def __init__(self, *modules):
        super().__init__()
        for place, module in enumerate(modules):
            setattr(self, str(place), module)

    def forward(self, x):
        for _, module in self.named_children():
            x = module(x)
        return x


def squares(outs, targets, over):
    """The sum of the squares, divided by a number."""
    pairs = [[(out, target) for out, target in zip(*rows)] for rows in zip(outs.rows, targets.rows)]
    return Scalar([[sum((out - target) ** 2 for row in pairs for out, target in row) / over]], True,
                  lambda grad: [(outs, [[2.0 * (out - target) / over * grad[0][0] for out, target in row] for row in pairs])])


def huber(outs, targets):
    """Half the square where it is near, straight on from there; of each out, added up."""
    rows = [[out - target for out, target in zip(*pair)] for pair in zip(outs.rows, targets.rows)]
    return Scalar([[sum(d * d / 2.0 if abs(d) <= 1.0 else abs(d) - 0.5 for row in rows for d in row)]], True)


def mse(outs, targets):
    return squares(outs, targets, len(outs.rows) * len(outs.rows[0]))


class SGD:
    def __init__(self, parameters, lr, sign=-1.0):
        self.param_groups, self.state, self.sign = [{"params": list(parameters), "lr": lr, "momentum": 0, "nesterov": False, "weight_decay": 0}], {}, sign

    def step(self):
        group = self.param_groups[0]
        for parameter in group["params"]:
            step = [[self.sign * group["lr"] * g for g in row] if isinstance(row, list) else self.sign * group["lr"] * row for row in parameter.grad.rows]
            parameter.rows = added(parameter.rows, step)


TORCH = SimpleNamespace(Linear=Linear, Tanh=Tanh, Sigmoid=Sigmoid, Dropout=Dropout, Sequential=Sequential, Module=Module, mse=mse)
