import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { hottest, textOf } from '../../../webroot/map-text.js';
import { mapOfValues } from './support.js';

const image = { width: 300, height: 300 };
const seen = { x: 0, y: 0, width: 300, height: 300 };

/** Nine cells, each a third of the picture wide and high. */
function nine(...values) {
  return { map: mapOfValues(3, 3, values), image, seen };
}

test('the hottest place is named by thirds of the picture', () => {
  assert.equal(hottest(nine(9, 0, 0, 0, 0, 0, 0, 0, 0)).place, 'upperLeft');
  assert.equal(hottest(nine(0, 0, 0, 0, 9, 0, 0, 0, 0)).place, 'middle');
  assert.equal(hottest(nine(0, 0, 0, 0, 0, 0, 0, 9, 0)).place, 'bottom');
  assert.equal(hottest(nine(0, 0, 0, 0, 0, 9, 0, 0, 0)).place, 'right');
});

test('shares are of the positive evidence and of what the model saw', () => {
  const even = hottest(nine(1, 1, 1, 1, 1, 1, 1, 1, 1));
  assert.deepEqual([even.evidence, even.area], [1, 1]);

  const one = hottest(nine(9, -5, -5, -5, -5, -5, -5, -5, -5));
  assert.ok(one.area < 0.12 && one.evidence > one.area, JSON.stringify(one));
});

test('what the model did not see does not count', () => {
  const half = { map: mapOfValues(1, 1, [2], { x: 75, y: 150, stepX: 150, stepY: 300 }), image, seen: { x: 0, y: 0, width: 150, height: 300 } };

  assert.deepEqual(hottest(half), { place: 'left', evidence: 1, area: 1 });
});

test('a map without positive values, or that means nothing, is said to be', () => {
  assert.match(textOf(nine(-1, -1, -1, -1, -1, -1, -1, -1, 0)), /Nothing/);
  const { map, ...where } = nine(1, 0, 0, 0, 0, 0, 0, 0, 0);
  assert.match(textOf({ map: { ...map, nothing: {} }, ...where }), /numerically nothing/);
});
