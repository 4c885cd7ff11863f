/** The sentence under the picture: what the drawing says, in plain words. */
import { isSigned } from './colormaps.js';
import { percent, score } from './format.js';
import { STRINGS, fill, parts } from './strings.js';

/** Below this the drawing does not reach the colour that the colour map is known for. */
const FAINT = 0.75;

/**
 * Says what a map shows, in pieces: the names `hot`, `cold` and `class` mark those worth emphasis.
 * @param {{label: string, score: number, probability: number, rank: number | null}} prediction
 * @param {{min: number, max: number, nothing?: object}} map
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
  return parts(words[kindOf(map, { colormap, pixels, anyClass })], {
    hot: reach < FAINT && !isSigned(colormap) ? words.faint : words.hot[colormap],
    cold: words.cold,
    parts: pixels ? words.pixels : words.regions,
    class: prediction.label,
    score: score(prediction.score),
    percent: percent(prediction.probability),
    rank: prediction.rank > 1 ? fill(words.rank, { rank: prediction.rank, count }) : '',
  });
}

/** A map without a positive value is said in words, not drawn as noise. */
function kindOf({ min, max, nothing }, { colormap, pixels, anyClass }) {
  if (nothing) return 'nothing';
  if (min === 0 && max === 0) return 'flat';
  if (anyClass) return 'anyClass';
  if (pixels && min >= 0) return 'reacts';
  if (!isSigned(colormap)) return max > 0 ? 'raised' : 'none';
  if (max <= 0) return 'noneSigned';
  return min < 0 ? 'both' : 'raised';
}
