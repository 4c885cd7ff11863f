/** The colours of all panes with their numbers, and in words whether they can be compared from pane to pane. */
import { TABLE_SIZE, colourTable } from '../../colormaps.js';
import { part } from '../../dom.js';
import { number } from '../../format.js';
import { methodOf } from '../../selectors.js';
import { STRINGS, fill } from '../../strings.js';
import { mapMethodOf } from './items.js';
import { panesOf } from './places.js';
import { canShare } from './scales.js';
import { colormapOf, isCommon, isDiverging, viewsOf } from './views.js';

/**
 * @param {HTMLElement} root the screen
 * @param {import('../../store.js').Store} store
 */
export function mountLegend(root, store) {
  const ramp = part('compare-ramp', root);
  const ticks = ['low', 'middle', 'high'].map((name) => part(`compare-${name}`, root));
  store.watch(['compare', 'models', 'methods', 'model', 'method', 'layer', 'view', 'explanation', 'chosen'], (state) => {
    paint(ramp, colormapOf(state));
    ticksOf(state).forEach((text, at) => {
      ticks[at].textContent = text;
    });
    part('compare-words', root).textContent = wordsOf(state);
  });
}

function paint(canvas, colormap) {
  if (canvas.dataset.colormap === colormap) return;
  canvas.dataset.colormap = colormap;
  const pixels = new Uint8ClampedArray(colourTable(colormap, 1).buffer);
  canvas.getContext('2d').putImageData(new ImageData(pixels, TABLE_SIZE, 1), 0, 0);
}

/** Values where they hold for all panes, else shares of the largest one. */
function ticksOf(state) {
  const isBoth = isDiverging(state);
  if (!isCommon(state)) return [isBoth ? -100 : 0, isBoth ? 0 : 50, 100].map((percent) => fill(STRINGS.compare.legend.share, { percent }).replace('-', '\u2212'));
  const [view] = viewsOf(state).filter(({ scale }) => scale.high > scale.low);
  if (!view) return ['', '', ''];
  const { low, high } = view.scale;
  const words = STRINGS.legend;
  // An end that stands for larger values too says so.
  const ends = view.pixels ? [low < 0 ? words.low : '{value}', words.high] : ['{value}', '{value}'];
  return [fill(ends[0], { value: number(low) }), number((low + high) / 2), fill(ends[1], { value: number(high) })];
}

function wordsOf(state) {
  const { by, common } = state.compare;
  const words = STRINGS.compare.legend;
  const scale = canShare(by) ? words[common ? 'common' : 'own'] : words[by];
  const sign = by === 'difference' ? [] : [isDiverging(state) ? words.signed : words.unsigned];
  const beyond = viewsOf(state).some(({ map, pixels }) => map && pixels) ? [words.beyond] : [];
  return [scale, ...sign, ...beyond, ...remarks(state)].join(' ');
}

/** What is not as somebody may expect. */
function remarks(state) {
  const words = STRINGS.compare.legend;
  const method = mapMethodOf(state);
  if (['classes', 'difference'].includes(state.compare.by) && method?.dependsOnClass === false) return [fill(words.anyClass, { method: method.title })];
  if (state.compare.by !== 'layers' || !methodOf(state)) return [];
  const other = panesOf(state).map(({ place }) => place?.method).find((name) => name && name !== state.method);
  const title = state.methods.find(({ name }) => name === other)?.title;
  return title ? [fill(words.instead, { method: methodOf(state).title, other: title })] : [];
}
