/** One of many pictures, large: its heat, what the model says of it, and the way to its neighbours. */
import { emit, isModified, make, part } from '../../dom.js';
import { count, percent } from '../../format.js';
import { isSaliency, mapOf, partsOf, predictionOf, classCountOf, drawnMethodOf, viewOf } from '../../selectors.js';
import { textOf } from '../../map-text.js';
import { sentence } from '../../sentence.js';
import { STRINGS, fill } from '../../strings.js';
import { frame, paintHeat, paintPicture } from '../../components/stage.js';
import { arranged, bestOf, isRight } from './arrange.js';
import { stateWith } from './ask.js';
import { labelsOf } from './collection.js';
import { imageOf, sourceOf } from './images.js';
import { whole } from './values.js';

/**
 * @param {HTMLDialogElement} dialog
 * @param {import('../../store.js').Store} store
 */
export function mountLarge(dialog, store) {
  const step = (by) => {
    const next = neighbour(store.state, by);
    if (next) emit(dialog, 'pictures-open', next.id);
  };
  part('large-before', dialog).addEventListener('click', () => step(-1));
  part('large-next', dialog).addEventListener('click', () => step(1));
  part('large-close', dialog).addEventListener('click', () => dialog.close());
  part('large-explore', dialog).addEventListener('click', () => emit(dialog, 'pictures-explore', store.state.pictures.open));
  part('large-heat', dialog).addEventListener('click', () => emit(dialog, 'pictures-look', { heat: !store.state.pictures.view.heat }));
  dialog.addEventListener('close', () => emit(dialog, 'pictures-open', null));
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || isModified(event)) return;
    event.preventDefault();
    step(by);
  });
  const painter = new Painter(dialog);
  store.watch(['pictures', 'view', 'models'], (state) => {
    const item = state.pictures.items[state.pictures.open];
    if (!item) return dialog.open && dialog.close();
    if (!dialog.open) dialog.showModal();
    write(dialog, item, state);
    painter.show(item, state);
  });
}

function neighbour(state, by) {
  const { items, view, open } = state.pictures;
  const shown = arranged(items, view, labelsOf(state));
  return shown[shown.findIndex(({ id }) => id === open) + by];
}

function write(dialog, item, state) {
  const { items, view } = state.pictures;
  const labels = labelsOf(state);
  const shown = arranged(items, view, labels);
  const at = shown.indexOf(item);
  const words = STRINGS.pictures.large;
  part('large-name', dialog).textContent = item.path;
  part('large-place', dialog).textContent = at < 0 ? '' : fill(words.place, { number: count(at + 1), count: count(shown.length) });
  part('large-before', dialog).disabled = at <= 0;
  part('large-next', dialog).disabled = at < 0 || at === shown.length - 1;
  part('large-explore', dialog).disabled = item.explanation === null;
  part('large-heat', dialog).setAttribute('aria-checked', String(view.heat));
  part('large-predictions', dialog).replaceChildren(...(item.explanation?.predictions.slice(0, 5) ?? []).map((each, rank) => row(each, rank, item.truth)));
  const right = isRight(item);
  const verdict = part('large-verdict', dialog);
  verdict.hidden = right === null;
  verdict.dataset.right = String(right);
  verdict.textContent = right ? `\u2713 ${words.right}` : `\u2717 ${fill(words.wrong, { truth: labels[item.truth] })}`;
  part('large-facts', dialog).hidden = item.spread === null;
  part('large-spread', dialog).textContent = item.spread === null ? '' : percent(item.spread);
  part('large-border', dialog).textContent = item.border === null ? '' : percent(item.border);
  part('large-notes', dialog).textContent = (item.explanation?.image.notes ?? []).map(({ text }) => text).join(' ');
  part('large-waiting', dialog).textContent = bestOf(item) ? '' : (item.reason ?? STRINGS.pictures.tile[item.status]);
}

function row({ index, label, probability }, rank, truth) {
  const fillBar = make('span', { class: 'bar-fill' });
  fillBar.style.width = `${100 * probability}%`;
  return make(
    'li',
    { class: 'class-row', 'data-true': String(index === truth) },
    make('span', { class: 'class-rank' }, `${rank + 1}.`),
    make('span', { class: 'class-label' }, label),
    make('span', { class: 'class-percent' }, percent(probability)),
    make('span', { class: 'bar-track' }, fillBar),
  );
}

/** Draws the picture as soon as it is read, and its heat as soon as both are there. */
class Painter {
  #stage;
  #picture;
  #heat;
  #seen;
  #sentence;
  #wanted = null;
  #source = null;

  constructor(dialog) {
    this.#stage = part('large-stage', dialog);
    this.#picture = part('large-picture', dialog);
    this.#heat = part('large-heat-canvas', dialog);
    this.#seen = part('large-seen', dialog);
    this.#sentence = part('large-sentence', dialog);
  }

  async show(item, state) {
    const wanted = [item.file, item.explanation, state.pictures.view.heat, state.view];
    if (this.#wanted?.every((each, at) => each === wanted[at])) return;
    this.#wanted = wanted;
    const explanation = item.explanation && (await whole(item.explanation));
    if (this.#source !== sourceOf(item) && !(await this.#load(item, wanted))) return;
    if (this.#wanted !== wanted) return;
    const shown = explanation ? stateWith(explanation, state) : { ...state, explanation: null };
    this.#stage.classList.toggle('pixels', isSaliency(shown) && state.pictures.view.heat);
    this.#heat.hidden = !state.pictures.view.heat;
    paintHeat(this.#heat, shown);
    frame(this.#seen, state.pictures.view.heat ? shown.explanation : null);
    this.#sentence.textContent = explanation && mapOf(shown) ? told(shown) : '';
  }

  async #load(item, wanted) {
    this.#source = null;
    try {
      const image = await imageOf(item);
      const isWanted = this.#wanted === wanted;
      if (isWanted) paintPicture(this.#stage, this.#picture, image, item.path);
      image.close();
      this.#source = isWanted ? sourceOf(item) : null;
      return isWanted;
    } catch {
      if (this.#wanted === wanted) delete this.#stage.dataset.filled;
      return false;
    }
  }
}

function told(state) {
  const drawn = {
    colormap: viewOf(state).colormap,
    count: classCountOf(state),
    pixels: isSaliency(state),
    anyClass: drawnMethodOf(state)?.dependsOnClass === false,
  };
  const prediction = predictionOf(state);
  if (!prediction || partsOf(state).length > 0) return '';
  const map = mapOf(state);
  const said = sentence(prediction, map, drawn).map(({ text }) => text).join('');
  return map.nothing ? said : `${said} ${textOf({ ...state.explanation, map })}`;
}
