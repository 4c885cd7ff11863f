/**
 * The pictures in rows, of which only those on the screen are in the document: thousands scroll like ten. One tile can be
 * reached by Tab, the arrow keys go on from there.
 */
import { emit, isModified, make } from '../../dom.js';
import { arranged } from './arrange.js';
import { labelsOf } from './collection.js';
import { Thumbnails } from './thumbs.js';
import { Tile } from './tile.js';

const LEAST_WIDTH = 168;
const LEAST_WIDTH_SMALL = 140;
const SMALL_SCREEN = 480;
const GAP = 12;
/** Two lines under each picture. */
const WORDS_HEIGHT = 52;
/** Rows beyond the edges of the screen that are there already when somebody scrolls. */
const MORE_ROWS = 2;

/**
 * @param {HTMLElement} root the grid
 * @param {import('../../store.js').Store} store
 */
export function mountGrid(root, store) {
  new Grid(root, store);
}

class Grid {
  #root;
  #store;
  #thumbnails = new Thumbnails();
  #tiles = new Map();
  #rows = new Map();
  #shown = [];
  #columns = 1;
  #rowHeight = 1;
  /** Id of the picture that Tab leads to. */
  #current = null;
  #isDue = false;

  constructor(root, store) {
    this.#root = root;
    this.#store = store;
    const later = () => this.#later();
    addEventListener('scroll', later, { passive: true });
    new ResizeObserver(later).observe(root);
    root.addEventListener('click', (event) => this.#open(event.target.closest('.tile')));
    root.addEventListener('keydown', (event) => this.#key(event));
    root.addEventListener('focusin', (event) => this.#focused(event.target.closest('.tile')));
    store.watch(['pictures', 'view', 'screen', 'models'], later);
    // Whoever closes the large view is where it was.
    let open = null;
    store.watch(['pictures'], ({ pictures }) => {
      if (open !== null && pictures.open === null) this.#focus(open);
      open = pictures.open;
    });
  }

  #later() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#render();
    });
  }

  #render() {
    const { state } = this.#store;
    const { items, view } = state.pictures;
    if (state.screen !== 'pictures') return;
    if (items.length === 0) return this.#empty();
    const labels = labelsOf(state);
    this.#shown = arranged(items, view, labels);
    this.#measure();
    if (!this.#shown.some(({ id }) => id === this.#current)) this.#current = this.#shown[0]?.id ?? null;
    const focused = document.activeElement?.closest?.('.tile');
    this.#layRows(state, labels, this.#visibleRows());
    if (focused && this.#root.contains(focused) && document.activeElement !== focused) focused.focus({ preventScroll: true });
  }

  #empty() {
    this.#root.replaceChildren();
    this.#rows.clear();
    this.#tiles.clear();
    this.#thumbnails.clear();
    this.#root.style.height = '';
  }

  #measure() {
    const width = this.#root.clientWidth;
    const least = width < SMALL_SCREEN ? LEAST_WIDTH_SMALL : LEAST_WIDTH;
    this.#columns = Math.max(Math.floor((width + GAP) / (least + GAP)), 1);
    const tileWidth = (width - GAP * (this.#columns - 1)) / this.#columns;
    this.#rowHeight = Math.round(tileWidth * 0.75) + WORDS_HEIGHT + GAP;
    const rows = Math.ceil(this.#shown.length / this.#columns);
    this.#root.style.height = `${rows * this.#rowHeight}px`;
    this.#root.style.setProperty('--columns', String(this.#columns));
    this.#root.setAttribute('aria-rowcount', String(rows));
    this.#root.setAttribute('aria-colcount', String(this.#columns));
  }

  /** Those on the screen, and the one with the keyboard wherever it is. */
  #visibleRows() {
    const { top } = this.#root.getBoundingClientRect();
    const last = Math.ceil(this.#shown.length / this.#columns) - 1;
    const first = Math.max(Math.floor(-top / this.#rowHeight) - MORE_ROWS, 0);
    const end = Math.min(Math.ceil((innerHeight - top) / this.#rowHeight) + MORE_ROWS, last);
    const rows = new Set();
    for (let row = first; row <= end; row++) rows.add(row);
    const current = this.#shown.findIndex(({ id }) => id === this.#current);
    if (current >= 0) rows.add(Math.floor(current / this.#columns));
    return rows;
  }

  #layRows(state, labels, wanted) {
    for (const [row, element] of this.#rows) {
      if (wanted.has(row)) continue;
      element.remove();
      this.#rows.delete(row);
    }
    const used = new Set();
    for (const row of [...wanted].sort((a, b) => a - b)) {
      const items = this.#shown.slice(row * this.#columns, (row + 1) * this.#columns);
      const element = this.#rowAt(row);
      const tiles = items.map((item, column) => {
        used.add(item.id);
        const tile = this.#tileOf(item.id);
        tile.show(item, state, labels);
        tile.element.tabIndex = item.id === this.#current ? 0 : -1;
        tile.element.setAttribute('aria-colindex', String(column + 1));
        return tile.element;
      });
      const isAsBefore = element.childElementCount === tiles.length && tiles.every((tile, at) => element.children[at] === tile);
      if (!isAsBefore) element.replaceChildren(...tiles);
      element.style.top = `${row * this.#rowHeight}px`;
    }
    for (const id of this.#tiles.keys()) if (!used.has(id)) this.#tiles.delete(id);
  }

  /** In the order of the rows, which is the order in which they are read. */
  #rowAt(row) {
    if (!this.#rows.has(row)) {
      const element = make('div', { role: 'row', class: 'tile-row', 'aria-rowindex': row + 1 });
      const next = [...this.#rows.keys()].filter((each) => each > row).sort((a, b) => a - b)[0];
      this.#root.insertBefore(element, this.#rows.get(next) ?? null);
      this.#rows.set(row, element);
    }
    return this.#rows.get(row);
  }

  #tileOf(id) {
    if (!this.#tiles.has(id)) this.#tiles.set(id, new Tile(this.#thumbnails, id));
    return this.#tiles.get(id);
  }

  #open(tile) {
    if (tile) emit(this.#root, 'pictures-open', Number(tile.dataset.id));
  }

  #key(event) {
    const tile = event.target.closest('.tile');
    if (!tile || isModified(event)) return;
    const at = this.#shown.findIndex(({ id }) => id === Number(tile.dataset.id));
    const page = this.#columns * Math.max(Math.floor(innerHeight / this.#rowHeight) - 1, 1);
    const last = this.#shown.length - 1;
    const moves = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at - this.#columns,
      ArrowDown: at + this.#columns,
      PageUp: Math.max(at - page, at % this.#columns),
      PageDown: Math.min(at + page, last),
      Home: 0,
      End: last,
    };
    if (event.key === 'Enter' || event.key === ' ') this.#open(tile);
    else if (!(event.key in moves)) return;
    else if (this.#shown[moves[event.key]]) this.#focus(this.#shown[moves[event.key]].id);
    event.preventDefault();
  }

  /** Goes to a picture, wherever it is. */
  #focus(id) {
    if (!this.#shown.some((item) => item.id === id)) return;
    this.#current = id;
    this.#render();
    const { element } = this.#tileOf(id);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'nearest' });
  }

  #focused(tile) {
    if (!tile || Number(tile.dataset.id) === this.#current) return;
    this.#current = Number(tile.dataset.id);
    this.#later();
  }
}
