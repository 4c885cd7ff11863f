/** The page about a model: how fast it is on this server's device, which is tried when somebody looks, and what suits it. */
import { getCost } from './api.js';
import { at } from './base.js';
import { mountRanking } from './components/ranking.js';
import { mountOffline } from './components/offline.js';
import { part } from './dom.js';
import { millis } from './format.js';
import { patiently } from './reaching.js';
import { STRINGS, fill } from './strings.js';

async function costOf({ model, method }) {
  const cost = await patiently(() => getCost(at(`/api/models/${encodeURIComponent(model)}/cost?${new URLSearchParams({ method })}`)));
  return { ...cost, millis: millis(cost.millis) };
}

/** A method that looks at the activations only costs what the model costs. */
async function* sentencesOf({ model, forward, method, title }) {
  const words = STRINGS.speed;
  if (forward) yield fill(words.forward, await costOf({ model, method: forward }));
  yield fill(words.method, { title, ...(await costOf({ model, method })) });
}

async function tell(element) {
  element.textContent = STRINGS.speed.measuring;
  const said = [];
  try {
    for await (const sentence of sentencesOf(element.dataset)) {
      said.push(sentence);
      element.textContent = said.join(' ');
    }
  } catch {
    if (said.length === 0) element.textContent = STRINGS.speed.unknown;
  }
}

mountOffline(part('offline'));
tell(part('speed'));
mountRanking(part('ranking'));
