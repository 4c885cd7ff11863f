/** Why one class and not another: one signed map out of two. Pure. */

/**
 * The methods whose map follows the class score in proportion: what they show of a sum is the sum of what they show. So the
 * difference of two maps is exactly the map of the difference of the scores.
 */
const LINEAR = ['cam', 'grad-cam', 'hires-cam', 'xgrad-cam', 'input-x-gradient', 'integrated-gradients', 'occlusion', 'recipro-cam', 'vit-recipro-cam'];

/**
 * Whether the difference of two maps of a method is the map of the score difference.
 * @param {string} method
 */
export function isExact(method) {
  return LINEAR.includes(method);
}

/**
 * What speaks for one class rather than another: raw values, cell by cell.
 * @param {import('../../heatmap.js').ClassMap} one
 * @param {import('../../heatmap.js').ClassMap} other of the same picture, model, method and layer
 * @returns {import('../../heatmap.js').ClassMap}
 */
export function minus(one, other) {
  if (one.width !== other.width || one.height !== other.height) {
    throw new RangeError(`Maps of ${one.height} × ${one.width} and ${other.height} × ${other.width} cells have no difference`);
  }
  const values = one.values.map((value, cell) => value - other.values[cell]);
  const ends = { min: values.reduce((a, b) => Math.min(a, b)), max: values.reduce((a, b) => Math.max(a, b)) };
  const { width, height, geometry } = one;
  return { width, height, geometry, values, ...ends, ...(one.nothing && other.nothing && { nothing: one.nothing }) };
}

/**
 * What a difference says: `both`, `onlyFor` the one class, `onlyAgainst` it, or that the maps are the `same`.
 * @param {{min: number, max: number}} map
 */
export function verdictOf({ min, max }) {
  if (min === 0 && max === 0) return 'same';
  if (min >= 0) return 'onlyFor';
  return max <= 0 ? 'onlyAgainst' : 'both';
}
