"""Practise: what a learner did, and the mistakes that explain it."""
