/** Talking to the server: fetch for what is asked once, a WebSocket for explanations. */
import { at } from './base.js';
import { STRINGS, fill } from './strings.js';

/** What went wrong: `title` and `detail` are meant to be read. The server's own titles are HTTP's, so the page has others. */
export class Problem extends Error {
  /** @param {{status?: number, title?: string, detail?: string, retryAfter?: number}} body `retryAfter` in seconds */
  constructor({ status = 0, title = titleOf(status), detail = fill(STRINGS.problem.unexpected, { status }), retryAfter = 1 }) {
    super(detail);
    Object.assign(this, { status, title, detail, retryAfter });
  }
}

function titleOf(status) {
  if (status === 503) return STRINGS.problem.busy.title;
  if (status === 429) return STRINGS.problem.tooMany.title;
  return isRefusal(status) ? STRINGS.problem.refused : STRINGS.problem.title;
}

/** Whether asking again would change nothing. */
function isRefusal(status) {
  return status >= 400 && status < 500;
}

/** A file of another type, which the server need not see. */
export function notPicture(name, type) {
  const { title, detail } = STRINGS.picture.notPicture;
  return new Problem({ title, detail: fill(detail, { name, type: type || STRINGS.picture.unknownType }) });
}

/** The same problem, but that a refusal names the picture it is about. */
export function ofPicture(name, problem) {
  return isRefusal(problem.status) ? new Problem({ ...problem, title: fill(STRINGS.picture.refused, { name }) }) : problem;
}

/**
 * The models, the default one first, and what it takes to add some.
 * @returns {Promise<{models: object[], adding: string}>}
 */
export async function getModels() {
  return (await request(at('/api/models'))).json();
}

/** The methods, in the order they are offered. */
export async function getMethods() {
  return (await (await request(at('/api/methods'))).json()).methods;
}

/**
 * What a method would take.
 * @param {string} address see `costAddress`
 * @returns {Promise<{forwards: number, millis: number}>}
 */
export async function getCost(address) {
  return (await request(address)).json();
}

/**
 * Hands a picture to the server.
 * @param {Blob} blob
 * @param {(seconds: number) => void} onBusy called when the server asks to wait; it is tried once more
 * @returns {Promise<{id: string, width: number, height: number}>}
 */
export async function postImage(blob, onBusy) {
  const headers = { 'Content-Type': blob.type || 'application/octet-stream' };
  return (await request(at('/api/images'), { method: 'POST', headers, body: blob }, onBusy)).json();
}

/**
 * Has the server fetch a picture from elsewhere.
 * @param {string} url
 * @param {(seconds: number) => void} onBusy called when the server asks to wait; it is tried once more
 * @returns {Promise<{id: string, width: number, height: number}>}
 */
export async function postAddress(url, onBusy) {
  const headers = { 'Content-Type': 'application/json' };
  return (await request(at('/api/images'), { method: 'POST', headers, body: JSON.stringify({ url }) }, onBusy)).json();
}

/**
 * Asks the server; what it refuses is thrown as a problem.
 * @param {string} path
 * @param {RequestInit} options
 * @param {((seconds: number) => void) | null} onBusy
 */
export async function request(path, options = {}, onBusy = null) {
  const response = await fetch(path, options).catch(() => {
    throw new Problem(STRINGS.problem.unreachable);
  });
  if (response.ok) return response;
  const seconds = Number(response.headers.get('Retry-After')) || 1;
  if (response.status === 503 && onBusy) {
    onBusy(seconds);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return request(path, options);
  }
  const { detail } = await response.json().catch(() => ({}));
  throw new Problem({ status: response.status, detail, retryAfter: seconds });
}

const FIRST_DELAY_MILLIS = 400;
const LONGEST_DELAY_MILLIS = 8000;

/**
 * The live connection. One explanation at a time: a newer request replaces the older one, here and on the server.
 * Comes back by itself when it breaks, and asks again for what was under way.
 * Fires `message` (detail: the message), `connection` (detail: true or false), and `models` where their list has changed.
 */
export class LiveConnection extends EventTarget {
  #socket = null;
  #pending = null;
  #lastId = 0;
  #delay = FIRST_DELAY_MILLIS;
  #url;

  /** @param {string} url */
  constructor(url) {
    super();
    this.#url = url;
  }

  /** Opens the connection and keeps it open. */
  open() {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener('open', () => this.#opened());
    socket.addEventListener('message', (event) => this.#received(JSON.parse(event.data)));
    socket.addEventListener('close', () => this.#closed());
  }

  /**
   * Asks for an explanation; the answers of an older one are not passed on any more.
   * @param {object} request fields of the explanation asked for
   */
  explain(request) {
    this.#lastId++;
    this.#pending = { ...request, id: String(this.#lastId), type: 'explain' };
    this.#send(this.#pending);
  }

  /** Gives up what is under way, if anything. */
  cancel() {
    if (this.#pending) this.#send({ id: this.#pending.id, type: 'cancel' });
    this.#pending = null;
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #opened() {
    this.#delay = FIRST_DELAY_MILLIS;
    this.#tell('connection', true);
    if (this.#pending) this.#send(this.#pending);
  }

  #received(message) {
    if (message.type === 'models') return this.#tell('models');
    if (message.id !== this.#pending?.id) return;
    if (message.type === 'done' || message.type === 'problem') this.#pending = null;
    this.#tell('message', message);
  }

  /** A connection that comes back at once is not worth a word. */
  #closed() {
    if (this.#delay > FIRST_DELAY_MILLIS) this.#tell('connection', false);
    setTimeout(() => this.open(), this.#delay);
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY_MILLIS);
  }

  #tell(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
