/** The webcam, explained as it goes. */
import { socketAt } from '../base.js';
import { make, offer, part } from '../dom.js';
import { number, percent } from '../format.js';
import { colourTable } from '../colormaps.js';
import { drawHeat, scaleOf } from '../heatmap.js';
import { groupsOf, obstacle } from '../choices.js';
import { layerOf, modelOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';
import { Watching } from './live/watching.js';

const ROWS = 5;

/**
 * @param {HTMLElement} root
 * @param {{store: import('../store.js').Store, session: import('../session.js').Session}} page
 */
export function mount(root, { store, session }) {
  const watching = new Watching(store, part('live-video', root), socketAt('/api/live'));
  part('live-start', root).addEventListener('click', () => (isOff(store.state) ? watching.start() : watching.stop()));
  part('live-camera', root).addEventListener('change', ({ target }) => watching.start(target.value));
  part('live-model', root).addEventListener('change', ({ target }) => session.choose({ model: target.value }));
  part('live-method', root).addEventListener('change', ({ target }) => session.choose({ method: target.value }));
  part('live-classes', root).addEventListener('click', ({ target }) => {
    const button = target.closest('button');
    if (button) watching.hold(Number(button.dataset.index));
  });
  part('live-follow', root).addEventListener('click', () => store.state.live.held !== null && watching.hold(store.state.live.held));
  store.watch(['live'], ({ live }) => showState(root, live));
  store.watch(['live', 'view'], (state) => paint(root, state));
  store.watch(['models', 'methods', 'model', 'method', 'layer'], (state) => offerChoices(root, state));
}

function isOff({ live }) {
  return live.status === 'off';
}

function showState(root, live) {
  const { status, problem, rate, cameras, camera, held, shown } = live;
  const words = STRINGS.live;
  root.dataset.status = status;
  part('live-start', root).textContent = status === 'off' ? words.start : words.stop;
  part('live-note', root).hidden = shown !== null && status !== 'off';
  say(part('live-problem', root), problem ?? '');
  say(part('live-rate', root), rate ? fill(words.rate, { perSecond: number(rate.perSecond), millis: Math.round(rate.millis) }) : (words[status] ?? ''));
  offer(part('live-camera', root), cameras.map(({ id, label }, at) => ({ value: id, text: label || fill(words.camera, { number: at + 1 }) })), camera);
  part('live-cameras', root).hidden = cameras.length < 2;
  part('live-follow', root).hidden = held === null;
  if (shown) listClasses(part('live-classes', root), shown.answer.predictions, held);
}

/** Rows stay the same elements while pictures come, so that pointer and keyboard do not lose them. */
function listClasses(list, predictions, held) {
  const best = predictions.slice(0, ROWS);
  const kept = held === null || best.some(({ index }) => index === held) ? [] : predictions.filter(({ index }) => index === held);
  const rows = [...best.slice(0, ROWS - kept.length), ...kept];
  while (list.children.length < rows.length) list.append(make('button', { type: 'button', class: 'live-class', 'data-testid': 'live-class' }, make('span'), make('span'), make('span', { class: 'live-bar' })));
  while (list.children.length > rows.length) list.lastChild.remove();
  rows.forEach(({ index, label, probability }, at) => {
    const button = list.children[at];
    const [name, share, bar] = button.children;
    button.dataset.index = index;
    button.setAttribute('aria-pressed', String(index === held));
    name.textContent = label;
    share.textContent = percent(probability);
    bar.style.transform = `scaleX(${probability})`;
  });
}

/** The picture that was explained, not the one that the camera sees by now: heat never lies over another picture. */
function paint(root, { live, view }) {
  const canvas = part('live-picture', root);
  const heat = part('live-heat', root);
  if (!live.shown) return;
  const { answer, map, bitmap } = live.shown;
  resize(canvas, bitmap);
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
  const { image, seen } = answer;
  const size = { width: image.width, height: image.height };
  resize(heat, size);
  const context = heat.getContext('2d');
  if (!map || map.nothing) return context.clearRect(0, 0, size.width, size.height);
  const pixels = drawHeat({ map, picture: image, seen, size, smooth: view.smooth, scale: scaleOf(map, view.colormap === 'signed'), table: colourTable(view.colormap, view.opacity) });
  context.putImageData(new ImageData(pixels, size.width, size.height), 0, 0);
  const prediction = answer.predictions.find(({ index }) => index === map.index);
  say(part('live-class-shown', root), prediction ? fill(STRINGS.live.shown, { label: map.label, percent: percent(prediction.probability) }) : map.label);
}

/** Setting a canvas's size clears it, even to the same. */
function resize(canvas, { width, height }) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** Methods that take long are of no use here. */
function offerChoices(root, state) {
  const model = modelOf(state);
  if (!model) return;
  const layer = layerOf(state);
  const methods = groupsOf(state.methods)
    .flatMap((group) => group.methods)
    .filter((method) => !method.long && !method.givesConcepts && obstacle(model, layer, method) === null);
  offer(part('live-model', root), state.models.filter(({ problem }) => !problem).map(({ name }) => ({ value: name, text: name })), state.model);
  offer(part('live-method', root), methods.map(({ name, title }) => ({ value: name, text: title })), state.method);
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
