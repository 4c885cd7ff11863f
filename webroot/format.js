/** Numbers as people read them who speak the language of the page. */
import { STRINGS, fill } from './strings.js';

const MINUS = '\u2212';
const LANGUAGE = document.documentElement.lang;
/** By the count of digits behind the point. */
const FIXED = [0, 1, 2, 3].map(
  (digits) => new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);
const POINT = FIXED[1].formatToParts(0.5).find(({ type }) => type === 'decimal').value;

/**
 * A value with three significant digits at most and a real minus sign: 7.13, 0.042, -12.
 * @param {number} value
 */
export function number(value) {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 0.001 || size >= 1e6) return sign(value) + size.toExponential(1).replace('.', POINT).replace('-', MINUS);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  return sign(value) + fixed(size, digits);
}

/**
 * A class score: one digit behind the point is as much as anyone compares.
 * @param {number} value
 */
export function score(value) {
  const size = Math.abs(value);
  return (size < 0.05 ? '' : sign(value)) + fixed(size, 1);
}

/**
 * A correlation, from −1 to 1.
 * @param {number} value
 */
export function correlation(value) {
  const size = Math.abs(value);
  return (size < 0.005 ? '' : sign(value)) + fixed(size, 2);
}

/**
 * A probability as a percentage that never claims more than it knows: not 100 % for 0.9996, not 0 % for 0.0004.
 * @param {number} probability
 */
export function percent(probability) {
  const words = STRINGS.numbers;
  const value = probability * 100;
  if (value === 0 || value === 100) return percentOf(value);
  if (value < 0.1) return fill(words.below, { percent: percentOf(0.1) });
  if (value > 99.9) return fill(words.above, { percent: percentOf(99.9) });
  return fill(words.percent, { value: fixed(value, value < 9.95 || value > 99 ? 1 : 0) });
}

/**
 * Percent, as many as they are.
 * @param {number} value
 */
export function percentOf(value) {
  return fill(STRINGS.numbers.percent, { value });
}

/**
 * A whole number, in groups of three digits as the server writes them.
 * @param {number} value
 */
export function count(value) {
  return fixed(value, 0);
}

/**
 * A duration in milliseconds.
 * @param {number} value
 */
export function millis(value) {
  return fixed(value, value < 10 ? 1 : 0);
}

/**
 * A size in the unit that fits.
 * @param {number} count
 */
export function bytes(count) {
  const { bytes: plain, kilobytes, megabytes, gigabytes } = STRINGS.numbers;
  const units = [plain, kilobytes, megabytes, gigabytes];
  const power = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), units.length - 1);
  const value = count / 1000 ** power;
  return fill(units[power], { value: fixed(value, power > 0 && value < 10 ? 1 : 0) });
}

export function fixed(value, digits) {
  return FIXED[digits].format(value);
}

/**
 * The day of a moment, as the reader's language writes it.
 * @param {string} moment in ISO 8601
 */
export function date(moment) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long' }).format(new Date(moment));
}

function sign(value) {
  return value < 0 ? MINUS : '';
}
