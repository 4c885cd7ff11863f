/** The form that begins a study of a model: with which pictures, what is where in them, how far it is, and a way to stop it. */
import { Problem, postImage, request } from '../api.js';
import { at } from '../base.js';
import { part } from '../dom.js';
import { patiently } from '../reaching.js';
import { STRINGS, fill } from '../strings.js';
import { TruthInput } from './truth-input.js';

/** More pictures a study does not take. */
const MOST_PICTURES = 500;

/** @typedef {{id: string, title: string}} Picture that the server has */

export class StudyForm {
  #root;
  #name;
  #sets;
  #ask;
  #truth;
  #controller = null;

  /**
   * @param {HTMLElement} root holds the parts, whose ids begin with the name, and names the model
   * @param {string} name
   * @param {Record<string, Picture[]>} sets of pictures that the server has already, by the value of their choice in the form
   * @param {(images: Picture[], truth: object, tell: (progress: {text: string, fraction: number}) => void, signal: AbortSignal) => Promise<void>} ask
   */
  constructor(root, name, sets, ask) {
    this.#root = root;
    this.#name = name;
    this.#sets = sets;
    this.#ask = ask;
    this.#truth = new TruthInput(this.#its('truth'));
    const form = this.#its('form');
    form.addEventListener('change', () => this.#show());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.begin();
    });
    this.#its('stop').addEventListener('click', () => this.#controller?.abort());
  }

  #its(id) {
    return part(`${this.#name}-${id}`, this.#root);
  }

  /** Which metrics the boxes and masks given make possible. */
  get covers() {
    return this.#truth.covers;
  }

  /** Boxes and masks are asked for where somebody brings pictures. */
  #show() {
    const isOwn = this.#its('form').elements.pictures.value === 'own';
    for (const id of ['brought', 'truth']) this.#its(id).hidden = !isOwn;
    this.#truth.show(isOwn ? this.#files().map(pathOf) : []);
  }

  #files() {
    return [...this.#its('brought').querySelectorAll('[type=file]')].flatMap((input) => [...input.files].filter(isWanted));
  }

  /** Asks, as if somebody had pressed the button. */
  async begin() {
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    const tell = (progress) => this.#tell(progress);
    this.#working(true);
    this.#fail(null);
    try {
      const pictures = await this.#pictures(tell, signal);
      await this.#ask(pictures, await this.#where(pictures, tell, signal), tell, signal);
    } catch (failure) {
      // Whoever stopped it knows.
      if (!signal.aborted) this.#fail(failure);
    }
    this.#working(false);
  }

  async #pictures(tell, signal) {
    const set = this.#sets[this.#its('form').elements.pictures.value];
    if (set) return set;
    const files = this.#files();
    if (files.length === 0) throw new Problem({ detail: STRINGS.ranking.noFiles });
    if (files.length > MOST_PICTURES) throw new Problem({ detail: fill(STRINGS.ranking.tooMany, { count: files.length, most: MOST_PICTURES }) });
    const sent = [];
    for (const file of files) {
      signal.throwIfAborted();
      tell({ text: fill(STRINGS.ranking.sending, { name: file.name }), fraction: sent.length / files.length });
      sent.push({ ...(await patiently(() => postImage(file, () => {}), signal)), title: pathOf(file) });
    }
    return sent;
  }

  /** Where the objects are, and of which class, as far as somebody says it: options of a study. */
  async #where(pictures, tell, signal) {
    const { boxes, masks } = this.covers;
    if (!boxes && !masks) return {};
    const { labels } = await (await patiently(() => request(at(`/api/models/${encodeURIComponent(this.#root.dataset.model)}`), { signal }), signal)).json();
    return this.#truth.options(pictures, { labels, signal, tell: (text) => tell({ text, fraction: 1 }) });
  }

  #working(isWorking) {
    this.#its('start').disabled = isWorking;
    for (const id of ['stop', 'progress']) this.#its(id).hidden = !isWorking;
    this.#its('text').textContent = '';
    this.#its('bar').removeAttribute('value');
  }

  #tell({ text, fraction }) {
    this.#its('text').textContent = text;
    this.#its('bar').value = fraction;
  }

  #fail(failure) {
    const problem = this.#its('problem');
    problem.hidden = failure === null;
    problem.textContent = this.#truth.named(failure?.message ?? '');
  }
}

/** Pictures of several folders may be called the same. */
function pathOf({ name, webkitRelativePath }) {
  return webkitRelativePath || name;
}

/** A folder holds other files too; a file that somebody chose by itself is one that the server says no to. */
function isWanted({ type, webkitRelativePath }) {
  return webkitRelativePath === '' || type.startsWith('image/');
}
