/** Shows what a model says of images prepared in each of the usual ways, side by side; ranked where their classes are known. */
import { emit, make, part } from '../dom.js';
import { count, percent } from '../format.js';
import { chosenFiles } from '../model-files.js';
import { classFinder, nameTruth } from '../screens/pictures/truth.js';
import { STRINGS, fill } from '../strings.js';
import { MIN_IMAGES, bestCount, labelled, ranked } from '../trials.js';
import { tokenIn } from './library.js';

/** More names than anybody looks through; they are typed. */
const MAX_OFFERED = 2000;

/**
 * @param {HTMLElement} root the dialog
 * @param {import('../store.js').Store} store
 */
export function mountTrialBoard(root, store) {
  const board = part('trials', root);
  const names = part('trial-images', root);
  const labels = part('library-labels', root);
  const outputs = part('library-output', root);
  const input = part('trial-files', root);
  const finder = () => classFinder(modelIn(store.state)?.labels ?? []);
  part('library-save', root).addEventListener('click', () => emit(root, 'save-model', { token: tokenIn(root), labels: labels.value, output: outputs.value }));
  input.addEventListener('change', () => {
    const known = finder();
    if (input.files.length > 0) emit(root, 'try-images', { files: chosenFiles(input.files), truthOf: (path) => nameTruth(path, known) });
    input.value = '';
  });
  names.addEventListener('change', ({ target }) => {
    const truth = finder().named(target.value);
    target.setAttribute('aria-invalid', String(truth === null && target.value !== ''));
    emit(root, 'label-image', { at: Number(target.dataset.at), truth });
  });
  store.watch(['library', 'models'], (state) => {
    const { library } = state;
    if (library.step !== 'check') return;
    const model = modelIn(state);
    part('library-guessed', root).replaceChildren(...(model?.guessed ?? []).map((text) => make('li', {}, text)));
    part('library-name-classes', root).hidden = !(model?.labels ?? []).some((label) => /^class \d+$/.test(label));
    offerOutputs(outputs, model?.output);
    part('library-choose-output', root).hidden = !(model?.output?.possible.length > 1);
    part('library-picture', root).textContent = library.images?.[0]?.title ?? '';
    part('library-save', root).disabled = library.images === null;
    showProgress(part('library-trying', root), library.tried);
    offer(part('trial-classes', root), model?.labels ?? []);
    renderNames(names, library.images ?? [], model?.labels ?? []);
    part('trial-advice', root).textContent = adviceOf(library.images ?? []);
    render(board, library);
  });
}

function modelIn({ library, models }) {
  return models.find(({ name }) => name === library.model);
}

function showProgress(element, tried) {
  element.hidden = tried === null;
  if (tried) element.textContent = tried.of > 1 ? fill(STRINGS.library.tried, tried) : STRINGS.library.trying;
}

function offer(list, labels) {
  if (list.labels === labels) return;
  list.labels = labels;
  list.replaceChildren(...(labels.length > MAX_OFFERED ? [] : labels).map((value) => make('option', { value })));
}

/** A row for each image: what it is called, and its class to be written. Rows stay, so that the keyboard does not lose them. */
function renderNames(list, images, labels) {
  const key = images.map(({ trials }) => trials);
  if (list.key?.length === key.length && key.every((each, at) => each === list.key[at])) return;
  list.key = key;
  list.replaceChildren(...images.map(({ title, truth }, at) => {
    const name = fill(STRINGS.library.classOf, { title });
    const field = make('input', { class: 'field', type: 'text', list: 'trial-classes', 'data-testid': 'trial-truth', 'data-at': at, 'aria-label': name, placeholder: STRINGS.library.itsClass, autocomplete: 'off', spellcheck: 'false' });
    field.value = truth === null ? '' : labels[truth];
    return make('li', {}, make('span', { class: 'trial-name', title }, title), field);
  }));
}

/** Tells how much the ranking proves. */
function adviceOf(images) {
  const words = STRINGS.library.advice;
  const known = labelled(images).length;
  if (images.length === 0) return '';
  if (known === 0) return images.length > 1 ? words.unlabelled : words.one;
  const ways = ranked(images);
  if (ways[0].right === 0) return words.none;
  const best = bestCount(ways);
  const sentences = [fill(words.ranked, { count: known }), best > 1 ? fill(words.tie, { ways: best }) : '', known === 1 ? words.one : known < MIN_IMAGES ? words.few : ''];
  return sentences.filter(Boolean).join(' ');
}

/** The outputs that could be class scores; what somebody has chosen stays until another model is shown. */
function offerOutputs(select, output) {
  if (select.shown === output) return;
  select.shown = output;
  const options = (output?.possible ?? []).map(({ name, classes }) => make('option', { value: name }, fill(STRINGS.library.output, { name, count: count(classes) })));
  select.replaceChildren(...options);
  select.value = output?.name ?? '';
}

/** The cards are made once for each answer; choosing one only marks it. */
function render(board, { images, preset }) {
  if (board.images !== images) {
    board.images = images;
    const count = labelled(images ?? []).length;
    board.replaceChildren(...(images?.length > 0 ? ranked(images) : []).map(({ trial, right }) => card(board, trial, count > 0 ? fill(STRINGS.library.right, { right, count }) : '')));
  }
  for (const button of board.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button.dataset.preset === preset));
}

function card(board, trial, score) {
  const [first] = trial.predictions;
  const id = `trial-${trial.preset}`;
  const button = make(
    'button',
    { type: 'button', class: 'trial', 'data-testid': 'trial', 'data-preset': trial.preset, 'aria-labelledby': `${id}-title`, 'aria-describedby': `${id}-score ${id}-best` },
    make('img', { src: `data:image/png;base64,${trial.seen}`, alt: '', class: 'trial-seen' }),
    make(
      'span', { class: 'trial-text' },
      make('span', { class: 'trial-title', id: `${id}-title` }, trial.title, ...(trial.current ? [make('span', { class: 'trial-now' }, STRINGS.library.now)] : [])),
      make('span', { class: 'trial-score', id: `${id}-score` }, score),
      make('span', { class: 'trial-about' }, trial.about),
    ),
    make('span', { class: 'trial-best', id: `${id}-best`, 'data-label': first.label }, ...trial.predictions.map(row)),
  );
  button.addEventListener('click', () => emit(board, 'choose-preset', trial.preset));
  return make('li', {}, button);
}

function row({ label, probability }) {
  const bar = make('span', { class: 'trial-bar' });
  bar.style.inlineSize = `${(100 * probability).toFixed(1)}%`;
  return make('span', { class: 'trial-row' }, bar, make('span', { class: 'trial-label', title: label }, label), make('span', { class: 'trial-percent' }, percent(probability)));
}
