// Fields: numbers to change. A field is as wide as what stands in it, in any font.

function inputValue({dataset: {input, sample}}) {
  if (sample === undefined) return training.values[input];
  return training.chapter(training.step).samples[sample][[...data.inputs, ...data.targets].indexOf(input)];
}

// What is in a field; style.css makes room for so many digits. A sign may be half as wide again as a digit.
function writeField(field, text) {
  field.value = text;
  fit(field);
}

function fit(field) {
  const signs = field.value.match(/[-−+]/g)?.length ?? 0;
  field.style.setProperty("--digits", field.value.length + signs / 2);
}

function fillField(field) {
  const isHere = field === document.activeElement;
  if (isHere && field.dataset.dirty) return;
  writeField(field, isHere ? String(inputValue(field)) : numberText(inputValue(field), 6));
  field.removeAttribute("aria-invalid");
  delete field.dataset.dirty;
}

// A number is short until one is in its field, then it has all its digits, and covers what stands beside it.
function openField(field) {
  const before = field.offsetWidth;
  writeField(field, String(inputValue(field)));
  field.style.marginRight = `${Math.min(0, before - field.offsetWidth)}px`;
  field.select();
}

function closeField(field) {
  field.style.marginRight = "";
  if (!field.dataset.dirty) writeField(field, numberText(inputValue(field), 6));
}

function onInput(kind, act) {
  document.addEventListener(kind, ({target}) => { if (target.dataset?.input) act(target); });
}

onInput("focusin", openField);
onInput("focusout", closeField);
onInput("input", field => { field.dataset.dirty = "1"; });
document.addEventListener("input", ({target}) => { if (target.type === "text") fit(target); });
