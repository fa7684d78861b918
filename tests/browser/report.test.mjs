// The HTML report in a real browser: filters, verdicts, export, hostile text, and 50,000 issues.
//
// usage: GLOSSATOR=path/to/glossator node --test; CHROMIUM names the browser, SHOTS a folder for screenshots.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { HOSTILE, awkward, many } from './fixtures.mjs';

const GLOSSATOR = resolve(process.env.GLOSSATOR ?? '../../target/release/glossator');
const SHOTS = process.env.SHOTS;
const ISSUES = Number(process.env.ISSUES ?? 50000);
// On a quiet machine each stays under 300 ms; a busy one may take a few times as long.
const PATIENCE_MS = 1500;

const work = mkdtempSync(join(tmpdir(), 'glossator-browser-'));
let browser;

const score = (...args) => execFileSync(GLOSSATOR, ['score', ...args], { cwd: work, stdio: ['ignore', 'pipe', 'inherit'] });
const address = (...parts) => pathToFileURL(join(work, ...parts)).href;

before(async () => {
  awkward(join(work, 'awkward'));
  score('awkward', '--human-as-references', '--format', 'html,csv', '--out', 'out');
  browser = await chromium.launchPersistentContext(join(work, 'profile'), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    acceptDownloads: true,
    viewport: { width: 1366, height: 800 },
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  // A busy machine takes its time.
  browser.setDefaultTimeout(120000);
});

after(async () => {
  await browser?.close();
  rmSync(work, { recursive: true, force: true });
});

/** Opens a page of the report; anything that the policy stops or a script throws fails the test. */
async function open(url) {
  const page = await browser.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('request', (request) => {
    if (!request.url().startsWith('file:') && !request.url().startsWith('blob:')) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  await ready(page);
  return { page, complaints };
}

const ready = (page) => page.waitForFunction(() => document.documentElement.dataset.readyMs);
const found = (page) => page.evaluate(() => Number(document.documentElement.dataset.found));
const settled = (page, expected) =>
  page.waitForFunction((n) => Number(document.documentElement.dataset.found) === n, expected, { timeout: 5000 });

async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

test('the overview leads to a locale, and a filter to fewer issues', async () => {
  const { page, complaints } = await open(address('out', 'index.html'));
  await page.getByRole('link', { name: /German/ }).first().click();
  await ready(page);
  assert.match(await page.title(), /German/);
  const all = await found(page);
  assert.ok(all >= HOSTILE.length + 2, `${all} issues`);
  await page.locator('#check').selectOption('repeated-word');
  await page.waitForFunction((n) => Number(document.documentElement.dataset.found) <= n, all);
  await page.locator('#page').fill('again.md');
  await settled(page, 1);
  await page.locator('#clear').click();
  await settled(page, all);
  await page.locator('#search').fill('fehlt');
  await page.waitForFunction(() => document.documentElement.dataset.rows === '1');
  assert.match(await page.locator('#list .times').first().textContent(), /× 2/);
  await page.locator('#search').fill('');
  await page.locator('#confidence').selectOption('high');
  await page.waitForFunction((n) => Number(document.documentElement.dataset.found) <= n, all);
  await page.locator('#search').fill('no such words');
  await settled(page, 0);
  assert.ok(await page.locator('#nothing').isVisible());
  assert.deepEqual(complaints, []);
  await page.close();
});

test('the overview sorts by its heads', async () => {
  const { page, complaints } = await open(address('out', 'index.html'));
  const table = page.locator('table').first();
  await table.getByRole('button', { name: 'Locale', exact: true }).click();
  assert.equal(await table.locator('th').first().getAttribute('aria-sort'), 'descending');
  assert.match(await table.locator('tbody tr').first().textContent(), /German/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('hostile text stays text', async () => {
  const { page, complaints } = await open(address('out', 'de-DE.html'));
  await page.setViewportSize({ width: 1366, height: 6000 });
  await page.locator('#page-table summary').click();
  await page.locator('#group').uncheck();
  const all = await found(page);
  await page.locator('#page').fill('hostile');
  await page.waitForFunction((n) => Number(document.documentElement.dataset.found) < n, all);
  const texts = await page.locator('#list .texts p').allTextContents();
  for (const said of HOSTILE) {
    const plain = said.replace(/[\u202a-\u202e\u2066-\u2069]/g, (c) => `U+${c.charCodeAt(0).toString(16).toUpperCase()}`);
    assert.ok(texts.includes(plain), `${plain} in ${JSON.stringify(texts)}`);
  }
  assert.equal(await page.locator('main script:not(.block):not(#data), main img').count(), 0);
  assert.match(await page.title(), /German/);
  assert.equal(await page.locator('main b:not(.fact b)').count(), 0);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('verdicts by keys and buttons outlive a reload and are exported for the baseline', async () => {
  const { page, complaints } = await open(address('out', 'de-DE.html'));
  const keys = async (...names) => { for (const name of names) { await page.keyboard.press(name); await page.waitForTimeout(60); } };
  await keys('j', 'e', 'f');
  await page.locator('#list .row.current .decide input').fill('=look, "here"');
  await page.keyboard.press('Enter');
  await keys('n');
  assert.match(await page.locator('#decided').textContent(), /^3 of/);
  await page.reload();
  await ready(page);
  assert.match(await page.locator('#decided').textContent(), /^3 of/);
  assert.equal(await page.locator('#list [aria-pressed="true"]').count(), 3);
  await page.locator('#verdict').selectOption('false-positive');
  await settled(page, 1);
  await page.locator('#clear').click();
  // Keys in the field for the name are letters of it.
  await page.locator('#reviewer').fill('');
  await page.locator('#reviewer').pressSequentially('Jane');
  assert.match(await page.locator('#decided').textContent(), /^3 of/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#export').click()]);
  assert.equal(download.suggestedFilename(), 'de-DE.verdicts.csv');
  await download.saveAs(join(work, 'verdicts.csv'));
  const csv = readFileSync(join(work, 'verdicts.csv'), 'utf8');
  assert.match(csv, /"'=look, ""here"""/);
  assert.deepEqual(complaints, []);
  await page.close();

  const run = (...args) => execFileSync(GLOSSATOR, args, { cwd: work, encoding: 'utf8' });
  run('baseline', 'accept', 'verdicts.csv', '--out', 'baseline.csv');
  const baseline = readFileSync(join(work, 'baseline.csv'), 'utf8');
  for (const said of ['accepted', 'rejected', 'false-positive']) assert.match(baseline, new RegExp(`,${said},de-DE,`));
  score('awkward', '--human-as-references', '--baseline', 'baseline.csv', '--out', 'later', '--format', 'csv,html');
  const later = readFileSync(join(work, 'later', 'de-DE.issues.csv'), 'utf8');
  const before = readFileSync(join(work, 'out', 'de-DE.issues.csv'), 'utf8');
  const known = later.match(/,known,/g)?.length ?? 0;
  assert.ok(known >= 2 && later.length < before.length, later);
  const again = await open(address('later', 'de-DE.html'));
  assert.equal(await again.page.locator('#reviewer').inputValue(), 'Jane');
  await again.page.locator('#status').selectOption('known');
  await again.page.waitForFunction(() => document.querySelector('#list .row .meta')?.textContent.includes('known: '));
  assert.match(await again.page.locator('#list').textContent(), /known: (error|not worth fixing) \(Jane\)/);
  await again.page.close();
});

test('verdicts come back from CSV as browsers and spreadsheets write it', async () => {
  const issues = readFileSync(join(work, 'out', 'de-DE.issues.csv'), 'utf8').split('\r\n').join('\n').split('\n');
  const fingerprints = [...new Set(issues.filter((line) => /repeated-word/.test(line)).map((line) => line.match(/,(f[0-9a-f]{16}),/)?.[1]).filter(Boolean))];
  assert.ok(fingerprints.length >= 4, issues.join('\n'));
  const [one, two, three, four] = fingerprints;
  // Excel: a byte order mark, semicolons, CRLF, quoted cells with breaks in them; and what people write into the column.
  writeFileSync(join(work, 'excel.csv'), '\ufefflocale;comment;fingerprint;verdict\r\n'
    + `de-DE;"say; ""what""\r\nelse";${one};Accepted\r\n;'=1+1;${two};false positive\r\nfr-FR;;${three};r\r\n`
    + `de-DE;;${three};\r\nde-DE;;${four};perhaps\r\nde-DE;;1,5E+10;accepted\r\n`);
  writeFileSync(join(work, 'wrong.csv'), 'a,b\n1,2\n');
  const { page, complaints } = await open(address('out', 'de-DE.html'));
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await ready(page);
  const take = async (name) => {
    await page.evaluate(() => { document.getElementById('note').textContent = ''; });
    await page.locator('#import-file').setInputFiles(join(work, name));
    await page.waitForFunction(() => document.getElementById('note').textContent);
    return page.locator('#note').textContent();
  };
  assert.equal(await take('excel.csv'), '2 verdicts read. 1 of other locales passed over. No verdict or no fingerprint in row 6, 7.');
  // The first is a finding by itself, the other is of one that has more issues.
  assert.match(await page.locator('#decided').textContent(), /^1 of/);
  assert.equal(await page.locator('#list [aria-pressed="mixed"]').count(), 1);
  await page.setViewportSize({ width: 1366, height: 6000 });
  await page.locator('#group').uncheck();
  await page.waitForFunction(() => document.querySelectorAll('#list [aria-pressed="true"]').length === 3);
  await page.locator('#verdict').selectOption('accepted');
  await page.waitForFunction(() => document.documentElement.dataset.found < 9);
  assert.equal(await page.locator('#list .decide input').first().inputValue(), 'say; "what"else');
  assert.match(await take('wrong.csv'), /wrong\.csv could not be read: it needs the columns/);
  await page.locator('#clear').click();
  await page.locator('#verdict').selectOption('none');
  await page.waitForFunction(() => document.documentElement.dataset.found > 8);
  await page.locator('#clear').click();
  // What is exported is read again, in another browser as here.
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#export').click()]);
  await download.saveAs(join(work, 'round.csv'));
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await ready(page);
  assert.match(await page.locator('#decided').textContent(), /^0 of/);
  assert.equal(await take('round.csv'), '2 verdicts read.');
  assert.match(await page.locator('#decided').textContent(), /^1 of/);
  assert.deepEqual(complaints, []);
  await page.evaluate(() => localStorage.clear());
  await page.close();
});

test('one verdict decides a finding, a range, or all that fit, and is taken back', async () => {
  const { page, complaints } = await open(address('out', 'de-DE.html'));
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await ready(page);
  const pressed = (state = 'true') => page.locator(`#list [aria-pressed="${state}"]`).count();
  const decided = async (text) => page.waitForFunction((t) => document.getElementById('decided').textContent.startsWith(t), text);
  await page.locator('#page').fill('hostile');
  await page.locator('#check').selectOption('repeated-word');
  await settled(page, 5);
  assert.equal(await page.locator('#count').textContent(), '5 issues in 1 finding');
  // The finding is opened, and one of its issues is decided otherwise than the others.
  await page.locator('#list .row').first().click({ position: { x: 400, y: 12 } });
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await page.waitForFunction(() => document.querySelectorAll('#list .row.member').length === 5);
  await page.locator('#list .row.member').nth(1).getByRole('button', { name: 'False alarm' }).click();
  await page.waitForFunction(() => document.querySelectorAll('#list [aria-pressed="mixed"]').length === 1);
  await page.locator('#list .row:not(.member)').first().getByRole('button', { name: 'Error' }).click();
  await page.waitForFunction(() => document.querySelectorAll('#list [aria-pressed="true"]').length === 6);
  await decided('1 of');
  assert.equal(await pressed('mixed'), 0);
  // Taken back, first the last one.
  await page.keyboard.press('u');
  await page.waitForFunction(() => document.querySelectorAll('#list [aria-pressed="mixed"]').length === 1);
  await page.locator('#undo').click();
  assert.match(await page.locator('#decisions-list').textContent(), /False alarm: repeated-word “Seite Seite”/);
  await page.locator('#decisions-list button').click();
  assert.match(await page.locator('#decisions-list').textContent(), /Nothing was decided/);
  await page.locator('#decisions button').last().click();
  assert.equal(await pressed(), 0);
  // All of one check: the filter, one key for all of them, one for the verdict.
  await page.locator('#clear').click();
  await page.locator('#check').selectOption('repeated-word');
  await settled(page, 8);
  await page.keyboard.press('*');
  assert.equal(await page.locator('#range-count').textContent(), '8 issues selected');
  await page.keyboard.press('f');
  await decided('3 of');
  assert.ok(await page.locator('#range').isHidden());
  await page.keyboard.press('u');
  await decided('0 of');
  // A range by keys, and by the mouse.
  await page.keyboard.press('j');
  await page.keyboard.press('J');
  assert.equal(await page.locator('#list .row.ranged').count(), 2);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#list .row.ranged').count(), 0);
  await page.locator('#list .row').nth(2).locator('.message').click({ modifiers: ['Shift'] });
  await page.locator('#range').getByRole('button', { name: 'Not worth fixing' }).click();
  await page.waitForFunction(() => document.querySelectorAll('#list [aria-pressed="true"]').length >= 2);
  await page.reload();
  await ready(page);
  await decided('2 of');
  assert.deepEqual(complaints, []);
  await page.evaluate(() => localStorage.clear());
  await page.close();
});

test('a row says why, what stands around it, where its file is, and what was decided before', async () => {
  score('awkward', '--human-as-references', '--baseline', 'baseline.csv', '--format', 'html', '--out', 'linked',
    '--source-url', 'https://example.com/{locale}/blob/{path}#L{line}');
  const { page, complaints } = await open(address('linked', 'de-DE.html'));
  await page.evaluate(() => localStorage.clear());
  await page.locator('#page').fill('hostile');
  await page.locator('#check').selectOption('invisible-character');
  await settled(page, 1);
  const row = page.locator('#list .row').first();
  await row.getByRole('button', { name: 'Why?' }).click();
  assert.match(await row.locator('.why').textContent(), /A law.*glossator checks explain invisible-character/s);
  await row.getByRole('button', { name: 'Why?' }).click();
  assert.equal(await row.locator('.why').count(), 0);
  await row.locator('.more, .whole').click();
  assert.match(await row.locator('.around').textContent(), /Before: Seite Seite <\/script>.*After: =HYPERLINK/s);
  assert.equal(await row.getByRole('link', { name: 'Open the file' }).getAttribute('href'),
    'https://example.com/de-DE/blob/awkward/de-DE/hostile.md#L13');
  await page.locator('#clear').click();
  await page.locator('#status').selectOption('known');
  await page.waitForFunction(() => document.querySelectorAll('#list .row').length >= 1);
  assert.match(await page.locator('#list').textContent(), /known: (error|not worth fixing)/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('the change since an earlier run stands beside locales and pages', async () => {
  cpSync(join(work, 'awkward'), join(work, 'worse'), { recursive: true });
  const path = join(work, 'worse', 'de-DE', 'human.md');
  writeFileSync(path, readFileSync(path, 'utf8').replace('Öffnen Sie die Seite.', 'Ã–ffnen Sie die Seite.'));
  score('worse', '--human-as-references', '--format', 'html,csv', '--previous', 'out', '--out', 'changed');
  const index = await open(address('changed', 'index.html'));
  const german = index.page.locator('table').first().locator('tr', { hasText: 'German' });
  assert.match(await german.locator('.worse').textContent(), /^−\d/);
  await index.page.close();
  const { page, complaints } = await open(address('changed', 'de-DE.html'));
  assert.match(await page.locator('.facts').textContent(), /\(−\d+\.\d\)quality score \(change\)1 \/ 0new/);
  await page.locator('#page-table summary').click();
  assert.match(await page.locator('#pages tr', { hasText: 'human.md' }).locator('.worse').textContent(), /^−\d/);
  assert.equal(await page.locator('#pages tr', { hasText: 'again.md' }).locator('.worse, .better').count(), 0);
  await page.locator('#status').selectOption('since');
  await settled(page, 1);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('of a long text the words in question are in sight', async () => {
  const { page, complaints } = await open(address('out', 'de-DE.html'));
  await page.locator('#page').fill('long.md');
  await page.waitForFunction(() => document.documentElement.dataset.found < 5);
  const row = page.locator('#list .row', { hasText: 'repeated-word' });
  const seen = () => row.evaluate((element) => {
    const mark = element.querySelector('p[lang="de-DE"] mark').getBoundingClientRect();
    const text = element.querySelector('p[lang="de-DE"]').getBoundingClientRect();
    return [mark.top >= text.top && mark.bottom <= text.bottom, Math.round(text.height)];
  });
  const [cropped, low] = await seen();
  assert.ok(cropped && low < 250, `${low} px`);
  await row.getByRole('button', { name: 'Whole texts' }).click();
  const [whole, high] = await seen();
  assert.ok(whole && high > 400, `${high} px`);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('right-to-left text is laid out from the right, in both themes', async () => {
  const { page, complaints } = await open(address('out', 'ar-SA.html'));
  const target = page.locator('#list p[lang="ar-SA"]').first();
  assert.equal(await target.evaluate((p) => getComputedStyle(p).direction), 'rtl');
  assert.equal(await target.getAttribute('lang'), 'ar-SA');
  // Links stay in one piece: the address is isolated and runs from the left.
  assert.equal(await page.locator('#list p[lang="ar-SA"] bdi[dir="ltr"]').first().textContent(), '(https://example.com/a-b?c=1)');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await shot(page, 'rtl-light');
  await page.locator('#theme').click();
  assert.notEqual(await ground(), light);
  await page.locator('#theme').click();
  assert.equal(await ground(), light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => { localStorage.removeItem('glossator:theme'); });
  await page.reload();
  await ready(page);
  assert.notEqual(await ground(), light);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('every control has a name and text stands out from its ground', async () => {
  for (const [scheme, name] of [['light', 'de-DE.html'], ['dark', 'de-DE.html'], ['light', 'index.html'], ['dark', 'index.html']]) {
    const { page } = await open(address('out', name));
    await page.emulateMedia({ colorScheme: scheme });
    const weak = await page.evaluate(() => {
      const rgb = (text) => text.match(/[\d.]+/g).map(Number);
      const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255)
        .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = (element) => {
        for (let e = element; e; e = e.parentElement) {
          const c = getComputedStyle(e).backgroundColor;
          if (c.startsWith('rgb') && rgb(c).length === 3) return rgb(c);
        }
        return [255, 255, 255];
      };
      const weak = [];
      for (const e of document.body.querySelectorAll('*')) {
        if (!e.checkVisibility() || e.closest('svg, script') || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
        const [a, b] = [luminance(rgb(getComputedStyle(e).color)), luminance(ground(e))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) weak.push(`${e.tagName}.${e.className} ${contrast.toFixed(2)} ${e.textContent.slice(0, 30)}`);
      }
      for (const e of document.querySelectorAll('button, select, input')) {
        if (!e.textContent.trim() && !e.labels?.length && !e.getAttribute('aria-label')) weak.push(`no name: ${e.outerHTML.slice(0, 80)}`);
      }
      return weak;
    });
    assert.deepEqual(weak, [], `${scheme} ${name}`);
    await page.close();
  }
});

test(`${ISSUES} issues open and filter quickly`, async (t) => {
  many(join(work, 'many'), ISSUES);
  score('many', '--format', 'html', '--out', 'big');
  for (const name of readdirSync(join(work, 'big'))) {
    t.diagnostic(`${name}: ${(statSync(join(work, 'big', name)).size / 1e6).toFixed(2)} MB`);
  }
  const index = await open(address('big', 'index.html'));
  const measured = { index: await index.page.evaluate(() => Number(document.documentElement.dataset.readyMs)) };
  await index.page.close();

  const { page, complaints } = await open(address('big', 'de-DE.html'));
  measured.list = await page.evaluate(() => Number(document.documentElement.dataset.readyMs));
  assert.ok(await found(page) >= ISSUES);
  await page.waitForFunction(() => document.documentElement.dataset.loaded);
  const filter = async (what, selector, value) => {
    await page.evaluate(() => { delete document.documentElement.dataset.filterMs; });
    if (selector === '#search' || selector === '#page') await page.locator(selector).fill(value);
    else await page.locator(selector).selectOption(value);
    await page.waitForFunction(() => document.documentElement.dataset.filterMs);
    measured[what] = await page.evaluate(() => Number(document.documentElement.dataset.filterMs));
  };
  await filter('by severity', '#severity', 'minor');
  await filter('by check', '#check', 'repeated-word');
  await filter('by page', '#page', 'area7');
  await page.locator('#clear').click();
  await filter('first search', '#search', 'nummer4999');
  await filter('second search', '#search', 'nummer12');
  await page.locator('#clear').click();
  await settled(page, await found(page));
  // One verdict for all of them, and back.
  const decide = async (what, ...keys) => {
    await page.evaluate(() => { delete document.documentElement.dataset.decideMs; });
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForFunction(() => document.documentElement.dataset.decideMs);
    measured[what] = await page.evaluate(() => Number(document.documentElement.dataset.decideMs));
  };
  await decide('verdict on all', '*', 'f');
  assert.match(await page.locator('#decided').textContent(), /^([\d,]+) of \1$/);
  await page.evaluate(() => localStorage.clear());
  await page.keyboard.press('u');
  await page.locator('#group').uncheck();
  await page.waitForFunction((n) => Number(document.documentElement.dataset.rows) >= n, ISSUES);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForTimeout(300);
  const rows = await page.locator('#list .row').count();
  assert.ok(rows > 0 && rows < 60, `${rows} rows in the document`);
  // On paper: the first 500 rows, in light colours, and a line that says so.
  const pdf = await page.pdf({ format: 'A4' });
  assert.match(await page.locator('#printed').textContent(), /; the first 500 are printed$/);
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  t.diagnostic(`printed: ${pages} pages, ${(pdf.length / 1e6).toFixed(2)} MB`);
  assert.ok(pages > 30 && pages < 200, `${pages} pages`);
  assert.ok(await page.locator('#list .row').count() < 60);
  for (const [what, ms] of Object.entries(measured)) {
    t.diagnostic(`${what}: ${ms} ms`);
    assert.ok(ms < PATIENCE_MS, `${what} took ${ms} ms`);
  }
  assert.deepEqual(complaints, []);
  await page.close();
});
