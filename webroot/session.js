/** What somebody can do. The only writer of the store, but for `Asking`, its half that listens to the server. */
import { fromQuery, missing } from './address.js';
import { getCost, getMethods, getModels, notPicture, ofPicture, postAddress, postImage, Problem } from './api.js';
import { Asking } from './asking.js';
import { fitting, nextOf } from './choices.js';
import { classNamed } from './classes.js';
import { Costs } from './costs.js';
import { urlOf } from './image.js';
import { isLinked } from './links.js';
import { costAddress, firstRequest, requestFor, stoppedAt } from './plan.js';
import { patiently } from './reaching.js';
import { methodOf, modelOf, neighbourOf } from './selectors.js';
import { STRINGS, fill } from './strings.js';
import { nameIn } from './web-address.js';

export class Session {
  #store;
  #live;
  #asking;
  #costs = new Costs(getCost, (address, cost) => this.#store.set({ costs: { ...this.#store.state.costs, [address]: cost } }));
  /** Label of the class that somebody chose: it is kept when model, method or layer change. */
  #pinned = null;
  /** Method and layer that somebody chose: where a model lacks them others serve, and they come back with the next one. */
  #preferred = { method: null, layer: null, others: [] };
  /** What the link asks for, until it is known whether that can be had. */
  #link = { others: [] };
  /** What a link keeps, until it is shown. */
  #linked = null;
  /** Ends the opening of a picture when another one is chosen. */
  #opening = new AbortController();
  #learning = false;

  /**
   * @param {import('./store.js').Store} store
   * @param {import('./api.js').LiveConnection} live
   */
  constructor(store, live) {
    this.#store = store;
    this.#live = live;
    this.#asking = new Asking(store, live, (problem) => this.fail(problem));
    live.addEventListener('connection', (event) => this.#connection(event.detail));
    live.addEventListener('models', () => this.refresh());
  }

  /**
   * Connects, and explains the first picture.
   * @param {object | null} picture
   * @param {ReturnType<import('./address.js').fromQuery>} link what the address asks for
   */
  start(picture, link) {
    const { model = null, method = null, layer = null, others, label = null, options, view, presenting } = link;
    this.#link = link;
    this.#preferred = { method, layer, others };
    this.#pinned = label;
    this.#store.set({ model, options, view, presenting, ...(picture && { picture }) });
    this.#live.open();
    return this.learn();
  }

  /**
   * Connects, and shows what a link keeps. One that leads nowhere is said to, and the first picture explained.
   * @param {Promise<object>} opening see `openLink`
   * @param {object | null} first
   */
  async startLink(opening, first) {
    const { problem, ...link } = await opening.catch((failure) => ({ problem: failure }));
    if (problem) {
      await this.start(first, fromQuery(''));
      return this.fail({ title: STRINGS.link.unknown, detail: problem.detail });
    }
    const { id, created, models, title, url, explanation } = link;
    const [shown] = explanation.maps.keys();
    const { view } = fromQuery(new URL(link.address, location.href).search);
    this.#store.set({
      view,
      link: { id, created, models },
      picture: { id: explanation.image.id, url, title: title || STRINGS.picture.linked, width: 0, height: 0 },
      ...explanation.choice,
    });
    this.#preferred = { ...explanation.choice };
    this.#linked = { explanation, chosen: shown ?? explanation.predictions[0].index };
    this.#live.open();
    return this.learn();
  }

  /** Learns what the server has to offer, then explains the picture. What fails here can be tried again. */
  async learn() {
    if (this.#learning) return;
    this.#learning = true;
    this.#store.set({ status: 'working', problem: null });
    try {
      const [{ models, adding }, methods] = await patiently(() => Promise.all([getModels(), getMethods()]));
      this.#store.set({ models, adding, methods });
      this.#store.set(fitting(this.#store.state, { ...this.#preferred, model: this.#store.state.model }));
      if (this.#linked) this.#showLinked();
      else if (this.#store.state.model) this.#explain();
      else this.fail(new Problem(STRINGS.problem.noModel));
      this.#tellMissing();
    } catch (problem) {
      this.fail(problem);
    } finally {
      this.#learning = false;
    }
  }

  /** Learns which models there are now. Where the chosen one has changed, or is gone, the picture is explained anew. */
  async refresh() {
    const before = modelOf(this.#store.state);
    const { models } = await getModels().catch(() => ({ models: this.#store.state.models }));
    this.#store.set({ models });
    // A link goes on showing what it keeps.
    if (isLinked(this.#store.state) || JSON.stringify(modelOf(this.#store.state)) === JSON.stringify(before)) return;
    const { model, method } = this.#store.state;
    this.#store.set(fitting(this.#store.state, { ...this.#preferred, method: this.#preferred.method ?? method, model }));
    this.#costs.forget();
    this.#store.set({ costs: {} });
    this.#explain();
  }

  #showLinked() {
    this.#store.set({ ...this.#linked, status: 'ready' });
    this.#linked = null;
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
    this.#open();
    this.#show(picture);
    this.#explain();
  }

  /** Hands a file to the server and explains it; until the server has taken it, what is shown stays. */
  async openFile(file) {
    const name = file.name || STRINGS.picture.yours;
    // Systems know no type for a format that is rare: the server says what it is.
    if (file.type && !file.type.startsWith('image/')) return this.fail(notPicture(name, file.type));
    this.cancel();
    const signal = this.#open();
    this.#store.set({ status: 'working', problem: null });
    try {
      const image = await patiently(() => postImage(file, (seconds) => this.#busy(seconds)), signal);
      if (!signal.aborted) this.choosePicture(asShown({ ...image, url: URL.createObjectURL(file), file, title: name }));
    } catch (problem) {
      if (signal.aborted) return;
      this.fail(ofPicture(name, problem));
    }
  }

  /** Has the server fetch a picture from elsewhere, and explains it; until then, what is shown stays. */
  async openAddress(address) {
    this.cancel();
    const signal = this.#open();
    const title = nameIn(address);
    this.#store.set({ status: 'working', problem: null });
    try {
      const image = await patiently(() => postAddress(address, (seconds) => this.#busy(seconds)), signal);
      if (!signal.aborted) this.choosePicture({ ...image, url: urlOf(image.id), title });
    } catch (problem) {
      if (!signal.aborted) this.fail(ofPicture(title, problem));
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

  /** Says how thoroughly to look; an empty value is the usual one. */
  chooseOption({ name, value }) {
    const { [name]: _former, ...options } = this.#store.state.options;
    this.#store.set({ options: value === '' ? options : { ...options, [name]: value } });
    this.#explain();
  }

  /**
   * Finds out what methods would take as everything is chosen now.
   * @param {string[]} names the most urgent first
   */
  wantCosts(names) {
    const { state } = this.#store;
    this.#costs.want(names.map((name) => costAddress(state.methods.find((method) => method.name === name), state)));
  }

  /** Goes on to the next method that works here, or to the next layer that the method works at. */
  stepChoice({ what, by }) {
    const next = nextOf(this.#store.state, what, by);
    if (next !== null) this.choose({ [what]: next });
  }

  /** Stops what is under way: what was found so far stays; where that is nothing, what is on the stage is chosen again. */
  cancel() {
    if (!this.#asking.isUnderWay) return;
    this.#asking.stop();
    const { explanation: shown, progress } = this.#store.state;
    const explanation = stoppedAt(shown, progress);
    if (explanation) this.#preferred = { ...explanation.choice };
    this.#store.set({ ...explanation?.choice, ...this.#classBack(), explanation, status: explanation ? 'ready' : 'idle', problem: null, progress: null });
  }

  /** Shows a class: at once where its map is there, while it grows where it is on its way, else after asking for it. */
  chooseClass(index) {
    this.#pinned = modelOf(this.#store.state)?.labels[index] ?? null;
    this.#store.set({ chosen: index });
    const method = methodOf(this.#store.state);
    // Parts are those of all classes: the choice waits for the next method.
    if (this.#asking.turnTo(index) || method?.givesConcepts) return;
    this.#asking.ask(requestFor(method, index, this.#store.state.explanation));
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

  /** Looks at one part alone, or at all again. */
  choosePart(number) {
    this.#store.set({ part: number === this.#store.state.part ? null : number });
  }

  /** Begins or ends the presentation; at its end the heat is there again. */
  present(presenting) {
    this.#store.set({ presenting, heat: true });
  }

  showHeat(heat) {
    this.#store.set({ heat });
  }

  /** Says which cell is being looked at; null for none. */
  probe(probe) {
    this.#store.set({ probe });
  }

  /** Says which picture is on the stage. */
  painted(url) {
    this.#store.set({ painted: url });
  }

  /** The browser cannot read what is to be on the stage; the server may be able to. */
  unreadable() {
    const { picture } = this.#store.state;
    if (picture.url.startsWith('blob:')) return this.#store.set({ picture: asShown({ ...picture, redrawn: true }) });
    const { refused, unreadable } = STRINGS.picture;
    this.fail({ title: fill(refused, { name: picture.title }), detail: unreadable });
  }

  /** Shows what went wrong. */
  fail({ title, detail }) {
    this.#store.set({ status: 'problem', problem: { title, detail }, progress: null });
  }

  dismiss() {
    this.#store.set({ problem: null, status: this.#store.state.explanation ? 'ready' : 'idle' });
  }

  /** Begins to open a picture: what was begun before is of no use any more. */
  #open() {
    this.#opening.abort();
    this.#opening = new AbortController();
    return this.#opening.signal;
  }

  #show(picture) {
    const { url } = this.#store.state.picture ?? {};
    if (url?.startsWith('blob:')) URL.revokeObjectURL(url);
    this.#pinned = null;
    this.#asking.stop();
    this.#store.set({ picture, explanation: null, chosen: null, probe: null, status: 'working', problem: null });
  }

  /** A class whose map never came cannot stay chosen. */
  #classBack() {
    const { explanation, chosen } = this.#store.state;
    if (!explanation || explanation.maps.has(chosen) || explanation.concepts.length > 0) return {};
    this.#pinned = null;
    return { chosen: explanation.maps.keys().next().value ?? null };
  }

  #explain() {
    const { state } = this.#store;
    if (state.models.length === 0) return this.learn();
    if (!state.model || !state.method || !state.picture?.id) return;
    const { labels } = modelOf(state);
    const at = this.#pinned === null ? -1 : classNamed(labels, this.#pinned);
    const pinned = at < 0 ? null : at;
    this.#asking.ask(firstRequest(methodOf(state), pinned, predictionsHere(state), labels.length), { wanted: pinned });
  }

  #busy(seconds) {
    this.#store.set({ problem: { ...STRINGS.problem.busy, detail: fill(STRINGS.problem.busy.detail, { seconds }) } });
  }

  #connection(connected) {
    if (connected === this.#store.state.connected) return;
    this.#store.set({ connected });
    if (!connected) return;
    if (this.#store.state.models.length === 0) this.learn();
    else this.refresh();
  }
}

/** A file that browsers decode differently, or not at all, is drawn as the server did. */
function asShown(picture) {
  if (!picture.redrawn || !picture.id) return picture;
  URL.revokeObjectURL(picture.url);
  return { ...picture, url: urlOf(picture.id) };
}

/** What the chosen model says of the chosen picture, as far as the stage tells. */
function predictionsHere({ explanation, model, picture }) {
  return explanation?.model === model && explanation.image.id === picture.id ? explanation.predictions : [];
}
