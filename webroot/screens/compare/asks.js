/** Which maps are missing, and the fewest requests that bring them. Pure. */
import { isWhole } from '../../plan.js';
import { BEST, predictionsOf } from './items.js';
import { keyOf, panesOf, requestOf, stripOf } from './places.js';

/**
 * Where the answer for a place is kept.
 * @param {object} state
 * @param {{index: number | string}} place
 */
export function answerKey(state, place) {
  return answerKeyOf(keyOf(state, place), place.index);
}

/** The same for an explanation whose key is known. */
export function answerKeyOf(explanation, index) {
  return `${explanation} ${index}`;
}

/** All places whose maps the screen shows: those of the panes first. */
export function placesOf(state) {
  return [...panesOf(state), ...stripOf(state)].map(({ place }) => place).filter(Boolean);
}

/**
 * What is known of a place: what Explore has, else what was asked for here.
 * @param {object} state
 * @param {object} place
 * @returns {object | null} with `map`, `problem` or `progress`
 */
export function answerOf(state, place) {
  const { explanation, compare } = state;
  const kept = compare.answers.get(answerKey(state, place));
  if (kept && !kept.progress) return kept;
  const map = explanation?.key === keyOf(state, place) ? explanation.maps.get(place.index) : undefined;
  return isWhole(map) ? answerWith(explanation, map) : (kept ?? null);
}

/** A map with what is needed to draw it and to speak of it. */
export function answerWith({ image, seen, predictions, timing }, map) {
  return { map, image, seen, timing, prediction: predictions.find(({ index }) => index === map.index) };
}

/**
 * Whether Explore will soon know it: what it is about to answer, or the class that all panes wait for. Nobody asks twice.
 * @param {object} state
 * @param {object} place
 */
export function isComing(state, place) {
  if (state.status !== 'working') return false;
  const isExplored = state.others.length === 0 && keyOf(state, place) === keyOf(state, state);
  const waitsForClass = place.index === BEST && place.model === state.model && predictionsOf(state).length === 0;
  return isExplored || waitsForClass;
}

/**
 * The requests for what is missing: all classes of one model, method and layer in one.
 * @param {object} state
 * @param {(key: string) => boolean} isUnderWay
 * @returns {{key: string, keys: string[], place: object, body: object, long: boolean}[]}
 */
export function asksOf(state, isUnderWay) {
  const groups = new Map();
  for (const place of placesOf(state)) {
    const answer = answerOf(state, place);
    const isKnown = answer !== null && !answer.progress;
    if (isKnown || isUnderWay(answerKey(state, place)) || isComing(state, place)) continue;
    const key = keyOf(state, place);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups].map(([key, places]) => ask(state, key, places));
}

function ask(state, key, places) {
  const [place] = places;
  const indices = [...new Set(places.map(({ index }) => index))];
  const classes = indices.includes(BEST) ? { top: places.length } : { classes: indices };
  return {
    key,
    keys: indices.map((index) => answerKeyOf(key, index)),
    place,
    body: { ...requestOf(state, place), ...classes },
    long: state.methods.find(({ name }) => name === place.method)?.long ?? false,
  };
}
