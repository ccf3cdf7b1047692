// The page: what is clicked, typed and linked to, and when what is drawn anew.

const byId = id => document.getElementById(id);

function fillValues(within = document) {
  for (const each of within.querySelectorAll("[data-value]")) {
    const {value, digits, room} = each.dataset, words = shown(value, Number(digits), Number(room ?? Infinity));
    if (each.textContent !== words) each.textContent = words;
    if ("say" in each.dataset) each.setAttribute("aria-label", `${label(value)} ${words}`);
  }
  within.querySelectorAll("[data-input]").forEach(fillField);
}

function refresh() {
  refreshPlaying();
  const batch = training.batch(training.step), few = data.samples.length <= 12;
  diagram.sample = Math.min(diagram.sample, batch.length);
  if (byId("sample").dataset.batch !== String(batch)) drawSampleChoice();
  if (byId("numbers").dataset.form !== `${batch.length} ${suffix()}`) { drawDiagram(); drawNumbers(); }
  if (!few && byId("samples").dataset.places !== [...new Set(batch)].sort((a, b) => a - b).join()) drawSamples();
  fillValues();
  refreshDiagram();
  refreshTables();
  refreshCurves();
  refreshControls();
  drawWhy();
}

function refreshControls() {
  const last = training.states.length, batch = training.batch(training.step);
  writeField(byId("step-number"), training.step);
  byId("slider").max = last;
  byId("slider").value = training.step;
  byId("slider").setAttribute("aria-valuetext", `step ${training.step} of ${last}`);
  byId("back").disabled = training.step === 1;
  byId("reset").disabled = last === 1 && !changes.list.length;
  byId("undo").disabled = !changes.before.length;
  byId("redo").disabled = !changes.after.length;
  refreshTotals();
  const sampleWords = data.samples.length === 1 ? "" : `This step learns from sample${batch.length > 1 ? "s" : ""} ${listed(batch.map(place => place + 1))}.`;
  byId("batch").textContent = sampleWords;
  byId("notes").replaceChildren(...notes().map(words => make("p", {}, words)));
}

function listed(parts) { return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : String(parts[0]); }

// What a reader should know about what is shown just now.
function notes() {
  const found = [training.trouble, linkTrouble, targetTrouble()];
  const undefinedName = Object.keys(training.values).find(name => training.isBeyond(name, training.values[name]));
  if (undefinedName && !training.trouble) found.push(`${label(undefinedName)} is ${numberText(training.values[undefinedName], 3)}: no step can be taken from here.`);
  const {kind, drawn, batches, seed} = data.order;
  if (drawn && training.step > batches.length) {
    const what = [kind === "given" ? "" : "order", data.order.masks.length ? "dropout" : ""].filter(Boolean).join(" and ");
    const count = batches.length.toLocaleString("en");
    found.push(`The page has the ${what} of the first ${count} steps, as drawn from seed ${seed}; after them it begins again.`);
  }
  return found.filter(Boolean);
}

const TARGETS = {
  probabilities: [row => row.every(target => target >= 0 && target <= 1), "Targets from 0 to 1 are expected by this loss."],
  either_side: [row => row.every(target => Math.abs(target) === 1), "Targets of 1 or −1 are expected by this loss."],
  above_minus_one: [row => row.every(target => target > -1), "Targets above −1 are expected by this loss."],
  not_zero: [row => row.every(target => target !== 0), "Targets other than 0 are expected by this loss."],
  shares: [row => row.every(target => target >= 0) && Math.abs(row.reduce((a, b) => a + b) - 1) <= 1e-9,
    "Targets that add up to 1 are expected by this loss."],
  class_number: [([target]) => data.layers.at(-1).some((_, place) => place === target), "The target is the number of a class, from 0 on."],
};

function targetTrouble() {
  const [fits, words] = TARGETS[data.target_kind] || [() => true];
  return training.chapter(training.step).samples.every(sample => fits(sample.slice(data.inputs.length))) ? "" : words;
}

// Steps.

let running = 0;

function show(step) {
  linkTrouble = "";
  leavePlaying();
  training.goTo(step);
  refresh();
  writeHash();
}

function pause() {
  cancelAnimationFrame(running);
  running = 0;
  byId("run").textContent = "Run";
  byId("run").setAttribute("aria-pressed", "false");
  writeHash();
}

function run() {
  byId("run").textContent = "Pause";
  byId("run").setAttribute("aria-pressed", "true");
  leavePlaying();
  let last = 0;
  const frame = now => {
    const [perFrame, wait] = byId("speed").value.split("/").map(Number);
    if (now - last >= wait) {
      last = now;
      const before = training.step;
      training.goTo(before + perFrame);
      refresh();
      if (training.step === before) return pause();
    }
    running = requestAnimationFrame(frame);
  };
  running = requestAnimationFrame(frame);
}

// What is typed into a number, once it is finished.
function changed(input) {
  const {input: name, sample} = input.dataset, value = readNumber(input.value);
  const wrong = Number.isNaN(value) ? "a number, such as 0.05" : name in data.settings && value < 0 ? "a number from 0 on" : "";
  if (wrong) {
    input.setAttribute("aria-invalid", "true");
    byId("notes").replaceChildren(make("p", {role: "alert"}, `${label(name)}: ${wrong} is expected.`));
    return;
  }
  delete input.dataset.dirty;
  if (value === inputValue(input)) return fillValues();
  leavePlaying();
  change(name, value, sample === undefined ? null : Number(sample));
}

// Samples of a batch: the diagram and the tables show one of them.

function drawSampleChoice() {
  const batch = training.batch(training.step), choice = byId("sample");
  byId("sample-choice").hidden = batch.length === 1;
  choice.replaceChildren(...batch.map((place, at) => make("option", {value: at + 1}, `sample ${place + 1}`)));
  choice.value = diagram.sample;
  choice.dataset.batch = batch;
}

function chooseSample(number) {
  diagram.sample = number;
  refresh();
}

// Events, for the whole page at once.

document.addEventListener("click", event => {
  const at = selector => event.target.closest(selector), goal = at("[data-goal]"), way = at("[data-path]"), back = at("[data-trail]");
  if (way) { path = Number(way.dataset.path); return drawWhy(); }
  if (back) return go(trail[Number(back.dataset.trail)], true);
  if (!goal) return;
  const inside = Boolean(at("#why-body"));
  document.body.classList.add("asked");
  go(goal.dataset.goal, inside);
  byId("why-goal")?.focus({preventScroll: true});
  if (isSheet()) return showTogether(!inside);
  const {top, bottom} = byId("why").getBoundingClientRect();
  if (inside || top > window.innerHeight - 80 || bottom < 80) byId("why").scrollIntoView({block: inside ? "nearest" : "start"});
});

document.addEventListener("keydown", event => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.matches?.("input")) {
    event.preventDefault();
    return event.shiftKey ? redo() : undo();
  }
  const item = event.target.closest?.("#diagram .item");
  if (!item) return;
  const items = [...document.querySelectorAll("#diagram .item")], place = items.indexOf(item);
  const next = {ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0, End: items.length - 1}[event.key];
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); go(item.dataset.goal); return; }
  if (next === undefined || !items[next]) return;
  event.preventDefault();
  item.setAttribute("tabindex", -1);
  items[next].setAttribute("tabindex", 0);
  items[next].focus();
});

onInput("change", changed);

byId("take-step").addEventListener("click", () => show(training.step + 1));
byId("back").addEventListener("click", () => show(Math.max(training.step - 1, 1)));
byId("reset").addEventListener("click", () => { pause(); remember(); takeUp([], 1); });
byId("undo").addEventListener("click", undo);
byId("redo").addEventListener("click", redo);
byId("copy-link").addEventListener("click", copyLink);
byId("save").addEventListener("click", saveExperiment);
byId("run").addEventListener("click", () => running ? pause() : run());
byId("slider").addEventListener("input", event => show(Number(event.target.value)));
byId("step-form").addEventListener("submit", event => {
  event.preventDefault();
  show(Math.max(1, Math.floor(readNumber(byId("step-number").value)) || 1));
});
byId("step-number").addEventListener("change", () => byId("step-form").requestSubmit());
byId("sample").addEventListener("change", event => chooseSample(Number(event.target.value)));
byId("start-playing").addEventListener("click", startPlaying);
byId("next").addEventListener("click", nextNumber);
byId("before").addEventListener("click", numberBefore);
byId("stop-playing").addEventListener("click", stopPlaying);
byId("predict-form").addEventListener("submit", event => { event.preventDefault(); judge(playing.asked, byId("guess").value); });
byId("show-it").addEventListener("click", showIt);
byId("predict").addEventListener("change", event => { playing.predict = event.target.checked; playing.asked = null; refresh(); });
window.addEventListener("hashchange", readHash);
window.addEventListener("resize", () => { measureHead(); drawDiagram(); fillValues(); refreshDiagram(); drawWhy(); });

// How high the bar is that stays at the top: what stays below it begins there.
function measureHead() { document.documentElement.style.setProperty("--head", `${byId("controls").offsetHeight}px`); }

// Begin.

byId("title").textContent = data.name;
byId("about").textContent = `${data.words};  ${data.loss};  ${data.optimizer}`;
byId("program").textContent = [...Object.values(steps)].map(String).join("\n\n");
for (const id of ["training", "slider", "step-form", "speed"]) byId(id).hidden = !has("new");
byId("total").hidden = !has("error");
byId("curve-part").hidden = !has("error") || !has("new");
byId("controls").hidden = !has("error") && !has("new");
if (isPlain) {
  document.body.classList.add("is-plain");
  byId("weights-part").after(byId("network"));
}
training.reset();
drawSampleChoice();
drawDiagram();
drawTables();
readHash();
measureHead();
