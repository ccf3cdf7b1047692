"""The mistakes, each a function that spoils an experiment where it stands, or a class mixed into a part of it."""
