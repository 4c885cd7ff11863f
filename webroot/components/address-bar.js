/** Keeps the address a link to what is shown. */
import { toQuery } from '../address.js';
import { isLinked } from '../links.js';
import { pathOf } from '../screens.js';

/**
 * @param {import('../store.js').Store} store
 * @param {string | undefined} first id of the picture that is shown to whoever asks for none
 */
export function mountAddress(store, first) {
  // What is still under way may fail, and a link to it would lead nowhere.
  store.watch(['status', 'chosen', 'view', 'explanation', 'screen', 'fields', 'presenting'], (state) => {
    if (state.status !== 'ready' || state.screen === null) return;
    const address = isLinked(state) ? `/s/${state.link.id}` : pathOf(state.screen) + toQuery(state, first);
    if (address !== location.pathname + location.search) history.replaceState(null, '', address);
  });
}
