import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { optionsFor, optionsOf, rangeOf } from '../../../webroot/method-options.js';

const smooth = { name: 'smooth', usual: false };
const scoreCam = { options: [{ name: 'channels', usual: null, least: 1, most: 100000 }, { name: 'baseline', usual: 'black', choices: ['black'] }, smooth] };

test('an option that is empty or as usual is not asked for', () => {
  assert.deepEqual(optionsOf(scoreCam, {}), {});
  assert.deepEqual(optionsOf(scoreCam, { channels: '', baseline: 'black', smooth: false }), {});
});

test('texts become what the server takes', () => {
  assert.deepEqual(optionsOf(scoreCam, { channels: '8', baseline: '#8040ff', smooth: 'true' }), { channels: 8, baseline: '#8040ff', smooth: true });
});

test('a method without options has none', () => {
  assert.deepEqual(optionsFor({}), []);
  assert.deepEqual(optionsFor(undefined), []);
});

test('no more is offered than the model has', () => {
  const where = { model: { input: { height: 224, width: 112 } }, layers: [{ channels: 128 }, { channels: 64 }] };

  assert.deepEqual(rangeOf(scoreCam.options[0], where), { least: 1, most: 64 });
  assert.deepEqual(rangeOf({ name: 'window', least: 1, most: 4096 }, where), { least: 1, most: 112 });
  assert.deepEqual(rangeOf({ name: 'masks', least: 1, most: 20000 }, where), { least: 1, most: 20000 });
  assert.deepEqual(rangeOf(scoreCam.options[0], { model: undefined, layers: [undefined] }), { least: 1, most: 100000 });
});
