/** The sample gallery; the template has drawn it, so that it is there before any script runs. */
import { emit } from '../dom.js';

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

function pictureOf({ dataset }) {
  return {
    id: dataset.id,
    url: dataset.src,
    title: dataset.title,
    width: Number(dataset.width),
    height: Number(dataset.height),
  };
}
