/** One picture to the server, as it is, and its explanation back. */
import { at } from '../../base.js';
import { classNamed } from '../../classes.js';
import { decodeValues } from '../../heatmap.js';
import { TOP, wayOf } from '../../plan.js';
import { methodOf, modelOf } from '../../selectors.js';
import { Problem, Unreachable, isUnreached, notSent } from '../../api.js';

/**
 * What is asked of every picture, as it is chosen now.
 * @param {object} state
 */
export function choiceOf(state) {
  const { model, method, layer, others, options, pictures } = state;
  const of = classNamed(modelOf(state)?.labels ?? [], pictures.of ?? '');
  return { model, method, layer, others, options, of: of < 0 ? null : of };
}

/**
 * The fields of a request that a choice makes.
 * @param {ReturnType<typeof choiceOf>} choice
 * @param {object} state
 * @returns {[string, string][]}
 */
export function fieldsOf(choice, state) {
  const way = Object.entries(wayOf(methodOf({ ...state, ...choice }), choice));
  const fields = way.flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)]));
  const classes = choice.of === null ? ['top', '1'] : ['classes', String(choice.of)];
  return [['model', choice.model], ['method', choice.method], classes, ...fields];
}

/** The server asks to wait. */
export class Busy extends Error {
  constructor(seconds) {
    super();
    this.seconds = seconds;
  }
}

/**
 * Has a picture explained. Throws {@link Busy}, {@link Unreachable}, a {@link Problem}, or an AbortError.
 * @param {File} file
 * @param {[string, string][]} fields
 * @param {AbortSignal} signal
 */
export async function explain(file, fields, signal) {
  const form = new FormData();
  fields.forEach(([name, value]) => form.append(name, value));
  form.append('image', file);
  const response = await fetch(at('/api/explanations'), { method: 'POST', body: form, signal }).catch((failure) => notAnswered(file, failure, signal));
  if (isUnreached(response)) throw new Unreachable();
  if (response.status === 503 || response.status === 429) throw new Busy(Number(response.headers.get('Retry-After')) || 1);
  const answer = await response.json().catch((failure) => {
    // The connection broke amid the answer.
    if (signal.aborted || response.ok) return notAnswered(file, failure, signal);
    return {};
  });
  if (!response.ok) throw new Problem({ status: response.status, detail: answer.detail });
  return withNumbers(answer);
}

async function notAnswered(file, failure, signal) {
  throw signal.aborted ? failure : await notSent(file);
}

/** In the shape that the page keeps explanations in. */
function withNumbers({ maps = [], concepts = [], predictions, ...answer }) {
  const asked = new Set(maps.map((map) => map.index));
  return {
    ...answer,
    predictions: predictions.filter(({ index }, rank) => rank < TOP || asked.has(index)),
    maps: new Map(maps.map((map) => [map.index, numbers(map)])),
    concepts: concepts.map(numbers),
  };
}

function numbers({ values, ...map }) {
  return { ...map, values: decodeValues(values) };
}

/**
 * The state of the page as if one explanation were on its stage, so that it is drawn, told and saved in the same way.
 * @param {object} explanation with its numbers at hand
 * @param {object} state
 */
export function stateWith(explanation, state) {
  const { model, method, layer } = explanation;
  const chosen = explanation.maps.keys().next().value ?? null;
  return { ...state, model, method, layer, explanation, chosen, part: null, view: { ...state.view, common: false } };
}
