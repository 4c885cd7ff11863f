/**
 * From the numbers of a class activation map to pixels. Pure: no canvas, no document.
 *
 * A map's cells lie where its geometry says; the grid is not stretched over the picture. Between the centres values are
 * interpolated linearly ("smooth") or each cell is a rectangle of one step ("cells"). The scale is linear: nothing is
 * squared, sharpened or brightened. Where it ends below the strongest value, the legend says so.
 *
 * @typedef {{x: number, y: number, stepX: number, stepY: number, exact: boolean}} Geometry
 * @typedef {{index: number, label: string, width: number, height: number, min: number, max: number,
 *            values: Float32Array, geometry: Geometry}} ClassMap
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */
import { TABLE_SIZE } from './colormaps.js';

/**
 * Float32 numbers out of base64, little-endian on every machine.
 * @param {string} base64
 */
export function decodeValues(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length >> 2 }, (_, index) => view.getFloat32(index * 4, true));
}

/**
 * A map as the server sends it, with its numbers; the text they came in stays beside them.
 * @template {{values: string}} M
 * @param {M} map
 */
export function decoded({ values, ...map }) {
  return { ...map, base64: values, values: decodeValues(values) };
}

/**
 * The values at the two ends of the colour map: zero to the largest, or the same distance on both sides of zero.
 * @param {{min: number, max: number}} map
 * @param {boolean} signed whether negative values are drawn too
 * @returns {{low: number, high: number}} equal where there is nothing to draw
 */
export function scaleOf(map, signed) {
  const high = signed ? Math.max(Math.abs(map.min), Math.abs(map.max)) : Math.max(map.max, 0);
  return { low: signed ? -high || 0 : 0, high };
}

/** The share of a saliency map's values that its scale holds. */
export const SHARE_WITHIN = 0.99;

const limits = new WeakMap();

/**
 * Where the scale of a saliency map ends: the magnitude that 99 % of its values do not exceed. A few pixels stand far above
 * all others; a scale up to them would leave everything else dark. Where so few differ from zero, it is the largest.
 * Kept, because it is asked for with each move of the pointer and takes a sort.
 * @param {ClassMap} map
 */
export function limitOf(map) {
  if (!limits.has(map.values)) {
    const magnitudes = map.values.map(Math.abs).sort();
    const limit = magnitudes[Math.ceil(SHARE_WITHIN * magnitudes.length) - 1];
    limits.set(map.values, limit || magnitudes.at(-1));
  }
  return limits.get(map.values);
}

/**
 * Draws a map over a picture of the given size, into pixels of the size asked for.
 * @param {object} drawing
 * @param {ClassMap} drawing.map
 * @param {{width: number, height: number}} drawing.picture size of the upright picture, which the geometry speaks of
 * @param {Box} drawing.seen the part the model saw; nothing is drawn outside it
 * @param {{width: number, height: number}} drawing.size of the drawing
 * @param {boolean} drawing.smooth interpolate between the centres, or draw cells
 * @param {{low: number, high: number}} drawing.scale see {@link scaleOf}
 * @param {Uint32Array} drawing.table colours, see `colourTable`
 * @returns {Uint8ClampedArray} RGBA, not premultiplied
 */
export function drawHeat({ map, picture, seen, size, smooth, scale, table }) {
  const pixels = new Uint32Array(size.width * size.height);
  if (scale.high > scale.low) {
    const last = TABLE_SIZE - 1;
    const { low } = scale;
    const perUnit = last / (scale.high - low);
    eachRow(map, placed(map, picture, seen, size, smooth), (line, start, { from, to, first, second, share }) => {
      for (let x = from; x < to; x++) {
        const left = line[first[x]];
        const entry = (left + (line[second[x]] - left) * share[x] - low) * perUnit;
        pixels[start + x] = table[entry <= 0 ? 0 : entry >= last ? last : (entry + 0.5) | 0];
      }
    });
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/**
 * The values of a map at every pixel of a drawing, placed and interpolated as {@link drawHeat} does.
 * @param {{map: ClassMap, picture: {width: number, height: number}, seen: Box, size: {width: number, height: number}, smooth: boolean}} drawing
 * @returns {Float32Array} NaN where nothing is drawn
 */
export function valuesOver({ map, picture, seen, size, smooth }) {
  const values = new Float32Array(size.width * size.height).fill(NaN);
  eachRow(map, placed(map, picture, seen, size, smooth), (line, start, { from, to, first, second, share }) => {
    for (let x = from; x < to; x++) {
      const left = line[first[x]];
      values[start + x] = left + (line[second[x]] - left) * share[x];
    }
  });
  return values;
}

/**
 * What is drawn at a point of the picture.
 * @param {ClassMap} map
 * @param {Box} seen
 * @param {number} x in pixels of the upright picture
 * @param {number} y in pixels of the upright picture
 * @param {boolean} smooth as in the drawing
 * @returns {{value: number, row: number, column: number} | null} null where nothing is drawn
 */
export function readAt(map, seen, x, y, smooth) {
  if (!within(x, seen.x, seen.width) || !within(y, seen.y, seen.height)) return null;
  const { geometry } = map;
  const place = smooth ? between : nearest;
  const across = place(x, geometry.x, geometry.stepX, map.width);
  const down = place(y, geometry.y, geometry.stepY, map.height);
  if (!across || !down) return null;
  const upper = mix(map.values, down.first * map.width, across);
  const lower = mix(map.values, down.second * map.width, across);
  return {
    value: upper + (lower - upper) * down.share,
    row: down.share < 0.5 ? down.first : down.second,
    column: across.share < 0.5 ? across.first : across.second,
  };
}

/**
 * The rectangle of one cell in pixels of the upright picture, cut to what the model saw.
 * @param {Geometry} geometry
 * @param {Box} seen
 * @param {number} row
 * @param {number} column
 * @returns {Box}
 */
export function cellBox(geometry, seen, row, column) {
  const left = Math.max(geometry.x + (column - 0.5) * geometry.stepX, seen.x);
  const top = Math.max(geometry.y + (row - 0.5) * geometry.stepY, seen.y);
  const right = Math.min(geometry.x + (column + 0.5) * geometry.stepX, seen.x + seen.width);
  const bottom = Math.min(geometry.y + (row + 0.5) * geometry.stepY, seen.y + seen.height);
  return { x: left, y: top, width: Math.max(right - left, 0), height: Math.max(bottom - top, 0) };
}

/**
 * The size a heat is drawn in: the picture's own, unless that is too coarse to look good or too large to be quick.
 * @param {{width: number, height: number}} picture
 */
export function drawingSize(picture, least = 480, most = 1600) {
  const longest = Math.max(picture.width, picture.height);
  const factor = Math.min(Math.max(longest, least), most) / longest;
  return {
    width: Math.max(Math.round(picture.width * factor), 1),
    height: Math.max(Math.round(picture.height * factor), 1),
  };
}

/** Between which cells the columns and rows of a drawing lie. */
function placed({ geometry, width, height }, picture, seen, size, smooth) {
  const place = smooth ? between : nearest;
  return {
    columns: samples(size.width, picture.width, seen.x, seen.width, (at) => place(at, geometry.x, geometry.stepX, width)),
    rows: samples(size.height, picture.height, seen.y, seen.height, (at) => place(at, geometry.y, geometry.stepY, height)),
  };
}

/**
 * For each pixel along one side: which two cells it lies between, and how near the second. What the model saw lies
 * together: `from` and `to` bound it. Plain numbers in arrays, because two million pixels read them with each press of a key.
 */
function samples(length, pictureLength, seenStart, seenLength, place) {
  const first = new Int32Array(length);
  const second = new Int32Array(length);
  const share = new Float64Array(length);
  let from = length;
  let to = 0;
  for (let pixel = 0; pixel < length; pixel++) {
    const at = ((pixel + 0.5) * pictureLength) / length;
    const found = within(at, seenStart, seenLength) ? place(at) : null;
    if (!found) continue;
    first[pixel] = found.first;
    second[pixel] = found.second;
    share[pixel] = found.share;
    from = Math.min(from, pixel);
    to = pixel + 1;
  }
  return { length, from, to, first, second, share };
}

function within(at, start, length) {
  return at >= start && at < start + length;
}

/** The two centres around a point; beyond the outermost the edge value goes on. */
function between(at, centre, step, cells) {
  const place = Math.min(Math.max((at - centre) / step, 0), cells - 1);
  const first = Math.floor(place);
  return { first, second: Math.min(first + 1, cells - 1), share: place - first };
}

/** The cell whose rectangle holds a point, if any. */
function nearest(at, centre, step, cells) {
  const cell = Math.floor((at - centre) / step + 0.5);
  return cell >= 0 && cell < cells ? { first: cell, second: cell, share: 0 } : null;
}

function mix(values, start, { first, second, share }) {
  return values[start + first] + (values[start + second] - values[start + first]) * share;
}

/** Rows of cells are mixed once per row of pixels, so that a pixel costs one interpolation and what is done with it. */
function eachRow(map, { columns, rows }, act) {
  const line = new Float32Array(map.width);
  for (let y = rows.from; y < rows.to; y++) {
    const upper = rows.first[y] * map.width;
    const lower = rows.second[y] * map.width;
    for (let cell = 0; cell < map.width; cell++) {
      const value = map.values[upper + cell];
      line[cell] = value + (map.values[lower + cell] - value) * rows.share[y];
    }
    act(line, y * columns.length, columns);
  }
}
