// Curves: how the error and each weight went, over the steps so far.

// At most so many of the steps 1 ... last, the first, the last and the shown one among them.
function sampled(last, most) {
  const steps = new Set([1, last, training.step]);
  for (let place = 0; place < most; place++) steps.add(1 + Math.round(place * (last - 1) / (most - 1)));
  return [...steps].sort((a, b) => a - b);
}

function pointsOf(steps, values, across, up) {
  return steps.map((step, place) => `${across(step).toFixed(1)},${up(values[place]).toFixed(1)}`).join(" ");
}

function refreshCurves() {
  const last = training.states.length;
  for (const cell of document.querySelectorAll("[data-curve]")) drawSpark(cell, cell.dataset.curve, last);
  if (has("error")) drawErrors(last);
}

function drawSpark(cell, name, last) {
  const steps = sampled(last, 48), values = steps.map(step => training.value(name, step));
  const low = Math.min(...values), high = Math.max(...values);
  const across = step => 3 + (last > 1 ? 90 * (step - 1) / (last - 1) : 0);
  const up = value => high > low ? 20 - 16 * ((value / 2 - low / 2) / (high / 2 - low / 2)) : 12;      // in halves, which stay finite
  const drawing = cell.firstChild || cell.appendChild(emptySpark()), [line, dot] = drawing.children;
  setAll(drawing, {"aria-label": `${name}: from ${numberText(values[0], 4)} to ${numberText(values.at(-1), 4)}`});
  setAll(line, {points: pointsOf(steps, values, across, up)});
  setAll(dot, {cx: across(training.step), cy: up(training.value(name, training.step))});
}

// Drawn once, and moved from then on: hundreds of new drawings a step would take longer than all else.
function emptySpark() {
  return svg("svg", {viewBox: "0 0 96 24", class: "spark", role: "img"}, svg("polyline", {class: "line"}), svg("circle", {r: 2.5, class: "dot"}));
}

function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

// The error over all samples; on a logarithmic scale where it has fallen far.
function drawErrors(last) {
  const steps = sampled(last, 120).filter(step => Number.isFinite(training.error(step)));
  const values = steps.map(step => training.error(step)), box = document.getElementById("errors");
  if (!steps.includes(training.step)) return box.replaceChildren();
  box.closest("section").classList.toggle("first-step", last === 1);
  const low = Math.min(...values), high = Math.max(...values), logarithmic = low > 0 && high / low > 30;
  const scale = logarithmic ? Math.log10 : value => value;
  const [bottom, top] = high > low ? [scale(low), scale(high)] : [scale(low) - 1, scale(low) + 1];
  const across = step => 62 + (last > 1 ? 326 * (step - 1) / (last - 1) : 0);
  const up = value => 130 - 112 * (scale(value) - bottom) / (top - bottom);
  const label = (x, y, words, anchor) => text(x, y, words, {class: `${anchor} small`});
  const drawing = svg("svg", {viewBox: "0 0 400 160", role: "img", "aria-label":
    `E over all samples: ${numberText(values[0], 6)} at step ${steps[0]}, ${numberText(values.at(-1), 6)} at step ${steps.at(-1)}`},
    svg("path", {d: "M62 12V134H392", class: "axis"}), label(62, 150, "1", "middle"), label(225, 150, axisWords(last, logarithmic), "middle"));
  if (last > 1) drawing.append(label(388, 150, String(last), "end"), svg("polyline", {points: pointsOf(steps, values, across, up), class: "line"}));
  if (high > low) drawing.append(...[low, high].map(value => label(56, up(value) + 4, numberText(value, 3), "end")));
  drawing.append(svg("circle", {cx: across(training.step), cy: up(training.error(training.step)), r: 4, class: "dot"}));
  box.replaceChildren(drawing);
}

function axisWords(last, logarithmic) {
  if (last === 1) return "take steps, and see how E goes";
  return logarithmic ? "step (E on a logarithmic scale)" : "step";
}
