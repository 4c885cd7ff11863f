/** Charts of a check: lines of probabilities, and bars of correlations. */
import { FRAME, barOf, meanOf, plotCurve } from '../check/plot.js';
import { make } from '../dom.js';
import { correlation, number, percent } from '../format.js';
import { STRINGS, fill } from '../strings.js';

const SVG = 'http://www.w3.org/2000/svg';

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * How the probability goes while pixels are taken away, or put back.
 * @param {string} title
 * @param {{area: number, otherAreas: number[], shares: number[], probabilities: number[], others: number[][]}} curve
 */
export function curveChart(title, curve) {
  const words = STRINGS.check;
  const { top, line, mean, band } = plotCurve(curve);
  const text = fill(words.curve, { title, area: number(curve.area), others: number(meanOf(curve.otherAreas)) });
  const svg = draw(
    'svg',
    { class: 'check-chart', viewBox: '0 0 310 160', role: 'img', 'aria-label': text },
    ...[0, 0.5, 1].flatMap((part) => level(part, top)),
    draw('path', { class: 'check-band', d: band }),
    draw('path', { class: 'check-mean', d: mean }),
    draw('path', { class: 'check-line', d: line }),
    ...[0, 0.5, 1].map((share) => label(FRAME.left + share * FRAME.width, FRAME.top + FRAME.height + 16, percent(share), ['start', 'middle', 'end'][share * 2])),
  );
  return make('figure', { class: 'check-figure' }, make('figcaption', {}, title), svg);
}

function level(part, top) {
  const y = FRAME.top + (1 - part) * FRAME.height;
  return [draw('path', { class: 'check-level', d: `M${FRAME.left} ${y}h${FRAME.width}` }), label(FRAME.left - 6, y + 4, percent(part * top), 'end')];
}

function label(x, y, text, anchor) {
  return draw('text', { class: 'check-label', x, y, 'text-anchor': anchor, 'aria-hidden': 'true' }, text);
}

/** What the lines of the charts above mean. */
export function curveLegend() {
  const words = STRINGS.check;
  const entry = (key, text) => make('span', {}, make('span', { class: key }), text);
  return make('p', { class: 'check-legend' }, entry('check-key-line', words.hottest), entry('check-key-mean', words.elsewhere));
}

/**
 * Rank correlations, each as a bar from 0 in the middle.
 * @param {{name: string, value: number | null, marks?: number[]}[]} rows a value of null: there is nothing to compare with
 */
export function bars(rows) {
  const items = rows.map(({ name, value, marks = [] }) =>
    make('li', { class: 'check-bar' }, make('span', { class: 'check-bar-name', title: name }, name), track(value ?? 0, marks), make('span', { class: 'check-bar-value' }, value === null ? STRINGS.check.vanished : correlation(value))),
  );
  return [make('p', { class: 'check-scale' }, STRINGS.check.correlation), make('ul', { class: 'check-bars', role: 'list' }, ...items)];
}

function track(value, marks) {
  const { x, width } = barOf(value);
  return draw(
    'svg',
    { class: 'check-track', viewBox: '0 0 100 12', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    draw('rect', { class: 'check-track-ground', x: 0, y: 0, width: 100, height: 12 }),
    draw('rect', { class: 'check-track-bar', x, y: 2, width, height: 8 }),
    draw('path', { class: 'check-track-zero', d: 'M50 0v12' }),
    ...marks.map((mark) => draw('path', { class: 'check-track-mark', d: `M${50 + 50 * mark} 1v10` })),
  );
}
