/** What is asked of all pictures, how far that has come, and what went wrong. */
import { groupsOf, obstacle } from '../../choices.js';
import { emit, make, offer, part } from '../../dom.js';
import { count } from '../../format.js';
import { layerOf, methodOf, modelOf } from '../../selectors.js';
import { STRINGS, fill } from '../../strings.js';
import { durationOf, placeOf, titleOf } from '../../words.js';
import { choiceOf } from './ask.js';
import { labelsOf } from './collection.js';

/** With fewer than these it would be a guess. */
const LEAST_TO_JUDGE_BY = 3;

/**
 * @param {HTMLElement} root the screen
 * @param {import('../../store.js').Store} store
 */
export function mountDesk(root, store) {
  const on = (id, type, act) => part(id, root).addEventListener(type, act);
  on('pictures-model', 'change', (event) => emit(root, 'choose', { model: event.target.value }));
  on('pictures-method', 'change', (event) => emit(root, 'choose', { method: event.target.value }));
  on('pictures-class', 'change', (event) => chooseClass(root, event.target, store));
  for (const act of ['again', 'stop', 'go-on', 'retry', 'clear', 'back']) on(`pictures-${act}`, 'click', () => emit(root, `pictures-${act}`));
  store.watch(['models', 'methods', 'model', 'method', 'layer', 'others', 'options', 'pictures'], (state) => {
    showChoice(root, state);
    showNotice(root, state);
  });
  store.watch(['pictures'], (state) => {
    root.toggleAttribute('data-filled', state.pictures.items.length > 0);
    showBack(root, state);
    showProgress(root, state);
    showTroubles(root, state);
  });
  announce(part('pictures-announcement', root), store);
}

function chooseClass(root, input, store) {
  const text = input.value.trim().toLowerCase();
  const label = labelsOf(store.state, null).find((each) => each.toLowerCase() === text) ?? null;
  input.setCustomValidity(text !== '' && label === null ? STRINGS.classes.none : '');
  if (text === '' || label !== null) emit(root, 'pictures-class', label);
  else input.reportValidity();
}

function showChoice(root, state) {
  const labels = labelsOf(state, null);
  offer(part('pictures-model', root), state.models.map((model) => ({ value: model.name, text: model.name, disabled: Boolean(model.problem) })), state.model);
  offerMethods(part('pictures-method', root), state);
  const list = part('pictures-labels', root);
  if (list.dataset.model !== state.model) {
    list.dataset.model = state.model ?? '';
    list.replaceChildren(...labels.map((label) => make('option', { value: label })));
  }
  const input = part('pictures-class', root);
  if (document.activeElement !== input) input.value = state.pictures.of ?? '';
  const layer = layerOf(state);
  part('pictures-layer', root).textContent = layer ? fill(STRINGS.pictures.layer, { place: placeOf({ ...layer, title: titleOf(layer) }) }) : '';
}

function offerMethods(select, state) {
  const model = modelOf(state);
  const works = (method) => Boolean(model) && obstacle(model, layerOf(state), method) === null;
  const groups = groupsOf(state.methods).map(({ name, methods }) => ({ name, methods: methods.map((method) => [method.name, method.title, works(method)]) }));
  const key = JSON.stringify(groups);
  if (select.dataset.key !== key) {
    select.dataset.key = key;
    const option = ([value, title, isUsable]) => make('option', { value, disabled: !isUsable }, title);
    select.replaceChildren(...groups.map(({ name, methods }) => make('optgroup', { label: STRINGS.method.groups[name].title }, ...methods.map(option))));
  }
  select.value = state.method ?? '';
}

/** What is shown may have been made otherwise than is chosen now. */
function showNotice(root, state) {
  const { choice, items } = state.pictures;
  const differs = choice !== null && items.length > 0 && JSON.stringify(choice) !== JSON.stringify(choiceOf(state));
  part('pictures-notice', root).hidden = !differs;
  if (!differs) return;
  const label = labelsOf(state)[choice.of];
  const words = STRINGS.pictures.notice;
  const method = methodOf({ ...state, method: choice.method })?.title ?? choice.method;
  part('pictures-notice-text', root).textContent = fill(label ? words.ofClass : words.best, { method, model: choice.model, label });
}

function showBack(root, { pictures: { away } }) {
  const button = part('pictures-back', root);
  const isHidden = !away || away.items.length === 0;
  // The button that put all away goes as this one comes: the keyboard stays where it is.
  const takesFocus = button.hidden && !isHidden && document.activeElement === part('pictures-clear', root);
  button.hidden = isHidden;
  if (!isHidden) button.textContent = fill(STRINGS.pictures.back, { count: count(away.items.length) });
  if (takesFocus) button.focus();
}

function showProgress(root, state) {
  const { items, status } = state.pictures;
  const done = items.filter((item) => item.status === 'done' || item.status === 'failed').length;
  part('pictures-progress', root).hidden = items.length === 0;
  Object.assign(part('pictures-bar', root), { max: Math.max(items.length, 1), value: done });
  part('pictures-text', root).textContent = progressText(state.pictures, done);
  part('pictures-stop', root).hidden = status !== 'working';
  part('pictures-go-on', root).hidden = status !== 'stopped' || done === items.length;
}

function progressText({ items, status, pace }, done) {
  const words = STRINGS.pictures.progress;
  const all = items.length;
  const text = fill(words[status === 'done' ? 'done' : 'some'], { done: count(done), all: count(all) });
  if (!pace || pace.done < LEAST_TO_JUDGE_BY || pace.seconds === 0) return text;
  const perSecond = pace.done / pace.seconds;
  const speed = fill(words.pace, { count: perSecond < 10 ? perSecond.toFixed(1) : count(perSecond) });
  const left = status === 'working' ? fill(words.left, { duration: durationOf(((all - done) / perSecond) * 1000) }) : '';
  return [text, speed, left].filter(Boolean).join(' \u00b7 ');
}

function showTroubles(root, { pictures: { items, skipped } }) {
  const failed = items.filter((item) => item.status === 'failed');
  const words = STRINGS.pictures.troubles;
  const box = part('pictures-troubles', root);
  box.hidden = failed.length + skipped.length === 0;
  const key = `${failed.length} ${skipped.length}`;
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  const heads = [failed.length > 0 && fill(words.failed, { count: count(failed.length) }), skipped.length > 0 && fill(words.skipped, { count: count(skipped.length) })];
  part('pictures-troubles-head', root).textContent = heads.filter(Boolean).join(' \u00b7 ');
  part('pictures-retry', root).hidden = failed.length === 0;
  const line = ({ path, reason }) => make('li', {}, make('strong', {}, path), ` ${reason}`);
  part('pictures-trouble-list', root).replaceChildren(...[...failed, ...skipped].slice(0, 500).map(line));
}

/** Whoever listens hears of the beginning, each quarter and the end. */
function announce(element, store) {
  let told = '';
  store.watch(['pictures'], ({ pictures: { items, status } }) => {
    const done = items.filter((item) => item.status === 'done' || item.status === 'failed').length;
    const quarter = items.length > 0 ? Math.floor((4 * done) / items.length) : 0;
    const key = `${status} ${items.length} ${quarter}`;
    if (key === told) return;
    told = key;
    const words = STRINGS.pictures.progress;
    element.textContent = items.length > 0 ? fill(words[status === 'done' ? 'done' : status === 'stopped' ? 'stopped' : 'some'], { done: count(done), all: count(items.length) }) : '';
  });
}
