/** The form that begins a study of a model: with which pictures, how far it is, and a way to stop it. */
import { Problem, postImage } from '../api.js';
import { part } from '../dom.js';
import { STRINGS, fill } from '../strings.js';

/** More pictures a study does not take. */
const MOST_PICTURES = 500;

/** @typedef {{id: string, title: string}} Picture that the server has */

export class StudyForm {
  #root;
  #name;
  #sets;
  #ask;
  #controller = null;

  /**
   * @param {HTMLElement} root holds the parts, whose ids begin with the name
   * @param {string} name
   * @param {Record<string, Picture[]>} sets of pictures that the server has already, by the value of their choice in the form
   * @param {(images: Picture[], tell: (progress: {text: string, fraction: number}) => void, signal: AbortSignal) => Promise<void>} ask
   */
  constructor(root, name, sets, ask) {
    this.#root = root;
    this.#name = name;
    this.#sets = sets;
    this.#ask = ask;
    const form = this.#its('form');
    form.addEventListener('change', () => (this.#its('brought').hidden = form.elements.pictures.value !== 'own'));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.begin();
    });
    this.#its('stop').addEventListener('click', () => this.#controller?.abort());
  }

  #its(id) {
    return part(`${this.#name}-${id}`, this.#root);
  }

  /** Asks, as if somebody had pressed the button. */
  async begin() {
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    const tell = (progress) => this.#tell(progress);
    this.#working(true);
    this.#fail(null);
    try {
      await this.#ask(await this.#pictures(tell, signal), tell, signal);
    } catch (failure) {
      // Whoever stopped it knows.
      if (!signal.aborted) this.#fail(failure);
    }
    this.#working(false);
  }

  async #pictures(tell, signal) {
    const form = this.#its('form');
    const set = this.#sets[form.elements.pictures.value];
    if (set) return set;
    const files = [...form.querySelectorAll('[type=file]')].flatMap((input) => [...input.files].filter(isWanted));
    if (files.length === 0) throw new Problem({ detail: STRINGS.ranking.noFiles });
    if (files.length > MOST_PICTURES) throw new Problem({ detail: fill(STRINGS.ranking.tooMany, { count: files.length, most: MOST_PICTURES }) });
    const sent = [];
    for (const file of files) {
      signal.throwIfAborted();
      tell({ text: fill(STRINGS.ranking.sending, { name: file.name }), fraction: sent.length / files.length });
      sent.push({ id: (await postImage(file, () => {})).id, title: file.name });
    }
    return sent;
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
    problem.textContent = failure?.message ?? '';
  }
}

/** A folder holds other files too; a file that somebody chose by itself is one that the server says no to. */
function isWanted({ type, webkitRelativePath }) {
  return webkitRelativePath === '' || type.startsWith('image/');
}
