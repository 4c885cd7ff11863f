/** Links that keep what they show: asked for, opened and deleted. */
import { toQuery } from './address.js';
import { request } from './api.js';
import { at } from './base.js';
import { decoded } from './heatmap.js';
import { isWhole, TOP, wayOf } from './plan.js';
import { pathOf } from './screens.js';
import { methodOf } from './selectors.js';

/** Under this key the tokens of links that were made in this browser are kept, by their ids. */
const TOKENS = 'links';

/**
 * Stores what is on the stage: the chosen class, and of the best those whose maps are there.
 * @param {object} state
 * @param {string | undefined} first see `toQuery`
 * @returns {Promise<{id: string, path: string}>}
 */
export async function makeLink(state, first) {
  const { picture, explanation } = state;
  const body = {
    image: explanation.image.id,
    address: pathOf(state.screen) + toQuery(state, first),
    ...(picture.title && { title: picture.title.slice(0, 200) }),
    explanations: [requestOf(state)],
  };
  const answer = await request(at('/api/links'), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const { id, path, token } = await answer.json();
  if (token) remember(id, token);
  return { id, path };
}

/**
 * What asks for the explanation on the stage once more.
 * @param {object} state
 */
export function requestOf(state) {
  const { explanation, chosen } = state;
  const method = state.methods.find((each) => each.name === explanation.method) ?? methodOf(state);
  const there = explanation.predictions
    .slice(0, TOP)
    .map((prediction) => prediction.index)
    .filter((index) => index !== chosen && isWhole(explanation.maps.get(index)));
  const classes = method?.givesConcepts ? { top: 1 } : { classes: [chosen, ...(method?.long ? [] : there)] };
  return { model: explanation.model, method: explanation.method, ...wayOf(method, explanation.choice), ...classes };
}

/**
 * What a link shows.
 * @param {string} id
 * @returns {Promise<object>} as the server has it, with its explanation as the stage wants it
 */
export async function openLink(id) {
  const link = await (await request(at(`/api/links/${encodeURIComponent(id)}`))).json();
  return { ...link, url: pictureOf(id), explanation: asShown(link.explanations[0], id) };
}

/** Where the picture of a link is. */
export function pictureOf(id) {
  return at(`/api/links/${encodeURIComponent(id)}/picture`);
}

/** Whether this browser made a link, so that it may delete it. */
export function mayDelete(id) {
  return Object.hasOwn(tokens(), id);
}

/** Deletes a link that this browser made. */
export async function deleteLink(id) {
  const { [id]: token, ...others } = tokens();
  await request(at(`/api/links/${encodeURIComponent(id)}`), { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } });
  keep(others);
}

/** Whether what is on the stage is what a link keeps. */
export function isLinked({ link, explanation }) {
  return link !== null && explanation?.key === keyOf(link.id);
}

/** The explanation as it came from a link, never to be mixed with what the model says today. */
function asShown({ maps, concepts, layers, ...explanation }, id) {
  const { model, method, options } = explanation;
  const [layer = null, ...others] = layers;
  return {
    ...explanation,
    key: keyOf(id),
    choice: { model, method, layer, others, options },
    maps: new Map(maps.map((map) => [map.index, decoded(map)])),
    concepts: concepts.map(decoded),
    timing: null,
  };
}

function keyOf(id) {
  return `link ${id}`;
}

function remember(id, token) {
  keep({ ...tokens(), [id]: token });
}

function tokens() {
  try {
    return JSON.parse(localStorage.getItem(TOKENS)) ?? {};
  } catch {
    return {};
  }
}

/** Private windows may refuse; the link can then not be deleted from here. */
function keep(all) {
  try {
    localStorage.setItem(TOKENS, JSON.stringify(all));
  } catch {
    // Nothing to do about it.
  }
}
