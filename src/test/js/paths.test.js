import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Paths, isImageName, stemOf } from '../../../webroot/paths.js';

const found = (paths, names, last) => {
  const match = new Paths(paths, last).match(names.map((name) => ({ name })));
  return { found: Object.fromEntries([...match.found].map(([image, all]) => [paths[image], all.map(({ name }) => name)])), rest: match.rest.map(({ name }) => name) };
};

test('the longest common tail decides, whichever of the two paths is longer', () => {
  assert.deepEqual(found(['cat/1.jpg', 'dog/1.jpg'], ['train/cat/1.jpg', 'train/dog/1.jpg']), {
    found: { 'cat/1.jpg': ['train/cat/1.jpg'], 'dog/1.jpg': ['train/dog/1.jpg'] }, rest: [],
  });
  assert.deepEqual(found(['all/train/cat/1.jpg', 'all/train/dog/1.jpg'], ['dog/1.jpg']), { found: { 'all/train/dog/1.jpg': ['dog/1.jpg'] }, rest: [] });
  assert.deepEqual(found(['here/1.jpg'], ['C:\\there\\1.jpg']).found, { 'here/1.jpg': ['C:\\there\\1.jpg'] });
});

test('an image of another folder is not taken for one of the same name', () => {
  assert.deepEqual(found(['cat/1.jpg', 'dog/1.jpg'], ['1.jpg']), { found: {}, rest: ['1.jpg'] });
  assert.deepEqual(found(['cat/1.jpg', 'dog/1.jpg'], ['cat/1.jpg']).found, { 'cat/1.jpg': ['cat/1.jpg'] });
  assert.deepEqual(found(['cat/1.jpg'], ['cat/1.jpg', 'dog/1.jpg']), { found: { 'cat/1.jpg': ['cat/1.jpg'] }, rest: ['dog/1.jpg'] });
  assert.deepEqual(found(['1.jpg', 'dog/1.jpg'], ['1.jpg']).found, { '1.jpg': ['1.jpg'] });
});

test('case and the form of Unicode make no difference, unless two files differ in nothing else', () => {
  assert.deepEqual(found(['Caf\u00e9/A.JPG'], ['cafe\u0301/a.jpg']).found, { 'Caf\u00e9/A.JPG': ['cafe\u0301/a.jpg'] });
  assert.deepEqual(found(['a/x.jpg', 'a/X.jpg'], ['X.jpg', 'x.jpg']).found, { 'a/x.jpg': ['x.jpg'], 'a/X.jpg': ['X.jpg'] });
  assert.deepEqual(found(['a/x.jpg', 'A/X.jpg'], ['x.JPG']).rest, ['x.JPG']);
});

test('a name may lack the end of an image, and no more than that', () => {
  assert.deepEqual(found(['set/000123.png'], ['000123'], stemOf).found, { 'set/000123.png': ['000123'] });
  assert.deepEqual(found(['b.v2.jpg'], ['b.v2', 'b'], stemOf), { found: { 'b.v2.jpg': ['b.v2'] }, rest: ['b'] });
  assert.ok(isImageName('x/y.JPEG '));
  assert.ok(!isImageName('label.csv'));
});

test('an image that was brought twice is found twice', () => {
  assert.deepEqual([...new Paths(['a.jpg', 'a.jpg']).match([{ name: 'A.jpg' }]).found.keys()], [0, 1]);
});
