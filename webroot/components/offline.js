/** The one sign that the server does not answer. What is under way goes on by itself when it does. */
import { STRINGS } from '../strings.js';

/**
 * @param {HTMLElement} element empty while the server answers
 * @param {import('../store.js').Store | null} store where the page has a live connection
 */
export function mountOffline(element, store = null) {
  const { title, detail } = STRINGS.problem.offline;
  let isWaitedFor = false;
  const show = () => {
    const text = isWaitedFor || store?.state.connected === false ? `${title}. ${detail}` : '';
    if (element.textContent !== text) element.textContent = text;
  };
  addEventListener('unreachable', (event) => {
    isWaitedFor = event.detail;
    show();
  });
  store?.watch(['connected'], show);
}
