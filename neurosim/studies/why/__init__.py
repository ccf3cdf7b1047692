"""Why training gets nowhere: causes, each with the number that shows it and a cure that was tried. See why.py."""
