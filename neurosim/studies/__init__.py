"""Many networks at once: sweeps, landscapes, the laboratory, published examples."""
