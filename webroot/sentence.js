/** The sentence under the picture: what the drawing says, in plain words. */
import { isSigned } from './colormaps.js';
import { percent, score } from './format.js';
import { STRINGS, fill, parts } from './strings.js';
import { lowered } from './words.js';

/** Below this the drawing does not reach the colour that the colour map is known for. */
const FAINT = 0.75;

/** A class below this is no guess. */
const LEAST_GUESS = 0.05;

/**
 * Says what a map shows, in pieces: the names `hot`, `cold` and `class` mark those worth emphasis.
 * @param {{label: string, score: number, probability: number, rank: number | null}} prediction
 * @param {{min: number, max: number, nothing?: object, partial?: boolean, stoppedAt?: string}} map
 * @param {object} drawn
 * @param {string} drawn.colormap
 * @param {number} drawn.count of classes the model knows
 * @param {number} [drawn.reach] of the colours that the map's maximum uses, 0 to 1: less than 1 on a scale for all classes
 * @param {boolean} [drawn.pixels] whether the map is a saliency map
 * @param {boolean} [drawn.anyClass] whether the map is the same for every class
 * @returns {{name: string | null, text: string}[]}
 */
export function sentence(prediction, map, { colormap, count, reach = 1, pixels = false, anyClass = false }) {
  const words = STRINGS.sentence;
  const told = words[kindOf(map, { colormap, pixels, anyClass })];
  const what = pixels ? 'pixels' : 'regions';
  const text = told[what] ?? told;
  return parts(map.partial ? leadOf(map) + lowered(text) : text, {
    hot: words.hot[what][reach < FAINT && !isSigned(colormap) ? 'faint' : colormap],
    cold: words.cold[what],
    class: prediction.label,
    score: score(prediction.score),
    percent: percent(prediction.probability),
    rank: prediction.rank > 1 ? fill(words.rank, { rank: prediction.rank, count }) : '',
  });
}

/** A map that is not finished is not spoken of as if it were. */
function leadOf({ stoppedAt }) {
  const words = STRINGS.sentence;
  if (stoppedAt === undefined) return words.soFar;
  return stoppedAt === '' ? words.stoppedSoon : fill(words.stoppedAt, { text: lowered(stoppedAt) });
}

/**
 * Says what parts of the picture are drawn, all of them or one.
 * @param {{number: number, predictions: {label: string, probability: number}[]}[]} all
 * @param {number | null} only
 * @returns {{name: string | null, text: string}[]}
 */
export function sentenceOfParts(all, only) {
  const words = STRINGS.sentence;
  const one = all.find((each) => each.number === only);
  return one
    ? parts(words.part, { number: one.number, count: all.length, names: namesOf(one, words.named) })
    : parts(words.parts, { count: all.length });
}

/**
 * What the model would call a part: the best guess, and others where they are worth a word.
 * @param {{predictions: {label: string, probability: number}[]}} part
 * @param {string} text how each is told
 */
export function namesOf({ predictions }, text) {
  const named = predictions.filter(({ probability }, at) => at === 0 || probability >= LEAST_GUESS);
  return named.map(({ label, probability }) => fill(text, { class: label, percent: percent(probability) })).join(', ');
}

/** A map without a positive value is said in words, not drawn as noise. */
function kindOf({ min, max, nothing, partial }, { colormap, pixels, anyClass }) {
  if (nothing && !partial) return 'nothing';
  if (min === 0 && max === 0) return 'flat';
  if (anyClass) return 'anyClass';
  if (pixels && min >= 0) return 'reacts';
  if (!isSigned(colormap)) return max > 0 ? 'raised' : 'none';
  if (max <= 0) return 'noneSigned';
  return min < 0 ? 'both' : 'raised';
}
