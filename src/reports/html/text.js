'use strict';
// Texts of pages as elements: what is in question, what a reference has otherwise, what can't be seen. They go into text
// nodes only.

const make = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

// A column of a row: its head, and a text with the range in question and the ranges that differ.
function column(parent, title, lang, dir, words, [start, end], ranges, className) {
  const cell = make('div');
  cell.append(make('h3', '', title));
  if (dir === 'rtl') cell.dir = dir;
  const p = make('p');
  p.lang = lang;
  p.dir = dir;
  const cuts = new Set([0, words.length]);
  if (start >= 0) { cuts.add(start); cuts.add(end); }
  for (const [a, b] of ranges) { cuts.add(a); cuts.add(b); }
  const points = [...cuts].sort((x, y) => x - y);
  for (let k = 0; k < points.length; k++) {
    if (start >= 0 && start === end && points[k] === start) p.append(make('mark', 'empty'));
    if (k + 1 === points.length) break;
    const [from, to] = [points[k], points[k + 1]];
    let parent = p;
    const marked = start <= from && to <= end && start >= 0;
    if (marked) parent = parent.appendChild(make('mark'));
    if (ranges.some(([a, b]) => a <= from && to <= b)) parent = parent.appendChild(make('span', className));
    directed(parent, words.slice(from, to), marked, dir);
  }
  cell.append(p);
  parent.append(cell);
}

// Marks that turn the text are always shown by name, other invisible ones where they are what is wrong.
const TURNING = /[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f]/;
const UNSEEN = /[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u00a0\u00ad\u200b-\u200f\u2028\u2029\u202f\u2060\ufeff]/;
// In a line that runs from the right, targets of links and code would fall apart.
const UPRIGHT = /(?<=\])\([^()\s]*\)|https?:\/\/[^\s()[\]]+|`[^`]+`/g;
function directed(parent, words, marked, dir) {
  let rest = 0;
  if (dir === 'rtl') {
    for (const { 0: part, index } of words.matchAll(UPRIGHT)) {
      signed(parent, words.slice(rest, index), marked);
      const isolate = parent.appendChild(make('bdi'));
      isolate.dir = 'ltr';
      signed(isolate, part, marked);
      rest = index + part.length;
    }
  }
  signed(parent, words.slice(rest), marked);
}
function signed(parent, words, marked) {
  const pattern = marked ? UNSEEN : TURNING;
  let rest = 0;
  for (let k = 0; k < words.length; k++) {
    if (!pattern.test(words[k])) continue;
    if (k > rest) parent.append(words.slice(rest, k));
    const code = words.charCodeAt(k).toString(16).toUpperCase().padStart(4, '0');
    parent.append(make('span', 'sign', `U+${code}`));
    rest = k + 1;
  }
  if (rest < words.length) parent.append(words.slice(rest));
}

// Words of one text that the other lacks: a longest common subsequence of words, or of characters where no spaces part words.
const WORD = /[\p{Script=Katakana}ー]+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}]\p{M}*|[\p{L}\p{M}\p{N}_]+|[^\s]/gu;
const MOST = 400000;
function differences(a, b) {
  const cut = (text) => [...text.matchAll(WORD)].map((m) => [m[0], m.index]);
  const x = cut(a), y = cut(b);
  let from = 0, endX = x.length, endY = y.length;
  while (from < endX && from < endY && x[from][0] === y[from][0]) from++;
  while (endX > from && endY > from && x[endX - 1][0] === y[endY - 1][0]) { endX--; endY--; }
  const n = endX - from, m = endY - from;
  if (n * m > MOST) return [[], []];
  const width = m + 1;
  const longest = new Uint16Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      longest[i * width + j] = x[from + i][0] === y[from + j][0]
        ? longest[(i + 1) * width + j + 1] + 1
        : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const onlyX = [], onlyY = [];
  const add = (ranges, [word, at], text) => {
    const last = ranges[ranges.length - 1];
    // Neighbours become one stretch.
    if (last && text.slice(last[1], at).trim() === '') last[1] = at + word.length;
    else ranges.push([at, at + word.length]);
  };
  let i = 0, j = 0;
  while (i < n || j < m) {
    if (i < n && j < m && x[from + i][0] === y[from + j][0]) { i++; j++; }
    else if (j >= m || (i < n && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) add(onlyX, x[from + i++], a);
    else add(onlyY, y[from + j++], b);
  }
  return [onlyX, onlyY];
}
