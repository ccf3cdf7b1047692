"""A peer in C for the benchmark: the tutorial's two layers as somebody would write them by hand, compiled by cc."""

import ctypes
import os
import shutil
import subprocess
import tempfile
from array import array

TEXT = """
#include <math.h>
void train(int steps, int inputs, int hidden, int outputs, const double *rows, double *v, double *w)
{
    double h[1024], o[1024], d[1024];
    for (int k = 0; k < steps; k++) {
        const double *x = rows + (long) k * (inputs + outputs), *t = x + inputs;
        for (int j = 0; j < hidden; j++) {
            double net = v[j * (inputs + 1) + inputs];
            for (int i = 0; i < inputs; i++) net += v[j * (inputs + 1) + i] * x[i];
            h[j] = 1.0 / (1.0 + exp(-net));
        }
        for (int j = 0; j < outputs; j++) {
            double net = w[j * (hidden + 1) + hidden];
            for (int i = 0; i < hidden; i++) net += w[j * (hidden + 1) + i] * h[i];
            o[j] = 1.0 / (1.0 + exp(-net));
            d[j] = (o[j] - t[j]) * o[j] * (1.0 - o[j]);
        }
        for (int i = 0; i < hidden; i++) {
            double sum = 0.0;
            for (int j = 0; j < outputs; j++) sum += d[j] * w[j * (hidden + 1) + i];
            sum *= h[i] * (1.0 - h[i]);
            for (int m = 0; m < inputs; m++) v[i * (inputs + 1) + m] -= 0.5 * sum * x[m];
        }
        for (int j = 0; j < outputs; j++)
            for (int i = 0; i < hidden; i++) w[j * (hidden + 1) + i] -= 0.5 * d[j] * h[i];
    }
}
"""


def plain_c_program(network, samples):
    """A function that takes a step on each sample; None without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, made = os.path.join(folder, "plain.c"), os.path.join(folder, "plain.so")
        with open(source, "w", encoding="ascii") as file:
            file.write(TEXT)
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", source, "-o", made, "-lm"], check=True)
        train = ctypes.CDLL(made).train
    rows = array("d", [number for sample in samples for part in sample for number in part])
    weights = [array("d", [number for neuron in layer.neurons for number in [*neuron.weights, neuron.bias]])
               for layer in network.layers]
    train.argtypes = [ctypes.c_int] * 4 + [ctypes.c_void_p] * 3
    sizes = [len(network.layers[0].neurons[0].weights), *[len(layer.neurons) for layer in network.layers]]

    def run():
        train(len(samples), *sizes, rows.buffer_info()[0], *[each.buffer_info()[0] for each in weights])
    return run
