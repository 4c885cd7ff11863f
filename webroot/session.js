/** What somebody can do, and what the server's answers change. The only writer of the store. */
import { missing } from './address.js';
import { getMethods, getModels, notPicture, ofPicture, postImage, Problem } from './api.js';
import { fitting, nextOf } from './choices.js';
import { decodeValues } from './heatmap.js';
import { beginning, firstRequest, isQuick, missingTop, wayOf } from './plan.js';
import { methodOf, modelOf, neighbourOf } from './selectors.js';
import { STRINGS, fill } from './strings.js';

const BUSY_SECONDS = 2;

export class Session {
  #store;
  #live;
  /** Label of the class that somebody chose: it is kept when model, method or layer change. */
  #pinned = null;
  /** Method and layer that somebody chose: where a model lacks them others serve, and they come back with the next one. */
  #preferred = { method: null, layer: null, others: [] };
  /** What the link asks for, until it is known whether that can be had. */
  #link = { others: [] };
  /** The explanation being received; it replaces the shown one when it can be drawn. */
  #incoming = null;
  /** Quiet requests fetch ahead: they show no progress and their failure is nobody's concern. */
  #quiet = false;
  #retried = false;
  #opened = 0;
  #learning = false;

  /**
   * @param {import('./store.js').Store} store
   * @param {import('./api.js').LiveConnection} live
   */
  constructor(store, live) {
    this.#store = store;
    this.#live = live;
    live.addEventListener('message', (event) => this.#receive(event.detail));
    live.addEventListener('connection', (event) => this.#connection(event.detail));
  }

  /**
   * Connects, and explains the first picture.
   * @param {object | null} picture
   * @param {ReturnType<import('./address.js').fromQuery>} link what the address asks for
   */
  start(picture, link) {
    const { model = null, method = null, layer = null, others, label = null, options, view } = link;
    this.#link = link;
    this.#preferred = { method, layer, others };
    this.#pinned = label;
    this.#store.set({ model, options, view, ...(picture && { picture }) });
    this.#live.open();
    return this.learn();
  }

  /** Learns what the server has to offer, then explains the picture. What fails here can be tried again. */
  async learn() {
    if (this.#learning) return;
    this.#learning = true;
    this.#store.set({ status: 'working', problem: null });
    try {
      const [models, methods] = await Promise.all([getModels(), getMethods()]);
      this.#store.set({ models, methods });
      this.#store.set(fitting(this.#store.state, { ...this.#preferred, model: this.#store.state.model }));
      if (this.#store.state.model) this.#explain();
      else this.fail(new Problem(STRINGS.problem.noModel));
      this.#tellMissing();
    } catch (problem) {
      this.fail(problem);
    } finally {
      this.#learning = false;
    }
  }

  /** Something else is shown than the link asks for: that must not go unnoticed. */
  #tellMissing() {
    const names = missing(this.#link, this.#store.state);
    this.#link = { others: [] };
    const { link } = STRINGS.problem;
    if (names.length > 0 && this.#store.state.model) this.#store.set({ problem: { ...link, detail: fill(link.detail, { names: names.join(', ') }) } });
  }

  /** Explains a picture the server already has. */
  choosePicture(picture) {
    this.#opened++;
    this.#show(picture);
    this.#explain();
  }

  /** Shows a file at once, hands it to the server and explains it. */
  async openFile(file) {
    const turn = ++this.#opened;
    const name = file.name || STRINGS.picture.yours;
    if (!file.type.startsWith('image/')) return this.fail(notPicture(name, file.type));
    this.#live.cancel();
    this.#show({ id: null, url: URL.createObjectURL(file), file, title: name, width: 0, height: 0 });
    try {
      const { id, width, height } = await postImage(file, (seconds) => this.#busy(seconds));
      if (turn !== this.#opened) return;
      this.#store.set({ picture: { ...this.#store.state.picture, id, width, height }, problem: null });
      this.#explain();
    } catch (problem) {
      if (turn !== this.#opened) return;
      this.fail(ofPicture(name, problem));
    }
  }

  /**
   * Takes another model, layer or method, or several at once; what does not fit gives way.
   * @param {{model?: string, layer?: string, method?: string, others?: string[]}} change
   */
  choose({ model = this.#store.state.model, ...change }) {
    Object.assign(this.#preferred, 'layer' in change ? { others: [] } : {}, change);
    const method = this.#preferred.method ?? this.#store.state.method;
    this.#store.set(fitting(this.#store.state, { ...this.#preferred, model, method }));
    this.#explain();
  }

  /** Says how thoroughly to look. */
  chooseOption({ name, value }) {
    this.#store.set({ options: { ...this.#store.state.options, [name]: value } });
    this.#explain();
  }

  /** Goes on to the next method that works here, or to the next layer that the method works at. */
  stepChoice({ what, by }) {
    const next = nextOf(this.#store.state, what, by);
    if (next !== null) this.choose({ [what]: next });
  }

  /** Stops what is under way and goes back to what is on the stage. */
  cancel() {
    const { explanation, status } = this.#store.state;
    if (status !== 'working' || !this.#incoming) return;
    this.#live.cancel();
    this.#incoming = null;
    if (explanation) this.#preferred = { ...explanation.choice };
    this.#store.set({ ...explanation?.choice, ...this.#classBack(), status: explanation ? 'ready' : 'idle', problem: null, progress: null });
  }

  /** Shows a class: at once where its map is there, else after asking for it. */
  chooseClass(index) {
    const { explanation } = this.#store.state;
    this.#pinned = modelOf(this.#store.state)?.labels[index] ?? null;
    this.#store.set({ chosen: index });
    if (!explanation?.maps.has(index)) this.#ask({ classes: [index] });
    else if (this.#incoming) this.#incoming.wanted = index;
  }

  /** Walks through the classes in order of probability. */
  step(by) {
    const next = neighbourOf(this.#store.state, by);
    if (next !== null) this.chooseClass(next);
  }

  /** Changes how the map is drawn; asks nobody. */
  draw(change) {
    this.#store.set({ view: { ...this.#store.state.view, ...change } });
  }

  /** Says which cell is being looked at; null for none. */
  probe(probe) {
    this.#store.set({ probe });
  }

  /** Says which picture is on the stage. */
  painted(url) {
    this.#store.set({ painted: url });
  }

  /** Shows what went wrong. */
  fail({ title, detail }) {
    this.#store.set({ status: 'problem', problem: { title, detail }, progress: null });
  }

  dismiss() {
    this.#store.set({ problem: null, status: this.#store.state.explanation ? 'ready' : 'idle' });
  }

  #show(picture) {
    const { url } = this.#store.state.picture ?? {};
    if (url?.startsWith('blob:')) URL.revokeObjectURL(url);
    this.#pinned = null;
    this.#incoming = null;
    this.#store.set({ picture, explanation: null, chosen: null, probe: null, status: 'working', problem: null });
  }

  /** A class whose map never came cannot stay chosen. */
  #classBack() {
    const { explanation, chosen } = this.#store.state;
    if (!explanation || explanation.maps.has(chosen)) return {};
    this.#pinned = null;
    return { chosen: explanation.maps.keys().next().value ?? null };
  }

  #explain() {
    const { state } = this.#store;
    if (state.models.length === 0) return this.learn();
    if (!state.model || !state.method || !state.picture?.id) return;
    const pinned = this.#pinned === null ? -1 : modelOf(state).labels.indexOf(this.#pinned);
    this.#ask(firstRequest(methodOf(state), pinned < 0 ? null : pinned), { wanted: pinned < 0 ? null : pinned });
  }

  #ask(classes, { wanted = this.#store.state.chosen, quiet = false, retry = false } = {}) {
    const { picture, model, method, layer, others, options } = this.#store.state;
    const way = wayOf(methodOf(this.#store.state), this.#store.state);
    this.#quiet = quiet;
    this.#retried = retry;
    const choice = { model, method, layer, others, options };
    this.#incoming = { classes, wanted, choice, key: JSON.stringify([picture.id, model, method, way]) };
    if (!quiet) this.#store.set({ status: 'working', problem: null, progress: null });
    this.#live.explain({ image: picture.id, model, method, ...way, ...classes });
  }

  #receive(message) {
    if (!this.#incoming) return;
    const handlers = {
      prediction: () => this.#prediction(message),
      map: () => this.#map(message),
      progress: () => this.#quiet || this.#progress(message),
      done: () => this.#done(message),
      problem: () => this.#problem(message),
    };
    handlers[message.type]?.();
  }

  #prediction({ id: _id, type: _type, ...prediction }) {
    this.#incoming.explanation = beginning(prediction, this.#incoming, this.#store.state.explanation);
    this.#incoming.wanted ??= prediction.predictions[0]?.index ?? null;
  }

  #progress({ text = '', done = 0, total = 0 }) {
    this.#store.set({ progress: { text, done, total } });
  }

  /** The map that is waited for is drawn as soon as it comes; the others gather until all is done. */
  #map({ id: _id, type: _type, values, ...map }) {
    const { explanation, wanted } = this.#incoming;
    explanation.maps.set(map.index, { ...map, base64: values, values: decodeValues(values) });
    if (map.index === wanted && !this.#quiet) this.#store.set({ explanation: { ...explanation }, chosen: this.#chosenNow() });
  }

  #done({ timing }) {
    const { explanation, wanted } = this.#incoming;
    const shown = { ...explanation, timing: this.#quiet ? this.#store.state.explanation.timing : timing };
    const chosen = this.#chosenNow();
    this.#incoming = null;
    this.#store.set({ explanation: shown, chosen, status: 'ready', progress: null });
    if (!shown.maps.has(chosen) && chosen !== wanted) return this.#ask({ classes: [chosen] });
    const missing = missingTop(shown);
    if (missing.length > 0 && !this.#quiet && isQuick(timing)) this.#ask({ classes: missing }, { quiet: true });
  }

  /** Somebody may have walked on among maps that were coming in; that choice stands. */
  #chosenNow() {
    const { chosen, explanation } = this.#store.state;
    return explanation?.key === this.#incoming.key && chosen !== null ? chosen : this.#incoming.wanted;
  }

  #problem({ status, detail, retryAfter }) {
    const { classes, wanted } = this.#incoming;
    if (this.#quiet) return;
    if (status === 404 && !this.#retried) return this.#sendAgain(classes, wanted, new Problem({ status, detail }));
    if (status !== 503 || this.#retried) return this.#giveUp(new Problem({ status, detail }));
    const seconds = retryAfter ?? BUSY_SECONDS;
    this.#busy(seconds);
    const waiting = this.#incoming;
    setTimeout(() => waiting === this.#incoming && this.#ask(classes, { wanted, retry: true }), seconds * 1000);
  }

  /** A server that was started anew has forgotten the pictures it was given; the page has not. */
  async #sendAgain(classes, wanted, problem) {
    const waiting = this.#incoming;
    const { picture } = this.#store.state;
    try {
      const blob = picture.file ?? (await (await fetch(picture.url)).blob());
      const { id } = await postImage(blob, (seconds) => this.#busy(seconds));
      if (waiting === this.#incoming && id === picture.id) return this.#ask(classes, { wanted, retry: true });
    } catch {
      // The first problem says more than the failure of this attempt.
    }
    if (waiting === this.#incoming) this.#giveUp(problem);
  }

  /** What is still on the stage does not belong to what is chosen now. */
  #giveUp(problem) {
    this.#incoming = null;
    this.#store.set({ explanation: null });
    this.fail(problem);
  }

  #busy(seconds) {
    this.#store.set({ problem: { ...STRINGS.problem.busy, detail: fill(STRINGS.problem.busy.detail, { seconds }) } });
  }

  #connection(connected) {
    if (connected === this.#store.state.connected) return;
    this.#store.set({ connected, problem: connected ? null : STRINGS.problem.offline });
    if (connected && this.#store.state.models.length === 0) this.learn();
  }
}
