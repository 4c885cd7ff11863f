import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entered, rateOf, sentSize } from '../../../webroot/screens/live/pace.js';

test('the rate is of the last two seconds', () => {
  let pace = [];
  for (const at of [0, 5000, 5100, 5200, 5300]) pace = entered(pace, { at, millis: at / 100 });

  assert.equal(pace.length, 4);
  assert.deepEqual(rateOf(pace), { perSecond: 10, millis: 52 });
});

test('there is no rate of a single picture', () => {
  assert.equal(rateOf(entered([], { at: 0, millis: 80 })), null);
});

test('what is sent is a little larger than what the model looks at, and never larger than what the camera gives', () => {
  assert.deepEqual(sentSize({ width: 640, height: 480 }, { width: 224, height: 224 }), { width: 343, height: 258 });
  assert.deepEqual(sentSize({ width: 320, height: 240 }, { width: 384, height: 384 }), { width: 320, height: 240 });
});
