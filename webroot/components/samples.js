/** The sample gallery; the template has drawn it, so that it is there before any script runs. */
import { emit } from '../dom.js';
import { urlOf } from '../image.js';
import { STRINGS } from '../strings.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountSamples(root, store) {
  root.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-id]');
    if (button) emit(root, 'choose-picture', pictureOf(button));
  });
  store.watch(['picture'], ({ picture }) => {
    for (const button of root.querySelectorAll('button[data-id]')) {
      button.setAttribute('aria-pressed', String(button.dataset.id === picture?.id));
    }
  });
}

/**
 * The first picture of the gallery, or null.
 * @param {HTMLElement} root
 */
export function firstSample(root) {
  const button = root.querySelector('button[data-id]');
  return button && pictureOf(button);
}

/**
 * The picture of the gallery that stands so many places behind another; round and round.
 * @param {HTMLElement} root
 * @param {string | undefined} id one that is not of the gallery stands before the first
 * @param {number} by
 */
export function nextSample(root, id, by) {
  const all = [...root.querySelectorAll('button[data-id]')];
  const at = all.findIndex((button) => button.dataset.id === id);
  return pictureOf(all.at((Math.max(at, by > 0 ? -1 : 0) + by) % all.length));
}

/**
 * A picture by its id: one of the gallery, or one that somebody handed to the server.
 * @param {HTMLElement} root
 * @param {string} id
 */
export function pictureNamed(root, id) {
  const button = [...root.querySelectorAll('button[data-id]')].find((each) => each.dataset.id === id);
  if (button) return pictureOf(button);
  return { id, url: urlOf(id), title: STRINGS.picture.linked, width: 0, height: 0 };
}

function pictureOf({ dataset }) {
  return {
    id: dataset.id,
    url: dataset.src,
    title: dataset.title,
    width: Number(dataset.width),
    height: Number(dataset.height),
  };
}
