"""What each field of an experiment file means, in a sentence: for `neurosim help file`, and for editors."""

FIELD_WORDS = {
    "experiment": {
        "$schema": "where an editor finds the schema that `neurosim help schema` writes; nothing else reads it",
        "format": "what kind of file this is: neurosim-experiment",
        "version": "of the format: 1",
        "name": "what answers call the experiment; left out, the file's name",
        "inputs": "how many numbers come in",
        "layers": "front to back, the last one is the output",
        "initialize": "how weights that are left out are drawn; a layer's own goes first",
        "loss": "how wrong the outs are, as one number; cross_entropy is the one that goes with the last layer",
        "optimizer": "what makes a step of a gradient",
        "samples": "what is learnt from: a list, or a CSV file beside the experiment",
        "training": "how long, and in what order",
        "seed": "draws weights, order and dropout: the same seed, the same bits; left out, 0",
    },
    "layer": {
        "neurons": "how many; may be left out where the weights say it",
        "activation": "what a neuron makes of its net",
        "weights": "a list for each neuron, in it a number for each input; left out, drawn",
        "bias": "own: one for each neuron; shared: one for the layer; none",
        "biases": "as many numbers as the bias says; left out, 0 for own ones, a shared one is drawn like a weight",
        "train_bias": "whether training moves the biases",
        "train_weights": "whether training moves the weights",
        "dropout": "the share of outs that are left out in each training step",
        "normalize": "nets brought to mean 0 and deviation 1, over the batch or over the layer",
        "initialize": "how this layer's weights are drawn",
    },
    "training": {
        "steps": "how many steps; steps or epochs, not both",
        "epochs": "how many times all samples",
        "batch_size": "how many samples a step learns from; all of them: \"all\"",
        "reduction": "whether the slopes of a batch are added up (sum) or averaged (mean)",
        "order": "given: as they stand; shuffled: in a new order each epoch; random: drawn with replacement",
    },
    "sample": {
        "inputs": "what comes in, a number for each input",
        "targets": "what should come out: what the loss asks for",
    },
    "csv": {
        "csv": "the name of the file, which lies beside the experiment",
        "targets": "how many of the last columns are targets",
        "header": "whether the first row names the columns; left out, it does if no cell of it is a number",
    },
}
