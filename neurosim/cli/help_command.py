"""neurosim help: what there is, from the very tables that the program works with."""

from ..core.guard.errors import did_you_mean
from ..show.report.reference_topics import TOPICS, Group, entry_of, topic_of
from . import options, results, terminal

NAME, USAGE = "help", "[TOPIC] "
HELP = "what there is: activations, losses, optimizers, the fields of a file, names; a schema for editors"
EXAMPLES = """\
  neurosim help activations                  each with formula, slope, range, parameters, other names
  neurosim help swish                        one of them, by any name
  neurosim help file                         the fields of an experiment file
  neurosim help schema -o neurosim.schema.json     the same for an editor
"""
SCHEMA = "schema"


def add_arguments(parser):
    parser.add_argument("topic", nargs="?", metavar="TOPIC", help=f"one of {', '.join([*TOPICS, SCHEMA])}, an entry "
                                                                  "such as adam, or a verb such as trace")
    options.add_formats(parser)


def check(arguments):
    """A topic that there is, in a format that it has."""
    topic = arguments.topic
    possible = ("text", "json") if topic == SCHEMA else ("text",)
    is_plain = topic in (None, SCHEMA) or is_verb(topic)
    if is_plain and (arguments.format not in possible or arguments.markup != "text"):
        return f"--format: expected none beside {topic or 'no TOPIC'}"
    if is_plain or topic_of(topic) or entry_of(topic):
        return ""
    known = [*TOPICS, SCHEMA]
    return (f"TOPIC: expected one of {', '.join(known)}, an entry such as adam, or a verb; "
            f"got {topic[:60]!r}{did_you_mean(topic, known)}")


def is_verb(word):
    from .words import VERBS
    return word in VERBS


def run(arguments, _):
    topic = arguments.topic
    if topic is None or is_verb(topic):
        from ..show.render.fitting import narrowed
        shown = terminal.in_its_signs(overview() if topic is None else of_verb(topic))
        return [narrowed(shown, terminal.columns())]
    if topic == SCHEMA:
        from ..files.json_schema import experiment_schema
        return results.json(experiment_schema(), arguments)
    name = topic_of(topic)
    name, only = (name, None) if name else entry_of(topic)
    groups = [Group("", [only])] if only else list(TOPICS[name].groups())
    return FORMATS[arguments.format](arguments, name, groups, only)


def overview():
    from .words import HELP as shown
    return shown


def of_verb(name):
    from .words import VERBS, make_parser
    return make_parser(VERBS[name]).format_help()


def as_text(arguments, name, groups, only):
    from ..show.report.reference_report import entry_report, topic_report
    return results.text(entry_report(only) if only else topic_report(name, TOPICS[name].sentence, groups), arguments)


def as_json(arguments, name, groups, _):
    entries = [{**each.to_dict(), "group": group.title} for group in groups for each in group.entries]
    return results.json({"format": "neurosim-reference", "version": 1, "topic": name, "entries": entries}, arguments)


def as_csv(arguments, name, groups, _):
    rows = ([name, each.name, label, text] for group in groups for each in group.entries
            for label, text in {**each.facts, "notes": each.notes}.items())
    return results.csv(["topic", "name", "about", "text"], rows)


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}
