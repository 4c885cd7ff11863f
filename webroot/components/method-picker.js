/** Every method, in groups, with what it says, takes and needs; what does not work here says why, and where it would. */
import { groupsOf, inOrder, layerFor, matching, obstacle } from '../choices.js';
import { emit, make, part } from '../dom.js';
import { costFor, layerOf, modelOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';
import { capitalised, costOf, durationOf, placeOf, reasonOf } from '../words.js';
import { choice, mountPicker, replaceChoices } from './picker.js';

/**
 * @param {HTMLDialogElement} root
 * @param {import('../store.js').Store} store
 */
export function mountMethodPicker(root, store) {
  const list = part('method-options', root);
  const filter = part('method-filter', root);
  const offer = () => {
    replaceChoices(list, groups(store.state, filter.value));
    tellCosts(list, store.state);
  };
  const render = () => {
    if (!modelOf(store.state)) return;
    offer();
    emit(root, 'want-costs', namesOf(longOnes(store.state)));
  };
  mountPicker(root, part('method-button'), () => {
    filter.value = '';
    render();
  });
  filter.addEventListener('input', offer);
  // The chosen one's stands by its options.
  root.addEventListener('close', () => emit(root, 'want-costs', namesOf(longOnes(store.state).filter(({ name }) => name === store.state.method))));
  store.watch(['models', 'methods', 'model', 'layer', 'others', 'method', 'options'], () => root.open && render());
  // What becomes known while somebody reads must not move the list.
  store.watch(['costs'], (state) => root.open && tellCosts(list, state));
}

/** The methods whose cost is worth asking for; the chosen one first. */
function longOnes(state) {
  const works = (method) => obstacle(modelOf(state), layerOf(state), method) === null;
  const long = inOrder(state.methods).filter((method) => method.long && works(method));
  return [...long.filter(({ name }) => name === state.method), ...long.filter(({ name }) => name !== state.method)];
}

function namesOf(methods) {
  return methods.map(({ name }) => name);
}

/** What is known of this device takes the place of what can be said of all. */
function tellCosts(list, state) {
  for (const method of longOnes(state)) {
    const cost = costFor(state, method);
    const button = list.querySelector(`[data-value="${method.name}"]`);
    if (!cost || !button) continue;
    button.querySelector('.choice-aside').textContent = durationOf(cost.millis);
    button.querySelector('[data-testid=method-costs]').textContent = capitalised(costOf(cost));
  }
}

function groups(state, query) {
  const found = matching(state.methods, query);
  if (found.length === 0) return [make('p', { class: 'option-note' }, STRINGS.method.unknown)];
  return groupsOf(found).flatMap(({ name, methods }) => [
    make('h3', { class: 'choices-title', id: `methods-${name}` }, STRINGS.method.groups[name].title, make('small', {}, STRINGS.method.groups[name].about)),
    make('ul', { class: 'choices', role: 'list', 'aria-labelledby': `methods-${name}` }, ...methods.map((method) => item(state, method))),
  ]);
}

function item(state, method) {
  const model = modelOf(state);
  const reason = obstacle(model, layerOf(state), method);
  const elsewhere = reason === null ? null : layerFor(model, layerOf(state), method);
  const words = STRINGS.method;
  const what = {
    kind: 'method',
    value: method.name,
    title: method.title,
    text: method.summary,
    facts: [[words.when, method.when], [words.cost, method.cost, 'method-costs'], [words.needs, method.needs]]
      .filter(([, text]) => text)
      .map(([name, text, id]) => [name, capitalised(text), id]),
    note: reason === null ? '' : fill(elsewhere ? words.notHere : words.notAtAll, { reason: reasonOf(reason) }),
    chosen: state.method === method.name,
    disabled: reason !== null,
  };
  return choice(what, ...(elsewhere ? [offer(method, elsewhere)] : []), ...(what.chosen && method.paper ? [source(method.paper)] : []));
}

/** Where it works, one press away. */
function offer(method, layer) {
  const button = make(
    'button',
    { type: 'button', class: 'button choice-offer', 'data-testid': 'method-elsewhere', 'aria-describedby': `method-${method.name}-title` },
    fill(STRINGS.method.elsewhere, { place: placeOf(layer) }),
  );
  button.addEventListener('click', () => emit(button, 'choose', { method: method.name, layer: layer.name }));
  return button;
}

/** The paper's words, linked to the address among them. */
function source(paper) {
  const [, before, address, after] = /^(.*?),?\s*(https?:\/\/\S+)(.*)$/.exec(paper) ?? [null, paper, null, ''];
  const text = before + after;
  return make('p', { class: 'choice-source' }, address ? make('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, text) : text);
}
