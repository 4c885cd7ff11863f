/** Every method, by kind, with what it says, takes and needs; what does not work here says why, and where it would. */
import { KINDS, inOrder, kindOf, layerFor, obstacle } from '../choices.js';
import { emit, make, part } from '../dom.js';
import { layerOf, modelOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';
import { capitalised, placeOf, reasonOf } from '../words.js';
import { choice, mountPicker, replaceChoices } from './picker.js';

/**
 * @param {HTMLDialogElement} root
 * @param {import('../store.js').Store} store
 */
export function mountMethodPicker(root, store) {
  const list = part('method-options', root);
  const render = () => modelOf(store.state) && replaceChoices(list, groups(store.state));
  mountPicker(root, part('method-button'), render);
  store.watch(['models', 'methods', 'model', 'layer', 'method'], () => root.open && render());
}

function groups(state) {
  return KINDS.map((kind) => [kind, inOrder(state.methods).filter((method) => kindOf(method) === kind)])
    .filter(([, methods]) => methods.length > 0)
    .flatMap(([kind, methods]) => [
      make('h3', { class: 'choices-title', id: `methods-${kind}` }, STRINGS.method[kind].title, make('small', {}, STRINGS.method[kind].about)),
      make('ul', { class: 'choices', role: 'list', 'aria-labelledby': `methods-${kind}` }, ...methods.map((method) => item(state, method))),
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
    facts: [[words.when, method.when], [words.cost, method.cost], [words.needs, method.needs]].filter(([, text]) => text).map(([name, text]) => [name, capitalised(text)]),
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
