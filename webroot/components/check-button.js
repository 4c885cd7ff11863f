/** The button that asks how far the map on the stage may be believed. */
import { emit } from '../dom.js';
import { isLinked } from '../links.js';
import { isWhole } from '../plan.js';
import { mapOf } from '../selectors.js';

/**
 * @param {HTMLButtonElement} root
 * @param {import('../store.js').Store} store
 */
export function mountCheckButton(root, store) {
  root.addEventListener('click', () => emit(root, 'open-check'));
  store.watch(['explanation', 'chosen', 'status'], (state) => {
    root.hidden = !mapOf(state) || isLinked(state);
    root.disabled = state.status !== 'ready' || !isWhole(state.explanation?.maps.get(state.chosen));
  });
}
