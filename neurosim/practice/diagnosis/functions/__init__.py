"""A learner's own training step, tried out on small networks: how it is called, what is right, which faults it has."""
