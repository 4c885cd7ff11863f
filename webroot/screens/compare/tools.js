/** How the panes are drawn: one scale or each its own, both signs or one, and the wipe between picture and heat. */
import { emit, part } from '../../dom.js';
import { STRINGS, fill } from '../../strings.js';
import { canShare } from './scales.js';
import { isCommon, isDiverging } from './views.js';

/**
 * @param {HTMLElement} root the screen
 * @param {import('../../store.js').Store} store
 */
export function mountTools(root, store) {
  const common = part('compare-common', root);
  const signed = part('compare-signed', root);
  const wipe = part('compare-wipe', root);

  common.addEventListener('click', () => emit(root, 'compare-draw', { common: !store.state.compare.common }));
  signed.addEventListener('click', () => emit(root, 'compare-draw', { signed: !store.state.compare.signed }));
  wipe.addEventListener('input', () => emit(root, 'compare-wipe', Number(wipe.value)));

  store.watch(['compare'], (state) => {
    const { by } = state.compare;
    common.setAttribute('aria-checked', String(isCommon(state)));
    common.disabled = !canShare(by);
    signed.setAttribute('aria-checked', String(isDiverging(state)));
    signed.disabled = by === 'difference';
    showWipe(root, wipe, state.compare.wipe);
  });
}

/** One property moves the edge of the heat in all panes: nothing is drawn anew. */
function showWipe(root, range, percent) {
  range.value = String(percent);
  range.style.setProperty('--amount', `${percent}%`);
  range.setAttribute('aria-valuetext', fill(STRINGS.compare.wiped, { percent }));
  part('compare-wipe-amount', root).textContent = `${percent}\u202f%`;
  part('compare-panes', root).style.setProperty('--wipe', `${percent}%`);
  part('compare-panes', root).classList.toggle('wiping', percent > 0 && percent < 100);
}
