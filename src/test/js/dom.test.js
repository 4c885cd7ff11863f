import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../../webroot/dom.js';

test('a letter is known by its place where the layout has no Latin letters', () => {
  assert.equal(keyOf({ key: 'ь', code: 'KeyM' }), 'm');
  assert.equal(keyOf({ key: 'Д', code: 'KeyL' }), 'l');
  assert.equal(keyOf({ key: 'μ', code: 'KeyM' }), 'm');
  assert.equal(keyOf({ key: 'צ', code: 'KeyM' }), 'm');
});

test('a Latin letter is the one that is written on the key', () => {
  assert.equal(keyOf({ key: 'M', code: 'Semicolon' }), 'm');
  assert.equal(keyOf({ key: 'a', code: 'KeyQ' }), 'a');
  assert.equal(keyOf({ key: 'ö', code: 'Semicolon' }), 'ö');
});

test('digits are known by their place, and keys that write nothing by their names', () => {
  assert.equal(keyOf({ key: '&', code: 'Digit1' }), '1');
  assert.equal(keyOf({ key: '٣', code: 'Digit3' }), '3');
  assert.equal(keyOf({ key: '?', code: 'Digit7' }), '?');
  assert.equal(keyOf({ key: '4', code: 'Numpad4' }), '4');
  assert.equal(keyOf({ key: 'Escape', code: 'Escape' }), 'Escape');
  assert.equal(keyOf({ key: '؟', code: 'Slash' }), '?');
});
