/** What somebody can do on the screen: the only writer of its part of the store. */
import { decodeValues } from '../../heatmap.js';
import { answerKey, answerKeyOf, answerWith, asksOf, placesOf } from './asks.js';
import { explain } from './explanations.js';
import { fromFields, toFields } from './fields.js';
import { BEST, itemsOf, placeKey, toggled, usualItems } from './items.js';
import { Queue } from './queue.js';

/** Answers that are kept, so that going back is instant. */
const KEPT = 240;

/** What decides which maps are shown. The shared choice is the session's to write. */
const SHARED = ['screen', 'models', 'methods', 'picture', 'model', 'method', 'layer', 'options', 'chosen', 'explanation', 'status'];

export class Comparison {
  #store;
  #queue = new Queue((ask, signal) => this.#answer(ask, signal));

  /** @param {import('../../store.js').Store} store */
  constructor(store) {
    this.#store = store;
  }

  /**
   * Shows what a link asks for, and from now on whatever is chosen.
   * @param {string} query
   */
  start(query) {
    this.pointAt(null);
    this.#set(fromFields(query));
    this.#store.watch(['models'], () => this.#put({ answers: new Map(), predictions: new Map() }));
    this.#store.watch(SHARED, () => this.#plan());
  }

  /** Compares something else. */
  compareBy(by) {
    this.pointAt(null);
    this.#set({ by });
  }

  /** Adds something to what is compared, or takes it out. */
  toggle(id) {
    const { state } = this.#store;
    const { items, by } = state.compare;
    this.pointAt(null);
    const changed = toggled(itemsOf(state), id);
    const isUsual = changed.join() === usualItems(state).join();
    this.#set({ items: { ...items, [by]: isUsual ? null : changed } });
  }

  /** Compares again what one sees without choosing. */
  resetItems() {
    const { items, by } = this.#store.state.compare;
    this.#set({ items: { ...items, [by]: null } });
  }

  /** Sets the chosen class against another, by its label. */
  setAgainst(against) {
    this.#set({ against });
  }

  /** Asks all models about the same class; null for the best of each. */
  askAbout(label) {
    this.#set({ label });
  }

  /** @param {{common?: boolean, signed?: boolean}} how the maps are drawn */
  draw(how) {
    this.#set(how);
  }

  /** @param {number} wipe how much of the picture the heat covers, in per cent from the left */
  wipe(wipe) {
    this.#put({ wipe });
  }

  /**
   * Points at the same place in all panes. A key of its own: the pointer moves often, and nothing else follows from it.
   * @param {{x: number, y: number, pane: string} | null} comparePoint in pixels of the upright picture
   */
  pointAt(comparePoint) {
    this.#store.set({ comparePoint });
  }

  /** Asks once more for what went wrong. */
  tryAgain() {
    const { answers } = this.#store.state.compare;
    this.#put({ answers: new Map([...answers].filter(([, answer]) => !answer.problem)) });
    this.#plan();
  }

  #set(change) {
    this.#put(change);
    const { compare, fields } = this.#store.state;
    this.#store.set({ fields: { ...fields, compare: toFields(compare) } });
    this.#plan();
  }

  #put(change) {
    this.#store.set({ compare: { ...this.#store.state.compare, ...change } });
  }

  /** Nothing is asked for while nobody looks. */
  #plan() {
    const { state } = this.#store;
    const isSeen = state.screen === 'compare';
    const needed = new Set(isSeen ? placesOf(state).map((place) => answerKey(state, place)) : []);
    this.#queue.want(needed, isSeen ? asksOf(state, (key) => this.#queue.isUnderWay(key)) : []);
  }

  async #answer(ask, signal) {
    try {
      const explanation = await explain(ask, signal, (progress) => signal.aborted || this.#keep(ask.keys.map((key) => [key, { progress }])));
      if (!signal.aborted) this.#learn(ask, explanation);
    } catch (problem) {
      if (!signal.aborted) this.#keep(ask.keys.map((key) => [key, { problem }]));
    }
  }

  #learn({ key, place, body }, explanation) {
    const { state } = this.#store;
    const answers = explanation.maps.map((map) => [map.index, answerWith(explanation, { ...map, values: decodeValues(map.values) })]);
    if (body.top) answers.push([BEST, answers[0][1]]);
    const predictions = new Map(state.compare.predictions).set(placeKey({ id: body.image }, place.model), explanation.predictions);
    this.#put({ predictions });
    this.#keep(answers.map(([index, answer]) => [answerKeyOf(key, index), answer]));
    this.#plan();
  }

  #keep(entries) {
    const answers = new Map(this.#store.state.compare.answers);
    for (const [key, answer] of entries) {
      answers.delete(key);
      answers.set(key, answer);
    }
    this.#put({ answers: new Map([...answers].slice(-KEPT)) });
  }
}
