"""A class: sheets whose numbers tell mistakes apart, what grading reads, and questions asked one by one.

    assignment.py    the file that sheets, keys and grading share
    rounding.py      to how many digits one writes
    questions.py     what is asked: stage, name, formula, hints
    roster.py        who is in the class
    own_numbers.py, soundness.py, telling_apart.py    numbers: drawn, fair, and such that mistakes show
    variants.py      an assignment for a class, made of these; levels.py says what is left blank
    sheets.py, printing.py    a student's sheet, and what is printed
    known_answers.py, quizzes/    the same for learning platforms and spreadsheets
    handed_in.py     what the students have handed in
    grading.py       a student's grade: what is right, what follows, what is wrong
    usual_slips.py, naming_slips.py    why it is wrong
    class_grade.py   the grades of a class, and what they have in common
    practising.py    one learner, number by number            typed_number.py    what is typed there
"""
