/** Says that a link is shown, from when it is, and whether its model has changed since. */
import { emit, part } from '../dom.js';
import { isLinked } from '../links.js';
import { date } from '../format.js';
import { STRINGS, fill } from '../strings.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountLinkNotice(root, store) {
  const anew = part('link-anew', root);
  anew.addEventListener('click', () => emit(root, 'choose', {}));
  store.watch(['link', 'explanation'], (state) => {
    root.hidden = !isLinked(state);
    if (root.hidden) return;
    const { created, models } = state.link;
    root.classList.toggle('changed', worstOf(models) !== 'same');
    anew.hidden = worstOf(models) === 'gone';
    part('link-notice-title', root).textContent = fill(STRINGS.link.title, { date: date(created) });
    part('link-notice-detail', root).textContent = changeOf(models);
  });
}

function changeOf(models) {
  const worst = worstOf(models);
  const names = Object.keys(models).filter((model) => models[model] === worst);
  return fill(STRINGS.link[worst], { models: names.join(', ') });
}

function worstOf(models) {
  const found = Object.values(models);
  return ['gone', 'changed'].find((change) => found.includes(change)) ?? 'same';
}
