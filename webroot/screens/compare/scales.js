/** The values at the ends of the colours of several maps. Pure. */
import { limitOf, scaleOf } from '../../heatmap.js';

/** Only these have one unit: contributions to scores of one model, by one method, at one layer. */
const OF_ONE_UNIT = ['classes', 'difference'];

/**
 * Whether maps compared this way can share a scale. Methods differ in what they measure, layers in how many cells and
 * channels a score is spread over, and models in how large their scores are.
 * @param {string} by
 */
export function canShare(by) {
  return OF_ONE_UNIT.includes(by);
}

/**
 * The scales of maps, in their order.
 * @param {({min: number, max: number, pixels?: boolean} | null)[]} maps null where there is none, or nothing to draw
 * @param {{common: boolean, signed: boolean}} how
 * @returns {{low: number, high: number}[]} both ends are 0 where there is nothing to draw
 */
export function scalesOf(maps, { common, signed }) {
  const ends = maps.map((map) => map && endsOf(map));
  const there = ends.filter(Boolean);
  const widest = { min: Math.min(...there.map(({ min }) => min)), max: Math.max(...there.map(({ max }) => max)) };
  return ends.map((each) => (each ? scaleOf(common ? widest : each, signed) : { low: 0, high: 0 }));
}

/** A few pixels stand far above all others: a saliency map's scale ends where 99 % of them do. */
function endsOf(map) {
  if (!map.pixels) return map;
  const limit = limitOf(map);
  return { min: Math.max(map.min, -limit), max: Math.min(map.max, limit) };
}
