/** What follows from the state. Pure, so that nothing derived needs to be stored. */
import { layerNamed, kindOf } from './choices.js';
import { isSigned } from './colormaps.js';
import { limitOf, scaleOf } from './heatmap.js';
import { costAddress } from './plan.js';

/** The card of the chosen model, or undefined. */
export function modelOf(state) {
  return state.models.find((model) => model.name === state.model);
}

/** All layers that are averaged, the chosen one first. */
export function targetLayersOf(state) {
  return [state.layer, ...state.others].map((name) => layerNamed(modelOf(state), name));
}

/** The description of the chosen method, or undefined. */
export function methodOf(state) {
  return state.methods.find((method) => method.name === state.method);
}

/** The chosen target layer, or undefined. */
export function layerOf(state) {
  return layerNamed(modelOf(state), state.layer);
}

/** What a method would take as everything is chosen now, or undefined while that is not known. */
export function costFor(state, method) {
  return state.costs[costAddress(method, state)];
}

/** How many classes the model of the explanation on the stage knows. It need not be the chosen one, nor be there still. */
export function classCountOf({ models, explanation }) {
  return models.find((model) => model.name === explanation.model)?.labels.length ?? explanation.predictions.length;
}

/** The parts on the stage; none where a map is. */
export function partsOf(state) {
  return state.explanation?.concepts ?? [];
}

/** The description of the method that made what is on the stage; it may not be the chosen one yet. */
export function drawnMethodOf(state) {
  return state.methods.find((method) => method.name === state.explanation?.method);
}

/** Whether what is on the stage has a value for each pixel of the model's input. */
export function isSaliency(state) {
  return kindOf(drawnMethodOf(state)) === 'saliency-map';
}

/** Whether what is on the stage was made for another choice, and what is chosen now is still on its way. */
export function isOld({ status, explanation, model, method, layer }) {
  return status === 'working' && explanation !== null && Object.entries({ model, method, layer }).some(([name, chosen]) => explanation.choice[name] !== chosen);
}

/** The map of the chosen class, or null while it is not there. */
export function mapOf(state) {
  return state.explanation?.maps.get(state.chosen) ?? null;
}

/** The same where there is something to draw, else null. */
export function drawnMapOf(state) {
  const map = mapOf(state);
  return map?.nothing ? null : map;
}

/** Which of the two colour maps in the view is in use: saliency maps with values on both sides of zero have their own. */
export function colormapKey(state) {
  const signed = isSaliency(state) && mapsOf(state).some((map) => map.min < 0);
  return signed ? 'signedColormap' : 'colormap';
}

/**
 * How the map is drawn: as chosen, but that pixels are never interpolated.
 * @returns {{colormap: string, opacity: number, smooth: boolean, common: boolean}}
 */
export function viewOf(state) {
  const { opacity, smooth, common } = state.view;
  return { colormap: state.view[colormapKey(state)], opacity, smooth: smooth && !isSaliency(state), common };
}

/**
 * The values at the two ends of the colours: the chosen map's own, or, to compare classes, those of all maps together.
 * Both are 0 where there is nothing to draw. A saliency map's scale ends at {@link limitOf}.
 * @returns {{low: number, high: number}}
 */
export function scaleFor(state) {
  const map = drawnMapOf(state);
  if (!map) return { low: 0, high: 0 };
  const maps = state.view.common ? mapsOf(state) : [map];
  const ends = maps.map(isSaliency(state) ? limitsOf : (each) => each);
  const widest = { min: Math.min(...ends.map((each) => each.min)), max: Math.max(...ends.map((each) => each.max)) };
  return scaleOf(widest, isSigned(viewOf(state).colormap));
}

function mapsOf(state) {
  return [...(state.explanation?.maps.values() ?? [])].filter((map) => !map.nothing);
}

function limitsOf(map) {
  const limit = limitOf(map);
  return { min: Math.max(map.min, -limit), max: Math.min(map.max, limit) };
}

/** The prediction for the chosen class with its rank from 1, or null. */
export function predictionOf(state) {
  const predictions = state.explanation?.predictions ?? [];
  const at = predictions.findIndex((prediction) => prediction.index === state.chosen);
  return at < 0 ? null : { ...predictions[at], rank: rankAt(state, at) };
}

/**
 * The next class in order of probability.
 * @param {object} state
 * @param {number} step 1 for the next less probable, -1 for the next more probable
 * @returns {number | null} class index; null at either end
 */
export function neighbourOf(state, step) {
  const predictions = state.explanation?.predictions ?? [];
  const at = predictions.findIndex((prediction) => prediction.index === state.chosen);
  return predictions[at + step]?.index ?? null;
}

/** Only the best ten and those asked for may be there, so beyond the tenth a position is not a rank. */
function rankAt(state, at) {
  const known = state.explanation.predictions.length;
  const labels = modelOf(state)?.labels.length ?? known;
  return at < 10 || known >= labels ? at + 1 : null;
}
