"""A learner's own autograd engine: values that remember what they were made of, and pass gradients back."""
