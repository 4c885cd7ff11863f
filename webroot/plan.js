/** Which classes to ask for, and when. Pure. */

/** How many of the best classes are one press away. */
export const TOP = 5;

/**
 * What to ask for first.
 * @param {boolean} allClasses whether the method gives every class at no extra cost
 * @param {number | null} pinned the class that somebody chose, if any
 */
export function firstRequest(allClasses, pinned) {
  if (allClasses) return { classes: 'all' };
  return pinned === null ? { top: TOP } : { classes: [pinned] };
}

/**
 * The best classes whose maps are still missing, so that choosing one of them is drawn at once.
 * @param {{predictions: {index: number}[], maps: Map<number, object>}} explanation
 * @returns {number[]} class indices
 */
export function missingTop(explanation) {
  return explanation.predictions
    .slice(0, TOP)
    .map((prediction) => prediction.index)
    .filter((index) => !explanation.maps.has(index));
}

/**
 * Adds later predictions to earlier ones of the same picture and model.
 * @param {object[]} earlier
 * @param {object[]} later
 * @returns {object[]} best first
 */
export function mergePredictions(earlier, later) {
  const byIndex = new Map([...earlier, ...later].map((prediction) => [prediction.index, prediction]));
  return [...byIndex.values()].sort((a, b) => b.score - a.score);
}
