/** Every word that the page's scripts show, in the visitor's language: the template brings them. In braces: what is put in. */
export const STRINGS = JSON.parse(document.getElementById('strings').textContent);

const NUMBERS = new Intl.NumberFormat(document.documentElement.lang);

/**
 * Puts values into the braces of a text.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return parts(text, values).map((part) => part.text).join('');
}

/**
 * The same, but in pieces, so that each piece can be marked up; `name` is null for the words in between.
 * @param {string} text
 * @param {Record<string, string | number>} values
 * @returns {{name: string | null, text: string}[]}
 */
export function parts(text, values) {
  return text
    .split(/\{(\w+)\}/)
    .map((piece, index) => (index % 2 ? { name: piece, text: written(values[piece]) } : { name: null, text: piece }))
    .filter((part) => part.text !== '');
}

/** Numbers that come as such are written as the language does. */
function written(value) {
  return typeof value === 'number' ? NUMBERS.format(value) : String(value);
}
