/** What somebody can do with many pictures. The only writer of their part of the store. */
import { modelOf } from '../../selectors.js';
import { STRINGS } from '../../strings.js';
import { USUAL_VIEW } from './arrange.js';
import { Unreachable, choiceOf, explain, fieldsOf } from './ask.js';
import { borderOf, spreadOf } from './evidence.js';
import { isTable, refusalOf } from './names.js';
import { Run } from './run.js';
import { countOf, sourceOf, tableOf, truthsOf } from './truth.js';
import { kept } from './values.js';

/** News is told no more often than eyes can follow. */
const NEWS_MILLIS = 100;

/**
 * What there is before somebody brings pictures.
 * An item is {id, path, file, status: waiting, working, done or failed, reason, truth, explanation, spread, border}.
 */
export const NOTHING = {
  items: [],
  /** {path, reason} */
  skipped: [],
  /** empty, waiting (for a model), working, stopped or done */
  status: 'empty',
  /** {done, seconds} since work went on, to tell how quick it is. */
  pace: null,
  /** What is asked of every picture; what is chosen may have changed since. */
  choice: null,
  /** Label of the class whose map is asked for; null for each picture's best one. */
  of: null,
  /** {name, rows}: what a CSV says. */
  table: null,
  /** Where true classes are read from, as somebody chose it; null for the best source. */
  wanted: null,
  /** The source in use, and how many each one knows. */
  source: 'none',
  known: { table: 0, folder: 0, name: 0 },
  view: USUAL_VIEW,
  /** Id of the picture that is shown large. */
  open: null,
  problem: null,
};

export class Collection {
  #store;
  #run = null;
  #changes = new Map();
  #timer = null;
  #toldAt = 0;
  #begun = 0;
  #before = 0;

  /** @param {import('../../store.js').Store} store */
  constructor(store) {
    this.#store = store;
    store.watch(['models', 'method'], () => {
      if (this.#pictures.status === 'waiting') this.goOn();
    });
  }

  get #pictures() {
    return this.#store.state.pictures;
  }

  #set(change) {
    this.#store.set({ pictures: { ...this.#pictures, ...change } });
  }

  /**
   * Takes in pictures, and a table of their true classes where one is among them; the rest is named, with the reason.
   * @param {{path: string, file: File}[]} brought
   */
  async add(brought) {
    const table = brought.find(isTable);
    const others = brought.filter((each) => !isTable(each)).map((each) => ({ ...each, reason: refusalOf(each) }));
    const first = this.#pictures.items.length;
    const items = others
      .filter(({ reason }) => reason === null)
      .map(({ path, file }, at) => ({ id: first + at, path, file, status: 'waiting', reason: null, truth: null, explanation: null, spread: null, border: null }));
    const skipped = others.filter(({ reason }) => reason !== null).map(({ path, reason }) => ({ path, reason }));
    this.#set({
      items: [...this.#pictures.items, ...items],
      skipped: [...this.#pictures.skipped, ...skipped],
      ...(table && { table: { name: table.path, rows: tableOf(await table.file.text()) }, wanted: null }),
    });
    this.#judge();
    if (items.length > 0) this.#goOnWith(items.map(({ id }) => id));
  }

  /** Puts all pictures away. */
  clear() {
    this.stop();
    this.#changes.clear();
    this.#set({ ...NOTHING, of: this.#pictures.of, view: { ...USUAL_VIEW, heat: this.#pictures.view.heat } });
  }

  /** Gives up what is under way; what is done stays. */
  stop() {
    this.#run?.stop();
    this.#run = null;
    this.#tellNow();
    const items = this.#pictures.items.map((item) => (item.status === 'working' ? { ...item, status: 'waiting' } : item));
    this.#set({ items, status: items.length > 0 ? 'stopped' : 'empty' });
  }

  /** Explains those that are not explained yet. */
  goOn() {
    this.#goOnWith([]);
  }

  /** Tries those again that could not be explained. */
  retry() {
    const failed = this.#pictures.items.filter(({ status }) => status === 'failed').map(({ id }) => id);
    this.#set({ items: this.#pictures.items.map((item) => (item.status === 'failed' ? { ...item, status: 'waiting', reason: null } : item)) });
    this.#goOnWith(failed);
  }

  /** Explains all pictures as everything is chosen now. */
  again() {
    this.stop();
    const items = this.#pictures.items.map((item) => ({ ...item, status: 'waiting', reason: null, explanation: null, spread: null, border: null }));
    this.#set({ items, choice: null });
    this.#judge();
    this.goOn();
  }

  /** Says which class the maps are of; null for each picture's best one. */
  explainClass(of) {
    this.#set({ of });
  }

  /** Changes what is shown. */
  look(change) {
    this.#set({ view: { ...this.#pictures.view, ...change } });
  }

  /** Says where true classes are read from: a source, or "none". */
  readTruthFrom(wanted) {
    this.#set({ wanted });
    this.#judge();
  }

  /** Shows one picture large; null for none. */
  open(id) {
    this.#set({ open: id });
  }

  /**
   * The pictures as they are done, in the order given, for whoever writes them down: it waits for those under way.
   * @param {AbortSignal} signal
   */
  async *results(signal) {
    const { choice, items } = this.#pictures;
    for (let id = 0; id < items.length; id++) {
      const isComing = () => this.#run !== null && ['waiting', 'working'].includes(this.#pictures.items[id]?.status);
      while (isComing() && !signal.aborted) await this.#news();
      signal.throwIfAborted();
      if (this.#pictures.choice !== choice) return;
      const item = this.#pictures.items[id];
      if (item?.status === 'done') yield item;
    }
  }

  #news() {
    return new Promise((resolve) => this.#store.addEventListener('change', resolve, { once: true }));
  }

  #goOnWith(ids) {
    // A link may name a model before it is known which ones there are.
    if (!modelOf(this.#store.state) || !this.#store.state.method) return this.#set({ status: 'waiting' });
    if (this.#run) return this.#run.add(ids);
    const waiting = this.#pictures.items.filter(({ status }) => status === 'waiting').map(({ id }) => id);
    if (waiting.length === 0) return this.#set({ status: this.#pictures.items.length > 0 ? 'done' : 'empty' });
    const choice = this.#pictures.choice ?? choiceOf(this.#store.state);
    this.#set({ choice, status: 'working', problem: null, pace: null });
    this.#judge();
    this.#work(waiting, fieldsOf(choice, this.#store.state));
  }

  async #work(ids, fields) {
    const file = (id) => this.#pictures.items[id].file;
    const run = new Run(
      ids,
      (id, signal) => explain(file(id), fields, signal),
      (id, change) => run === this.#run && this.#tell(id, change),
    );
    this.#run = run;
    this.#begun = performance.now();
    this.#before = this.#pictures.items.filter(isOver).length;
    const end = await run.go();
    if (run !== this.#run) return;
    this.#run = null;
    this.#tellNow();
    this.#set({ status: end ? 'stopped' : 'done', problem: end instanceof Unreachable ? STRINGS.problem.unreachable : null });
  }

  /** What has become of a picture is told together with what becomes of others. */
  #tell(id, change) {
    this.#changes.set(id, { ...this.#changes.get(id), ...withNumbers(change) });
    const wait = Math.max(this.#toldAt + NEWS_MILLIS - performance.now(), 0);
    this.#timer ??= setTimeout(() => this.#tellNow(), wait);
  }

  #tellNow() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#toldAt = performance.now();
    if (this.#changes.size === 0) return;
    const items = this.#pictures.items.map((item) => (this.#changes.has(item.id) ? { ...item, ...this.#changes.get(item.id) } : item));
    this.#changes.clear();
    const done = items.filter(isOver).length - this.#before;
    this.#set({ items, pace: { done, seconds: (performance.now() - this.#begun) / 1000 } });
  }

  /** Finds out what each picture truly shows. */
  #judge() {
    const { items, choice, table, wanted } = this.#pictures;
    const labels = labelsOf(this.#store.state, choice);
    const truths = truthsOf(items.map(({ path }) => path), labels, table?.rows ?? null);
    const source = sourceOf(truths, wanted);
    const known = Object.fromEntries(Object.entries(truths).map(([name, all]) => [name, countOf(all)]));
    this.#set({ source, known, items: items.map((item, at) => withTruth(item, truths[source]?.[at] ?? null)) });
  }
}

function withTruth(item, truth) {
  return item.truth === truth ? item : { ...item, truth };
}

function isOver({ status }) {
  return status === 'done' || status === 'failed';
}

/** The names of the classes that pictures are explained for. */
export function labelsOf(state, choice = state.pictures.choice) {
  return modelOf(choice ? { ...state, model: choice.model } : state)?.labels ?? [];
}

function withNumbers({ explanation, ...change }) {
  if (!explanation) return change;
  const [map] = explanation.maps.values();
  return {
    ...change,
    explanation: kept(explanation),
    spread: map ? spreadOf(map) : null,
    border: map ? borderOf(map, explanation.seen) : null,
  };
}
