/** Which classes to ask for, and when. Pure. */
import { averages, isAtLayer, kindOf } from './choices.js';

/** How many of the best classes are one press away. */
export const TOP = 5;

/** What took longer than this is not fetched ahead: the machine is shared. */
const QUICK_MILLIS = 1000;

/**
 * What to ask for first. Several class activation maps take hardly longer than one; each saliency map takes its full time.
 * @param {object | undefined} method
 * @param {number | null} pinned the class that somebody chose, if any
 */
export function firstRequest(method, pinned) {
  if (method?.allClasses) return { classes: 'all' };
  if (pinned !== null) return { classes: [pinned] };
  return { top: kindOf(method) === 'saliency-map' ? 1 : TOP };
}

/**
 * Where a method looks, and how thoroughly: the fields of a request that not every method reads.
 * @param {object | undefined} method
 * @param {{layer: string | null, others: string[], options: Record<string, number | string>}} state
 */
export function wayOf(method, { layer, others, options }) {
  const layers = averages(method) && others.length > 0 ? [layer, ...others] : layer;
  return { ...(isAtLayer(method) && layer !== null && { layer: layers }), ...optionsOf(method, options) };
}

/**
 * Those options that the method reads and that are not as usual, as the server takes them.
 * @param {{options?: {name: string, usual: number | string}[]} | undefined} method
 * @param {Record<string, number | string>} options
 */
export function optionsOf(method, options) {
  const given = (method?.options ?? [])
    .filter(({ name }) => options[name] !== undefined)
    .map(({ name, usual }) => [name, typeof usual === 'number' ? Number(options[name]) : options[name], usual]);
  return Object.fromEntries(given.filter(([, value, usual]) => value !== usual));
}

/**
 * Whether maps are made so quickly that those of other classes may be fetched before anybody asks for them.
 * @param {{forwardMillis: number, mapMillis: number}} timing
 */
export function isQuick({ forwardMillis, mapMillis }) {
  return forwardMillis + mapMillis < QUICK_MILLIS;
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
 * An explanation as its prediction arrives: with what is already there of the same picture, model, method and layer.
 * @param {{predictions: object[]}} prediction
 * @param {{key: string, choice: object}} asked
 * @param {object | null} shown
 */
export function beginning(prediction, { key, choice }, shown) {
  const more = shown?.key === key;
  return {
    ...prediction,
    key,
    choice,
    predictions: more ? mergePredictions(shown.predictions, prediction.predictions) : prediction.predictions,
    maps: new Map(more ? shown.maps : []),
    timing: null,
  };
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
