/** How many classes there are to choose from. */
import { classCountOf, modelOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountClassCount(root, store) {
  store.watch(['models', 'model', 'explanation'], (state) => {
    const count = state.explanation ? classCountOf(state) : modelOf(state)?.labels.length;
    root.textContent = count ? (count === 1 ? STRINGS.classes.one : fill(STRINGS.classes.count, { count })) : '';
  });
}
