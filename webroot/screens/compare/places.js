/** The panes of a comparison, and the map that each needs. Pure. */
import { fitting, isAtLayer, layerNamed, obstacle } from '../../choices.js';
import { classNamed } from '../../classes.js';
import { wayOf } from '../../plan.js';
import { modelOf } from '../../selectors.js';
import { STRINGS, fill } from '../../strings.js';
import { placeOf, sizeOf, titleOf } from '../../words.js';
import { BEST, USUAL, againstOf, chosenOf, isQuickMap, itemsOf, mapMethodOf, mapMethods, predictionsOf } from './items.js';

/** What works at every layer of most models. */
const EVERYWHERE = 'grad-cam';

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
function methodForLayers(state, layers) {
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
  if (items.length > 0) return items.map((id) => classPane(id, classNamed(labels, id)));
  // Nobody knows the best ones yet: their panes are there, and the first of them asks.
  return Array.from({ length: Math.min(USUAL.classes, labels.length) }, (_, at) => pane(`best-${at}`, '', '', { ...place, index: BEST }));
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
  const known = classNamed(model.labels, state.compare.label ?? '');
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
  if (labels.length === 1) return [pane('for', names.a, '', { ...place, index: chosen })];
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
