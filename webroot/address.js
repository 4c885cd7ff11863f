/** The view as the query of a link, and back: what is as it would be anyway is left out. Pure. */
import { fitting, isAtLayer } from './choices.js';
import { classNamed } from './classes.js';
import { COLORMAPS } from './colormaps.js';
import { OPTION_NAMES, optionsOf } from './method-options.js';
import { modelOf } from './selectors.js';
import { INITIAL } from './store.js';

/**
 * What a link asks for; what it does not name, or names in a way that cannot be, is left out.
 * @param {string} query
 * @returns {{picture?: string, model?: string, method?: string, layer?: string, others: string[], label?: string,
 *            options: Record<string, string>, view: object, presenting: boolean}}
 */
export function fromQuery(query) {
  const fields = new URLSearchParams(query);
  const [layer, ...others] = fields.getAll('layer');
  const known = ['picture', 'model', 'method'].filter((name) => fields.get(name)).map((name) => [name, fields.get(name)]);
  return {
    ...Object.fromEntries(known),
    ...(layer && { layer }),
    others,
    ...(fields.get('class') && { label: fields.get('class') }),
    options: Object.fromEntries(OPTION_NAMES.filter((name) => fields.get(name)).map((name) => [name, fields.get(name)])),
    view: { ...INITIAL.view, ...viewIn(fields) },
    presenting: fields.has('present'),
  };
}

/**
 * What a link names and this server does not have, so that something else is shown.
 * @param {ReturnType<typeof fromQuery>} wanted
 * @param {object} state
 * @returns {string[]} names
 */
export function missing({ model, method, layer, others, label }, state) {
  const { labels = [] } = modelOf(state) ?? {};
  const named = [
    [model, model === state.model],
    [method, method === state.method],
    [layer, layer === state.layer],
    ...others.map((name) => [name, state.others.includes(name)]),
    [label, classNamed(labels, label ?? '') >= 0],
  ];
  return named.filter(([name, isHere]) => name && !isHere).map(([name]) => name);
}

/**
 * The query that leads back to what is shown; empty for what one sees without a link.
 * @param {object} state
 * @param {string} first id of the picture that is shown to whoever asks for none
 */
export function toQuery(state, first) {
  const { picture, model, method, layer, others, explanation, chosen } = state;
  const usualLayer = fitting(state, { model }).layer;
  const about = state.methods.find((each) => each.name === method);
  const prediction = explanation?.predictions.find((each) => each.index === chosen);
  const fields = new URLSearchParams();
  const add = (name, value, usual) => value !== usual && fields.append(name, value);
  add('picture', picture.id, first);
  add('model', model, fitting(state, {}).model);
  add('method', method, fitting(state, { model }).method);
  if (isAtLayer(about) && (layer !== usualLayer || others.length > 0)) [layer, ...others].forEach((name) => add('layer', name));
  if (prediction && prediction !== explanation.predictions[0]) add('class', prediction.label);
  Object.entries(optionsOf(about, state.options)).forEach(([name, value]) => add(name, String(value)));
  viewOut(state.view, add);
  add('present', state.presenting ? 'yes' : 'no', 'no');
  for (const [name, value] of state.fields[state.screen] ?? []) fields.append(name, value);
  return fields.size > 0 ? `?${fields}` : '';
}

function viewIn(fields) {
  const view = {};
  const colours = (name) => (COLORMAPS.includes(fields.get(name)) ? fields.get(name) : null);
  const opacity = Number(fields.get('opacity') ?? NaN);
  if (colours('colours')) view.colormap = colours('colours');
  if (colours('pixel-colours')) view.signedColormap = colours('pixel-colours');
  if (opacity >= 0 && opacity <= 100) view.opacity = opacity / 100;
  if (fields.get('draw') === 'cells') view.smooth = false;
  if (fields.get('scale') === 'common') view.common = true;
  return view;
}

function viewOut({ colormap, signedColormap, opacity, smooth, common }, add) {
  add('colours', colormap, INITIAL.view.colormap);
  add('pixel-colours', signedColormap, INITIAL.view.signedColormap);
  add('opacity', Math.round(opacity * 100), INITIAL.view.opacity * 100);
  add('draw', smooth ? 'smooth' : 'cells', 'smooth');
  add('scale', common ? 'common' : 'own', 'own');
}
