/** Which screen of the page is shown: each has its own path, and its scripts come when it is first shown. */
import { at, pathHere } from './base.js';

/** Screens by their paths. */
export const PATHS = { '/': 'explore', '/compare': 'compare', '/pictures': 'pictures', '/live': 'live', '/trust': 'trust' };

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
  #mount;
  #loaders;
  #loading = new Map();
  #mounted = new Set();
  #wanted = null;

  /**
   * @param {import('./store.js').Store} store
   * @param {(module: object, screen: string) => void} mount called once for each screen, as it is first shown
   * @param {Record<string, () => Promise<object>>} loaders fetch what a screen needs, by its name; those without are ready
   */
  constructor(store, mount, loaders) {
    this.#store = store;
    this.#mount = mount;
    this.#loaders = loaders;
  }

  /** Shows the screen of the address, now and whenever the browser goes back or forth. */
  start() {
    addEventListener('popstate', () => this.#show(screenAt(pathHere())));
    return this.#show(screenAt(pathHere()));
  }

  /**
   * Shows another screen under its own address. What is chosen goes along.
   * @param {string} screen
   * @returns {Promise<void>} done when it can be used
   */
  async open(screen) {
    if (screen === this.#store.state.screen) return;
    history.pushState(null, '', at(pathOf(screen)) + location.search);
    await this.#show(screen);
  }

  /** Until what it needs has come, the screen before stays. */
  async #show(screen) {
    this.#wanted = screen;
    if (!this.#loaders[screen] || this.#mounted.has(screen)) return this.#store.set({ screen });
    if (!this.#loading.has(screen)) this.#loading.set(screen, this.#loaders[screen]());
    const module = await this.#loading.get(screen);
    if (this.#wanted !== screen) return;
    this.#store.set({ screen });
    if (this.#mounted.has(screen)) return;
    this.#mounted.add(screen);
    this.#mount(module, screen);
  }
}
