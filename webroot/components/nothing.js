/** Says at the picture that a map is numerically nothing, why, and what to choose instead: noise is not drawn as something. */
import { layerNamed } from '../choices.js';
import { emit, make, part } from '../dom.js';
import { mapOf, modelOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';
import { placeOf } from '../words.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountNothing(root, store) {
  const way = part('nothing-way', root);
  store.watch(['explanation', 'chosen', 'painted', 'picture'], (state) => {
    const map = state.painted === state.picture?.url ? mapOf(state) : null;
    // What is nothing so far may become something.
    const nothing = map?.partial ? null : map?.nothing;
    root.hidden = !nothing;
    if (!nothing) return;
    part('nothing-reason', root).textContent = nothing.reason;
    part('nothing-advice', root).textContent = nothing.advice?.text ?? '';
    way.replaceChildren(...wayOut(state, nothing.advice ?? {}));
  });
}

/** A button for what is advised, if this model has it. */
function wayOut(state, advice) {
  const method = state.methods.find((each) => each.name === advice.method);
  const layer = layerNamed(modelOf(state), advice.layer);
  if (!method && !layer) return [];
  const text = STRINGS.nothing[method && layer ? 'both' : method ? 'method' : 'layer'];
  const words = { method: method?.title, place: layer && placeOf(layer) };
  const button = make('button', { type: 'button', class: 'button', 'data-testid': 'nothing-instead' }, fill(text, words));
  button.addEventListener('click', () => emit(button, 'choose', { ...(method && { method: method.name }), ...(layer && { layer: layer.name }) }));
  return [button];
}
