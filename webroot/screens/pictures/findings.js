/** What the pictures say together: where true classes come from, how often the model is right, what it mixes up. */
import { emit, make, offer, part } from '../../dom.js';
import { count, percent } from '../../format.js';
import { STRINGS, fill } from '../../strings.js';
import { findings } from './arrange.js';
import { labelsOf } from './collection.js';
import { SOURCES } from './truth.js';

/** More than anybody reads. */
const MOST_PAIRS = 40;

/**
 * @param {HTMLElement} root
 * @param {import('../../store.js').Store} store
 */
export function mountFindings(root, store) {
  part('pictures-source', root).addEventListener('change', (event) => emit(root, 'pictures-truth', event.target.value));
  part('pictures-table', root).addEventListener('change', ({ target }) => {
    emit(root, 'take-files', [...target.files].map((file) => ({ path: file.name, file })));
    target.value = '';
  });
  part('pictures-pairs', root).addEventListener('click', (event) => {
    const { truth, predicted } = event.target.closest('button')?.dataset ?? {};
    if (truth === undefined) return;
    const { view } = store.state.pictures;
    const isOn = view.truth === truth && view.predicted === predicted;
    emit(root, 'pictures-look', isOn ? { truth: '', predicted: '' } : { truth, predicted });
  });
  store.watch(['pictures', 'models'], (state) => show(root, state));
}

function show(root, state) {
  const { items, source, known, tables, view } = state.pictures;
  const names = tables.map(({ path }) => path).join(', ');
  const words = STRINGS.pictures.truth;
  const options = SOURCES.map((name) => ({ value: name, text: fill(words[name], { count: count(known[name]), table: names }), disabled: known[name] === 0 }));
  offer(part('pictures-source', root), [...options.filter(({ value }) => value !== 'table' || tables.length > 0), { value: 'none', text: words.none }], source);
  part('pictures-unmatched', root).hidden = known.table > 0 || !tables.some(({ reading }) => reading.is === 'read');
  const { judged, right, pairs, classes } = findings(items, labelsOf(state));
  part('pictures-judged', root).hidden = judged === 0;
  if (judged === 0) return;
  part('pictures-accuracy', root).textContent = percent(right / judged);
  part('pictures-accuracy-of', root).textContent = fill(words.accuracy, { right: count(right), count: count(judged) });
  part('pictures-pairs-title', root).hidden = pairs.length === 0;
  fillList(part('pictures-pairs', root), pairs.slice(0, MOST_PAIRS), (pair) => pairRow(pair, view), view);
  fillList(part('pictures-classes', root), classes, classRow, null);
}

/** What is the same stays, so that the focus stays on it. */
function fillList(list, all, row, view) {
  const key = JSON.stringify([all, view?.truth, view?.predicted]);
  if (list.dataset.key === key) return;
  const focused = [...list.children].findIndex((each) => each.contains(document.activeElement));
  list.dataset.key = key;
  list.replaceChildren(...all.map(row));
  list.children[focused]?.querySelector('button')?.focus();
}

function pairRow({ truth, predicted, count: times }, view) {
  const isOn = view.truth === truth && view.predicted === predicted;
  const words = fill(STRINGS.pictures.truth.pair, { truth, predicted, count: times });
  return make('li', {}, make(
    'button',
    { type: 'button', class: 'pair', 'data-testid': 'pictures-pair', 'data-truth': truth, 'data-predicted': predicted, 'aria-pressed': String(isOn), 'aria-label': words },
    make('span', { class: 'pair-names' }, `${truth} \u2192 ${predicted}`),
    make('span', { class: 'pair-count' }, count(times)),
  ));
}

function classRow({ label, count: times, right }) {
  return make(
    'li',
    { class: 'class-share' },
    make('span', { class: 'class-share-label' }, label),
    make('span', {}, fill(STRINGS.pictures.truth.ofClass, { right: count(right), count: count(times) })),
    make('span', { class: 'class-share-percent' }, percent(right / times)),
  );
}
