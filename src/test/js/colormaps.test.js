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
