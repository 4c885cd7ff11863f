/** The parts that the model tells apart: a list to single one out from, and their numbers on the picture. */
import { emit, make, part } from '../dom.js';
import { percent } from '../format.js';
import { colourOf, isLight, placeOf } from '../parts.js';
import { partsOf } from '../selectors.js';
import { namesOf } from '../sentence.js';
import { STRINGS, fill } from '../strings.js';

/**
 * @param {HTMLElement} root the list
 * @param {import('../store.js').Store} store
 */
export function mountPartList(root, store) {
  const numbers = part('part-numbers');
  root.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button) emit(root, 'choose-part', Number(button.dataset.number));
  });
  let drawn = null;
  store.watch(['explanation', 'part', 'painted', 'picture'], (state) => {
    const parts = partsOf(state);
    root.hidden = parts.length === 0;
    numbers.hidden = root.hidden || state.painted !== state.picture?.url;
    if (parts !== drawn) {
      root.replaceChildren(make('p', { class: 'legend-title' }, STRINGS.parts.title), ...parts.map(row));
      numbers.replaceChildren(...parts.map((each) => number(each, state.explanation)));
      drawn = parts;
    }
    mark(root, numbers, state.part);
  });
}

function row(each) {
  const { number, share } = each;
  const words = { number, share: percent(share), names: namesOf(each, STRINGS.parts.named) };
  return make(
    'button',
    { type: 'button', class: 'part-row', 'data-testid': 'part-button', 'data-number': number, 'aria-pressed': 'false', 'aria-label': fill(STRINGS.parts.one, words) },
    badge(number),
    make('span', { class: 'part-share' }, words.share),
    make('span', { class: 'part-names' }, words.names),
  );
}

/** The number in the part's colour. */
function badge(number) {
  const element = make('span', { class: isLight(number) ? 'part-badge light' : 'part-badge', 'aria-hidden': 'true' }, String(number));
  element.style.backgroundColor = `rgb(${colourOf(number).join(' ')})`;
  return element;
}

function number(each, { image, seen }) {
  const { x, y } = placeOf(each, seen);
  const element = badge(each.number);
  element.dataset.number = String(each.number);
  element.style.left = `${(100 * x) / image.width}%`;
  element.style.top = `${(100 * y) / image.height}%`;
  return element;
}

function mark(root, numbers, only) {
  for (const button of root.querySelectorAll('button')) button.setAttribute('aria-pressed', String(Number(button.dataset.number) === only));
  for (const element of numbers.children) element.hidden = only !== null && Number(element.dataset.number) !== only;
}
