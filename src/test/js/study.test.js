import './language.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf } from '../../../webroot/study.js';

test('lines are read whole, in whatever pieces they come, and empty ones say nothing', async () => {
  const pieces = ['{"a": 1}\n{"b"', ': "\u00e9"}', '\n\n{"c": 3}\n'].map((piece) => new TextEncoder().encode(piece));
  const cut = [...pieces[1]].map((byte) => Uint8Array.of(byte));
  const found = [];

  for await (const line of linesOf(ReadableStream.from([pieces[0], ...cut, pieces[2]]))) found.push(line);

  assert.deepEqual(found, [{ a: 1 }, { b: '\u00e9' }, { c: 3 }]);
});
