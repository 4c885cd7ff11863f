/** Whether to trust a model: what it uses to name a class, over many pictures. */
import { colourTable } from '../colormaps.js';
import { TruthInput } from '../components/truth-input.js';
import { emit, loadPicture, make, offer, part, saveAs } from '../dom.js';
import { count, date } from '../format.js';
import { drawHeat, scaleOf } from '../heatmap.js';
import { STRINGS, fill } from '../strings.js';
import { countsOf, cutOf, factsOf, overviewOf } from './trust/board.js';
import { NOTHING, Search, classOf } from './trust/search.js';

/** Pixels of the mean map's canvas, and of a cut-out: twice as many as they are shown with. */
const MAP_SIDE = 416;
const CUT_SIDE = 240;

/** Shown of a group; more are in the JSON. */
const MOST_CUTS = 10;

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

function urlOf(id) {
  return `/api/images/${encodeURIComponent(id)}`;
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
  const words = STRINGS.trust;
  board.toggleAttribute('data-suspicious', Boolean(report.groups[0]?.suspicious));
  part('trust-heading', root).textContent = fill(words.heading, { label: report.class.label });
  part('trust-sentence', root).textContent = report.sentence;
  const map = part('trust-map', root);
  part('trust-mean', root).hidden = report.mean === null;
  if (report.mean) {
    paintMean(map, report.mean);
    map.setAttribute('aria-label', fill(words.mapLabel, { label: report.class.label }));
  }
  part('trust-overview', root).replaceChildren(...listOf(overviewOf(report)));
  part('trust-groups', root).replaceChildren(...report.groups.map((group) => groupOf(group, report, pictures)));
  part('trust-made', root).textContent = fill(words.made, {
    date: date(report.date),
    model: report.model,
    version: report.modelVersion.slice(0, 12),
    method: report.method,
    layer: report.layers.join(' + '),
  });
  part('trust-limits', root).replaceChildren(...report.limits.map((limit) => make('li', {}, limit)));
}

function listOf(facts) {
  return facts.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]);
}

/** Drawn as a heatmap over a frame with nothing in it, as all pictures lie under it. */
function paintMean(canvas, { side, values }) {
  const size = { width: MAP_SIDE, height: MAP_SIDE };
  const step = MAP_SIDE / side;
  const geometry = { x: step / 2, y: step / 2, stepX: step, stepY: step, exact: true };
  const map = { width: side, height: side, min: 0, max: Math.max(...values), values: Float32Array.from(values), geometry };
  Object.assign(canvas, size);
  const seen = { x: 0, y: 0, ...size };
  const pixels = drawHeat({ map, picture: size, seen, size, smooth: true, scale: scaleOf(map, false), table: colourTable('turbo', 0.9) });
  canvas.getContext('2d').putImageData(new ImageData(pixels, MAP_SIDE, MAP_SIDE), 0, 0);
}

function groupOf(group, report, pictures) {
  const words = STRINGS.trust;
  const mark = make('span', { class: 'trust-mark' }, group.suspicious ? words.suspicious : words.fine);
  const head = make('h3', { id: `trust-group-${group.number}` }, fill(words.group, { number: count(group.number) }), ' ', mark);
  const cuts = make('ul', { class: 'trust-cuts', role: 'list', 'aria-label': fill(words.cuts, { number: count(group.number) }) });
  cuts.append(...group.examples.slice(0, MOST_CUTS).map((example) => make('li', {}, cutButton(example, report, pictures))));
  return make(
    'section',
    { class: 'trust-group', 'data-testid': 'trust-group', 'data-suspicious': String(group.suspicious), 'aria-labelledby': `trust-group-${group.number}` },
    make('div', { class: 'trust-group-words' }, head, make('p', { class: 'trust-reason' }, group.reason), make('dl', { class: 'trust-facts' }, ...listOf(factsOf(group)))),
    cuts,
  );
}

function cutButton(example, report, pictures) {
  const picture = pictures.find(({ id }) => id === example.image);
  const canvas = make('canvas', { width: CUT_SIDE, height: CUT_SIDE, 'aria-hidden': 'true' });
  const name = fill(STRINGS.trust.explore, { title: picture?.title ?? example.image, label: report.class.label });
  // What has gone from the server leaves its place empty.
  loadPicture(urlOf(example.image)).then((image) => paintCut(canvas, image, example.box), () => {});
  return make('button', { type: 'button', class: 'trust-cut', 'data-image': example.image, 'data-testid': 'trust-cut', 'aria-label': name, title: name }, canvas);
}

function paintCut(canvas, image, box) {
  const { left, top, side, frame } = cutOf(box, { width: image.naturalWidth, height: image.naturalHeight });
  const context = canvas.getContext('2d');
  context.drawImage(image, left, top, side, side, 0, 0, CUT_SIDE, CUT_SIDE);
  const outline = [frame.x, frame.y, frame.width, frame.height].map((part) => part * CUT_SIDE);
  for (const [colour, width] of [['#000', 5], ['#fff', 2]]) {
    Object.assign(context, { strokeStyle: colour, lineWidth: width });
    context.strokeRect(...outline);
  }
}

function save(report) {
  const name = `bias-${report.class.label}-${report.model}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  saveAs(new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' }), `${name}.json`);
}
