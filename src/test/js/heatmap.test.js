import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { TABLE_SIZE } from '../../../webroot/colormaps.js';
import { cellBox, decodeValues, drawHeat, drawingSize, limitOf, readAt, scaleOf } from '../../../webroot/heatmap.js';
import { countingTable, mapOfValues, words } from './support.js';

const picture = { width: 200, height: 100 };
const whole = { x: 0, y: 0, width: 200, height: 100 };
const last = TABLE_SIZE - 1;

function draw(options) {
  const given = { picture, seen: whole, size: picture, smooth: true, scale: { low: 0, high: 1 }, table: countingTable(TABLE_SIZE) };
  return words(drawHeat({ ...given, ...options }));
}

test('values are read as little-endian floats', () => {
  const bytes = Buffer.alloc(8);
  bytes.writeFloatLE(-1.5, 0);
  bytes.writeFloatLE(2.25, 4);

  const values = decodeValues(bytes.toString('base64'));

  assert.deepEqual([...values], [-1.5, 2.25]);
});

test('a smooth drawing has a cell\'s value at the cell\'s centre and the mean half way', () => {
  const map = mapOfValues(1, 2, [0, 1], { y: 50 });

  const pixels = draw({ map });

  assert.equal(pixels[50 * 200 + 99], Math.round(0.495 * last), 'pixel 99 has its centre at 99.5: 49.5 of 100 on the way');
  assert.equal(pixels[50 * 200 + 160], last, 'beyond the last centre the edge value goes on');
  assert.equal(pixels[50 * 200 + 20], 0);
});

test('cells lie where the geometry says, not where an even stretch would put them', () => {
  const map = mapOfValues(1, 2, [1, 0.5], { x: 30, stepX: 40, stepY: 100 });

  const row = draw({ map, smooth: false }).slice(50 * 200, 51 * 200);

  assert.deepEqual([row[9], row[10], row[49]], [0, last, last], 'the first cell goes from 10 to 50');
  assert.deepEqual([row[50], row[89], row[90]], [last / 2, last / 2, 0], 'the second from 50 to 90, and nothing beyond');
});

test('nothing is drawn outside of what the model saw', () => {
  const map = mapOfValues(1, 1, [1]);

  const row = draw({ map, seen: { x: 50, y: 0, width: 100, height: 100 } }).slice(0, 200);

  assert.deepEqual([row[49], row[50], row[149], row[150]], [0, last, last, 0]);
});

test('the drawing may have another size than the picture', () => {
  const map = mapOfValues(1, 2, [0, 1], { stepY: 100 });

  const row = draw({ map, smooth: false, size: { width: 20, height: 10 } }).slice(0, 20);

  assert.deepEqual([row[9], row[10]], [0, last]);
});

test('negative values take the first colour on a scale that starts at zero', () => {
  const pixels = draw({ map: mapOfValues(1, 1, [-3]) });

  assert.equal(pixels[0], 0);
});

test('zero is the middle colour of a signed scale', () => {
  const pixels = draw({ map: mapOfValues(1, 1, [0]), scale: { low: -2, high: 2 } });

  assert.equal(pixels[0], last / 2);
});

test('a scale goes from zero to the maximum, or evenly to both sides', () => {
  assert.deepEqual(scaleOf({ min: -3, max: 2 }, false), { low: 0, high: 2 });
  assert.deepEqual(scaleOf({ min: -3, max: 2 }, true), { low: -3, high: 3 });
  assert.deepEqual(scaleOf({ min: -3, max: -1 }, false), { low: 0, high: 0 });
});

test('the scale of a saliency map ends at the magnitude that 99 in 100 values do not exceed', () => {
  const values = Array.from({ length: 100 }, (_, at) => (at % 2 ? 1 : -1) * (at + 1));

  assert.equal(limitOf(mapOfValues(10, 10, values)), 99);
});

test('where fewer than one in a hundred differ from zero, it ends at the largest', () => {
  const values = Array.from({ length: 400 }, (_, at) => (at === 7 ? -3 : 0));

  assert.equal(limitOf(mapOfValues(20, 20, values)), 3);
});

test('a map without a positive value leaves an unsigned drawing empty', () => {
  const map = mapOfValues(1, 2, [-1, -2]);

  const pixels = draw({ map, scale: scaleOf(map, false), table: new Uint32Array(TABLE_SIZE).fill(7) });

  assert.ok(pixels.every((pixel) => pixel === 0));
});

test('reading gives what is drawn, and the cell it belongs to', () => {
  const map = mapOfValues(2, 2, [0, 1, 2, 3], { y: 25, stepY: 50 });

  assert.deepEqual(readAt(map, whole, 100, 50, true), { value: 1.5, row: 1, column: 1 });
  assert.deepEqual(readAt(map, whole, 99, 20, false), { value: 0, row: 0, column: 0 });
  assert.equal(readAt(map, { ...whole, width: 90 }, 95, 20, true), null);
});

test('a cell\'s box is cut to what the model saw', () => {
  const { geometry } = mapOfValues(1, 2, [0, 0], { x: 20 });

  assert.deepEqual(cellBox(geometry, whole, 0, 0), { x: 0, y: 0, width: 70, height: 100 });
});

test('a drawing has the picture\'s size unless that is tiny or huge', () => {
  assert.deepEqual(drawingSize({ width: 640, height: 480 }), { width: 640, height: 480 });
  assert.deepEqual(drawingSize({ width: 4000, height: 2000 }), { width: 1600, height: 800 });
  assert.deepEqual(drawingSize({ width: 120, height: 240 }), { width: 240, height: 480 });
});
