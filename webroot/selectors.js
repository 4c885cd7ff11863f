/** What follows from the state. Pure, so that nothing derived needs to be stored. */
import { isSigned } from './colormaps.js';
import { scaleOf } from './heatmap.js';

/** The card of the chosen model, or undefined. */
export function modelOf(state) {
  return state.models.find((model) => model.name === state.model);
}

/** The description of the chosen method, or undefined. */
export function methodOf(state) {
  return state.methods.find((method) => method.name === state.method);
}

/** The chosen target layer, or undefined. */
export function layerOf(state) {
  return modelOf(state)?.layers.find((layer) => layer.name === state.layer);
}

/** The map of the chosen class, or null while it is not there. */
export function mapOf(state) {
  return state.explanation?.maps.get(state.chosen) ?? null;
}

/**
 * The values at the two ends of the colours: the chosen map's own, or, to compare classes, those of all maps together.
 * @returns {{low: number, high: number}}
 */
export function scaleFor(state) {
  const map = mapOf(state);
  if (!map) return { low: 0, high: 0 };
  const maps = state.view.common ? [...state.explanation.maps.values()] : [map];
  const ends = { min: Math.min(...maps.map((each) => each.min)), max: Math.max(...maps.map((each) => each.max)) };
  return scaleOf(ends, isSigned(state.view.colormap));
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

/**
 * Makes model, layer and method fit each other: keeps what was chosen where it works, else takes the best that does.
 * @param {{models: object[], methods: object[]}} state
 * @param {{model?: string, layer?: string, method?: string}} wanted
 */
export function fitting({ models }, wanted) {
  const model = models.find((each) => each.name === wanted.model && !each.problem) ?? models.find((each) => !each.problem);
  if (!model) return { model: null, layer: null, method: null };
  const layer =
    model.layers.find((each) => each.name === wanted.layer) ??
    model.layers.find((each) => each.recommended) ??
    model.layers.at(-1);
  const working = (layer?.methods ?? []).filter((each) => each.available);
  const method = working.find((each) => each.name === wanted.method) ?? working[0];
  return { model: model.name, layer: layer?.name ?? null, method: method?.name ?? null };
}

/** Only the best ten and those asked for may be there, so beyond the tenth a position is not a rank. */
function rankAt(state, at) {
  const known = state.explanation.predictions.length;
  const labels = modelOf(state)?.labels.length ?? known;
  return at < 10 || known >= labels ? at + 1 : null;
}
