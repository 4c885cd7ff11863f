/** Model, layer and method; what cannot be chosen stays in the list and says why. */
import { emit, make, part } from '../dom.js';
import { bytes } from '../format.js';
import { layerOf, methodOf, modelOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountSettings(root, store) {
  for (const kind of ['model', 'layer', 'method']) {
    part(`${kind}-select`, root).addEventListener('change', (event) => emit(root, `choose-${kind}`, event.target.value));
  }
  store.watch(['models', 'methods', 'model', 'layer', 'method'], (state) => {
    offer(part('model-select', root), state.models.map(modelOption), state.model);
    offer(part('layer-select', root), (modelOf(state)?.layers ?? []).map(layerOption), state.layer);
    offer(part('method-select', root), state.methods.map((method) => methodOption(method, layerOf(state))), state.method);
    say(part('model-note', root), modelNotes(state));
    say(part('layer-note', root), layerNotes(layerOf(state)));
    say(part('method-note', root), methodNotes(state));
  });
}

/** Rebuilding a select closes it, so it is done only when its options differ. */
function offer(select, options, chosen) {
  const key = JSON.stringify(options);
  if (select.dataset.key !== key) {
    select.dataset.key = key;
    select.replaceChildren(...options.map(({ value, text, disabled }) => make('option', { value, disabled }, text)));
  }
  select.value = chosen ?? '';
  select.disabled = options.length === 0;
}

function modelOption({ name, problem }) {
  return { value: name, text: problem ? fill(STRINGS.model.broken, { name }) : name, disabled: Boolean(problem) };
}

/** Layers are read from input to output; those that no method can use are shown but not offered. */
function layerOption({ name, height, width, recommended, methods }) {
  const star = recommended ? STRINGS.layer.star : '';
  return {
    value: name,
    text: fill(STRINGS.layer.option, { name, height, width, star }),
    disabled: !methods.some((method) => method.available),
  };
}

function methodOption({ name, title }, layer) {
  const support = layer?.methods.find((method) => method.name === name);
  const disabled = !support?.available;
  return { value: name, text: disabled ? fill(STRINGS.method.unavailable, { title }) : title, disabled };
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
  const guessed = model.guessed.length > 0 ? fill(STRINGS.model.guessed, { what: model.guessed.join('; ') }) : '';
  return [model.about ?? '', facts, guessed, ...broken];
}

function layerNotes(layer) {
  return layer ? [fill(layer.recommended ? STRINGS.layer.recommended : STRINGS.layer.facts, layer)] : [];
}

function methodNotes(state) {
  const method = methodOf(state);
  const reasons = (layerOf(state)?.methods ?? [])
    .filter((each) => !each.available && each.reason)
    .map((each) => fill(STRINGS.method.reason, { title: titleOf(state, each.name), reason: each.reason }));
  return [method?.summary ?? '', ...reasons];
}

function titleOf(state, name) {
  return state.methods.find((method) => method.name === name)?.title ?? name;
}

function say(element, notes) {
  element.replaceChildren(...notes.filter(Boolean).map((text) => make('p', {}, text)));
}
