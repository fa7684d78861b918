// Comments on the lines that a pull request changes, from issues.sarif: one an issue, with its fix as a suggestion.
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The lines of the new file that a patch shows: only these take comments. */
function linesOf(patch) {
  const lines = new Set();
  let at = 0;
  for (const line of patch.split('\n')) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(line);
    if (hunk) at = Number(hunk[1]);
    else if (line[0] === '+' || line[0] === ' ') lines.add(at++);
  }
  return lines;
}

/** The lines with the replacement made; nothing where it is not within what the file has. Columns count characters. */
function suggested(lines, { deletedRegion: region, insertedContent: { text } }) {
  const first = region.startLine, last = region.endLine ?? first;
  if (lines[first - 1] === undefined || lines[last - 1] === undefined || !region.startColumn || !region.endColumn) return undefined;
  const before = [...lines[first - 1]].slice(0, region.startColumn - 1).join('');
  const after = [...lines[last - 1]].slice(region.endColumn - 1).join('');
  return { first, last, text: before + text + after };
}

/** Text that Markdown shows as it is. */
const plain = (text) => text.replace(/[\\`*_{}[\]<>#|~@!&]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/\s+/g, ' ');

/** The mark by which a later run knows its comment. */
const mark = (result) => `<!-- glossator ${result.partialFingerprints['glossator/v1']} -->`;

/** A comment on an issue, as the interface of GitHub takes it; nothing where its line takes none. */
function commentOn(result, shown, read) {
  const { artifactLocation: { uri }, region } = result.locations[0].physicalLocation;
  const path = decodeURIComponent(uri);
  const takes = shown.get(path);
  if (!takes) return undefined;
  const body = [`**${result.properties.severity}** \`${result.ruleId}\`: ${plain(result.message.text)}`];
  let [first, last] = [region.startLine, region.startLine];
  const replacement = result.fixes?.[0]?.artifactChanges[0].replacements[0];
  const fix = replacement && suggested(read(path), replacement);
  let whole = fix !== undefined;
  for (let line = fix?.first; whole && line <= fix.last; line++) whole = takes.has(line);
  if (whole) {
    [first, last] = [fix.first, fix.last];
    // A fence longer than any in the text.
    const fence = '`'.repeat(Math.max(3, ...(fix.text.match(/`+/g) ?? []).map((run) => run.length + 1)));
    body.push('', `${fence}suggestion`, fix.text, fence);
  }
  if (!takes.has(last)) return undefined;
  body.push('', mark(result));
  const place = first === last ? { line: last } : { start_line: first, start_side: 'RIGHT', line: last };
  return { path, side: 'RIGHT', ...place, body: body.join('\n') };
}

/** Writes one review with the comments that an earlier run has not written yet. */
async function comment({ github, context, core, reports, most, root = process.env.GITHUB_WORKSPACE ?? '.' }) {
  let log;
  try {
    log = JSON.parse(readFileSync(join(reports, 'issues.sarif'), 'utf8'));
  } catch {
    core.info('There is no issues.sarif to comment from.');
    return 0;
  }
  const pull = { ...context.repo, pull_number: context.payload.pull_request.number };
  const files = await github.paginate(github.rest.pulls.listFiles, { ...pull, per_page: 100 });
  const shown = new Map(files.filter((file) => file.patch).map((file) => [file.filename, linesOf(file.patch)]));
  const earlier = await github.paginate(github.rest.pulls.listReviewComments, { ...pull, per_page: 100 });
  const said = earlier.map(({ body }) => body).join('\n');
  const texts = new Map();
  const read = (path) => {
    if (!texts.has(path)) texts.set(path, readFileSync(join(root, path), 'utf8').split(/\r?\n/));
    return texts.get(path);
  };
  const levels = { error: 0, warning: 1 };
  const results = log.runs[0].results
    .filter((result) => result.baselineState === 'new' && result.level in levels && !said.includes(mark(result)))
    .sort((a, b) => levels[a.level] - levels[b.level]);
  const comments = results.map((result) => commentOn(result, shown, read)).filter(Boolean);
  if (comments.length) {
    const left = comments.length - most;
    const body = left > 0 ? `The worst ${most} of ${comments.length} issues; the others are in the reports of the run.` : '';
    await github.rest.pulls.createReview({ ...pull, commit_id: context.payload.pull_request.head.sha, event: 'COMMENT', body, comments: comments.slice(0, most) });
  }
  core.info(`${comments.length} issues on lines of the pull request.`);
  return comments.length;
}

module.exports = { comment, linesOf, suggested };
