import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import './language.js';
import { Problem, Unreachable, request } from '../../../webroot/api.js';
import { patiently } from '../../../webroot/reaching.js';

const { fetch } = globalThis;

afterEach(() => {
  globalThis.fetch = fetch;
});

test('what could not be asked is asked again when the server answers', async () => {
  let isThere = false;
  globalThis.fetch = async (path) => {
    if (path === '/health/live') isThere = true;
    if (!isThere) throw new TypeError('no network');
    return Response.json({ path });
  };

  assert.deepEqual(await (await patiently(() => request('/api/models'))).json(), { path: '/api/models' });
});

test('what the server refuses is not asked again, and neither is what somebody stopped', async () => {
  globalThis.fetch = async () => Response.json({ detail: 'no' }, { status: 400 });
  await assert.rejects(patiently(() => request('/x')), (failure) => failure instanceof Problem && failure.detail === 'no');

  globalThis.fetch = async () => {
    throw new TypeError('no network');
  };
  const stop = new AbortController();
  const asking = patiently(() => request('/x'), stop.signal);
  stop.abort();
  await assert.rejects(asking, { name: 'AbortError' });
});

test('a gateway that does not reach the server is no answer of its', async () => {
  globalThis.fetch = async () => new Response('Bad gateway', { status: 502 });

  await assert.rejects(request('/x'), Unreachable);
});

test('a request that breaks off again and again while the server answers others is given up', async () => {
  let asked = 0;
  globalThis.fetch = async (path) => {
    if (path === '/health/live') return Response.json({});
    asked++;
    throw new TypeError('connection reset');
  };

  await assert.rejects(patiently(() => request('/x')), Unreachable);
  assert.equal(asked, 3);
});
