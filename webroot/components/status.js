/** Progress and problems. What is quick shows neither bar nor words: the style sheet waits before it shows them. */
import { emit, part } from '../dom.js';
import { progressOf } from '../words.js';

/**
 * @param {HTMLElement} root the page's body
 * @param {import('../store.js').Store} store
 */
export function mountStatus(root, store) {
  const progress = part('progress', root);
  const problem = part('problem', root);
  const again = part('problem-again', root);
  part('progress-stop', root).addEventListener('click', () => emit(progress, 'give-up'));
  part('problem-dismiss', root).addEventListener('click', () => emit(problem, 'dismiss'));
  again.addEventListener('click', () => emit(problem, 'try-again'));

  store.watch(['status', 'painted', 'picture'], (state) => {
    // Ready is what can be seen: an explanation whose picture is still loading is not.
    const unseen = state.status === 'ready' && state.painted !== state.picture.url;
    const status = unseen ? 'working' : state.status;
    root.dataset.state = status;
    progress.setAttribute('aria-hidden', String(status !== 'working'));
  });
  store.watch(['progress'], (state) => {
    fillTo(progress, state.progress);
    part('progress-text', root).textContent = progressOf(state.progress);
  });
  store.watch(['problem'], (state) => {
    problem.hidden = !state.problem;
    // Without models nothing else on the page can be done.
    again.hidden = state.models.length > 0;
    part('problem-title', root).textContent = state.problem?.title ?? '';
    part('problem-detail', root).textContent = state.problem?.detail ?? '';
  });
}

/** Without steps the bar only shows that something goes on. */
function fillTo(bar, progress) {
  const known = progress !== null && progress.total > 1;
  bar.classList.toggle('known', known);
  bar.setAttribute('aria-valuetext', progress?.text ?? '');
  if (!known) return bar.removeAttribute('aria-valuenow');
  const fraction = Math.min(progress.fraction, 1);
  bar.setAttribute('aria-valuenow', String(Math.round(fraction * 100)));
  bar.firstElementChild.style.transform = `scaleX(${fraction})`;
}
