/** Which way of preparing images gets the most of them right. Pure. */

/** With fewer images, one more or less that a way gets right proves nothing. */
export const MIN_IMAGES = 20;

/**
 * The ways, ranked by how many labelled images they get right; of equal ones, the one that is surer of the right classes
 * comes first. Without labels they stay in their order.
 * @param {{truth: number | null, trials: object[]}[]} images what the model says of each, prepared in each of the ways
 * @returns {{trial: object, right: number}[]} each with what it says of the first image
 */
export function ranked(images) {
  const [first] = images;
  const known = labelled(images);
  const ways = first.trials.map((trial, at) => ({ trial, ...scoreOf(known.map(({ truth, trials }) => ({ truth, trial: trials[at] }))) }));
  return ways.sort((one, other) => other.right - one.right || other.sureness - one.sureness).map(({ trial, right }) => ({ trial, right }));
}

/** Those whose class is known. */
export function labelled(images) {
  return images.filter(({ truth }) => truth !== null);
}

/** How many ways share the first place. */
export function bestCount(ways) {
  return ways.filter(({ right }) => right === ways[0].right).length;
}

function scoreOf(answers) {
  const right = answers.filter(({ truth, trial }) => trial.predictions[0].index === truth).length;
  const sureness = answers.reduce((sum, { truth, trial }) => sum + (trial.predictions.find(({ index }) => index === truth)?.probability ?? 0), 0);
  return { right, sureness };
}
