/** Which image the name in a file means: the one whose path has the longest tail in common with it. Pure. */

const IMAGE_END = /\.(jpe?g|jpe|jfif|png|webp|gif|bmp|tiff?|hei[cf]|avif|jxl)$/i;

/** Whether a text is the name of an image's file. */
export function isImageName(text) {
  return IMAGE_END.test(text.trim());
}

/** A file's name without the end that says how its image is stored. */
export function stemOf(name) {
  return name.replace(IMAGE_END, '');
}

/** Paths of images by each of their tails; in another case, or in another form of Unicode, they are the same. */
export class Paths {
  #last;
  #images = new Map();
  #paths = new Map();

  /**
   * @param {string[]} paths
   * @param {(name: string) => string} last what counts of the last part of a path
   */
  constructor(paths, last = (name) => name) {
    this.#last = last;
    paths.forEach((path, image) => {
      const steps = stepsOf(path, last);
      const whole = steps.join('/');
      if (!this.#images.has(whole)) this.#enter(steps, whole);
      this.#images.set(whole, [...(this.#images.get(whole) ?? []), image]);
    });
  }

  #enter(steps, whole) {
    for (const tail of tailsOf(steps)) {
      // Where two differ in nothing but case, the case decides.
      for (const key of [`=${tail}`, tail.toLowerCase()]) {
        if (!this.#paths.has(key)) this.#paths.set(key, new Set());
        this.#paths.get(key).add(whole);
      }
    }
  }

  /**
   * Finds for each image what was given for it. Where images of several folders are called the same, the folders decide; and
   * of several that were given for one image only those count whose path is the most alike.
   * @template Given
   * @param {Given[]} given each with a name, which may be a path from anywhere
   * @returns {{found: Map<number, Given[]>, rest: Given[]}} by the number of the image; and what belongs to none
   */
  match(given) {
    const hits = given.map((each) => ({ each, ...this.#find(each.name) }));
    const best = new Map();
    for (const { images, alike } of hits) images.forEach((image) => best.set(image, Math.max(best.get(image) ?? 0, alike)));
    const found = new Map();
    const rest = [];
    for (const { each, images, alike } of hits) {
      const own = images.filter((image) => best.get(image) === alike);
      own.forEach((image) => found.set(image, [...(found.get(image) ?? []), each]));
      if (own.length === 0) rest.push(each);
    }
    return { found, rest };
  }

  /** The images of one path that are meant, and how alike the paths are; none where it may be one or the other. */
  #find(name) {
    const steps = stepsOf(name, this.#last);
    const whole = steps.join('/');
    for (const tail of tailsOf(steps)) {
      const alike = this.#paths.get(tail.toLowerCase());
      if (!alike) continue;
      const path = [alike, this.#paths.get(`=${tail}`)].find((each) => each?.size === 1)?.values().next().value ?? whole;
      const isWhole = path.toLowerCase() === whole.toLowerCase();
      return { images: this.#images.get(path) ?? [], alike: 2 * tail.split('/').length + (isWhole ? 1 : 0) };
    }
    return { images: [], alike: 0 };
  }
}

function stepsOf(path, last) {
  const steps = path.normalize('NFC').trim().split(/[\\/]+/).filter((step) => step !== '' && step !== '.');
  return [...steps.slice(0, -1), last(steps.at(-1) ?? '')];
}

function* tailsOf(steps) {
  for (let start = 0; start < steps.length; start++) yield steps.slice(start).join('/');
}
