/** What a model says of the picture, prepared in each of the usual ways, side by side: the right one is told by eye. */
import { emit, make, part } from '../dom.js';
import { percent } from '../format.js';
import { STRINGS } from '../strings.js';
import { tokenIn } from './library.js';

/**
 * @param {HTMLElement} root the dialog
 * @param {import('../store.js').Store} store
 */
export function mountTrialBoard(root, store) {
  const board = part('trials', root);
  const labels = part('library-labels', root);
  part('library-save', root).addEventListener('click', () => emit(root, 'save-model', { token: tokenIn(root), labels: labels.value }));
  part('library-remove', root).addEventListener('click', () => emit(root, 'remove-model', { token: tokenIn(root) }));
  store.watch(['library', 'models'], ({ library, models }) => {
    if (library.step !== 'check') return;
    const model = models.find((each) => each.name === library.model);
    part('library-guessed', root).replaceChildren(...(model?.guessed ?? []).map((text) => make('li', {}, text)));
    part('library-name-classes', root).hidden = !(model?.labels ?? []).some((label) => /^class \d+$/.test(label));
    part('library-trying', root).hidden = library.trials !== null;
    part('library-save', root).disabled = library.trials === null;
    render(board, library);
  });
  store.watch(['picture'], ({ picture }) => (part('library-picture', root).textContent = picture?.title ?? ''));
}

/** The cards are made once for each answer; choosing one only marks it. */
function render(board, { trials, preset }) {
  if (board.trials !== trials) {
    board.trials = trials;
    board.replaceChildren(...(trials ?? []).map((trial) => card(board, trial)));
  }
  for (const button of board.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button.dataset.preset === preset));
}

function card(board, trial) {
  const [first] = trial.predictions;
  const id = `trial-${trial.preset}`;
  const button = make(
    'button',
    { type: 'button', class: 'trial', 'data-testid': 'trial', 'data-preset': trial.preset, 'aria-labelledby': `${id}-title`, 'aria-describedby': `${id}-best` },
    make('img', { src: `data:image/png;base64,${trial.seen}`, alt: '', class: 'trial-seen' }),
    make(
      'span', { class: 'trial-text' },
      make('span', { class: 'trial-title', id: `${id}-title` }, trial.title, ...(trial.current ? [make('span', { class: 'trial-now' }, STRINGS.library.now)] : [])),
      make('span', { class: 'trial-about' }, trial.about),
      make('span', { class: 'trial-best', id: `${id}-best`, 'data-label': first.label }, ...trial.predictions.map(row)),
    ),
  );
  button.addEventListener('click', () => emit(board, 'choose-preset', trial.preset));
  return make('li', {}, button);
}

function row({ label, probability }) {
  const bar = make('span', { class: 'trial-bar' });
  bar.style.inlineSize = `${(100 * probability).toFixed(1)}%`;
  return make('span', { class: 'trial-row' }, bar, make('span', { class: 'trial-label' }, label), make('span', { class: 'trial-percent' }, percent(probability)));
}
