/** What somebody can do with many pictures. The only writer of their part of the store. */
import { modelOf } from '../../selectors.js';
import { STRINGS } from '../../strings.js';
import { DEFAULT_VIEW } from './arrange.js';
import { choiceOf, explain, fieldsOf } from './ask.js';
import { borderOf, spreadOf } from './evidence.js';
import { isTable, refusalOf } from './names.js';
import { Run } from './run.js';
import { parseCsv, textOf } from './csv.js';
import { Context, readingOf } from './table.js';
import { countOf, sourceOf, truthsOf } from './truth.js';
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
  /** {path, rows, columns, reading, known}: what CSVs say, see `table.js`, and of how many pictures. */
  tables: [],
  /** Path of the table whose columns somebody wants to choose anew. */
  choosing: null,
  /** Where true classes are read from, as somebody chose it; null for the best source. */
  wanted: null,
  /** The source in use, and how many each one knows. */
  source: 'none',
  known: { table: 0, folder: 0, name: 0 },
  /** What was put away last, as it was; null where there is nothing to bring back. */
  away: null,
  view: DEFAULT_VIEW,
  /** Id of the picture that is shown large. */
  open: null,
};

export class Collection {
  #store;
  #run = null;
  #changes = new Map();
  #timer = null;
  #toldAt = 0;
  #begun = 0;
  #before = 0;
  /** Numbers what was put away, so that a table that is read too late is not added to what comes next. */
  #turn = 0;

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
   * Takes in pictures, and tables of their true classes; the rest is named, with the reason.
   * @param {{path: string, file: File}[]} brought
   */
  async add(brought) {
    const turn = this.#turn;
    this.#addPictures(brought.filter((each) => !isTable(each)));
    const tables = await Promise.all(brought.filter(isTable).map(tableOf));
    if (turn === this.#turn && tables.length > 0) this.#addTables(tables);
  }

  #addPictures(brought) {
    const all = brought.map((each) => ({ ...each, reason: refusalOf(each) }));
    const first = this.#pictures.items.length;
    const items = all
      .filter(({ reason }) => reason === null)
      .map(({ path, file }, at) => ({ id: first + at, path, file, status: 'waiting', reason: null, truth: null, explanation: null, spread: null, border: null }));
    const skipped = all.filter(({ reason }) => reason !== null).map(({ path, reason }) => ({ path, reason }));
    if (items.length > 0) this.#set({ away: null });
    this.#judge({ items: [...this.#pictures.items, ...items], skipped: [...this.#pictures.skipped, ...skipped] });
    if (items.length > 0) this.#goOnWith(items.map(({ id }) => id));
  }

  #addTables(all) {
    const { tables, skipped } = this.#pictures;
    const read = all.filter(({ rows }) => rows);
    const kept = tables.filter(({ path }) => read.every((table) => table.path !== path));
    this.#judge({ tables: [...kept, ...read], skipped: [...skipped, ...all.filter(({ rows }) => !rows)], wanted: null });
  }

  /** Says which columns of a table count; null where somebody wants to choose them. */
  chooseColumns({ path, columns }) {
    if (columns === null) return this.#set({ choosing: path });
    const tables = this.#pictures.tables.map((table) => (table.path === path ? { ...table, columns } : table));
    this.#judge({ tables, choosing: null, wanted: null });
  }

  /** Uses a table no more. */
  dropTable(path) {
    this.#judge({ tables: this.#pictures.tables.filter((table) => table.path !== path), choosing: null });
  }

  /** Puts all pictures away; until others come they can be brought back. */
  clear() {
    const isWorking = this.#run !== null;
    this.stop();
    this.#turn++;
    const { of, view, ...now } = this.#pictures;
    this.#set({ ...NOTHING, of, view: { ...DEFAULT_VIEW, heat: view.heat }, away: { ...now, view, isWorking } });
  }

  /** Brings back what was put away last, and goes on where that was still being explained. */
  bringBack() {
    const { isWorking, ...before } = this.#pictures.away;
    this.#turn++;
    this.#set({ ...before, open: null, away: null });
    if (isWorking) this.goOn();
  }

  /** Gives up what is under way; what is done stays. */
  stop() {
    this.#run?.stop();
    this.#run = null;
    this.#tellNow();
    const items = this.#pictures.items.map((item) => (item.status === 'working' ? { ...item, status: 'waiting' } : item));
    this.#set({ items, status: items.length === 0 ? 'empty' : items.every(isOver) ? 'done' : 'stopped' });
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
    this.#judge({ items, choice: null });
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
    this.#judge({ wanted });
  }

  /** Shows one picture large; null for none. */
  open(id) {
    this.#set({ open: id });
  }

  /**
   * The pictures as they are done or have failed, in the order given, for whoever writes them down: it waits for those under way.
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
      if (item) yield item;
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
    this.#judge({ choice, status: 'working', pace: null });
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
    await run.go();
    if (run !== this.#run) return;
    this.#run = null;
    this.#tellNow();
    this.#set({ status: 'done' });
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

  /** Changes something, and finds out what each picture then truly shows. */
  #judge(change) {
    const { items, choice, wanted, tables: all } = { ...this.#pictures, ...change };
    const paths = items.map(({ path }) => path);
    const labels = labelsOf(this.#store.state, choice);
    const context = new Context(paths, labels);
    const tables = all.map((table) => read(table, context));
    const truths = truthsOf(paths, labels, context.truths(tables));
    const source = sourceOf(truths, wanted);
    const known = Object.fromEntries(Object.entries(truths).map(([name, all]) => [name, countOf(all)]));
    this.#set({ ...change, tables, source, known, items: items.map((item, at) => withTruth(item, truths[source]?.[at] ?? null)) });
  }
}

/** What a table's file holds; or why it is not used. */
async function tableOf({ path, file }) {
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return { path, reason: STRINGS.pictures.unreadable };
  const text = textOf(bytes);
  return text === null ? { path, reason: STRINGS.pictures.skipped.noText } : { path, rows: parseCsv(text), columns: null };
}

function read(table, context) {
  const reading = readingOf(table, context);
  return { ...table, reading, known: countOf(context.truths([{ ...table, reading }])) };
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
