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

/** The server does not answer, or what stands in front of it says so. */
export class Unreachable extends Problem {
  constructor() {
    super(STRINGS.problem.unreachable);
  }
}

/** True where a gateway answers in place of the server, which it does not reach. */
export function isUnreached({ status }) {
  return status === 502 || status === 504;
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
  try {
    return (await request(at('/api/images'), { method: 'POST', headers, body: blob }, onBusy)).json();
  } catch (failure) {
    throw await (failure instanceof Unreachable ? notSent(blob) : failure);
  }
}

/**
 * Tells why a file could not be sent: where it was moved or changed, the browser says no more than where there is no network.
 * @param {Blob} blob
 */
export async function notSent(blob) {
  const isReadable = await blob.slice(0, 1).arrayBuffer().then(() => true, () => false);
  return isReadable ? new Unreachable() : new Problem({ detail: STRINGS.pictures.unreadable });
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
 * Asks the server; what it refuses is thrown as a problem, and that it does not answer as {@link Unreachable}.
 * @param {string} path
 * @param {RequestInit} options
 * @param {((seconds: number) => void) | null} onBusy
 */
export async function request(path, options = {}, onBusy = null) {
  const response = await fetch(path, options).catch((failure) => {
    throw options.signal?.aborted ? failure : new Unreachable();
  });
  if (response.ok) return response;
  if (isUnreached(response)) throw new Unreachable();
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
  #timer = null;
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

  /** Tries at once where it would wait to try again: somebody else has reached the server. */
  hurry() {
    if (this.#socket?.readyState !== WebSocket.CLOSED) return;
    clearTimeout(this.#timer);
    this.open();
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
    this.#timer = setTimeout(() => this.open(), this.#delay);
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY_MILLIS);
  }

  #tell(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
