/** Removing a model: asked about first, with what depends on it, and undone from a list for as long as that is possible. */
import { emit, make, part } from '../dom.js';
import { count, date } from '../format.js';
import { STRINGS, fill } from '../strings.js';
import { tokenIn } from './library.js';

/**
 * @param {HTMLElement} root the dialog
 * @param {import('../store.js').Store} store
 */
export function mountRemoval(root, store) {
  const remove = part('library-remove', root);
  const asking = part('library-removing', root);
  const ask = (isAsked) => emit(root, 'ask-removal', isAsked);
  remove.addEventListener('click', () => ask(true));
  part('library-remove-no', root).addEventListener('click', () => {
    ask(false);
    remove.focus();
  });
  part('library-remove-yes', root).addEventListener('click', () => emit(root, 'remove-model', { token: tokenIn(root) }));
  const list = part('library-removed-list', root);
  list.addEventListener('click', (event) => {
    const { id } = event.target.closest('button')?.dataset ?? {};
    if (id) emit(root, 'restore-model', { id, token: tokenIn(root) });
  });
  store.watch(['library', 'adding'], (state) => {
    const { uses, removing, removed } = state.library;
    remove.hidden = !uses?.removable || state.adding === 'closed' || removing;
    const isNew = removing && asking.hidden;
    asking.hidden = !removing;
    if (removing) part('library-removing-text', root).textContent = saidOf(state);
    if (isNew) part('library-remove-no', root).focus();
    part('library-removed', root).hidden = removed.length === 0;
    fillList(list, removed);
  });
}

/** Tells what goes with the model, and what stays. */
function saidOf({ library: { model, uses }, pictures }) {
  const words = STRINGS.library.removal;
  const results = (pictures?.items ?? []).filter(({ explanation }) => explanation?.model === model).length;
  const said = [fill(words.ask, { model })];
  if (uses.links > 0) said.push(fill(words.links, { count: count(uses.links) }));
  if (results > 0) said.push(fill(words.results, { count: count(results) }));
  return [...said, words.undo].join(' ');
}

function fillList(list, removed) {
  const key = removed.map(({ id }) => id).join();
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...removed.map(lineOf));
}

function lineOf({ id, name, until }) {
  const words = STRINGS.library.removal;
  const back = make('button', { type: 'button', class: 'button', 'data-id': id, 'data-testid': 'library-restore', 'aria-label': fill(words.backOf, { name }) }, words.back);
  return make('li', {}, make('span', {}, fill(words.kept, { name, date: date(until) })), back);
}
