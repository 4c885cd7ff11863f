/** The best classes with their probabilities; the last row is the chosen one's where it is not among them. */
import { emit, isModified, isShown, make, part } from '../dom.js';
import { number, percent } from '../format.js';
import { TOP } from '../plan.js';
import { modelOf, predictionOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';

/** One more than the best, and always as many: what stands below must not move when an unlikely class is chosen. */
const ROWS = TOP + 1;

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountClassList(root, store) {
  root.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button) emit(root, 'choose-class', Number(button.dataset.index));
  });
  document.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || isModified(event) || !walksFrom(root, event)) return;
    event.preventDefault();
    emit(root, 'step-class', step);
    if (root.contains(event.target)) root.querySelector('[aria-pressed=true]')?.focus();
  });
  let drawn = null;
  store.watch(['explanation', 'chosen', 'status'], (state) => {
    // A new picture keeps the old bars until its own arrive, faded by the style sheet, so that nothing jumps.
    root.classList.toggle('stale', !state.explanation);
    if (!state.explanation) {
      if (drawn === null || state.status !== 'working') blank(root, modelOf(state)?.labels.length ?? ROWS);
      drawn = state.status === 'working' ? drawn : '';
      return;
    }
    const rows = rowsOf(state);
    const key = rows.map((row) => `${row.index}:${row.rank}:${row.probability}`).join();
    if (key !== drawn) replace(root, rows);
    drawn = key;
    mark(root, state.chosen);
  });
}

/**
 * The arrows walk from the list, from the picture, and where nothing has the focus: whoever goes through pictures keeps
 * the hand on the keyboard. The picture takes them first while it is being read cell by cell.
 */
function walksFrom(root, { target, defaultPrevented }) {
  if (defaultPrevented || !isShown(root) || document.querySelector('dialog[open]')) return false;
  return target === document.body || root.contains(target) || target === part('stage');
}

/** Room for the rows that are to come. */
function blank(root, classes) {
  root.replaceChildren(...Array.from({ length: Math.min(ROWS, classes) }, () => make('span', { class: 'class-blank' })));
}

function rowsOf(state) {
  const best = state.explanation.predictions.slice(0, ROWS).map((prediction, at) => ({ ...prediction, rank: at + 1 }));
  const chosen = predictionOf(state);
  const listed = !chosen || best.some((prediction) => prediction.index === chosen.index);
  return listed ? best : [...best.slice(0, TOP), chosen];
}

/** Replacing the buttons must not take the keyboard's place away. */
function replace(root, rows) {
  const focused = root.contains(document.activeElement);
  root.replaceChildren(...rows.map(row));
  if (focused) root.firstElementChild?.focus();
}

function row({ index, label, score, probability, rank }) {
  const bar = make('span', { class: 'bar-fill' });
  bar.style.transform = `scaleX(${Math.max(probability, 0.004)})`;
  return make(
    'button',
    { type: 'button', class: 'class-row', 'data-testid': 'class-button', 'data-index': index, 'aria-pressed': 'false', title: fill(STRINGS.classes.score, { class: label, score: number(score) }) },
    make('span', { class: 'class-rank' }, rank === null ? STRINGS.classes.unranked : fill(STRINGS.classes.rank, { rank })),
    make('span', { class: 'class-label' }, label),
    make('span', { class: 'class-percent' }, percent(probability)),
    make('span', { class: 'bar-track', 'aria-hidden': 'true' }, bar),
  );
}

function mark(root, chosen) {
  for (const button of root.children) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.index) === chosen));
  }
}
