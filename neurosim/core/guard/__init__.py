"""The door of the core: what may come in, and the one error that says why not."""
