/** Asking for explanations and taking what comes, piece by piece: the half of the session that listens. */
import { postImage, Problem } from './api.js';
import { decoded } from './heatmap.js';
import { asksFor, beginning, isQuick, isWhole, missingTop, stoppedAt, wayOf } from './plan.js';
import { patiently } from './reaching.js';
import { methodOf } from './selectors.js';
import { STRINGS, fill } from './strings.js';

const BUSY_SECONDS = 2;

export class Asking {
  #store;
  #live;
  #fail;
  /** What is being received; it replaces what is shown when it can be drawn. Quiet: nobody waits for it. */
  #incoming = null;

  /**
   * @param {import('./store.js').Store} store
   * @param {import('./api.js').LiveConnection} live
   * @param {(problem: Problem) => void} fail
   */
  constructor(store, live, fail) {
    this.#store = store;
    this.#live = live;
    this.#fail = fail;
    live.addEventListener('message', (event) => this.#receive(event.detail));
  }

  /** Whether somebody waits for something. */
  get isUnderWay() {
    return this.#incoming !== null && this.#store.state.status === 'working';
  }

  /**
   * Asks for what is chosen; what is under way gives way.
   * @param {{classes: number[] | 'all'} | {top: number}} classes
   * @param {object} how
   * @param {number | null} [how.wanted] the class to show first; null for the best one
   * @param {boolean} [how.quiet] fetched ahead: shows no progress, and its failure is nobody's concern
   * @param {boolean} [how.retried] whether it has failed once
   */
  ask(classes, { wanted = this.#store.state.chosen, quiet = false, retried = false } = {}) {
    const { picture, model, method, layer, others, options, explanation, progress } = this.#store.state;
    const way = wayOf(methodOf(this.#store.state), this.#store.state);
    const choice = { model, method, layer, others, options };
    this.#incoming = { classes, wanted, choice, quiet, retried, key: JSON.stringify([picture.id, model, method, way]) };
    if (!quiet) this.#store.set({ status: 'working', problem: null, progress: null, explanation: stoppedAt(explanation, progress) });
    this.#live.explain({ image: picture.id, model, method, ...way, ...classes });
  }

  /**
   * Turns to another class.
   * @returns {boolean} whether its map is there or on its way, so that nothing needs to be asked
   */
  turnTo(index) {
    const { explanation } = this.#store.state;
    const run = this.#incoming;
    const isHere = isWhole(explanation?.maps.get(index));
    if (!run || run.quiet) return isHere;
    // Parts are those of all classes.
    const isComing = asksFor(run, index) || Boolean(methodOf(this.#store.state)?.givesConcepts);
    if (isComing) run.wanted = index;
    return isComing || (isHere && explanation.key === run.key);
  }

  /** Gives up what is under way. */
  stop() {
    this.#live.cancel();
    this.#incoming = null;
  }

  #receive(message) {
    const run = this.#incoming;
    if (!run) return;
    const { id: _id, type, ...content } = message;
    const handlers = {
      prediction: () => this.#prediction(run, content),
      map: () => this.#map(run, content),
      concept: () => run.explanation.concepts.push(decoded(content)),
      progress: () => run.quiet || this.#store.set({ progress: content }),
      done: () => this.#done(run, content),
      problem: () => run.quiet || this.#problem(run, content),
    };
    handlers[type]?.();
  }

  /** Comes once more at the end where maps came while they grew. */
  #prediction(run, prediction) {
    run.explanation = beginning(prediction, run, this.#store.state.explanation);
    run.wanted ??= prediction.predictions[0]?.index ?? null;
  }

  /** The map that is waited for is drawn as soon as it comes; the others gather until all is done. */
  #map(run, map) {
    run.explanation.maps.set(map.index, decoded(map));
    if (map.index === run.wanted && !run.quiet) this.#store.set({ explanation: { ...run.explanation }, chosen: this.#chosenNow(run) });
  }

  #done(run, { timing, looked = null }) {
    const { explanation, wanted } = run;
    const shown = { ...explanation, looked, timing: run.quiet ? this.#store.state.explanation.timing : timing };
    const chosen = this.#chosenNow(run);
    this.#incoming = null;
    this.#store.set({ explanation: shown, chosen, part: null, status: 'ready', progress: null });
    if (shown.concepts.length > 0) return;
    if (!isWhole(shown.maps.get(chosen)) && chosen !== wanted) return this.ask({ classes: [chosen] });
    const missing = missingTop(shown);
    if (missing.length > 0 && !run.quiet && isQuick(timing)) this.ask({ classes: missing }, { quiet: true });
  }

  /** Somebody may have walked on among maps that were coming in; that choice stands. */
  #chosenNow(run) {
    const { chosen, explanation } = this.#store.state;
    return explanation?.key === run.key && chosen !== null ? chosen : run.wanted;
  }

  #problem(run, { status, detail, retryAfter = BUSY_SECONDS }) {
    const problem = new Problem({ status, detail });
    const words = { 429: STRINGS.problem.tooMany, 503: STRINGS.problem.busy }[status];
    if (status === 404 && !run.retried) return this.#sendAgain(run, problem);
    if (!words || run.retried) return this.#giveUp(problem);
    this.#wait(words, retryAfter);
    setTimeout(() => run === this.#incoming && this.#again(run), retryAfter * 1000);
  }

  #again({ classes, wanted }) {
    this.ask(classes, { wanted, retried: true });
  }

  /** A server that was started anew has forgotten the pictures it was given; the page has not. */
  async #sendAgain(run, problem) {
    const { picture } = this.#store.state;
    try {
      const blob = picture.file ?? (await (await fetch(picture.url)).blob());
      const { id } = await patiently(() => postImage(blob, (seconds) => this.#wait(STRINGS.problem.busy, seconds)));
      if (run === this.#incoming && id === picture.id) return this.#again(run);
    } catch {
      // The first problem says more than the failure of this attempt.
    }
    if (run === this.#incoming) this.#giveUp(problem);
  }

  /** What is still on the stage does not belong to what is chosen now. */
  #giveUp(problem) {
    this.#incoming = null;
    this.#store.set({ explanation: null });
    this.#fail(problem);
  }

  #wait({ title, detail }, seconds) {
    this.#store.set({ problem: { title, detail: fill(detail, { seconds }) } });
  }
}

/** As it came, and as numbers. */
