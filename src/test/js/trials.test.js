import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestCount, labelled, ranked } from '../../../webroot/trials.js';

const says = (preset, ...predictions) => ({ preset, predictions: predictions.map(([index, probability]) => ({ index, probability })) });

const order = (images) => ranked(images).map(({ trial, right }) => `${trial.preset} ${right}`);

test('without labels the ways stay in their order', () => {
  const images = [{ truth: null, trials: [says('own', [1, 0.4]), says('other', [2, 0.9])] }];
  assert.deepEqual(order(images), ['own 0', 'other 0']);
  assert.equal(labelled(images).length, 0);
});

test('the way that gets the most right comes first, however sure another one is', () => {
  const images = [
    { truth: 1, trials: [says('sure', [2, 0.99], [1, 0.01]), says('right', [1, 0.3], [2, 0.2])] },
    { truth: 2, trials: [says('sure', [2, 0.99]), says('right', [2, 0.3])] },
    { truth: null, trials: [says('sure', [3, 1]), says('right', [1, 1])] },
  ];
  assert.deepEqual(order(images), ['right 2', 'sure 1']);
  assert.equal(bestCount(ranked(images)), 1);
});

test('of ways that get equally many right the surer of the right classes comes first', () => {
  const images = [{ truth: 1, trials: [says('a', [1, 0.5]), says('b', [1, 0.7]), says('c', [2, 0.6], [1, 0.4])] }];
  assert.deepEqual(order(images), ['b 1', 'a 1', 'c 0']);
  assert.equal(bestCount(ranked(images)), 2);
});
