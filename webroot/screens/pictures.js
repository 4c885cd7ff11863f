/** Many pictures: a grid that fills as they are explained, sorted and filtered, each large, and all of them saved. */
import { emit, part } from '../dom.js';
import { urlOf } from '../image.js';
import { chosenFiles } from '../model-files.js';
import { Collection, NOTHING } from './pictures/collection.js';
import { mountColumns } from './pictures/columns.js';
import { mountDesk } from './pictures/desk.js';
import { mountFilters } from './pictures/filters.js';
import { mountFindings } from './pictures/findings.js';
import { mountGrid } from './pictures/grid.js';
import { mountLarge } from './pictures/large.js';
import { mountSaving } from './pictures/saving.js';
import { fromFields, toFields } from './pictures/fields.js';

/**
 * @param {HTMLElement} root
 * @param {{store: import('../store.js').Store, session: import('../session.js').Session, query: string}} page
 */
export function mount(root, { store, session, query }) {
  store.set({ pictures: { ...NOTHING, ...fromFields(query) } });
  const collection = new Collection(store);
  const acts = {
    'take-files': (files) => collection.add(files),
    'pictures-again': () => collection.again(),
    'pictures-stop': () => collection.stop(),
    'pictures-go-on': () => collection.goOn(),
    'pictures-retry': () => collection.retry(),
    'pictures-clear': () => collection.clear(),
    'pictures-back': () => collection.bringBack(),
    'pictures-class': (label) => collection.explainClass(label),
    'pictures-look': (change) => collection.look(change),
    'pictures-truth': (source) => collection.readTruthFrom(source),
    'pictures-columns': (chosen) => collection.chooseColumns(chosen),
    'pictures-drop-table': (path) => collection.dropTable(path),
    'pictures-open': (id) => collection.open(id),
    'pictures-explore': (id) => explore(id),
  };
  for (const [name, act] of Object.entries(acts)) root.addEventListener(name, (event) => act(event.detail));

  const explore = (id) => {
    const { choice, items } = store.state.pictures;
    const { file, path, explanation } = items[id];
    collection.open(null);
    const { of: _of, options: _options, ...way } = choice;
    const { image } = explanation;
    session.choosePicture({ ...image, url: image.redrawn ? urlOf(image.id) : URL.createObjectURL(file), file, title: path });
    session.choose(way);
    emit(root, 'open-screen', 'explore');
  };

  for (const id of ['pictures-files', 'pictures-folder']) {
    const input = part(id, root);
    const take = () => {
      collection.add(chosenFiles(input.files));
      // Choosing the same files again must be a change again.
      input.value = '';
    };
    input.addEventListener('change', take);
    // Somebody may have been quicker than this script.
    if (input.files.length > 0) take();
  }
  part('pictures-bias', root).addEventListener('click', () => emit(root, 'find-bias'));
  part('pictures-samples', root).addEventListener('click', async () => collection.add(await samples()));

  openWhereThereIsRoom(part('pictures-side', root));
  mountDesk(root, store);
  mountFilters(root, store);
  mountGrid(part('pictures-grid', root), store);
  mountColumns(root, store);
  mountFindings(part('pictures-findings', root), store);
  mountSaving(part('pictures-save', root), store, (signal) => collection.results(signal));
  mountLarge(part('large', root), store);
  store.watch(['pictures'], ({ pictures, fields }) => {
    const own = toFields(pictures);
    if (JSON.stringify(own) !== JSON.stringify(fields.pictures)) store.set({ fields: { ...fields, pictures: own } });
  });
}

/** On a small screen the pictures come first. */
function openWhereThereIsRoom(details) {
  const large = matchMedia('(min-width: 1021px)');
  const fit = () => (details.open = large.matches);
  large.addEventListener('change', fit);
  fit();
}

/** The pictures of the gallery, as files. */
function samples() {
  const all = [...part('samples').querySelectorAll('button[data-src]')].map(({ dataset }) => dataset.src);
  return Promise.all(all.map(async (url) => {
    const name = url.split('/').at(-1);
    const blob = await (await fetch(url)).blob();
    return { path: name, file: new File([blob], name, { type: blob.type }) };
  }));
}
