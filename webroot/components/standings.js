/** How methods compare: the result in a sentence, the plot, the table, and what was left out. */
import { make, part } from '../dom.js';
import { count, date, fixed, millis } from '../format.js';
import { METRICS, chartOf, sentenceOf, share } from '../ranking.js';
import { STRINGS, fill } from '../strings.js';
import { drawChart } from './ranking-chart.js';

/**
 * @param {HTMLElement} root
 * @param {object} report of the study `methods`
 */
export function drawStandings(root, report) {
  const words = STRINGS.ranking;
  part('ranking-sentence', root).textContent = sentenceOf(report, words);
  drawChart(part('ranking-chart', root), chartOf(report), words);
  part('ranking-table', root).replaceChildren(...tableOf(report));
  part('ranking-note', root).textContent = fill(words.note, {
    pictures: count(report.pictures),
    class: report.labelled > 0 ? words.ofGiven : words.ofBest,
    date: date(report.date),
    version: report.version.slice(0, 12),
    layer: report.layers.join(', '),
    device: report.device.toUpperCase(),
    about: words.metrics[report.metric].about,
  });
  part('ranking-left', root).hidden = report.leftOut.length === 0;
  part('ranking-left-list', root).replaceChildren(...report.leftOut.map(({ name, reason }) => make('div', {}, make('dt', {}, name), make('dd', {}, reason))));
}

function tableOf(report) {
  const words = STRINGS.ranking;
  const { model } = report;
  const shown = METRICS.filter(({ name }) => report.methods.some(({ metrics }) => metrics[name]));
  const heads = shown.map(({ name, isMoreBetter }) =>
    make('th', { scope: 'col', title: words.metrics[name].about, 'aria-sort': name === report.metric ? (isMoreBetter ? 'descending' : 'ascending') : null }, `${words.metrics[name].title} ${isMoreBetter ? '\u2191' : '\u2193'}`));
  const head = make('tr', {}, make('th', { scope: 'col' }, words.rank), make('th', { scope: 'col' }, words.method), ...heads, make('th', { scope: 'col' }, words.time));
  const rows = report.methods.map((each, place) => make(
    'tr',
    { 'data-testid': 'ranking-row', 'data-method': each.method },
    make('td', {}, each.tied && place > 0 ? `${place + 1} =` : String(place + 1)),
    make('th', { scope: 'row' }, make('a', { href: `/?${new URLSearchParams({ model, method: each.method })}` }, each.name)),
    ...shown.map(({ name }) => cellOf(each.metrics[name], name === report.metric)),
    make('td', {}, fill(words.millis, { time: millis(each.millis) })),
  ));
  return [make('thead', {}, head), make('tbody', {}, ...rows)];
}

/** In per cent, with half the width of the interval. */
function cellOf(estimate, isOrder) {
  if (!estimate) return make('td', {}, '\u2013');
  const half = estimate.low === null ? '' : ` \u00b1 ${fixed((estimate.high - estimate.low) * 50, 1)}`;
  const text = share(estimate.mean);
  return make('td', {}, isOrder ? make('strong', {}, text) : text, make('small', {}, half));
}
