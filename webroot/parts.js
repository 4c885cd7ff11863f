/** The parts that a model tells apart in a picture, each in a colour of its own. Pure. */
import { valuesOver } from './heatmap.js';

/** Told apart by hue and by lightness, over pictures and on light and dark ground; numbers tell them apart too. */
const COLOURS = [
  [230, 75, 60], [45, 140, 235], [245, 180, 35], [40, 175, 105], [165, 95, 230], [25, 190, 205], [242, 130, 190], [175, 110, 45],
  [165, 210, 50], [80, 90, 205], [250, 135, 50], [130, 215, 180], [150, 50, 100], [195, 180, 245], [120, 130, 50], [215, 215, 220],
];

/** As light as that, black is read better on it than white. */
const LIGHT = 0.36;

/**
 * The colour of a part.
 * @param {number} number from 1
 * @returns {[number, number, number]} red, green and blue, 0 to 255
 */
export function colourOf(number) {
  return COLOURS[(number - 1) % COLOURS.length];
}

/**
 * Whether what is written on a part's colour is read better in black.
 * @param {number} number
 */
export function isLight(number) {
  const [red, green, blue] = colourOf(number).map((channel) => (channel / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > LIGHT;
}

/**
 * Draws parts over a picture: each pixel has the colour of the strongest part there and covers the picture in proportion to
 * its strength. One part alone is drawn wherever it is.
 * @param {object} drawing as of `drawHeat`, but for the map, its scale and its colours
 * @param {(import('./heatmap.js').ClassMap & {number: number})[]} drawing.parts
 * @param {number | null} drawing.only number of the one to draw; null for all
 * @param {number} drawing.opacity of the strongest value of a part, 0 to 1
 * @returns {Uint8ClampedArray} RGBA, not premultiplied
 */
export function drawParts({ parts, only, opacity, ...where }) {
  const drawn = parts.filter(({ number, max }) => max > 0 && (only === null || number === only));
  const strengths = drawn.map((map) => valuesOver({ map, ...where }));
  const pixels = new Uint8ClampedArray(where.size.width * where.size.height * 4);
  for (let pixel = 0; pixel < pixels.length / 4; pixel++) {
    let most = 0;
    let strongest = null;
    for (let at = 0; at < drawn.length; at++) {
      const strength = strengths[at][pixel] / drawn[at].max;
      if (strength > most) {
        most = strength;
        strongest = drawn[at];
      }
    }
    if (strongest) pixels.set([...colourOf(strongest.number), Math.round(255 * opacity * Math.min(most, 1))], pixel * 4);
  }
  return pixels;
}

/**
 * Where a part is strongest: the centre of that cell, within what the model saw.
 * @param {import('./heatmap.js').ClassMap} map
 * @param {import('./heatmap.js').Box} seen
 * @returns {{x: number, y: number}} in pixels of the upright picture
 */
export function placeOf({ values, width, geometry }, seen) {
  const cell = values.indexOf(values.reduce((most, value) => Math.max(most, value), -Infinity));
  const x = geometry.x + (cell % width) * geometry.stepX;
  const y = geometry.y + Math.floor(cell / width) * geometry.stepY;
  return { x: within(x, seen.x, seen.width), y: within(y, seen.y, seen.height) };
}

/** Far enough from the edge for a number to be read. */
function within(at, start, length) {
  return Math.min(Math.max(at, start + length * 0.04), start + length * 0.96);
}
