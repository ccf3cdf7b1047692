// What is chosen, and what it rests on, lit in the diagram and the tables, and brought onto the screen.

// Where a number stands in the diagram: at itself, else at its weight, else at its neuron.
function spotOf(name) {
  const {kind, owner} = quantities[name];
  if (document.querySelector(`#diagram [data-goal="${name}"]`)) return `[data-goal="${name}"]`;
  if (data.ends[owner]) return `[data-goal="${owner}"]`;
  return kind === "error" ? "" : `[data-node="${owner}"]`;
}

function light(chosen, causes) {
  for (const each of document.querySelectorAll(".chosen, .lit")) each.classList.remove("chosen", "lit");
  const mark = (name, mark) => {
    const spot = spotOf(name);
    const found = [`[data-row="${name}"]`, spot && `#diagram ${spot}`].filter(Boolean).join(", ");
    for (const each of document.querySelectorAll(found)) each.classList.add(mark);
  };
  causes.forEach(name => mark(name, "lit"));
  chosen.forEach(name => mark(name, "chosen"));
  bringIntoFrame();
}

// A diagram that is wider than its frame is moved to where the chosen number stands, with its causes if they fit.
function bringIntoFrame() {
  const frame = document.getElementById("diagram"), outer = frame.getBoundingClientRect(), all = boxOf(".chosen, .lit");
  const inner = all.wide <= outer.width ? all : boxOf(".chosen");
  if (inner.left < outer.left || inner.right > outer.right) frame.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
}

// Where the page is narrow, the derivation is a sheet at the bottom that stays, once something was asked.
function isSheet() {
  const {position, bottom} = getComputedStyle(document.getElementById("why"));
  return position === "sticky" && bottom !== "auto";
}

// The chosen number and its causes above the sheet; a diagram that is too large for that is drawn small.
function showTogether(isFromDiagram) {
  const diagram = document.getElementById("diagram");
  diagram.classList.remove("is-small");
  if (!isFromDiagram && !playing.on) return;
  const free = document.getElementById("why").getBoundingClientRect().top - freeTop();
  const {wide, high} = boxOf(".chosen, .lit");
  if (high > free - 16 || wide > diagram.clientWidth) diagram.classList.add("is-small");
  bringIntoFrame();
  const {top, bottom} = boxOf(".chosen, .lit");
  if (top < freeTop() + 8 || bottom > freeTop() + free - 8) window.scrollBy(0, (top + bottom - free) / 2 - freeTop());
}

// Where the bar at the top ends, if it stays there.
function freeTop() {
  const bar = document.getElementById("controls");
  return getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
}

function boxOf(marks) {
  const boxes = [...document.querySelectorAll(`#diagram :is(${marks})`)].map(each => each.getBoundingClientRect());
  const [left, top] = ["left", "top"].map(side => Math.min(...boxes.map(box => box[side])));
  const [right, bottom] = ["right", "bottom"].map(side => Math.max(...boxes.map(box => box[side])));
  return {left, right, top, bottom, wide: right - left, high: bottom - top};
}
