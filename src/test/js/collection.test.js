import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import './language.js';
import { Collection, NOTHING } from '../../../webroot/screens/pictures/collection.js';
import { Store } from '../../../webroot/store.js';

const MODEL = { name: 'toybox', labels: ['cat', 'dog'], layers: [] };
const ANSWER = { model: 'toybox', method: 'cam', layer: 'last', predictions: [{ index: 1, label: 'dog', probability: 1 }], maps: [] };
const { fetch } = globalThis;

afterEach(() => {
  globalThis.fetch = fetch;
});

function begun() {
  const store = new Store({ models: [MODEL], methods: [{ name: 'cam' }], model: 'toybox', method: 'cam', layer: 'last', others: [], options: {}, connected: true, pictures: NOTHING });
  return { store, collection: new Collection(store) };
}

const image = (name) => ({ path: name, file: new File(['x'], name, { type: 'image/jpeg' }) });
const images = (count) => Array.from({ length: count }, (_, at) => image(`dog-${at}.jpg`));

/** A table that takes as long to read as a test wants. */
function slowTable(name, text) {
  let read;
  const bytes = new Promise((resolve) => (read = () => resolve(new TextEncoder().encode(text).buffer)));
  return { brought: { path: name, file: { arrayBuffer: () => bytes } }, read };
}

function until(store, holds) {
  return new Promise((resolve) => {
    const look = () => holds(store.state.pictures) && resolve();
    store.addEventListener('change', look);
    look();
  });
}

test('a table that is read while pictures are explained loses none of them', async () => {
  globalThis.fetch = async () => Response.json(ANSWER);
  const { store, collection } = begun();
  const table = slowTable('truth.csv', 'file,label\ndog-3.jpg,cat\n');
  collection.add(images(40));
  const adding = collection.add([table.brought, image('cat.jpg')]);

  await until(store, ({ items }) => items.filter(({ status }) => status === 'done').length > 20);
  table.read();
  await adding;
  await until(store, ({ status }) => status === 'done');

  const { items, source } = store.state.pictures;
  assert.deepEqual(items.map(({ id, status }) => [id, status]), Array.from({ length: 41 }, (_, id) => [id, 'done']));
  assert.equal(source, 'table');
  assert.equal(items[3].truth, 0);
});

test('two tables in one drop are both read, and one that cannot be is named', async () => {
  globalThis.fetch = async () => Response.json(ANSWER);
  const { store, collection } = begun();
  const table = (name, text) => ({ path: name, file: new File([text], name) });
  const gone = { path: 'gone.csv', file: { arrayBuffer: () => Promise.reject(new Error('gone')) } };

  await collection.add([...images(3), table('a.csv', 'file,label\ndog-0.jpg,cat'), gone, table('b.csv', 'file,label\ndog-1.jpg,dog'), table('c.csv', 'a\0b')]);

  const { tables, skipped, items } = store.state.pictures;
  assert.deepEqual(tables.map(({ path, known }) => [path, known]), [['a.csv', 1], ['b.csv', 1]]);
  assert.deepEqual(items.map(({ truth }) => truth), [0, 1, null]);
  assert.deepEqual(skipped.map(({ path }) => path), ['gone.csv', 'c.csv']);
  collection.stop();
});

test('a table whose columns nobody knows says nothing until somebody has chosen them', async () => {
  globalThis.fetch = async () => Response.json(ANSWER);
  const { store, collection } = begun();
  await collection.add([...images(1), { path: 'odd.csv', file: new File(['thing,kind\ndog-0.jpg,cat'], 'odd.csv') }]);

  assert.equal(store.state.pictures.known.table, 0);
  assert.equal(store.state.pictures.tables[0].reading.is, 'ask');
  collection.chooseColumns({ path: 'odd.csv', columns: { file: 0, truth: 1 } });

  assert.equal(store.state.pictures.items[0].truth, 0);
  collection.stop();
});

test('a table that is read after all was put away is put away with it', async () => {
  const { store, collection } = begun();
  const table = slowTable('truth.csv', 'file,label\n');
  const adding = collection.add([table.brought]);

  collection.clear();
  table.read();
  await adding;

  assert.deepEqual(store.state.pictures.tables, []);
});

test('what was put away is brought back as it was, and goes on', async () => {
  globalThis.fetch = async () => Response.json(ANSWER);
  const { store, collection } = begun();
  await collection.add([...images(8), { path: 'truth.csv', file: new File(['file,label\ndog-0.jpg,cat'], 'truth.csv') }]);
  await until(store, ({ items }) => items.some(({ status }) => status === 'done'));

  collection.clear();
  assert.equal(store.state.pictures.items.length, 0);
  collection.bringBack();
  await until(store, ({ status }) => status === 'done');

  const { items, tables, away } = store.state.pictures;
  assert.deepEqual(items.map(({ status }) => status), Array(8).fill('done'));
  assert.equal(items[0].truth, 0);
  assert.equal(tables.length, 1);
  assert.equal(away, null);
});

test('what was put away is gone for good when others come', async () => {
  globalThis.fetch = async () => Response.json(ANSWER);
  const { store, collection } = begun();
  collection.add(images(2));
  collection.clear();

  await collection.add(images(1));

  assert.equal(store.state.pictures.away, null);
  assert.equal(store.state.pictures.items.length, 1);
  collection.stop();
});
