/** Numbers as people read them. */

const MINUS = '\u2212';
const THIN_SPACE = '\u202f';

/**
 * A value with three significant digits at most and a real minus sign: 7.13, 0.042, -12.
 * @param {number} value
 */
export function number(value) {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 0.001 || size >= 1e6) return sign(value) + size.toExponential(1).replace('-', MINUS);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  return sign(value) + size.toFixed(digits);
}

/**
 * A class score: one digit behind the point is as much as anyone compares.
 * @param {number} value
 */
export function score(value) {
  const text = Math.abs(value).toFixed(1);
  return text === '0.0' ? text : sign(value) + text;
}

/**
 * A probability as a percentage that never claims more than it knows: not 100 % for 0.9996, not 0 % for 0.0004.
 * @param {number} probability
 */
export function percent(probability) {
  const value = probability * 100;
  if (value === 0 || value === 100) return `${value}${THIN_SPACE}%`;
  if (value < 0.1) return `<${THIN_SPACE}0.1${THIN_SPACE}%`;
  if (value > 99.9) return `>${THIN_SPACE}99.9${THIN_SPACE}%`;
  return `${value < 9.95 || value > 99 ? value.toFixed(1) : value.toFixed(0)}${THIN_SPACE}%`;
}

/**
 * A whole number, in groups of three digits as the server writes them.
 * @param {number} value
 */
export function count(value) {
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * A duration in milliseconds.
 * @param {number} value
 */
export function millis(value) {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}

/**
 * A size in the unit that fits.
 * @param {number} count
 */
export function bytes(count) {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), units.length - 1);
  const value = count / 1000 ** power;
  return `${power > 0 && value < 10 ? value.toFixed(1) : value.toFixed(0)}${THIN_SPACE}${units[power]}`;
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
