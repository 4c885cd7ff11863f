/** Several questions under way at once, but never more than a few: the others wait their turn. */
export class Queue {
  #work;
  #most;
  #running = new Map();
  #waiting = [];

  /**
   * @param {(ask: object, signal: AbortSignal) => Promise<void>} work never fails
   * @param {number} most at once
   */
  constructor(work, most = 2) {
    this.#work = work;
    this.#most = most;
  }

  /** Whether something with that key is being asked for just now. */
  isUnderWay(key) {
    return [...this.#running.keys()].some((ask) => ask.keys.includes(key));
  }

  /**
   * Gives up what nobody needs any more, and asks for these, in order, in place of what still waits.
   * @param {Set<string>} needed
   * @param {{keys: string[]}[]} asks
   */
  want(needed, asks) {
    for (const [ask, abort] of this.#running) {
      if (ask.keys.some((key) => needed.has(key))) continue;
      this.#running.delete(ask);
      abort.abort();
    }
    this.#waiting = [...asks];
    this.#next();
  }

  #next() {
    while (this.#running.size < this.#most && this.#waiting.length > 0) this.#start(this.#waiting.shift());
  }

  async #start(ask) {
    const abort = new AbortController();
    this.#running.set(ask, abort);
    await this.#work(ask, abort.signal);
    this.#running.delete(ask);
    this.#next();
  }
}
