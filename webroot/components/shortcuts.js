/** Single keys that go through methods and layers while the eyes stay on the picture. */
import { emit, isShown, keyOf, part } from '../dom.js';

const STEPS = { m: 'method', l: 'layer' };

/** @param {HTMLElement} root the screen on which a picture is explored */
export function mountShortcuts(root) {
  document.addEventListener('keydown', (event) => {
    if (!isShown(root) || isTaken(event)) return;
    if (event.key === 'Escape') return emit(root, 'give-up');
    const key = keyOf(event);
    if (key === 'c') return press(part('check-open', root));
    const what = STEPS[key];
    if (!what) return;
    event.preventDefault();
    emit(root, 'step-choice', { what, by: event.shiftKey ? -1 : 1 });
  });
}

/** @param {HTMLButtonElement} button */
function press(button) {
  if (!button.hidden) button.click();
}

/** Keys belong first to what has the focus, to an open dialog, and to the browser. A picker leaves it the letters. */
function isTaken({ key, target, defaultPrevented, altKey, ctrlKey, metaKey }) {
  const dialog = document.querySelector('dialog[open]');
  const isAway = dialog !== null && (key === 'Escape' || !dialog.matches('.picker'));
  return defaultPrevented || altKey || ctrlKey || metaKey || isAway || target.matches('input, select');
}
