/** Which method suits a model: all of them judged by the same pictures, as a table and a plot. */
import { offer, part, saveAs } from '../dom.js';
import { LibraryApi } from '../library-api.js';
import { METRICS, ordersOf } from '../ranking.js';
import { STRINGS, fill } from '../strings.js';
import { study } from '../study.js';
import { drawStandings } from './standings.js';
import { StudyForm } from './study-form.js';

/** @param {HTMLElement} root the section */
export function mountRanking(root) {
  new RankingSection(root);
}

class RankingSection {
  #root;
  #model;
  #report = null;

  constructor(root) {
    this.#root = root;
    this.#model = root.dataset.model;
    const samples = root.dataset.images.split(' ').map((id) => ({ id, title: '' }));
    const form = new StudyForm(root, 'ranking', { samples }, (pictures, truth, tell, signal) => this.#ask(pictures, truth, tell, signal));
    root.addEventListener('truth-change', () => this.#offer(form.covers));
    this.#offer(form.covers);
    this.#part('ranking-save').addEventListener('click', () => saveAs(new Blob([JSON.stringify(this.#report, null, 2)], { type: 'application/json' }), `${this.#model}-methods.json`));
    this.#part('ranking-default').addEventListener('click', () => this.#choose());
  }

  #part(id) {
    return part(id, this.#root);
  }

  /** Some metrics need boxes or masks. */
  #offer(covers) {
    const select = this.#part('ranking-metric');
    offer(select, ordersOf(covers).map(({ name }) => ({ value: name, text: STRINGS.ranking.metrics[name].title })), select.value || METRICS[0].name);
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }

  async #ask(pictures, truth, tell, signal) {
    const images = pictures.map(({ id }) => id);
    const options = { metric: this.#part('ranking-metric').value, long: this.#part('ranking-long').checked, ...truth };
    this.#show(await study('methods', { model: this.#model, images, options }, tell, signal));
  }

  #show(report) {
    this.#report = report;
    this.#part('ranking-result').hidden = false;
    drawStandings(this.#root, report);
    this.#part('ranking-default').textContent = fill(STRINGS.ranking.take, { method: report.methods[0].name });
    this.#part('ranking-said').textContent = '';
  }

  async #choose() {
    const [best] = this.#report.methods;
    const token = this.#part('ranking-token');
    const api = new LibraryApi();
    api.token = token.querySelector('input').value.trim();
    try {
      await api.explainBy(this.#model, best.method);
      this.#part('ranking-said').textContent = fill(STRINGS.ranking.taken, { method: best.name });
    } catch (problem) {
      // Who need not give it is not asked for it.
      if (problem.status === 401) token.hidden = false;
      this.#part('ranking-said').textContent = problem.status === 401 ? STRINGS.ranking.needsToken : problem.message;
    }
  }
}
