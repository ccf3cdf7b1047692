"""How it looks. A module is a format: render(blocks, ...) -> text."""
