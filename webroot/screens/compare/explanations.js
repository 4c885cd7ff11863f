/** Asking for explanations by HTTP, where several are wanted at once: the WebSocket serves one after another. */
import { request } from '../../api.js';
import { at } from '../../base.js';
import { patiently, pause } from '../../reaching.js';

const JSON_BODY = { 'Content-Type': 'application/json' };
const LOOK_MILLIS = 500;

/** How often a server that is busy, or has forgotten what it was asked, is asked again before that counts as an answer. */
const TRIES = 20;

/**
 * An explanation. What takes long is begun and looked at until it is done, so that its progress can be told.
 * @param {{body: object, long: boolean}} ask
 * @param {AbortSignal} signal
 * @param {(progress: object) => void} onProgress
 * @throws {import('../../api.js').Problem}
 */
export async function explain({ body, long }, signal, onProgress) {
  const options = { method: 'POST', headers: JSON_BODY, body: JSON.stringify(body), signal };
  if (!long) return (await asked(options, signal)).json();
  for (let tries = 1; ; tries++) {
    const begun = await asked({ ...options, headers: { ...JSON_BODY, Prefer: 'respond-async' } }, signal);
    try {
      return await follow(begun.headers.get('Location'), signal, onProgress);
    } catch (problem) {
      // A server that was started anew knows nothing of what it began.
      if (problem.status !== 404 || tries === TRIES) throw problem;
    }
  }
}

async function asked(options, signal) {
  for (let tries = 1; ; tries++) {
    try {
      return await patiently(() => request(at('/api/explanations'), options), signal);
    } catch (problem) {
      if (![429, 503].includes(problem.status) || tries === TRIES) throw problem;
      await pause(problem.retryAfter * 1000, signal);
    }
  }
}

async function follow(address, signal, onProgress) {
  const giveUp = () => fetch(address, { method: 'DELETE' }).catch(() => undefined);
  signal.addEventListener('abort', giveUp);
  try {
    for (;;) {
      await pause(LOOK_MILLIS, signal);
      const { progress, explanation, problem } = await look(address, signal);
      if (problem) throw problem;
      if (explanation && !explanation.maps.some((map) => map.partial)) return explanation;
      if (progress) onProgress(progress);
    }
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

async function look(address, signal) {
  const { status, ...job } = await (await patiently(() => request(address, { signal }), signal)).json();
  return status === 'done' ? job : { ...job, explanation: null };
}
