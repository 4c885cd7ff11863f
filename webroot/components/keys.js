/** The sheet of keys. `?` opens it; and who dictates, or strikes keys by chance, turns single ones off in it (WCAG 2.1.4). */
import { keyOf, part } from '../dom.js';

const TEXT_FIELDS = 'textarea, input:not([type=radio], [type=checkbox], [type=range], [type=file])';

/**
 * @param {HTMLElement} root the page's body
 * @param {import('../store.js').Store} store
 */
export function mountKeys(root, store) {
  const dialog = part('keys', root);
  const single = part('keys-single', root);
  const open = () => {
    bringFirst(part('keys-screens', dialog), store.state);
    dialog.showModal();
    // What is read first is at the top, not the button at the end.
    dialog.scrollTop = 0;
  };
  part('keys-open', root).addEventListener('click', () => {
    part('about-dialog', root).close();
    open();
  });
  part('keys-close', dialog).addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  single.setAttribute('aria-checked', String(remembered()));
  single.addEventListener('click', () => {
    const isOn = single.getAttribute('aria-checked') !== 'true';
    single.setAttribute('aria-checked', String(isOn));
    remember(isOn);
  });
  // Before anybody else hears of the key.
  document.addEventListener('keydown', (event) => {
    if (!isSingle(event)) return;
    if (single.getAttribute('aria-checked') !== 'true') return event.stopPropagation();
    if (keyOf(event) === '?' && !dialog.open) open();
  }, { capture: true });
}

/** A letter, digit or sign that would be typed, where there is nothing to type it into. */
function isSingle({ key, target, altKey, ctrlKey, metaKey }) {
  return key.length === 1 && key !== ' ' && !altKey && !ctrlKey && !metaKey && !target.matches?.(TEXT_FIELDS);
}

/** The keys of what is shown come first. */
function bringFirst(list, { screen, presenting }) {
  const shown = presenting && screen === 'explore' ? 'present' : screen;
  const order = ['explore', 'present', 'compare', 'pictures', 'live'].sort((one, other) => (other === shown) - (one === shown));
  list.append(...order.map((name) => list.querySelector(`[data-keys=${name}]`)));
}

function remembered() {
  try {
    return localStorage.getItem('single-keys') !== 'off';
  } catch {
    return true;
  }
}

/** Private windows may refuse; the switch then lasts as long as the page. */
function remember(isOn) {
  try {
    localStorage.setItem('single-keys', isOn ? 'on' : 'off');
  } catch {
    // Nothing to do about it.
  }
}
