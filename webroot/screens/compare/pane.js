/** One of the panes: picture, heat, what it is of, its numbers, and what keeps it from being there. */
import { colourTable, isSigned } from '../../colormaps.js';
import { copyPicture, lay } from '../../components/stage.js';
import { make } from '../../dom.js';
import { millis, number, percent, score } from '../../format.js';
import { drawHeat, drawingSize } from '../../heatmap.js';
import { textOf } from '../../map-text.js';
import { STRINGS, fill } from '../../strings.js';
import { progressOf, reasonOf } from '../../words.js';
import { isComing } from './asks.js';
import { itemsOf } from './items.js';
import { readingOf } from './reading.js';

/** Pixels of the longer side that a pane is drawn with at most. */
const MAX_SIDE = 900;

let made = 0;

export class Pane {
  #picture = make('canvas', { class: 'pane-picture', 'data-testid': 'pane-picture', 'aria-hidden': 'true', width: 1, height: 1 });
  /** The picture once more, without its colours: only the heat has some. The wipe uncovers the one below. */
  #pale = make('canvas', { class: 'pane-pale', 'aria-hidden': 'true', width: 1, height: 1 });
  #seen = make('div', { class: 'pane-seen', hidden: true });
  #heat = make('canvas', { class: 'pane-heat', 'data-testid': 'pane-heat', 'aria-hidden': 'true', width: 1, height: 1 });
  #cross = make('div', { class: 'pane-cross', hidden: true });
  #value = make('p', { class: 'pane-value', 'data-testid': 'pane-value', hidden: true });
  #state = make('div', { class: 'pane-state', 'data-testid': 'pane-state', role: 'status', hidden: true });
  /** The map for those who cannot see it. */
  #words = make('p', { id: `pane-words-${++made}`, hidden: true });
  #open = make('button', { type: 'button', class: 'pane-title', 'data-act': 'open', 'data-testid': 'pane-open' });
  #score = make('span', { class: 'pane-score', 'data-testid': 'pane-score' });
  #ends = make('span', { class: 'pane-ends', 'data-testid': 'pane-ends' });
  #sheet;
  #drawn = {};
  #painted = null;

  /** @param {string} id */
  constructor(id) {
    this.removal = make('button', { type: 'button', class: 'pane-remove', 'data-act': 'remove', 'data-testid': 'pane-remove' }, '\u00d7');
    this.#sheet = make('div', { class: 'pane-sheet', 'data-testid': 'pane-sheet', tabindex: 0, role: 'group', 'aria-describedby': this.#words.id }, this.#picture, this.#over(), this.#seen, this.#cross, this.#value, this.#words);
    const foot = make('p', { class: 'pane-foot' }, this.#score, this.#ends);
    this.element = make(
      'article',
      { class: 'pane', 'data-testid': 'pane', 'data-id': id },
      make('header', { class: 'pane-head' }, this.#open, this.removal),
      make('div', { class: 'pane-stage' }, this.#sheet, this.#state),
      foot,
    );
  }

  #over() {
    return make('div', { class: 'pane-over' }, this.#pale, this.#heat);
  }

  /**
   * @param {object} view see `viewsOf`
   * @param {object} state
   */
  show(view, state) {
    this.#name(view, state);
    this.#paint(view, state);
    this.#tell(view, state);
    this.point(view, state.comparePoint);
  }

  #name({ id, title, aside, pixels, colormap }, state) {
    this.element.classList.toggle('pixels', pixels);
    this.element.classList.toggle('diverging', isSigned(colormap));
    this.element.classList.toggle('main', id === 'difference');
    this.#open.replaceChildren(make('strong', {}, title), ...(aside ? [make('small', {}, aside)] : []));
    this.#open.title = fill(STRINGS.compare.open, { title });
    this.#open.disabled = title === '';
    this.#sheet.setAttribute('aria-label', fill(STRINGS.compare.pane, { title }));
    this.removal.setAttribute('aria-label', fill(STRINGS.compare.remove, { title }));
    this.removal.hidden = state.compare.by === 'difference';
    this.removal.disabled = itemsOf(state).length < 2;
  }

  /** What is drawn already is not drawn anew: the pointer moves often. */
  #paint({ answer, map: found, scale, colormap, opacity, smooth }, { picture, painted }) {
    // A map may be here before its picture: heat never lies over another one.
    const map = painted === picture.url ? found : null;
    const drawing = { painted, map: map?.values, low: scale.low, high: scale.high, colormap, opacity, smooth };
    if (Object.keys(drawing).every((name) => Object.is(drawing[name], this.#drawn[name]))) return;
    this.#drawn = drawing;
    if (this.#painted !== painted) for (const canvas of [this.#picture, this.#pale]) copyPicture(canvas, MAX_SIDE);
    this.#painted = painted;
    const context = this.#heat.getContext('2d');
    this.#seen.hidden = !map;
    this.#words.textContent = map ? textOf({ map, image: answer.image, seen: answer.seen }) : '';
    if (!map || map.nothing) return context.clearRect(0, 0, this.#heat.width, this.#heat.height);
    const { image, seen } = answer;
    this.element.style.setProperty('--ratio', String(image.width / image.height));
    lay(this.#seen, seen, image);
    const size = drawingSize(image, Math.max(360, map.width, map.height), MAX_SIDE);
    Object.assign(this.#heat, size);
    const table = colourTable(colormap, opacity);
    context.putImageData(new ImageData(drawHeat({ map, picture: image, seen, size, smooth, scale, table }), size.width, size.height), 0, 0);
  }

  #tell(view, state) {
    const { answer, map, place } = view;
    this.#score.textContent = answer?.prediction ? fill(STRINGS.compare.class, wordsOf(answer.prediction)) : '';
    this.#ends.textContent = [map && !map.nothing ? rangeOf(map) : '', state.compare.by === 'methods' && answer?.timing ? took(answer.timing) : '']
      .filter(Boolean)
      .join(' · ');
    const words = stateOf(view, place && isComing(state, place) ? state.progress : answer?.progress);
    this.#state.hidden = words === null;
    this.element.dataset.state = answer?.problem ? 'problem' : map ? 'ready' : 'working';
    if (words === null || this.#state.dataset.words === words) return;
    this.#state.dataset.words = words;
    // How far each of eight panes has come is there to be seen; what keeps one from coming is said.
    this.#state.setAttribute('aria-live', answer?.problem ? 'polite' : 'off');
    const again = make('button', { type: 'button', class: 'button', 'data-act': 'again' }, STRINGS.compare.again);
    this.#state.replaceChildren(make('p', {}, words), ...(answer?.problem ? [again] : []));
  }

  /**
   * Shows the value at a place.
   * @param {object} view
   * @param {{x: number, y: number, pane: string} | null} point
   */
  point(view, point) {
    const reading = point && readingOf(view, point);
    this.#cross.hidden = this.#value.hidden = !reading;
    if (!reading) return;
    const { image } = view.answer;
    for (const element of [this.#cross, this.#value]) {
      element.style.setProperty('--x', `${(100 * point.x) / image.width}%`);
      element.style.setProperty('--y', `${(100 * point.y) / image.height}%`);
    }
    this.#value.classList.toggle('leftward', point.x > image.width * 0.7);
    this.#value.classList.toggle('upward', point.y > image.height * 0.8);
    // Whoever reads by keyboard hears the pane that has it, with the place; the others are there to be seen.
    const isOwn = point.pane === view.id;
    this.#value.setAttribute('aria-live', isOwn ? 'polite' : 'off');
    this.#value.textContent = reading.value === null ? STRINGS.compare.unseen : isOwn ? fullReading(reading) : number(reading.value);
  }
}

function fullReading({ value, row, column }) {
  return fill(STRINGS.compare.reading, { value: number(value), row: row + 1, column: column + 1 });
}

function wordsOf({ label, score: points, probability }) {
  return { label, score: score(points), percent: percent(probability) };
}

function rangeOf({ min, max }) {
  return fill(STRINGS.compare.range, { low: number(min), high: number(max) });
}

function took({ forwardMillis, mapMillis }) {
  return fill(STRINGS.compare.took, { millis: millis(forwardMillis + mapMillis) });
}

/** What stands in the place of the heat; null where there is heat. */
function stateOf({ answer, map }, progress) {
  if (answer?.problem) return answer.problem.detail;
  if (map?.nothing) return fill(STRINGS.compare.nothing, { reason: reasonOf(map.nothing.reason) });
  return map ? null : progressOf(progress ?? null);
}
