// Numbers: the functions that formulas use, and how numbers are written.

const {exp, expm1, log, log1p, sqrt, tanh} = Math;
const absolute = Math.abs, largest = Math.max;

function square(x) { return x * x; }
function sign(x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }
function times_log(a, x) { return a !== 0 ? a * Math.log(x) : 0; }      // what cannot happen surprises nobody
function ratio(a, x) { return a === 0 ? 0 : x < 0 ? NaN : a / x; }
function normal_density(x) { return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI); }
function normal_cdf(x) { return x > 0 ? 1 - 0.5 * erfc(x / Math.SQRT2) : 0.5 * erfc(-x / Math.SQRT2); }

// 1 - erf(x) for x >= 0: near 0 by the series of erf, whose terms are all positive, further out by its continued fraction.
function erfc(x) {
  if (x < 2) {
    let term = x, sum = x;
    for (let n = 1; term > 1e-18 * sum; n++) sum += term *= 2 * x * x / (2 * n + 1);
    return 1 - 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let n = 120; n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}

// So many significant digits, no zeros at the end, and 1.5e-7 for what is very small or great: [digits, power of ten or null].
function significant(value, digits) {
  if (!Number.isFinite(value)) return [Number.isNaN(value) ? "undefined" : value > 0 ? "∞" : "−∞", null];
  if (value === 0) return ["0", null];
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  const plain = power >= -4 && power < Math.max(digits, 6);
  const text = plain ? value.toFixed(Math.max(digits - 1 - power, 0)) : mantissa;
  return [(text.includes(".") ? text.replace(/\.?0+$/, "") : text).replace("-", "−"), plain ? null : Number(power)];
}

function numberText(value, digits) {
  const [text, power] = significant(value, digits);
  return power === null ? text : `${text}e${power < 0 ? "−" : "+"}${Math.abs(power)}`;
}

// The same in a narrow place: as many of the digits as there is room for.
function narrowText(value, digits, room) {
  const text = numberText(value, digits);
  return text.length > room && digits > 1 ? narrowText(value, digits - 1, room) : text;
}

// What a reader types: 0.5, −0.5, 0,5 or 3.5e-5; NaN where it is no number.
function readNumber(text) {
  const plain = plainNumber(text), value = Number(plain);
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) && Number.isFinite(value) ? value : NaN;
}

// Full-width digits, real minus signs and decimal commas are numbers, too.
function plainNumber(text) { return text.normalize("NFKC").trim().replace(/[−–]/g, "-").replace(",", "."); }

// How exactly it was typed: half a unit of the last digit, and how many digits that matter.
function precision(text) {
  const [, digits, power = "0"] = plainNumber(text).match(/^[-+]?([\d.]+)(?:e([-+]?\d+))?$/i);
  const decimals = (digits.split(".")[1] || "").length;
  return {half: 0.5 * 10 ** (Number(power) - decimals), digits: digits.replace(".", "").replace(/^0+/, "").length};
}
