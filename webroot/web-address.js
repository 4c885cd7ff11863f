/** Addresses on the web, in what somebody pastes or drops. */

/**
 * The address that a text is, as browsers write it, or null.
 * @param {string} text
 */
export function webAddress(text) {
  const address = text.trim();
  return /^https?:\/\/\S+$/i.test(address) && URL.canParse(address) ? new URL(address).href : null;
}

/**
 * The address that a drop brings, or null: of a picture where one is dropped, also where it is part of a link.
 * @param {DataTransfer} transfer
 */
export function addressIn(transfer) {
  const html = new DOMParser().parseFromString(transfer.getData('text/html'), 'text/html');
  const source = html.querySelector('img')?.getAttribute('src') ?? '';
  const [link = ''] = transfer.getData('text/uri-list').split(/\r?\n/).filter((line) => !line.startsWith('#'));
  return webAddress(source) ?? webAddress(link);
}

/**
 * What a picture may be called: as its file, else as its server.
 * @param {string} address
 */
export function nameIn(address) {
  const { hostname, pathname } = new URL(address);
  const file = pathname.split('/').findLast(Boolean) ?? hostname;
  try {
    return decodeURIComponent(file);
  } catch {
    return file;
  }
}
