// What one changes: a list of changes, which undo and redo go along, and which the address of the page holds, with step and goal:
//
//   #v=1&e=1:w5:0.7,4:i1.2:-0.5&step=4&goal=w5      at step 1 w5 became 0.7, at step 4 i1 of sample 2 became -0.5
//
// A change at a step ends what was changed later: the steps after it are taken anew.

const VERSION = "1";
const changes = {list: [], before: [], after: []};      // as they are; lists to go back to; lists to go on to

function change(name, value, sample) {
  const {step} = training, isOld = each => each.step === step && each.name === name && each.sample === sample;
  remember();
  changes.list = [...changes.list.filter(each => each.step <= step && !isOld(each)), {step, name, sample, value}];
  training.edit(name, value, sample);
  refresh();
  writeHash();
}

function remember() {
  changes.before.push(changes.list);
  changes.after = [];
}

function undo() { goAlong(changes.before, changes.after); }
function redo() { goAlong(changes.after, changes.before); }

function goAlong(from, to) {
  if (!from.length) return;
  to.push(changes.list);
  takeUp(from.pop(), training.step);
}

// Everything from the beginning, with these changes, up to a step.
function takeUp(list, step) {
  leavePlaying();
  changes.list = list;
  training.reset();
  for (const each of list) {
    training.goTo(each.step);
    if (training.step === each.step) training.edit(each.name, each.value, each.sample);
  }
  training.goTo(step);
  refresh();
  writeHash();
}

// As text and back.

function changesText() {
  return changes.list.map(({step, name, sample, value}) =>
    `${step}:${name}${sample === null ? "" : `.${sample + 1}`}:${String(value).replace("+", "")}`).join();
}

// null where something in it is no change of this page.
function changesOf(text) {
  const found = text.split(",").map(each => each.match(/^(\d{1,7}):(\w+?)(?:\.(\d{1,6}))?:(.+)$/));
  const list = found.map(each => each && {step: Number(each[1]), name: each[2], sample: each[3] ? each[3] - 1 : null, value: Number(each[4])});
  return list.every(isChange) ? list : null;
}

function isChange(each, place, list) {
  if (!each || each.step < 1 || !Number.isFinite(each.value) || place && each.step < list[place - 1].step) return false;
  return each.sample === null ? placeOf.has(each.name) || each.name in data.settings
    : columns.includes(each.name) && each.sample in data.samples;
}

// The address.

let writing = 0, linkTrouble = "";

function writeHash() {
  clearTimeout(writing);
  if (!running) writing = setTimeout(writeHashNow, 100);      // browsers mind an address that changes too often
}

function writeHashNow() {
  const made = changes.list.length ? [`v=${VERSION}`, `e=${changesText()}`] : [];
  const parts = [...made, training.step !== data.opens && `step=${training.step}`, goalName() && `goal=${goalName()}`].filter(Boolean);
  try { window.history.replaceState(null, "", `#${parts.join("&")}`); } catch { /* a page within a page may have no address */ }
}

function readHash() {
  const asked = new URLSearchParams(window.location.hash.slice(1)), step = asked.get("step"), goal = asked.get("goal");
  const isStep = /^\d{1,7}$/.test(step) && Number(step) > 0, made = asked.get("e") ? changesOf(asked.get("e")) : [];
  const isOurs = made && (!made.length || asked.get("v") === VERSION), name = goal && goalOf(goal);
  linkTrouble = step && !isStep ? "The step in the address is no number from 1 on." : goal && !name ? "There is no number of that name here."
    : !isOurs ? "The changes in the address are none of this page's." : "";
  trail.splice(0, trail.length, name || Object.keys(data.ends)[0]);
  path = 0;
  takeUp(isOurs ? made : [], isStep ? Number(step) : data.opens);
}

function goalOf(goal) {
  return quantities[goal] || goal === TOTAL ? goal : Object.keys(quantities).find(each => label(each) === goal);
}

async function copyLink() {
  const field = byId("link");
  writeHashNow();
  field.hidden = false;
  field.value = window.location.href;
  field.select();
  field.onblur = () => { field.hidden = true; };
  try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
}

// The experiment as it is at this step, as a file that neurosim reads.
function saveExperiment() {
  const link = make("a", {download: `${data.name.replace(/[^\p{L}\p{N}]+/gu, "-")}-step-${training.step}.json`,
    href: URL.createObjectURL(new Blob([JSON.stringify(experimentNow(), null, 2)], {type: "application/json"}))});
  link.click();
  URL.revokeObjectURL(link.href);
}

function experimentNow() {
  const {samples, settings} = training.chapter(training.step), wide = data.inputs.length, {file} = data;
  const number = name => Array.isArray(name) ? name.map(number) : training.values[name];
  const layers = file.layers.map((layer, place) => {
    const {normalize, ...names} = file.parameters[place], found = Object.entries(names).map(([key, rows]) => [key, number(rows)]);
    return {...layer, ...Object.fromEntries(found), ...(normalize ? {normalize: {...layer.normalize, scales: number(normalize)}} : {})};
  });
  const {parameters, ...rest} = file;
  return {...rest, layers, optimizer: {...file.optimizer, ...settings},
    samples: samples.map(row => ({inputs: row.slice(0, wide), targets: row.slice(wide)}))};
}
