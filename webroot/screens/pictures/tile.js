/** One picture in the grid: small, with its heat, its best class, and whether that is right. */
import { make } from '../../dom.js';
import { isDrawn, pixelsOf } from '../../drawn.js';
import { percent } from '../../format.js';
import { STRINGS, fill } from '../../strings.js';
import { bestOf, isRight } from './arrange.js';
import { stateWith } from './ask.js';
import { sourceOf } from './images.js';
import { whole } from './values.js';

export class Tile {
  #thumbnails;
  #image = make('img', { alt: '', hidden: true });
  #heat = make('canvas', { class: 'tile-heat', 'aria-hidden': 'true', hidden: true });
  #mark = make('span', { class: 'tile-mark', hidden: true });
  #label = make('span', { class: 'tile-label' });
  #percent = make('span', { class: 'tile-percent' });
  #name = make('span', { class: 'tile-name' });
  #item = null;
  #drawn = null;

  /**
   * @param {import('./thumbs.js').Thumbnails} thumbnails
   * @param {number} id of the picture
   */
  constructor(thumbnails, id) {
    this.#thumbnails = thumbnails;
    this.element = make(
      'div',
      { role: 'gridcell', class: 'tile', 'data-testid': 'tile', 'data-id': id, tabindex: -1 },
      make('span', { class: 'tile-picture' }, this.#image, this.#heat, this.#mark),
      make('span', { class: 'tile-words' }, this.#label, this.#percent),
      this.#name,
    );
  }

  /**
   * @param {object} item
   * @param {object} state
   * @param {string[]} labels
   */
  show(item, state, labels) {
    if (item !== this.#item) {
      this.#item = item;
      this.#write(item, labels);
    }
    this.#draw(item, state);
  }

  #write(item, labels) {
    const best = bestOf(item);
    const right = isRight(item);
    const words = STRINGS.pictures.tile;
    const truth = labels[item.truth];
    Object.assign(this.element.dataset, { state: item.status, right: String(right) });
    this.#label.textContent = best?.label ?? words[item.status];
    this.#percent.textContent = best ? percent(best.probability) : '';
    this.#name.textContent = item.path;
    this.#name.title = item.path;
    this.#mark.hidden = right === null;
    this.#mark.textContent = right ? '\u2713' : `\u2717 ${truth}`;
    this.element.setAttribute('aria-label', spoken(item, best, right, truth));
  }

  /** The picture first; the heat where there is one and it is wanted. */
  async #draw(item, state) {
    const { view } = state;
    const isWanted = state.pictures.view.heat && item.explanation !== null;
    const key = [sourceOf(item), isWanted && item.explanation, view.colormap, view.signedColormap, view.opacity, view.smooth];
    if (this.#drawn?.every((each, at) => each === key[at])) return;
    this.#drawn = key;
    const url = await this.#thumbnails.of(item);
    if (this.#drawn !== key || !url) return;
    if (this.#image.getAttribute('src') !== url) this.#image.src = url;
    await this.#image.decode().catch(() => {});
    const drawn = isWanted ? stateWith(await whole(item.explanation), state) : null;
    if (this.#drawn !== key) return;
    this.#image.hidden = false;
    this.#heat.hidden = !drawn || !isDrawn(drawn);
    if (!this.#heat.hidden) paint(this.#heat, drawn, { width: this.#image.naturalWidth, height: this.#image.naturalHeight });
  }
}

function paint(canvas, state, size) {
  Object.assign(canvas, size);
  canvas.getContext('2d').putImageData(new ImageData(pixelsOf(state, size), size.width, size.height), 0, 0);
}

function spoken(item, best, right, truth) {
  const words = STRINGS.pictures.tile;
  const said = best ? fill(words.said, { label: best.label, percent: percent(best.probability) }) : (item.reason ?? words[item.status]);
  const judged = right === null ? '' : right ? words.right : fill(words.wrong, { truth });
  return [item.path, said, judged].filter(Boolean).join(', ');
}
