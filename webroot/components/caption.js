/** The sentence under the picture, and in small print how it came about. */
import { colourAt } from '../colormaps.js';
import { make, part } from '../dom.js';
import { printOf } from '../print.js';
import { classCountOf, drawnMethodOf, isOld, isSaliency, mapOf, partsOf, predictionOf, scaleFor, viewOf } from '../selectors.js';
import { sentence, sentenceOfParts } from '../sentence.js';
import { STRINGS, fill } from '../strings.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountCaption(root, store) {
  const words = part('sentence', root);
  const print = part('print', root);
  const notes = part('image-notes', root);
  store.watch(['explanation', 'chosen', 'part', 'view', 'status', 'model', 'method', 'layer'], (state) => {
    const prediction = predictionOf(state);
    const map = mapOf(state);
    if (partsOf(state).length > 0) say(words, sentenceOfParts(partsOf(state), state.part), '');
    else if (prediction && map) say(words, sentence(prediction, map, drawnOf(map, state)), viewOf(state).colormap);
    else if (!state.explanation) write(words, waiting(state));
    write(notes, (state.explanation?.image.notes ?? []).map(({ text }) => text).join(' '));
    document.body.toggleAttribute('data-old', isOld(state));
    print.textContent = isOld(state) ? oldOf(state) : state.explanation ? printOf(state).join(' \u00b7 ') : '';
  });
}

function oldOf(state) {
  const { model } = state.explanation;
  return fill(STRINGS.sentence.old, { model, method: drawnMethodOf(state)?.title ?? state.explanation.method });
}

function drawnOf(map, state) {
  return {
    colormap: viewOf(state).colormap,
    count: classCountOf(state),
    reach: reachOf(map, state),
    pixels: isSaliency(state),
    anyClass: drawnMethodOf(state)?.dependsOnClass === false,
  };
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
