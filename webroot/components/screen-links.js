/** The links between the screens of the page, and which of them is to be seen. */
import { emit, isModified, part } from '../dom.js';
import { PATHS } from '../screens.js';
import { STRINGS, fill } from '../strings.js';

/**
 * @param {HTMLElement} root the navigation
 * @param {import('../store.js').Store} store
 */
export function mountScreenLinks(root, store) {
  root.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    // Another tab or window is opened by the browser.
    if (!link || isModified(event)) return;
    event.preventDefault();
    emit(root, 'open-screen', link.dataset.screen);
  });
  // The first screen's is that of the whole page.
  const title = document.title;
  store.watch(['screen'], ({ screen }) => {
    const link = root.querySelector(`[data-screen="${screen}"]`);
    document.title = screen === 'explore' || !link ? title : fill(STRINGS.title, { screen: link.textContent });
    for (const link of root.querySelectorAll('a')) {
      if (link.dataset.screen === screen) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    for (const name of Object.values(PATHS)) part(name).hidden = name !== screen;
  });
}
