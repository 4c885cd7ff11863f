/** The four questions of a check, each with its answer in words and in a chart. */
import { meanOf } from '../check/plot.js';
import { make } from '../dom.js';
import { percent } from '../format.js';
import { STRINGS, fill } from '../strings.js';
import { bars, curveChart, curveLegend } from './check-charts.js';

const QUESTIONS = ['hiding', 'classes', 'cascade', 'stability'];
const SIGNS = { supports: '\u2713', contradicts: '\u2717', 'cannot-tell': '?' };

const CHARTS = {
  hiding: ({ deletion, insertion }, { options }) => {
    const words = STRINGS.check;
    const curves = make('div', { class: 'check-curves' }, curveChart(words.deletion, deletion), curveChart(words.insertion, insertion));
    return [curves, curveLegend(), make('p', { class: 'check-scale' }, words.hidden[options.hide])];
  },
  classes: ({ others }) => (others.length > 0 ? bars(others.map(({ label, probability, correlation }) => ({ name: fill(STRINGS.check.class, { label, percent: percent(probability) }), value: correlation }))) : []),
  cascade: ({ depths, weightLayers }) => bars(depths.map(({ layers, correlation }) => ({ name: fill(STRINGS.check.layers, { count: layers, all: weightLayers }), value: correlation }))),
  stability: ({ shift, shifted, noisy }) =>
    bars([
      { name: fill(STRINGS.check.moved, { pixels: shift }), value: meanOf(shifted), marks: shifted },
      { name: STRINGS.check.noise, value: meanOf(noisy), marks: noisy },
    ]),
};

/**
 * @param {object} report as the server gives it
 * @returns {HTMLElement[]}
 */
export function findingsOf(report) {
  return QUESTIONS.flatMap((name) => {
    const finding = report[name];
    const reason = report.leftOut.find(({ question }) => question === name)?.reason;
    if (finding) return [card(name, finding.outcome, finding.text, CHARTS[name](finding, report))];
    return reason ? [card(name, 'not-asked', reason, [])] : [];
  });
}

function card(name, outcome, text, chart) {
  const words = STRINGS.check;
  const badge = make('span', { class: 'check-outcome', 'data-outcome': outcome }, make('span', { 'aria-hidden': 'true' }, SIGNS[outcome] ?? '\u2013'), ` ${words.outcomes[outcome]}`);
  const head = make('div', { class: 'check-head' }, make('h3', {}, words.questions[name]), badge);
  return make('section', { class: 'check-card', 'data-question': name }, head, make('p', {}, text), ...chart);
}
