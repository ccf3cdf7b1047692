// Tables: the weights with what the step does to them, the samples to edit, and every number of the step.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function table(caption, headers, rows) {
  return make("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": caption},
    make("table", {}, make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...headers.map(header => heading(header, "col")))), make("tbody", {}, ...rows)));
}

const NARROWED = {"new value": "new", "so far": "last"};      // what a phone has no room for

// The head of a column: words, or MathML that begins with <.
function heading(content, scope) {
  const cell = make("th", {scope, ...(content in NARROWED ? {class: NARROWED[content]} : {})});
  if (content.startsWith("<")) cell.innerHTML = math(content);
  else cell.textContent = content;
  return cell;
}

// A number that leads to its derivation.
function numberCell(name, digits = 6) {
  if (isHidden(name)) return blank();
  return make("td", {class: "figure"}, make("button", {type: "button", class: "plain figure", "data-goal": name, "data-row": name,
    "data-value": name, "data-digits": digits, "data-say": ""}));
}

// A number to change. `sample` is the place of the sample it belongs to.
function numberInput(name, sample = null) {
  const words = sample === null ? `${label(name)}: ${aboutOf(name)}` : `${name} of sample ${sample + 1}`;
  return make("input", {type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", "data-input": name,
    ...(sample === null ? {} : {"data-sample": sample}), "aria-label": words, id: `input-${name}-${sample ?? ""}-${numberInput.count++}`});
}
numberInput.count = 0;

const kindOf = name => quantities[name].kind;
const none = () => make("td", {class: "figure"}, "");
const blank = () => make("td", {class: "figure blank"}, make("span", {class: "unseen"}, "to be filled in"));
const rowHead = name => make("th", {scope: "row"}, make("button", {type: "button", class: "plain name", "data-goal": name, "data-row": name}, label(name)));
const has = kind => !data.hidden.includes(kind);
const isFrozen = name => quantities[`${name}_new`].formulas[0].note === "not trained";

function drawTables() {
  drawWeights();
  drawSettings();
  drawSamples();
  drawNumbers();
}

const MOST_ROWS = 40;      // of a table of weights: those that are out of sight cost nothing

function drawWeights() {
  const updates = has("new");
  const rows = Object.entries(data.ends).map(([name, [source, ends]]) => make("tr", {},
    rowHead(name),
    make("td", {class: "way"}, source ? `${source} → ${ends[0]}` : `${kindOf(name)} of ${ends.length > 3 ? `${ends[0]} … ${ends.at(-1)}` : ends.join(", ")}`),
    make("td", {class: "figure"}, numberInput(name)),
    numberCell(`dE_d${name}`),
    ...(updates ? [make("td", {class: "figure", "data-change": name})] : []), newCell(name),
    ...(updates ? [make("td", {class: "curve", "data-curve": name})] : [])));
  const headers = ["", "from → to", "value", columnTitle("dE_dw"), ...(updates ? ["change", "new value", "so far"] : ["new value"])];
  const parts = Array.from({length: Math.ceil(rows.length / MOST_ROWS)}, (_, part) => rows.slice(part * MOST_ROWS, (part + 1) * MOST_ROWS));
  document.getElementById("weights").replaceChildren(...parts.map(part =>
    table(parts.length > 1 ? `Weights and biases: ${nameOf(part[0])} to ${nameOf(part.at(-1))}` : "Weights and biases", headers, part)));
}

function nameOf(row) { return row.querySelector("[data-row]").dataset.row; }

function newCell(name) {
  const cell = numberCell(`${name}_new`);
  cell.classList.add("new");
  return cell;
}

function drawSettings() {
  document.getElementById("settings").replaceChildren(...Object.keys(data.settings).map(name =>
    make("label", {}, name === "learning_rate" ? "learning rate η " : `${name.replace("_", " ")} `, numberInput(name))));
}

// The samples: those of the step alone where there are many.
function drawSamples() {
  const batch = training.batch(training.step), few = data.samples.length <= 12;
  const places = few ? data.samples.map((_, place) => place) : [...new Set(batch)].sort((a, b) => a - b);
  const outs = data.layers.at(-1);
  const rows = places.map(place => make("tr", {"data-sample-row": place},
    make("th", {scope: "row"}, String(place + 1)),
    ...[...data.inputs, ...data.targets].map(name => make("td", {class: "figure"}, numberInput(name, place))),
    ...outs.map(o => has("out") ? answerCell(`out_${o}`, place) : blank()), has("error") ? answerCell("E", place) : blank()));
  const box = document.getElementById("samples");
  box.replaceChildren(table(few ? "Samples" : `Samples of this step, of ${data.samples.length} in all`,
    ["sample", ...data.inputs, ...data.targets, ...outs.map(o => `out ${o}`), "E"], rows));
  box.dataset.places = places.join();
}

function answerCell(name, place) { return make("td", {class: "figure", "data-answer": name, "data-of": place}); }

const OF_LAYER = %layer-kinds%;

// Every number of the step: for each layer a row a neuron, forward and then backward.
function drawNumbers() {
  const sign = suffix(), box = document.getElementById("numbers");
  const names = Object.keys(training.values);
  const last = data.layers.length - 1, which = layer => layer === last ? "output layer" : last === 1 ? "hidden layer" : `hidden layer ${layer + 1}`;
  const layers = data.layers.map((neurons, layer) => [neurons, which(layer), data.activations[layer]]);
  const parts = [
    ...layers.map(([neurons, which, activation]) => layerTable(`Forward: ${which} (${activation})`, neurons, %forward-kinds%, names, sign)),
    layerTable(`Error: ${data.loss}`, data.layers.at(-1), ["softmax", "error"], names, sign),
    ...layers.reverse().map(([neurons, which]) => layerTable(`Backward: ${which}`, neurons, %backward-kinds%, names, sign)),
    restTable("For the layer as a whole", names.filter(name => OF_LAYER.includes(quantities[name].kind) && (ofSample(name, sign) || !SAMPLE.test(name)))),
    memoryTable(names),
  ];
  box.replaceChildren(...parts.filter(Boolean));
  box.dataset.form = `${training.batch(training.step).length} ${sign}`;
}

const SAMPLE = /_s\d+(?=_|$)/;
function ofSample(name, sign) { return sign ? name.includes(sign) && name.match(SAMPLE)[0] === sign : true; }

// A column for what the names of a row have in common: net_h1 and net_h2 are in the column net.
function layerTable(caption, neurons, kinds, names, sign) {
  const cells = {}, columns = new Map();
  for (const name of names) {
    const {kind, owner} = quantities[name];
    if (!kinds.includes(kind) || !neurons.includes(owner) || !ofSample(name, sign)) continue;
    const bare = sign ? name.replace(sign, "") : name, own = kind.replace("dout_d", `dout_${owner}_d`) + `_${owner}`;
    const column = kind.startsWith("dout_d") && neurons.every(h => !quantities[own.replace(`dout_${owner}`, `dout_${h}`) + sign] || h === owner)
      ? kind : bare.slice(0, bare.length - owner.length - 1);
    if (!columns.has(column)) columns.set(column, kinds.indexOf(kind));
    cells[`${column} ${owner}`] = name;
  }
  const order = [...columns.keys()].sort((a, b) => columns.get(a) - columns.get(b));
  if (!order.length) return null;
  const rows = neurons.map(h => make("tr", {}, make("th", {scope: "row"}, h),
    ...order.map(column => cells[`${column} ${h}`] ? numberCell(cells[`${column} ${h}`]) : none())));
  return table(caption, ["neuron", ...order.map(columnTitle)], rows);
}

function columnTitle(column) {
  if (column === "exp") return "<msup><mi>e</mi><mrow><mi>net</mi><mo>−</mo><mi>max</mi></mrow></msup>";
  const slope = column.match(/^d(E|out_?\w*)_d(\w+)$/);
  if (!slope) return column;
  const word = part => {
    const [base, ...below] = part.split("_");
    return below.length ? `<msub><mi>${base}</mi><mi>${below.join()}</mi></msub>` : `<mi>${base}</mi>`;
  };
  return `<mfrac><mrow><mo>∂</mo>${word(slope[1])}</mrow><mrow><mo>∂</mo>${word(slope[2])}</mrow></mfrac>`;
}

function restTable(caption, names) {
  return names.length ? table(caption, ["", "value"], names.map(name => make("tr", {}, rowHead(name), numberCell(name)))) : null;
}

// What the optimizer remembers: a row for each weight, before the step and after.
function memoryTable(names) {
  const found = {}, columns = [], common = [];
  for (const name of names.filter(name => quantities[name].kind === "memory")) {
    const {owner} = quantities[name];
    if (!owner) { common.push(name); continue; }
    const column = name.replace(`_${owner}`, "");
    if (!columns.includes(column)) columns.push(column);
    (found[owner] ||= {})[column] = name;
  }
  columns.sort((a, b) => columns.indexOf(a.replace(/_new$/, "")) - columns.indexOf(b.replace(/_new$/, "")) || a.length - b.length);
  const rows = Object.entries(found).map(([owner, cells]) => make("tr", {}, make("th", {scope: "row"}, owner),
    ...columns.map(column => cells[column] ? numberCell(cells[column]) : none())));
  const tables = [rows.length && table(`Memory of ${data.optimizer}`, ["", ...columns.map(column => column.replace(/_new$/, "⁺").replace("_", " "))], rows),
    common.length && restTable(`Memory of ${data.optimizer}, for all weights`, common)].filter(Boolean);
  return tables.length ? make("div", {}, ...tables) : null;
}

function refreshTables() {
  for (const cell of document.querySelectorAll("[data-change]")) {
    const name = cell.dataset.change, change = training.values[`${name}_new`] - training.values[name], open = isKnown(`${name}_new`);
    if (isFrozen(name)) { cell.textContent = "not trained"; continue; }
    cell.textContent = !open ? "?" : change === 0 ? "–" : `${change > 0 ? "↑" : "↓"} ${numberText(Math.abs(change), 4)}`;
    cell.className = `figure ${!open || change === 0 ? "" : change > 0 ? "plus" : "minus"}`;
    cell.setAttribute("aria-label", !open ? "not known yet" : change === 0 ? "no change" : `${change > 0 ? "up" : "down"} by ${numberText(Math.abs(change), 4)}`);
  }
  const batch = training.batch(training.step);
  for (const row of document.querySelectorAll("[data-sample-row]")) row.classList.toggle("current", batch.includes(Number(row.dataset.sampleRow)));
  const answers = {};
  for (const cell of document.querySelectorAll("[data-answer]")) {
    const sample = cell.dataset.of;
    answers[sample] ||= training.answer(training.step, Number(sample));
    cell.textContent = playing.on ? "?" : numberText(answers[sample][cell.dataset.answer], 6);
  }
}
