'use strict';
// CSV as glossator and spreadsheets write it.

function csvRows(text) {
  text = text.replace(/^\uFEFF/, '');
  // Excel writes semicolons where the comma is the decimal mark.
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const often = (c) => head.split(c).length;
  const mark = [',', ';', '\t'].reduce((best, c) => (often(c) > often(best) ? c : best));
  const rows = [[]];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"?|([^${mark}\\r\\n]*))(${mark}|\\r\\n|\\n|\\r|$)`, 'gy');
  while (cell.lastIndex < text.length) {
    const [, quoted, bare, end] = cell.exec(text) ?? [null, null, null, null];
    if (end === null) throw new Error('a quotation mark is out of place');
    rows[rows.length - 1].push(quoted?.replaceAll('""', '"') ?? bare);
    if (end && end !== mark && cell.lastIndex < text.length) rows.push([]);
  }
  return rows;
}

// A cell; no spreadsheet takes it for a formula.
function csvCell(value) {
  const plain = String(value);
  const safe = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
