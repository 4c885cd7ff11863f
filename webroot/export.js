/** Explanations in forms that leave the page. */
import { colourTable } from './colormaps.js';
import { percent, score } from './format.js';
import { drawHeat } from './heatmap.js';
import { STRINGS, fill } from './strings.js';

/** As the style sheet darkens the picture under a saliency map. */
const DARKENED = 'grayscale(0.8) brightness(0.5)';

/**
 * The explanation of one class, in the shape that the HTTP interface answers with.
 * @param {object} explanation
 * @param {import('./heatmap.js').ClassMap & {base64: string}} map
 */
export function toJson(explanation, map) {
  const { key: _key, choice: _choice, maps: _maps, timing, ...answer } = explanation;
  const { base64, ...rest } = map;
  return { ...answer, maps: [{ ...rest, values: base64 }], timing };
}

/**
 * A name that says what is in the file: dog-cam-toybox.png.
 * @param {{model: string, method: string}} explanation
 * @param {{label: string}} map
 * @param {string} extension
 */
export function fileName({ model, method }, { label }, extension) {
  const plain = [label, method, model].map((word) => word.toLowerCase().replace(/\+/g, '-plus').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, ''));
  return `${plain.join('-')}.${extension}`;
}

/**
 * The picture at its full size with the heat over it, and a strip below that says what it shows.
 * @param {object} what
 * @returns {HTMLCanvasElement}
 */
export function paintOverlay({ image, explanation, map, prediction, method, pixels, view, scale }) {
  const { width, height } = explanation.image;
  const strip = Math.round(Math.max(Math.min(width, height) * 0.11, 44));
  const canvas = Object.assign(document.createElement('canvas'), { width, height: height + strip });
  const context = canvas.getContext('2d');
  context.filter = pixels ? DARKENED : 'none';
  context.drawImage(image, 0, 0, width, height);
  context.filter = 'none';
  context.drawImage(heatLayer(explanation, map, view, scale), 0, 0);
  const where = explanation.layer || STRINGS.caption.picture;
  const about = [explanation.model, method, where, ...(map.nothing ? [STRINGS.caption.nothing] : [])];
  paintStrip(context, { top: height, width, strip }, about, prediction);
  return canvas;
}

function heatLayer({ image, seen }, map, view, scale) {
  const size = { width: image.width, height: image.height };
  const pixels = drawHeat({ map, picture: image, seen, size, smooth: view.smooth, scale, table: colourTable(view.colormap, view.opacity) });
  const layer = Object.assign(document.createElement('canvas'), size);
  layer.getContext('2d').putImageData(new ImageData(pixels, size.width, size.height), 0, 0);
  return layer;
}

function paintStrip(context, { top, width, strip }, about, prediction) {
  const margin = strip * 0.28;
  const words = { label: prediction.label, score: score(prediction.score), percent: percent(prediction.probability) };
  context.fillStyle = '#111114';
  context.fillRect(0, top, width, strip);
  context.textBaseline = 'middle';
  context.fillStyle = '#ffffff';
  context.font = `600 ${strip * 0.3}px system-ui, sans-serif`;
  context.fillText(fill(STRINGS.caption.line, words), margin, top + strip * 0.34, width - 2 * margin);
  context.fillStyle = '#a9a9b4';
  context.font = `${strip * 0.24}px system-ui, sans-serif`;
  context.fillText(about.join(' \u00b7 '), margin, top + strip * 0.7, width - 2 * margin);
}
