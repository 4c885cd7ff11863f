import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, number, percent, score } from '../../../webroot/format.js';
import { sentence } from '../../../webroot/sentence.js';
import { placeOf, reasonOf, titleOf } from '../../../webroot/words.js';

const dog = { label: 'dog', score: 7.13, probability: 0.93, rank: 1 };

function said(prediction, map, colormap, drawn = {}) {
  const pieces = sentence(prediction, map, { colormap, count: 24, ...drawn });
  return pieces.map((piece) => piece.text).join('').replace(/\u202f/g, ' ');
}

test('the sentence names the colour of the colour map, the class, score and probability', () => {
  const map = { min: -0.1, max: 2.4 };

  assert.equal(said(dog, map, 'turbo'), 'The red regions raised the score of dog (7.1, 93 %).');
  assert.equal(said(dog, map, 'viridis'), 'The yellow regions raised the score of dog (7.1, 93 %).');
});

test('a map that is weak on the scale of all classes is not called by the strongest colour', () => {
  const text = said(dog, { min: 0, max: 1 }, 'turbo', { reach: 0.1 });

  assert.match(text, /^The faintly coloured regions raised/);
});

test('a signed colour map speaks of both sides where there are both', () => {
  assert.equal(said(dog, { min: -1, max: 2 }, 'signed'), 'The red regions raised the score of dog (7.1, 93 %); the blue ones lowered it.');
  assert.equal(said(dog, { min: 0, max: 2 }, 'signed'), 'The red regions raised the score of dog (7.1, 93 %).');
});

test('a map without a positive value is said in words', () => {
  assert.match(said(dog, { min: -1, max: 0 }, 'turbo'), /^Nothing in this picture raised the score of dog/);
  assert.match(said(dog, { min: -1, max: -0.2 }, 'signed'), /the blue regions lowered it\.$/);
  assert.match(said(dog, { min: 0, max: 0 }, 'turbo'), /zero everywhere/);
});

test('a saliency map speaks of pixels, and of a reaction where it has no sign', () => {
  const pixels = { pixels: true };

  assert.equal(said(dog, { min: 0, max: 2 }, 'turbo', pixels), 'Changing the red pixels would most change the score of dog (7.1, 93 %).');
  assert.equal(said(dog, { min: -1, max: 2 }, 'signed', pixels), 'The red pixels raised the score of dog (7.1, 93 %); the blue ones lowered it.');
});

test('a method that does not know the class does not speak as if it did', () => {
  assert.match(said(dog, { min: 0, max: 2 }, 'turbo', { anyClass: true }), /^The red regions stand out most to the model, whatever the class/);
});

test('a map that is numerically nothing is said to be', () => {
  assert.equal(said(dog, { min: 0, max: 1e-20, nothing: {} }, 'turbo'), 'There is no map of dog (7.1, 93 %) that means anything.');
});

test('layers are called by their title and size, or by their name in the graph as it is', () => {
  const block = { name: '/a', title: 'block 3 of 4', height: 14, width: 7 };
  const unnamed = { name: 'conv_1', title: 'conv_1', height: 1, width: 2 };

  assert.deepEqual([placeOf(block), titleOf(block)], ['block 3 of 4, 14 \u00d7 7', 'Block 3 of 4']);
  assert.deepEqual([placeOf(unnamed), titleOf(unnamed)], ['conv_1, 1 \u00d7 2', 'conv_1']);
  assert.equal(titleOf({ name: 'conv_1' }), 'conv_1');
});

test('a reason ends like a sentence, once', () => {
  assert.deepEqual(['it needs a ReLU', 'It needs a ReLU.'].map(reasonOf), ['it needs a ReLU.', 'It needs a ReLU.']);
});

test('a class that is not the first guess has its rank told, where it is known', () => {
  assert.match(said({ ...dog, rank: 7 }, { min: 0, max: 1 }, 'turbo'), /\(7\.1, 93 %\), guess 7 of 24\.$/);
  assert.match(said({ ...dog, rank: null }, { min: 0, max: 1 }, 'turbo'), /\(7\.1, 93 %\)\.$/);
});

test('the class stands in a piece of its own, as text', () => {
  const pieces = sentence({ ...dog, label: '<b>{score}' }, { min: 0, max: 1 }, { colormap: 'turbo', count: 24 });

  assert.deepEqual(pieces.find((piece) => piece.name === 'class'), { name: 'class', text: '<b>{score}' });
});

test('numbers are short, and negative with a real minus', () => {
  assert.deepEqual([0, 7.126, -0.042, 12.34, 512.7].map(number), ['0', '7.13', '\u22120.042', '12.3', '513']);
  assert.deepEqual([7.13, -1.25, -0.01].map(score), ['7.1', '\u22121.3', '0.0']);
});

test('a percentage never claims certainty', () => {
  const texts = [0.93, 0.054, 0.0004, 0.9996, 0.995].map((value) => percent(value).replace(/\u202f/g, ' '));

  assert.deepEqual(texts, ['93 %', '5.4 %', '< 0.1 %', '> 99.9 %', '99.5 %']);
});

test('sizes are in the unit that fits', () => {
  assert.deepEqual([999, 2_410_000, 98_000_000].map((size) => bytes(size).replace(/\u202f/g, ' ')), ['999 B', '2.4 MB', '98 MB']);
});
