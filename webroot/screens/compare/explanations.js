/** Asking for explanations by HTTP, where several are wanted at once: the WebSocket serves one after another. */
import { request } from '../../api.js';
import { at } from '../../base.js';

const JSON_BODY = { 'Content-Type': 'application/json' };
const LOOK_MILLIS = 500;

/** How often a busy server is asked again before that counts as an answer. */
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
  if (!long) return (await patiently(options, signal)).json();
  const begun = await patiently({ ...options, headers: { ...JSON_BODY, Prefer: 'respond-async' } }, signal);
  return follow(begun.headers.get('Location'), signal, onProgress);
}

async function patiently(options, signal) {
  for (let tries = 1; ; tries++) {
    try {
      return await request(at('/api/explanations'), options);
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
  const { status, ...job } = await (await request(address, { signal })).json();
  return status === 'done' ? job : { ...job, explanation: null };
}

/** Ends early where nobody waits any more. */
function pause(millis, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
