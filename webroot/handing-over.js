/** What one page hands to the next in the same tab: pictures that the server has, so that nobody sends them twice. */

const KEY = 'handed-over';

/**
 * @param {string} model
 * @param {string} label of the class that was asked about
 * @param {{id: string, title: string}[]} pictures
 */
export function handOver(model, label, pictures) {
  sessionStorage.setItem(KEY, JSON.stringify({ model, label, pictures: pictures.map(({ id, title }) => ({ id, title })) }));
}

/**
 * What was handed over for this model; once, so that coming back begins anew.
 * @param {string} model
 * @returns {{label: string, pictures: {id: string, title: string}[]} | null}
 */
export function takeHandedOver(model) {
  const handed = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  sessionStorage.removeItem(KEY);
  return handed?.model === model ? handed : null;
}
