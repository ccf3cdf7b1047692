"""The network that a document describes, and the document of a network as it is now."""

from ..core.guard.sizes import Size
from ..core.initializers import INITIALIZERS
from ..core.layers import make_layer
from ..core.network import NeuralNetwork
from ..core.optimizers import OPTIMIZERS
from ..core.parameters import beside

LAYER_FIELDS = ("bias", "activation", "train_weights", "train_bias", "dropout")
FIRST_WEIGHTS = "first weights"


def build_network(document, seed, random):
    """The network of a document; what the document leaves out is drawn by `random`, which began with that seed."""
    layers, inputs = [], document["inputs"]
    for i, layer in enumerate(document["layers"]):
        initializer = initializer_of(layer, f"layers[{i}].initialize")
        weights, biases = layer["weights"], layer["biases"]
        if weights is None or biases is None:
            drawn_weights, drawn_biases = initializer.layer(random, inputs, layer["neurons"], layer["bias"])
            weights = drawn_weights if weights is None else weights
            biases = drawn_biases if biases is None else biases
        layers.append(make_layer(weights, biases, random=random, normalize=layer.get("normalize"),
                                 **{field: layer[field] for field in LAYER_FIELDS}))
        inputs = len(weights)
    optimizer = OPTIMIZERS.make(document["optimizer"]).with_schedule(**schedule_of(document))
    network = NeuralNetwork(layers, document["loss"], optimizer)
    network.seed = seed if draws_weights(document) else None
    return network


def schedule_of(document):
    """How a document changes the learning rate, and what it makes of slopes."""
    return {key: document["training"].get(key) for key in ("schedule", "clip")}


def initializer_of(layer, field=""):
    return INITIALIZERS.make(as_choice(layer["initialize"]), field)


def draws_weights(document):
    """Whether first weights of a document are drawn, some of them at least."""
    return any(initializer_of(layer).draws(layer["weights"], layer["biases"], layer["bias"])
               for layer in document["layers"])


def left_to_chance(document):
    """What of a document its seed decides, in words."""
    found = {FIRST_WEIGHTS: draws_weights(document), "the order of samples": document["training"]["order"] != "given",
             "what dropout leaves out": any(layer["dropout"] for layer in document["layers"])}
    return [words for words, is_drawn in found.items() if is_drawn]


def about_seed(document, asked=None):
    """What to say of the seed: that none was given, or that the one asked for does nothing; "" where all is well."""
    found = left_to_chance(document)
    if not found:
        does_nothing = asked is not None and "test_samples" not in document    # the seed may have held these out
        return f"{document['name']}: nothing is drawn by chance, so the seed does nothing" if does_nothing else ""
    *others, last = found
    verb = "are" if others or last == FIRST_WEIGHTS else "is"
    return "" if asked is not None or document["seed"] is not None else (
        f"{document['name']}: no seed given, so {' and '.join(filter(None, [', '.join(others), last]))} {verb} drawn "
        "from seed 0")


def size_of_document(document):
    """The Size of the network that a document describes, and of its batches; nothing is made of it."""
    layers, inputs = [], document["inputs"]
    for layer in document["layers"]:
        neurons = layer["neurons"]
        biases = {"own": neurons, "shared": 1, "none": 0}[layer["bias"]]
        layers.append((inputs, neurons, biases, as_choice(layer["activation"]) in ("softmax", {"name": "softmax"})))
        inputs = neurons
    samples, batch = len(document["samples"]), document["training"]["batch_size"]
    carried = len(OPTIMIZERS.make(document["optimizer"]).initial_memory)
    return Size(layers, samples if batch == "all" else batch, samples, carried)


def steps_of(document):
    """How many steps a document asks for."""
    training, size = document["training"], size_of_document(document)
    return training["epochs"] * -(-size.samples // size.batch) if "epochs" in training else training["steps"]


def document_of_network(network):
    """The fields of a document that say what a network is: inputs, layers, loss, optimizer."""
    return {"inputs": len(network.layers[0].neurons[0].weights), "layers": list(map(document_of_layer, network.layers)),
            "loss": network.loss.choice(), "optimizer": network.optimizer.choice()}


def document_of_layer(layer):
    return {"activation": layer.activation.choice(), "weights": [list(neuron.weights) for neuron in layer.neurons],
            "bias": layer.bias, "biases": list(layer.biases), "dropout": getattr(layer, "dropout", 0.0),
            "train_weights": layer.train_weights, "train_bias": layer.train_bias,
            "normalize": layer.settings() if beside(layer) else None}


def as_choice(scheme):
    """The file says {"scheme": "uniform"} where the other tables say {"name": ...}."""
    if not isinstance(scheme, dict):
        return scheme
    return {"name" if key == "scheme" else key: value for key, value in scheme.items()}


def as_document(trainer):
    """The document that a trainer was made from, with the weights as they are now."""
    from ..explain.arithmetic import nearest
    layers = [{**layer, "weights": [list(map(nearest, neuron.weights)) for neuron in now.neurons],
               "biases": list(map(nearest, now.biases)), **({"normalize": now.settings()} if beside(now) else {})}
              for layer, now in zip(trainer.document["layers"], trainer.network.layers)]
    return {**trainer.document, "layers": layers, "seed": trainer.seed}
