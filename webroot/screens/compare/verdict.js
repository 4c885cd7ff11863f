/** Why one class and not the other, in a sentence, and whether that is exact. */
import { obstacle } from '../../choices.js';
import { emit, part } from '../../dom.js';
import { score } from '../../format.js';
import { layerOf, modelOf } from '../../selectors.js';
import { STRINGS, fill } from '../../strings.js';
import { isExact, verdictOf } from './difference.js';
import { mapMethodOf } from './items.js';
import { viewsOf } from './views.js';

/** Gives the difference exactly, and works nearly everywhere. */
const EXACT = 'grad-cam';

/**
 * @param {HTMLElement} root
 * @param {import('../../store.js').Store} store
 */
export function mountVerdict(root, store) {
  const sentence = part('compare-sentence', root);
  const exact = part('compare-exact', root);
  const use = part('compare-use', root);
  use.addEventListener('click', () => emit(root, 'choose', { method: EXACT }));

  store.watch(['compare', 'models', 'methods', 'model', 'method', 'layer', 'explanation', 'chosen'], (state) => {
    const [difference, one, other] = state.compare.by === 'difference' ? viewsOf(state) : [];
    root.hidden = !difference;
    if (!difference) return;
    const words = STRINGS.compare.difference;
    if (!other) {
      sentence.textContent = fill(words.alone, { a: difference.title });
      exact.textContent = '';
      use.hidden = true;
      return;
    }
    const names = { a: one.title, b: other.title };
    sentence.textContent = difference.map ? fill(words[difference.map.nothing ? 'nothing' : verdictOf(difference.map)], names) : '';
    exact.textContent = difference.map ? exactness(state, one, other) : '';
    const way = state.methods.find(({ name }) => name === EXACT);
    const helps = way && difference.map && !isExact(one.place.method) && obstacle(modelOf(state), layerOf(state), way) === null;
    use.hidden = !helps;
    use.textContent = way ? fill(words.use, { method: way.title }) : '';
  });
}

function exactness(state, one, other) {
  const { title, name } = mapMethodOf(state);
  const words = STRINGS.compare.difference;
  if (!isExact(name)) return fill(words.inexact, { method: title });
  const difference = score(one.answer.prediction.score - other.answer.prediction.score);
  return fill(words.exact, { method: title, a: one.title, b: other.title, difference });
}
