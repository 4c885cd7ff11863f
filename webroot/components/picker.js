/** What the pickers of method and layer share: a sheet beside the picture, which stays in sight, and the choices in it. */
import { emit, isModified, make, part } from '../dom.js';

/**
 * @param {HTMLDialogElement} dialog
 * @param {HTMLButtonElement} opener
 * @param {() => void} render draws the choices; called when the sheet opens, and by its owner whenever they change
 */
export function mountPicker(dialog, opener, render) {
  opener.addEventListener('click', () => {
    render();
    dialog.showModal();
    // On a phone the sheet covers the lower half: what is chosen must be seen to change.
    part('stage').scrollIntoView({ block: 'nearest' });
    const chosen = dialog.querySelector('[data-value][aria-pressed=true]');
    chosen?.scrollIntoView({ block: 'center' });
    chosen?.focus({ preventScroll: true });
  });
  part(`${dialog.dataset.testid}-close`, dialog).addEventListener('click', () => dialog.close());
  // The sheet has no padding of its own: a click on the element itself is one beside it.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('keydown', (event) => walk(dialog, event));
}

/** The arrows go from one choice to the next, also to those that cannot be taken: their reasons are to be read. */
function walk(dialog, event) {
  const buttons = [...dialog.querySelectorAll('[data-value]')].filter((button) => button.checkVisibility());
  const at = buttons.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || to === undefined || isModified(event)) return;
  event.preventDefault();
  buttons[Math.min(Math.max(to, 0), buttons.length - 1)].focus();
}

/**
 * One choice. What cannot be taken keeps its place and says why; it may offer a way that does work.
 * @param {object} what
 * @param {string} what.kind method or layer
 * @param {string} what.value its name
 * @param {string} what.title
 * @param {string} [what.aside] beside the title
 * @param {string} [what.text] one plain sentence
 * @param {[string, string, string?][]} [what.facts] each with its name, and where its words may change with an id
 * @param {string} [what.note] what comes with choosing it, or why it cannot be chosen
 * @param {boolean} what.chosen
 * @param {boolean} what.disabled
 * @param {...Node} more below the button
 */
export function choice({ kind, value, title, aside = '', text = '', facts = [], note = '', chosen, disabled }, ...more) {
  const id = `${kind}-${value}`;
  const described = [text && `${id}-text`, note && `${id}-note`, facts.length > 0 && `${id}-facts`].filter(Boolean).join(' ');
  const button = make(
    'button',
    {
      type: 'button', class: 'choice-button', 'data-testid': `${kind}-option`, 'data-value': value,
      'aria-pressed': String(chosen), 'aria-disabled': disabled ? 'true' : null,
      'aria-labelledby': `${id}-title`, 'aria-describedby': described || null,
    },
    make('span', { class: 'choice-head' }, make('span', { class: 'choice-title', id: `${id}-title` }, title), make('span', { class: 'choice-aside' }, aside)),
    ...(text ? [make('span', { class: 'choice-text', id: `${id}-text` }, text)] : []),
    ...(note ? [make('span', { class: 'choice-note', id: `${id}-note` }, note)] : []),
    ...(facts.length > 0 ? [make('span', { class: 'choice-facts', id: `${id}-facts` }, ...facts.map(fact))] : []),
  );
  if (!disabled) button.addEventListener('click', () => emit(button, 'choose', { [kind]: value }));
  return make('li', { class: 'choice' }, button, ...more);
}

function fact([name, text, id = null]) {
  return make('span', { class: 'choice-fact' }, make('span', { class: 'choice-fact-name' }, `${name} `), make('span', { 'data-testid': id }, text));
}

/**
 * Replaces the choices without taking the keyboard's place away.
 * @param {HTMLElement} root
 * @param {Node[]} nodes
 */
export function replaceChoices(root, nodes) {
  const focused = root.contains(document.activeElement) ? placeOf(document.activeElement) : null;
  root.replaceChildren(...nodes);
  root.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest' });
  if (focused) [...root.querySelectorAll('button')].find((button) => placeOf(button) === focused)?.focus({ preventScroll: true });
}

/** What a button stands for, also after it was made anew. */
function placeOf({ dataset: { testid, value, layer } }) {
  return JSON.stringify([testid, value, layer]);
}
