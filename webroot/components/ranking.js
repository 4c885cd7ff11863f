/** Which method suits a model: all of them judged by the same pictures, as a table and a plot. */
import { Problem, postImage, request } from '../api.js';
import { make, part, saveAs } from '../dom.js';
import { count, fixed, millis } from '../format.js';
import { METRICS, chartOf, sentenceOf, share } from '../ranking.js';
import { STRINGS, fill } from '../strings.js';
import { study } from '../study.js';
import { drawChart } from './ranking-chart.js';

/** @param {HTMLElement} root the section */
export function mountRanking(root) {
  new RankingSection(root);
}

class RankingSection {
  #root;
  #model;
  #report = null;
  #controller = null;

  constructor(root) {
    this.#root = root;
    this.#model = root.dataset.model;
    const words = STRINGS.ranking.metrics;
    this.#part('ranking-metric').append(...METRICS.filter(({ orders }) => orders).map(({ name }) => make('option', { value: name }, words[name].title)));
    const files = this.#part('ranking-files');
    for (const id of ['ranking-samples', 'ranking-own']) this.#part(id).addEventListener('change', () => (files.hidden = !this.#part('ranking-own').checked));
    this.#part('ranking-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#begin();
    });
    this.#part('ranking-stop').addEventListener('click', () => this.#controller?.abort());
    this.#part('ranking-save').addEventListener('click', () => saveAs(new Blob([JSON.stringify(this.#report, null, 2)], { type: 'application/json' }), `${this.#model}-methods.json`));
    this.#part('ranking-default').addEventListener('click', () => this.#choose());
  }

  #part(id) {
    return part(id, this.#root);
  }

  async #begin() {
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    this.#working(true);
    this.#fail(null);
    try {
      const images = await this.#images(signal);
      const options = { metric: this.#part('ranking-metric').value, long: this.#part('ranking-long').checked };
      const report = await study('methods', { model: this.#model, images, options }, (progress) => this.#tell(progress), signal);
      this.#show(report);
    } catch (failure) {
      if (!signal.aborted) this.#fail(failure);
    }
    this.#working(false);
  }

  async #images(signal) {
    if (!this.#part('ranking-own').checked) return this.#root.dataset.images.split(' ');
    const files = [...this.#part('ranking-files').files];
    if (files.length === 0) throw new Problem({ detail: STRINGS.ranking.noFiles });
    const ids = [];
    for (const file of files) {
      signal.throwIfAborted();
      this.#tell({ text: fill(STRINGS.ranking.sending, { name: file.name }), fraction: ids.length / files.length });
      ids.push((await postImage(file, () => {})).id);
    }
    return ids;
  }

  #working(isWorking) {
    this.#part('ranking-start').disabled = isWorking;
    for (const id of ['ranking-stop', 'ranking-progress']) this.#part(id).hidden = !isWorking;
    this.#part('ranking-text').textContent = '';
    this.#part('ranking-bar').removeAttribute('value');
  }

  #tell({ text, fraction }) {
    this.#part('ranking-text').textContent = text;
    this.#part('ranking-bar').value = fraction;
  }

  #fail(failure) {
    const problem = this.#part('ranking-problem');
    problem.hidden = failure === null;
    problem.textContent = failure?.message ?? '';
  }

  #show(report) {
    this.#report = report;
    this.#part('ranking-result').hidden = false;
    this.#part('ranking-sentence').textContent = sentenceOf(report, STRINGS.ranking);
    drawChart(this.#part('ranking-chart'), chartOf(report), STRINGS.ranking);
    this.#part('ranking-table').replaceChildren(...tableOf(report, this.#model));
    this.#part('ranking-note').textContent = fill(STRINGS.ranking.note, { pictures: count(report.pictures), about: STRINGS.ranking.metrics[report.metric].about });
    this.#part('ranking-left').hidden = report.leftOut.length === 0;
    this.#part('ranking-left-list').replaceChildren(...report.leftOut.map(({ name, reason }) => make('div', {}, make('dt', {}, name), make('dd', {}, reason))));
    this.#part('ranking-default').textContent = fill(STRINGS.ranking.take, { method: report.methods[0].name });
    this.#part('ranking-said').textContent = '';
  }

  async #choose() {
    const [best] = this.#report.methods;
    try {
      await request(`/api/models/${encodeURIComponent(this.#model)}/method`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ method: best.method }),
      });
      this.#part('ranking-said').textContent = fill(STRINGS.ranking.taken, { method: best.name });
    } catch (problem) {
      this.#part('ranking-said').textContent = problem.message;
    }
  }
}

function tableOf(report, model) {
  const words = STRINGS.ranking;
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
