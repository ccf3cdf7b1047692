"""What there is to see: each report is a generator that yields blocks. How they look is not decided here."""
