"""neurosim examples: the experiments that come with it, and published figures beside ours."""

from ..core.guard.errors import did_you_mean
from ..examples import CATALOGUE
from ..examples.publications import is_published, names, publication, publications
from . import options, results

NAME, USAGE = "examples", "[NAME] "
HELP = "the experiments that come with neurosim; published figures beside ours"
EXAMPLES = """\
  neurosim examples                          their names, what they show, and who has published them
  neurosim examples mazur                    the figures as they were printed, ours, and why some differ
  neurosim examples xor --show               xor as a file, to be changed: see neurosim new, too
  neurosim examples --check                  whether a figure differs that nothing explains
"""
COLUMNS = ["ours", "step", "published", "shown", "value", "verdict", "cause", "reproduced"]


def add_arguments(parser):
    parser.add_argument("name", nargs="?", metavar="NAME", help="a published worked example: its figures beside ours")
    parser.add_argument("--show", action="store_true", help="print the experiment as a file; our own ones, too")
    parser.add_argument("--check", action="store_true",
                        help="exit 1 where a figure differs and no known cause explains it; without NAME: of all")
    options.add_formats(parser)


def check(arguments):
    """A name that has published figures, and the vocabulary that its experiment needs."""
    name = arguments.name
    if arguments.show:
        return problem_of_showing(arguments)
    if name in CATALOGUE:
        return (f"NAME: {name} is an experiment of our own, nothing of it is published: "
                f"neurosim trace {name} shows its numbers")
    if name and not is_published(name):
        known = [found.name for found in publications()]
        return f"NAME: unknown example {name[:60]!r}{did_you_mean(name, known)} (`neurosim examples` lists them)"
    if name and not publication(name).is_covered():
        return f"NAME: {name} needs an activation, a loss or an optimizer that this neurosim does not have"
    return ""


def problem_of_showing(arguments):
    known = [*CATALOGUE, *names()]
    if arguments.check or arguments.format not in ("text", "json") or arguments.markup != "text":
        return "--show: expected no --check beside it, and no format but json"
    if arguments.name in known:
        return ""
    if arguments.name is None:
        return "NAME: expected a name beside --show (`neurosim examples` lists them)"
    return (f"NAME: unknown example {arguments.name[:60]!r}{did_you_mean(arguments.name, known)} "
            "(`neurosim examples` lists them)")


def run(arguments, _):
    if arguments.show:
        from ..examples.lookup import text_of
        return [text_of(arguments.name)]
    if not arguments.name and not arguments.check:
        return LISTS[arguments.format](arguments, publications())
    from ..studies.published.verdicts import verdicts
    asked = [publication(arguments.name)] if arguments.name else publications()
    checked = [(found, verdicts(found)) for found in asked]
    chunks = CHECKS[arguments.format](arguments, checked)
    return chunks if not arguments.check or agree(checked) else results.Disagreed(chunks)


def agree(checked):
    return all(verdict.word != "unexplained" for _, verdicts in checked for verdict in verdicts)


def list_as_text(arguments, published):
    from ..show.report.examples_report import examples_report
    return results.text(examples_report(CATALOGUE, published), arguments)


def list_as_json(arguments, published):
    rows = [{"name": name, "shows": sentence} for name, sentence in CATALOGUE.items()]
    rows += [{"name": found.name, "shows": found.shows, "source": found.source} for found in published]
    return results.json({"format": "neurosim-examples", "version": 1, "examples": rows}, arguments)


def list_as_csv(arguments, published):
    rows = [[*pair, None] for pair in CATALOGUE.items()]
    rows += [[found.name, found.shows, found.citation] for found in published]
    return results.csv(["name", "shows", "source"], rows)


def check_as_text(arguments, checked):
    from ..studies.published.verdicts import otherwise
    from ..show.report.examples_report import check_report, publication_report
    if arguments.name:
        return results.text(publication_report(*checked[0], otherwise(checked[0][0])), arguments)
    return results.text(check_report(checked), arguments)


def check_as_json(arguments, checked):
    return results.json({"format": "neurosim-published", "version": 1, "agree": agree(checked),
                         "examples": [example_as_dict(found, verdicts) for found, verdicts in checked]}, arguments)


def example_as_dict(found, verdicts):
    from ..studies.published.verdicts import otherwise
    others = [{"ours": each.ours, "step": each.when, "variant": each.variant, "value": value}
              for each, _, value in otherwise(found)]
    return {"name": found.name, "shows": found.shows, "source": found.source, "note": found.note,
            "figures": [verdict.to_dict() for verdict in verdicts], "otherwise": others}


def check_as_csv(arguments, checked):
    rows = ([found.name, *map(verdict.to_dict().get, COLUMNS)] for found, verdicts in checked for verdict in verdicts)
    return results.csv(["example", *COLUMNS], rows)


LISTS = {"text": list_as_text, "json": list_as_json, "csv": list_as_csv}
CHECKS = {"text": check_as_text, "json": check_as_json, "csv": check_as_csv}
