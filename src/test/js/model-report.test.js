import './language.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';

const { saidOf, summaryOf } = await import('../../../webroot/model-report-words.js');

const method = (name, tied, mean = 0.5) => ({ method: name, name, tied, metrics: mean === null ? {} : { overall: { mean } } });
const check = (level) => ({ image: 'a', verdict: { level } });

function report(change = {}) {
  return {
    class: { label: 'horse' },
    methods: { metric: 'overall', pictures: 12, methods: [method('CAM', true), method('FEM', true), method('RISE', false)] },
    bias: { ofClass: 5, groups: [{ suspicious: true }, { suspicious: false }] },
    checks: [check('supported'), check('with-doubts'), check('unstable')],
    ...change,
  };
}

test('one sentence joins what the parts found', () => {
  assert.equal(
    summaryOf(report()),
    'CAM explains this model best, though 12 pictures do not tell 1 of the 2 others apart from it; what the model uses to say “horse” is suspicious in 1 of 2 groups; 2 of 3 checked maps may be believed, 1 of them with doubts.',
  );
});

test('a winner alone, nothing suspicious and maps without doubts are said as plainly', () => {
  const methods = { metric: 'overall', pictures: 12, methods: [method('CAM', true), method('FEM', false)] };
  const text = summaryOf(report({ methods, bias: { ofClass: 5, groups: [{ suspicious: false }] }, checks: [check('supported')] }));

  assert.equal(text, 'CAM explains this model best, and no other method comes near; what the model uses to say “horse” is not suspicious; 1 of 1 checked maps may be believed.');
});

test('what could not be found out is said in its place', () => {
  const text = summaryOf(report({ methods: { problem: 'No.' }, bias: { problem: 'No.' }, checks: [{ problem: 'No.' }] }));

  assert.equal(text, 'None of the methods gives a map that can be judged; what the model uses to say “horse” could not be looked for; no map could be checked.');
});

test('a class of no picture, and one in which nothing recurs, are told apart', () => {
  assert.match(summaryOf(report({ bias: { ofClass: 0, groups: [] } })), /the model takes none of the pictures for “horse”/);
  assert.match(summaryOf(report({ bias: { ofClass: 2, groups: [] } })), /nothing recurs in what the model uses to say “horse”/);
});

test('only so many classes are named, the others are counted', () => {
  assert.equal(saidOf({ cat: 3, dog: 2 }, 2), 'cat (3), dog (2)');
  assert.equal(saidOf({ cat: 3, dog: 2, cow: 1, owl: 1 }, 2), 'cat (3), dog (2) and 2 other classes');
  assert.equal(saidOf({ 1: 2, 7: 5, cat: 3 }, 2), '7 (5), cat (3) and 1 other classes');
});
