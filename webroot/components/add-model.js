/** The first step of adding a model: files of one's own, a model of the hub, or a classic one. */
import { emit, make, part } from '../dom.js';
import { bytes, percentOf } from '../format.js';
import { chosenFiles, nameOf } from '../model-files.js';
import { STRINGS, fill } from '../strings.js';
import { tokenIn } from './library.js';

/** More than anyone reads: the rest is counted. */
const LISTED = 8;

/**
 * @param {HTMLElement} root the dialog
 * @param {import('../store.js').Store} store
 */
export function mountAddModel(root, store) {
  const name = part('library-name', root);
  const add = part('library-add', root);
  for (const input of [part('library-file', root), part('library-folder', root)]) {
    input.addEventListener('change', () => {
      emit(root, 'bring-model', chosenFiles(input.files));
      input.value = '';
    });
  }
  part('library-form', root).addEventListener('submit', (event) => {
    event.preventDefault();
    emit(root, 'add-model', { name: name.value.trim(), token: tokenIn(root) });
  });
  mountHub(root, store);
  store.watch(['library', 'adding'], ({ library, adding }) => {
    part('library-files', root).replaceChildren(...fileItems(library.files));
    if (name.dataset.shown !== library.name) name.value = name.dataset.shown = library.name;
    part('library-ready', root).hidden = library.files.length === 0;
    add.disabled = adding === 'closed';
  });
  store.watch(['library'], ({ library }) => renderCatalogue(part('library-catalogue', root), library.catalogue));
}

function fileItems(files) {
  const shown = files.slice(0, LISTED).map(({ path, file }) => fileItem(path, bytes(file.size)));
  const more = files.length - shown.length;
  return more > 0 ? [...shown, fileItem(fill(STRINGS.library.moreFiles, { count: more }), '')] : shown;
}

function fileItem(path, size) {
  return make('li', {}, make('span', {}, path), make('span', { class: 'library-size' }, size));
}

function mountHub(root, store) {
  const name = part('library-hub-name', root);
  part('library-hub', root).addEventListener('submit', (event) => {
    event.preventDefault();
    emit(root, 'look-at-hub', { name: name.value.trim(), token: tokenIn(root) });
  });
  part('library-hub-take', root).addEventListener('click', () => {
    const { plan } = store.state.library;
    const [repository] = plan.name.split('@');
    // What was shown is what is fetched, whatever comes to the hub meanwhile.
    const source = { hub: `${repository}@${plan.commit}`, onnx: plan.onnx, licence: plan.licence };
    emit(root, 'fetch-model', { name: nameOf([{ path: repository.split('/')[1] }]), token: tokenIn(root), source });
  });
  store.watch(['library'], ({ library: { plan } }) => {
    part('library-plan', root).hidden = plan === null;
    if (!plan) return;
    part('library-plan-text', root).textContent = fill(STRINGS.library.plan, {
      count: plan.files.length, bytes: bytes(plan.bytes), onnx: plan.onnx, licence: plan.licence ?? STRINGS.library.noLicence,
    });
  });
}

function renderCatalogue(list, entries) {
  const key = entries.map((entry) => entry.id).join();
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  const sorted = [...entries].sort((a, b) => Number(b.newest) - Number(a.newest));
  list.replaceChildren(...sorted.map((entry) => catalogueItem(list, entry)));
}

function catalogueItem(list, entry) {
  const take = make('button', { type: 'button', class: 'button', 'data-testid': 'catalogue-take', 'data-id': entry.id, 'aria-label': fill(STRINGS.library.take, entry) }, STRINGS.library.fetch);
  take.addEventListener('click', () => {
    emit(list, 'fetch-model', { name: entry.id, token: tokenIn(list.closest('dialog')), source: { catalogue: entry.id, licence: entry.licence } });
  });
  const words = STRINGS.library.catalogue;
  const facts = [fill(words.size, { ...entry.input, bytes: bytes(entry.bytes) }), entry.top1 === null ? '' : fill(words.top1, { percent: percentOf(entry.top1) }), entry.licence];
  return make(
    'li', {},
    make('span', { class: 'library-entry' }, make('strong', {}, entry.title), make('small', {}, facts.filter(Boolean).join(' \u00b7 ')), make('small', {}, entry.preprocessing)),
    take,
  );
}
