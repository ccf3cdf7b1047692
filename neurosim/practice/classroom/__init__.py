"""A class: sheets whose numbers tell mistakes apart, what grading reads, and questions asked one by one.

    assignment.py    the file that sheets, keys and grading share
    rounding.py      to how many digits one writes
    questions.py     what is asked: stage, name, formula, hints
    handed_in.py     what the students have handed in
    grading.py       a student's grade: what is right, what follows, what is wrong
    usual_slips.py, naming_slips.py    why it is wrong
    class_grade.py   the grades of a class, and what they have in common
    practising.py    one learner, number by number            typed_number.py    what is typed there
"""
