import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { Store } from '../../../webroot/store.js';

function watched(keys) {
  const store = new Store({ chosen: null, status: 'idle' });
  const seen = [];
  store.watch(keys, (state) => seen.push({ ...state }));
  return { store, seen };
}

test('a watcher is called at once and after each change of its keys', () => {
  const { store, seen } = watched(['chosen']);

  store.set({ chosen: 3 });

  assert.deepEqual(seen.map((state) => state.chosen), [null, 3]);
});

test('a watcher is not called for other keys, nor for the same value', () => {
  const { store, seen } = watched(['chosen']);

  store.set({ status: 'working' });
  store.set({ chosen: null });

  assert.equal(seen.length, 1);
});

test('one change of several keys is one event', () => {
  const { store, seen } = watched(['chosen', 'status']);

  store.set({ chosen: 1, status: 'ready' });

  assert.deepEqual(seen.at(-1), { chosen: 1, status: 'ready' });
  assert.equal(seen.length, 2);
});

test('nobody changes the state behind the store\'s back', () => {
  const { store } = watched(['chosen']);

  assert.throws(() => {
    store.state.chosen = 5;
  }, TypeError);
});

test('a change may be made of the state as it is, not as it was when somebody began to wait', () => {
  const { store } = watched(['chosen']);
  const later = (state) => ({ chosen: (state.chosen ?? 0) + 1 });

  store.set(later);
  store.set(later);

  assert.equal(store.state.chosen, 2);
});
