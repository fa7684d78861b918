// The SARIF report against the schema of SARIF 2.1.0, and the other machine-readable reports against their parsers.
//
// usage: GLOSSATOR=path/to/glossator node --test

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { awkward } from './fixtures.mjs';

const require = createRequire(import.meta.url);
const Ajv = require('ajv');
const GLOSSATOR = resolve(process.env.GLOSSATOR ?? '../../target/release/glossator');
const work = mkdtempSync(join(tmpdir(), 'glossator-sarif-'));
const read = (name) => readFileSync(join(work, 'out', name), 'utf8');

before(() => {
  awkward(join(work, 'docs'));
  execFileSync(GLOSSATOR, ['score', 'docs', '--format', 'sarif,jsonl,junit,github,markdown', '--out', 'out'], { cwd: work });
});
after(() => rmSync(work, { recursive: true, force: true }));

test('SARIF is valid by the schema', () => {
  const ajv = new Ajv({ schemaId: 'auto', allErrors: true, unknownFormats: 'ignore', logger: false });
  ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
  const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const log = JSON.parse(read('issues.sarif'));
  const valid = ajv.validate(schema, log);
  assert.ok(valid, JSON.stringify(ajv.errors?.slice(0, 5)));
  const [run] = log.runs;
  assert.ok(run.results.length > 5);
  for (const result of run.results) {
    assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
    const { uri } = result.locations[0].physicalLocation.artifactLocation;
    assert.match(uri, /^docs\/[\w%./~-]+$/);
  }
});

test('every line of the JSON Lines report is an object', () => {
  const lines = read('issues.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.ok(lines.length > 5);
  for (const line of lines) assert.match(line.fingerprint, /^f[0-9a-f]{16}$/);
});

test('annotations are one command a line', () => {
  for (const line of read('annotations.txt').trimEnd().split('\n')) {
    assert.match(line, /^::(error|warning|notice) file=docs\/[^,]+,line=\d+,title=[^:,]+::.+$/);
  }
});
