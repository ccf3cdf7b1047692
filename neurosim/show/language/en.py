"""English: every sentence that is printed for a class, whole, by its key, with named holes.

Keys are `where.what`, in the order in which they are met.
"""

SENTENCES = {
    # Worksheets.
    "sheet.title": "Backpropagation by hand: {title}",
    "sheet.head": "Name: {student}.  Variant {variant}, check code {check}.",
    "sheet.task.everything": "Work out one training step of this network, number by number. Write the formula beside "
                             "each number.",
    "sheet.task.half": "Work out one training step of this network. The first numbers of each stage are worked out for "
                       "you; go on in the same way, and write the formula beside each number.",
    "sheet.task.hidden": "Work out what belongs to the hidden layer in one training step of this network. All other "
                         "numbers are given. Write the formula beside each number.",
    "sheet.task.find-mistake": "Somebody has worked out one training step of this network and has made one mistake. "
                               "The formulas are right, but what was calculated with them is not. Find the first "
                               "number that is wrong, and write the right number beside it. What was calculated from "
                               "a wrong number is wrong as well.",
    "sheet.given": "What is given",
    "sheet.column.name": "number",
    "sheet.column.formula": "formula",
    "sheet.column.value": "value",
    "sheet.column.correction": "right number",

    # For learning platforms and spreadsheets.
    "sheet.task.everything.short": "Work out one training step of this network, number by number.",
    "sheet.task.half.short": "Work out one training step of this network; some numbers are worked out for you.",
    "sheet.task.hidden.short": "Work out what belongs to the hidden layer in one training step of this network.",
    "quiz.title": "{title}, variant {variant}, {check}",
    "quiz.name": "Name: {student}",
    "quiz.given": "Given: {numbers}.",
    "quiz.worked": "Worked out for you: {numbers}.",
    "quiz.picture": "The network with its numbers",
    "quiz.ask": "Work out {name}: {words}.",
    "quiz.green": "Write your numbers into column B: a cell turns green when its number is right.",
    "known.right": "Right.",
    "known.one": "This is what comes out when {what}. {advice}",
    "known.several": "This is what comes out when {what}, or of another known mistake. {advice}",

    # Keys, and what the teacher is told.
    "key.title": "Key: {title}",
    "key.answers": "Answers",
    "key.planted": "The mistake in this sheet: {mistake}.",
    "key.overview": "All answers: {title}",
    "key.column.variant": "variant",
    "key.column.student": "student",
    "key.column.check": "check code",
    "key.column.first": "first wrong number",
    "key.column.right": "right number",
    "key.column.mistake": "mistake",
    "teacher.title": "What these sheets tell apart: {title}",
    "teacher.all": "Each mistake of the catalogue that can be made here gives answers of its own, but for those below.",
    "teacher.left_out": "Not asked for, as these numbers are nearly always below 0.001: {names}.",
    "teacher.unseen": "Mistakes that change no answer as far as it is written, with any of the numbers tried",
    "teacher.alike": "Mistakes that give the same answers, with all of the numbers tried",
    "teacher.open": "Mistakes that single sheets leave together",
    "teacher.right": "all is right",
    "teacher.column.mistake": "mistake",
    "teacher.column.student": "student",
    "teacher.column.words": "in words",
    "teacher.column.together": "given the same answers",
    "teacher.column.one": "one",
    "teacher.column.other": "the other",

    # How numbers are rounded.
    "rounding.decimals": "Write every number with {count} decimals (0.12345 with 4 decimals is 0.1235). "
                         "You may calculate on with the rounded number or with all digits: both are accepted.",
    "rounding.digits": "Write every number with {count} significant digits (0.012345 with 4 of them is 0.01235). "
                       "You may calculate on with the rounded number or with all digits: both are accepted.",

    # The stages of a step, in order of computation.
    "stage.forward": "Forward",
    "stage.error": "Error",
    "stage.backward": "Back to the nets: δ",
    "stage.gradient": "Gradients",
    "stage.update": "Update",

    # Hints, in three steps: which rule, the formula, the numbers.
    "hint.rule.net": "{name} is a weighted sum: each input of the neuron times its weight, all added up, and the bias.",
    "hint.rule.out": "{name} is what the activation makes of the neuron's net.",
    "hint.rule.error": "{name} is what the loss makes of target and out.",
    "hint.rule.dE_dout": "{name} is the slope of the loss, or the sum over all paths from this out to the error.",
    "hint.rule.dout_dnet": "{name} is the slope of the activation at this neuron.",
    "hint.rule.dE_dnet": "{name} is the chain rule: how E changes with the out, times the slope of the activation.",
    "hint.rule.dE_dw": "{name} is the chain rule: δ of the neuron that the weight leads to, times its input there.",
    "hint.rule.dE_db": "{name} is the sum of δ over the neurons that the bias belongs to, as its input is 1.",
    "hint.rule.new": "{name} is the old value, moved against its gradient by the rule of the optimizer.",
    "hint.rule.other": "{name} is {words}.",
    "hint.formula": "{name} = {formula}",
    "hint.numbers": "{name} = {numbers}",

    # Grading: what became of a number.
    "verdict.right": "right",
    "verdict.follows": "follows from your own numbers",
    "verdict.capped": "follows, but an earlier number has left nothing to work out",
    "verdict.wrong": "wrong",
    "verdict.again": "the same mistake again",
    "verdict.blank": "left blank",

    # What was done, where a number is wrong.
    "slip.mistake": "{name} is what comes out when {what} ({mistake}).",
    "slip.alternatives": "It is also what comes out of: {mistakes}.",
    "slip.unreadable": "{name}: “{text}” is no number.",
    "slip.too_few_digits": "{name} is right as far as it goes, and has fewer digits than were asked for.",
    "slip.another_number": "{name} has the number of {other}.",
    "slip.sign_lost": "{name}: the sign is lost.",
    "slip.decimal_point": "{name}: the decimal point has slipped.",
    "slip.digits_swapped": "{name}: two digits are swapped.",
    "slip.one_digit_off": "{name}: one digit is off.",
    "slip.unknown": "{name} does not follow from your own numbers before it, and no known mistake gives it.",
    "slip.also": "The same mistake is in: {names}.",
    "slip.should_be": "From your own numbers before it, {name} comes to {value}.",

    # The page for a student.
    "feedback.title": "{title}: {student}",
    "feedback.sheet": "Variant {variant}, check code {check}.",
    "feedback.marks": "Marks: {points} of {most}.",
    "feedback.of_right": "Right ({count}): {names}.",
    "feedback.of_follows": "Right from your own numbers on ({count}; marks for each: {marks}): {names}.",
    "feedback.of_capped": "Right from your own numbers on, where an earlier number, 0 or saturated, has left nothing "
                          "to work out ({count}; marks for each: {marks}): {names}.",
    "feedback.of_wrong": "Wrong ({count}): {names}.",
    "feedback.of_again": "By a mistake that has cost its mark already ({count}; marks for each: {marks}): {names}.",
    "feedback.of_blank": "Left blank ({count}): {names}.",
    "feedback.all_right": "Everything is right.",
    "feedback.nothing": "Nothing was handed in.",
    "feedback.first": "The first slip",
    "feedback.further": "Further slips",
    "feedback.numbers": "To look at again",
    "feedback.practise": "What to practise: {stages}.",
    "feedback.yours": "yours",
    "feedback.as_it_is": "right",
    "feedback.name": "number",
    "feedback.text": "yours",
    "feedback.own": "from your own numbers",
    "feedback.right": "right",
    "feedback.verdict": "verdict",

    # The page for the teacher.
    "class.title": "{title}: a class of {count}",
    "class.marks": "Handed in: {present} of {count}. Mean: {mean} of {most} marks. Median: {median}.",
    "class.absent": "Nothing was handed in by: {students}.",
    "class.scheme": "Marks for a number: right {right}; follows from their own numbers {follows}; follows, where an "
                    "earlier number has left nothing to work out, {capped}; wrong {wrong}; the same mistake again "
                    "{again}; left blank {blank}.",
    "class.table": "Students and numbers",
    "class.legend": "Numbers are counted as in the table of difficulty. + right, f follows from their own numbers, "
                    "c follows where nothing is left to work out, x wrong, a the same mistake again, . left blank.",
    "class.mistakes": "Mistakes",
    "class.no_mistakes": "Nobody has made a mistake.",
    "class.share": "{count} of {all}",
    "class.difficulty": "Difficulty",
    "class.copies": "Alike in different variants",
    "class.copied": "Wrong for at least one of the two, and written alike, though the sheets have other numbers:",
    "class.student": "student",
    "class.students": "students",
    "class.variant": "variant",
    "class.points": "marks",
    "class.mistake": "mistake",
    "class.what": "what was done",
    "class.number": "no.",
    "class.name": "number",
    "class.solved": "solved %",
    "class.names": "numbers",
    "mistake.unreadable": "what was written is no number",
    "mistake.too_few_digits": "fewer digits than were asked for",
    "mistake.another_number": "another number of the step was given",
    "mistake.sign_lost": "the sign is lost",
    "mistake.decimal_point": "the decimal point has slipped",
    "mistake.digits_swapped": "two digits are swapped",
    "mistake.one_digit_off": "one digit is off",
    "mistake.unknown": "no known mistake gives these numbers",

    # Practising alone.
    "practise.title": "{title}: {network}",
    "practise.given": "Given: {givens}.",
    "practise.how": "Answer with a number such as 0.3775, or with something to work out, such as 1/(1+exp(-0.3775)). "
                    "Significant digits: {digits} or more. A question mark asks for a hint. An empty line goes on, "
                    "with your own number where there is one. The letter q ends.",
    "practise.question": "{place} of {count}. {stage}: {name}, {words}.",
    "practise.ask": "{name} = ?",
    "practise.right": "Right.",
    "practise.follows": "Right, from your own numbers on.",
    "practise.capped": "That follows, but an earlier number has left nothing to work out.",
    "practise.again": "Try again, ask for a hint with a question mark, or go on with an empty line.",
    "practise.unread": "That cannot be read: {problem}.",
    "practise.skipped": "Left blank.",
    "practise.kept": "Going on with your own {name}.",
    "practise.marks": "Marks: {points} of {most}. Right: {right}. Right from your own numbers on: {follows}. "
                      "Wrong: {wrong}. Left blank: {blank}.",
    "practise.record": "Your record, to hand in:",
}
