/** Progress and problems. Nothing under 150 ms shows: the style sheet waits that long. */
import { emit, part } from '../dom.js';

/**
 * @param {HTMLElement} root the page's body
 * @param {import('../store.js').Store} store
 */
export function mountStatus(root, store) {
  const progress = part('progress', root);
  const problem = part('problem', root);
  const again = part('problem-again', root);
  part('problem-dismiss', root).addEventListener('click', () => emit(problem, 'dismiss'));
  again.addEventListener('click', () => emit(problem, 'try-again'));

  store.watch(['status', 'painted', 'picture'], (state) => {
    // Ready is what can be seen: an explanation whose picture is still loading is not.
    const unseen = state.status === 'ready' && state.painted !== state.picture.url;
    const status = unseen ? 'working' : state.status;
    root.dataset.state = status;
    progress.setAttribute('aria-hidden', String(status !== 'working'));
  });
  store.watch(['progress'], (state) => fillTo(progress, state.progress));
  store.watch(['problem'], (state) => {
    problem.hidden = !state.problem;
    // Without models nothing else on the page can be done.
    again.hidden = state.models.length > 0;
    part('problem-title', root).textContent = state.problem?.title ?? '';
    part('problem-detail', root).textContent = state.problem?.detail ?? '';
  });
}

/** Without a number the bar only shows that something goes on. */
function fillTo(progress, fraction) {
  progress.classList.toggle('known', fraction !== null);
  if (fraction === null) return progress.removeAttribute('aria-valuenow');
  progress.setAttribute('aria-valuenow', String(Math.round(fraction * 100)));
  progress.firstElementChild.style.transform = `scaleX(${fraction})`;
}
