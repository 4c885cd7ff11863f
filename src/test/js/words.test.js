import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { bytes, count, number, percent, score } from '../../../webroot/format.js';
import { namesOf, sentence, sentenceOfParts } from '../../../webroot/sentence.js';
import { costOf, durationOf, placeOf, progressOf, reasonOf, titleOf } from '../../../webroot/words.js';

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

test('a map that is not finished is not spoken of as if it were', () => {
  const map = { min: 0, max: 2, partial: true };

  assert.equal(said(dog, map, 'turbo'), 'So far: the red regions raised the score of dog (7.1, 93 %).');
  assert.match(said(dog, { ...map, stoppedAt: 'Feature map 812 of 2,048' }, 'turbo'), /^Stopped at feature map 812 of 2,048\. So far: the red regions/);
  assert.match(said(dog, { ...map, stoppedAt: '' }, 'turbo'), /^Stopped\. So far: the red/);
});

test('nothing so far may become something', () => {
  assert.match(said(dog, { min: 0, max: 0, partial: true, nothing: {} }, 'turbo'), /^So far: the map of dog .* is zero everywhere/);
});

test('parts are counted, and one alone is called what the model would call it', () => {
  const parts = [1, 2].map((part) => ({ number: part, predictions: [{ label: 'dog', probability: 0.86 }, { label: 'cat', probability: 0.004 }] }));
  const text = (only) => sentenceOfParts(parts, only).map((piece) => piece.text).join('').replace(/\u202f/g, ' ');

  assert.equal(text(null), 'The model tells 2 parts of this picture apart.');
  assert.equal(text(2), 'Part 2 of 2 alone: the model would call it dog (86 %).');
  assert.match(namesOf({ predictions: [{ label: 'a', probability: 0.6 }, { label: 'b', probability: 0.3 }] }, '{class} {percent}'), /^a 60.%, b 30.%$/);
});

test('time is told as roughly as it is known', () => {
  const texts = [300, 12_400, 89_000, 240_000, 7_500_000].map(durationOf);

  assert.deepEqual(texts, ['under 1 s', 'about 12 s', 'about 89 s', 'about 4 min', 'about 2 h']);
});

test('a cost is a time and what that is in forward passes', () => {
  assert.equal(costOf({ millis: 12_400, forwards: 2049.2 }), 'about 12 s, 2,049 forward passes');
  assert.equal(costOf({ millis: 5, forwards: 0.98 }), 'under 1 s, one forward pass');
  assert.deepEqual([7, 2048, 1_234_567].map(count), ['7', '2,048', '1,234,567']);
});

test('progress says what is left where that is known', () => {
  assert.equal(progressOf({ text: 'Mask 8 of 20', millisLeft: 9000 }), 'Mask 8 of 20 \u00b7 about 9 s left');
  assert.equal(progressOf({ text: 'Mask 8 of 20', millisLeft: null }), 'Mask 8 of 20');
  assert.equal(progressOf(null), 'Working\u2026');
});
