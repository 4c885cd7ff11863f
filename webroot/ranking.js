/** What a comparison of methods comes to: sentences, and where they lie in the plot. Pure. */
import { fixed, millis, percentOf } from './format.js';
import { fill } from './strings.js';

/** In the order of the table; some of them may order the methods, and some need to be told where the objects are. */
export const METRICS = [
  { name: 'overall', isMoreBetter: true, orders: true },
  { name: 'road', isMoreBetter: true, orders: true },
  { name: 'insertion', isMoreBetter: true, orders: true },
  { name: 'deletion', isMoreBetter: false, orders: true },
  { name: 'average-drop', isMoreBetter: false, orders: true },
  { name: 'increase', isMoreBetter: true, orders: false },
  { name: 'average-gain', isMoreBetter: true, orders: false },
  { name: 'complexity', isMoreBetter: false, orders: false },
  { name: 'coherency', isMoreBetter: true, orders: false },
  { name: 'adcc', isMoreBetter: true, orders: true },
  { name: 'sensitivity-n', isMoreBetter: true, orders: true },
  { name: 'max-sensitivity', isMoreBetter: false, orders: true },
  { name: 'completeness', isMoreBetter: false, orders: false },
  { name: 'pointing-box', isMoreBetter: true, orders: true, needs: 'boxes' },
  { name: 'energy-box', isMoreBetter: true, orders: true, needs: 'boxes' },
  { name: 'max-box-acc', isMoreBetter: true, orders: true, needs: 'boxes' },
  { name: 'box-iou', isMoreBetter: true, orders: true, needs: 'boxes' },
  { name: 'pointing-mask', isMoreBetter: true, orders: true, needs: 'masks' },
  { name: 'energy-mask', isMoreBetter: true, orders: true, needs: 'masks' },
];

/**
 * Those that methods may be ordered by.
 * @param {{boxes: boolean, masks: boolean}} covers what is given
 */
export function ordersOf(covers) {
  return METRICS.filter(({ orders, needs }) => orders && (!needs || covers[needs]));
}

/**
 * A metric in per cent. Some of them may be negative.
 * @param {number} mean
 */
export function share(mean) {
  return percentOf(fixed(100 * mean, 1));
}

/**
 * The result in one sentence: who wins, and who is not told apart from it by so few pictures.
 * @param {object} report
 * @param {object} words
 */
export function sentenceOf(report, words) {
  const [best, ...others] = report.methods;
  const estimate = best.metrics[report.metric];
  if (!estimate) return words.none;
  const tied = others.filter((each) => each.tied && each.metrics[report.metric]);
  const values = { method: best.name, metric: words.metrics[report.metric].title, value: share(estimate.mean), time: millis(best.millis) };
  const won = fill(words.best, values);
  if (tied.length === 0) return `${won} ${words.alone}`;
  const quickest = [best, ...tied].reduce((quick, each) => (each.millis < quick.millis ? each : quick));
  return `${won} ${fill(words.tied, { methods: tied.map(({ name }) => name).join(', ') })} ${fill(words.quickest, { method: quickest.name, time: millis(quickest.millis) })}`;
}

/**
 * Where each method lies: time to the right, on a scale of powers of ten, and the metric upwards.
 * @param {object} report
 * @returns {{points: {rank: number, name: string, x: number, y: number, low: number, high: number, isTied: boolean}[],
 *            times: {millis: number, x: number}[], values: {value: number, y: number}[]}} x, y, low and high from 0 to 1
 */
export function chartOf({ methods, metric }) {
  const known = methods.map((each, place) => ({ ...each, rank: place + 1, estimate: each.metrics[metric] })).filter(({ estimate }) => estimate);
  if (known.length === 0) return { points: [], times: [], values: [] };
  const logs = known.map(({ millis: time }) => Math.log10(Math.max(time, 0.1)));
  const first = Math.floor(Math.min(...logs));
  const last = Math.max(Math.ceil(Math.max(...logs)), first + 1);
  const ends = known.flatMap(({ estimate: { mean, low, high } }) => [mean, low ?? mean, high ?? mean]);
  const [bottom, top, step] = scaleOf(Math.min(...ends), Math.max(...ends));
  const y = (value) => (value - bottom) / (top - bottom);
  return {
    points: known.map(({ rank, name, tied, estimate: { mean, low, high } }, at) => ({
      rank,
      name,
      x: (logs[at] - first) / (last - first),
      y: y(mean),
      low: y(low ?? mean),
      high: y(high ?? mean),
      isTied: tied,
    })),
    times: Array.from({ length: last - first + 1 }, (_, at) => ({ millis: 10 ** (first + at), x: at / (last - first) })),
    values: Array.from({ length: Math.round((top - bottom) / step) + 1 }, (_, at) => ({ value: bottom + at * step, y: y(bottom + at * step) })),
  };
}

/** Round numbers around a range, and the distance between them. */
function scaleOf(min, max) {
  const range = Math.max(max - min, 0.01);
  const power = 10 ** Math.floor(Math.log10(range));
  const step = [0.2, 0.5, 1, 2].map((factor) => factor * power).find((each) => range / each <= 6);
  return [Math.floor(min / step) * step, Math.ceil(Math.max(max, min + step) / step) * step, step];
}
