/** Which method suits a model: all of them judged by the same pictures, as a table and a plot. */
import { Problem, postImage, request } from '../api.js';
import { make, offer, part, saveAs } from '../dom.js';
import { count, date, fixed, millis } from '../format.js';
import { METRICS, chartOf, ordersOf, sentenceOf, share } from '../ranking.js';
import { STRINGS, fill } from '../strings.js';
import { study } from '../study.js';
import { drawChart } from './ranking-chart.js';
import { TruthInput } from './truth-input.js';

/** @param {HTMLElement} root the section */
export function mountRanking(root) {
  new RankingSection(root);
}

class RankingSection {
  #root;
  #model;
  #report = null;
  #controller = null;
  #truth;

  constructor(root) {
    this.#root = root;
    this.#model = root.dataset.model;
    const words = STRINGS.ranking.metrics;
    const files = this.#part('ranking-files');
    const given = this.#part('ranking-truth');
    this.#truth = new TruthInput(given);
    const offerMetrics = () => {
      const select = this.#part('ranking-metric');
      const covers = files.hidden ? {} : this.#truth.covers;
      offer(select, ordersOf(covers).map(({ name }) => ({ value: name, text: words[name].title })), select.value || METRICS[0].name);
      if (select.selectedIndex < 0) select.selectedIndex = 0;
    };
    for (const id of ['ranking-samples', 'ranking-own']) {
      this.#part(id).addEventListener('change', () => {
        files.hidden = given.hidden = !this.#part('ranking-own').checked;
        offerMetrics();
      });
    }
    files.addEventListener('change', () => this.#truth.show([...files.files].map(({ name }) => name)));
    given.addEventListener('truth-change', offerMetrics);
    offerMetrics();
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
      const isOwn = this.#part('ranking-own').checked;
      const metric = this.#part('ranking-metric').value;
      const pictures = isOwn ? await this.#own(signal) : [];
      const truth = isOwn ? await this.#truthOf(pictures, signal) : {};
      const images = isOwn ? pictures.map(({ id }) => id) : this.#root.dataset.images.split(' ');
      const options = { metric, long: this.#part('ranking-long').checked, ...truth };
      const report = await study('methods', { model: this.#model, images, options }, (progress) => this.#tell(progress), signal);
      this.#show(report);
    } catch (failure) {
      if (!signal.aborted) this.#fail(failure);
    }
    this.#working(false);
  }

  /** Where the objects are, and of which class, as far as somebody says it. */
  async #truthOf(pictures, signal) {
    const { boxes, masks } = this.#truth.covers;
    if (!boxes && !masks) return {};
    const { labels } = await (await request(`/api/models/${encodeURIComponent(this.#model)}`, { signal })).json();
    return this.#truth.options(pictures, { labels, signal, tell: (text) => this.#tell({ text, fraction: 1 }) });
  }

  async #own(signal) {
    const files = [...this.#part('ranking-files').files];
    if (files.length === 0) throw new Problem({ detail: STRINGS.ranking.noFiles });
    const pictures = [];
    for (const file of files) {
      signal.throwIfAborted();
      this.#tell({ text: fill(STRINGS.ranking.sending, { name: file.name }), fraction: pictures.length / files.length });
      pictures.push(await postImage(file, () => {}));
    }
    return pictures;
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
    problem.textContent = this.#truth.named(failure?.message ?? '');
  }

  #show(report) {
    this.#report = report;
    this.#part('ranking-result').hidden = false;
    this.#part('ranking-sentence').textContent = sentenceOf(report, STRINGS.ranking);
    drawChart(this.#part('ranking-chart'), chartOf(report), STRINGS.ranking);
    this.#part('ranking-table').replaceChildren(...tableOf(report, this.#model));
    this.#part('ranking-note').textContent = fill(STRINGS.ranking.note, {
      pictures: count(report.pictures),
      class: report.labelled > 0 ? STRINGS.ranking.ofGiven : STRINGS.ranking.ofBest,
      date: date(report.date),
      version: report.version.slice(0, 12),
      layer: report.layers.join(', '),
      device: report.device.toUpperCase(),
      about: STRINGS.ranking.metrics[report.metric].about,
    });
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
