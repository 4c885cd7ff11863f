import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { classNamed, classSearch } from '../../../webroot/classes.js';

const labels = ['sea lion', 'lion', 'dandelion', 'Élan', 'soccer_ball', 'golf ball'];
const nothingKnown = new Map();

function found(query, order = nothingKnown, limit = 10) {
  return classSearch(labels)(query, order, limit).indices.map((index) => labels[index]);
}

test('labels that start with the query come before those with such a word, then those that hold it', () => {
  assert.deepEqual(found('lion'), ['lion', 'sea lion', 'dandelion']);
});

test('case, accents and underscores make no difference', () => {
  assert.deepEqual(found('ELAN'), ['Élan']);
  assert.deepEqual(found('soccer b'), ['soccer_ball']);
});

test('words may be left out in between', () => {
  assert.deepEqual(found('se on'), ['sea lion']);
});

test('an empty query gives all classes, the most probable first', () => {
  const order = new Map([[5, 0], [1, 1]]);

  assert.deepEqual(found('', order, 3), ['golf ball', 'lion', 'dandelion']);
});

test('a class is found by its name in whatever form of Unicode', () => {
  assert.equal(classNamed(['cat', 'L\u00f6we'], 'Lo\u0308we'), 1);
  assert.equal(classNamed(['cat', 'L\u00f6we'], 'lion'), -1);
});

test('of classes of one name the first is found by that, and each by its number too', () => {
  const cranes = ['crane #0', 'bird', 'crane #2'];

  assert.deepEqual(['crane', 'crane #2', 'bird'].map((name) => classNamed(cranes, name)), [0, 2, 1]);
});

test('what lies beyond the limit is counted', () => {
  const { indices, more } = classSearch(labels)('', nothingKnown, 2);

  assert.deepEqual([indices.length, more], [2, 4]);
});

test('a thousand classes are searched quickly enough to do it on every key', () => {
  const search = classSearch(Array.from({ length: 1000 }, (_, index) => `class number ${index}`));
  const start = performance.now();

  for (let press = 0; press < 20; press++) search('number 7', nothingKnown, 40);

  assert.ok(performance.now() - start < 400, 'twenty searches in less than 400 ms');
});
