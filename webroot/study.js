/** Asks the server to study a model: progress line by line, and a report in the end. */
import { Problem, Unreachable, isUnreached } from './api.js';
import { at } from './base.js';
import { patiently } from './reaching.js';

/**
 * Throws a {@link Problem}, or an AbortError where it was stopped: the server stops as the connection closes. Where the connection
 * breaks it begins anew.
 * @param {string} name of the study
 * @param {object} request its fields
 * @param {(progress: {text: string, done: number, total: number, fraction: number, millisLeft: number | null}) => void} onProgress
 * @param {AbortSignal} signal
 * @returns {Promise<object>} the report
 */
export function study(name, request, onProgress, signal) {
  return patiently(() => once(name, request, onProgress, signal), signal);
}

async function once(name, request, onProgress, signal) {
  const response = await fetch(at(`/api/studies/${name}`), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  }).catch((failure) => {
    throw signal.aborted ? failure : new Unreachable();
  });
  if (isUnreached(response)) throw new Unreachable();
  if (!response.ok) {
    const { detail } = await response.json().catch(() => ({}));
    throw new Problem({ status: response.status, detail });
  }
  for await (const { progress, report, problem } of linesOf(response.body)) {
    if (progress) onProgress(progress);
    if (problem) throw new Problem(problem);
    if (report) return report;
  }
  throw new Unreachable();
}

/** The connection broke amid the answer, unless somebody stopped it. */
function broken(failure) {
  throw failure.name === 'AbortError' ? failure : new Unreachable();
}

/**
 * The objects of a body that has one on each line, however the network cuts it.
 * @param {ReadableStream<Uint8Array>} body
 */
export async function* linesOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value = '' } = await reader.read().catch(broken);
    const pieces = (rest + value).split('\n');
    rest = pieces.pop();
    for (const piece of pieces) if (piece !== '') yield JSON.parse(piece);
    if (done) return;
  }
}
