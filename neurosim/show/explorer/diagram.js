// The network as a diagram. Drawn anew when its form changes; the numbers in it are filled in like all others.

const MOST_NUMBERED = 60;       // edges: beyond, the diagram is plain, and the table leads
const edgeCount = Object.values(data.ends).filter(([source]) => source).length;
const isPlain = edgeCount > MOST_NUMBERED;

const diagram = {sample: 1, upright: null};

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function suffix() { return training.batch(training.step).length > 1 ? `_s${diagram.sample}` : ""; }

// Something to click, or to reach with the arrow keys: its goal, and in words what it is.
function item(goal, kind, ...children) {
  const words = {role: "button", tabindex: -1, "aria-label": aboutOf(goal)};
  return svg("g", {class: `item ${kind}`, "data-goal": goal, ...words}, ...children);
}

function drawDiagram() {
  const box = document.getElementById("diagram");
  const columns = [data.inputs, ...data.layers];
  const widest = Math.max(...columns.map(column => column.length));
  diagram.upright = !isPlain && box.clientWidth < 600 && widest * 126 <= Math.max(box.clientWidth, 372);
  const form = isPlain ? plainForm() : diagram.upright ? uprightForm() : lyingForm();
  const places = placesOf(columns, form);
  const frame = {viewBox: `0 0 ${places.width} ${places.height}`, role: "group", "aria-labelledby": "diagram-title diagram-words"};
  const drawing = svg("svg", frame, svg("title", {id: "diagram-title"}, `The network ${data.name}`), svg("desc", {id: "diagram-words"},
    `${data.words}. The arrow keys go from weight to weight and from number to number, Enter derives one.`));
  drawing.style.minWidth = `${Math.min(places.width, form.narrowest(places.width))}px`;
  drawing.style.maxWidth = `${places.width * 1.25}px`;
  const taken = [];
  const wires = svg("g"), labels = svg("g"), nodes = svg("g");
  drawNodes(nodes, places, form, taken);
  drawEdges(wires, labels, places, form, taken);
  drawing.append(wires, nodes, labels);
  box.replaceChildren(drawing);
  box.classList.toggle("is-wide", box.scrollWidth > box.clientWidth);
  const first = drawing.querySelector(".item");
  if (first) first.setAttribute("tabindex", 0);
}

// Three forms: lying from left to right, upright from top to bottom on a phone, plain for large networks.

// The numbers in a neuron, each with the word before it.
function nodeRows(h) {
  const sign = suffix(), bias = data.layerBias[h];
  const rows = [[`net_${h}${sign}`, "net"], [`out_${h}${sign}`, "out"], [`dE_dnet_${h}${sign}`, "δ"]];
  return [...(bias ? [[bias, bias]] : []), ...rows].filter(([name]) => quantities[name]);
}

// How high a number is: for a finger at least 24 pixels, however the diagram is scaled.
function touchSizes() {
  const isTouched = window.innerWidth <= 600 || matchMedia("(pointer: coarse)").matches, row = isTouched ? 28 : 17;
  return {row, labelHigh: isTouched ? 28 : 18, high: 26 + row * Math.max(1, ...data.layers.flat().map(h => nodeRows(h).length)),
    inputHigh: 44, inputWide: 76, scale: isTouched ? 0.9 : 0.78};
}

function lyingForm() {
  const sizes = touchSizes(), gap = edges => Math.min(340, 116 + 8 * edges);
  return {...sizes, wide: 134, gap, pitch: sizes.high + 26, lying: true, narrowest: width => width * sizes.scale};
}

function uprightForm() {
  const sizes = touchSizes();
  return {...sizes, wide: 120, gap: () => 58 + 3 * sizes.labelHigh, pitch: 126, lying: false, narrowest: () => 0};
}

function plainForm() {
  return {wide: 46, inputWide: 46, high: 20, inputHigh: 20, gap: () => 130, pitch: 26, lying: true, narrowest: width => width * 0.6};
}

// Where each neuron stands: name -> {x, y, wide, high}, its middle and its size.
function placesOf(columns, form) {
  const places = {boxes: {}}, widest = Math.max(...columns.map(column => column.length)) * form.pitch, margin = 8;
  let along = margin;
  columns.forEach((column, layer) => {
    const [wide, high] = layer ? [form.wide, form.high] : [form.inputWide, form.inputHigh];
    const long = form.lying ? wide : high;
    column.forEach((name, place) => {
      const across = margin + widest / 2 + (place - (column.length - 1) / 2) * form.pitch;
      const [x, y] = form.lying ? [along + long / 2, across] : [across, along + long / 2];
      places.boxes[name] = {x, y, wide, high};
    });
    along += long + (layer < columns.length - 1 ? form.gap(column.length * columns[layer + 1].length) : 0);
  });
  if (!isPlain) along += form.lying ? 26 + 122 : 22 + 2 * (form.row + 4);
  const across = widest + 2 * margin;
  return {...places, width: form.lying ? along + margin : across, height: form.lying ? across : along + margin};
}

function text(x, y, words, attributes = {}) { return svg("text", {x, y, ...attributes}, words); }

function drawNodes(nodes, places, form, taken) {
  [data.inputs, ...data.layers].forEach((column, layer) => column.forEach(name => {
    const box = places.boxes[name], {x, y, wide, high} = box, left = x - wide / 2, top = y - high / 2;
    taken.push({left, top, right: left + wide, bottom: top + high});
    const frame = svg("rect", {x: left, y: top, width: wide, height: high, rx: layer ? 10 : 4, class: "frame"});
    nodes.append(isPlain ? plainNode(name, layer, box, frame) : layer ? neuronNode(name, left, top, box, frame, form.row) : inputNode(name, left, top, box, frame));
  }));
  const outputs = data.layers.at(-1);
  if (isPlain) return;
  outputs.forEach((o, place) => drawResult(nodes, places.boxes[o], form, o, data.targets[place] || null));
}

function plainNode(name, layer, {x, y}, frame) {
  const node = item(layer ? `out_${name}${suffix()}` : name + suffix(), "node", frame, text(x, y + 4, name, {class: "middle small"}));
  node.dataset.node = name;
  return node;
}

function inputNode(name, left, top, {x, wide, high}, frame) {
  const back = svg("rect", {x: left + 3, y: top + 3, width: wide - 6, height: high - 6, rx: 3, class: "back"});
  return svg("g", {class: "node", "data-node": name}, frame, item(name + suffix(), "number", back,
    text(x, top + 18, name, {class: "middle title"}), valueText(x, top + 35, name + suffix(), "middle")));
}

function neuronNode(name, left, top, {x, wide}, frame, high) {
  const rows = nodeRows(name).map(([goal, word], row) =>
    rowOf(goal, word, {x: left + 3, y: top + 22 + high * row, width: wide - 6, height: high, rx: 3, class: "back"}));
  return svg("g", {class: "node", "data-node": name}, frame, text(x, top + 18, name, {class: "middle title"}), ...rows);
}

// A word and its number; a line to write on where the number is hidden.
function rowOf(goal, word, place) {
  const back = svg("rect", place), line = place.y + place.height / 2 + 4.5, end = place.x + place.width - 6;
  const words = text(place.x + 7, line, word, {class: "word"});
  if (isHidden(goal)) return svg("g", {}, back, words, svg("line", {x1: end - 70, x2: end, y1: line + 2, y2: line + 2, class: "blank"}));
  const room = Math.floor((place.width - 16 - 8 * word.length) / 8);
  return item(goal, "number", back, words, valueText(end, line, goal, "end", 6, room));
}

function valueText(x, y, name, anchor, digits = 6, room = 99) {
  return text(x, y, "", {class: `${anchor} figure`, "data-value": name, "data-digits": digits, "data-room": room});
}

// Beside each output its target and its part of the error.
function drawResult(nodes, {x, y, wide, high}, form, o, target) {
  const all = [...(target ? [[target + suffix(), target]] : []), [`E_${o}${suffix()}`, `E_${o}`]];
  const rows = all.filter(([name]) => quantities[name]), tall = Math.max(form.row, 20);
  const [left, top] = form.lying ? [x + wide / 2 + 26, y - tall - 1] : [x - 60, y + high / 2 + 18];
  const [x1, y1, x2, y2] = form.lying ? [x + wide / 2, y, left, y] : [x, y + high / 2, x, top];
  nodes.append(svg("line", {x1, y1, x2, y2, class: "tie"}));
  rows.forEach(([goal, word], row) => nodes.append(
    rowOf(goal, word, {x: left, y: top + (tall + 2) * row, width: 120, height: tall, rx: 4, class: "back outlined"})));
}

function drawEdges(wires, labels, places, form, taken) {
  const weights = Object.entries(data.ends).filter(([, [source]]) => source);
  const lines = Object.fromEntries(weights.map(([name, [source, [h]]]) => [name, lineOf(places.boxes[source], places.boxes[h], form)]));
  const boxes = isPlain ? {} : placeLabels(lines, taken, form);
  for (const [name, [x1, y1, x2, y2]] of Object.entries(lines)) {
    const wire = ["hit", "wire"].map(kind => svg("line", {x1, y1, x2, y2, class: kind}));
    if (isPlain) {
      wires.append(item(name, "edge", ...wire));
    } else {
      wires.append(svg("g", {class: "edge", "data-goal": name}, ...wire));
      labels.append(item(name, "number", ...edgeLabel(name, boxes[name])));
    }
  }
}

function lineOf(from, to, form) {
  return form.lying ? [from.x + from.wide / 2, from.y, to.x - to.wide / 2, to.y]
    : [from.x, from.y + from.high / 2, to.x, to.y - to.high / 2];
}

// Colour, thickness and dashes: blue and whole is positive, orange and dashed negative.
function refreshDiagram() {
  const weights = Object.entries(data.ends).filter(([, [source]]) => source).map(([name]) => name);
  const most = Math.max(1e-12, ...weights.map(name => Math.abs(training.values[name])));
  for (const wire of document.querySelectorAll("#diagram .wire")) {
    const value = training.values[wire.parentNode.dataset.goal];
    wire.style.strokeWidth = (isPlain ? 0.5 : 1) + (isPlain ? 3 : 6) * Math.abs(value) / most;
    wire.classList.toggle("minus", value < 0);
  }
  for (const each of document.querySelectorAll("#diagram .item")) {
    const goal = each.dataset.goal;
    each.setAttribute("aria-label", `${label(goal)} ${shown(goal, 6)}: ${aboutOf(goal)}`);
  }
}
