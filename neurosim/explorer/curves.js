// Curves: how the error and each weight went, over the steps so far.

// At most so many of the steps 1 ... last, the first, the last and the shown one among them.
function sampled(last, most) {
  const steps = new Set([1, last, training.step]);
  for (let place = 0; place < most; place++) steps.add(1 + Math.round(place * (last - 1) / (most - 1)));
  return [...steps].sort((a, b) => a - b);
}

function polyline(steps, values, across, up) {
  const points = steps.map((step, place) => `${across(step).toFixed(1)},${up(values[place]).toFixed(1)}`);
  return svg("polyline", {points: points.join(" "), class: "line"});
}

function refreshCurves() {
  const last = training.states.length;
  for (const cell of document.querySelectorAll("[data-curve]")) drawSpark(cell, cell.dataset.curve, last);
  if (has("error")) drawErrors(last);
}

function drawSpark(cell, name, last) {
  const steps = sampled(last, 48), values = steps.map(step => training.value(name, step));
  const low = Math.min(...values), high = Math.max(...values);
  const across = step => 3 + (last > 1 ? 90 * (step - 1) / (last - 1) : 0), up = value => high > low ? 20 - 16 * (value - low) / (high - low) : 12;
  cell.replaceChildren(svg("svg", {viewBox: "0 0 96 24", class: "spark", role: "img",
    "aria-label": `${name}: from ${numberText(values[0], 4)} to ${numberText(values.at(-1), 4)}`},
    polyline(steps, values, across, up), svg("circle", {cx: across(training.step), cy: up(training.value(name, training.step)), r: 2.5, class: "dot"})));
}

function drawErrors(last) {
  const steps = sampled(last, 120).filter(step => Number.isFinite(training.error(step))), values = steps.map(step => training.error(step));
  const box = document.getElementById("errors");
  if (!steps.includes(training.step)) return box.replaceChildren();
  const low = Math.min(...values), high = Math.max(...values), logarithmic = low > 0 && high / low > 30;
  const scale = logarithmic ? Math.log10 : value => value, [bottom, top] = high > low ? [scale(low), scale(high)] : [scale(low) - 1, scale(low) + 1];
  const across = step => 62 + (last > 1 ? 326 * (step - 1) / (last - 1) : 0), up = value => 130 - 112 * (scale(value) - bottom) / (top - bottom);
  box.closest("section").classList.toggle("first-step", last === 1);
  const now = training.error(training.step), drawing = svg("svg", {viewBox: "0 0 400 160", role: "img",
    "aria-label": `E over all samples: ${numberText(values[0], 6)} at step 1, ${numberText(values.at(-1), 6)} at step ${last}`},
    svg("path", {d: "M62 12V134H392", class: "axis"}),
    ...(high > low ? [text(56, up(high) + 4, numberText(high, 3), {class: "end small"}), text(56, up(low) + 4, numberText(low, 3), {class: "end small"})] : []),
    text(62, 150, "1", {class: "middle small"}), ...(last > 1 ? [text(388, 150, String(last), {class: "end small"})] : []),
    text(225, 150, last === 1 ? "take steps, and see how E goes" : logarithmic ? "step (E on a logarithmic scale)" : "step", {class: "middle small"}));
  if (last > 1) drawing.append(polyline(steps, values, across, up));
  drawing.append(svg("circle", {cx: across(training.step), cy: up(now), r: 4, class: "dot"}));
  box.replaceChildren(drawing);
}
