/** Talking to the server about its models: adding, trying, correcting and removing them. */
import { Problem, request } from './api.js';
import { at } from './base.js';
import { STRINGS } from './strings.js';

/** How often to ask how far a download is. */
const LOOK_MILLIS = 700;

const address = (name, ...rest) => at(['/api/models', encodeURIComponent(name), ...rest].join('/'));

/** Answers for whoever may change models. */
export class LibraryApi {
  /** REGARD_ADMIN_TOKEN, where it takes one. */
  token = '';

  #headers(more = {}) {
    return this.token ? { ...more, Authorization: `Bearer ${this.token}` } : more;
  }

  /**
   * Sends the files of a model. Not by fetch, which does not tell how much has left.
   * @param {string} name
   * @param {import('./model-files.js').Brought[]} files
   * @param {(sent: number, total: number) => void} onProgress
   * @param {AbortSignal} signal
   * @returns {Promise<object>} the model
   */
  add(name, files, onProgress, signal) {
    return new Promise((resolve, reject) => {
      const sending = new XMLHttpRequest();
      sending.open('POST', address(name));
      for (const [header, value] of Object.entries(this.#headers())) sending.setRequestHeader(header, value);
      sending.responseType = 'json';
      sending.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded, total));
      sending.addEventListener('load', () => {
        if (sending.status < 300) resolve(sending.response);
        else reject(new Problem({ status: sending.status, detail: sending.response?.detail }));
      });
      sending.addEventListener('error', () => reject(new Problem(STRINGS.problem.unreachable)));
      sending.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
      signal.addEventListener('abort', () => sending.abort());
      sending.send(bodyOf(files));
    });
  }

  /** What the model says of a picture that is prepared in each of the usual ways. */
  async tryOut(name, image) {
    return (await (await request(address(name, 'trials'), json('POST', { image }))).json()).trials;
  }

  /** Takes a preset. */
  async prepare(name, preset) {
    await request(address(name, 'preprocessing'), json('PUT', { preset }, this.#headers()));
  }

  /** Names the classes. */
  async label(name, text) {
    await request(address(name, 'labels'), { method: 'PUT', headers: this.#headers({ 'Content-Type': 'text/plain' }), body: text });
  }

  /** Says which output holds the class scores. */
  async chooseOutput(name, output) {
    await request(address(name, 'output'), json('PUT', { output }, this.#headers()));
  }

  /** Has it explained by a method where none is asked for. */
  async explainBy(name, method) {
    await request(address(name, 'method'), json('PUT', { method }, this.#headers()));
  }

  async remove(name) {
    await request(address(name), { method: 'DELETE', headers: this.#headers() });
  }

  /** Whether a model can be removed, and what depends on it. */
  async uses(name) {
    return (await request(address(name, 'uses'))).json();
  }

  /** Models that were removed and can be brought back, the last one first. */
  async removed() {
    return (await (await request(at('/api/removed-models'), { headers: this.#headers() })).json()).models;
  }

  /** Brings a removed model back. */
  async restore(id) {
    await request(at(`/api/removed-models/${encodeURIComponent(id)}`), { method: 'POST', headers: this.#headers() });
  }

  /** Classic models that can be fetched. */
  async catalogue() {
    return (await (await request(at('/api/catalogue'))).json()).models;
  }

  /** What fetching a model from the hub would take. */
  async plan(name) {
    return (await request(at(`/api/hub?name=${encodeURIComponent(name)}`), { headers: this.#headers() })).json();
  }

  /**
   * Fetches a model from elsewhere.
   * @param {string} name
   * @param {object} source {hub} or {catalogue}, and the licence that was accepted
   * @param {(done: number, total: number, status: string) => void} onProgress
   * @param {AbortSignal} signal
   */
  async fetch(name, source, onProgress, signal) {
    const begun = await request(address(name), json('POST', source, this.#headers()));
    const where = begun.headers.get('Location');
    signal.addEventListener('abort', () => request(where, { method: 'DELETE', headers: this.#headers() }));
    for (;;) {
      const download = await (await request(where, { headers: this.#headers() })).json();
      if (download.status === 'done') return;
      if (download.status === 'cancelled') throw new DOMException('stopped', 'AbortError');
      if (download.problem) throw new Problem(download.problem);
      onProgress(download.bytes, download.total, download.status);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MILLIS));
    }
  }
}

function json(method, body, headers = {}) {
  return { method, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** One file is a body; several are a form, each with its place in the folder. */
function bodyOf(files) {
  if (files.length === 1 && !files[0].path.includes('/')) return files[0].file;
  const form = new FormData();
  files.forEach(({ path, file }) => form.append('files', file, path));
  return form;
}
