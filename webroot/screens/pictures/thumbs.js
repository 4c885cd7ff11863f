/** Small pictures for the grid: made when they are first looked at, the last wanted first, and kept as files. */
import { drawImage } from '../../image.js';
import { imageOf, sourceOf } from './images.js';

/** Pixels on the longer side. */
const SIZE = 256;

/** A picture being made small is in memory whole. */
const AT_ONCE = 2;

export class Thumbnails {
  #made = new Map();
  #wanted = [];
  #working = 0;

  /**
   * The address of a small picture; null where the browser cannot read it.
   * @param {{file: File, explanation: object | null}} item
   * @returns {Promise<string | null>}
   */
  of(item) {
    const source = sourceOf(item);
    if (!this.#made.has(source)) {
      this.#made.set(source, new Promise((resolve) => this.#wanted.push({ item, resolve })).then((blob) => blob && URL.createObjectURL(blob)));
      this.#next();
    }
    return this.#made.get(source);
  }

  /** Lets all of them go. */
  clear() {
    for (const made of this.#made.values()) made.then((url) => url && URL.revokeObjectURL(url));
    this.#made.clear();
    this.#wanted.splice(0).forEach(({ resolve }) => resolve(null));
  }

  async #next() {
    if (this.#working === AT_ONCE || this.#wanted.length === 0) return;
    this.#working++;
    const { item, resolve } = this.#wanted.pop();
    resolve(await small(item).catch(() => null));
    this.#working--;
    this.#next();
  }
}

async function small(item) {
  const picture = await imageOf(item, SIZE);
  const factor = Math.min(SIZE / Math.max(picture.width, picture.height), 1);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(Math.round(picture.width * factor), 1);
  canvas.height = Math.max(Math.round(picture.height * factor), 1);
  drawImage(canvas.getContext('2d'), picture, canvas);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', 0.8));
}
