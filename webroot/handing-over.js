/** What one page hands to the next in the same tab: pictures that the server has, so that nobody sends them twice. */

const KEY = 'handed-over';

/**
 * @param {string} model
 * @param {string} label of the class that was asked about
 * @param {{id: string, title: string}[]} pictures
 */
export function handOver(model, label, pictures) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ model, label, pictures: pictures.map(({ id, title }) => ({ id, title })) }));
  } catch {
    // Where nothing can be kept, the next page asks for pictures.
  }
}

/**
 * What was handed over for this model; once, so that coming back begins anew.
 * @param {string} model
 * @returns {{label: string, pictures: {id: string, title: string}[]} | null}
 */
export function takeHandedOver(model) {
  try {
    const handed = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    return handed?.model === model ? handed : null;
  } catch {
    return null;
  }
}
