"""The mistakes, each a function that spoils an experiment where it stands."""
