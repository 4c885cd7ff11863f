/** Keeps the address a link to what is shown. */
import { toQuery } from '../address.js';
import { at } from '../base.js';
import { isLinked } from '../links.js';
import { pathOf } from '../screens.js';

const LATER_MILLIS = 50;

/**
 * @param {import('../store.js').Store} store
 * @param {string | undefined} first id of the picture that is shown to whoever asks for none
 */
export function mountAddress(store, first) {
  const write = () => {
    waiting = false;
    const { state } = store;
    // What is still under way may fail, and a link to it would lead nowhere.
    if (state.status !== 'ready' || state.screen === null) return;
    const address = at(isLinked(state) ? `/s/${state.link.id}` : pathOf(state.screen) + toQuery(state, first));
    if (address !== location.pathname + location.search) history.replaceState(null, '', address);
  };
  let waiting = false;
  // Writing takes the browser longer than drawing: what was chosen is to be seen first, and quick steps are written as one.
  store.watch(['status', 'chosen', 'view', 'explanation', 'screen', 'fields', 'presenting'], () => {
    if (!waiting) setTimeout(write, LATER_MILLIS);
    waiting = true;
  });
}
