/** The sentence under the picture, and in small print how it came about. */
import { colourAt } from '../colormaps.js';
import { make, part } from '../dom.js';
import { millis, number } from '../format.js';
import { drawnMethodOf, isSaliency, mapOf, modelOf, predictionOf, scaleFor, viewOf } from '../selectors.js';
import { sentence } from '../sentence.js';
import { STRINGS, fill } from '../strings.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountCaption(root, store) {
  const words = part('sentence', root);
  const print = part('print', root);
  store.watch(['explanation', 'chosen', 'view', 'status'], (state) => {
    const prediction = predictionOf(state);
    const map = mapOf(state);
    if (prediction && map) say(words, sentence(prediction, map, drawnOf(map, state)), viewOf(state).colormap);
    else if (!state.explanation) write(words, waiting(state));
    print.textContent = state.explanation ? printOf(state).join(' \u00b7 ') : '';
  });
}

function drawnOf(map, state) {
  return {
    colormap: viewOf(state).colormap,
    count: countOf(state),
    reach: reachOf(map, state),
    pixels: isSaliency(state),
    anyClass: drawnMethodOf(state)?.dependsOnClass === false,
  };
}

function countOf(state) {
  return modelOf(state)?.labels.length ?? state.explanation.predictions.length;
}

function reachOf(map, state) {
  const { high } = scaleFor(state);
  return high > 0 ? map.max / high : 1;
}

function waiting({ status, picture }) {
  const { working, failed, stopped, empty } = STRINGS.sentence;
  return { working, problem: failed, idle: picture ? stopped : empty }[status] ?? empty;
}

/** The same words again would be read out again. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function say(element, pieces, colormap) {
  const text = pieces.map((piece) => piece.text).join('');
  if (element.textContent === text && element.dataset.colormap === colormap) return;
  element.dataset.colormap = colormap;
  element.replaceChildren(...pieces.map((piece) => markUp(piece, colormap)));
}

function markUp({ name, text }, colormap) {
  if (name === 'class') return make('strong', {}, text);
  if (name !== 'hot' && name !== 'cold') return document.createTextNode(text);
  const word = make('span', { class: 'swatch-word' }, text);
  const [red, green, blue] = colourAt(colormap, name === 'hot' ? 0.92 : 0.1);
  word.style.textDecorationColor = `rgb(${red} ${green} ${blue})`;
  return word;
}

function printOf(state) {
  const { explanation } = state;
  const { image, seen, timing, maps, device } = explanation;
  const notes = [];
  if (timing) notes.push(...timingOf(timing, device));
  if (maps.size === countOf(state)) notes.push(fill(STRINGS.print.allHere, { count: maps.size }));
  if (seen.width < image.width || seen.height < image.height) notes.push(STRINGS.print.seen);
  const map = mapOf(state);
  if (map?.geometry.exact === false && !isSaliency(state)) notes.push(STRINGS.print.stretched);
  if (isSaliency(state) && !map?.nothing) notes.push(STRINGS.print.darkened);
  if (map?.completeness && !map.nothing) notes.push(completenessOf(map.completeness));
  return notes;
}

/** What integrated gradients leave over: how far the values are from adding up. */
function completenessOf({ sum, difference, error }) {
  return fill(STRINGS.print.completeness, { sum: number(sum), difference: number(difference), error: number(error) });
}

function timingOf({ queueMillis = 0, decodeMillis, forwardMillis, mapMillis }, device) {
  const total = queueMillis + decodeMillis + forwardMillis + mapMillis;
  const timing = fill(STRINGS.print.timing, {
    total: millis(total),
    device: device.toUpperCase(),
    decode: millis(decodeMillis),
    forward: millis(forwardMillis),
    map: millis(mapMillis),
  });
  return queueMillis < 1 ? [timing] : [timing, fill(STRINGS.print.queued, { queue: millis(queueMillis) })];
}
