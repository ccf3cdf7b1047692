"""Peers in node for the benchmark: the tutorial's two layers in plain JavaScript, and synaptic where node finds it.

Node measures itself, once it has compiled what is hot: processor time of its process, a step.
"""

import json
import shutil
import subprocess

PEERS = ("JavaScript", "synaptic")
MOST_WEIGHTS = 5000    # synaptic writes every one out, and compiles for minutes
TEXT = """
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));

function answer(layer, inputs, outs) {
    for (let j = 0; j < outs.length; j++) {
        const {weights, bias} = layer[j];
        let net = bias;
        for (let i = 0; i < inputs.length; i++) net += weights[i] * inputs[i];
        outs[j] = 1 / (1 + Math.exp(-net));
    }
}

function move(layer, deltas, inputs) {
    for (let j = 0; j < deltas.length; j++) {
        const weights = layer[j].weights;
        for (let i = 0; i < inputs.length; i++) weights[i] -= 0.5 * deltas[j] * inputs[i];
    }
}

function twoLayers({layers: [hidden, output]}) {
    const h = hidden.map(() => 0), o = output.map(() => 0), before = h.slice(), deltas = o.slice();
    return (x, t) => {
        answer(hidden, x, h);
        answer(output, h, o);
        for (let j = 0; j < o.length; j++) deltas[j] = (o[j] - t[j]) * o[j] * (1 - o[j]);
        for (let i = 0; i < h.length; i++) {
            let sum = 0;
            for (let j = 0; j < o.length; j++) sum += deltas[j] * output[j].weights[i];
            before[i] = sum * h[i] * (1 - h[i]);
        }
        move(output, deltas, h);
        move(hidden, before, x);
    };
}

const make = {
    JavaScript: twoLayers,
    synaptic: ({sizes}) => {
        const network = new (require("synaptic").Architect.Perceptron)(...sizes);
        return (x, t) => { network.activate(x); network.propagate(0.5, t); };
    },
};

const train = make[given.peer](given);

function secondsAStep(atLeast) {
    const start = process.cpuUsage();
    for (let steps = 0, seconds = 0; ; ) {
        for (const [x, t] of given.samples) train(x, t);
        const {user, system} = process.cpuUsage(start);
        steps += given.samples.length;
        seconds = (user + system) / 1e6;
        if (seconds > atLeast) return seconds / steps;
    }
}

secondsAStep(0.1);
console.log(secondsAStep(0.05));
"""


def node_peers(network, samples):
    """name -> a function that gives the seconds a step of what is there; without node nothing is."""
    layers = [[{"weights": neuron.weights, "bias": neuron.bias} for neuron in layer.neurons]
              for layer in network.layers]
    sizes = [len(network.layers[0].neurons[0].weights), *map(len, layers)]
    few = sum(len(neuron["weights"]) for layer in layers for neuron in layer) <= MOST_WEIGHTS
    given = {"sizes": sizes, "layers": layers, "samples": samples}
    texts = {peer: json.dumps({**given, "peer": peer}) for peer in PEERS if few or peer != "synaptic"}
    return {peer: lambda text=text: run(text) for peer, text in texts.items() if run(text) is not None}


def run(text):
    """What node says; None where there is no node, or no such package."""
    node = shutil.which("node")
    done = node and subprocess.run([node, "-e", TEXT], input=text, capture_output=True, text=True, check=False)
    return float(done.stdout) if done and done.returncode == 0 else None
