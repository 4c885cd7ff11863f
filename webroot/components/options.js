/** How thoroughly the chosen method looks: a field for each of its options. */
import { emit, make } from '../dom.js';
import { methodOf } from '../selectors.js';
import { STRINGS } from '../strings.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountOptions(root, store) {
  store.watch(['methods', 'method', 'options'], (state) => {
    const options = methodOf(state)?.options ?? [];
    root.hidden = options.length === 0;
    offer(root, options);
    for (const { name, usual } of options) show(field(root, name), String(state.options[name] ?? usual));
  });
  root.addEventListener('change', ({ target }) => {
    if (target.reportValidity()) emit(root, 'choose-option', { name: target.name, value: valueOf(target) });
  });
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
  return make('label', { class: 'option-field', title: option.about }, make('span', {}, title), control(option));
}

function control({ name, usual, least, most, choices }) {
  const about = { name, 'data-testid': `option-${name}` };
  if (choices.length > 0) return make('span', { class: 'select' }, make('select', about, ...choices.map(choice)));
  const step = Number.isInteger(usual) ? 1 : 0.01;
  return make('input', { ...about, type: 'number', class: 'field', min: least, max: most, step, required: true, inputmode: 'decimal' });
}

function choice(value) {
  return make('option', { value }, STRINGS.option.choices[value] ?? value);
}

/** A link may name a choice that is not among those with a name, such as a colour. */
function show(control, value) {
  const isNew = control.matches('select') && ![...control.options].some((option) => option.value === value);
  if (isNew) control.append(choice(value));
  if (control.value !== value) control.value = value;
}

function field(root, name) {
  return root.querySelector(`[name="${name}"]`);
}

function valueOf({ type, value }) {
  return type === 'number' ? Number(value) : value;
}
