import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstRequest, mergePredictions, missingTop } from '../../../webroot/plan.js';
import { fitting, neighbourOf, predictionOf, scaleFor } from '../../../webroot/selectors.js';
import { mapOfValues } from './support.js';

const layer = (name, recommended, ...available) => ({
  name,
  recommended,
  methods: ['cam', 'grad-cam'].map((method) => ({ name: method, available: available.includes(method), reason: null })),
});
const models = [
  { name: 'broken', problem: 'no graph', labels: [], layers: [] },
  { name: 'toybox', problem: null, labels: ['dog', 'cat'], layers: [layer('early', false, 'grad-cam'), layer('late', true, 'cam', 'grad-cam')] },
];

test('all classes are asked for where they cost nothing, else the best five or the chosen one', () => {
  assert.deepEqual(firstRequest(true, 3), { classes: 'all' });
  assert.deepEqual(firstRequest(false, null), { top: 5 });
  assert.deepEqual(firstRequest(false, 3), { classes: [3] });
});

test('the best classes without a map are fetched ahead', () => {
  const predictions = [4, 2, 9].map((index) => ({ index }));

  assert.deepEqual(missingTop({ predictions, maps: new Map([[2, {}]]) }), [4, 9]);
});

test('later predictions join the earlier ones, best first', () => {
  const merged = mergePredictions([{ index: 0, score: 5 }, { index: 1, score: 1 }], [{ index: 7, score: 3 }, { index: 0, score: 5 }]);

  assert.deepEqual(merged.map((prediction) => prediction.index), [0, 7, 1]);
});

test('the first model that works is taken, at its recommended layer', () => {
  assert.deepEqual(fitting({ models }, {}), { model: 'toybox', layer: 'late', method: 'cam' });
  assert.deepEqual(fitting({ models }, { model: 'broken' }).model, 'toybox');
});

test('a method that does not work at a layer gives way to one that does', () => {
  assert.deepEqual(fitting({ models }, { model: 'toybox', layer: 'early', method: 'cam' }), { model: 'toybox', layer: 'early', method: 'grad-cam' });
  assert.equal(fitting({ models }, { method: 'grad-cam' }).method, 'grad-cam');
});

test('without a model that works there is nothing to choose', () => {
  assert.deepEqual(fitting({ models: [models[0]] }, {}), { model: null, layer: null, method: null });
});

test('classes are walked through in order of probability, and the ends hold', () => {
  const explanation = { predictions: [{ index: 4 }, { index: 0 }], maps: new Map() };

  assert.equal(neighbourOf({ explanation, chosen: 4 }, 1), 0);
  assert.equal(neighbourOf({ explanation, chosen: 0 }, 1), null);
  assert.equal(neighbourOf({ explanation, chosen: 4 }, -1), null);
});

test('a rank is told only where all better ones are known', () => {
  const many = [{ name: 'm', labels: Array(1000).fill(''), layers: [] }];
  const predictions = Array.from({ length: 11 }, (_, index) => ({ index }));
  const state = (chosen) => ({ models: many, model: 'm', chosen, explanation: { predictions, maps: new Map() } });

  assert.equal(predictionOf(state(9)).rank, 10);
  assert.equal(predictionOf(state(10)).rank, null);
});

test('one scale for all classes reaches as far as the strongest of them', () => {
  const maps = new Map([[0, mapOfValues(1, 1, [2])], [1, mapOfValues(1, 1, [8])]]);
  const state = { chosen: 0, explanation: { maps }, view: { colormap: 'turbo', common: true } };

  assert.deepEqual(scaleFor(state), { low: 0, high: 8 });
  assert.deepEqual(scaleFor({ ...state, view: { colormap: 'turbo', common: false } }), { low: 0, high: 2 });
});
