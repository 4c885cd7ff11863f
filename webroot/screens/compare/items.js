/** What is compared: what could be, what nobody had to choose, and what stays the same for all. Pure. */
import { inOrder, kindOf, layerNamed, obstacle } from '../../choices.js';
import { classNamed } from '../../classes.js';
import { methodOf, modelOf } from '../../selectors.js';
import { sizeOf, titleOf } from '../../words.js';

/** What can stand side by side. */
export const WAYS = ['classes', 'methods', 'layers', 'models', 'difference'];

/** More panes than these nobody takes in. */
export const MOST = 12;

/** How many there are where nobody has chosen. */
export const USUAL = { classes: 4, methods: 8, layers: 6, models: 6 };

/** Stands for the class of the highest score, where its index is not known yet. */
export const BEST = 'best';

/**
 * What the model says of the picture, as far as anybody knows; best first. Empty while nobody does.
 * @param {object} state
 */
export function predictionsOf({ explanation, picture, model, compare }) {
  const isOfThis = explanation?.model === model && explanation.image.id === picture?.id;
  return isOfThis ? explanation.predictions : (compare.predictions.get(placeKey(picture, model)) ?? []);
}

/** Where the predictions of a model for a picture are kept. */
export function placeKey(picture, model) {
  return JSON.stringify([picture?.id, model]);
}

/** The chosen class; the best one while nobody can know which that is. */
export function chosenOf(state) {
  return state.chosen ?? predictionsOf(state)[0]?.index ?? BEST;
}

/** The class that the chosen one is set against: as asked for, else the best other one. Null while nobody can know. */
export function againstOf(state) {
  const chosen = chosenOf(state);
  const asked = classNamed(modelOf(state)?.labels ?? [], state.compare.against ?? '');
  if (asked >= 0 && asked !== chosen) return asked;
  return predictionsOf(state).find(({ index }) => index !== chosen)?.index ?? null;
}

/** The chosen method, or where that gives parts in place of maps the first quick one. */
export function mapMethodOf(state) {
  const method = methodOf(state);
  const layer = layerNamed(modelOf(state), state.layer);
  return method?.givesConcepts ? quickOnes(state, layer)[0] : method;
}

/**
 * What can be compared, as it is offered.
 * @param {object} state
 * @returns {{id: string, title: string, aside?: string, reason?: string | null}[]} `reason`: why it does not work here
 */
export function offersOf(state) {
  const model = modelOf(state);
  if (!model) return [];
  const layer = layerNamed(model, state.layer);
  return {
    classes: () => model.labels.map((label) => ({ id: label, title: label })),
    methods: () => mapMethods(state).map((each) => ({ id: each.name, title: each.title, reason: obstacle(model, layer, each) })),
    layers: () => model.layers.map((each) => ({ id: each.name, title: titleOf(each), aside: sizeOf(each) })),
    models: () => state.models.map((each) => ({ id: each.name, title: each.name, reason: each.problem ?? null })),
    difference: () => [],
  }[state.compare.by]();
}

/**
 * The ids of what is compared: those chosen that can be had here, else the usual ones.
 * @param {object} state
 * @returns {string[]}
 */
export function itemsOf(state) {
  const { by, items } = state.compare;
  const possible = new Set(offersOf(state).filter(({ reason = null }) => reason === null).map(({ id }) => id));
  const chosen = [...new Set(items[by] ?? [])].filter((id) => possible.has(id)).slice(0, MOST);
  return chosen.length > 0 ? chosen : usualItems(state);
}

/** What is compared where nobody has chosen. */
export function usualItems(state) {
  const model = modelOf(state);
  if (!model) return [];
  return {
    classes: () => predictionsOf(state).slice(0, USUAL.classes).map(({ index }) => model.labels[index]),
    methods: () => quickOnes(state, layerNamed(model, state.layer)).slice(0, USUAL.methods).map(({ name }) => name),
    layers: () => spread(model.layers, USUAL.layers).map(({ name }) => name),
    models: () => currentFirst(state).slice(0, USUAL.models).map(({ name }) => name),
    difference: () => [],
  }[state.compare.by]();
}

/**
 * The items with one more, or without it. The last one stays.
 * @param {string[]} items
 * @param {string} id
 */
export function toggled(items, id) {
  if (!items.includes(id)) return items.length < MOST ? [...items, id] : items;
  return items.length > 1 ? items.filter((each) => each !== id) : items;
}

/** Methods that give maps, in the order they are offered. */
export function mapMethods({ methods }) {
  return inOrder(methods.filter((method) => !method.givesConcepts));
}

function quickOnes(state, layer) {
  return mapMethods(state).filter((method) => isQuickMap(method) && obstacle(modelOf(state), layer, method) === null);
}

/** Whether nobody has to wait for its maps. */
export function isQuickMap(method) {
  return !method.long && !method.givesConcepts && kindOf(method) === 'class-activation-map';
}

function currentFirst({ models, model }) {
  const usable = models.filter(({ problem }) => !problem);
  return [...usable.filter(({ name }) => name === model), ...usable.filter(({ name }) => name !== model)];
}

/** So many of them, evenly, with the first and the last. */
function spread(all, count) {
  if (all.length <= count) return all;
  return Array.from({ length: count }, (_, at) => all[Math.round((at * (all.length - 1)) / (count - 1))]);
}
