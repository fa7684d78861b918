// The comments on a pull request, from a run's SARIF and with a stub in the place of GitHub.
//
// usage: GLOSSATOR=path/to/glossator node --test

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const { comment, linesOf, suggested } = require('../../docs/ci/comment.cjs');
const GLOSSATOR = resolve(process.env.GLOSSATOR ?? '../../target/release/glossator');
const work = mkdtempSync(join(tmpdir(), 'glossator-comment-'));
after(() => rmSync(work, { recursive: true, force: true }));

/** A page that says a machine translated it. */
const head = (title) => `---\ntitle: ${title}\nms.translationtype: MT\n---\n\n`;

/** GitHub as far as comments need it; what was written is in `reviews`. */
function stub(files, earlier = []) {
  const reviews = [];
  const pulls = {
    listFiles: 'files', listReviewComments: 'comments',
    createReview: async (review) => { reviews.push(review); },
  };
  const github = { rest: { pulls }, paginate: async (what) => (what === 'files' ? files : earlier) };
  const context = { repo: { owner: 'o', repo: 'r' }, payload: { pull_request: { number: 7, head: { sha: 'abc' } } } };
  return { reviews, call: { github, context, core: { info() {} } } };
}

test('a patch tells which lines take comments', () => {
  assert.deepEqual([...linesOf('@@ -1,2 +4,3 @@ head\n a\n-b\n+c\n+d\n@@ -9 +20 @@\n+e\n\\ No newline at end of file')], [4, 5, 6, 20]);
});

test('columns of a fix count characters', () => {
  const region = { startLine: 1, startColumn: 3, endLine: 1, endColumn: 5 };
  assert.equal(suggested(['😀 zz é'], { deletedRegion: region, insertedContent: { text: 'x' } }).text, '😀 x é');
  assert.equal(suggested([], { deletedRegion: region, insertedContent: { text: 'x' } }), undefined);
});

test('an issue on a changed line is a comment with its fix, once', async () => {
  mkdirSync(join(work, 'docs', 'de-DE'), { recursive: true });
  mkdirSync(join(work, 'docs', 'en-US'), { recursive: true });
  writeFileSync(join(work, 'docs', 'en-US', 'a.md'), `${head('Page')}The file is missing in the folder.\n\nOpen the page.\n`);
  writeFileSync(join(work, 'docs', 'de-DE', 'a.md'), `${head('Seite')}Die Datei \`fehlt\` im Ordner .\n\nÖffnen Sie die Seite.\n`);
  execFileSync(GLOSSATOR, ['score', 'docs', '--format', 'sarif', '--out', 'out'], { cwd: work });
  const reports = join(work, 'out');
  const files = [{ filename: 'docs/de-DE/a.md', patch: '@@ -5,0 +6,2 @@\n+Die Datei `fehlt` im Ordner .\n+' }, { filename: 'docs/logo.png' }];
  const first = stub(files);
  assert.ok(await comment({ ...first.call, reports, root: work, most: 30 }) >= 1);
  const [review] = first.reviews;
  assert.deepEqual([review.event, review.commit_id, review.pull_number], ['COMMENT', 'abc', 7]);
  const said = review.comments.filter(({ body }) => body.includes('`spacing`'));
  assert.equal(said.length, 1, JSON.stringify(review.comments));
  assert.deepEqual([said[0].path, said[0].line, said[0].side], ['docs/de-DE/a.md', 6, 'RIGHT']);
  assert.match(said[0].body, /```suggestion\nDie Datei `fehlt` im Ordner\.\n```/);
  // What was said before is not said again.
  const again = stub(files, review.comments);
  assert.equal(await comment({ ...again.call, reports, root: work, most: 30 }), 0);
  assert.deepEqual(again.reviews, []);
  const none = stub(files);
  assert.equal(await comment({ ...none.call, reports: join(work, 'nowhere'), root: work, most: 30 }), 0);
});
