/** Works through many pictures, a few at a time, until it is stopped. */
import { Busy, Unreachable } from './ask.js';

/** While one is worked on others are on their way: enough to keep a device busy, and to leave room for others. */
export const AT_ONCE = 4;

export class Run {
  #explain;
  #tell;
  #waiting;
  #controller = new AbortController();
  #lanes = 0;
  #end = null;
  #resolve = null;

  /**
   * @param {number[]} ids in the order in which they are explained
   * @param {(id: number, signal: AbortSignal) => Promise<object>} explain
   * @param {(id: number, change: object) => void} tell what has become of one
   */
  constructor(ids, explain, tell) {
    this.#waiting = [...ids];
    this.#explain = explain;
    this.#tell = tell;
  }

  /**
   * Goes through all of them.
   * @returns {Promise<Error | null>} what ended it before its time; null where nothing did
   */
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
      this.#lane().then((end) => this.#ended(end));
    }
  }

  #ended(end) {
    this.#end ??= end;
    this.#lanes--;
    if (this.#lanes === 0) this.#resolve(this.#end);
  }

  async #lane() {
    while (this.#waiting.length > 0 && !this.#controller.signal.aborted) {
      const id = this.#waiting.shift();
      const end = await this.#one(id);
      if (end) {
        this.stop();
        return end;
      }
    }
    return null;
  }

  async #one(id) {
    const { signal } = this.#controller;
    try {
      this.#tell(id, { status: 'working' });
      const explanation = await this.#patiently(id, signal);
      this.#tell(id, { status: 'done', explanation });
    } catch (failure) {
      const isGivenUp = signal.aborted || failure instanceof Unreachable;
      this.#tell(id, isGivenUp ? { status: 'waiting' } : { status: 'failed', reason: failure.message });
      if (!signal.aborted && isGivenUp) return failure;
    }
    return null;
  }

  async #patiently(id, signal) {
    for (;;) {
      try {
        return await this.#explain(id, signal);
      } catch (failure) {
        if (!(failure instanceof Busy)) throw failure;
        await pause(failure.seconds, signal);
      }
    }
  }
}

function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
