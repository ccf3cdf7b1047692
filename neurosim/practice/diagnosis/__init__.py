"""Where a learner's numbers go wrong, and why."""
