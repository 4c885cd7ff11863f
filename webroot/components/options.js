/** How thoroughly the chosen method looks: a field for each of its options. */
import { emit, make } from '../dom.js';
import { optionsFor, rangeOf } from '../method-options.js';
import { methodOf, modelOf, targetLayersOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';

/** These take any number between their ends, the others whole ones. */
const FRACTIONS = ['noise', 'alpha'];

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountOptions(root, store) {
  store.watch(['models', 'methods', 'model', 'layer', 'others', 'method', 'options', 'explanation'], (state) => {
    const options = optionsFor(methodOf(state));
    root.hidden = options.length === 0;
    offer(root, options);
    for (const option of options) show(field(root, option.name), option, state);
  });
  root.addEventListener('change', ({ target }) => {
    if (target.reportValidity()) choose(root, target.name, target.type === 'number' && target.value !== '' ? Number(target.value) : target.value);
  });
  root.addEventListener('click', ({ target }) => {
    const toggle = target.closest('[role=switch]');
    if (toggle) choose(root, toggle.name, toggle.getAttribute('aria-checked') !== 'true');
  });
}

function choose(root, name, value) {
  emit(root, 'choose-option', { name, value });
}

/** Fields are made anew only where there are others: one keeps the keyboard while its value changes. */
function offer(root, options) {
  const key = options.map(({ name }) => name).join();
  if (root.dataset.key === key) return;
  root.dataset.key = key;
  root.replaceChildren(...options.map(labelled));
}

function labelled(option) {
  const title = STRINGS.option.titles[option.name] ?? option.name;
  const isSwitch = typeof option.usual === 'boolean';
  return make('label', { class: isSwitch ? 'option-field wide' : 'option-field' }, make('span', {}, title), control(option));
}

function control({ name, usual, choices }) {
  const about = { name, 'data-testid': `option-${name}` };
  if (typeof usual === 'boolean') return make('button', { ...about, type: 'button', class: 'switch', role: 'switch' });
  if (choices.length > 0) return make('span', { class: 'select' }, make('select', about, ...choices.map(choice)));
  return make('input', { ...about, type: 'number', class: 'field', step: FRACTIONS.includes(name) ? 'any' : 1, inputmode: 'decimal' });
}

function choice(value) {
  return make('option', { value }, STRINGS.option.choices[value] ?? value);
}

function show(control, option, state) {
  const value = state.options[option.name] ?? option.usual;
  control.closest('label').title = option.about;
  if (control.matches('[role=switch]')) return control.setAttribute('aria-checked', String(String(value) === 'true'));
  if (control.matches('select')) return showChoice(control, String(value));
  bound(control, option, state);
  showText(control, value === null ? '' : String(value));
}

/** What somebody is typing, or was refused, stays until the option itself changes: maps may grow four times a second. */
function showText(control, text) {
  if (control.dataset.shown === text) return;
  control.dataset.shown = text;
  control.value = text;
}

/** A link may name a choice that is not among those with a name, such as a colour. */
function showChoice(control, value) {
  if (![...control.options].some((option) => option.value === value)) control.append(choice(value));
  if (control.value !== value) control.value = value;
}

/** The browser keeps what is out of range from being sent. What is usual only for this model is told once it was used. */
function bound(control, option, state) {
  const { least, most } = rangeOf(option, { model: modelOf(state), layers: targetLayersOf(state) });
  Object.assign(control, { min: least, max: most, placeholder: String(option.usual ?? usedIn(state, option.name) ?? STRINGS.option.usual) });
  control.closest('label').title = fill(STRINGS.option.range, { about: option.about, least, most });
}

function usedIn({ explanation, model, method, layer }, name) {
  const { choice } = explanation ?? {};
  const isOfThis = choice?.model === model && choice.method === method && choice.layer === layer;
  return isOfThis ? explanation.options?.[name] : undefined;
}

function field(root, name) {
  return root.querySelector(`[name="${name}"]`);
}
