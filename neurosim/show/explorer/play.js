// Playing the step number by number: each is worked out when its turn comes, or guessed by the reader first.
// `outcomes` says of each number that was asked how it went: "right" at once, "wrong" at first, "skipped".

const playing = {on: false, at: 0, predict: false, asked: null, outcomes: new Map(), verdict: ""};

function inOrder() { return Object.keys(training.values).filter(name => quantities[name].formulas.length && !isHidden(name)); }

// Whether a number may be seen: not what is hidden, and while the step is played not what is still to come.
function isKnown(name) {
  if (!quantities[name] || isHidden(name)) return false;
  if (!playing.on || !quantities[name].formulas.length) return true;
  playing.place ||= new Map(inOrder().map((each, place) => [each, place]));
  return playing.place.get(name) < playing.at;
}

function shown(name, digits, room = Infinity) { return isKnown(name) ? narrowText(training.values[name], digits, room) : "?"; }

function startPlaying() {
  document.body.classList.add("asked");
  Object.assign(playing, {on: true, at: 0, asked: null, outcomes: new Map(), verdict: "", place: null});
  nextNumber();
  if (isSheet()) byId("network").scrollIntoView({block: "start"});
}

function leavePlaying() { Object.assign(playing, {on: false, asked: null, verdict: ""}); }

function stopPlaying() {
  leavePlaying();
  refresh();
}

function nextNumber() {
  const order = inOrder();
  if (playing.asked) reveal("skipped");
  if (playing.at >= order.length) return stopPlaying();
  const name = order[playing.at];
  playing.verdict = "";
  if (playing.predict) ask(name);
  else playing.at++;
  go(name);
  refresh();
  if (playing.predict) byId("guess").focus({preventScroll: true});
}

function ask(name) {
  playing.asked = name;
  writeField(byId("guess"), "");
}

function numberBefore() {
  const order = inOrder();
  Object.assign(playing, {asked: null, verdict: "", at: Math.max(playing.at - 1, 0)});
  if (playing.at) go(order[playing.at - 1]);
  refresh();
}

// Only what came of a number first counts.
function record(outcome) { if (!playing.outcomes.has(playing.asked)) playing.outcomes.set(playing.asked, outcome); }

function reveal(outcome) {
  record(outcome);
  playing.at++;
  playing.asked = null;
}

function showIt() {
  reveal("skipped");
  playing.verdict = "";
  refresh();
  byId("next").focus({preventScroll: true});
}

// Right means right to the last digit that was typed, half a unit of it more or less; two digits at least.
// How far off a guess is stays untold: the distance would be the answer.
function judge(goal, typed) {
  const value = training.values[goal], guess = readNumber(typed);
  if (Number.isNaN(guess)) return say("A number is expected, such as 0.05.");
  const {half, digits} = precision(typed), off = Math.abs(guess - value);
  if (digits < 2 && guess !== value && off <= half) return say("Good so far: two digits at least, please.");
  if (off > half * (1 + 1e-9)) {
    record("wrong");
    return say(value !== 0 && Math.abs(guess + value) <= half ? "Not yet: look at the sign." : "Not yet.");
  }
  reveal("right");
  playing.verdict = `Right: ${numberText(value, 9)}.`;
  refresh();
  byId("next").focus({preventScroll: true});
}

function say(words) {
  playing.verdict = words;
  refreshPlaying();
}

function score() {
  const outcomes = [...playing.outcomes.values()], of = outcome => outcomes.filter(each => each === outcome).length;
  return outcomes.length ? `${of("right")} of ${outcomes.length} right at once, ${of("skipped")} skipped` : "";
}

function refreshPlaying() {
  playing.place = null;
  const length = inOrder().length, {on, at, asked} = playing;
  document.body.classList.toggle("playing", on);
  for (const id of ["before", "next", "stop-playing"]) byId(id).hidden = !on;
  byId("player").hidden = length === 0;
  byId("predict-form").hidden = !asked;
  if (asked) document.querySelector("#predict-form label").textContent = `${label(asked)} = `;
  byId("start-playing").hidden = on;
  byId("before").disabled = at === 0;
  byId("next").textContent = at >= length ? "Done" : "Next ▶";
  byId("played").textContent = [on ? `${at} of ${length} numbers` : "", score()].filter(Boolean).join(" · ");
  byId("said").textContent = playing.verdict;
  document.documentElement.style.setProperty("--bar", `${on ? byId("player").offsetHeight : 0}px`);
}
