/** Whether to trust a model: what it uses to name a class, over many pictures. */
import { at } from '../base.js';
import { countsOf, madeOf } from '../bias.js';
import { drawBoard } from '../components/bias-board.js';
import { TruthInput } from '../components/truth-input.js';
import { emit, make, offer, part, saveAs } from '../dom.js';
import { count } from '../format.js';
import { handOver } from '../handing-over.js';
import { urlOf } from '../image.js';
import { STRINGS, fill } from '../strings.js';
import { NOTHING, Search, classOf } from './trust/search.js';

/** Milliseconds between two updates for whoever listens. */
const NEWS_MILLIS = 3000;

/**
 * @param {HTMLElement} root
 * @param {{store: import('../store.js').Store, session: import('../session.js').Session, query: string}} page
 */
export function mount(root, { store, session, query }) {
  const fields = new URLSearchParams(query);
  store.set({ trust: { ...NOTHING, label: fields.get('bias-of') } });
  const truth = new TruthInput(part('trust-truth', root));
  const search = new Search(store, truth);
  const on = (id, type, act) => part(id, root).addEventListener(type, act);
  on('trust-pictures', 'click', () => takePictures(search, store));
  on('trust-samples', 'click', () => takeSamples(search));
  on('trust-model', 'change', (event) => emit(root, 'choose', { model: event.target.value }));
  on('trust-class', 'change', (event) => search.choose(event.target.value));
  on('trust-find', 'click', () => search.find());
  on('trust-stop', 'click', () => search.stop());
  on('trust-print', 'click', () => print());
  on('trust-json', 'click', () => save(store.state.trust.report));
  on('trust-report', 'click', () => {
    const { report, pictures } = store.state.trust;
    handOver(report.model, report.class.label, pictures);
  });
  on('trust-groups', 'click', (event) => {
    const button = event.target.closest('button[data-image]');
    if (button) explore(root, session, store, button.dataset.image);
  });
  root.addEventListener('trust-take', () => takePictures(search, store));

  store.watch(['models', 'model', 'pictures', 'trust'], (state) => {
    showSources(root, state);
    showChoice(root, state);
    showProgress(root, state);
  });
  announce(part('trust-announcement', root), store);
  let shown;
  let pictures;
  store.watch(['trust'], ({ trust, fields: all }) => {
    const own = [...(trust.source === 'samples' ? [['on', 'samples']] : []), ...(trust.label ? [['bias-of', trust.label]] : [])];
    if (JSON.stringify(own) !== JSON.stringify(all.trust ?? [])) store.set({ fields: { ...all, trust: own } });
    if (trust.pictures !== pictures) truth.show(trust.pictures.map(({ title }) => title));
    pictures = trust.pictures;
    if (trust.report === shown) return;
    shown = trust.report;
    showBoard(root, trust);
  });
  if (fields.get('on') === 'samples') takeSamples(search);
  root.inert = false;
}

/** Those of the screen Pictures that the server has seen. */
function donePictures({ pictures }) {
  return (pictures?.items ?? []).filter(({ status, explanation }) => status === 'done' && explanation);
}

function takePictures(search, { state }) {
  const items = donePictures(state);
  const models = new Set(items.map(({ explanation }) => explanation.model));
  const model = models.size === 1 ? [...models][0] : null;
  const pictures = items.map(({ path, explanation: { image, predictions } }) => ({ ...image, title: path, best: predictions[0] ?? null }));
  search.take('pictures', pictures, model);
}

function takeSamples(search) {
  const buttons = [...part('samples').querySelectorAll('button[data-id]')];
  const pictures = buttons.map(({ dataset }) => ({ id: dataset.id, title: dataset.title, width: Number(dataset.width), height: Number(dataset.height), best: null }));
  search.take('samples', pictures, null);
}

function explore(root, session, { state }, id) {
  const { report, pictures } = state.trust;
  const { best: _best, ...picture } = pictures.find((each) => each.id === id);
  session.choosePicture({ ...picture, url: urlOf(id) });
  session.choose({ model: report.model, method: report.method });
  session.chooseClass(report.class.index);
  emit(root, 'open-screen', 'explore');
}

function showSources(root, state) {
  const { source, pictures } = state.trust;
  const done = donePictures(state).length;
  const words = STRINGS.trust;
  root.toggleAttribute('data-filled', pictures.length > 0);
  const button = part('trust-pictures', root);
  button.hidden = done === 0;
  button.textContent = fill(words.usePictures, { count: count(done) });
  part('trust-source', root).textContent = source ? fill(words.sources[source], { count: count(pictures.length) }) : '';
}

function showChoice(root, state) {
  const { trust, models, model } = state;
  const counts = countsOf(trust.pictures);
  offer(part('trust-model', root), models.map(({ name, problem }) => ({ value: name, text: name, disabled: Boolean(problem) })), model);
  const options = counts.map((each) => ({ value: each.label, text: fill(STRINGS.trust.classCount, { label: each.label, count: count(each.count) }) }));
  const select = part('trust-class', root);
  offer(select, options, classOf(trust));
  select.disabled = counts.length === 0;
  part('trust-find', root).disabled = counts.length === 0 || trust.status === 'working' || trust.status === 'counting';
}

function showProgress(root, { trust: { status, progress, problem } }) {
  const isBusy = status === 'working' || status === 'counting';
  part('trust-progress', root).hidden = !isBusy;
  const bar = part('trust-bar', root);
  if (progress) Object.assign(bar, { max: Math.max(progress.total, 1), value: progress.done });
  else bar.removeAttribute('value');
  part('trust-text', root).textContent = isBusy ? progressText(progress) : '';
  part('trust-problem', root).hidden = problem === null;
  part('trust-problem', root).textContent = problem ? `${problem.title}. ${problem.detail}` : '';
}

function progressText(progress) {
  const words = STRINGS.trust.progress;
  if (!progress) return words.begins;
  const values = { text: progress.text ?? words.counting, done: count(progress.done), total: count(progress.total) };
  return fill(words.some, values);
}

/** Whoever listens hears that it begins, now and then how far it is, and what came of it. */
function announce(element, store) {
  let toldAt = 0;
  let before = null;
  store.watch(['trust'], ({ trust: { status, progress, report } }) => {
    const now = performance.now();
    if (status === before && (now - toldAt < NEWS_MILLIS || status !== 'working')) return;
    before = status;
    toldAt = now;
    element.textContent = status === 'done' ? report.sentence : status === 'working' ? progressText(progress) : '';
  });
}

function showBoard(root, { report, pictures }) {
  const board = part('trust-board', root);
  board.hidden = report === null;
  if (report === null) return;
  drawBoard(board, report, (id) => pictures.find((picture) => picture.id === id)?.title ?? id);
  part('trust-report', root).href = at(`/models/${encodeURIComponent(report.model)}/report`);
  part('trust-made', root).textContent = madeOf(report);
  part('trust-limits', root).replaceChildren(...report.limits.map((limit) => make('li', {}, limit)));
}

function save(report) {
  const name = `bias-${report.class.label}-${report.model}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  saveAs(new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' }), `${name}.json`);
}
