/** What long methods would take: asked one question after another, each once. */
export class Costs {
  #ask;
  #tell;
  #known = new Set();
  #wanted = [];
  #isAsking = false;

  /**
   * @param {(address: string) => Promise<object>} ask
   * @param {(address: string, cost: object) => void} tell
   */
  constructor(ask, tell) {
    this.#ask = ask;
    this.#tell = tell;
  }

  /**
   * Asks for these; what was wanted before and is not asked yet is forgotten.
   * @param {string[]} addresses the most urgent first
   */
  want(addresses) {
    this.#wanted = [...addresses];
    if (!this.#isAsking) this.#askAll();
  }

  /** What is known was said of models as they were before. */
  forget() {
    this.#known.clear();
  }

  async #askAll() {
    this.#isAsking = true;
    for (let address = this.#next(); address !== undefined; address = this.#next()) {
      try {
        const cost = await this.#ask(address);
        this.#known.add(address);
        this.#tell(address, cost);
      } catch {
        // What the method says of its cost in words stays.
      }
    }
    this.#isAsking = false;
  }

  #next() {
    this.#wanted = this.#wanted.filter((address) => !this.#known.has(address));
    return this.#wanted.shift();
  }
}
