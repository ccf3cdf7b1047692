"""A class: sheets whose numbers tell mistakes apart, what grading reads, and questions asked one by one.

    assignment.py    the file that sheets, keys and grading share
    rounding.py      to how many digits one writes
    questions.py     what is asked: stage, name, formula, hints
"""
