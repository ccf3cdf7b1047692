"""Why it does not learn: the causes, the weightiest first, each with its number, its first step and its tried cure."""

from ...explain.notation import significant
from .blocks import Heading, Paragraph
from .wording import counted, network_line

STEP = "First step: {first_step} Tried: with {change} {what} falls to {error} in {steps}."
NOTHING = "Nothing found: {after}."
LEARNT = "E fell from {before} to {after}"
SHORT = ("It is to take {asked} only, which shows nothing; with {steps} {learnt}. It only has to go on.")
CONSTANT = "the best answer that is the same for every sample has {constant}"
NOT_LEARNT = ("E went from {before} to {after} in {steps}; {constant}. None of the causes that are known here was seen "
              "and cured by one of the {tried} that were tried.")
FOUND = "E went from {before} to {after} in {steps}; {constant}."
STOPPED = "E was {before} at first, and at step {step} training stopped: {problem}."
PART = "These are the first {steps} of {asked}: a cure has to be tried within seconds."

BRIEF = ("It has not learnt: E is {after} after {steps}, and {constant}.", "{sentence}",
         "With {change} E falls to {error} in {tried_steps}; neurosim why {name} tells more.")

figure = significant(4)


def why_report(why):
    """Numbers first, then what they come from."""
    yield Heading(f"{why.experiment.name}: why does it not learn?")
    yield Paragraph(network_line(why.experiment.network))
    yield Paragraph(what_came_of_it(why))
    if why.steps < why.asked:
        yield Paragraph(PART.format(steps=f"{why.steps:,}", asked=counted(why.asked, "step")))
    for number, finding in enumerate(why.findings, 1):
        yield Paragraph(f"{number}. {finding.sentence}")
        yield Paragraph(cured(finding))


def what_came_of_it(why):
    attempt = why.attempt
    holes = {"before": figure(attempt.first), "after": figure(attempt.last), "steps": counted(why.steps, "step"),
             "constant": CONSTANT.format(constant=figure(attempt.yardstick.constant)),
             "tried": counted(why.tried, "change"), "asked": counted(why.asked, "step")}
    if attempt.stopped:
        return STOPPED.format(step=f"{attempt.trainer.steps_taken + 1:,}", problem=attempt.stopped, **holes)
    if why.findings:
        return FOUND.format(**holes)
    if not attempt.is_well:
        return NOT_LEARNT.format(**holes)
    learnt = LEARNT.format(**holes)
    return SHORT.format(learnt=learnt, **holes) if why.asked < why.steps else NOTHING.format(after=learnt)


def cured(finding):
    what = "E of the test samples" if finding.cause.judge == "last_test" else "E"
    return STEP.format(first_step=finding.cause.first_step, change=finding.change, what=what,
                       error=figure(finding.error), steps=counted(finding.steps, "step"))


def in_brief(why, name):
    """Three lines: that it has not learnt, why, and what cures it."""
    finding = why.findings[-1]    # the first that explains it: then no other was looked for
    return [line.format(after=figure(why.attempt.last), steps=counted(why.steps, "step"), sentence=finding.sentence,
                        constant=CONSTANT.format(constant=figure(why.attempt.yardstick.constant)), name=name,
                        change=finding.change, error=figure(finding.error), tried_steps=counted(finding.steps, "step"))
            for line in BRIEF]
