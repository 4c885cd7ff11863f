import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxesOf, boxesWithin, labelOf, matchOf } from '../../../webroot/truth.js';

const COCO = {
  images: [{ id: 7, file_name: 'val/dog.jpg' }, { id: 8, file_name: 'none.jpg' }],
  annotations: [
    { image_id: 7, bbox: [1, 2, 30, 40], category_id: 3 },
    { image_id: 7, bbox: [5, 5, 10, 10], category_id: 4 },
    { image_id: 9, bbox: [5, 5, 10, 10], category_id: 4 },
    { image_id: 8, bbox: [], category_id: 4 },
  ],
  categories: [{ id: 3, name: 'Dog' }, { id: 4, name: 'cat' }],
};
const none = { boxes: [], masks: [] };

test('COCO annotations are boxes with labels, for the pictures that have some', () => {
  assert.deepEqual(boxesOf(JSON.stringify(COCO)), [
    { name: 'val/dog.jpg', boxes: [{ box: [1, 2, 30, 40], label: 'Dog' }, { box: [5, 5, 10, 10], label: 'cat' }] },
  ]);
});

test('what is amiss in COCO annotations leaves the others', () => {
  const amiss = { images: [null, ...COCO.images], annotations: [null, 5, ...COCO.annotations], categories: null };

  assert.deepEqual(boxesOf(JSON.stringify(amiss)), [{ name: 'val/dog.jpg', boxes: [{ box: [1, 2, 30, 40], label: null }, { box: [5, 5, 10, 10], label: null }] }]);
});

test('a plain list has one box for a picture, or several', () => {
  const [one, two] = boxesOf('{"a.jpg": [1, 2, 3, 4], "b.jpg": [[1, 2, 3, 4], [5, 6, 7, 8]], "c.jpg": []}');

  assert.deepEqual(one, { name: 'a.jpg', boxes: [{ box: [1, 2, 3, 4], label: null }] });
  assert.equal(two.boxes.length, 2);
});

test('what holds no boxes is told from what cannot be read', () => {
  assert.equal(boxesOf('{"a.jpg": [1, 2'), 'noJson');
  for (const text of ['null', '[1, 2, 3, 4]', '{}', '{"a.jpg": [1, 2, 3]}', '{"a.jpg": [1, 2, 0, 4]}', '{"images": [], "annotations": []}']) {
    assert.equal(boxesOf(text), 'noBoxes', text);
  }
});

test('boxes belong to pictures by the last part of the path, with or without its ending', () => {
  const boxes = [{ name: 'val/DOG.jpg', boxes: ['first'] }, { name: 'cat', boxes: ['second'] }, { name: 'horse.jpg', boxes: ['third'] }];

  const match = matchOf({ boxes, masks: [] }, ['mine/dog.jpg', 'mine/cat.png', 'mine/cow.jpg']);

  assert.deepEqual([...match.boxes], [[1, ['second']], [0, ['first']]]);
  assert.equal(match.covered, 2);
  assert.deepEqual(match.unmatched, ['horse.jpg']);
});

test('masks belong to pictures by name without ending, also where they are called masks', () => {
  const masks = ['dog.png', 'cat_mask.png', 'cow-mask.png', 'bird_mask.png', 'fox.png'].map((name) => ({ name }));

  const match = matchOf({ boxes: [], masks }, ['dog.jpg', 'cat.jpg', 'cow.jpg', 'bird_mask.jpg']);

  assert.deepEqual([...match.masks].map(([at, { name }]) => [at, name]).sort(), [[0, 'dog.png'], [1, 'cat_mask.png'], [2, 'cow-mask.png'], [3, 'bird_mask.png']]);
  assert.deepEqual(match.unmatched, ['fox.png']);
});

test('pictures of one name in several folders are told apart by the folder, or not at all', () => {
  const paths = ['all/a/1.jpg', 'all/b/1.jpg'];

  assert.deepEqual([...matchOf({ ...none, boxes: [{ name: 'b/1.jpg', boxes: ['own'] }] }, paths).boxes], [[1, ['own']]]);
  assert.deepEqual(matchOf({ ...none, boxes: [{ name: '1.jpg', boxes: ['whose'] }] }, paths).unmatched, ['1.jpg']);
  assert.equal(matchOf({ ...none, masks: [{ name: '1.png' }] }, paths).covered, 0);
});

test('boxes are those of the class, where the file knows it, and end at the border of the picture', () => {
  const boxes = [{ box: [-5, 10, 20, 20], label: 'Dog' }, { box: [90, 90, 20, 20], label: 'cat' }, { box: [200, 0, 5, 5], label: 'dog' }];
  const size = { width: 100, height: 100 };

  assert.deepEqual(boxesWithin(boxes, size, 'dog', true), [[0, 10, 15, 20]]);
  assert.deepEqual(boxesWithin(boxes, size, 'rocket', false), [[0, 10, 15, 20], [90, 90, 10, 10]]);
  assert.deepEqual(boxesWithin([{ box: [1, 1, 2, 2], label: null }], size, 'dog', true), [[1, 1, 2, 2]]);
});

test('a picture is judged by the class that fills most of it, of those that the model knows', () => {
  const boxes = [{ box: [0, 0, 5, 5], label: 'dog' }, { box: [0, 0, 4, 4], label: 'Cat' }, { box: [0, 0, 4, 4], label: 'cat' }, { box: [0, 0, 99, 99], label: 'sofa' }];

  assert.equal(labelOf(boxes, ['dog', 'cat']), 'cat');
  assert.equal(labelOf(boxes, ['rocket']), null);
  assert.equal(labelOf([{ box: [0, 0, 5, 5], label: 'Lo\u0308we' }], ['L\u00f6we']), 'L\u00f6we');
  assert.equal(labelOf([{ box: [0, 0, 5, 5], label: 'crane' }], ['crane #0', 'crane #1']), null);
  assert.equal(labelOf([{ box: [0, 0, 5, 5], label: null }], ['dog']), null);
});

test('boxes of one picture in several files are all taken', () => {
  const entries = [{ name: 'a.jpg', boxes: [{ box: [1, 1, 2, 2], label: 'dog' }] }, { name: 'a.jpg', boxes: [{ box: [5, 5, 2, 2], label: 'cat' }] }];

  const { boxes, unmatched } = matchOf({ boxes: entries, masks: [] }, ['a.jpg']);

  assert.deepEqual(boxes.get(0).map(({ label }) => label), ['dog', 'cat']);
  assert.deepEqual(unmatched, []);
});
