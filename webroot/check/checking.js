/** Has the server check the map on the stage, and hears how far it is. The only writer of the store's `check`. */
import { Problem } from '../api.js';
import { wayOf } from '../plan.js';
import { methodOf } from '../selectors.js';
import { STRINGS } from '../strings.js';
import { study } from '../study.js';

const NOTHING = { open: false, key: null, progress: null, report: null, problem: null };

export class Checking {
  #store;
  #abort = null;

  /** @param {import('../store.js').Store} store */
  constructor(store) {
    this.#store = store;
    store.set({ check: NOTHING });
    store.watch(['explanation', 'chosen', 'picture', 'model', 'method', 'layer', 'others', 'options'], (state) => {
      if (this.#abort && keyOf(bodyOf(state)) !== state.check.key) this.#end({ problem: STRINGS.check.changed });
    });
  }

  /** Opens the dialog; where that was not done for this map yet, the check begins. */
  open() {
    const key = keyOf(bodyOf(this.#store.state));
    this.#set({ open: true });
    if (this.#store.state.check.key !== key || !this.#store.state.check.report) this.begin();
  }

  /** Closes the dialog; what is under way ends. */
  close() {
    this.stop();
    this.#set({ open: false });
  }

  /** Ends what is under way. */
  stop() {
    if (this.#abort) this.#end({ problem: STRINGS.check.stopped });
  }

  /** Checks the map that is on the stage. */
  async begin() {
    const body = bodyOf(this.#store.state);
    if (!body) return;
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#set({ key: keyOf(body), progress: { text: STRINGS.check.waiting, fraction: 0 }, report: null, problem: null });
    const isOurs = () => this.#abort === abort;
    try {
      const report = await study('check', body, (progress) => isOurs() && this.#set({ progress }), abort.signal);
      if (isOurs()) this.#end({ report });
    } catch (problem) {
      if (isOurs()) this.#end({ problem: problem instanceof Problem ? problem.detail : STRINGS.problem.unreachable.detail });
    }
  }

  #end(result) {
    const abort = this.#abort;
    this.#abort = null;
    abort?.abort();
    this.#set({ progress: null, ...result });
  }

  #set(change) {
    this.#store.set({ check: { ...this.#store.state.check, ...change } });
  }
}

/** What asks for a check of the map on the stage; null where there is none. */
function bodyOf({ explanation, chosen, methods }) {
  if (!explanation || chosen === null) return null;
  const { image, model, method, choice } = explanation;
  return { images: [image.id], model, method, ...wayOf(methodOf({ methods, method }), choice), classes: [chosen] };
}

function keyOf(body) {
  return JSON.stringify(body);
}
