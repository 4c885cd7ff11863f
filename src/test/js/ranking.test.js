import './language.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartOf, sentenceOf, share } from '../../../webroot/ranking.js';
import { STRINGS } from '../../../webroot/strings.js';

const method = (name, mean, millis, tied = false) => ({ method: name, name, millis, tied, metrics: { overall: { mean, low: mean - 0.1, high: mean + 0.1, count: 12 } } });
const report = (...methods) => ({ metric: 'overall', pictures: 12, methods, leftOut: [] });

test('a method that stands alone is said to', () => {
  const said = sentenceOf(report(method('A', 0.8, 4, true), method('B', 0.3, 1)), STRINGS.ranking);

  assert.match(said, /^A does best here: .* 80\.0.*%, 4\.0.ms a map\. No other method comes near it\.$/);
});

test('methods that are not told apart are named, and the quickest of them', () => {
  const said = sentenceOf(report(method('A', 0.8, 4, true), method('B', 0.79, 1, true), method('C', 0.2, 0.5)), STRINGS.ranking);

  assert.match(said, /not tell it apart from B\. The quickest of these is B/);
  assert.doesNotMatch(said, /C/);
});

test('where no map can be judged that is said', () => {
  assert.equal(sentenceOf(report({ ...method('A', 0, 1), metrics: {} }), STRINGS.ranking), STRINGS.ranking.none);
});

test('the plot spreads times by powers of ten and values by round numbers', () => {
  const { points, times, values } = chartOf(report(method('A', 0.8, 10, true), method('B', 0.3, 100), { ...method('C', 0, 1), metrics: {} }));

  assert.deepEqual(points.map(({ rank, x }) => [rank, x]), [[1, 0], [2, 1]]);
  assert.deepEqual(times.map(({ millis }) => millis), [10, 100]);
  assert.ok(points.every(({ y, low, high }) => low >= 0 && high <= 1 && low < y && y < high));
  assert.ok(values[0].value <= 0.2 && values.at(-1).value >= 0.9);
});

test('one picture has no interval, and equal values make no scale of nothing', () => {
  const alone = (name) => ({ ...method(name, 0.5, 3), metrics: { overall: { mean: 0.5, low: null, high: null, count: 1 } } });
  const { points, values } = chartOf(report(alone('A'), alone('B')));

  assert.ok([...points.flatMap(({ x, y, low, high }) => [x, y, low, high]), ...values.map(({ y }) => y)].every(Number.isFinite));
});

test('a share may be negative', () => {
  assert.match(share(-0.052), /5\.2/);
});
