/** Tables as text: read with whatever separates their columns, written so that no spreadsheet runs them. Pure. */

/**
 * The rows of a table.
 * @param {string} text separated by commas, semicolons or tabs, whichever its first line has most of
 * @returns {string[][]} without empty lines
 */
export function parseCsv(text) {
  const clean = text.replace(/^\ufeff/, '');
  const separator = separatorOf(clean);
  const rows = [];
  let row = [];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < clean.length; at++) {
    const character = clean[at];
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (clean[at + 1] === '"') cell += clean[++at];
      else isQuoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (character === separator) endCell();
    else if (character === '\n') endRow();
    else cell += character;
  }
  endRow();
  return rows;
}

function separatorOf(text) {
  const [first] = text.replace(/"[^"]*"/g, '').split('\n', 1);
  const times = (separator) => first.split(separator).length;
  return [',', ';', '\t'].reduce((best, each) => (times(each) > times(best) ? each : best));
}

/**
 * One line of a table, with its end.
 * @param {(string | number | null)[]} cells null is an empty cell
 */
export function csvLine(cells) {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** A text that a spreadsheet would take for a formula is marked as text. */
function cellOf(value) {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
