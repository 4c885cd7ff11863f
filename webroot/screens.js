/** Which screen of the page is shown: each has its own path, and its scripts come when it is first shown. */

/** Screens by their paths. */
export const PATHS = { '/': 'explore', '/compare': 'compare', '/pictures': 'pictures', '/live': 'live' };

/**
 * The screen of a path; the first one where there is no such.
 * @param {string} path
 */
export function screenAt(path) {
  return PATHS[path] ?? 'explore';
}

/**
 * The path of a screen.
 * @param {string} screen
 */
export function pathOf(screen) {
  return Object.keys(PATHS).find((path) => PATHS[path] === screen);
}

export class Screens {
  #store;
  #loaders;
  #loaded = new Map();

  /**
   * @param {import('./store.js').Store} store
   * @param {Record<string, () => Promise<void>>} loaders what makes a screen ready, by its name; those without are ready
   */
  constructor(store, loaders) {
    this.#store = store;
    this.#loaders = loaders;
  }

  /** Shows the screen of the address, now and whenever the browser goes back or forth. */
  start() {
    addEventListener('popstate', () => this.#show(screenAt(location.pathname)));
    return this.#show(screenAt(location.pathname));
  }

  /**
   * Shows another screen under its own address. What is chosen goes along.
   * @param {string} screen
   * @returns {Promise<void>} done when its scripts are there
   */
  open(screen) {
    if (screen === this.#store.state.screen) return Promise.resolve(this.#loaded.get(screen));
    history.pushState(null, '', pathOf(screen) + location.search);
    return this.#show(screen);
  }

  async #show(screen) {
    if (!this.#loaded.has(screen)) this.#loaded.set(screen, this.#loaders[screen]?.());
    this.#store.set({ screen });
    await this.#loaded.get(screen);
  }
}
