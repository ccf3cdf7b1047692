// The two errors of a step: E of the samples that it learns from, which every slope belongs to, and E of all samples.

const TOTAL = "E_all", MOST_TERMS = 8;
const SYMBOL = "<msub><mi>E</mi><mtext>all</mtext></msub>";
const isOne = data.samples.length === 1;

function refreshTotals() {
  if (!has("error")) return;
  const batch = training.batch(training.step), {value} = byId("error-step").dataset;
  byId("error-words").textContent = isOne ? "E = " : `E of sample${batch.length > 1 ? "s" : ""} ${shortList(batch)} = `;
  byId("error-all").parentNode.hidden = isOne;
  byId("error-step").textContent = shown(value, 9);
  byId("error-all-words").textContent = `${totalName()} = `;
  byId("error-all").textContent = playing.on ? "?" : numberText(training.error(training.step), 9);
}

function totalName() { return `${data.reduction === "sum" ? "sum of the" : "mean"} E of all ${data.samples.length} samples`; }

function shortList(batch) {
  const numbers = batch.map(place => place + 1);
  return numbers.length > 3 ? `${numbers.slice(0, 2).join(", ")}, … (${numbers.length})` : listed(numbers);
}

// How the error over all samples comes about.
function totalParts() {
  const title = make("h3", {id: "why-goal", tabindex: -1}, totalName()), box = make("div", {class: "equations"});
  box.innerHTML = totalEquation();
  const batch = training.batch(training.step).map(place => place + 1);
  const whose = `sample${batch.length > 1 ? "s" : ""} ${listed(batch)}`;
  return [capitalized(title), make("p", {class: "about"}, "Each sample's E with the weights as they are before this step."), box,
    make("p", {class: "mark"}, `The slopes of this step belong to the E of ${whose}, not to this number.`)];
}

function capitalized(element) {
  element.textContent = capital(element.textContent);
  return element;
}

function totalEquation() {
  if (playing.on) return equationRows(TOTAL, SYMBOL, [["<mi>?</mi>"]]);
  const {errors} = training.answers(training.step), kept = keptTerms(errors.length);
  const sum = written => kept.map((place, at) => `${at ? "<mo>+</mo>" : ""}${place === null ? "<mo>…</mo>" : written(place)}`);
  const rows = [sum(place => `<msup><mi>E</mi><mtext>(${place + 1})</mtext></msup>`), sum(place => numeral(errors[place], 2))];
  return equationRows(TOTAL, SYMBOL, [...rows.map(shareOf), [numeral(training.error(training.step))]]);
}

function keptTerms(count) {
  const all = Array.from({length: count}, (_, place) => place);
  return count > MOST_TERMS ? [...all.slice(0, MOST_TERMS - 2), null, count - 1] : all;
}

function shareOf(terms) {
  if (data.reduction === "sum") return terms;
  return [`<mo>(</mo>${terms[0]}`, ...terms.slice(1, -1), `${terms.at(-1)}<mo>)</mo>`, `<mo>/</mo><mn>${data.samples.length}</mn>`];
}
