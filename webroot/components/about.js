/** The panel that explains class activation mapping. */
import { part } from '../dom.js';

/** @param {HTMLElement} root the page's body */
export function mountAbout(root) {
  const dialog = part('about-dialog', root);
  part('about-button', root).addEventListener('click', () => dialog.showModal());
  part('about-close', root).addEventListener('click', () => dialog.close());
  // The dialog's own box is its padding-free edge: a click on the element itself is one on the backdrop.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
}
