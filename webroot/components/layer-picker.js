/** The target layers: the main ones, and on demand those inside blocks, of which there may be hundreds. */
import { averages, fitting, layerNamed, obstacle } from '../choices.js';
import { classSearch } from '../classes.js';
import { emit, make, part } from '../dom.js';
import { methodOf, modelOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';
import { placeOf, reasonOf, sizeOf, titleOf } from '../words.js';
import { choice, mountPicker, replaceChoices } from './picker.js';

/** More than anyone reads; what lies beyond is found by typing. */
const LIMIT = 60;

/**
 * @param {HTMLDialogElement} root
 * @param {import('../store.js').Store} store
 */
export function mountLayerPicker(root, store) {
  const main = part('layer-options', root);
  const inner = part('inner-layers', root);
  const filter = part('layer-filter', root);
  const found = part('inner-options', root);

  const renderInner = () => replaceChoices(found, innerItems(store.state, filter.value));
  const render = () => {
    const model = modelOf(store.state);
    if (!model) return;
    const count = model.innerLayers?.length ?? 0;
    inner.hidden = count === 0;
    part('inner-title', inner).textContent = fill(STRINGS.layer.inner, { count });
    // Somebody who has chosen one wants to see it, and its neighbours.
    if (!root.open) inner.open = count > 0 && !model.layers.includes(layerNamed(model, store.state.layer));
    replaceChoices(main, model.layers.map((layer) => item(store.state, layer)));
    renderInner();
  };
  mountPicker(root, part('layer-button'), render);
  filter.addEventListener('input', renderInner);
  store.watch(['model'], () => {
    filter.value = '';
  });
  store.watch(['models', 'methods', 'model', 'layer', 'others', 'method'], () => root.open && render());
}

/** A layer that the method does not work at can be chosen all the same: another method takes over, and that is said. */
function item(state, layer) {
  const model = modelOf(state);
  const method = methodOf(state);
  const reason = method ? obstacle(model, layer, method) : null;
  const other = fitting(state, { model: model.name, layer: layer.name }).method;
  const words = STRINGS.layer;
  const note = other === null ? words.none : words.gives;
  const what = {
    kind: 'layer',
    value: layer.name,
    title: titleOf(layer),
    aside: sizeOf(layer),
    text: [fill(words.maps, layer), layer.recommended ? words.recommended : ''].filter(Boolean).join(' \u00b7 '),
    note: reason === null ? '' : fill(note, { title: method.title, reason: reasonOf(reason), other: other && titleOfMethod(state, other) }),
    chosen: state.layer === layer.name,
    disabled: other === null,
  };
  return choice(what, ...(averages(method) && reason === null && !what.chosen ? [averaging(state, layer)] : []));
}

/** Adds the layer's map to the average, or takes it out. */
function averaging({ others }, layer) {
  const isIn = others.includes(layer.name);
  const button = make(
    'button',
    {
      type: 'button', class: 'choice-also', 'data-testid': 'layer-average', 'data-layer': layer.name,
      'aria-pressed': String(isIn), 'aria-label': fill(STRINGS.layer.averageWith, { place: placeOf(layer) }),
    },
    STRINGS.layer.average,
  );
  const changed = isIn ? others.filter((name) => name !== layer.name) : [...others, layer.name];
  button.addEventListener('click', () => emit(button, 'choose', { others: changed }));
  return button;
}

function innerItems(state, query) {
  const layers = modelOf(state)?.innerLayers ?? [];
  const order = new Map(layers.map((_, at) => [at, at]));
  const { indices, more } = classSearch(layers.map((layer) => layer.name))(query, order, LIMIT);
  const items = indices.map((at) => item(state, layers[at]));
  if (more > 0) items.push(note(fill(STRINGS.layer.more, { count: more })));
  return items.length > 0 ? items : [note(STRINGS.layer.unnamed)];
}

function titleOfMethod(state, name) {
  return state.methods.find((method) => method.name === name).title;
}

function note(text) {
  return make('li', { class: 'option-note' }, text);
}
