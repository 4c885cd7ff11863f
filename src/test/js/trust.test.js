import './language.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';

const { countsOf, cutOf, factsOf, overviewOf } = await import('../../../webroot/bias.js');

test('classes are counted, the most frequent one first', () => {
  const pictures = ['cat', 'dog', 'cat'].map((label) => ({ best: { label } }));

  assert.deepEqual(countsOf([...pictures, { best: null }]), [{ label: 'cat', count: 2 }, { label: 'dog', count: 1 }]);
});

test('a region is cut out with what is around it, within its picture', () => {
  const { left, top, side, frame } = cutOf([0, 180, 100, 44], { width: 224, height: 224 });

  assert.deepEqual([left, top, side], [0, 74, 150]);
  assert.equal(frame.x, 0);
  assert.ok(Math.abs(frame.y + frame.height - 1) < 1e-9);
});

test('a region as large as its picture is all of it', () => {
  assert.deepEqual(cutOf([0, 0, 224, 224], { width: 224, height: 224 }), { left: 0, top: 0, side: 224, frame: { x: 0, y: 0, width: 1, height: 1 } });
});

test('numbers of a group are told with those of elsewhere', () => {
  const effect = { control: 0.01, interval: [0.4, 0.6], flips: 0.5, controlFlips: 0 };
  const facts = new Map(factsOf({ pictures: 0.69, evidence: 0.45, place: { border: 0.68, outside: null }, sameness: 0.1, otherPicturesSameness: 0.4, covered: { ...effect, drop: 0.54 }, pasted: null }));

  assert.match(facts.get('Covered'), /^\u221254 points, elsewhere \u22121 \(95 % sure: 40 to 60 apart\); 50.% are no longer the class/);
  assert.match(facts.get('Pasted into others'), /no picture without it/);
  assert.match(facts.get('Same pixels'), /^10.%; in pictures without it 40.%$/);
  assert.ok(!facts.has('Outside the boxes and masks'));
});

test('without evidence there is little to tell', () => {
  assert.deepEqual(overviewOf({ pictures: 12, ofClass: 0, mean: null, rare: 0 }), [['Pictures of the class', '0 of 12']]);
});
