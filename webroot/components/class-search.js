/** Any class by typing: a combobox as the ARIA practices describe it, quick with a thousand classes. */
import { classSearch } from '../classes.js';
import { emit, make, part } from '../dom.js';
import { percent } from '../format.js';
import { modelOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';

/** More than anyone reads; what lies beyond is found by typing on. */
const LIMIT = 40;

/**
 * @param {HTMLElement} root holds the input and the list
 * @param {import('../store.js').Store} store
 */
export function mountClassSearch(root, store) {
  new ClassSearch(root, store);
}

class ClassSearch {
  #root;
  #store;
  #input;
  #list;
  #labels = [];
  #search = classSearch([]);
  #active = -1;

  constructor(root, store) {
    this.#root = root;
    this.#store = store;
    this.#input = part('class-search', root);
    this.#list = part('class-options', root);
    this.#input.addEventListener('input', () => this.#open());
    this.#input.addEventListener('click', () => this.#open());
    this.#input.addEventListener('blur', () => this.#clear());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    // Pressing must not take the focus from the input, or its blur closes the list before the click.
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => this.#choose(event.target.closest('[role=option]')));
    store.watch(['models', 'model'], (state) => this.#learn(modelOf(state)?.labels ?? []));
  }

  #learn(labels) {
    if (labels === this.#labels) return;
    this.#labels = labels;
    this.#search = classSearch(labels);
    this.#close();
  }

  #open() {
    const predictions = this.#store.state.explanation?.predictions ?? [];
    const order = new Map(predictions.map((prediction, rank) => [prediction.index, rank]));
    const { indices, more } = this.#search(this.#input.value, order, LIMIT);
    const options = indices.map((index) => this.#option(index, predictions[order.get(index)]));
    this.#list.replaceChildren(...options);
    if (indices.length === 0) this.#list.append(note(STRINGS.classes.none));
    if (more > 0) this.#list.append(note(fill(STRINGS.classes.more, { count: more })));
    this.#list.hidden = false;
    this.#input.setAttribute('aria-expanded', 'true');
    this.#activate(this.#input.value.trim() === '' ? -1 : 0);
  }

  #close() {
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#active = -1;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
  }

  #key(event) {
    const acts = {
      ArrowDown: () => (this.#list.hidden ? this.#open() : this.#activate(this.#active + 1)),
      ArrowUp: () => (this.#list.hidden ? this.#open() : this.#activate(this.#active - 1)),
      Enter: () => this.#choose(this.#options()[this.#active]),
      Escape: () => this.#clear(),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  #activate(wanted) {
    const options = this.#options();
    this.#active = Math.min(Math.max(wanted, -1), options.length - 1);
    options.forEach((option, at) => option.setAttribute('aria-selected', String(at === this.#active)));
    const active = options[this.#active];
    active?.scrollIntoView({ block: 'nearest' });
    if (active) this.#input.setAttribute('aria-activedescendant', active.id);
    else this.#input.removeAttribute('aria-activedescendant');
  }

  #choose(option) {
    if (!option) return;
    const index = Number(option.dataset.index);
    this.#clear();
    emit(this.#root, 'choose-class', index);
  }

  #clear() {
    this.#input.value = '';
    this.#close();
  }

  #options() {
    return [...this.#list.querySelectorAll('[role=option]')];
  }

  #option(index, prediction) {
    return make(
      'li',
      { role: 'option', id: `class-option-${index}`, class: 'option', 'data-testid': 'class-option', 'data-index': index, 'aria-selected': 'false' },
      make('span', { class: 'option-label' }, this.#labels[index]),
      make('span', { class: 'option-percent' }, prediction ? percent(prediction.probability) : ''),
    );
  }
}

function note(text) {
  return make('li', { class: 'option-note', role: 'presentation' }, text);
}
