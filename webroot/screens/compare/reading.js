/** What panes show at one place, and how the keyboard moves that place. Pure. */
import { readAt } from '../../heatmap.js';

/**
 * The value of a pane at a place.
 * @param {object} view see `viewsOf`
 * @param {{x: number, y: number}} point in pixels of the upright picture
 * @returns {{value: number | null, row?: number, column?: number} | null} null where the pane has no map; without a value where
 *   its model has not looked
 */
export function readingOf({ answer, map, smooth }, { x, y }) {
  if (!map || map.nothing) return null;
  const { seen } = answer;
  return readAt(map, seen, inside(x, seen.x, seen.width), inside(y, seen.y, seen.height), smooth) ?? { value: null };
}

/**
 * The centre of the neighbouring cell; the strongest one, whichever its sign, where nothing is read yet.
 * @param {{map: object, answer: object, smooth: boolean}} view
 * @param {{x: number, y: number} | null} point
 * @param {[number, number]} move rows down, columns to the right
 */
export function movedTo(view, point, [down, right]) {
  const { map } = view;
  const from = point && readingOf(view, point);
  const strongest = map.values.reduce((best, value, cell) => (Math.abs(value) > Math.abs(map.values[best]) ? cell : best), 0);
  const row = from?.value != null ? clamp(from.row + down, map.height) : Math.floor(strongest / map.width);
  const column = from?.value != null ? clamp(from.column + right, map.width) : strongest % map.width;
  const { x, y, stepX, stepY } = map.geometry;
  const { image } = view.answer;
  return { x: within(x + column * stepX, image.width), y: within(y + row * stepY, image.height) };
}

function clamp(cell, cells) {
  return Math.min(Math.max(cell, 0), cells - 1);
}

/** A cell's centre may lie a little outside of the picture; its value is read at the edge. */
function inside(at, start, length) {
  return at < start - length / 10 || at > start + length * 1.1 ? at : within(at - start, length) + start;
}

function within(at, length) {
  return Math.min(Math.max(at, 0), length - 0.01);
}
