/**
 * What is compared, and what stays the same for all panes. Model, method, layer and class are those of the whole page:
 * whoever goes back to Explore goes on with what is seen here.
 */
import { groupsOf, isAtLayer, layerNamed, obstacle } from '../../choices.js';
import { emit, offer, part } from '../../dom.js';
import { percent } from '../../format.js';
import { modelOf } from '../../selectors.js';
import { STRINGS, fill } from '../../strings.js';
import { placeOf, titleOf } from '../../words.js';
import { againstOf, chosenOf, mapMethodOf, mapMethods, predictionsOf } from './items.js';

/** Which of the selects say something, by what is compared. */
const SHOWN = {
  classes: ['model', 'method', 'layer'],
  methods: ['model', 'layer', 'class'],
  layers: ['model', 'method', 'class'],
  models: ['method', 'label'],
  difference: ['model', 'method', 'layer', 'class', 'against'],
};

/**
 * @param {HTMLElement} root the screen
 * @param {import('../../store.js').Store} store
 */
export function mountFixed(root, store) {
  const select = (name) => part(`compare-${name}`, root);
  part('compare-by', root).addEventListener('change', (event) => emit(root, 'compare-by', event.target.value));
  for (const name of ['model', 'method', 'layer']) {
    select(name).addEventListener('change', (event) => emit(root, 'choose', { [name]: event.target.value }));
  }
  select('class').addEventListener('change', (event) => emit(root, 'choose-class', Number(event.target.value)));
  select('against').addEventListener('change', (event) => emit(root, 'compare-against', modelOf(store.state).labels[Number(event.target.value)]));
  select('label').addEventListener('change', (event) => emit(root, 'compare-label', event.target.value || null));
  select('swap').addEventListener('click', () => {
    const { labels } = modelOf(store.state);
    const [chosen, against] = [chosenOf(store.state), againstOf(store.state)];
    emit(root, 'compare-against', labels[chosen]);
    emit(root, 'choose-class', against);
  });

  store.watch(['compare', 'models', 'methods', 'model', 'method', 'layer', 'chosen', 'explanation'], (state) => {
    const { by } = state.compare;
    root.dataset.by = by;
    root.querySelector(`[name="compare-by"][value="${by}"]`).checked = true;
    for (const name of Object.values(SHOWN).flat()) select(name).closest('label').hidden = !SHOWN[by].includes(name);
    select('swap').hidden = by !== 'difference';
    if (!modelOf(state)) return;
    offer(select('model'), state.models.map(modelOption), state.model);
    offer(select('method'), methodGroups(state), mapMethodOf(state)?.name);
    offer(select('layer'), layerOptions(state), state.layer);
    select('layer').disabled = !isAtLayer(mapMethodOf(state)) && by !== 'methods';
    // Lists of thousands of classes are made only where they are seen.
    const isShown = (name) => SHOWN[by].includes(name);
    if (isShown('class')) offer(select('class'), classGroups(state), chosenOf(state));
    if (isShown('against')) offer(select('against'), classGroups(state), againstOf(state));
    if (isShown('label')) offer(select('label'), [{ value: '', text: STRINGS.compare.best }, ...labelOptions(state)], state.compare.label ?? '');
    select('swap').disabled = againstOf(state) === null;
  });
}

function modelOption({ name, problem }) {
  return { value: name, text: problem ? fill(STRINGS.model.broken, { name }) : name, disabled: Boolean(problem) };
}

/** Across layers a method may work here or there; at one layer what does not work cannot be chosen. */
function methodGroups(state) {
  const model = modelOf(state);
  const layer = layerNamed(model, state.layer);
  const option = (method) => {
    const isHere = obstacle(model, layer, method) === null;
    return { value: method.name, text: isHere ? method.title : fill(STRINGS.compare.notHere, method), disabled: !isHere };
  };
  return groupsOf(mapMethods(state)).map(({ name, methods }) => ({ label: STRINGS.method.groups[name].title, options: methods.map(option) }));
}

function layerOptions(state) {
  const { layers } = modelOf(state);
  const option = (layer) => ({ value: layer.name, text: placeOf({ ...layer, title: titleOf(layer) }) + (layer.recommended ? STRINGS.layer.star : '') });
  const chosen = layerNamed(modelOf(state), state.layer);
  const inner = !chosen || layers.includes(chosen) ? [] : [{ value: chosen.name, text: fill(STRINGS.compare.inner, { title: titleOf(chosen) }) }];
  return [...layers.map(option), ...inner];
}

function classGroups(state) {
  const { labels } = modelOf(state);
  const likely = predictionsOf(state).slice(0, 10).map(({ index, label, probability }) => (
    { value: index, text: fill(STRINGS.compare.likelyClass, { label, percent: percent(probability) }) }
  ));
  const known = new Set(likely.map(({ value }) => value));
  const others = labels.map((label, value) => ({ value, text: label })).filter(({ value }) => !known.has(value));
  return [{ label: STRINGS.compare.likely, options: likely }, { label: STRINGS.compare.all, options: others }];
}

function labelOptions(state) {
  const { labels } = modelOf(state);
  return labels.map((label) => ({ value: label, text: label }));
}
