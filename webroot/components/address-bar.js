/** Keeps the address a link to what is shown. */
import { toQuery } from '../address.js';

/**
 * @param {import('../store.js').Store} store
 * @param {string | undefined} first id of the picture that is shown to whoever asks for none
 */
export function mountAddress(store, first) {
  // What is still under way may fail, and a link to it would lead nowhere.
  store.watch(['status', 'chosen', 'view', 'explanation'], (state) => {
    if (state.status !== 'ready') return;
    const query = toQuery(state, first);
    if (query !== location.search) history.replaceState(null, '', location.pathname + query);
  });
}
