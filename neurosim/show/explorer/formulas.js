// Formulas as MathML: a shape, with names or numbers in its places.

const PLACE = /⟦(\d+):([\d.]+)⟧/g;
const quantities = Object.create(null);      // name -> {name, kind, owner, formulas, ways}, of every size of a batch
for (const rows of Object.values(data.quantities))
  for (const [name, kind, owner, formulas = [], ways = null] of rows)
    quantities[name] = {name, kind, owner, ways, formulas: formulas.map(([note, shape, ...names]) => ({note, shape, names}))};

// Of several samples the page has the names of the first: those of the others differ in the number alone.
function ofFirst(name) { return name.replace(/_s\d+(?=_|$)/, "_s1"); }
function sampleOf(name) { return name.match(/_s(\d+)(?=_|$)/)?.[1]; }
function symbolOf(name) { return data.symbols[name] ?? data.symbols[ofFirst(name)].replaceAll("(1)", `(${sampleOf(name)})`); }
function label(name) {
  if (name in data.labels || !sampleOf(name)) return data.labels[name] || name;
  const digits = [...sampleOf(name)].map(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]);
  return data.labels[ofFirst(name)].replace("⁽¹⁾", `⁽${digits.join("")}⁾`);
}
function aboutOf(name) { return data.about[name.replace(/_s\d+(?=_|$)/, "")] || ""; }
function isHidden(name) { return data.hidden.includes(quantities[name].kind); }
function valuesOf(names) { return names.map(name => training.values[name]); }
function formulaValue(formula) { return shapes[formula.shape].value?.(valuesOf(formula.names)) ?? null; }

// A name, or its number, as MathML that leads to its derivation; in brackets where it binds less than its place demands.

function link(name, mathml) { return `<mrow class="to" data-goal="${name}">${mathml}</mrow>`; }
function fenced(mathml) { return `<mrow><mo>(</mo>${mathml}<mo>)</mo></mrow>`; }

function symbol(name, demanded = 0) {
  const mathml = symbolOf(name), strength = /<mfrac|<msup|<msubsup/.test(mathml) ? 4 : 9;
  return strength < demanded ? fenced(link(name, mathml)) : link(name, mathml);
}

function numeral(value, demanded = 0, digits = 9) {
  const [text, power] = significant(value, digits), negative = text.startsWith("−");
  let mathml = `<mn>${text.replace("−", "")}</mn>`;
  const minus = '<mo form="prefix">−</mo>';
  if (power !== null) mathml += `<mo>×</mo><msup><mn>10</mn><mrow>${power < 0 ? minus : ""}<mn>${Math.abs(power)}</mn></mrow></msup>`;
  if (negative) mathml = minus + mathml;
  return demanded > (negative ? 1.5 : power !== null ? 3 : 9) ? fenced(mathml) : `<mrow>${mathml}</mrow>`;
}

function number(name, demanded = 0) {
  return link(name, isKnown(name) ? numeral(training.values[name], demanded) : "<mi>?</mi>");
}

function filled(formula, leaf) {
  const fill = (_, place, demanded) => leaf(formula.names[place], Number(demanded));
  return data.shapes[formula.shape].map(piece => piece.replace(PLACE, fill));
}

// The terms of a sum worked out; null where nothing is to be worked out.
function workedOut(formula) {
  const {terms} = shapes[formula.shape];
  if (!terms || !formula.names.every(isKnown)) return null;
  return terms(valuesOf(formula.names)).map((term, place) =>
    typeof term === "string" ? `<mo>+</mo><mtext>${term}</mtext>`
      : place === 0 ? numeral(term) : `<mo>${term < 0 || Object.is(term, -0) ? "−" : "+"}</mo>${numeral(Math.abs(term))}`);
}

// An equation: name = symbols = numbers = terms = value, a row for each; a row that says nothing new is left out.
function equation(name, formula, options = {}) {
  const value = isKnown(name) && !options.unknown ? [numeral(training.values[name])] : ["<mi>?</mi>"];
  const rows = [filled(formula, symbol), filled(formula, number), workedOut(formula), value].filter(Boolean);
  const plain = row => row.join("").replace(/<\/?mrow[^>]*>/g, "");
  const told = rows.filter((row, place) => row === value || ![rows[place + 1], value].map(plain).includes(plain(row)));
  return equationRows(label(name), link(name, symbolOf(name)), told, formula.note);
}

function equationRows(words, left, rows, note = "") {
  const last = rows.length - 1, side = (row, place) => `<span class="side${place === last ? " value" : ""}">${sides(row)}</span>`;
  return `<div class="equation" role="group" aria-label="${words}"><span class="left">${math(left)}</span>` +
    rows.map(side).join("") + (note ? `<span class="note">${note}</span>` : "") + "</div>";
}

function math(inner) { return `<math>${inner}</math>`; }

// One <math> for each piece, so that a line may break between them; what begins one stands between two things none the less.
function sides(pieces) {
  const written = pieces.map((piece, place) => math((place ? piece : `<mo>=</mo>${piece}`).replace(/^<mo>/, '<mo form="infix">')));
  const isTerm = pieces.map(piece => /^<mo>[+−]/.test(piece));
  if (!isTerm.includes(true)) return written.join("<wbr>");
  const joint = place => isTerm[place] ? '</span><wbr><span class="term">' : "<wbr>";
  return `<span class="term">${written.map((piece, place) => joint(place) + piece).join("")}</span>`;
}
