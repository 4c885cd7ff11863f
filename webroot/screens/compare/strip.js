/** All layers of the model in a row, from edges to meaning; a press makes one the layer of the whole page. */
import { colourTable } from '../../colormaps.js';
import { copyPicture } from '../../components/stage.js';
import { emit, make, part } from '../../dom.js';
import { drawHeat, drawingSize } from '../../heatmap.js';
import { STRINGS, fill } from '../../strings.js';
import { isDiverging, stripViewsOf } from './views.js';

/** Small enough to draw dozens at once. */
const SIDE = 96;

/** As many fit into one row of a laptop's screen; more are a little smaller. */
const FEW = 14;

/**
 * @param {HTMLElement} root
 * @param {import('../../store.js').Store} store
 */
export function mountStrip(root, store) {
  const list = part('compare-layers', root);
  list.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button) emit(root, 'choose', { layer: button.dataset.value });
  });
  store.watch(['screen', 'compare', 'models', 'methods', 'picture', 'painted', 'model', 'method', 'layer', 'options', 'chosen', 'explanation', 'view'], (state) => {
    const views = state.screen === 'compare' && state.picture?.id ? stripViewsOf(state) : [];
    root.hidden = views.length === 0;
    root.classList.toggle('diverging', isDiverging(state));
    list.classList.toggle('many', views.length > FEW);
    offer(list, views);
    views.forEach((view, at) => show(list.children[at].firstElementChild, view, state));
  });
}

function offer(list, views) {
  const key = JSON.stringify(views.map(({ id, title, aside }) => [id, title, aside]));
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...views.map(({ id, title, aside }) => make(
    'li',
    {},
    make(
      'button',
      { type: 'button', class: 'strip-layer', 'data-testid': 'strip-layer', 'data-value': id, 'aria-label': fill(STRINGS.compare.layerName, { title, size: aside }) },
      make('span', { class: 'strip-picture' }, make('canvas', { class: 'strip-image', width: 1, height: 1, 'aria-hidden': 'true' }), make('canvas', { class: 'strip-heat', width: 1, height: 1, 'aria-hidden': 'true' })),
      make('span', { class: 'strip-title' }, title),
      make('span', { class: 'strip-size' }, aside),
    ),
  )));
}

const drawn = new WeakMap();
const copied = new WeakMap();

function show(button, view, { layer, picture, painted }) {
  button.setAttribute('aria-pressed', String(button.dataset.value === layer));
  const { map: found, answer, colormap, opacity, smooth, scale } = view;
  const map = painted === picture.url ? found : null;
  button.classList.toggle('blank', !map);
  button.title = answer?.problem?.detail ?? '';
  if (copied.get(button) !== painted) copyPicture(button.querySelector('.strip-image'), SIDE);
  copied.set(button, painted);
  const key = map && !map.nothing ? [map.values, colormap, opacity, smooth] : [];
  if (drawn.get(button)?.length === key.length && key.every((part, at) => part === drawn.get(button)[at])) return;
  drawn.set(button, key);
  const canvas = button.querySelector('.strip-heat');
  const size = drawingSize(answer?.image ?? { width: 1, height: 1 }, SIDE, SIDE);
  Object.assign(canvas, size);
  if (key.length === 0) return;
  const pixels = drawHeat({ map, picture: answer.image, seen: answer.seen, size, smooth, scale, table: colourTable(colormap, opacity) });
  canvas.getContext('2d').putImageData(new ImageData(pixels, size.width, size.height), 0, 0);
}
