/** The dialog in which models are added and corrected: which step it is at, what is on its way, and what went wrong. */
import { emit, part } from '../dom.js';
import { STRINGS, fill } from '../strings.js';

const STEPS = ['choose', 'sending', 'check'];

/**
 * @param {HTMLDialogElement} root
 * @param {import('../store.js').Store} store
 */
export function mountLibrary(root, store) {
  part('library-close', root).addEventListener('click', () => emit(root, 'close-library'));
  part('library-stop', root).addEventListener('click', () => emit(root, 'stop-sending'));
  root.addEventListener('cancel', () => emit(root, 'close-library'));
  root.addEventListener('click', (event) => event.target === root && emit(root, 'close-library'));
  store.watch(['adding'], ({ adding }) => {
    part('library-token', root).hidden = adding !== 'token';
    part('library-closed', root).hidden = adding !== 'closed';
  });
  store.watch(['library'], ({ library }) => {
    show(root, library.open);
    STEPS.forEach((step) => (part(`library-${step}`, root).hidden = step !== library.step));
    part('library-title', root).textContent = library.step === 'check' ? fill(STRINGS.library.check, { model: library.model }) : STRINGS.library.add;
    sayProblem(part('library-problem', root), library.problem);
    fillTo(part('library-progress', root), library.progress);
    part('library-progress-text', root).textContent = library.progress?.text ?? '';
  });
}

function show(dialog, isOpen) {
  if (isOpen && !dialog.open) dialog.showModal();
  if (!isOpen && dialog.open) dialog.close();
}

function sayProblem(element, problem) {
  element.hidden = !problem;
  element.firstElementChild.textContent = problem?.title ?? '';
  element.lastElementChild.textContent = problem?.detail ?? '';
}

function fillTo(bar, progress) {
  if (progress && progress.total > 0) bar.value = progress.done / progress.total;
  else bar.removeAttribute('value');
}

/**
 * The token that somebody has typed; the browser keeps it until the tab is closed.
 * @param {ParentNode} root
 */
export function tokenIn(root) {
  const { value } = part('library-token', root).querySelector('input');
  return value.trim();
}
