/** Model, method and layer: what is chosen, in short; the pickers of method and layer tell the rest. */
import { at } from '../base.js';
import { isAtLayer } from '../choices.js';
import { emit, make, offer, part } from '../dom.js';
import { bytes } from '../format.js';
import { layerOf, methodOf, modelOf, targetLayersOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';
import { placeOf, titleOf } from '../words.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountSettings(root, store) {
  part('model-select', root).addEventListener('change', (event) => emit(root, 'choose', { model: event.target.value }));
  part('add-model', root).addEventListener('click', () => emit(root, 'open-library'));
  part('check-model', root).addEventListener('click', () => emit(root, 'check-model', store.state.model));
  store.watch(['model'], ({ model }) => (part('check-model', root).hidden = model === null));
  store.watch(['models', 'methods', 'model', 'layer', 'others', 'method'], (state) => {
    const method = methodOf(state);
    const layer = layerOf(state);
    offer(part('model-select', root), state.models.map(modelOption), state.model);
    part('model-select', root).disabled = state.models.length === 0;
    show(part('method-button', root), state.method, method?.title ?? '', state.methods.length > 0 && method);
    show(part('layer-button', root), [state.layer, ...state.others].join(' + '), layersHead(layer, method, state), layer && isAtLayer(method));
    part('model-page', root).href = at(state.model ? `/models/${encodeURIComponent(state.model)}` : '/models');
    say(part('model-note', root), modelNotes(state));
    say(part('method-note', root), [method?.summary ?? '']);
    say(part('layer-note', root), layerNotes(layer, method, state));
  });
}

function show(button, value, text, usable) {
  button.dataset.chosen = value ?? '';
  button.firstElementChild.textContent = text;
  button.disabled = !usable;
}

function layersHead(layer, method, { others }) {
  if (!layer) return method ? STRINGS.layer.nowhere : '';
  if (!isAtLayer(method)) return STRINGS.layer.unused;
  return others.length > 0 ? fill(STRINGS.layer.averaged, { count: others.length + 1 }) : headOf(layer);
}

function headOf(layer) {
  return placeOf({ ...layer, title: titleOf(layer) }) + (layer.recommended ? STRINGS.layer.star : '');
}

function modelOption({ name, problem }) {
  return { value: name, text: problem ? fill(STRINGS.model.broken, { name }) : name, disabled: Boolean(problem) };
}

function modelNotes(state) {
  const model = modelOf(state);
  const broken = state.models.filter((each) => each.problem).map((each) => fill(STRINGS.model.problem, each));
  if (!model) return broken;
  const facts = fill(STRINGS.model.facts, {
    width: model.input.width,
    height: model.input.height,
    bytes: bytes(model.bytes),
  });
  const guessed = model.guessed.length > 0 ? fill(STRINGS.model.guessed, { what: model.guessed.join(' ') }) : '';
  return [model.about ?? '', facts, guessed, ...broken];
}

function layerNotes(layer, method, state) {
  const words = STRINGS.layer;
  if (!layer || !isAtLayer(method)) return [];
  if (state.others.length > 0) return [targetLayersOf(state).map(titleOf).join(words.joined)];
  return [[fill(words.maps, layer), layer.recommended ? words.recommended : ''].filter(Boolean).join(', ')];
}

function say(element, notes) {
  element.replaceChildren(...notes.filter(Boolean).map((text) => make('p', {}, text)));
}
