import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { colourOf, drawParts, isLight, placeOf } from '../../../webroot/parts.js';
import { mapOfValues } from './support.js';

const size = { width: 4, height: 1 };
const seen = { x: 0, y: 0, width: 400, height: 100 };
const where = { picture: { width: 400, height: 100 }, seen, size, smooth: false, only: null, opacity: 1 };
const part = (number, values) => ({ ...mapOfValues(1, 4, values), number });
const parts = [part(1, [1, 0.6, 0, 0.2]), part(2, [0, 1, 2, 0])];

function pixels(drawing) {
  const bytes = drawParts({ ...where, parts, ...drawing });
  return Array.from({ length: bytes.length / 4 }, (_, at) => [...bytes.slice(at * 4, at * 4 + 4)]);
}

test('each pixel has the colour of the strongest part, the stronger the less of the picture is seen', () => {
  assert.deepEqual(pixels(), [[...colourOf(1), 255], [...colourOf(1), 153], [...colourOf(2), 255], [...colourOf(1), 51]]);
});

test('strength is relative to the most of each part, and opacity to all', () => {
  assert.deepEqual(pixels({ opacity: 0.5 }).map((pixel) => pixel[3]), [128, 77, 128, 26]);
});

test('one part alone is drawn also where another is stronger', () => {
  assert.deepEqual(pixels({ only: 2 }).map((pixel) => pixel[3]), [0, 128, 255, 0]);
});

test('nothing is drawn outside of what the model saw, nor for a part that is nowhere', () => {
  assert.deepEqual(pixels({ seen: { ...seen, width: 200 } }).map((pixel) => pixel[3]), [255, 153, 0, 0]);
  assert.ok(pixels({ parts: [part(1, [0, 0, 0, 0])] }).flat().every((byte) => byte === 0));
});

test('a number stands at the strongest cell, never beyond the edge', () => {
  assert.deepEqual(placeOf(parts[1], seen), { x: 250, y: 50 });
  assert.deepEqual(placeOf({ ...parts[0], geometry: { x: 0, y: 0, stepX: 100, stepY: 100 } }, seen), { x: 16, y: 4 });
});

test('sixteen parts have sixteen colours, and ink that can be read on them', () => {
  const colours = Array.from({ length: 16 }, (_, at) => colourOf(at + 1).join());

  assert.equal(new Set(colours).size, 16);
  assert.deepEqual([isLight(2), isLight(3)], [false, true]);
});
