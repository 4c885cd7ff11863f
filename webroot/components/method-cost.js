/** What the chosen method will take, where that is more than a moment: it follows the options. */
import { obstacle } from '../choices.js';
import { emit } from '../dom.js';
import { costAddress } from '../plan.js';
import { costFor, layerOf, methodOf, modelOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';
import { costOf } from '../words.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountMethodCost(root, store) {
  let asked = null;
  store.watch(['models', 'methods', 'model', 'layer', 'others', 'method', 'options', 'costs'], (state) => {
    const method = methodOf(state);
    const isLong = Boolean(method?.long) && obstacle(modelOf(state), layerOf(state), method) === null;
    const address = isLong ? costAddress(method, state) : null;
    const cost = isLong ? costFor(state, method) : undefined;
    root.textContent = cost ? fill(STRINGS.method.takes, { cost: costOf(cost) }) : '';
    if (address === asked) return;
    asked = address;
    if (isLong) emit(root, 'want-costs', [method.name]);
  });
}
