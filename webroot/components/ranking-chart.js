/** The plot of methods: how faithful their maps are, against the time that one takes. */
import { make } from '../dom.js';
import { millis } from '../format.js';
import { share } from '../ranking.js';
import { fill } from '../strings.js';

const MOST_WIDTH = 680;
const HEIGHT = 300;
const LEFT = 52;
const RIGHT = 18;
const TOP = 14;
const BOTTOM = 46;
const RADIUS = 9;

/**
 * @param {HTMLElement} figure
 * @param {ReturnType<import('../ranking.js').chartOf>} chart
 * @param {object} words
 */
export function drawChart(figure, { points, times, values }, words) {
  // Drawn at the size that it is shown at, so that its words are as large as all others.
  const width = Math.min(figure.clientWidth || MOST_WIDTH, MOST_WIDTH);
  const x = (share) => LEFT + RADIUS + share * (width - LEFT - RIGHT - 2 * RADIUS);
  const y = (share) => HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  const grid = [
    ...values.flatMap(({ value, y: at }) => [
      svg('line', { class: 'chart-grid', x1: LEFT, x2: width - RIGHT, y1: y(at), y2: y(at) }),
      svg('text', { class: 'chart-tick', x: LEFT - 8, y: y(at) + 4, 'text-anchor': 'end' }, share(value)),
    ]),
    ...times.map(({ millis: time, x: at }) => svg('text', { class: 'chart-tick', x: x(at), y: HEIGHT - BOTTOM + 20, 'text-anchor': 'middle' }, fill(words.millis, { time: millis(time) }))),
    svg('text', { class: 'chart-tick', x: (LEFT + width - RIGHT) / 2, y: HEIGHT - 6, 'text-anchor': 'middle' }, words.axis),
  ];
  // The best one lies over the others.
  const marks = points.toReversed().map((point) => svg(
    'g',
    { class: point.isTied ? 'chart-mark tied' : 'chart-mark' },
    svg('title', {}, `${point.rank}. ${point.name}`),
    svg('line', { x1: x(point.x), x2: x(point.x), y1: y(point.low), y2: y(point.high) }),
    svg('circle', { cx: x(point.x), cy: y(point.y), r: RADIUS }),
    svg('text', { x: x(point.x), y: y(point.y) + 3.5, 'text-anchor': 'middle' }, String(point.rank)),
  ));
  const label = fill(words.chart, { methods: points.map(({ name }) => name).join(', ') });
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': label }, ...grid, ...marks);
  figure.replaceChildren(drawing, make('figcaption', { class: 'hint' }, words.caption));
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
