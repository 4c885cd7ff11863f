/** Works through many pictures, a few at a time, until it is stopped. */
import { Unreachable } from '../../api.js';
import { pause, untilReachable } from '../../reaching.js';
import { Busy } from './ask.js';

/** While one is worked on others are on their way: enough to keep a device busy, and to leave room for others. */
export const AT_ONCE = 4;

export class Run {
  #explain;
  #tell;
  #reach;
  #waiting;
  #controller = new AbortController();
  #lanes = 0;
  #resolve = null;

  /**
   * @param {number[]} ids in the order in which they are explained
   * @param {(id: number, signal: AbortSignal) => Promise<object>} explain
   * @param {(id: number, change: object) => void} tell what has become of one
   * @param {(signal: AbortSignal) => Promise<void>} reach waits until a server that did not answer does
   */
  constructor(ids, explain, tell, reach = untilReachable) {
    this.#waiting = [...ids];
    this.#explain = explain;
    this.#tell = tell;
    this.#reach = reach;
  }

  /** Goes through all of them, or until it is stopped. */
  go() {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#fill();
    });
  }

  /** Gives up what is under way, at once: the server hears of it as the connections close. */
  stop() {
    this.#controller.abort();
  }

  /** Takes in more. Too late when it has ended. */
  add(ids) {
    this.#waiting.push(...ids);
    this.#fill();
  }

  #fill() {
    for (let free = AT_ONCE - this.#lanes; free > 0; free--) {
      this.#lanes++;
      this.#lane().then(() => this.#ended());
    }
  }

  #ended() {
    this.#lanes--;
    if (this.#lanes === 0) this.#resolve();
  }

  async #lane() {
    while (this.#waiting.length > 0 && !this.#controller.signal.aborted) await this.#one(this.#waiting.shift());
  }

  async #one(id) {
    const { signal } = this.#controller;
    try {
      const explanation = await this.#patiently(id, signal);
      this.#tell(id, { status: 'done', explanation });
    } catch (failure) {
      this.#tell(id, signal.aborted ? { status: 'waiting' } : { status: 'failed', reason: failure.message });
    }
  }

  async #patiently(id, signal) {
    for (;;) {
      this.#tell(id, { status: 'working' });
      try {
        return await this.#explain(id, signal);
      } catch (failure) {
        if (!(failure instanceof Busy || failure instanceof Unreachable) || signal.aborted) throw failure;
        if (failure instanceof Unreachable) this.#tell(id, { status: 'waiting' });
        await (failure instanceof Busy ? pause(1000 * failure.seconds, signal) : this.#reach(signal));
      }
    }
  }
}
