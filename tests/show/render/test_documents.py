"""Reports as documents: Markdown, LaTeX and HTML say what the text says, and nothing in a label is taken for markup."""

import re
from html.parser import HTMLParser

import pytest

import neurosim
from neurosim.cli import main
from neurosim.cli.options import MARKUPS
from neurosim.core.maths import total
from neurosim.explain.expression import Expression
from neurosim.show.render import html, latex, markdown, text
from neurosim.show.render.latex_text import words
from neurosim.show.render.common import latex_length, lines_of
from neurosim.show.report.blocks import SideBySide, Equation, Digits, Heading, Listing, Name, Paragraph, Product, Table
from neurosim.show.report.derivation_report import derivation_report, derivations_report

DOCUMENTS = {"markdown": markdown, "latex": latex, "html": html}
LABEL = r"""a_b#%&<script>alert("1")</script> $x^2$ Zoë 權 `ls` ``q`` |*u*|~~s~~ \input{x} {^ <!-- [l](u) --- 1. & &amp; σ"""


def hostile():
    """Every place where a text from outside can stand."""
    x = Expression.given("w5", -3.2e-5)
    yield Heading(LABEL)
    yield Paragraph(LABEL)
    yield Paragraph("1. - + " + "long" * 100)
    yield Table([LABEL, Name("dE_dw5")], [[LABEL, -3.2e-5], [Name("w5"), None], ["", Digits("-3.2e-05", -3.2e-5)]], caption=LABEL)
    yield Equation("net_h1", x * x, 1e-9, note=LABEL)
    yield Product(LABEL, [x, x], 1e-9)
    yield Listing([[Name("dE_dw5"), LABEL, "agrees"], [Name("E"), LABEL, ""]])
    yield SideBySide("dE_dw5", [("yours", total([x * x] * 12), -1.5), ("right", x, None)])


def written(markup, blocks, **options):
    return "".join(DOCUMENTS[markup].render(blocks, **options))


def experiment(loss="categorical_cross_entropy"):
    """A network with everything that is awkward on paper: two hidden layers, wide tables, choices, tiny numbers, a batch."""
    return neurosim.load({
        "format": "neurosim-experiment", "version": 1, "name": LABEL[:50].strip(), "inputs": 12, "seed": 3, "loss": loss,
        "layers": [{"activation": "relu", "neurons": 9}, {"activation": "gelu", "neurons": 3, "dropout": 0.5},
                   {"activation": "softmax", "neurons": 11}],
        "optimizer": {"name": "adam", "learning_rate": 1e-7},
        "samples": [{"inputs": [1e-9, *range(-5, 6)], "targets": [1] + [0] * 10},
                    {"inputs": [0.1] * 12, "targets": [0] * 10 + [1]}], "training": {"steps": 3, "batch_size": 2}})


# Every report in every markup.


@pytest.mark.parametrize("markup", DOCUMENTS)
def test_every_block_has_its_looks(markup):
    """What text can show, so can every document; and in the notebook, too."""
    assert set(text.SHOW) <= {type(block) for block in hostile()}
    assert markup in MARKUPS
    assert written(markup, hostile()) and DOCUMENTS[markup].fragment(hostile())


@pytest.mark.parametrize("words", ["trace worked-example --digits 4", "explain worked-example ∂E/∂w5", "train xor --steps 5",
                                   "explain xor --all --paths", "examples", "examples mazur"])
def test_every_verb_writes_documents(words, capsys):
    """--format is understood by every verb that can write text; the beginning says which it is."""
    begins = {"markdown": ("#", "|", "2-5-1 network"), "latex": r"\documentclass", "html": "<!DOCTYPE html>"}
    for markup in DOCUMENTS:
        assert 0 == main([*words.split(), "--format", markup, "--quiet"])
        shown = capsys.readouterr()
        assert shown.out.startswith(begins[markup]) and "" == shown.err, markup


def test_diagnosis_has_a_title(capsys):
    """On a page of its own; at the terminal the command above it says what it is of."""
    shown = {markup: main(["diagnose", "worked-example", "dE_dw5=0.0822", "--format", markup]) or capsys.readouterr().out for markup in MARKUPS}
    assert shown["text"].startswith("∂E/∂w5  0.0822")
    assert shown["markdown"].startswith("# worked-example: step 1, sample 1\n")
    assert r"\section*{worked-example: step 1, sample 1}" in shown["latex"]
    assert "<title>worked-example: step 1, sample 1</title>" in shown["html"] and "<h1>worked-example: step 1" in shown["html"]


@pytest.mark.parametrize("markup, figure, tiny, right", [
    ("markdown", "| −0.0226025404", "| −2.26025405 × 10⁻⁵ |", "|--:|--:|--:|--:|"),
    ("latex", "$-0.0226025404", r"& $-2.26025405 \times 10^{-5}$ &", r"\raggedleft"),
    ("html", "<td class=number>−0.0226025404", "<td class=number>−2.26025405 × 10<sup>−5</sup></td>", "<th scope=\"col\" class=number>actual")])
def test_figures_of_a_check_are_numbers(markup, figure, tiny, right, capsys):
    """Typeset like those of a trace, and leaning to the right, though they bring digits of their own."""
    assert 0 == main(["check", "worked-example", "--format", markup])
    assert figure in capsys.readouterr().out
    assert 0 == main(["check", "worked-example", "--nudge", "w7", "--format", markup])
    shown = capsys.readouterr().out
    assert tiny in shown and right in shown


def test_a_document_goes_to_a_file(tmp_path):
    """Whole, as any other result."""
    assert 0 == main(["explain", "worked-example", "w1", "--format", "html", "-o", str(tmp_path / "w1.html")])
    assert (tmp_path / "w1.html").read_text("utf-8").endswith("</html>\n")


@pytest.mark.parametrize("markup", DOCUMENTS)
def test_documents_for_a_terminal_without_signs(markup):
    """In ASCII they still say the same: signs are numbered, as these formats can."""
    assert written(markup, hostile(), ascii_only=True).isascii()


def test_a_derivation_in_latex():
    """The chain rule as the tutorial has it, with its numbers."""
    shown = written("latex", derivation_report(neurosim.load("worked-example").explain("w5")))
    assert r"""\begin{align*}
\frac{\partial E}{\partial w_{5}} &= \frac{\partial E}{\partial \mathrm{out_{o1}}} \cdot \frac{\partial \mathrm{out_{o1}}}"""\
        r"""{\partial \mathrm{net_{o1}}} \cdot \frac{\partial \mathrm{net_{o1}}}{\partial w_{5}} \\*
&= 0.74136507 \cdot 0.186815602 \cdot 0.593269992 \\*
&= 0.0821670406 \\[6pt]""" in shown
    assert "\nGiven:\n\n$i_{1} = 0.05$,\n" not in shown
    assert "Given:\n\n$i_{1} = 0.05$, $i_{2} = 0.1$, $t_{1} = 0.01$, $w_{1} = 0.15$" in shown


def test_a_derivation_in_markdown():
    """The same between $$; a row ends with \\cr, as Markdown would take one backslash from two."""
    shown = written("markdown", derivation_report(neurosim.load("worked-example").explain("w5_new")))
    assert """$$
\\begin{aligned}
w_{5}^{+} &= w_{5} - \\eta \\cdot \\frac{\\partial E}{\\partial w_{5}} \\cr
&= 0.4 - 0.5 \\cdot 0.0821670406 \\cr
&= 0.4 - 0.0410835203 \\cr
&= 0.35891648
\\end{aligned}
$$
""" in shown
    assert shown.startswith("# $w_{5}^{+}$\n\nw5, the weight from h1 to o1, after the step\n")


# Tables: cells as in the published example.


PUBLISHED = [["neuron", "h1 · w", "h2 · w", "bias", "net", "out"], ["o1", "0.2373", "0.2686", "0.6", "1.106", "0.7514"],
             ["o2", "0.2966", "0.3283", "0.6", "1.225", "0.7729"]]


class Cells(HTMLParser):
    """Every table of a page as rows of cells; the tags that it met."""

    def __init__(self, page):
        super().__init__()
        self.tables, self.tags, self.open, self.text = [], [], [], ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag in ("table", "tr", "th", "td"):
            {"table": self.tables}.get(tag, self.tables and self.tables[-1]).append([]) if tag in ("table", "tr") else \
                self.tables[-1][-1].append("")

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        self.text += data
        if {"th", "td"} & set(self.open):
            self.tables[-1][-1][-1] += data


def markdown_tables(shown):
    runs = re.findall(r"(?:^\|.*\n?)+", shown, re.M)
    rows = [[re.findall(r"(?<=\|)(?:[^|\\]|\\.)*(?=\|)", line) for line in run.splitlines()] for run in runs]
    return [[[cell.strip() for cell in row] for row in table if ":--" not in row] for table in rows]


def test_tables_have_the_published_cells():
    """In Markdown, HTML and LaTeX: the output layer of the worked example, to four digits."""
    from neurosim.show.report.trace_report import trace_report
    trace = neurosim.load("worked-example").trace()
    assert PUBLISHED == markdown_tables(written("markdown", trace_report(trace), digits=4))[1]
    assert PUBLISHED == Cells(written("html", trace_report(trace), digits=4)).tables[1]
    for row in PUBLISHED[1:]:
        assert " & ".join([row[0], *[f"${number}$" for number in row[1:]]]) + r" \\" in written("latex", trace_report(trace), digits=4)


def test_markdown_keeps_labels_inert():
    """In one cell, one line, and with every sign of markup escaped."""
    table = markdown_tables(written("markdown", hostile()))[0]
    assert [2, 2, 2, 2] == list(map(len, table))
    cell = table[1][0]
    assert cell == table[0][0]
    assert r"a_b\#%\&\<script\>alert(\"1\")".replace(r"\"", '"') in cell and r"\|\*u\*\|\~\~s\~\~" in cell and "<span>$</span>x^2" in cell
    assert "−3.2 × 10⁻⁵" == table[1][1] and r"$\frac{\partial E}{\partial w_{5}}$" == table[0][1]
    lines = written("markdown", [Paragraph("1. one"), Paragraph("- two"), Paragraph("===")]).split("\n\n")[:3]
    assert [r"1\. one", r"\- two", r"\==="] == lines


# HTML.


def test_html_keeps_labels_inert():
    """The label is text wherever it stands; no script, nothing that leaves the page, tags in order, headers with their scope."""
    page = written("html", hostile())
    found = Cells(page)
    assert [] == found.open
    assert 6 <= found.text.replace("`", "").count(LABEL.replace("`", ""))
    assert not {"script", "link", "img", "iframe", "a"} & {tag for tag, _ in found.tags}
    assert [] == [name for _, attributes in found.tags for name in attributes if name.startswith("on") or name in ("src", "href")]
    assert "default-src 'none'" in page and not re.search(r"url\(|@import|https?:", page)
    assert {"col", "row"} == {attributes["scope"] for tag, attributes in found.tags if tag == "th"}
    assert found.tables[0][1] == [LABEL.replace("`", ""), "−3.2 × 10−5"] or "−3.2 × 10−5" == found.tables[0][1][1]


def test_comparisons():
    """The two formulas one below the other, with whose they are; a value where there is one."""
    w, x = Expression.given("w5", 0.5), Expression.given("out_h1", 2.0)
    block = SideBySide("net_o1", [("yours", w * x, 1.0), ("right", x, None)])
    assert r"""\text{yours: } \mathrm{net_{o1}} &= w_{5} \cdot \mathrm{out_{h1}} \cr
&= 1 \cr
\text{right: } \mathrm{net_{o1}} &= \mathrm{out_{h1}}
""" in written("markdown", [block])
    shown = Cells(written("html", [block])).text
    assert ["yours:", "right:"] == re.findall(r"[a-z]+:(?=\n)", shown) and shown.count("neto1") == 2


def test_html_contrast():
    """Text is 4.5 times as light or as dark as its ground, in both modes (WCAG 2, AA)."""
    def luminance(colour):
        parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    modes = [dict(re.findall(r"--(\w+): (#\w{6})", line)) for line in html.PAGE.splitlines() if "--ink:" in line]
    assert 2 == len(modes)
    for mode in modes:
        for ink in (mode["ink"], mode["soft"]):
            for ground in (mode["paper"], mode["code"]):
                lights = sorted([luminance(ink), luminance(ground)])
                assert 4.5 <= (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.fixture
def phone(browser):
    """The browser, as wide as a phone for a while."""
    browser.get_log("browser")    # what other pages have said
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 360, "height": 700, "deviceScaleFactor": 1, "mobile": True})
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_html_fits_a_phone(phone, tmp_path):
    """Only tables scroll, not the page; the formulas are drawn, and the console has no complaint."""
    from neurosim.show.report.trace_report import trace_report
    trace = experiment().trace()
    for blocks in (hostile(), trace_report(trace), derivation_report(trace.explain("w5"), paths=True)):
        (tmp_path / "page.html").write_text(written("html", blocks), encoding="utf-8")
        phone.get((tmp_path / "page.html").as_uri())
        wide = phone.execute_script("return document.documentElement.scrollWidth")
        assert 360 >= wide
        fraction = phone.execute_script("return document.querySelector('mfrac').getBoundingClientRect().height")
        assert 10 < fraction < 100
        assert [] == phone.get_log("browser")


# LaTeX.


@pytest.mark.parametrize("plain, escaped", [
    ("a_b#%&<script>", r"a\_b\#\%\&$<$script$>$"), (r"\input{/etc/passwd}", r"\textbackslash{}input\{/etc/passwd\}"),
    ("$x^2$ ~", r"\$x\textasciicircum{}2\$ \textasciitilde{}"), ("Zoë Čapek", r"Zo\"{e} \v{C}apek"), ("權", r"\letter{6B0A}"),
    ("−η · ∂E/∂w5⁺", r"$-$$\eta$ $\cdot$ $\partial$E/$\partial$w5$^{+}$"), ("a ≠ b", r"a $\ne$ b"), ("a--b---c-d", "a-{}-b-{}-{}-c-d"), ("‮", r"\textbackslash{}u202e")])    # noqa: PLE2502   a sign that turns the text around
def test_latex_escapes(plain, escaped):
    """What LaTeX would take for a command, or has no sign for."""
    assert escaped == words(plain)


def test_long_sums_are_broken():
    """At their signs, each line within its length; what is longer by itself stands alone."""
    pieces = ["aaaa", "+ bbbb", "+ cccc", "+ " + "d" * 30, "+ e"]
    assert ["aaaa + bbbb", "+ cccc", "+ " + "d" * 30, "+ e"] == lines_of(pieces, 13, len)
    terms = [Expression.given(f"w{i}", -1.23456789 * i) * Expression.given(f"i{i}", 0.1 / i) for i in range(1, 9)]
    shown = written("latex", [Equation("net_h1", total(terms), 1.0)])
    rows = re.search(r"align\*}\n(.*)\n\\end", shown, re.S)[1].split(" \\\\*\n")
    assert len(rows) > 4 and all(latex_length(row) <= latex.WIDEST + 12 for row in rows)


def test_columns_below_have_the_rows_that_they_say_something_of():
    """What does not fit beside the others stands below, without rows that would only be named once more."""
    rows = [[Name(f"w{row}"), *[0.123456] * 8, "not trained" if row == 3 else ""] for row in range(1, 6)]
    shown = written("latex", [Table(["", *"abcdefgh", ""], rows)], digits=6)
    first, second = re.findall(r"\\hline\n(.*?)\\hline\n\\end", shown, re.S)
    assert all(f"$w_{{{row}}}$" in first for row in range(1, 6))
    assert "$w_{3}$ & not trained \\\\\n" == second
    assert 1 == written("latex", [Table(["", *"abcdefgh", ""], [[*row[:-1], ""] for row in rows])], digits=6).count("{tabular}}")


def test_a_long_table_breaks_between_rows():
    """It has its headers on each page, and neither its first row nor its last stands alone; a short one stays whole."""
    rows = [[f"w{row}", 0.5] for row in range(1, 41)]
    shown = written("latex", [Table(["weight", "value"], rows, caption="many")])
    first, each = shown.partition("\\begin{longtable}")[2].split("\\endfirsthead")
    assert "\\titled{\\textbf{many}}" in first and "weight & value" in first and "weight & value" in each.partition("\\endhead")[0]
    assert [1, 39] == [place for place, line in enumerate(re.findall(r"^w\d+ .*", shown, re.M), 1) if line.endswith("*")]
    assert "\\begin{longtable}" not in written("latex", [Table(["weight", "value"], rows[:12])])


def test_no_page_ends_with_the_words_before_an_equation():
    """They are of one paragraph with it, where LaTeX breaks no page."""
    shown = written("latex", derivations_report(neurosim.load("worked-example").trace()))
    assert 8 == len(re.findall(r"so the step moves it to:\n\\begin\{align", shown))
    assert not re.search(r":\n\n\\begin\{align", shown)


def test_letters_that_pdflatex_lacks():
    """Numbered, and set by what has them; in a notebook they are themselves."""
    assert r"\letter{53CD}" in written("latex", [Paragraph("反")])
    assert "反" == latex.fragment([Paragraph("反")])


def complaints(log):
    """What pdflatex has to say of a document besides that it is done."""
    return re.findall(r"^(?:Overfull|Underfull|.*Warning|Missing character).*", log, re.M)


def test_latex_compiles_without_warnings(pdflatex, tmp_path):
    """Labels, wide tables, long sums, paths, choices, numbers of 80 digits."""
    from neurosim.show.report.examples_report import examples_report
    from neurosim.show.report.trace_report import trace_report
    from neurosim.examples import CATALOGUE
    from neurosim.examples.publications import publications
    worked, odd = neurosim.load("worked-example"), experiment()
    reports = {"labels": (hostile(), None), "wide tables": (trace_report(odd.trace()), None), "digits": (trace_report(odd.trace()), 17),
               "derivation": (derivation_report(odd.explain("w5"), paths=True), 17), "examples": (examples_report(CATALOGUE, publications()), None),
               "all": (derivations_report(worked.trace(), paths=True), None),
               "decimals": (trace_report(worked.trace(numbers="decimal:80")), None),
               "more decimals": (derivation_report(worked.explain("w1", numbers="decimal:80")), None)}
    assert {} == {name: found for name, (blocks, digits) in reports.items()
                  if (found := complaints(pdflatex(written("latex", blocks, digits=digits), tmp_path)))}


def test_an_overfull_line_is_noticed(pdflatex, tmp_path):
    """The check above can fail."""
    assert complaints(pdflatex(latex.BEGIN + r"\mbox{" + "wide " * 200 + "}" + latex.END, tmp_path))
