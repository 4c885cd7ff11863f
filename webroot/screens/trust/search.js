/** What somebody can do in the search for bias. The only writer of its part of the store. */
import { Problem, request } from '../../api.js';
import { at } from '../../base.js';
import { countsOf } from '../../bias.js';
import { modelOf } from '../../selectors.js';
import { STRINGS } from '../../strings.js';
import { study } from '../../study.js';
import { Busy } from '../pictures/ask.js';
import { Run } from '../pictures/run.js';

/** What there is before somebody brings pictures. */
export const NOTHING = {
  /** pictures (of the screen of that name), samples, or null */
  source: null,
  /** {id, title, width, height, best: {index, label} of the model `counted`, or null} */
  pictures: [],
  /** Name of the model that the counts are of. */
  counted: null,
  /** Label of the class that is asked about; null for the most frequent one. */
  label: null,
  /** empty, counting, ready, working, done */
  status: 'empty',
  /** {text?, done, total} */
  progress: null,
  report: null,
  problem: null,
};

export class Search {
  #store;
  #truth;
  #run = null;
  #controller = null;

  /**
   * @param {import('../../store.js').Store} store
   * @param {import('../../components/truth-input.js').TruthInput} truth where the objects are
   */
  constructor(store, truth) {
    this.#store = store;
    this.#truth = truth;
    store.watch(['models', 'model'], () => {
      if (this.#trust.pictures.length > 0 && this.#trust.counted !== store.state.model) this.#count();
    });
  }

  get #trust() {
    return this.#store.state.trust;
  }

  /** @param {object | ((trust: object) => object)} change see `Store.set` */
  #set(change) {
    this.#store.set(({ trust }) => ({ trust: { ...trust, ...(typeof change === 'function' ? change(trust) : change) } }));
  }

  /**
   * Takes pictures that the server has.
   * @param {string} source
   * @param {{id: string, title: string, width: number, height: number, best: object | null}[]} pictures
   * @param {string | null} model that said what they show; null where none did
   */
  take(source, pictures, model) {
    this.stop();
    const different = [...new Map(pictures.map((picture) => [picture.id, picture])).values()];
    this.#set({ source, pictures: different, counted: model, status: 'ready', report: null, problem: null });
    if (model !== this.#store.state.model) this.#count();
  }

  /** Says which class is asked about. */
  choose(label) {
    this.#set({ label });
  }

  /** Has the server look for what the model uses. */
  async find() {
    const { state } = this.#store;
    const label = classOf(this.#trust);
    if (label === null) return;
    this.stop();
    const controller = new AbortController();
    this.#controller = controller;
    this.#set({ status: 'working', progress: null, report: null, problem: null });
    const { pictures } = this.#trust;
    const fields = { images: pictures.map(({ id }) => id), model: state.model, classes: [modelOf(state).labels.indexOf(label)] };
    try {
      const options = await this.#truth.options(pictures, { label, signal: controller.signal, tell: () => {} });
      const report = await study('bias', { ...fields, options }, (progress) => this.#set({ progress }), controller.signal);
      this.#set({ status: 'done', report, progress: null });
    } catch (failure) {
      // Whoever stopped it knows.
      if (!controller.signal.aborted) this.#set({ status: 'ready', progress: null, problem: this.#named(problemOf(failure)) });
    }
  }

  #named(problem) {
    return { ...problem, detail: this.#truth.named(problem.detail) };
  }

  /** Gives up what is under way, here and on the server. */
  stop() {
    this.#controller?.abort();
    this.#run?.stop();
    this.#run = null;
    if (['working', 'counting'].includes(this.#trust.status)) this.#set({ status: 'ready', progress: null });
  }

  /** Asks the chosen model what it takes each picture for. */
  async #count() {
    this.stop();
    const { model } = this.#store.state;
    if (!model) return;
    const pictures = this.#trust.pictures.map((picture) => ({ ...picture, best: null }));
    const total = pictures.length;
    this.#set({ pictures, counted: model, status: 'counting', progress: { done: 0, total }, report: null, problem: null });
    const best = new Map();
    let done = 0;
    const run = new Run(
      pictures.map((_, at) => at),
      (at, signal) => predict(pictures[at].id, model, signal),
      (at, { status, explanation }) => {
        if (status === 'done') best.set(pictures[at].id, explanation);
        if (status === 'done' || status === 'failed') done++;
        if (run === this.#run) this.#set({ progress: { done, total } });
      },
    );
    this.#run = run;
    await run.go();
    if (run !== this.#run) return;
    this.#run = null;
    this.#set((now) => ({ pictures: now.pictures.map((each) => ({ ...each, best: best.get(each.id) ?? null })) }));
    this.#set({ status: 'ready', progress: null, problem: null });
  }
}

/** The class that is asked about: the chosen one where the model says it of any picture, else the most frequent one. */
export function classOf({ pictures, label }) {
  const counts = countsOf(pictures);
  return counts.some((each) => each.label === label) ? label : (counts[0]?.label ?? null);
}

async function predict(image, model, signal) {
  const body = JSON.stringify({ image, model, top: 1 });
  try {
    const response = await request(at('/api/explanations'), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, signal });
    const { index, label } = (await response.json()).predictions[0];
    return { index, label };
  } catch (failure) {
    if (signal.aborted || !(failure instanceof Problem)) throw failure;
    if (failure.status === 503 || failure.status === 429) throw new Busy(failure.retryAfter);
    throw failure;
  }
}

function problemOf({ title, detail }) {
  return title ? { title, detail } : STRINGS.problem.unreachable;
}
