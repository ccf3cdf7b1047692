// Training: what each step is given, what it makes of it, and every state on the way, so that one can go back.
//
//   step 1 is the first; state number n is what the weights are before step n
//   a chapter begins where a sample or a setting was changed by hand: the steps before it keep the old ones

const data = JSON.parse(document.getElementById("data").textContent);
const carried = Object.keys(data.state);       // what a step hands on to the next: weights, biases, the optimizer's memory
const MOST_STEPS = Math.min(1000000, Math.floor(2e7 / Math.max(carried.length, 1)));

const training = {
  reset() {
    this.states = [Object.values(data.state)];
    this.chapters = [{from: 1, samples: data.samples, settings: data.settings}];
    this.edits = new Set();
    this.errors = new Map();
    this.trouble = "";
    this.goTo(1);
  },

  // Which samples step n learns from: their places. What is drawn by chance is in the page for some steps, then it begins again.
  batch(step) { return data.order.batches[(step - 1) % data.order.batches.length]; },
  chapter(step) { return this.chapters.findLast(chapter => chapter.from <= step); },

  given(step) {
    const batch = this.batch(step), {samples, settings} = this.chapter(step), given = {...settings};
    carried.forEach((name, place) => { given[name] = this.states[step - 1][place]; });
    batch.forEach((sample, place) => {
      const suffix = batch.length > 1 ? `_s${place + 1}` : "";
      [...data.inputs, ...data.targets].forEach((name, column) => { given[name + suffix] = samples[sample][column]; });
    });
    return data.order.masks.length ? {...given, ...this.masks(step, batch)} : given;
  },

  masks(step, batch) {
    const signs = data.order.masks[(step - 1) % data.order.masks.length], found = {};
    let place = 0;
    for (let sample = 1; sample <= batch.length; sample++)
      for (const [h, stays] of data.order.dropped)
        found[`mask_${h}${batch.length > 1 ? `_s${sample}` : ""}`] = signs[place++] === "1" ? stays : 0;
    return found;
  },

  // Every number of step n.
  numbers(step) { return steps[this.batch(step).length](this.given(step)); },

  goTo(step) {
    this.grow(step);
    this.step = Math.min(step, this.states.length);
    this.values = this.numbers(this.step);
  },

  // A number that ends the training: E may be infinite, as no slope is worked out from it.
  isBeyond(name, value) { return !Number.isFinite(value) && !(/^E(_|$)/.test(name) && value === Infinity); },

  // Take steps until the state before this one is known. A step that leaves the range of numbers is not taken.
  grow(step) {
    while (this.states.length < Math.min(step, MOST_STEPS + 1)) {
      const now = this.states.length, values = this.numbers(now);
      const state = carried.map(name => values[`${name}_new`] ?? values[name]);
      if (!state.every(Number.isFinite) || this.isBeyond("E", values.E)) {
        const name = Object.keys(values).find(each => this.isBeyond(each, values[each]));
        this.trouble = `Step ${now} cannot be taken: ${label(name)} is ${numberText(values[name], 3)}.`;
        return;
      }
      this.states.push(state);
    }
    this.trouble = step > MOST_STEPS + 1 ? `The page remembers ${MOST_STEPS.toLocaleString("en")} steps and no more.` : "";
  },

  // A number changed by hand, at the step that is shown: the steps after it are taken anew.
  edit(name, value, sample = null) {
    this.states.length = this.step;
    this.errors.forEach((_, step) => { if (step >= this.step) this.errors.delete(step); });
    this.chapters = this.chapters.filter(chapter => chapter.from <= this.step);
    const place = carried.indexOf(name);
    if (place >= 0) {
      this.states[this.step - 1] = this.states[this.step - 1].with(place, value);
    } else {
      const {samples, settings} = this.chapters.at(-1), column = [...data.inputs, ...data.targets].indexOf(name);
      if (this.chapters.at(-1).from === this.step) this.chapters.pop();
      this.chapters.push(column < 0 ? {from: this.step, samples, settings: {...settings, [name]: value}}
        : {from: this.step, settings, samples: samples.with(sample, samples[sample].with(column, value))});
    }
    this.edits.add(this.step);
    this.goTo(this.step);
  },

  // The answer to a sample as the network is before step n, with nothing left out: its E and its outs.
  answer(step, sample) {
    const {samples, settings} = this.chapter(step), given = {...settings};
    carried.forEach((name, place) => { given[name] = this.states[step - 1][place]; });
    [...data.inputs, ...data.targets].forEach((name, column) => { given[name] = samples[sample][column]; });
    for (const [h] of data.order.dropped) given[`mask_${h}`] = 1;
    return answer(given);
  },

  // E over all samples: their sum or their mean, as the experiment has it.
  error(step) {
    if (!this.errors.has(step)) {
      const parts = data.samples.map((_, sample) => this.answer(step, sample).E), sum = parts.reduce((a, b) => a + b);
      this.errors.set(step, data.reduction === "sum" ? sum : sum / parts.length);
    }
    return this.errors.get(step);
  },

  value(name, step) { return this.states[step - 1][carried.indexOf(name)]; },
};
