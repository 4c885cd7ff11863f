/** Which method works at which layer of which model, and what is taken where a choice does not. Pure. */

/** What methods give. */
const KINDS = ['class-activation-map', 'saliency-map'];

/** By what they give and whether they take long: the groups of methods in the order they are offered. */
const GROUPS = [...KINDS.flatMap((kind) => [kind, `${kind}-long`]), 'parts'];

/**
 * What a method gives: one value for each cell of a layer, or one for each pixel.
 * @param {{kind?: string} | undefined} method
 */
export function kindOf(method) {
  return method?.kind ?? KINDS[0];
}

/**
 * Whether a method reads a target layer; the others are computed at the picture.
 * @param {{atLayer?: boolean} | undefined} method
 */
export function isAtLayer(method) {
  return method?.atLayer !== false;
}

/**
 * Whether the maps of several layers can be averaged: those for each cell can, pixels are of no layer, and parts of one.
 * @param {object | undefined} method
 */
export function averages(method) {
  return isAtLayer(method) && kindOf(method) === KINDS[0] && !method?.givesConcepts;
}

/**
 * The methods in groups, as they are offered; within one as the server lists them.
 * @param {object[]} methods
 * @returns {{name: string, methods: object[]}[]} none of them empty
 */
export function groupsOf(methods) {
  return GROUPS.map((name) => ({ name, methods: methods.filter((method) => groupOf(method) === name) }))
    .filter((group) => group.methods.length > 0);
}

function groupOf(method) {
  return method.givesConcepts ? 'parts' : kindOf(method) + (method.long ? '-long' : '');
}

/**
 * The methods that somebody may mean: every word stands in what they are called or what is said of them.
 * @param {object[]} methods
 * @param {string} query
 */
export function matching(methods, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const said = ({ name, title, summary, when }) => [name, title, summary, when].join(' ').toLowerCase();
  return methods.filter((method) => words.every((word) => said(method).includes(word)));
}

/** The methods in the order they are offered. */
export function inOrder(methods) {
  return groupsOf(methods).flatMap((group) => group.methods);
}

/**
 * A target layer by its name, one of the main ones or one inside a block.
 * @param {object | undefined} model
 * @param {string | null} name
 */
export function layerNamed(model, name) {
  const all = [...(model?.layers ?? []), ...(model?.innerLayers ?? [])];
  return all.find((layer) => layer.name === name);
}

/**
 * Why a method does not work at a layer of a model, or in one without layers, in the server's words; null where it does or
 * may be tried.
 * @param {object} model
 * @param {object | undefined} layer
 * @param {object} method
 */
export function obstacle(model, layer, method) {
  if (layer?.methods) return reasonAt(layer, method);
  if (model.layers.length === 0) return reasonAt(model, method);
  // Layers inside blocks have no list of their own. A method that reads the head's weights has no use for them.
  const reasons = model.layers.map((each) => reasonAt(each, method));
  const needsHead = method.allClasses && reasons.some((reason) => reason !== null);
  return needsHead || !reasons.includes(null) ? (reasons.find((reason) => reason !== null) ?? null) : null;
}

/**
 * The layer to offer for a method that does not work at the chosen one: the recommended one, else the nearest in the model.
 * @param {object} model
 * @param {object | undefined} layer
 * @param {object} method
 * @returns {object | null} null where the method works nowhere in this model
 */
export function layerFor(model, layer, method) {
  const from = model.layers.indexOf(layer);
  const distance = (each) => (each.recommended || from < 0 ? 0 : Math.abs(model.layers.indexOf(each) - from));
  const working = model.layers.filter((each) => reasonAt(each, method) === null);
  return working.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/**
 * Makes model, layer and method fit each other: keeps what was chosen where it works, else takes the best that does.
 * @param {{models: object[], methods: object[]}} state
 * @param {{model?: string | null, layer?: string | null, method?: string | null, others?: string[]}} wanted
 */
export function fitting({ models, methods }, wanted) {
  const model = models.find((each) => each.name === wanted.model && !each.problem) ?? models.find((each) => !each.problem);
  if (!model) return { model: null, layer: null, method: null, others: [] };
  const layer = layerNamed(model, wanted.layer) ?? model.layers.find((each) => each.recommended) ?? model.layers.at(-1);
  const working = methods.filter((method) => obstacle(model, layer, method) === null);
  const named = (name) => working.find((each) => each.name === name);
  // Nobody waits for minutes who did not ask for it.
  const method = named(wanted.method) ?? named(model.method) ?? working.find((each) => !each.long) ?? working[0];
  const fits = (each) => each && each !== layer && obstacle(model, each, method) === null;
  const others = (averages(method) && wanted.others?.filter((name) => fits(layerNamed(model, name)))) || [];
  return { model: model.name, layer: layer?.name ?? null, method: method?.name ?? null, others };
}

/**
 * The next method that works at the chosen layer, or the next layer that the chosen method works at; round and round. Methods
 * that take long are stepped over: a key must not start minutes of work.
 * @param {object} state
 * @param {'method' | 'layer'} what
 * @param {number} by 1 or -1
 * @returns {string | null} null where there is nothing to step through
 */
export function nextOf(state, what, by) {
  const model = state.models.find((each) => each.name === state.model);
  const method = state.methods.find((each) => each.name === state.method);
  if (!model || !method || (what === 'layer' && !isAtLayer(method))) return null;
  const layer = layerNamed(model, state.layer);
  return what === 'method'
    ? following(inOrder(state.methods), method, by, (each) => !each.long && obstacle(model, layer, each) === null)
    : following(model.layers, layer, by, (each) => reasonAt(each, method) === null);
}

/** The name of the next one that will do. From one that is not among them forward leads to the first, backward to the last. */
function following(all, current, by, willDo) {
  const at = all.indexOf(current);
  const from = at < 0 && by < 0 ? all.length : at;
  const ahead = all.map((_, step) => all[(from + by * (step + 1) + 2 * all.length) % all.length]);
  const next = ahead.find((each) => each !== current && willDo(each));
  return next?.name ?? null;
}

/** A layer has a list of methods; so has a model without layers. */
function reasonAt(layer, method) {
  const support = layer.methods?.find((each) => (each.method ?? each.name) === method.name);
  return support?.reason ?? null;
}
