"""The textbook: one neuron, one layer, one network, and how they learn. It needs nothing but Python."""
