import './language.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FRAME, barOf, meanOf, plotCurve } from '../../../webroot/check/plot.js';

test('a curve goes from the left to the right, as high as what it shows', () => {
  const plot = plotCurve({ shares: [0, 1], probabilities: [0.8, 0], others: [[0.8, 0.2], [0.8, 0.4]] });

  assert.equal(plot.top, 1);
  assert.equal(plot.line, `M40 34L300 ${FRAME.top + FRAME.height}`);
  assert.equal(plot.mean, 'M40 34L300 94');
  assert.equal(plot.band, 'M40 34L300 82L300 106L40 34Z');
});

test('small probabilities fill the chart', () => {
  assert.equal(plotCurve({ shares: [0, 1], probabilities: [0.003, 0], others: [[0, 0]] }).top, 0.005);
  assert.equal(plotCurve({ shares: [0, 1], probabilities: [0, 0], others: [[0, 0]] }).top, 1);
});

test('bars begin in the middle', () => {
  assert.deepEqual(barOf(0.5), { x: 50, width: 25 });
  assert.deepEqual(barOf(-1), { x: 0, width: 50 });
  assert.equal(meanOf([]), 0);
});
