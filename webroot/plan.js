/** Which classes to ask for, and when. Pure. */
import { at } from './base.js';
import { averages, isAtLayer, kindOf } from './choices.js';
import { optionsOf } from './method-options.js';

/** How many of the best classes are one press away. */
export const TOP = 5;

/** Of so many classes all maps are fetched where they cost nothing: of more they take too long on the way. */
const MAX_ALL = 2000;

/** The best ones of more classes than that; others are fetched when they are chosen. */
const TOP_OF_MANY = 20;

/** What took longer than this is not fetched ahead: the machine is shared. */
const QUICK_MILLIS = 1000;

/**
 * What to ask for first. Several class activation maps take hardly longer than one, and where every question to the model
 * serves all classes nothing does; else each map takes its full time.
 * @param {object | undefined} method
 * @param {number | null} pinned the class that somebody chose, if any
 * @param {{index: number}[]} predictions of this picture by this model, where they are known already; best first
 * @param {number} classes how many the model knows
 */
export function firstRequest(method, pinned, predictions = [], classes = TOP) {
  if (method?.allClasses && classes <= MAX_ALL) return { classes: 'all' };
  if (pinned !== null && !method?.givesConcepts) return requestFor(method, pinned, { predictions, maps: new Map() });
  if (method?.allClasses) return { top: TOP_OF_MANY };
  return { top: asksForOne(method) ? 1 : Math.min(TOP, classes) };
}

function asksForOne(method) {
  if (method?.sharesForwards) return false;
  return Boolean(method?.long || method?.givesConcepts) || kindOf(method) === 'saliency-map';
}

/**
 * What to ask for when somebody chooses a class whose map is not there: with it the others of the best, where they cost
 * nothing more and are not there either.
 * @param {object | undefined} method
 * @param {number} index
 * @param {{predictions: {index: number}[], maps: Map<number, object>} | null} explanation
 */
export function requestFor(method, index, explanation) {
  const missing = method?.sharesForwards && explanation ? missingTop(explanation) : [];
  return { classes: missing.includes(index) ? missing : [index] };
}

/**
 * Whether a request will give the map of a class; false also while nobody can know.
 * @param {{classes: {classes?: number[] | 'all', top?: number}, explanation?: {predictions: {index: number}[]}}} run
 * @param {number} index
 */
export function asksFor({ classes: { classes, top = 0 }, explanation }, index) {
  if (classes) return classes === 'all' || classes.includes(index);
  return (explanation?.predictions ?? []).slice(0, top).some((prediction) => prediction.index === index);
}

/**
 * Where to ask what a method would take as everything is chosen now.
 * @param {object} method
 * @param {object} state
 */
export function costAddress(method, state) {
  const fields = new URLSearchParams({ method: method.name });
  Object.entries(wayOf(method, state)).forEach(([name, value]) => [value].flat().forEach((each) => fields.append(name, each)));
  fields.set('top', String(firstRequest(method, null, [], classesOf(state)).top ?? 1));
  return at(`/api/models/${encodeURIComponent(state.model)}/cost?${fields}`);
}

function classesOf({ models, model }) {
  return models?.find(({ name }) => name === model)?.labels.length ?? TOP;
}

/**
 * Where a method looks, and how thoroughly: the fields of a request that not every method reads.
 * @param {object | undefined} method
 * @param {{layer: string | null, others: string[], options: Record<string, number | string | boolean>}} state
 */
export function wayOf(method, { layer, others, options }) {
  const layers = averages(method) && others.length > 0 ? [layer, ...others] : layer;
  return { ...(isAtLayer(method) && layer !== null && { layer: layers }), ...optionsOf(method, options) };
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
    .filter((index) => !isWhole(explanation.maps.get(index)));
}

/**
 * Whether a map is there and will not change any more.
 * @param {{partial?: boolean} | undefined} map
 */
export function isWhole(map) {
  return map !== undefined && !map.partial;
}

/**
 * An explanation whose work was given up: maps that were still growing say how far that had come, and stay.
 * @param {{maps: Map<number, object>} | null} explanation
 * @param {{text: string} | null} progress
 */
export function stoppedAt(explanation, progress) {
  const isGrowing = (map) => map.partial && map.stoppedAt === undefined;
  if (!explanation || ![...explanation.maps.values()].some(isGrowing)) return explanation;
  const maps = [...explanation.maps].map(([index, map]) => [index, isGrowing(map) ? { ...map, stoppedAt: progress?.text ?? '' } : map]);
  return { ...explanation, maps: new Map(maps) };
}

/**
 * An explanation as its prediction arrives: with what is there already, and whole, of the same picture, model, method and layer.
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
    maps: new Map(more ? [...shown.maps].filter(([, map]) => isWhole(map)) : []),
    concepts: [],
    timing: null,
    looked: null,
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
