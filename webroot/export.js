/** Explanations in forms that leave the page. */
import { pixelsOf } from './drawn.js';
import { percent, score } from './format.js';
import { drawImage } from './image.js';
import { drawnMethodOf, isSaliency, mapOf, partsOf, predictionOf } from './selectors.js';
import { STRINGS, fill } from './strings.js';

/** As the style sheet darkens the picture under a saliency map. */
const DARKENED = 'grayscale(0.8) brightness(0.5)';

/** As it takes the colours out of the picture under parts, which have their own. */
const FADED = 'grayscale(0.9) brightness(0.9)';

/**
 * The explanation of the chosen class, or of all parts, in the shape that the HTTP interface answers with. A map that is not
 * finished says so by its `partial`.
 * @param {object} state
 */
export function toJson(state) {
  const { key: _key, choice: _choice, maps: _maps, concepts: _concepts, timing, looked, ...answer } = state.explanation;
  const map = mapOf(state);
  return { ...answer, maps: map ? [plain(map)] : [], concepts: partsOf(state).map(plain), looked, timing };
}

function plain({ base64, ...map }) {
  return { ...map, values: base64 };
}

/**
 * A name that says what is in the file: dog-cam-toybox.png.
 * @param {object} state
 * @param {string} extension
 */
export function fileName(state, extension) {
  const { model, method } = state.explanation;
  const words = [mapOf(state)?.label, method, model].filter(Boolean);
  const clean = words.map((word) => word.toLowerCase().replace(/\+/g, '-plus').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, ''));
  return `${clean.join('-')}.${extension}`;
}

/**
 * The picture at its full size with what is drawn over it, and a strip below that says what it shows.
 * @param {ImageBitmap} image
 * @param {object} state
 * @returns {HTMLCanvasElement}
 */
export function paintOverlay(image, state) {
  const { width, height } = state.explanation.image;
  const strip = Math.round(Math.max(Math.min(width, height) * 0.11, 44));
  const canvas = Object.assign(document.createElement('canvas'), { width, height: height + strip });
  const context = canvas.getContext('2d');
  context.filter = partsOf(state).length > 0 ? FADED : isSaliency(state) ? DARKENED : 'none';
  drawImage(context, image, { width, height });
  context.filter = 'none';
  context.drawImage(layerOver(state, { width, height }), 0, 0);
  paintStrip(context, { top: height, width, strip }, headOf(state), aboutOf(state));
  return canvas;
}

function layerOver(state, size) {
  const layer = Object.assign(document.createElement('canvas'), size);
  layer.getContext('2d').putImageData(new ImageData(pixelsOf(state, size), size.width, size.height), 0, 0);
  return layer;
}

function headOf(state) {
  const parts = partsOf(state);
  if (parts.length > 0) return fill(STRINGS.caption.parts, { count: parts.length });
  const prediction = predictionOf(state);
  return fill(STRINGS.caption.line, { label: prediction.label, score: score(prediction.score), percent: percent(prediction.probability) });
}

function aboutOf(state) {
  const { model, method, layer } = state.explanation;
  const map = mapOf(state);
  const words = STRINGS.caption;
  const remark = map?.partial ? words.partial : map?.nothing ? words.nothing : null;
  return [model, drawnMethodOf(state)?.title ?? method, layer || words.picture, remark].filter(Boolean);
}

function paintStrip(context, { top, width, strip }, head, about) {
  const margin = strip * 0.28;
  context.fillStyle = '#111114';
  context.fillRect(0, top, width, strip);
  context.textBaseline = 'middle';
  context.fillStyle = '#ffffff';
  context.font = `600 ${strip * 0.3}px system-ui, sans-serif`;
  context.fillText(head, margin, top + strip * 0.34, width - 2 * margin);
  context.fillStyle = '#a9a9b4';
  context.font = `${strip * 0.24}px system-ui, sans-serif`;
  context.fillText(about.join(' \u00b7 '), margin, top + strip * 0.7, width - 2 * margin);
}
