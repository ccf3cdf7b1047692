// Playing the step number by number: each is worked out when its turn comes, or guessed by the reader first.

const playing = {on: false, at: 0, predict: false, asked: null, right: 0, tried: 0, verdict: "", fresh: true};

function inOrder() { return Object.keys(training.values).filter(name => quantities[name].formulas.length && !isHidden(name)); }

// Whether a number may be seen: not what is hidden, and while the step is played not what is still to come.
function isKnown(name) {
  if (!quantities[name] || isHidden(name)) return false;
  if (!playing.on || !quantities[name].formulas.length) return true;
  playing.place ||= new Map(inOrder().map((each, place) => [each, place]));
  return playing.place.get(name) < playing.at;
}

function shown(name, digits) { return isKnown(name) ? numberText(training.values[name], digits) : "?"; }

function startPlaying() {
  Object.assign(playing, {on: true, at: 0, asked: null, right: 0, tried: 0, verdict: "", place: null});
  nextNumber();
}

function leavePlaying() { Object.assign(playing, {on: false, asked: null, verdict: ""}); }

function stopPlaying() {
  leavePlaying();
  refresh();
}

function nextNumber() {
  const order = inOrder();
  if (playing.asked) reveal();
  if (playing.at >= order.length) return stopPlaying();
  const name = order[playing.at];
  Object.assign(playing, {verdict: "", fresh: true});
  if (playing.predict) playing.asked = name;
  else playing.at++;
  go(name);
  refresh();
  if (playing.predict) document.getElementById("guess")?.focus({preventScroll: true});
}

function numberBefore() {
  const order = inOrder();
  Object.assign(playing, {asked: null, verdict: "", at: Math.max(playing.at - 1, 0)});
  if (playing.at) go(order[playing.at - 1]);
  refresh();
}

function reveal() {
  playing.at++;
  playing.asked = null;
}

function predictionPart(goal) {
  const form = make("form", {class: "predict", id: "predict-form"}, make("label", {for: "guess"}, "What does it come to? "),
    make("input", {id: "guess", type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false"}),
    make("button", {type: "submit"}, "Check"), make("button", {type: "button", id: "show-it"}, "Show it"));
  form.append(make("p", {id: "verdict", role: "status"}, playing.verdict));
  form.addEventListener("submit", event => { event.preventDefault(); judge(goal, document.getElementById("guess").value); });
  form.querySelector("#show-it").addEventListener("click", () => {
    if (playing.fresh) playing.tried++;
    reveal();
    playing.verdict = "";
    refresh();
    focusNext();
  });
  return form;
}

// Right means right to the last digit that was typed, half a unit of it more or less; two digits at least.
function judge(goal, typed) {
  const value = training.values[goal], guess = readNumber(typed);
  if (Number.isNaN(guess)) return say("A number is expected, such as 0.05.");
  const {half, digits} = precision(typed), off = guess - value;
  if (digits < 2 && guess !== value && Math.abs(off) <= half) return say("Good so far: two digits at least, please.");
  if (playing.fresh) playing.tried++;
  if (Math.abs(off) <= half * (1 + 1e-9)) {
    if (playing.fresh) playing.right++;
    reveal();
    playing.verdict = `Right: ${numberText(value, 9)}.`;
    refresh();
    return focusNext();
  }
  playing.fresh = false;
  if (value !== 0 && Math.abs(guess + value) <= half) return say("The digits are right, the sign is the other one.");
  const share = value !== 0 && Math.abs(off / value) < 10 ? `, that is ${numberText(100 * Math.abs(off / value), 2)} %` : "";
  say(`Not yet: too ${off > 0 ? "great" : "small"} by ${numberText(Math.abs(off), 2)}${share}.`);
}

function say(words) {
  playing.verdict = words;
  const verdict = document.getElementById("verdict");
  if (verdict) verdict.textContent = words;
}

function focusNext() { document.getElementById("next").focus({preventScroll: true}); }

function refreshPlaying() {
  playing.place = null;
  const count = inOrder().length;
  document.body.classList.toggle("playing", playing.on);
  for (const id of ["before", "next", "stop-playing"]) document.getElementById(id).hidden = !playing.on;
  document.getElementById("start-playing").hidden = playing.on;
  document.getElementById("before").disabled = playing.at === 0;
  document.getElementById("next").textContent = playing.at >= count ? "Done" : "Next number ▶";
  const score = playing.tried ? ` · ${playing.right} of ${playing.tried} right at once` : "";
  document.getElementById("played").textContent = playing.on ? `${playing.at} of ${count} numbers${score}` : "";
  document.getElementById("said").textContent = playing.on && !playing.asked ? playing.verdict : "";
}
