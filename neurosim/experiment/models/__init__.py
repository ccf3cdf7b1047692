"""Trained models of other libraries, taken over as experiments.

    model.py             what is found of one: layers, activations, loss, optimizer, and what has to be said
    tensors.py           named matrices, as files and state dicts have them
    torch_model.py       a module of PyTorch        keras_model.py, sklearn_model.py    of Keras, of scikit-learn
    by_trying.py         activations and losses that a model does not tell, found by asking it
    taking_over.py       any of them as an experiment: neurosim.import_model
    torch_step.py        a step of PyTorch beside ours: neurosim.watch_torch

Nothing is imported: a model is known by what it can do. To add a library, write its module and add it to READERS in
taking_over.py.
"""
