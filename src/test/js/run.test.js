import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { Unreachable } from '../../../webroot/api.js';
import { Busy } from '../../../webroot/screens/pictures/ask.js';
import { AT_ONCE, Run } from '../../../webroot/screens/pictures/run.js';

const IDS = Array.from({ length: 20 }, (_, id) => id);

function heard() {
  const told = new Map();
  return { told, tell: (id, change) => told.set(id, change.status) };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('all pictures are explained, a few at once', async () => {
  const { told, tell } = heard();
  let now = 0;
  let most = 0;
  const explain = async (id) => {
    most = Math.max(most, ++now);
    await soon();
    now--;
    return id;
  };

  await new Run(IDS, explain, tell).go();
  assert.equal(most, AT_ONCE);
  assert.deepEqual([...told.values()], IDS.map(() => 'done'));
});

test('what is added on the way is explained as well', async () => {
  const { told, tell } = heard();
  const run = new Run([0], async (id) => {
    if (id === 0) run.add([1, 2, 3]);
    await soon();
  }, tell);

  await run.go();

  assert.deepEqual([...told.values()], ['done', 'done', 'done', 'done']);
});

test('what is refused does not keep the others', async () => {
  const { told, tell } = heard();
  const explain = async (id) => {
    if (id === 3) throw new Error('no picture');
  };

  await new Run(IDS, explain, tell).go();

  assert.equal(told.get(3), 'failed');
  assert.equal([...told.values()].filter((status) => status === 'done').length, IDS.length - 1);
});

test('a busy server is asked again', async () => {
  const { told, tell } = heard();
  let asked = 0;
  const explain = async () => {
    if (++asked <= 6) throw new Busy(0.001);
  };

  await new Run([0, 1], explain, tell).go();

  assert.equal(asked, 8);
  assert.deepEqual([...told.values()], ['done', 'done']);
});

test('stopping gives up what is under way, and the rest waits', async () => {
  const { told, tell } = heard();
  const explain = (id, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const run = new Run(IDS, explain, tell);
  const end = run.go();

  run.stop();

  await end;
  assert.deepEqual([...told.values()], ['waiting', 'waiting', 'waiting', 'waiting']);
});

test('where the server is gone nothing counts as failed, and all goes on when it is back', async () => {
  const { told, tell } = heard();
  let isThere = true;
  let asked = 0;
  const explain = async () => {
    if (++asked === 6) isThere = false;
    if (!isThere) throw new Unreachable();
  };
  const reach = async () => {
    assert.ok(![...told.values()].includes('failed'));
    await soon();
    isThere = true;
  };

  await new Run(IDS, explain, tell, reach).go();

  assert.deepEqual([...told.values()], IDS.map(() => 'done'));
});

test('whoever stops waits for no server', async () => {
  const { told, tell } = heard();
  const explain = async () => {
    throw new Unreachable();
  };
  const run = new Run([0], explain, tell, (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))));
  const end = run.go();
  await soon();

  run.stop();
  await end;

  assert.equal(told.get(0), 'waiting');
});
