// Training: what each step is given, what it makes of it, and every state on the way, so that one can go back.
//
//   step 1 is the first; state number n is what the weights are before step n
//   a chapter begins where a sample or a setting was changed by hand: the steps before it keep the old ones

const data = JSON.parse(document.getElementById("data").textContent);
const carried = Object.keys(data.state);       // what a step hands on to the next: weights, biases, the optimizer's memory
const placeOf = new Map(carried.map((name, place) => [name, place]));
const columns = [...data.inputs, ...data.targets], outputs = data.layers.at(-1);
const MOST_STEPS = Math.min(1000000, Math.floor(2e7 / Math.max(carried.length, 1)));

// Many rows of numbers, each as long as the others, in blocks.
class Rows {
  constructor(width) { Object.assign(this, {width, length: 0, blocks: [], inBlock: Math.max(1, Math.floor(65536 / width))}); }

  at(place) {
    const begin = place % this.inBlock * this.width;
    return this.blocks[Math.floor(place / this.inBlock)].subarray(begin, begin + this.width);
  }

  // Into a row of the caller's own, number by number: for short ones quicker than a view.
  copy(place, row) {
    const block = this.blocks[Math.floor(place / this.inBlock)], begin = place % this.inBlock * this.width;
    for (let column = 0; column < this.width; column++) row[column] = block[begin + column];
  }

  push(row) {
    if (this.length === this.blocks.length * this.inBlock) this.blocks.push(new Float64Array(this.inBlock * this.width));
    const block = this.blocks.at(-1), begin = this.length++ % this.inBlock * this.width;
    for (let column = 0; column < this.width; column++) block[begin + column] = row[column];
  }

  shorten(length) {
    this.length = length;
    this.blocks.length = Math.ceil(length / this.inBlock);
  }
}

function areFinite(numbers) {
  for (let place = 0; place < numbers.length; place++) if (!Number.isFinite(numbers[place])) return false;
  return true;
}

// What the printed programs are given: see the languages of neurosim/explain/codegen.
const program = batch => programs[batch.length] ?? programs.any;
const places = data.order.batches.map(batch => Int32Array.from(programs.any ? [batch.length, ...batch] : batch));
const scratch = {state: new Float64Array(carried.length), work: new Float64Array(carried.length),
  nets: new Float64Array(data.layers.flat().length)};

const NO_MASKS = new Float64Array(0);

function chapterOf(from, samples, settings) {
  return {from, samples, settings, rows: Float64Array.from(samples.flat()), told: Float64Array.from(Object.values(settings))};
}

const training = {
  reset() {
    this.states = new Rows(carried.length);
    this.states.push(Object.values(data.state));
    this.chapters = [chapterOf(1, data.samples, data.settings)];
    this.errors = new Map();
    this.trouble = "";
    this.goTo(1);
  },

  // Which samples step n learns from: their places. What is drawn by chance is in the page for some steps, then it begins again.
  batch(step) { return data.order.batches[(step - 1) % data.order.batches.length]; },
  chapter(step) { return this.chapters.findLast(chapter => chapter.from <= step); },

  given(step) {
    const batch = this.batch(step), {samples, settings} = this.chapter(step), given = {...settings};
    this.states.at(step - 1).forEach((value, place) => { given[carried[place]] = value; });
    batch.forEach((sample, place) => {
      const suffix = batch.length > 1 ? `_s${place + 1}` : "";
      columns.forEach((name, column) => { given[name + suffix] = samples[sample][column]; });
    });
    this.masks(step).forEach((mask, place) => {
      const [h] = data.order.dropped[place % data.order.dropped.length], sample = Math.floor(place / data.order.dropped.length) + 1;
      given[`mask_${h}${batch.length > 1 ? `_s${sample}` : ""}`] = mask;
    });
    return given;
  },

  // Of each sample in turn: what the outs of the neurons that may be left out are multiplied by.
  masks(step) {
    const {masks, dropped} = data.order;
    return masks.length === 0 ? NO_MASKS : Float64Array.from(masks[(step - 1) % masks.length], (sign, place) =>
      sign === "1" ? dropped[place % dropped.length][1] : 0);
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

  // The state after step n; null where some number in it is none.
  after(step) {
    const {rows, told} = this.chapter(step), {state, nets, work} = scratch, place = (step - 1) % places.length;
    this.states.copy(step - 1, state);
    program(data.order.batches[place]).train(1, places[place], rows, this.masks(step), state, told, nets, work);
    return areFinite(state) && areFinite(nets) ? state : null;
  },

  // The same by every number of the step, one of which is none; null where that ends the training.
  afterAll(step, values) {
    const state = carried.map(name => values[`${name}_new`] ?? values[name]);
    return state.every(Number.isFinite) && !this.isBeyond("E", values.E) ? state : null;
  },

  // Take steps until the state before this one is known. A step that leaves the range of numbers is not taken.
  grow(step) {
    while (this.states.length < Math.min(step, MOST_STEPS + 1)) {
      const now = this.states.length, values = {}, state = this.after(now) ?? this.afterAll(now, Object.assign(values, this.numbers(now)));
      if (!state) {
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
    this.states.shorten(this.step);
    this.errors.forEach((_, step) => { if (step >= this.step) this.errors.delete(step); });
    this.chapters = this.chapters.filter(chapter => chapter.from <= this.step);
    if (placeOf.has(name)) {
      this.states.at(this.step - 1)[placeOf.get(name)] = value;
    } else {
      const {samples, settings} = this.chapters.at(-1), column = columns.indexOf(name);
      if (this.chapters.at(-1).from === this.step) this.chapters.pop();
      this.chapters.push(column < 0 ? chapterOf(this.step, samples, {...settings, [name]: value})
        : chapterOf(this.step, samples.with(sample, samples[sample].with(column, value)), settings));
    }
    this.goTo(this.step);
  },

  // The answers to some samples as the network is before step n, with nothing left out: their outs, one after the other, and E of each.
  answers(step, first = 0, count = data.samples.length) {
    const rows = this.chapter(step).rows.subarray(first * columns.length, (first + count) * columns.length);
    const found = {outs: new Float64Array(count * outputs.length), errors: new Float64Array(count)};
    Object.values(programs)[0].answer(count, rows, this.states.at(step - 1), found.outs, found.errors);
    return found;
  },

  answer(step, sample) {
    const {outs, errors: [E]} = this.answers(step, sample, 1);
    return {E, ...Object.fromEntries(outputs.map((o, place) => [`out_${o}`, outs[place]]))};
  },

  // E over all samples: their sum or their mean, as the experiment has it.
  error(step) {
    if (!this.errors.has(step)) {
      const {errors} = this.answers(step), sum = errors.reduce((a, b) => a + b);
      this.errors.set(step, data.reduction === "sum" ? sum : sum / errors.length);
    }
    return this.errors.get(step);
  },

  value(name, step) { return this.states.at(step - 1)[placeOf.get(name)]; },
};
