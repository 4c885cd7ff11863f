/** Tables as text: read with whatever separates their columns, written so that no spreadsheet runs them. Pure. */

/** The least likely in a text first, which decides where several would do. */
const SEPARATORS = ['\t', ';', '|', ','];

/** Rows that show what separates their columns. */
const MAX_ROWS_LOOKED_AT = 50;

/**
 * The text of a table's file: in UTF-8, in UTF-16 as its first bytes say, else as Excel writes CSV in Western Europe.
 * @param {ArrayBuffer} bytes
 * @returns {string | null} null where that is no text
 */
export function textOf(bytes) {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, 2));
  const text = first === 0xff && second === 0xfe ? decoded(bytes, 'utf-16le') : first === 0xfe && second === 0xff ? decoded(bytes, 'utf-16be') : (decoded(bytes, 'utf-8') ?? decoded(bytes, 'windows-1252'));
  return text === null || text.includes('\0') ? null : text;
}

function decoded(bytes, encoding) {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The rows of a table.
 * @param {string} text separated by what its first line names as `sep=;` does, else by commas, semicolons, tabs or bars,
 *     whichever make the most rows as wide as each other
 * @returns {string[][]} without empty lines
 */
export function parseCsv(text) {
  const clean = text.replace(/^\ufeff/, '');
  const [line, separator] = /^"?sep=([^\r\n])"?[^\S\t\r\n]*(?:\r\n|\r|\n|$)/i.exec(clean) ?? ['', null];
  return rowsOf(clean.slice(line.length), separator ?? separatorOf(clean));
}

function rowsOf(text, separator, most = Infinity) {
  const rows = [];
  let row = [];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    row.push(written(cell.trim()));
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length && rows.length < most; at++) {
    const character = text[at];
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') cell += text[++at];
      else isQuoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (character === separator) endCell();
    else if (character === '\n' || character === '\r') endRow();
    else cell += character;
  }
  if (rows.length < most) endRow();
  return rows;
}

function separatorOf(text) {
  const share = (separator) => {
    const widths = rowsOf(text, separator, MAX_ROWS_LOOKED_AT).map((row) => row.length);
    const times = (width) => widths.filter((each) => each === width).length;
    return Math.max(0, ...widths.filter((width) => width > 1).map(times)) / widths.length;
  };
  const shares = new Map(SEPARATORS.map((separator) => [separator, share(separator)]));
  return SEPARATORS.reduce((best, each) => (shares.get(each) > shares.get(best) ? each : best));
}

/** Without the mark of a text that would be a formula. */
function written(cell) {
  return cell.replace(/^'(?=[=+\-@])/, '');
}

/** How every program but a spreadsheet expects a table. */
const PLAIN = { separator: ',', point: '.' };

/**
 * How Excel expects a table where people write numbers as in this language: with semicolons where the point is a comma.
 * @param {string} language
 */
export function excelStyle(language) {
  const point = new Intl.NumberFormat(language).formatToParts(0.5).find(({ type }) => type === 'decimal').value;
  return { separator: point === ',' ? ';' : ',', point };
}

/** What tells Excel that a table is in UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/**
 * One line of a table, with its end.
 * @param {(string | number | null)[]} cells null is an empty cell
 * @param {{separator: string, point: string}} style
 */
export function csvLine(cells, { separator, point } = PLAIN) {
  return `${cells.map((cell) => cellOf(cell, point)).join(separator)}\r\n`;
}

/** A text that a spreadsheet would take for a formula is marked as text. */
function cellOf(value, point) {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', point);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
