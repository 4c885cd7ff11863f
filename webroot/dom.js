/** The few things that every component does to the document. */

/**
 * Makes an element; text only ever goes in as text.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null>} attributes null and false leave an attribute out
 * @param {...(Node | string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * The part of the page with this test id. The ids are the page's own names too, so that there is one set of them.
 * @param {string} id
 * @param {ParentNode} within
 */
export function part(id, within = document) {
  const element = within.querySelector(`[data-testid="${id}"]`);
  if (!element) throw new Error(`The template has no part "${id}"`);
  return element;
}

/**
 * Tells those above that somebody wants something.
 * @param {EventTarget} from
 * @param {string} name
 * @param {unknown} detail
 */
export function emit(from, name, detail = null) {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}

/**
 * Whether an element can be seen, as far as screens and parts that are hidden decide.
 * @param {Element} element
 */
export function isShown(element) {
  return element.closest('[hidden]') === null;
}

/** Whether a key press may mean something to the browser, such as going back. */
export function isModified({ altKey, ctrlKey, metaKey, shiftKey }) {
  return altKey || ctrlKey || metaKey || shiftKey;
}

/**
 * The key that was pressed, a letter as a small one. Where the layout has no Latin letters it is the one that stands in the same
 * place on others; and so it is with digits.
 * @param {{key: string, code: string}} event
 */
export function keyOf({ key, code }) {
  const [, digit] = /^Digit(\d)$/.exec(code) ?? [];
  if (digit && key !== '?') return digit;
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  const isForeign = key.length === 1 && /\p{L}/u.test(key) && !/\p{Script=Latin}/u.test(key);
  return letter && isForeign ? letter.toLowerCase() : key === '\u061f' ? '?' : key.length === 1 ? key.toLowerCase() : key;
}

/**
 * Offers a choice. Rebuilding a select closes it, so it is done only when its options differ.
 * @param {HTMLSelectElement} select
 * @param {({value: string | number, text: string, disabled?: boolean} | {label: string, options: object[]})[]} options or
 *     groups of them
 * @param {string | number | null | undefined} chosen
 */
export function offer(select, options, chosen) {
  const key = JSON.stringify(options);
  if (select.dataset.key !== key) {
    select.dataset.key = key;
    select.replaceChildren(...options.map((each) => (each.options ? make('optgroup', { label: each.label }, ...each.options.map(optionOf)) : optionOf(each))));
  }
  const value = String(chosen ?? '');
  if (select.value !== value) select.value = value;
}

function optionOf({ value, text, disabled = false }) {
  return make('option', { value, disabled }, text);
}

/**
 * Lets somebody save a blob under a name.
 * @param {Blob} blob
 * @param {string} name
 */
export function saveAs(blob, name) {
  const url = URL.createObjectURL(blob);
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * What is imported, once the style sheet of its name is there too.
 * @template T
 * @param {string} name
 * @param {Promise<T>} module
 * @returns {Promise<T>}
 */
export async function withStyle(name, module) {
  const sheet = make('link', { rel: 'stylesheet', href: new URL(`css/${name}.css`, import.meta.url).href });
  const settled = new Promise((resolve) => {
    sheet.addEventListener('load', resolve);
    // Without its style a screen is ugly, but of use.
    sheet.addEventListener('error', resolve);
  });
  document.head.append(sheet);
  await settled;
  return module;
}
