import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { Costs } from '../../../webroot/costs.js';

/** Answers each question when the test says so. */
function server() {
  const asked = [];
  const told = [];
  const ask = (address) => new Promise((resolve, reject) => asked.push({ address, resolve, reject }));
  const costs = new Costs(ask, (address, cost) => told.push([address, cost]));
  const answer = async (act) => {
    act(asked.at(-1));
    await new Promise(setImmediate);
  };
  return { costs, told, answer, addresses: () => asked.map(({ address }) => address) };
}

test('one question is asked after another, each once', async () => {
  const { costs, told, answer, addresses } = server();

  costs.want(['a', 'b']);
  assert.deepEqual(addresses(), ['a']);
  await answer(({ resolve }) => resolve(1));
  await answer(({ resolve }) => resolve(2));
  costs.want(['b', 'a']);

  assert.deepEqual(addresses(), ['a', 'b']);
  assert.deepEqual(told, [['a', 1], ['b', 2]]);
});

test('what is wanted now comes before what was wanted, which is forgotten', async () => {
  const { costs, answer, addresses } = server();

  costs.want(['a', 'b']);
  costs.want(['c', 'a']);
  await answer(({ resolve }) => resolve(1));
  await answer(({ resolve }) => resolve(3));

  assert.deepEqual(addresses(), ['a', 'c']);
});

test('a question without an answer is asked again only when it is wanted again', async () => {
  const { costs, told, answer, addresses } = server();

  costs.want(['a', 'b']);
  await answer(({ reject }) => reject(new Error('busy')));
  await answer(({ resolve }) => resolve(2));
  assert.deepEqual(addresses(), ['a', 'b']);
  costs.want(['a']);

  assert.deepEqual(addresses(), ['a', 'b', 'a']);
  assert.deepEqual(told, [['b', 2]]);
});
