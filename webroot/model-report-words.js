/** What a report about a model comes to: the findings of its parts in one sentence. Pure. */
import { toneOf } from './check/verdict.js';
import { count } from './format.js';
import { STRINGS, fill } from './strings.js';

/** The verdict on a map that more speaks for than against. */
const DOUBTED = 'with-doubts';

/**
 * The best method and how sure that is, what the model uses, and how the maps fared.
 * @param {object} report of the study `report`
 */
export function summaryOf(report) {
  const words = STRINGS.modelReport.summary;
  return fill(words.whole, { methods: ofMethods(report.methods, words), bias: ofBias(report, words), checks: ofChecks(report.checks, words) });
}

function ofMethods({ methods, metric, pictures }, words) {
  const [best, ...others] = methods ?? [];
  if (!best?.metrics[metric]) return words.noMethod;
  const tied = others.filter((each) => each.tied && each.metrics[metric]);
  if (others.length === 0) return fill(words.only, { method: best.name });
  return fill(tied.length === 0 ? words.alone : words.tied, { method: best.name, pictures: count(pictures), tied: count(tied.length), others: count(others.length) });
}

function ofBias({ bias, class: { label } }, words) {
  if (bias.problem) return fill(words.notSearched, { label });
  if (bias.ofClass === 0) return fill(words.notSaid, { label });
  const all = bias.groups.length;
  if (all === 0) return fill(words.nothing, { label });
  const some = bias.groups.filter(({ suspicious }) => suspicious).length;
  return fill(some === 0 ? words.fine : words.suspicious, { label, some: count(some), all: count(all) });
}

function ofChecks(checks, words) {
  const done = checks.filter(({ verdict }) => verdict);
  if (done.length === 0) return words.noCheck;
  const some = done.filter(({ verdict }) => toneOf(verdict.level) === 'support').length;
  const doubted = done.filter(({ verdict }) => verdict.level === DOUBTED).length;
  return fill(doubted === 0 ? words.checked : words.doubted, { some: count(some + doubted), doubted: count(doubted), all: count(done.length) });
}

/**
 * How often the model says each class, the most frequent ones first, in words.
 * @param {Record<string, number>} classes
 * @param {number} most classes that are named
 */
export function saidOf(classes, most) {
  const words = STRINGS.modelReport;
  // Objects put names that are numbers first, such as those of digits.
  const all = Object.entries(classes).sort(([, one], [, other]) => other - one);
  const named = all.slice(0, most).map(([label, times]) => fill(words.said, { label, count: count(times) })).join(', ');
  return all.length > most ? fill(words.more, { named, count: count(all.length - most) }) : named;
}
