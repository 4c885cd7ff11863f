/** Which pictures are shown and in which order: one line of fields above the grid. */
import { emit, offer, part } from '../../dom.js';
import { count } from '../../format.js';
import { STRINGS, fill } from '../../strings.js';
import { SORTS, arranged, predictedClasses, trueClasses } from './arrange.js';
import { labelsOf } from './collection.js';

/** What hides nothing. */
const EVERYTHING = { predicted: '', truth: '', wrong: false, find: '' };

/**
 * @param {HTMLElement} root the screen
 * @param {import('../../store.js').Store} store
 */
export function mountFilters(root, store) {
  const look = (change) => emit(root, 'pictures-look', change);
  const onChange = (id, name) => part(id, root).addEventListener('change', (event) => look({ [name]: event.target.value }));
  onChange('pictures-sort', 'sort');
  onChange('pictures-predicted', 'predicted');
  onChange('pictures-true', 'truth');
  part('pictures-find', root).addEventListener('input', (event) => look({ find: event.target.value }));
  part('pictures-wrong', root).addEventListener('click', () => look({ wrong: !store.state.pictures.view.wrong }));
  part('pictures-all', root).addEventListener('click', () => look(EVERYTHING));
  part('pictures-heat', root).addEventListener('click', () => look({ heat: !store.state.pictures.view.heat }));
  store.watch(['pictures', 'models'], (state) => show(root, state));
}

function show(root, state) {
  const { items, view, source } = state.pictures;
  const labels = labelsOf(state);
  const words = STRINGS.pictures;
  const hasTruth = source !== 'none';
  const sorts = SORTS.filter((sort) => hasTruth || sort !== 'wrong' || view.sort === 'wrong');
  offer(part('pictures-sort', root), sorts.map((value) => ({ value, text: words.sorts[value] })), view.sort);
  offer(part('pictures-predicted', root), options(predictedClasses(items), view.predicted), view.predicted);
  offer(part('pictures-true', root), options(trueClasses(items, labels), view.truth), view.truth);
  for (const id of ['pictures-true-field', 'pictures-wrong-field']) part(id, root).hidden = !hasTruth;
  part('pictures-wrong', root).setAttribute('aria-checked', String(view.wrong));
  part('pictures-heat', root).setAttribute('aria-checked', String(view.heat));
  const find = part('pictures-find', root);
  if (document.activeElement !== find) find.value = view.find;
  const shown = arranged(items, view, labels).length;
  part('pictures-shown', root).textContent = shown === items.length ? '' : fill(words.shown, { count: count(shown), all: count(items.length) });
  part('pictures-none', root).hidden = shown > 0 || items.length === 0;
  part('pictures-all', root).hidden = Object.entries(EVERYTHING).every(([name, value]) => view[name] === value);
}

function options(classes, chosen) {
  const known = classes.some(({ label }) => label === chosen) || chosen === '' ? classes : [...classes, { label: chosen, count: 0 }];
  const each = known.map(({ label, count: times }) => ({ value: label, text: fill(STRINGS.pictures.counted, { label, count: count(times) }) }));
  return [{ value: '', text: STRINGS.pictures.all }, ...each];
}
