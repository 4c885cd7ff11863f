/** How tables of true classes are understood; and where their heads do not say it, which columns somebody chooses. */
import { emit, make, offer, part } from '../../dom.js';
import { count } from '../../format.js';
import { STRINGS, fill } from '../../strings.js';
import { columnsOf } from './table.js';

/** Characters of a cell that are shown as an example. */
const MAX_SAMPLE = 40;

/**
 * @param {HTMLElement} root the screen
 * @param {import('../../store.js').Store} store
 */
export function mountColumns(root, store) {
  const form = part('pictures-columns', root);
  const [file, truth] = ['file', 'truth'].map((name) => part(`pictures-column-${name}`, root));
  const use = () => (part('pictures-columns-use', form).disabled = file.value === '' || truth.value === '' || file.value === truth.value);
  form.addEventListener('change', use);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    emit(form, 'pictures-columns', { path: asked(store.state.pictures).path, columns: { file: Number(file.value), truth: Number(truth.value) } });
  });
  part('pictures-columns-not', form).addEventListener('click', () => emit(form, 'pictures-drop-table', asked(store.state.pictures).path));
  const list = part('pictures-tables', root);
  list.addEventListener('click', (event) => {
    const { path } = event.target.closest('button')?.dataset ?? {};
    if (path !== undefined) emit(list, 'pictures-columns', { path, columns: null });
  });
  let shown = [];
  store.watch(['pictures'], ({ pictures }) => {
    const news = [pictures.tables, pictures.choosing];
    if (news.every((each, at) => each === shown[at])) return;
    shown = news;
    list.replaceChildren(...pictures.tables.map(lineOf));
    ask(form, asked(pictures));
    use();
  });
}

/** The table whose columns are asked about. */
function asked({ tables, choosing }) {
  return tables.find(({ path }) => path === choosing) ?? tables.find(({ reading }) => reading.is === 'ask');
}

function ask(form, table) {
  form.hidden = !table;
  if (!table) return delete form.dataset.key;
  const words = STRINGS.pictures.columns;
  const { columns: guess } = table.reading;
  part('pictures-columns-text', form).textContent = fill(words.ask, { table: table.path });
  const all = columnsOf(table, table.reading).map((column, at) => ({ value: at, text: titleOf(column, at), isPredicted: column.isPredicted }));
  // What somebody has chosen so far stays while more images come.
  const key = JSON.stringify([table.path, all]);
  if (form.dataset.key === key) return;
  form.dataset.key = key;
  const choose = { value: '', text: words.choose };
  offer(part('pictures-column-file', form), [choose, ...all], guess.file);
  offer(part('pictures-column-truth', form), [choose, ...all.map((column) => ({ ...column, disabled: column.isPredicted }))], guess.truth);
}

function titleOf({ head, sample }, at) {
  const words = STRINGS.pictures.columns;
  const short = sample.length > MAX_SAMPLE ? `${sample.slice(0, MAX_SAMPLE)}\u2026` : sample;
  return fill(head ? words.headed : words.bare, { head, number: at + 1, sample: short });
}

function lineOf(table) {
  const { path, reading } = table;
  const isChangeable = reading.is === 'read' || reading.is === 'ask';
  const change = make('button', { type: 'button', class: 'link', 'data-path': path, 'data-testid': 'pictures-columns-change' }, STRINGS.pictures.columns.change);
  return make('li', {}, make('span', {}, saidOf(table)), ' ', ...(isChangeable ? [change] : []));
}

/** How a table is used, or why it is not. */
function saidOf({ path, reading, known, rows }) {
  const words = STRINGS.pictures.columns;
  if (reading.is !== 'read') return fill(words[reading.is === 'ask' ? 'asked' : reading.is], { table: path });
  const { file, truth } = reading.columns;
  const name = (at) => (reading.headed && rows[0][at]) || fill(words.number, { number: at + 1 });
  return fill(truth === null ? words.flags : words.read, { table: path, file: name(file), truth: truth === null ? '' : name(truth), count: count(known) });
}
