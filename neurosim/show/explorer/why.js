// Why a number is what it is: its formula, its causes, the paths that its slope comes by. `trail` is the way that led here.

const trail = [];
const MOST_CHIPS = 40;
let path = 0;      // which of the paths is lit; 0: none, the causes are

function goalName() { return trail.at(-1); }

// What is derived for a goal: for a weight its slope, and then its update, with what the optimizer keeps of it.
function derived(goal) {
  const {kind} = quantities[goal];
  const memory = Object.keys(training.values).filter(name => quantities[name].owner === goal && quantities[name].kind === "memory");
  const names = ["weight", "scale", "bias"].includes(kind) ? [`dE_d${goal}`, ...memory, `${goal}_new`] : [goal];
  return names.filter(name => quantities[name].formulas.length && !isHidden(name) && name in training.values);
}

// Goals of a page are those of the step that is shown: a smaller batch has no third sample.
function known(goal) { return goal === TOTAL ? has("error") && !isOne : goal && quantities[goal] && goal in training.values; }

function causesOf(names) {
  const found = new Set(names.flatMap(name => quantities[name].formulas[0].names));
  names.forEach(name => found.delete(name));
  return [...found];
}

function drawWhy() {
  const box = document.getElementById("why-body"), focused = document.activeElement?.id, goal = goalName();
  drawTrail();
  if (!known(goal)) {
    box.replaceChildren(make("p", {class: "quiet"}, goal ? `${label(goal)} is no number of this step.` : "Choose a number."));
    return light([], []);
  }
  if (goal === TOTAL) {
    box.replaceChildren(...totalParts());
    return light([], []);
  }
  const names = derived(goal), ways = names.length && isKnown(names[0]) ? pathsOf(names[0]) : null;
  box.replaceChildren(...whyParts(goal, names, ways));
  fillValues(box);
  const again = focused && document.getElementById(focused);
  if (again && box.contains(again)) again.focus({preventScroll: true});
  light([goal], ways && path ? spotsOf(ways.list[path - 1]) : causesOf(names));
}

// What stands in the derivation. A number that the reader is asked for is not told by what comes after it.
function whyParts(goal, names, ways) {
  const isAsked = playing.asked === goal, isOpen = name => isKnown(name) || name === playing.asked, causes = causesOf(names);
  const tell = words => make("p", {class: "quiet"}, words);
  return [
    titleOf(goal), make("p", {class: "about"}, inWords(goal) + sampleWords(goal)),
    isHidden(goal) && tell("This part of the page is hidden."),
    !quantities[goal].formulas.length && givenPart(goal),
    !names.every(isOpen) && tell("Not worked out yet."),
    ...names.filter(isOpen).map(name => equationsOf(name, isAsked)),
    !isAsked && causes.length && chips("It rests on", causes),
    !isAsked && ways && pathsPart(names[0], ways),
    ...marksPart([goal, ...names]),
  ].filter(Boolean);
}

function inWords(goal) { return `${capital(aboutOf(goal).replace(`${goal}, `, ""))}.`; }

// A name is none the less a name at the beginning of a sentence: w1, e and net_h1 stay as they are.
function capital(words) { return /^([a-z]{2,}|a)(?![\w^])/.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words; }

function titleOf(goal) {
  const title = make("h3", {id: "why-goal", tabindex: -1});
  title.innerHTML = math(symbolOf(goal));
  title.setAttribute("aria-label", label(goal));
  return title;
}

function sampleWords(name) {
  const found = name.match(/_s(\d+)(?=_|$)/);
  return found ? ` Of sample ${training.batch(training.step)[found[1] - 1] + 1}.` : "";
}

function givenPart(goal) {
  const sign = goal.match(/_s(\d+)$/), bare = goal.replace(/_s\d+$/, ""), batch = training.batch(training.step);
  const {kind} = quantities[goal], isOfSample = kind === "input" || kind === "target";
  if (kind === "mask" || kind === "memory") return make("p", {class: "given"}, `Given: ${shown(goal, 9)}.`);
  const field = numberInput(isOfSample ? bare : goal, isOfSample ? batch[sign ? sign[1] - 1 : 0] : null);
  field.id = "why-input";
  return make("p", {class: "given"}, make("label", {}, "Given: ", field),
    make("span", {class: "quiet"}, " change it, and everything that rests on it changes with it"));
}

function equationsOf(name, asked) {
  const [main, short] = quantities[name].formulas, box = make("div", {class: "equations"});
  box.innerHTML = equation(name, main, {unknown: asked}) + (short && isSame(name, short) && !asked ? equation(name, short) : "");
  return box;
}

// The short form of a slope holds for the usual targets; where it does not, it is not shown.
function isSame(name, formula) {
  const value = training.values[name], other = formulaValue(formula);
  return isKnown(name) && other !== null && Math.abs(value - other) <= 1e-12 * Math.max(1, Math.abs(value));
}

function chips(words, names) {
  const chip = name => make("li", {}, make("button", {type: "button", "data-goal": name}, make("span", {class: "name"}, label(name)),
    " ", make("span", {class: "figure", "data-value": name, "data-digits": 6})));
  const more = names.length > MOST_CHIPS ? [make("li", {class: "quiet"}, `… ${names.length - MOST_CHIPS} more`)] : [];
  return make("div", {class: "chips"}, make("h4", {}, words), make("ul", {}, ...names.slice(0, MOST_CHIPS).map(chip), ...more));
}

// Paths: the sum over paths multiplied out, one product for each. There may be very many: they are counted, and some listed.

const MOST_PATHS = 500;

function pathsOf(name) {
  const {ways} = quantities[name];
  if (!ways) return null;
  const count = countPaths(name, new Map()), list = [];
  walkPaths([name], [], [], list);
  return {count, list};
}

function countPaths(factor, counted) {
  const ways = typeof factor === "string" && quantities[factor].ways;
  if (!ways) return 1;
  if (!counted.has(factor)) {
    counted.set(factor, ways.reduce((sum, factors) => sum + factors.reduce((product, each) => product * countPaths(each, counted), 1), 0));
  }
  return counted.get(factor);
}

function walkPaths(ahead, factors, passed, list) {
  if (list.length >= MOST_PATHS) return;
  if (!ahead.length) { list.push({factors, passed}); return; }
  const [factor, ...rest] = ahead, ways = typeof factor === "string" && quantities[factor].ways;
  if (!ways) walkPaths(rest, [...factors, factor], passed, list);
  else for (const way of ways) walkPaths([...way, ...rest], factors, [...passed, factor], list);
}

// Where a path runs in the diagram: its factors, and the neurons that it goes through.
function spotsOf({factors, passed}) {
  const neurons = passed.filter(name => ["dE_dnet", "dE_dout"].includes(quantities[name].kind));
  return [...factors.filter(factor => typeof factor === "string"), ...neurons];
}

function formulaOf([shape, ...names]) { return {shape, names}; }
function factorValue(factor) { return typeof factor === "string" ? training.values[factor] : formulaValue(formulaOf(factor)); }

function pathsPart(name, {count, list}) {
  path = Math.min(path, list.length);
  const all = count.toLocaleString("en"), some = count > list.length ? `walk the first ${list.length}` : "walk them one by one";
  const button = (id, to, words, sign) => make("button", {type: "button", id, "data-path": to, "aria-label": words}, sign);
  const box = make("div", {class: "paths"}, make("h4", {}, count === 1 ? "One path to the error" : `${all} paths to the error`),
    make("div", {class: "walk"}, button("path-back", path > 0 ? path - 1 : list.length, "path before", "◀"),
      make("span", {role: "status"}, path ? `path ${path} of ${all}` : count === 1 ? "walk it" : some),
      button("path-on", path < list.length ? path + 1 : 0, "next path", "▶")));
  if (path) box.append(productOf(`path ${path}`, list[path - 1].factors));
  if (path && count > 1) box.append(make("p", {class: "quiet"}, `All paths together: ${numberText(training.values[name], 9)}.`));
  return box;
}

function productOf(words, factors) {
  const value = factors.reduce((product, factor) => product * factorValue(factor), 1), box = make("div", {class: "equations"});
  const written = (factor, leaf) => typeof factor === "string" ? leaf(factor, 3) : fenced(filled(formulaOf(factor), leaf).join(""));
  const row = leaf => factors.map((factor, place) => (place ? "<mo>·</mo>" : "") + written(factor, leaf));
  box.innerHTML = equationRows(words, `<mtext>${words}</mtext>`, [row(symbol), row(number), [numeral(value)]]);
  return box;
}

// Marks: where a slope says less than it seems to.
function marksPart(names) {
  const found = new Set();
  for (const name of names) {
    const {kind, owner} = quantities[name], sign = name.match(/_s\d+(?=_|$)/)?.[0] || "", value = each => training.values[each + sign];
    if (!data.marks[owner]) continue;
    const [limits, kinks] = data.marks[owner], slope = value(`dout_${owner}_dnet_${owner}`);
    if (["out", "dout_dnet"].includes(kind) && slope === 0 && limits.includes(value(`whole_${owner}`) ?? value(`out_${owner}`))) found.add("saturated");
    if (["net", "dout_dnet"].includes(kind) && kinks.includes(value(`net_${owner}`))) found.add("kink");
    const target = data.targets[data.layers.at(-1).indexOf(owner)];
    if (lossKink && kind === "dE_dout" && target && lossKink(value(target), value(`out_${owner}`)) === 0) found.add("kink");
  }
  return [...found].map(mark => make("p", {class: "mark"}, capital(data.mark_words[mark])));
}

// The trail: where one came from.
function drawTrail() {
  const list = document.getElementById("trail");
  list.hidden = trail.length < 2;
  list.replaceChildren(...trail.map((name, place) => make("li", {}, place === trail.length - 1
    ? make("span", {"aria-current": "true"}, label(name)) : make("button", {type: "button", class: "plain", "data-trail": place}, label(name)))));
}

function go(goal, deeper = false) {
  if (!known(goal)) return;
  const before = trail.indexOf(goal);
  if (!deeper) trail.length = 0;
  else if (before >= 0) trail.length = before;
  trail.push(goal);
  path = 0;
  const sign = goal.match(/_s(\d+)(?=_|$)/);
  if (sign && Number(sign[1]) !== diagram.sample) chooseSample(Number(sign[1]));
  drawWhy();
  writeHash();
  document.getElementById("announced").textContent = goal === TOTAL ? `${capital(totalName())}.`
    : `${label(goal)}, ${shown(goal, 6)}. ${inWords(goal)}`;
}
