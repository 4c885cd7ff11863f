/** What is compared: the panes, those that nobody had to choose, and the map that each needs. Pure. */
import { fitting, inOrder, isAtLayer, kindOf, layerNamed, obstacle } from '../../choices.js';
import { wayOf } from '../../plan.js';
import { methodOf, modelOf } from '../../selectors.js';
import { STRINGS, fill } from '../../strings.js';
import { placeOf, sizeOf, titleOf } from '../../words.js';

/** What can stand side by side. */
export const WAYS = ['classes', 'methods', 'layers', 'models', 'difference'];

/** More panes than these nobody takes in. */
export const MOST = 12;

/** How many there are where nobody has chosen. */
const USUAL = { classes: 4, methods: 8, layers: 6, models: 6 };

/** Stands for the class of the highest score, where its index is not known yet. */
export const BEST = 'best';

/** What works at every layer of most models. */
const EVERYWHERE = 'grad-cam';

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
  const asked = classOf(modelOf(state)?.labels ?? [], state.compare.against);
  if (asked >= 0 && asked !== chosen) return asked;
  return predictionsOf(state).find(({ index }) => index !== chosen)?.index ?? null;
}

/** The chosen method, or where that gives parts in place of maps the first quick one. */
export function mapMethodOf(state) {
  const method = methodOf(state);
  const layer = layerNamed(modelOf(state), state.layer);
  return method?.givesConcepts ? quickOnes(state, layer)[0] : method;
}

/** What a class is called in a list of items: its label, with its number where another class has the same one. */
export function classId(labels, index) {
  return labels.indexOf(labels[index]) === index ? labels[index] : `${labels[index]} #${index}`;
}

/** The class of that name; -1 where there is none. */
export function classOf(labels, id) {
  const at = labels.indexOf(id);
  return at >= 0 ? at : labels.findIndex((_, index) => classId(labels, index) === id);
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
    classes: () => model.labels.map((label, index) => ({ id: classId(model.labels, index), title: label })),
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
    classes: () => predictionsOf(state).slice(0, USUAL.classes).map(({ index }) => classId(model.labels, index)),
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

/**
 * The panes, each with the place of its map: which model, method, layer and class (`index`) it is of.
 * @param {object} state
 * @returns {{id: string, title: string, aside: string, place: object | null}[]}
 */
export function panesOf(state) {
  if (!modelOf(state) || !state.picture?.id) return [];
  return {
    classes: () => classPanes(state),
    methods: () => itemsOf(state).map((name) => methodPane(state, name)),
    layers: () => layerPanes(state, itemsOf(state)),
    models: () => itemsOf(state).map((name) => modelPane(state, name)),
    difference: () => differencePanes(state),
  }[state.compare.by]();
}

/** A pane for each layer of the model's own list: the strip from edges to meaning. */
export function stripOf(state) {
  return state.compare.by === 'layers' ? layerPanes(state, modelOf(state)?.layers.map(({ name }) => name) ?? []) : [];
}

/** The one method that shows all layers, where there is one: the chosen one, Grad-CAM, or the first quick one. */
export function methodForLayers(state, layers) {
  const model = modelOf(state);
  const wanted = [mapMethodOf(state), state.methods.find(({ name }) => name === EVERYWHERE), ...mapMethods(state).filter(isQuickMap)];
  const candidates = wanted.filter((method) => method && isAtLayer(method));
  const worksAt = (method) => (layer) => obstacle(model, layer, method) === null;
  const forAll = candidates.find((method) => layers.every(worksAt(method)));
  return (layer) => forAll ?? candidates.find((method) => worksAt(method)(layer));
}

function classPanes(state) {
  const place = hereOf(state);
  const items = itemsOf(state);
  const { labels } = modelOf(state);
  const classPane = (id, index) => pane(id, labels[index], '', { ...place, index });
  if (items.length > 0) return items.map((id) => classPane(id, classOf(labels, id)));
  // Nobody knows the best ones yet: their panes are there, and the first of them asks.
  return Array.from({ length: USUAL.classes }, (_, at) => pane(`best-${at}`, '', '', { ...place, index: BEST }));
}

function methodPane(state, name) {
  const { title } = state.methods.find((method) => method.name === name);
  return pane(name, title, '', { ...hereOf(state), method: name, index: chosenOf(state) });
}

function layerPanes(state, names) {
  const model = modelOf(state);
  const layers = names.map((name) => layerNamed(model, name));
  const methodAt = methodForLayers(state, layers);
  return layers.map((layer) => {
    const method = methodAt(layer);
    const place = method && { ...hereOf(state), method: method.name, layer: layer.name, index: chosenOf(state) };
    return pane(layer.name, titleOf(layer), sizeOf(layer), place ?? null);
  });
}

/** Each model explains its own best class, or the one that all are asked about where it knows it. */
function modelPane(state, name) {
  const model = state.models.find((each) => each.name === name);
  const layer = name === state.model ? state.layer : null;
  const fit = fitting(state, { model: name, layer, method: mapMethodOf(state)?.name });
  const known = classOf(model.labels, state.compare.label);
  const best = name === state.model ? (predictionsOf(state)[0]?.index ?? BEST) : BEST;
  const { title } = state.methods.find((method) => method.name === fit.method) ?? { title: '' };
  const where = layerNamed(model, fit.layer);
  const aside = where ? fill(STRINGS.compare.byAt, { method: title, place: placeOf({ ...where, title: titleOf(where) }) }) : title;
  return pane(name, name, aside, { model: name, method: fit.method, layer: fit.layer, index: known < 0 ? best : known });
}

function differencePanes(state) {
  const { labels } = modelOf(state);
  const chosen = chosenOf(state);
  const against = againstOf(state);
  const place = hereOf(state);
  const names = { a: labels[chosen] ?? '', b: labels[against] ?? '' };
  return [
    pane('difference', fill(STRINGS.compare.minus, names), '', null),
    pane('for', names.a, '', { ...place, index: chosen }),
    pane('against', names.b, '', against === null ? null : { ...place, index: against }),
  ];
}

function pane(id, title, aside, place) {
  return { id, title, aside, place };
}

/** Model, method and layer as they are chosen for all screens. */
function hereOf(state) {
  return { model: state.model, method: mapMethodOf(state)?.name ?? null, layer: state.layer };
}

/**
 * What a map is made of, as a request says it: of one layer, since an average has no scale of its own to compare.
 * @param {object} state
 * @param {{model: string, method: string, layer: string | null}} place
 */
export function requestOf({ picture, methods, options }, { model, method, layer }) {
  const about = methods.find(({ name }) => name === method);
  return { image: picture.id, model, method, ...wayOf(about, { layer, others: [], options }) };
}

/**
 * The key of the explanation that holds a map, the same as that of Explore's: what is there already is not asked for again.
 * @param {object} state
 * @param {object} place
 */
export function keyOf(state, place) {
  const { image, model, method, ...way } = requestOf(state, place);
  return JSON.stringify([image, model, method, way]);
}

/** Methods that give maps, in the order they are offered. */
export function mapMethods({ methods }) {
  return inOrder(methods.filter((method) => !method.givesConcepts));
}

function quickOnes(state, layer) {
  return mapMethods(state).filter((method) => isQuickMap(method) && obstacle(modelOf(state), layer, method) === null);
}

function isQuickMap(method) {
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
