/** What could be compared too: a list with check boxes, found by typing among a thousand classes. */
import { classNamed, classSearch } from '../../classes.js';
import { emit, make, part } from '../../dom.js';
import { modelOf } from '../../selectors.js';
import { STRINGS, fill } from '../../strings.js';
import { MOST, itemsOf, offersOf, predictionsOf } from './items.js';

/** More than anyone reads; what lies beyond is found by typing. */
const LIMIT = 40;

/**
 * @param {HTMLElement} root the screen
 * @param {import('../../store.js').Store} store
 */
export function mountMenu(root, store) {
  const menu = part('compare-menu', root);
  const filter = part('compare-filter', root);
  const list = part('compare-options', root);
  const render = () => menu.open && replace(list, store.state, filter.value);

  menu.addEventListener('toggle', () => {
    filter.value = '';
    render();
    if (menu.open) filter.focus();
  });
  menu.addEventListener('keydown', (event) => event.key === 'Escape' && close(menu));
  document.addEventListener('pointerdown', (event) => menu.open && !menu.contains(event.target) && (menu.open = false));
  filter.addEventListener('input', render);
  list.addEventListener('change', (event) => emit(list, 'compare-toggle', event.target.value));
  part('compare-usual', root).addEventListener('click', () => emit(list, 'compare-usual'));

  store.watch(['compare', 'models', 'methods', 'model', 'layer', 'explanation'], (state) => {
    const { by, items } = state.compare;
    const count = itemsOf(state).length;
    menu.hidden = by === 'difference';
    if (menu.hidden) return;
    part('compare-chosen', root).textContent = fill(STRINGS.compare.chosen[by], { count, all: offersOf(state).length });
    part('compare-full', root).textContent = count < MOST ? '' : fill(STRINGS.compare.full, { most: MOST });
    part('compare-usual', root).hidden = items[by] === null;
    render();
  });
}

function close(menu) {
  menu.open = false;
  menu.querySelector('summary').focus();
}

/** The list is made anew only where it says something else, so that the keyboard keeps its place. */
function replace(list, state, query) {
  const items = itemsOf(state);
  const offers = offersOf(state);
  const { indices, more } = classSearch(offers.map(({ title }) => title))(query, ranks(state, offers, items), LIMIT);
  const shown = indices.map((at) => offers[at]);
  const key = JSON.stringify([shown, more]);
  if (list.dataset.key !== key) {
    list.dataset.key = key;
    list.replaceChildren(...shown.map(row), ...notes(shown, more));
  }
  for (const box of list.querySelectorAll('input')) {
    box.checked = items.includes(box.value);
    const isRefused = Boolean(offers.find(({ id }) => id === box.value).reason);
    box.disabled = isRefused || (box.checked ? items.length === 1 : items.length >= MOST);
  }
}

/** Classes by what the model says of the picture; all else as the server lists it. */
function ranks(state, offers, items) {
  if (state.compare.by !== 'classes') return new Map(offers.map((_, at) => [at, at]));
  const { labels } = modelOf(state);
  const likely = [...predictionsOf(state).map(({ index }) => index), ...items.map((id) => classNamed(labels, id))];
  return new Map([...new Set(likely)].map((index, rank) => [index, rank]));
}

function row({ id, title, aside = '', reason = null }) {
  const box = make('input', { type: 'checkbox', value: id, 'data-testid': 'compare-option' });
  const name = make('span', { class: 'compare-offer-title' }, title);
  const note = make('small', {}, reason ?? aside);
  return make('li', {}, make('label', { class: 'compare-offer' }, box, name, note));
}

function notes(shown, more) {
  if (shown.length === 0) return [make('li', { class: 'option-note' }, STRINGS.compare.none)];
  return more > 0 ? [make('li', { class: 'option-note' }, fill(STRINGS.compare.more, { count: more }))] : [];
}
