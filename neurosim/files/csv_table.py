"""What is known of a CSV file of samples: its columns, which are inputs and which targets, where its samples stand."""

from ..core.guard.errors import NeurosimError, did_you_mean, echo
from .schema import counted
from .source import shown


class CsvTable:
    """What is known of a CSV file of samples.

    name               of the file, as a message shows it
    names              of its columns; None: it has no header
    inputs, targets    the places of their columns
    lines              where each sample stands
    classes            the words of the column of targets, sorted; None: it has numbers
    """

    def __init__(self, name, found):
        self.name, self.wanted, self.lines, self.classes = name, found, [], None

    def choose(self, place, line, cells):
        """Which columns are which; whether that could be told."""
        width, wanted = len(cells), self.wanted
        targets = wanted["targets"]
        if type(targets) is int:
            self.targets = list(range(max(0, width - targets), width))
        else:
            self.targets = self.places(place, "targets", targets)
        if wanted["inputs"] is None:
            self.inputs = [column for column in range(width) if column not in self.targets]
        else:
            self.inputs = self.places(place, "inputs", wanted["inputs"])
        both = set(self.inputs) & set(self.targets)
        if None in (*self.inputs, *self.targets):
            return False
        if not self.inputs:
            expected = (f"more than {counted(targets, 'number')}, as the last {targets} are targets"
                        if type(targets) is int else "a column that is no target")
            return fault(place, line, None, expected, str(width))
        if both:
            return fault(place, None, None, "other columns for inputs than for targets", self.called(min(both)))
        return True

    def places(self, place, field, wanted):
        """Where the columns of these names stand; [None] after a fault."""
        if self.names is None:
            fault(place, None, None, f"a first row that names the columns, as {field} are chosen by name")
            return [None]
        for name in wanted:
            if self.names.count(name) != 1:
                count, hint = self.names.count(name), did_you_mean(name, self.names)
                problem = f"{count or 'no'} column{'s' * (count > 1)} of the name {echo(name)}{hint}"
                fault(place, None, None, "one of " + ", ".join(map(echo, self.names[:20])), problem=problem)
                return [None]
        return list(map(self.names.index, wanted))

    def called(self, column):
        return echo(self.names[column]) if self.names else f"column {column + 1}"

    def place_of(self, i, k):
        """(line, column) of target k of sample i."""
        return self.lines[i], self.targets[min(k, len(self.targets) - 1)] + 1


def fault(place, line, column, expected="", got="", problem=""):
    """A fault of the CSV file: it begins with that file's name, and stands where the experiment names it."""
    name = ":".join([shown(place.value), *[str(number) for number in (line, column) if number]])
    place.reading.add((*place.rank, line or 0, column or 0), NeurosimError(name, expected, problem=problem, got=got))
