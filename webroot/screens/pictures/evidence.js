/** Two numbers that say what a map looks like without looking at it. Pure. */
import { cellBox } from '../../heatmap.js';

/** The frame that counts as border, on each side, of what the model saw. */
export const BORDER = 0.1;

/**
 * The smallest share of the map that holds half of what speaks for the class: small where the model looks at one spot.
 * @param {{values: Float32Array}} map
 * @returns {number | null} 0 to 0.5; null where nothing speaks for the class
 */
export function spreadOf({ values }) {
  const positive = values.filter((value) => value > 0).sort();
  let left = sum(positive) / 2;
  if (!(left > 0)) return null;
  let cells = 0;
  for (let at = positive.length - 1; at >= 0 && left > 0; at--) {
    cells += Math.min(left / positive[at], 1);
    left -= positive[at];
  }
  return cells / values.length;
}

/**
 * The share of what speaks for the class that lies in the outer tenth on each side of what the model saw. Of a map that is
 * even everywhere that is 0.36.
 * @param {import('../../heatmap.js').ClassMap} map
 * @param {import('../../heatmap.js').Box} seen
 * @returns {number | null} 0 to 1; null where nothing speaks for the class
 */
export function borderOf(map, seen) {
  const inner = {
    x: seen.x + BORDER * seen.width,
    y: seen.y + BORDER * seen.height,
    width: (1 - 2 * BORDER) * seen.width,
    height: (1 - 2 * BORDER) * seen.height,
  };
  let all = 0;
  let atBorder = 0;
  map.values.forEach((value, at) => {
    if (!(value > 0)) return;
    const cell = cellBox(map.geometry, seen, Math.floor(at / map.width), at % map.width);
    all += value;
    atBorder += value * (1 - shareWithin(cell, inner));
  });
  return all > 0 ? atBorder / all : null;
}

/** A cell that was cut away whole lies outside. */
function shareWithin(cell, inner) {
  const area = cell.width * cell.height;
  return area > 0 ? (overlap(cell.x, cell.width, inner.x, inner.width) * overlap(cell.y, cell.height, inner.y, inner.height)) / area : 0;
}

function overlap(start, length, otherStart, otherLength) {
  return Math.max(Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart), 0);
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
