/** The colour map with its numbers, and a mark at the value under the pointer. */
import { TABLE_SIZE, colourTable, isSigned } from '../colormaps.js';
import { part } from '../dom.js';
import { number } from '../format.js';
import { drawnMethodOf, isSaliency, mapOf, partsOf, scaleFor, viewOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountLegend(root, store) {
  const ramp = part('ramp', root);
  const marker = part('marker', root);
  const ticks = ['low', 'middle', 'high'].map((name) => part(`tick-${name}`, root));
  const title = part('legend-title', root);
  const note = part('legend-note', root);

  store.watch(['explanation', 'chosen', 'view'], (state) => {
    paint(ramp, viewOf(state).colormap);
    const map = mapOf(state);
    root.hidden = partsOf(state).length > 0 || Boolean(map?.nothing);
    if (!map && state.explanation) return;
    root.classList.toggle('blank', !map);
    if (!map) return;
    title.textContent = unitOf(map, state);
    ticksOf(map, state).forEach((text, at) => {
      ticks[at].textContent = text;
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
  if (canvas.dataset.colormap === colormap) return;
  canvas.dataset.colormap = colormap;
  Object.assign(canvas, { width: TABLE_SIZE, height: 1 });
  const pixels = new Uint8ClampedArray(colourTable(colormap, 1).buffer);
  canvas.getContext('2d').putImageData(new ImageData(pixels, TABLE_SIZE, 1), 0, 0);
}

function unitOf(map, state) {
  const { unit, reaction, anyClass, average } = STRINGS.legend;
  const count = state.explanation.layers?.length ?? 1;
  if (count > 1) return fill(average, { count });
  if (drawnMethodOf(state)?.dependsOnClass === false) return anyClass;
  return isSaliency(state) && map.min >= 0 ? reaction : unit;
}

/** The values at both ends and in the middle; an end that stands for larger values too says so. */
function ticksOf(map, state) {
  const { low, high } = scaleFor(state);
  if (low === high) return [number(low), '', ''];
  const words = STRINGS.legend;
  const least = map.min < low && low < 0 ? fill(words.low, { value: number(low) }) : number(low);
  const most = map.max > high ? fill(words.high, { value: number(high) }) : number(high);
  return [least, number((low + high) / 2), most];
}

function noteOf(map, state) {
  const words = STRINGS.legend;
  const { colormap, common } = viewOf(state);
  if (common) return fill(words.common, { count: state.explanation.maps.size });
  const ends = { min: number(map.min), max: number(map.max) };
  const { low, high } = scaleFor(state);
  if (map.min === 0 && map.max === 0) return words.flat;
  if (isSigned(colormap)) return fill(map.max > high || map.min < low ? words.beyondSigned : words.signed, ends);
  if (map.max <= 0) return fill(words.nothing, ends);
  if (map.max > high) return fill(map.min < 0 ? words.beyondUnsigned : words.beyond, ends);
  return fill(map.min < 0 ? words.unsigned : words.unsignedClean, ends);
}
