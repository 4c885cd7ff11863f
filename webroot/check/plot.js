/** From the numbers of a check to the places of its charts. Pure. */

/** Of the drawing area, in the units of the chart's view box. */
export const FRAME = { left: 40, top: 10, width: 260, height: 120 };

/**
 * A chart of how the probability goes while a picture is taken away, or put back.
 * @param {{shares: number[], probabilities: number[], others: number[][]}} curve
 * @returns {{top: number, line: string, mean: string, band: string}} the probability at the top, and what to draw as the `d` of paths
 */
export function plotCurve({ shares, probabilities, others }) {
  const top = ceilingOf(Math.max(...probabilities, ...others.flat()));
  const columns = shares.map((_, at) => others.map((other) => other[at]));
  const place = (share, value) => `${round(FRAME.left + share * FRAME.width)} ${round(FRAME.top + (1 - value / top) * FRAME.height)}`;
  const path = (values) => `M${values.map((value, at) => place(shares[at], value)).join('L')}`;
  const highest = columns.map((values) => Math.max(...values));
  const lowest = columns.map((values) => Math.min(...values));
  const back = shares.map((share, at) => place(share, lowest[at])).reverse();
  return {
    top,
    line: path(probabilities),
    mean: path(columns.map(meanOf)),
    band: `${path(highest)}L${back.join('L')}Z`,
  };
}

/** The next number that reads well: 0.1, 0.2, 0.5 and so on, at most 1. */
function ceilingOf(value) {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.min(1, [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value));
}

/** The middle of some numbers. */
export function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/**
 * Where the bar of a correlation begins and how wide it is, in per cent: 0 is in the middle.
 * @param {number} correlation from -1 to 1
 */
export function barOf(correlation) {
  const middle = 50;
  const width = Math.abs(correlation) * middle;
  return { x: correlation < 0 ? middle - width : middle, width };
}

function round(value) {
  return Math.round(value * 10) / 10;
}
