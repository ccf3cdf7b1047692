"""The terms of a sum, the factors of a product: between them a line may be broken, and some may be left out."""


def summands(expression):
    """The terms of a sum that is added up from left to right, as (operation, term). A loop, as sums may be long."""
    terms = []
    while expression.op in ("add", "sub"):
        expression, term = expression.args[0], (expression.op, expression.args[1])
        terms.append(term)
    return [("add", expression), *reversed(terms)]


def factors(expression):
    """The factors of a product that is multiplied from left to right; of anything else itself."""
    members = []
    while expression.op == "mul":
        expression, factor = expression.args
        members.append(factor)
    return [expression, *reversed(members)]


def worked_out(expression):
    """The terms of a sum as numbers; None where it is no sum, or one of plain values."""
    if expression.op not in ("add", "sub") or all(not term.args or term.is_name for _, term in summands(expression)):
        return None
    return signed([(op, type(term)("constant", (), term.value)) for op, term in summands(expression)])


def signed(terms):
    """Plus a negative number is minus a positive one, to the eye."""
    def turned(op, term):
        if not term.value < 0:
            return op, term
        return {"add": "sub", "sub": "add"}[op], type(term)("constant", (), -term.value)
    return [terms[0], *[turned(op, term) for op, term in terms[1:]]]
