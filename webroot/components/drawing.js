/** How the map is drawn: colours, opacity, smooth or cells. Asks nobody, so it answers at once. */
import { emit, part } from '../dom.js';
import { percentOf } from '../format.js';
import { colormapKey, isSaliency, partsOf, viewOf } from '../selectors.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountDrawing(root, store) {
  const colormap = part('colormap', root);
  const opacity = part('opacity', root);
  const amount = part('opacity-amount', root);
  const smooth = part('smooth-toggle', root);
  const common = part('common-scale', root);

  colormap.addEventListener('change', () => emit(root, 'draw', { [colormapKey(store.state)]: colormap.value }));
  opacity.addEventListener('input', () => emit(root, 'draw', { opacity: Number(opacity.value) / 100 }));
  smooth.addEventListener('click', () => emit(root, 'draw', { smooth: !store.state.view.smooth }));
  common.addEventListener('click', () => emit(root, 'draw', { common: !store.state.view.common }));

  store.watch(['view', 'explanation'], (state) => {
    const view = viewOf(state);
    const percent = Math.round(view.opacity * 100);
    colormap.value = view.colormap;
    opacity.value = String(percent);
    opacity.style.setProperty('--amount', `${percent}%`);
    amount.textContent = percentOf(percent);
    common.setAttribute('aria-checked', String(view.common));
    smooth.setAttribute('aria-checked', String(view.smooth));
    // Pixels are shown as they are: there is nothing to switch.
    smooth.disabled = isSaliency(state);
    // Parts have colours of their own, and no scale.
    colormap.disabled = common.disabled = partsOf(state).length > 0;
  });
}
