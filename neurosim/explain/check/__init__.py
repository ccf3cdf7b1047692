"""Is the gradient right? Beside nudges, and beside forward mode."""
