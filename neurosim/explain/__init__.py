"""Why a number is what it is: the textbook's own code, run on numbers that remember how they were computed."""
