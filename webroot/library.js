/** What somebody can do with the library of models. Writes the store's key `library`, and no other. */
import { postImage } from './api.js';
import { percentOf } from './format.js';
import { nameOf, wanted } from './model-files.js';
import { CLOSED } from './store.js';
import { STRINGS, fill } from './strings.js';

/** Each is shown to the model in a dozen ways. */
const MAX_IMAGES = 50;

export class Library {
  #store;
  #api;
  #learn;
  #stop = new AbortController();
  #wanted = null;

  /**
   * @param {import('./store.js').Store} store
   * @param {import('./library-api.js').LibraryApi} api
   * @param {() => Promise<void>} learn asks for the list of models again
   */
  constructor(store, api, learn) {
    this.#store = store;
    this.#api = api;
    this.#learn = learn;
  }

  #set(change) {
    this.#store.set({ library: { ...this.#store.state.library, ...change } });
  }

  /** Opens the dialog to add a model. */
  async open() {
    this.#set({ ...CLOSED, open: true });
    this.#listRemoved();
    const catalogue = await this.#api.catalogue().catch(() => []);
    this.#set({ catalogue });
  }

  /** Only who may bring them back is told which models were removed. */
  async #listRemoved() {
    if (this.#store.state.adding !== 'open' && !this.#api.token) return;
    const removed = await this.#api.removed().catch(() => []);
    this.#set({ removed });
  }

  close() {
    this.#stop.abort();
    this.#set(CLOSED);
  }

  /**
   * Takes the files that somebody brings.
   * @param {import('./model-files.js').Brought[]} files
   */
  bring(files) {
    if (!this.#store.state.library.open) this.open();
    const kept = wanted(files);
    this.#set({ files: kept, name: nameOf(kept), problem: null, step: 'choose' });
  }

  /** Sends what was brought. */
  add({ name, token }) {
    const { files } = this.#store.state.library;
    return this.#take(name, token, (onProgress, signal) => this.#api.add(name, files, onProgress, signal));
  }

  /** Fetches a model from the hub or the catalogue, whose licence was shown. */
  fetch({ name, token, source }) {
    return this.#take(name, token, (onProgress, signal) => this.#api.fetch(name, source, onProgress, signal));
  }

  /** Asks what a model of the hub would take. */
  async look({ name, token }) {
    this.#api.token = token;
    this.#set({ plan: null, problem: null });
    try {
      const plan = await this.#api.plan(name);
      this.#set({ plan });
    } catch (problem) {
      this.#fail(problem);
    }
  }

  async #take(name, token, bring) {
    this.#api.token = token;
    this.#stop = new AbortController();
    this.#set({ step: 'sending', name, progress: { done: 0, total: 0, text: STRINGS.library.sending }, problem: null });
    try {
      await bring((done, total, status) => this.#set({ progress: { done, total, text: textOf(done, total, status) } }), this.#stop.signal);
      await this.#learn();
      await this.check(name);
    } catch (problem) {
      this.#set({ step: 'choose', progress: null });
      this.#fail(problem);
    }
  }

  /** Shows what a model says of the picture, prepared in each of the usual ways. */
  check(model) {
    const { id, title } = this.#store.state.picture;
    this.#set({ open: true, step: 'check', model, preset: null, progress: null, uses: null, removing: false });
    this.#askUses(model);
    return this.#tryAll([{ title, truth: null, find: () => id }]);
  }

  /**
   * Shows what it says of other images.
   * @param {{path: string, file: File}[]} files
   * @param {(path: string) => number | null} truthOf the class that a name tells
   */
  tryImages(files, truthOf) {
    const images = files.slice(0, MAX_IMAGES).map(({ path, file }) => ({ title: path, truth: truthOf(path), find: async () => (await postImage(file, () => {})).id }));
    return this.#tryAll(images);
  }

  /** Says which class an image shows; null where that is not known. */
  labelImage({ at, truth }) {
    const { images } = this.#store.state.library;
    this.#set({ images: images.with(at, { ...images[at], truth }) });
  }

  /** One after the other; somebody may have chosen others meanwhile. */
  async #tryAll(wanted) {
    const { model } = this.#store.state.library;
    this.#wanted = wanted;
    this.#set({ images: null, tried: { done: 0, of: wanted.length }, problem: null });
    const images = [];
    try {
      for (const { find, ...image } of wanted) {
        images.push({ ...image, trials: await this.#api.tryOut(model, await find()) });
        if (this.#wanted !== wanted || this.#store.state.library.model !== model) return;
        this.#set({ tried: { done: images.length, of: wanted.length } });
      }
    } catch (problem) {
      if (this.#wanted !== wanted) return;
      this.#fail(problem);
    }
    const { preset } = this.#store.state.library;
    this.#set({ images, tried: null, preset: preset ?? images[0]?.trials.find((trial) => trial.current).preset ?? null });
  }

  #isChecked(model) {
    const { library } = this.#store.state;
    return library.open && library.model === model;
  }

  async #askUses(model) {
    const uses = await this.#api.uses(model).catch(() => null);
    if (this.#isChecked(model)) this.#set({ uses });
  }

  choosePreset(preset) {
    this.#set({ preset });
  }

  /**
   * Saves what was chosen.
   * @param {{token: string, labels: string, output: string}} correction labels: one a line, empty where they stay; output:
   *   the name of the one that holds the class scores
   * @returns {Promise<string | null>} the model, to be explained; null where it cannot be saved
   */
  async save({ token, labels, output }) {
    const { model, preset, images } = this.#store.state.library;
    this.#api.token = token;
    try {
      const current = images[0]?.trials.find((trial) => trial.current).preset;
      if (preset && preset !== current) await this.#api.prepare(model, preset);
      const taken = this.#store.state.models.find(({ name }) => name === model)?.output?.name;
      if (output && output !== taken) await this.#api.chooseOutput(model, output);
      if (labels.trim()) await this.#api.label(model, labels);
      await this.#learn();
      this.close();
      return model;
    } catch (problem) {
      this.#fail(problem);
      return null;
    }
  }

  /** Asks whether the model that is being checked is to be removed, or does so no more. */
  askRemoval(removing) {
    this.#set({ removing });
  }

  /** Removes it, and shows where it can be brought back. */
  async remove({ token }) {
    this.#api.token = token;
    try {
      await this.#api.remove(this.#store.state.library.model);
      await this.#learn();
      await this.open();
    } catch (problem) {
      this.#fail(problem);
    }
  }

  /** Brings back a model that was removed. */
  async restore({ id, token }) {
    this.#api.token = token;
    this.#set({ problem: null });
    try {
      await this.#api.restore(id);
      await this.#learn();
      await this.#listRemoved();
    } catch (problem) {
      this.#fail(problem);
    }
  }

  stop() {
    this.#stop.abort();
  }

  /** What somebody stopped is no problem. */
  #fail({ name, title, detail, message }) {
    if (name !== 'AbortError') this.#set({ problem: { title: title ?? STRINGS.problem.title, detail: detail ?? message } });
  }
}

function textOf(done, total, status) {
  const words = STRINGS.library;
  if (status === 'checking' || (status === undefined && done === total)) return words.checking;
  return fill(status === 'fetching' ? words.fetching : words.sent, { percent: percentOf(total > 0 ? Math.floor((100 * done) / total) : 0) });
}
