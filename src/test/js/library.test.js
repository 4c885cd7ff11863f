import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { Library } from '../../../webroot/library.js';
import { Store } from '../../../webroot/store.js';

const trials = [{ preset: 'imagenet', current: true }, { preset: 'signed', current: false }];

/** A server that notes what it is asked; `refuses` is thrown by whatever is named. */
function library(refuses = {}) {
  const asked = [];
  const note = (name, answer) => async (...what) => {
    asked.push([name, ...what.filter((each) => typeof each === 'string')]);
    if (refuses[name]) throw refuses[name];
    return answer;
  };
  const api = {
    token: '', add: note('add'), fetch: note('fetch'), tryOut: note('tryOut', trials), prepare: note('prepare'), label: note('label'), chooseOutput: note('chooseOutput'),
    remove: note('remove'), uses: note('uses', { removable: true, links: 2 }), removed: note('removed', [{ id: '1-net', name: 'net' }]), restore: note('restore'), catalogue: note('catalogue', []), plan: note('plan', { name: 'a/b' }),
  };
  const store = new Store();
  store.set({ picture: { id: 'p' } });
  return { asked, api, store, library: new Library(store, api, note('learn')) };
}

test('what is added is checked at once', async () => {
  const { asked, api, store, library: models } = library();
  models.bring([{ path: 'net.onnx', file: {} }]);
  assert.equal(store.state.library.name, 'net');

  await models.add({ name: 'net', token: 'secret' });

  assert.equal(api.token, 'secret');
  assert.deepEqual(asked.filter(([name]) => name !== 'catalogue'), [['add', 'net'], ['learn'], ['uses', 'net'], ['tryOut', 'net', 'p']]);
  assert.equal(store.state.library.step, 'check');
  assert.equal(store.state.library.preset, 'imagenet');
});

test('only what was changed is saved', async () => {
  const { asked, library: models } = library();
  await models.check('net');
  asked.length = 0;
  assert.equal(await models.save({ token: '', labels: ' ' }), 'net');
  assert.deepEqual(asked, [['learn']]);

  await models.check('net');
  asked.length = 0;
  models.choosePreset('signed');
  await models.save({ token: '', labels: 'a\nb' });
  assert.deepEqual(asked, [['prepare', 'net', 'signed'], ['label', 'net', 'a\nb'], ['learn']]);
});

test('another output is taken where somebody chooses one', async () => {
  const { asked, store, library: models } = library();
  store.set({ models: [{ name: 'net', output: { name: 'age' } }] });
  await models.check('net');
  asked.length = 0;
  await models.save({ token: '', labels: '', output: 'age' });
  assert.deepEqual(asked, [['learn']]);

  await models.check('net');
  asked.length = 0;
  await models.save({ token: '', labels: '', output: 'sex' });
  assert.deepEqual(asked, [['chooseOutput', 'net', 'sex'], ['learn']]);
});

test('what is refused is said, and can be tried again', async () => {
  const { store, library: models } = library({ add: { title: 'No', detail: 'It is none.' } });
  models.bring([{ path: 'net.onnx', file: {} }]);
  await models.add({ name: 'net', token: '' });
  assert.deepEqual(store.state.library.problem, { title: 'No', detail: 'It is none.' });
  assert.equal(store.state.library.step, 'choose');
  assert.equal(store.state.library.files.length, 1);
});

test('what somebody stopped is no problem', async () => {
  const { store, library: models } = library({ add: new DOMException('stopped', 'AbortError') });
  await models.add({ name: 'net', token: '' });
  assert.equal(store.state.library.problem, null);
});

test('a model is removed only after somebody was asked, and is brought back from the list', async () => {
  const { asked, store, library: models } = library();
  store.set({ adding: 'open' });
  await models.check('net');
  assert.deepEqual(store.state.library.uses, { removable: true, links: 2 });
  models.askRemoval(true);
  assert.ok(store.state.library.removing);
  assert.ok(!asked.some(([name]) => name === 'remove'));

  await models.remove({ token: '' });

  assert.equal(store.state.library.step, 'choose');
  assert.ok(!store.state.library.removing);
  assert.deepEqual(store.state.library.removed, [{ id: '1-net', name: 'net' }]);
  asked.length = 0;
  await models.restore({ id: '1-net', token: '' });
  assert.deepEqual(asked, [['restore', '1-net'], ['learn'], ['removed']]);
});

test('what is said of a model that is not looked at any more is not shown for the next one', async () => {
  const { api, store, library: models } = library();
  let answer;
  api.tryOut = () => new Promise((resolve) => (answer = resolve));
  const checking = models.check('net');
  await new Promise((resolve) => setImmediate(resolve));

  models.close();
  answer([{ preset: 'imagenet', current: true }]);
  await checking;

  assert.equal(store.state.library.images, null);
});
