/** Asking the server for a study: a request whose answer comes line by line, and ends with a report. */
import { Problem, request } from './api.js';

/**
 * Asks for a study.
 * @param {string} name
 * @param {object} fields
 * @param {(progress: {text: string, done: number, total: number, fraction: number, millisLeft: number | null}) => void} onProgress
 * @param {AbortSignal} signal stops it, here and on the server
 * @returns {Promise<object>} the report
 */
export async function study(name, fields, onProgress, signal) {
  const headers = { 'Content-Type': 'application/json' };
  const response = await request(`/api/studies/${name}`, { method: 'POST', headers, body: JSON.stringify(fields), signal });
  for await (const { progress, report, problem } of linesOf(response.body)) {
    if (progress) onProgress(progress);
    if (problem) throw new Problem(problem);
    if (report) return report;
  }
  throw new Problem({});
}

/** The objects of a stream that has one on each line, however the network cuts it. */
async function* linesOf(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = lines.pop();
    for (const line of lines) if (line) yield JSON.parse(line);
    if (done) return;
  }
}
