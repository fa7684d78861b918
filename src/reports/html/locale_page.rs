//! The page of one locale: facts, filters and the list of issues, whose texts lie in compressed blocks that are written
//! as soon as they are full.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use rustc_hash::FxHashMap;
use serde_json::json;

use super::{count, escape, locale_name, score, shell};
use crate::checks::{CHECKS, Check};
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::hash;
use crate::locale::{Locale, LocaleTag};
use crate::mqm::Severity;
use crate::output::PendingFile;
use crate::reports::ReportOptions;
use crate::reports::row::IssueRow;
use crate::results::totals::Totals;
use crate::results::trend::{self, IssueChange, Run};

const SCRIPT: &str =
    concat!(include_str!("text.js"), include_str!("csv.js"), include_str!("locale.js"));

/// Issues of a block: few enough that showing one row unpacks little.
const BLOCK_ISSUES: usize = 256;
/// Bytes of a block before compression, for long segments.
const BLOCK_BYTES: usize = 512 << 10;

/// Rows whose texts stand before the blocks: some more than a large screen shows.
const EARLY_ROWS: usize = 30;

/// Order of triage: severity, confidence, occurrences, and the earlier issue first.
type Rank = (u32, u32, u64, Reverse<u32>);
/// A locale's page being written. In memory stay some forty bytes an issue; the texts go to the file.
pub(super) struct LocalePage {
    locale: LocaleTag,
    file: PendingFile,
    /// The blocks, until they follow what must stand before them.
    spill: PendingFile,
    path: std::path::PathBuf,
    index: Index,
    /// An issue, its texts and its fingerprint, as in their blocks.
    early: BTreeMap<Rank, serde_json::Value>,
    /// Distinct texts by their hash.
    known: FxHashMap<u64, u32>,
    /// The first issue with a fingerprint and texts.
    groups: FxHashMap<(u64, u32), u32>,
    block: Block,
    references: bool,
    previous: Option<Arc<Run>>,
}

/// What filters need, a column a property.
#[derive(Default)]
struct Index {
    checks: Vec<&'static Check>,
    pages: Vec<serde_json::Value>,
    check: Vec<u32>,
    /// Severity, confidence and status, a letter an issue.
    flags: String,
    /// How many issues each page has.
    page_issues: Vec<usize>,
    segment: Vec<u32>,
    occurrences: Vec<u32>,
    fingerprints: Vec<u64>,
    /// How far back the first issue of its group is.
    group: Vec<u32>,
    issue_blocks: Vec<usize>,
    segment_blocks: Vec<usize>,
}

/// Texts that are not written yet, as JSON.
#[derive(Default)]
struct Block {
    segments: Vec<u8>,
    issues: Vec<u8>,
    count: usize,
}

impl LocalePage {
    /// Begins the page.
    pub(super) fn begin(options: &ReportOptions, locale: &LocaleTag) -> Result<LocalePage> {
        let name = format!("{}.html", locale.file_name());
        let mut file = PendingFile::create(&options.out, &name)?;
        let spill = PendingFile::create(&options.out, &format!("{name}.blocks"))?;
        let path = options.out.join(&name);
        let mut head = String::new();
        shell::begin(&mut head, &format!("{} · glossator", locale_name(locale)), SCRIPT);
        file.write_all(head.as_bytes()).map_err(|e| Error::io(&path, e))?;
        let index = Index { issue_blocks: vec![0], segment_blocks: vec![0], ..Index::default() };
        Ok(LocalePage {
            locale: locale.clone(),
            file,
            spill,
            path,
            index,
            early: BTreeMap::new(),
            groups: FxHashMap::default(),
            known: FxHashMap::default(),
            block: Block::default(),
            references: false,
            previous: options.previous.clone(),
        })
    }

    /// Takes in a page's issues.
    pub(super) fn add(&mut self, page: &Evaluation) -> Result<()> {
        let totals = &page.totals;
        let title = page.document.metadata.title.as_ref().map_or("", |t| t.text.as_str());
        let before = self
            .previous
            .as_ref()
            .and_then(|run| run.page_score(self.locale.file_name(), &page.document.path));
        self.index.page_issues.push(page.issues.len());
        self.index.pages.push(json!([
            page.document.path,
            title,
            page.document.origin.as_str(),
            totals.quality_score().map(|s| (s * 100.0).round() / 100.0),
            before,
            totals.segments,
            totals.issues_of(Severity::Critical),
            totals.issues_of(Severity::Major),
            totals.issues_of(Severity::Minor),
        ]));
        for placed in &page.issues {
            let row = IssueRow::of(page, placed);
            self.add_issue(&row)?;
        }
        Ok(())
    }

    fn add_issue(&mut self, row: &IssueRow<'_>) -> Result<()> {
        let placed = row.placed;
        let issue = &placed.issue;
        let check = CHECKS.iter().position(|c| std::ptr::eq(*c, issue.check)).unwrap_or_default();
        let listed = self.index.checks.iter().position(|c| std::ptr::eq(*c, CHECKS[check]));
        let check = listed.unwrap_or_else(|| {
            self.index.checks.push(CHECKS[check]);
            self.index.checks.len() - 1
        });
        let texts = hash::texts(&[row.source, row.target, row.reference.unwrap_or("\u{0}")]);
        let next = self.known.len() as u32;
        let segment = *self.known.entry(texts).or_insert(next);
        if segment == next {
            self.references |= row.reference.is_some();
            self.block.segment(row);
        }
        self.block.issue(row);
        self.rank(row, segment);
        let index = &mut self.index;
        index.check.push(check as u32);
        let flags = 6 * issue.severity as u8 + 2 * issue.confidence as u8 + placed.status as u8;
        index.flags.push(char::from(b'A' + flags));
        index.segment.push(segment);
        index.occurrences.push(u32::try_from(placed.occurrences).unwrap_or(u32::MAX));
        index.fingerprints.push(placed.fingerprint);
        let group = self.groups[&(placed.fingerprint, segment)];
        index.group.push(index.check.len() as u32 - 1 - group);
        if self.block.count == BLOCK_ISSUES || self.block.bytes() > BLOCK_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Keeps the issue at hand for the start of the list, if it belongs there.
    fn rank(&mut self, row: &IssueRow<'_>, segment: u32) {
        let placed = row.placed;
        let at = self.index.check.len() as u32;
        if *self.groups.entry((placed.fingerprint, segment)).or_insert(at) != at {
            return;
        }
        let issue = &placed.issue;
        let rank =
            (issue.severity as u32, issue.confidence as u32, placed.occurrences, Reverse(at));
        let full = self.early.len() == EARLY_ROWS;
        if full && self.early.first_key_value().is_some_and(|(least, _)| rank < *least) {
            return;
        }
        let name = format!("{:016x}", placed.fingerprint);
        let entry = json!([at, issue_entry(row), segment_entry(row), name]);
        self.early.insert(rank, entry);
        if full {
            self.early.pop_first();
        }
    }

    /// Writes the block.
    fn flush(&mut self) -> Result<()> {
        if self.block.count == 0 {
            return Ok(());
        }
        let packed =
            std::mem::take(&mut self.block).pack().map_err(|e| Error::io(&self.path, e))?;
        writeln!(self.spill, "<script type=\"text/plain\" class=\"block\">{packed}</script>")
            .map_err(|e| Error::io(&self.path, e))?;
        self.index.issue_blocks.push(self.index.check.len());
        self.index.segment_blocks.push(self.known.len());
        Ok(())
    }

    /// What changed since the earlier run, where one is named: its score, and the issues.
    pub(super) fn change(&self) -> Option<(Option<f64>, IssueChange)> {
        let run = self.previous.as_ref()?;
        let name = self.locale.file_name();
        let mut after = self.index.fingerprints.clone();
        after.sort_unstable();
        Some((run.quality_score(name), trend::compare_issues(&run.fingerprints(name), &after)))
    }

    /// Writes the rest; the caller puts the file in its place.
    pub(super) fn finish(
        mut self,
        locales: &[LocaleTag],
        totals: Option<&Totals>,
    ) -> Result<PendingFile> {
        self.flush()?;
        // The ends of the last blocks begin no others.
        self.index.issue_blocks.pop();
        self.index.segment_blocks.pop();
        let mut html = String::new();
        self.body(&mut html, locales, totals);
        html.push_str("<script type=\"application/json\" id=\"data\">");
        escape::json(&mut html, &self.index_json());
        html.push_str("</script>\n");
        shell::script(&mut html, SCRIPT);
        let mut names = String::with_capacity(16 * self.index.fingerprints.len() + 2);
        names.push('"');
        for fingerprint in &self.index.fingerprints {
            let _ = write!(names, "{fingerprint:016x}");
        }
        names.push('"');
        let packed = pack(&[names.as_bytes()]).map_err(|e| Error::io(&self.path, e))?;
        let _ = writeln!(html, "<script type=\"text/plain\" id=\"fingerprints\">{packed}</script>");
        let write = |file: &mut PendingFile, spill: &mut PendingFile| {
            file.write_all(html.as_bytes())?;
            std::io::copy(&mut spill.reopen()?, file)?;
            file.write_all(shell::END.as_bytes())
        };
        write(&mut self.file, &mut self.spill).map_err(|e| Error::io(&self.path, e))?;
        Ok(self.file)
    }

    fn index_json(&self) -> String {
        let index = &self.index;
        let mut same: FxHashMap<u64, u32> = FxHashMap::default();
        let fingerprints = index.fingerprints.iter().enumerate();
        let decision = fingerprints.map(|(i, f)| i as u32 - *same.entry(*f).or_insert(i as u32));
        let early: Vec<_> = self.early.values().collect();
        let before = self.previous.as_ref().map(|run| run.fingerprints(self.locale.file_name()));
        let since = before.map(|before| {
            let came = |f| u32::from(before.binary_search(f).is_err());
            others(index.fingerprints.iter().map(came), 0)
        });
        let checks: Vec<_> =
            index.checks.iter().map(|c| json!([c.id, c.category.as_str(), c.summary])).collect();
        let known = Locale::of(&self.locale);
        json!({
            "locale": self.locale.file_name(),
            "direction": if known.right_to_left() { "rtl" } else { "auto" },
            "references": self.references,
            "checks": checks,
            "pages": index.pages,
            "check": index.check.iter().filter_map(|c| char::from_u32(256 + c)).collect::<String>(),
            "flags": index.flags,
            "pageIssues": index.page_issues,
            "segment": others(firsts(&index.segment), 0),
            "group": others(index.group.iter().copied(), 0),
            "decision": others(decision, 0),
            "occurrences": others(index.occurrences.iter().copied(), 1),
            "issueBlocks": index.issue_blocks,
            "segmentBlocks": index.segment_blocks,
            "since": since,
            "early": early,
        })
        .to_string()
    }

    fn body(&self, out: &mut String, locales: &[LocaleTag], totals: Option<&Totals>) {
        out.push_str(
            "<a class=\"skip\" href=\"#list\">To the issues</a>\n<header class=\"top\">\n<h1>",
        );
        escape::text(out, &locale_name(&self.locale));
        out.push_str("</h1>\n<a href=\"index.html\">All locales</a>\n<label><span class=\"hidden-label\">Other locale</span><select id=\"other-locale\">");
        for locale in locales {
            let chosen = if *locale == self.locale { " selected" } else { "" };
            let _ = write!(out, "<option value=\"{}\"{chosen}>", locale.file_name());
            escape::text(out, &locale_name(locale));
            out.push_str("</option>");
        }
        out.push_str("</select></label>\n<span class=\"space\"></span>\n");
        out.push_str("<span id=\"note\" role=\"status\"></span>\n<input type=\"file\" id=\"import-file\" accept=\".csv,text/csv\" aria-label=\"Verdicts to import\" hidden>\n<button type=\"button\" id=\"import\">Import verdicts</button>\n<button type=\"button\" id=\"export\">Export verdicts</button>\n<button type=\"button\" id=\"help-button\">Keys <kbd>?</kbd></button>\n<button type=\"button\" id=\"theme\">Theme</button>\n</header>\n<main>\n");
        if let Some(t) = totals {
            facts(out, t, self.change());
        }
        out.push_str(include_str!("locale_body.html"));
    }
}

fn facts(out: &mut String, t: &Totals, change: Option<(Option<f64>, IssueChange)>) {
    out.push_str("<div class=\"facts\">");
    let mut fact = |value: &str, name: &str| {
        out.push_str("<div class=\"fact\"><b>");
        escape::text(out, value);
        out.push_str("</b><span>");
        escape::text(out, name);
        out.push_str("</span></div>");
    };
    let rise = change.and_then(|(before, _)| Some(super::rise(t.quality_score()? - before?)));
    match rise {
        Some(rise) => {
            let value = format!("{} ({rise})", score(t.quality_score()));
            fact(&value, "quality score (change)");
        }
        None => fact(&score(t.quality_score()), "quality score"),
    }
    if let Some((_, issues)) = change {
        let came = format!("{} / {}", count(issues.new), count(issues.fixed));
        fact(&came, "new / fixed issues");
    }
    fact(&score(t.penalty_per_1000_words()), "penalty per 1,000 words");
    fact(&count(t.issues_of(Severity::Critical)), "critical");
    fact(&count(t.issues_of(Severity::Major)), "major");
    fact(&count(t.issues_of(Severity::Minor)), "minor");
    fact(&format!("{} %", score(t.clean_segments_percent())), "clean segments");
    if t.names.expected > 0 {
        let right = t.names.kept + t.names.localized;
        fact(&format!("{} of {}", count(right), count(t.names.expected)), "names right");
    }
    fact(&format!("{} / {}", count(t.pages), count(t.segments)), "pages / segments");
    out.push_str(
        "<div class=\"fact\"><b id=\"decided\">–</b><span>decided here</span></div></div>\n",
    );
}

impl Block {
    fn bytes(&self) -> usize {
        self.segments.len() + self.issues.len()
    }

    fn segment(&mut self, row: &IssueRow<'_>) {
        push(&mut self.segments, &segment_entry(row));
    }

    fn issue(&mut self, row: &IssueRow<'_>) {
        push(&mut self.issues, &issue_entry(row));
        self.count += 1;
    }

    fn pack(self) -> std::io::Result<String> {
        pack(&[b"{\"s\":[", &self.segments, b"],\"i\":[", &self.issues, b"]}"])
    }
}

/// Raw deflate in base64: browsers unpack it without a library, and nothing in it means anything in HTML.
fn pack(parts: &[&[u8]]) -> std::io::Result<String> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(4));
    for part in parts {
        encoder.write_all(part)?;
    }
    Ok(STANDARD.encode(encoder.finish()?))
}

fn segment_entry<'r>(row: &IssueRow<'r>) -> (&'r str, &'r str, Option<&'r str>) {
    (row.source, row.target, row.reference)
}

/// Message, what is expected, spans of source and target, line, segment id.
fn issue_entry<'r>(row: &IssueRow<'r>) -> (&'r str, &'r str, i64, i64, i64, i64, u32, &'r str) {
    let issue = &row.placed.issue;
    let (source_start, source_end) = utf16(row.source, row.source_span.clone());
    let (target_start, target_end) = utf16(row.target, row.target_span.clone());
    (
        &issue.message,
        issue.expected.as_deref().unwrap_or(""),
        source_start,
        source_end,
        target_start,
        target_end,
        row.placed.line,
        row.segment_id,
    )
}

/// 0 for texts that are new, else how far back they are counted from the next new ones.
fn firsts(segments: &[u32]) -> impl Iterator<Item = u32> {
    let mut next = 0;
    segments.iter().map(move |segment| {
        if *segment == next {
            next += 1;
            0
        } else {
            next - segment
        }
    })
}

/// The numbers that are not the usual one, each behind its distance from the one before.
fn others(numbers: impl Iterator<Item = u32>, usual: u32) -> Vec<u32> {
    let mut pairs = Vec::new();
    let mut next = 0;
    for (at, number) in (1..).zip(numbers).filter(|(_, number)| *number != usual) {
        pairs.extend([at - next, number]);
        next = at;
    }
    pairs
}

/// Adds a value to the elements of a JSON array.
fn push(out: &mut Vec<u8>, value: &impl serde::Serialize) {
    if !out.is_empty() {
        out.push(b',');
    }
    // Strings and numbers always have a JSON form, and a Vec takes all bytes.
    let _ = serde_json::to_writer(out, value);
}

/// A span of bytes in the UTF-16 units that browsers count; -1 where there is none.
fn utf16(text: &str, span: Option<std::ops::Range<usize>>) -> (i64, i64) {
    let units = |text: &str| i64::try_from(text.encode_utf16().count()).unwrap_or(-1);
    match span.and_then(|s| Some((text.get(..s.start)?, text.get(s)?))) {
        Some((before, words)) => (units(before), units(before) + units(words)),
        None => (-1, -1),
    }
}
