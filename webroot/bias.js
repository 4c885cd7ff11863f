/** What a model uses to name a class, as the numbers and words of a board. Pure. */
import { count, date, percentOf } from './format.js';
import { STRINGS, fill } from './strings.js';

/** So much of the picture is shown around a region, as a share of the region. */
const AROUND = 0.5;

/** Of the picture's smaller side: less would be a smear. */
const LEAST_SIDE = 0.22;

/**
 * How often the model says each class, the most frequent one first.
 * @param {{best: {label: string} | null}[]} pictures
 * @returns {{label: string, count: number}[]}
 */
export function countsOf(pictures) {
  const counts = new Map();
  for (const { best } of pictures) if (best) counts.set(best.label, (counts.get(best.label) ?? 0) + 1);
  return [...counts].map(([label, many]) => ({ label, count: many })).sort((one, other) => other.count - one.count);
}

/**
 * The square around a region that is cut out of its picture, and where the region lies in it, as shares of its side.
 * @param {[number, number, number, number]} box of the region: x, y, width, height
 * @param {{width: number, height: number}} picture
 */
export function cutOf([x, y, width, height], picture) {
  const smaller = Math.min(picture.width, picture.height);
  const side = Math.min(Math.max(Math.max(width, height) * (1 + AROUND), smaller * LEAST_SIDE), smaller);
  const left = within(x + width / 2 - side / 2, picture.width - side);
  const top = within(y + height / 2 - side / 2, picture.height - side);
  const from = [Math.max((x - left) / side, 0), Math.max((y - top) / side, 0)];
  const to = [Math.min((x + width - left) / side, 1), Math.min((y + height - top) / side, 1)];
  return { left, top, side, frame: { x: from[0], y: from[1], width: to[0] - from[0], height: to[1] - from[1] } };
}

function within(start, most) {
  return Math.min(Math.max(start, 0), most);
}

/** A share as whole percent. */
export function share(value) {
  return percentOf(Math.round(100 * value));
}

/** A change of a probability in percentage points, with its sign. */
function points(value) {
  const rounded = Math.round(100 * value);
  return `${rounded > 0 ? '+' : rounded < 0 ? '\u2212' : '\u00b1'}${count(Math.abs(rounded))}`;
}

/**
 * What is known about a group, as names and values.
 * @param {object} group
 * @returns {[string, string][]}
 */
export function factsOf({ pictures, evidence, place, sameness, otherPicturesSameness, covered, pasted }) {
  const words = STRINGS.trust.facts;
  return [
    [words.pictures, share(pictures)],
    [words.evidence, share(evidence)],
    [words.border, share(place.border)],
    ...(place.outside === null || place.outside === undefined ? [] : [[words.outside, share(place.outside)]]),
    [words.sameness, otherPicturesSameness === null ? share(sameness) : fill(words.others, { share: share(sameness), others: share(otherPicturesSameness) })],
    [words.covered, covered ? effectOf(words.drop, -covered.drop, -covered.control, covered) : words.notCovered],
    [words.pasted, pasted ? effectOf(words.rise, pasted.rise, pasted.control, pasted) : words.notPasted],
  ];
}

function effectOf(text, change, control, { flips, controlFlips, interval }) {
  const [low, high] = interval.map((end) => count(Math.round(100 * end)));
  return fill(text, { change: points(change), control: points(control), low, high, flips: share(flips), controlFlips: share(controlFlips) });
}

/**
 * What is known about the class as a whole.
 * @param {object} report
 * @returns {[string, string][]}
 */
export function overviewOf({ pictures, ofClass, mean, rare }) {
  const words = STRINGS.trust.overview;
  const border = mean?.otherClassesBorder ?? null;
  return [
    [words.pictures, fill(words.of, { some: count(ofClass), all: count(pictures) })],
    ...(mean ? [[words.border, border === null ? share(mean.border) : fill(words.others, { share: share(mean.border), others: share(border) })]] : []),
    ...(mean ? [[words.corner, share(mean.corner)]] : []),
    ...(mean && mean.outside !== null && mean.outside !== undefined ? [[words.outside, share(mean.outside)]] : []),
    ...(ofClass > 0 && mean ? [[words.rare, share(rare)]] : []),
  ];
}

/**
 * When and how it was found.
 * @param {object} report
 */
export function madeOf({ date: day, model, modelVersion, method, layers }) {
  return fill(STRINGS.trust.made, { date: date(day), model, version: modelVersion.slice(0, 12), method, layer: layers.join(' + ') });
}
