/** The colour map with its numbers, and a mark at the value under the pointer. */
import { TABLE_SIZE, colourTable, isSigned } from '../colormaps.js';
import { part } from '../dom.js';
import { number } from '../format.js';
import { mapOf, scaleFor } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountLegend(root, store) {
  const ramp = part('ramp', root);
  const marker = part('marker', root);
  const ticks = ['low', 'middle', 'high'].map((name) => part(`tick-${name}`, root));
  const note = part('legend-note', root);

  store.watch(['view'], ({ view }) => paint(ramp, view.colormap));
  store.watch(['explanation', 'chosen', 'view'], (state) => {
    const map = mapOf(state);
    if (!map && state.explanation) return;
    root.classList.toggle('blank', !map);
    if (!map) return;
    const { low, high } = scaleFor(state);
    [low, (low + high) / 2, high].forEach((value, at) => {
      ticks[at].textContent = number(value);
      ticks[at].hidden = low === high && at > 0;
    });
    note.textContent = noteOf(map, state);
  });
  store.watch(['probe', 'view'], (state) => {
    const { low, high } = scaleFor(state);
    marker.hidden = !state.probe || high === low;
    if (marker.hidden) return;
    const place = Math.min(Math.max((state.probe.value - low) / (high - low), 0), 1);
    marker.style.left = `${100 * place}%`;
  });
}

/** The ramp is drawn as it covers a picture: the fainter, the smaller. */
function paint(canvas, colormap) {
  Object.assign(canvas, { width: TABLE_SIZE, height: 1 });
  const pixels = new Uint8ClampedArray(colourTable(colormap, 1).buffer);
  canvas.getContext('2d').putImageData(new ImageData(pixels, TABLE_SIZE, 1), 0, 0);
}

function noteOf(map, { view, explanation }) {
  const words = STRINGS.legend;
  if (view.common) return fill(words.common, { count: explanation.maps.size });
  const ends = { min: number(map.min), max: number(map.max) };
  if (map.min === 0 && map.max === 0) return words.flat;
  if (isSigned(view.colormap)) return fill(words.signed, ends);
  if (map.max <= 0) return fill(words.nothing, ends);
  return fill(map.min < 0 ? words.unsigned : words.unsignedClean, ends);
}
