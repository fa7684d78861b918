'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId('data').textContent);
  const SEVERITIES = ['neutral', 'minor', 'major', 'critical'];
  const CONFIDENCES = ['low', 'medium', 'high'];
  // By their keys; those of earlier releases still work.
  const VERDICTS = { e: 'accepted', n: 'rejected', f: 'false-positive' };
  const EARLIER_KEYS = { a: 'e', r: 'n' };
  const SAID = ['', ...Object.values(VERDICTS)];
  const VERDICT_NAMES = { accepted: 'Error', rejected: 'Not worth fixing', 'false-positive': 'False alarm' };
  const VERDICT_MEANS = {
    accepted: 'The translation is wrong here and is to be mended; gates pass the issue over from now on.',
    rejected: 'The check is right, and nobody will mend it; gates pass the issue over from now on.',
    'false-positive': 'The translation is right and the check is wrong: later runs drop the issue.',
  };
  const thousands = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

  // ---- What filters need: a typed array a property. Numbers that are mostly the same come as [gap, value, …] of the others.
  const issues = data.check.length;
  const spread = (others, usual) => {
    const all = new Int32Array(issues).fill(usual);
    for (let k = 0, at = -1; k < others.length; k += 2) all[at += others[k]] = others[k + 1];
    return all;
  };
  const check = new Uint16Array(issues), severity = new Uint8Array(issues), confidence = new Uint8Array(issues), status = new Uint8Array(issues);
  // Issues of too low a confidence to count.
  const suspected = new Uint8Array(issues);
  const page = new Int32Array(issues);
  for (let i = 0; i < issues; i++) {
    check[i] = data.check.charCodeAt(i) - 256;
    const all = data.flags.charCodeAt(i) - 65, flags = all % 24;
    suspected[i] = all / 24;
    severity[i] = flags / 6;
    confidence[i] = (flags % 6) / 2;
    status[i] = flags % 2;
  }
  data.pageIssues.reduce((from, n, p) => { page.fill(p, from, from + n); return from + n; }, 0);
  const occurrences = spread(data.occurrences, 1), since = data.since && spread(data.since, 0);
  // Those that count up come as what is to be counted back.
  const segment = spread(data.segment, 0), finding = spread(data.finding, 0), decision = spread(data.decision, 0);
  let findings = 0;
  for (let i = 0, texts = 0; i < issues; i++) {
    segment[i] = segment[i] === 0 ? texts++ : texts - segment[i];
    finding[i] = finding[i] === 0 ? findings++ : findings - finding[i];
    decision[i] = i - decision[i];
  }
  // How many issues a finding is.
  const sizes = new Int32Array(findings);
  let sureFindings = 0;
  for (let i = 0; i < issues; i++) if (sizes[finding[i]]++ === 0 && !suspected[i]) sureFindings++;
  // Triage: findings by their worst and surest issue, then by how many they are, then as on the pages; suspicions
  // behind them all. The issues of a finding stand together.
  const order = [];
  {
    const level = (i) => ((1 - suspected[i]) * SEVERITIES.length + severity[i]) * CONFIDENCES.length + confidence[i];
    const worst = new Int16Array(findings).fill(-1);
    for (let i = 0; i < issues; i++) worst[finding[i]] = Math.max(worst[finding[i]], level(i));
    const ranked = Array.from({ length: findings }, (_, k) => k).sort((x, y) => worst[y] - worst[x] || sizes[y] - sizes[x] || x - y);
    const from = new Int32Array(findings);
    ranked.reduce((at, k) => { from[k] = at; return at + sizes[k]; }, 0);
    order.length = issues;
    const next = from.slice();
    for (let i = 0; i < issues; i++) order[next[finding[i]]++] = i;
    // The worst one speaks for them.
    for (let k = 0; k < findings; k++) {
      const last = from[k] + sizes[k];
      let at = from[k];
      while (at < last && level(order[at]) !== worst[k]) at++;
      const leader = order[at];
      order.copyWithin(from[k] + 1, from[k], at);
      order[from[k]] = leader;
    }
  }
  const root = document.documentElement;

  // ---- Texts: blocks of compressed JSON behind this script, read when a row or a search needs them. Those of the
  // first rows stand in the data, so that the list shows before the browser has seen the blocks.
  const early = new Map(data.early.map(([i, ...rest]) => [i, rest]));
  const blocks = new Array(issues ? data.issueBlocks.length : 0).fill(null);
  const parsed = new Promise((done) => {
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', done); else done();
  });
  let packed = null;
  const blockOf = (starts, at) => {
    let low = 0, high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= at) low = middle; else high = middle - 1;
    }
    return low;
  };
  const issueBlock = (i) => blockOf(data.issueBlocks, i);
  const segmentBlock = (i) => blockOf(data.segmentBlocks, segment[i]);
  const loading = new Map();
  const load = (b) => {
    if (blocks[b]) return blocks[b];
    if (!loading.has(b)) loading.set(b, unpack(b));
    return loading.get(b);
  };
  async function unpacked(element) {
    const text = atob(element.textContent);
    element.textContent = '';
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json();
  }
  async function unpack(b) {
    await named;
    packed ??= [...document.querySelectorAll('script.block')];
    blocks[b] = await unpacked(packed[b]);
    loading.delete(b);
    return blocks[b];
  }
  // All fingerprints in one text, sixteen digits each; those of the first rows are there before.
  let fingerprints = '';
  const named = parsed.then(() => unpacked(byId('fingerprints'))).then((text) => { fingerprints = text; });
  const fingerprint = (i) => fingerprints ? fingerprints.slice(16 * i, 16 * i + 16) : early.get(i)[2];
  const loadAll = () => Promise.all(blocks.map((_, b) => load(b)));
  const allLoaded = () => blocks.every((block) => block !== null);
  const present = (i) => early.has(i) || (blocks[issueBlock(i)] && blocks[segmentBlock(i)]);
  const details = (i) => {
    const b = issueBlock(i), s = segmentBlock(i);
    const [issue, texts] = early.get(i)
      ?? [blocks[b].i[i - data.issueBlocks[b]], blocks[s].s[segment[i] - data.segmentBlocks[s]]];
    const [message, expected, [sourceStart, sourceEnd, targetStart, targetEnd], line, id, before, after] = issue;
    const [source, target, reference] = texts;
    return { message, expected, sourceStart, sourceEnd, targetStart, targetEnd, line, id, before, after, source, target, reference };
  };
  const haystacks = new Map();
  const haystack = (i) => {
    let texts = haystacks.get(segment[i]);
    if (texts === undefined) {
      const { source, target, reference } = details(i);
      texts = `${source}\n${target}\n${reference ?? ''}`.toLowerCase();
      haystacks.set(segment[i], texts);
    }
    return texts;
  };
  const says = (i, words) => {
    const b = issueBlock(i);
    const issue = blocks[b].i[i - data.issueBlocks[b]];
    return haystack(i).includes(words) || issue[0].toLowerCase().includes(words) || issue[4].toLowerCase() === words;
  };

  // ---- Verdicts: kept in this browser, by fingerprint, each with its comment and, of those that were imported, who decided.
  const key = `glossator:verdicts:${data.locale}`, timeKey = `glossator:seconds:${data.locale}`, nameKey = 'glossator:reviewer';
  let verdicts = new Map();
  try {
    verdicts = new Map(Object.entries(JSON.parse(localStorage.getItem(key) ?? '{}')));
  } catch { note('Verdicts of earlier visits could not be read.'); }
  // Time spent on decisions: pauses longer than this are breaks.
  const BREAK = 180000;
  let seconds = Number(localStorage.getItem(timeKey)) || 0, lastDecision = performance.now();
  let keeping = 0;
  // Many take a while to write: then not with each key.
  const MANY = 2000;
  function keep() {
    clearTimeout(keeping);
    if (verdicts.size > MANY) keeping = setTimeout(keepNow, 100); else keepNow();
  }
  function keepNow() {
    clearTimeout(keeping);
    keeping = 0;
    try {
      localStorage.setItem(key, JSON.stringify(Object.fromEntries(verdicts)));
      localStorage.setItem(timeKey, String(Math.round(seconds)));
    } catch { note('This browser keeps no verdicts: export them before you close the page.'); }
  }
  addEventListener('pagehide', () => { if (keeping) keepNow(); });
  const reviewer = byId('reviewer');
  try { reviewer.value = localStorage.getItem(nameKey) ?? ''; } catch { /* no storage: the name is asked again */ }
  reviewer.addEventListener('change', () => {
    try { localStorage.setItem(nameKey, reviewer.value.trim()); } catch { /* it holds for this page */ }
  });
  function note(text) { byId('note').textContent = text; }
  // What is said of an issue, at the first one with its fingerprint; known when all fingerprints are.
  const said = new Uint8Array(issues);
  function readSaid() {
    said.fill(0);
    if (!verdicts.size) return;
    for (let i = 0; i < issues; i++) {
      if (decision[i] === i) said[i] = Math.max(0, SAID.indexOf(verdicts.get(fingerprint(i))?.[0] ?? ''));
    }
  }
  const verdict = (i) => fingerprints ? SAID[said[decision[i]]] : present(i) ? verdicts.get(fingerprint(i))?.[0] ?? '' : '';
  // The verdict that all of these have; none where they differ.
  const common = (all) => all.every((i) => verdict(i) === verdict(all[0])) ? verdict(all[0]) : null;
  const history = [];
  // Gives issues a verdict, or takes it back where all of them have it; whether it was given.
  async function decide(all, now, what) {
    if (!all.length) return false;
    await named;
    const begun = performance.now();
    if (common(all) === now) now = '';
    const undone = [], seen = new Set();
    for (const i of all) {
      const d = decision[i];
      if (seen.has(d)) continue;
      seen.add(d);
      const before = put(d, now);
      if (before !== now) undone.push([d, before]);
    }
    if (undone.length) history.push({ when: new Date(), now, what, undone });
    const time = performance.now();
    if (time - lastDecision < BREAK) seconds += (time - lastDecision) / 1000;
    lastDecision = time;
    settle();
    root.dataset.decideMs = (performance.now() - begun).toFixed(1);
    return now !== '';
  }
  // Notes the verdict of the issue; what was said before.
  function put(d, now) {
    const name = fingerprint(d);
    const [before, comment] = verdicts.get(name) ?? ['', ''];
    if (now || comment) verdicts.set(name, [now, comment]); else verdicts.delete(name);
    said[d] = SAID.indexOf(now);
    return before;
  }
  function settle() {
    keep();
    for (const [at, element] of shown) paintVerdict(element, at);
    progress();
  }
  // Takes back a decision: what was decided otherwise since stays.
  function undo(step) {
    history.splice(history.indexOf(step), 1);
    for (const [d, before] of step.undone) if (SAID[said[d]] === step.now) put(d, before);
    note(`Taken back: ${step.what}.`);
    settle();
  }
  function listDecisions() {
    const body = byId('decisions-list');
    body.replaceChildren();
    for (const step of history.toReversed()) {
      const item = make('li');
      const button = make('button', '', 'Undo');
      button.type = 'button';
      button.addEventListener('click', () => { undo(step); listDecisions(); });
      const time = step.when.toTimeString().slice(0, 5);
      item.append(button, ` ${time} ${VERDICT_NAMES[step.now] ?? 'No verdict'}: `);
      signed(item, step.what, false);
      body.append(item);
    }
    if (!history.length) body.append(make('li', '', 'Nothing was decided since the page was opened.'));
  }
  function say(i, comment) {
    const name = fingerprint(i);
    const said = verdicts.get(name)?.[0] ?? '';
    if (said || comment) verdicts.set(name, [said, comment]); else verdicts.delete(name);
    keep();
  }
  // A finding is decided when all of its issues are.
  function progress() {
    if (!fingerprints && verdicts.size) return;
    const open = new Uint8Array(findings);
    let left = 0;
    for (let i = 0; i < issues; i++) {
      if (said[decision[i]] === 0 && !suspected[i] && open[finding[i]] === 0) { open[finding[i]] = 1; left++; }
    }
    byId('decided').textContent = `${thousands(sureFindings - left)} of ${thousands(sureFindings)}`;
    const minutes = Math.round(seconds / 60);
    byId('decided-time').textContent = minutes ? `findings decided, ${counted(minutes, 'minute')}` : 'findings decided';
  }

  // ---- Filters.
  const controls = ['severity', 'confidence', 'category', 'check', 'status', 'verdict', 'page', 'search', 'group'].map(byId);
  const [bySeverity, byConfidence, byCategory, byCheck, byStatus, byVerdict, byPage, bySearch, grouped] = controls;
  let view = new Int32Array(0);
  // The issues that fit the filters, in order; how many of them are of each finding.
  let fitting = new Int32Array(0);
  let copies = new Int32Array(findings);
  // Rows that are one issue of a finding whose own row stands above them.
  let members = new Uint8Array(0);
  // Where in the view the suspicions begin; -1 where it has none.
  let firstSuspected = -1;
  const option = (select, value, text) => {
    const o = document.createElement('option');
    o.value = value;
    o.textContent = text;
    select.append(o);
  };
  {
    const perCheck = new Array(data.checks.length).fill(0), severities = [0, 0, 0, 0];
    for (let i = 0; i < issues; i++) {
      if (suspected[i]) continue;
      perCheck[check[i]]++;
      severities[severity[i]]++;
    }
    const counts = new Map(), categories = new Map();
    data.checks.forEach(([id, category], k) => {
      counts.set(id, perCheck[k]);
      categories.set(category, (categories.get(category) ?? 0) + perCheck[k]);
    });
    const listed = (select, entries) => {
      for (const [id, n] of entries) option(select, id, `${id} (${thousands(n)})`);
    };
    const most = (map) => [...map].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
    listed(byCheck, most(counts));
    listed(byCategory, most(categories));
    listed(bySeverity, [3, 2, 1, 0].filter((s) => severities[s]).map((s) => [SEVERITIES[s], severities[s]]));
  }
  function fromAddress() {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const control of controls) {
      if (control === grouped) continue;
      control.value = asked.get(control.id) ?? '';
      if (control.selectedIndex === -1) control.selectedIndex = 0;
    }
  }
  function toAddress() {
    const asked = new URLSearchParams();
    for (const control of controls) {
      if (control !== grouped && control.value) asked.set(control.id, control.value);
    }
    const text = asked.toString();
    try { history.replaceState(null, '', text ? `#${text}` : location.pathname); } catch { /* the list is right all the same */ }
  }
  let asked = 0;
  async function filter() {
    const turn = ++asked;
    const begun = performance.now();
    const words = bySearch.value.trim().toLowerCase();
    if (words && !allLoaded()) {
      byId('count').textContent = 'Reading…';
      await loadAll();
      if (turn !== asked) return;
    }
    if (byVerdict.value && !fingerprints) {
      await named;
      if (turn !== asked) return;
    }
    const wantedSeverity = SEVERITIES.indexOf(bySeverity.value), wantedConfidence = CONFIDENCES.indexOf(byConfidence.value);
    const wantedChecks = data.checks.map(([id, category]) =>
      (!byCheck.value || byCheck.value === id) && (!byCategory.value || byCategory.value === category));
    const wantedPath = byPage.value.trim().toLowerCase();
    const wantedPages = data.pages.map(([path, title]) =>
      !wantedPath || path.toLowerCase().includes(wantedPath) || title.toLowerCase().includes(wantedPath));
    const wantedStatus = { new: 0, known: 1 }[byStatus.value] ?? -1, cameOnly = byStatus.value === 'since' && since;
    const wantedVerdict = byVerdict.value;
    const found = new Int32Array(issues);
    let length = 0, sure = -1;
    for (const i of order) {
      if (suspected[i] && sure < 0) sure = length;
      if (wantedSeverity >= 0 && severity[i] !== wantedSeverity) continue;
      if (confidence[i] < wantedConfidence) continue;
      if (!wantedChecks[check[i]] || !wantedPages[page[i]]) continue;
      if (wantedStatus >= 0 && status[i] !== wantedStatus) continue;
      if (cameOnly && since[i] !== 1) continue;
      if (wantedVerdict) {
        const said = verdict(i);
        if (wantedVerdict === 'none' ? said : wantedVerdict !== said) continue;
      }
      if (words && !says(i, words)) continue;
      found[length++] = i;
    }
    if (sure < 0) sure = length;
    fold.hidden = sure === length;
    fold.firstElementChild.textContent = counted(length - sure, 'suspicion');
    fill(found.subarray(0, fold.open ? length : sure), sure);
    lay();
    await render();
    root.dataset.filterMs = (performance.now() - begun).toFixed(1);
    root.dataset.found = String(length);
    root.dataset.rows = String(view.length);
  }
  // The section of the suspicions, folded at first.
  const fold = byId('suspicions');
  fold.addEventListener('toggle', () => filter());
  const counted = (n, word) => `${thousands(n)} ${word}${n === 1 ? '' : 's'}`;
  function fill(found, sure) {
    fitting = found;
    copies = new Int32Array(findings);
    opened.clear();
    listed.clear();
    view = found;
    if (grouped.checked) {
      view = new Int32Array(found.length);
      let n = 0;
      for (const i of found) if (copies[finding[i]]++ === 0) view[n++] = i;
      view = view.slice(0, n);
    }
    members = new Uint8Array(view.length);
    firstSuspected = view.findIndex((i) => suspected[i]);
    const groups = firstSuspected < 0 ? view.length : firstSuspected;
    byId('count').textContent = groups < sure
      ? `${counted(sure, 'issue')} in ${counted(groups, 'finding')}` : counted(sure, 'issue');
    byId('nothing').hidden = sure > 0;
    if (!issues) byId('nothing').textContent = 'No issue was found in this locale.';
  }
  // The issues that a row stands for.
  const isFinding = (at) => grouped.checked && !members[at] && copies[finding[view[at]]] > 1;
  const listed = new Map();
  function issuesOf(at) {
    if (!isFinding(at)) return [view[at]];
    const k = finding[view[at]];
    if (!listed.has(k)) listed.set(k, fitting.filter((i) => finding[i] === k));
    return listed.get(k);
  }
  // Those of several rows, without looking through all issues for each.
  function issuesBetween(from, to) {
    const whole = new Uint8Array(findings), single = new Set();
    for (let at = from; at <= to; at++) {
      if (isFinding(at)) whole[finding[view[at]]] = 1; else single.add(view[at]);
    }
    return fitting.filter((i) => whole[finding[i]] || single.has(i));
  }

  // ---- The list: only the rows in sight are in the document; sums of heights in a Fenwick tree.
  const list = byId('list');
  const GUESS = 190, BEYOND = 500;
  let heights = new Float64Array(0), tree = new Float64Array(1);
  const shown = new Map();
  let current = -1;
  const opened = new Set();
  function lay() {
    for (const element of shown.values()) element.remove();
    shown.clear();
    current = -1;
    heights = new Float64Array(view.length).fill(GUESS);
    sum();
    range(-1);
    if (scrollY > listTop()) scrollTo(0, listTop() - byId('filters').offsetHeight);
  }
  function sum() {
    tree = new Float64Array(view.length + 1);
    for (let i = 1; i <= view.length; i++) {
      tree[i] += heights[i - 1];
      const next = i + (i & -i);
      if (next <= view.length) tree[next] += tree[i];
    }
    list.style.height = `${offset(view.length)}px`;
  }
  // Shows the issues of the finding at a row below it, or hides them.
  function unfold(at) {
    const k = finding[view[at]];
    let rest = at + 1;
    while (rest < view.length && members[rest]) rest++;
    const inner = rest > at + 1 ? new Int32Array(0) : issuesOf(at);
    const spliced = (all, Kind, values) => {
      const now = new Kind(at + 1 + inner.length + all.length - rest);
      now.set(all.subarray(0, at + 1));
      now.set(values, at + 1);
      now.set(all.subarray(rest), at + 1 + inner.length);
      return now;
    };
    view = spliced(view, Int32Array, inner);
    members = spliced(members, Uint8Array, new Uint8Array(inner.length).fill(1));
    heights = spliced(heights, Float64Array, new Float64Array(inner.length).fill(GUESS));
    if (inner.length) opened.add(k); else opened.delete(k);
    firstSuspected = view.findIndex((i) => suspected[i]);
    for (const element of shown.values()) element.remove();
    shown.clear();
    range(-1);
    sum();
    render().then(() => select(at));
  }
  function offset(at) {
    let sum = 0;
    for (let i = at; i > 0; i -= i & -i) sum += tree[i];
    return sum;
  }
  function measure(at, height) {
    const change = height - heights[at];
    heights[at] = height;
    for (let i = at + 1; i <= view.length; i += i & -i) tree[i] += change;
    return change;
  }
  function rowAt(y) {
    let low = 0, high = Math.max(0, view.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (offset(middle) <= y) low = middle; else high = middle - 1;
    }
    return low;
  }
  const listTop = () => list.getBoundingClientRect().top + scrollY;
  let rendering = 0;
  async function render(printed) {
    const turn = ++rendering;
    for (let pass = 0; pass < 5; pass++) {
      const top = scrollY - listTop();
      const from = printed ? 0 : rowAt(Math.max(0, top - BEYOND));
      const to = printed ? printed
        : view.length ? rowAt(Math.max(0, top + innerHeight + BEYOND)) + 1 : 0;
      const needed = new Set();
      for (let at = from; at < to; at++) {
        if (present(view[at])) continue;
        needed.add(issueBlock(view[at]));
        needed.add(segmentBlock(view[at]));
      }
      if (needed.size) {
        await Promise.all([...needed].map(load));
        if (turn !== rendering) return;
      }
      for (const [at, element] of shown) {
        if ((at < from || at >= to) && at !== current) { element.remove(); shown.delete(at); }
      }
      const fresh = [];
      for (let at = from; at < to; at++) {
        if (shown.has(at)) continue;
        const element = row(at);
        shown.set(at, element);
        fresh.push([at, element]);
      }
      if (fresh.length) {
        const all = [...shown].sort((x, y) => x[0] - y[0]);
        let before = null;
        for (let k = all.length - 1; k >= 0; k--) {
          if (!all[k][1].isConnected) list.insertBefore(all[k][1], before);
          before = all[k][1];
        }
      }
      let above = 0;
      for (const [at, element] of fresh) {
        const start = offset(at);
        crop(element, at);
        const change = measure(at, element.offsetHeight);
        if (start < top) above += change;
      }
      list.style.height = `${offset(view.length)}px`;
      for (const [at, element] of shown) element.style.transform = `translateY(${offset(at)}px)`;
      if (above && top > 0) scrollBy(0, above);
      if (!fresh.length) return;
    }
  }
  // Of long texts some lines show: those with the words in question.
  function crop(element, at) {
    if (element.classList.contains('open')) return;
    const long = [...element.querySelectorAll('.texts p')].filter((p) => p.scrollHeight > p.clientHeight + 4);
    for (const p of long) {
      const mark = p.querySelector('mark, .only, .other');
      if (mark) p.scrollTop = mark.offsetTop - p.clientHeight / 3;
    }
    if (long.length && !element.querySelector('.whole')) {
      const whole = make('button', 'whole', 'Whole texts');
      whole.type = 'button';
      whole.title = 'Key o';
      whole.addEventListener('click', () => { select(at); toggle(at); });
      element.querySelector('.meta').append(whole);
      element.querySelector('.more')?.remove();
    }
  }
  function remeasure(at) {
    const element = shown.get(at);
    if (!element) return;
    measure(at, element.offsetHeight);
    list.style.height = `${offset(view.length)}px`;
    for (const [other, e] of shown) e.style.transform = `translateY(${offset(other)}px)`;
    render();
  }

  // ---- One row. Text from pages goes into text nodes only.
  function row(at) {
    const i = view[at];
    const d = details(i);
    const [id, , summary] = data.checks[check[i]];
    const level = SEVERITIES[severity[i]];
    const element = make('div', `row tone-${level}${members[at] ? ' member' : ''}`);
    element.setAttribute('role', 'listitem');
    element.setAttribute('aria-posinset', at + 1);
    element.setAttribute('aria-setsize', view.length);
    element.tabIndex = at === Math.max(0, current) ? 0 : -1;
    if (at === firstSuspected) element.append(make('h2', 'suspicions', 'Suspicions'));
    const issue = make('div', 'issue');
    const heading = make('div', 'heading');
    const name = make('span', 'check', id);
    name.title = summary;
    heading.append(make('span', 'badge', level), name);
    signed(heading.appendChild(make('span', 'message')), d.message, false);
    heading.lastChild.dir = 'auto';
    const meta = make('div', 'meta');
    const action = (className, text, title, act) => {
      const button = make('button', className, text);
      button.type = 'button';
      button.title = title;
      button.addEventListener('click', () => { select(at); act(); });
      return button;
    };
    const path = action('', `${data.pages[page[i]][0]}:${d.line}`, 'Show the issues of this page',
      () => { byPage.value = data.pages[page[i]][0]; changed(); });
    meta.append(path);
    if (data.sourceUrl) {
      const file = make('a', '', 'Open the file');
      file.href = address(i, d.line);
      file.rel = 'noopener noreferrer';
      file.target = '_blank';
      meta.append(file);
    }
    meta.append(make('span', '', d.id), make('span', '', `${CONFIDENCES[confidence[i]]} confidence`));
    if (status[i]) {
      const [before, comment, who] = decidedBefore.get(i) ?? [];
      const known = before ? `known: ${VERDICT_NAMES[before].toLowerCase()}${who ? ` (${who})` : ''}${comment ? `, “${comment}”` : ''}` : 'known';
      const decided = make('span');
      decided.dir = 'auto';
      signed(decided, known, false);
      meta.append(decided);
    }
    if (since && since[i]) meta.append(make('span', '', 'new since the last run'));
    if (isFinding(at)) {
      const open = opened.has(finding[i]);
      const times = action('times', `× ${thousands(copies[finding[i]])}`, 'Show each issue, or hide them: key o', () => unfold(at));
      times.setAttribute('aria-expanded', String(open));
      meta.append(times);
    } else if (occurrences[i] > 1) {
      meta.append(make('span', 'times', `segment occurs ${thousands(occurrences[i])} times`));
    }
    meta.append(action('reason', 'Why?', 'What the check looks for: key w', () => explain(at)));
    meta.append(action('more', 'More', 'What stands before and after: key m', () => toggle(at)));
    const texts = make('div', 'texts');
    if (d.reference !== null) texts.classList.add('three');
    const [targetOnly, referenceOnly] = d.reference === null ? [[], []] : differences(d.target, d.reference);
    column(texts, 'Source', 'en', 'auto', d.source, [d.sourceStart, d.sourceEnd], [], '');
    column(texts, 'Target', data.locale, data.direction, d.target, [d.targetStart, d.targetEnd], targetOnly, 'only');
    if (d.reference !== null) column(texts, 'Reference', data.locale, data.direction, d.reference, [-1, -1], referenceOnly, 'other');
    issue.append(heading, meta, texts);
    if (d.expected) {
      const expected = make('div', 'meta', 'Expected: ');
      const wanted = make('span', '');
      wanted.dir = 'auto';
      wanted.lang = data.locale;
      signed(wanted, d.expected, false);
      expected.append(wanted);
      issue.append(expected);
    }
    const buttons = make('div', 'decide');
    for (const [letter, said] of Object.entries(VERDICTS)) {
      const button = make('button', '', VERDICT_NAMES[said]);
      button.type = 'button';
      button.dataset.verdict = said;
      button.title = `${VERDICT_MEANS[said]} Key ${letter}`;
      button.addEventListener('click', () => { select(at); decideAt(at, said); });
      buttons.append(button);
    }
    const comment = make('input');
    comment.placeholder = 'Comment';
    comment.setAttribute('aria-label', 'Comment');
    comment.value = verdicts.get(fingerprint(i))?.[1] ?? '';
    comment.dir = 'auto';
    comment.addEventListener('change', () => say(i, comment.value));
    buttons.append(comment);
    issue.append(buttons);
    element.append(issue);
    element.addEventListener('focusin', () => { if (current !== at) select(at, true); });
    element.addEventListener('mousedown', (event) => {
      if (!event.shiftKey || current < 0 || event.target.closest('button, input, a')) return;
      event.preventDefault();
      range(anchor < 0 ? current : anchor, at);
    });
    if (wide.has(i)) open(element, i);
    if (explained.has(i)) element.querySelector('.meta').after(reason(i));
    if (at === current) element.classList.add('current');
    if (inRange(at)) element.classList.add('ranged');
    paintVerdict(element, at);
    return element;
  }
  // Where a file is read: the address that the run was told.
  function address(i, line) {
    const entry = data.pages[page[i]];
    const values = { path: (entry[entry.length - 1] ?? entry[0]).split('/').map(encodeURIComponent).join('/'), line, locale: encodeURIComponent(data.locale) };
    return data.sourceUrl.replace(/\{(path|line|locale)\}/g, (_, name) => values[name]);
  }
  const decidedBefore = new Map(data.decided.map(([i, ...rest]) => [i, rest]));
  function paintVerdict(element, at) {
    const all = issuesOf(at);
    const one = common(all);
    element.classList.toggle('decided', one !== '' && one !== null);
    for (const button of element.querySelectorAll('.decide button')) {
      const some = one === null && all.some((i) => verdict(i) === button.dataset.verdict);
      button.setAttribute('aria-pressed', some ? 'mixed' : String(button.dataset.verdict === one));
    }
  }
  // Rows whose texts are shown whole, and whose check is explained; findings whose issues are shown.
  const wide = new Set(), explained = new Set();
  function open(element, i) {
    element.classList.add('open');
    element.querySelector('.around')?.remove();
    const { before, after } = details(i);
    if (!before && !after) return;
    const around = make('div', 'meta around');
    for (const [name, text] of [['Before', before], ['After', after]]) {
      if (!text) continue;
      const p = make('p', '', `${name}: `);
      p.dir = data.direction;
      const words = p.appendChild(make('span'));
      words.lang = data.locale;
      signed(words, text, false);
      around.append(p);
    }
    element.querySelector('.texts').after(around);
  }
  function toggle(at) {
    const i = view[at], element = shown.get(at);
    if (!element) return;
    if (wide.delete(i)) {
      element.classList.remove('open');
      element.querySelector('.around')?.remove();
      crop(element, at);
    } else {
      wide.add(i);
      open(element, i);
    }
    remeasure(at);
  }
  // What the check of an issue looks for, and what its severity rests on.
  const KINDS = {
    law: 'A law: the language, the markup or a program demands it.',
    style: 'Style: wrong only against the habit of these pages or the style guide that is named.',
    suspicion: 'A suspicion: often wrong, and worth a look.',
  };
  function reason(i) {
    const [id, category, summary, kind, text, address] = data.checks[check[i]];
    const why = make('div', 'why');
    why.append(make('p', '', `${summary[0].toUpperCase()}${summary.slice(1)}. ${KINDS[kind] ?? ''}`), make('p', '', text),
      make('p', 'soft', `Check ${id}, category ${category}. “glossator checks explain ${id}” shows examples.`));
    if (address) {
      const more = make('a', '', 'All about it');
      more.href = address;
      more.rel = 'noopener noreferrer';
      more.target = '_blank';
      why.lastChild.append(' ', more);
    }
    return why;
  }
  function explain(at) {
    const i = view[at], element = shown.get(at);
    if (!element) return;
    if (explained.delete(i)) element.querySelector('.why')?.remove();
    else {
      explained.add(i);
      element.querySelector('.meta').after(reason(i));
    }
    remeasure(at);
  }

  // ---- Selection and keys.
  // Several rows that are decided together: from the anchor to the other end.
  let anchor = -1, end = -1;
  const inRange = (at) => anchor >= 0 && at >= Math.min(anchor, end) && at <= Math.max(anchor, end);
  function range(from, to) {
    [anchor, end] = from < 0 ? [-1, -1] : [from, to];
    for (const [at, element] of shown) element.classList.toggle('ranged', inRange(at));
    byId('range').hidden = anchor < 0;
    if (anchor < 0) return;
    const all = rangeIssues();
    byId('range-count').textContent = `${counted(all.length, 'issue')} selected`;
  }
  const rangeIssues = () => issuesBetween(Math.min(anchor, end), Math.max(anchor, end));
  const selectAll = () => { if (view.length) range(0, view.length - 1); };
  async function decideRange(said) {
    const all = rangeIssues();
    const ids = [...new Set(Array.from(all, (i) => data.checks[check[i]][0]))];
    await decide(all, said, `${counted(all.length, 'issue')} of ${ids.length > 3 ? counted(ids.length, 'check') : ids.join(', ')}`);
    range(-1);
  }
  function decideAt(at, said) {
    if (!present(view[at])) return Promise.resolve(false);
    const all = issuesOf(at), d = details(view[at]);
    const words = d.targetStart >= 0 ? ` “${d.target.slice(d.targetStart, d.targetEnd)}”` : '';
    const many = all.length > 1 ? `${counted(all.length, 'issue')} of ` : '';
    return decide(all, said, `${many}${data.checks[check[view[at]]][0]}${words}`);
  }
  function select(at, focused) {
    const before = shown.get(current);
    if (before) { before.classList.remove('current'); before.tabIndex = -1; before.removeAttribute('aria-current'); }
    current = at;
    const element = shown.get(at);
    if (!element) return;
    element.classList.add('current');
    element.tabIndex = 0;
    element.setAttribute('aria-current', 'true');
    if (!focused) element.focus({ preventScroll: true });
  }
  async function go(at) {
    if (at < 0 || at >= view.length) return;
    const head = getComputedStyle(byId('filters')).position === 'sticky' ? byId('filters').offsetHeight : 0;
    const seen = () => {
      const top = listTop() + offset(at);
      if (top < scrollY + head) scrollTo(0, top - head - 4);
      else if (top + heights[at] > scrollY + innerHeight) scrollTo(0, Math.min(top - head - 4, top + heights[at] - innerHeight + 8));
    };
    seen();
    await render();
    select(at);
    seen();
    await render();
  }
  const help = byId('help'), decisions = byId('decisions');
  byId('help-button').addEventListener('click', () => help.showModal());
  byId('undo').addEventListener('click', () => { listDecisions(); decisions.showModal(); });
  byId('select-all').addEventListener('click', selectAll);
  byId('range-none').addEventListener('click', () => range(-1));
  for (const said of Object.values(VERDICTS)) {
    const button = make('button', '', VERDICT_NAMES[said]);
    button.type = 'button';
    button.title = VERDICT_MEANS[said];
    button.dataset.verdict = said;
    button.addEventListener('click', () => decideRange(said));
    byId('range-none').before(button);
  }
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || decisions.open) return;
    const inside = event.target.closest?.('input, select, textarea');
    if (inside && inside.type !== 'checkbox') {
      if (event.key === 'Escape' || (event.key === 'Enter' && inside.closest('.row'))) {
        inside.blur();
        if (current >= 0) shown.get(current)?.focus({ preventScroll: true });
      }
      return;
    }
    const done = () => event.preventDefault();
    const said = VERDICTS[EARLIER_KEYS[event.key] ?? event.key];
    const move = (at) => { done(); range(-1); go(at); };
    const stretch = (at) => {
      done();
      if (at < 0 || at >= view.length) return;
      range(anchor < 0 ? Math.max(0, current) : anchor, at);
      go(at);
    };
    if (event.key === 'j') move(Math.min(current + 1, view.length - 1));
    else if (event.key === 'k') move(Math.max(current - 1, 0));
    else if (event.key === 'J') stretch(current + 1);
    else if (event.key === 'K') stretch(current - 1);
    else if (event.key === '*') { done(); selectAll(); }
    else if (event.key === 'Escape' && anchor >= 0) { done(); range(-1); }
    else if (event.key === 'u') { done(); if (history.length) undo(history[history.length - 1]); }
    else if (said && anchor >= 0) { done(); decideRange(said); }
    else if (said && current >= 0) {
      done();
      const at = current;
      decideAt(at, said).then((given) => { if (given && current === at) go(at + 1); });
    }
    else if (event.key === 'o' && current >= 0) { done(); if (isFinding(current)) unfold(current); else toggle(current); }
    else if (event.key === 'm' && current >= 0) { done(); toggle(current); }
    else if (event.key === 'w' && current >= 0) { done(); explain(current); }
    else if (event.key === 'c' && current >= 0) { done(); shown.get(current)?.querySelector('.decide input').focus(); }
    else if (event.key === 'g') { done(); grouped.checked = !grouped.checked; changed(); }
    else if (event.key === '/') { done(); bySearch.focus(); bySearch.select(); }
    else if (event.key === '?') { done(); help.showModal(); }
  });

  // ---- Export, in the columns that `glossator baseline accept` reads.
  byId('export').addEventListener('click', async () => {
    await loadAll();
    const columns = ['locale', 'path', 'line', 'segment_id', 'check', 'category', 'severity', 'target_span', 'message',
      'source', 'target', 'fingerprint', 'verdict', 'comment', 'reviewer'];
    const rows = [columns];
    for (let i = 0; i < issues; i++) {
      if (decision[i] !== i || !verdicts.has(fingerprint(i))) continue;
      const name = fingerprint(i), [verdict, comment, who] = verdicts.get(name);
      const d = details(i);
      const [id, category] = data.checks[check[i]];
      rows.push([data.locale, data.pages[page[i]][0], d.line, d.id, id, category, SEVERITIES[severity[i]],
        d.targetStart >= 0 ? d.target.slice(d.targetStart, d.targetEnd) : '', d.message, d.source, d.target, `f${name}`, verdict, comment, who || reviewer.value.trim()]);
    }
    const csv = rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
    const link = make('a');
    link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
    link.download = `${data.locale}.verdicts.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    note(rows.length === 1 ? 'There is no verdict to export yet.' : '');
    keepNow();
  });

  // ---- Import: what was exported here or by a colleague, an issues.csv that somebody filled in, or a baseline.
  const VERDICT_WORDS = { accepted: 'accepted', accept: 'accepted', a: 'accepted', error: 'accepted', e: 'accepted',
    rejected: 'rejected', reject: 'rejected', r: 'rejected', 'not-worth-fixing': 'rejected', n: 'rejected',
    'false-positive': 'false-positive', falsepositive: 'false-positive', fp: 'false-positive', f: 'false-positive', 'false-alarm': 'false-positive' };
  function take(text) {
    const [head, ...rows] = csvRows(text);
    const column = (name) => head.findIndex((title) => title.trim().toLowerCase() === name);
    const [name, said, comment, locale, who] = ['fingerprint', 'verdict', 'comment', 'locale', 'reviewer'].map(column);
    if (name < 0 || said < 0) throw new Error('it needs the columns fingerprint and verdict');
    const plain = (cell) => (cell ?? '').replace(/^'(?=[=+\-@\t\r])/, '');
    let taken = 0, elsewhere = 0;
    const wrong = [];
    rows.forEach((row, i) => {
      const word = (row[said] ?? '').trim().toLowerCase().replace(/[ _]/g, '-');
      if (!word) return;
      const verdict = VERDICT_WORDS[word], id = (row[name] ?? '').trim().toLowerCase().replace(/^f(?=[0-9a-f]{16}$)/, '');
      if (!verdict || !/^[0-9a-f]{16}$/.test(id)) { wrong.push(i + 2); return; }
      if (locale >= 0 && row[locale] && row[locale] !== data.locale) { elsewhere++; return; }
      verdicts.set(id, [verdict, plain(row[comment]), plain(row[who])]);
      taken++;
    });
    return [taken, elsewhere, wrong];
  }
  byId('import').addEventListener('click', () => byId('import-file').click());
  byId('import-file').addEventListener('change', async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    try {
      const [taken, elsewhere, wrong] = take(await file.text());
      keepNow();
      await named;
      readSaid();
      progress();
      await filter();
      note([`${thousands(taken)} verdict${taken === 1 ? '' : 's'} read.`,
        elsewhere ? `${thousands(elsewhere)} of other locales passed over.` : '',
        wrong.length ? `No verdict or no fingerprint in row ${wrong.slice(0, 5).join(', ')}${wrong.length > 5 ? ' and others' : ''}.` : ''].filter(Boolean).join(' '));
    } catch (error) { note(`${file.name} could not be read: ${error.message}.`); }
    target.value = '';
  });

  // ---- Pages, other locales.
  byId('other-locale').addEventListener('change', (event) => { location.href = `${event.target.value}.html`; });
  byId('page-table').addEventListener('toggle', () => {
    const body = byId('pages');
    if (body.rows.length) { render(); return; }
    const worst = data.pages.map((_, i) => i)
      .sort((x, y) => (data.pages[x][3] ?? 101) - (data.pages[y][3] ?? 101) || x - y).slice(0, 200);
    for (const i of worst) {
      const [path, title, origin, score, before, ...counts] = data.pages[i].slice(0, 9);
      const tr = make('tr');
      const name = make('td', 'wide name');
      const button = make('button', '', path);
      button.type = 'button';
      button.addEventListener('click', () => { byPage.value = path; changed(); byId('filters').scrollIntoView(); });
      name.append(button, ' ');
      const label = name.appendChild(make('span', 'soft'));
      label.dir = 'auto';
      label.lang = data.locale;
      signed(label, title, false);
      tr.append(name, make('td', '', origin), make('td', '', score === null ? '' : score.toFixed(1)));
      if (since) {
        const change = score === null || before === null ? null : Math.round(10 * (score - before)) / 10;
        const text = change === null ? 'new' : `${change > 0 ? '+' : change < 0 ? '−' : '±'}${Math.abs(change).toFixed(1)}`;
        tr.append(make('td', change > 0 ? 'better' : change < 0 ? 'worse' : '', text));
      }
      for (const count of counts) tr.append(make('td', '', thousands(count)));
      body.append(tr);
    }
    render();
  });
  let typing = 0;
  function changed() { toAddress(); return filter(); }
  for (const control of controls) {
    const typed = control.type === 'search';
    control.addEventListener(typed ? 'input' : 'change', () => {
      clearTimeout(typing);
      typing = setTimeout(changed, typed ? 120 : 0);
    });
  }
  byId('clear').addEventListener('click', () => {
    for (const control of controls) if (control !== grouped) control.value = '';
    changed();
  });
  let frame = 0;
  addEventListener('scroll', () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => render());
  }, { passive: true });
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth !== width) { width = innerWidth; lay(); }
    render();
  });
  // On paper: the first rows of the list as it is filtered, and a line that tells so.
  const PRINTED = 500;
  addEventListener('beforeprint', () => {
    let rows = Math.min(view.length, PRINTED);
    for (let at = 0; at < rows; at++) if (!present(view[at])) rows = at;
    render(rows);
    const filters = controls.filter((control) => control !== grouped && control.value).map((control) => `${control.id} ${control.value}`);
    byId('printed').textContent = [byId('count').textContent, rows < view.length ? `the first ${thousands(rows)} are printed` : '',
      filters.length ? `only ${filters.join(', ')}` : ''].filter(Boolean).join('; ');
  });
  addEventListener('afterprint', () => render());
  addEventListener('hashchange', () => { fromAddress(); filter(); });
  byStatus.querySelector('[value="since"]').hidden = !since;
  byId('page-change').hidden = !since;
  progress();
  fromAddress();
  named.then(() => {
    readSaid();
    progress();
    for (const [at, element] of shown) paintVerdict(element, at);
  });
  filter().then(() => {
    root.dataset.readyMs = performance.now().toFixed(1);
    // The rest is read while nobody waits, so that the first search is quick.
    let b = 0;
    const idle = window.requestIdleCallback ?? ((f) => setTimeout(f, 20));
    const next = async () => {
      for (let n = 0; n < 4 && b < blocks.length; n++) {
        await load(b);
        const end = data.issueBlocks[b + 1] ?? issues;
        for (let i = data.issueBlocks[b]; i < end; i++) haystack(i);
        b++;
      }
      if (b < blocks.length) idle(next); else root.dataset.loaded = 'yes';
    };
    parsed.then(() => idle(next));
  });
})();
