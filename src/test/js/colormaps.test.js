import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { COLORMAPS, TABLE_SIZE, colourAt, colourTable, coverAt, isSigned } from '../../../webroot/colormaps.js';

function bytesOf(table, entry) {
  return [...new Uint8Array(table.buffer, entry * 4, 4)];
}

test('ramps begin and end with the colours they are known for', () => {
  assert.deepEqual(colourAt('viridis', 0), [0x44, 0x01, 0x54]);
  assert.deepEqual(colourAt('viridis', 1), [0xfd, 0xe7, 0x25]);
  assert.deepEqual(colourAt('inferno', 0.5), [0xbc, 0x37, 0x54]);
  assert.deepEqual(colourAt('grey', 0.5), [128, 128, 128]);
});

test('a place outside of the ramp takes the nearest end', () => {
  assert.deepEqual(colourAt('turbo', -1), colourAt('turbo', 0));
  assert.deepEqual(colourAt('turbo', 2), colourAt('turbo', 1));
});

test('the cover grows in proportion to the value', () => {
  assert.deepEqual([0, 0.25, 1].map((place) => coverAt('turbo', place)), [0, 0.25, 1]);
  assert.deepEqual([0, 0.25, 0.5, 1].map((place) => coverAt('signed', place)), [1, 0.5, 0, 1]);
});

test('every table is clear at zero and as opaque as asked at the strongest value', () => {
  for (const name of COLORMAPS) {
    const table = colourTable(name, 0.5);
    const zero = isSigned(name) ? (TABLE_SIZE - 1) / 2 : 0;
    assert.equal(bytesOf(table, zero)[3], 0, name);
    assert.equal(bytesOf(table, TABLE_SIZE - 1)[3], 128, name);
    assert.deepEqual(bytesOf(table, TABLE_SIZE - 1).slice(0, 3), colourAt(name, 1), name);
  }
});

/** What a colour looks like without one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1.0, in linear RGB. */
const BLINDNESS = {
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const STEPS = Array.from({ length: 33 }, (_, step) => step / 32);

/** CIELAB of the colour at a place, as somebody with this kind of eyes sees it. */
function seenAt(name, place, matrix) {
  const linear = colourAt(name, place).map((value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  const [r, g, b] = matrix.map((row) => row.reduce((sum, weight, at) => sum + weight * linear[at], 0)).map((value) => Math.min(Math.max(value, 0), 1));
  const f = (t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const [x, y, z] = [
    (0.412453 * r + 0.35758 * g + 0.180423 * b) / 0.950456,
    0.212671 * r + 0.71516 * g + 0.072169 * b,
    (0.019334 * r + 0.119193 * g + 0.950227 * b) / 1.088754,
  ].map(f);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function apart(one, other) {
  return Math.hypot(...one.map((value, at) => value - other[at]));
}

function rises(values) {
  return values.every((value, at) => at === 0 || value > values[at - 1]);
}

for (const [blindness, matrix] of Object.entries(BLINDNESS)) {
  test(`more is lighter for eyes with ${blindness}, in the maps that are called safe`, () => {
    for (const name of ['inferno', 'viridis', 'grey']) {
      assert.ok(rises(STEPS.map((place) => seenAt(name, place, matrix)[0])), name);
    }
    assert.ok(!rises(STEPS.map((place) => seenAt('turbo', place, matrix)[0])), 'turbo is not called safe');
  });

  test(`eyes with ${blindness} tell for from against, and see more of either as darker`, () => {
    for (const side of [-1, 1]) {
      assert.ok(rises(STEPS.map((step) => -seenAt('signed', 0.5 + (side * step) / 2, matrix)[0])), String(side));
    }
    for (const step of STEPS.filter((each) => each >= 0.25)) {
      assert.ok(apart(seenAt('signed', 0.5 - step / 2, matrix), seenAt('signed', 0.5 + step / 2, matrix)) > 10, String(step));
    }
  });
}
