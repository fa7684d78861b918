//! The anchors of a page: the ids that it gives, and those that sites make of its headings.

use std::collections::HashMap;

use pulldown_cmark::{Event, Parser};

use super::address::decoded;
use super::marks;
use crate::hash;

/// The anchors of a page, as hashes, sorted. What a heading becomes differs by site: all that is in use counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Anchors(Box<[u64]>);

impl Anchors {
    /// Finds the anchors of a Markdown page. Linear in its length.
    pub fn of(page: &str) -> Anchors {
        let mut found = Found::default();
        let mut fence: Option<&str> = None;
        let mut previous = "";
        for line in page.lines() {
            let text = line.trim_start_matches([' ', '\t', '>']).trim_end();
            if let Some(mark) = fence {
                if text.starts_with(mark) && text.trim_start_matches(&mark[..1]).is_empty() {
                    fence = None;
                }
                continue;
            }
            if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| text.starts_with(mark)) {
                fence = Some(mark);
                continue;
            }
            found.line(text, previous);
            previous = text;
        }
        let mut hashes = found.hashes;
        hashes.sort_unstable();
        hashes.dedup();
        Anchors(hashes.into_boxed_slice())
    }

    /// Whether a fragment, without its `#`, leads to one.
    pub fn hold(&self, fragment: &str) -> bool {
        let fragment = decoded(fragment).to_lowercase();
        let fragment = fragment.strip_prefix("user-content-").unwrap_or(&fragment);
        let (fragment, _) = fragment.split_once(":~:").unwrap_or((fragment, ""));
        matches!(fragment, "" | "top" | "_top")
            || is_numbered(fragment)
            || self.0.binary_search(&hash::text(fragment)).is_ok()
    }
}

/// `_2`, `id3`, `section-1`: what sites call headings of which no letter is left.
fn is_numbered(fragment: &str) -> bool {
    ["_", "id", "section-", "section"]
        .iter()
        .filter_map(|start| fragment.strip_prefix(start))
        .any(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

#[derive(Default)]
struct Found {
    hashes: Vec<u64>,
    /// How often each slug was made.
    slugs: HashMap<String, u32>,
}

impl Found {
    fn line(&mut self, text: &str, previous: &str) {
        if let Some(heading) = heading(text) {
            self.heading(heading);
        } else if previous.chars().any(char::is_alphanumeric) && is_underline(text) {
            self.heading(previous);
        }
        if text.contains(['<', '{', '=']) {
            self.ids(text);
        }
    }

    fn add(&mut self, anchor: &str) {
        if !anchor.is_empty() {
            self.hashes.push(hash::text(&anchor.to_lowercase()));
        }
    }

    /// Ids that stand in a line: `<a name="x">`, `id='x'`, `{#x}`, `{/*x*/}`, `(x)=`.
    fn ids(&mut self, line: &str) {
        // `titleId=` of a component too.
        for key in ["id=", "Id=", "name="] {
            for (at, _) in line.match_indices(key) {
                let value = line[at + key.len()..].trim_start_matches(['{', '\\', '&']);
                let value = value.strip_prefix("quot;").unwrap_or(value);
                let quoted = value.trim_start_matches(['"', '\'', '`']);
                let end = quoted.find(['"', '\'', '`', '>', '}', ' ', '\\', '&']);
                self.add(&quoted[..end.unwrap_or(quoted.len())]);
            }
        }
        for (at, _) in line.match_indices('{') {
            let inner = line[at + 1..].split('}').next().unwrap_or("");
            if let Some(id) = inner.strip_prefix("/*").and_then(|id| id.strip_suffix("*/")) {
                self.add(id.trim());
            }
            for word in inner.split([' ', ':']).filter_map(|word| word.strip_prefix('#')) {
                self.add(word);
            }
        }
        // A component may make an anchor of any of its properties.
        let is_component = |tag: &str| tag.starts_with(|c: char| c.is_ascii_uppercase());
        if line.strip_prefix('<').is_some_and(is_component) {
            for (at, mark) in line.match_indices("=\"") {
                let value = &line[at + mark.len()..];
                let value = value.find('"').map_or("", |end| &value[..end]);
                if !value.contains(' ') {
                    self.add(value);
                }
            }
        }
        if let Some(label) = line.strip_prefix('(').and_then(|label| label.strip_suffix(")=")) {
            self.add(label);
        }
    }

    fn heading(&mut self, raw: &str) {
        let text = heading_text(raw);
        for slug in slugs(&text) {
            let count = self.slugs.entry(slug.clone()).or_default();
            *count += 1;
            let count = *count;
            self.add(&slug);
            if count > 1 {
                self.add(&format!("{slug}-{}", count - 1));
                self.add(&format!("{slug}_{}", count - 1));
            }
        }
    }
}

/// What stands in a heading line `## heading ##` or `<h2>heading</h2>`.
fn heading(line: &str) -> Option<&str> {
    if let Some(tag) =
        line.strip_prefix("<h").filter(|tag| tag.starts_with(|c: char| c.is_ascii_digit()))
    {
        let inner = &tag[tag.find('>')? + 1..];
        return Some(inner.split("</h").next().unwrap_or(inner));
    }
    // A heading may be the first thing of a list's item.
    let line = line.trim_start_matches(['-', '*', '+', ' ']);
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let is_heading = (1..=6).contains(&level) && text.starts_with([' ', '\t', '\u{a0}']);
    is_heading.then(|| text.trim().trim_end_matches('#').trim_end())
}

fn is_underline(line: &str) -> bool {
    line.len() > 1 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// The text that a heading shows, without an id behind it.
fn heading_text(raw: &str) -> String {
    let raw = match raw.rfind('{') {
        Some(at) if raw.ends_with('}') => raw[..at].trim_end(),
        _ => raw,
    };
    let mut text = String::with_capacity(raw.len());
    // As a heading: `1. First` is no list there.
    for event in Parser::new(&format!("# {raw}")) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// The anchors that sites make of a heading.
fn slugs(text: &str) -> Vec<String> {
    let lower = text.trim().to_lowercase();
    let github: String = lower.chars().filter_map(github).collect();
    let bare = github.replace('\u{fe0f}', "");
    let collapsed = dashed(bare.chars());
    // VitePress and GitBook part words at every mark.
    let parted = dashed(lower.chars().map(|c| if github_keeps(c) && c != '_' { c } else { '-' }));
    let ascii: String = lower.chars().map(base).collect();
    // Python-Markdown, kramdown.
    let plain = dashed(ascii.chars().filter(char::is_ascii).filter_map(self::github));
    // Docutils, Sphinx.
    let docutils = dashed(
        ascii.chars().filter(char::is_ascii).map(
            |c| {
                if c.is_ascii_alphanumeric() { c } else { '-' }
            },
        ),
    );
    let letters_first =
        |slug: &str| slug.trim_start_matches(|c: char| !c.is_alphabetic()).to_owned();
    let mut all = vec![
        letters_first(&github),
        letters_first(&plain),
        letters_first(&docutils),
        format!("_{parted}"),
        github,
        bare,
        collapsed,
        parted,
        plain,
        docutils,
    ];
    all.retain(|slug| !slug.is_empty());
    all.sort_unstable();
    all.dedup();
    all
}

fn github_keeps(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-' || marks::is_mark(c)
}

/// GitHub, GitLab, Docusaurus, Hugo: letters, digits, marks, `-` and `_` stay, a blank is a hyphen.
fn github(c: char) -> Option<char> {
    if c == ' ' { Some('-') } else { github_keeps(c).then_some(c) }
}

/// A slug without hyphens at its ends and side by side.
fn dashed(chars: impl Iterator<Item = char>) -> String {
    let mut slug = String::new();
    for c in chars {
        if c != '-' || !(slug.is_empty() || slug.ends_with('-')) {
            slug.push(c);
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The letter without its accent, where Unicode takes it apart so (NFKD).
fn base(c: char) -> char {
    const BASES: [(char, &str); 22] = [
        ('a', "àáâãäåāăąǎ"),
        ('c', "çćĉċč"),
        ('d', "ď"),
        ('e', "èéêëēĕėęěẽẹẻếềểễệ"),
        ('g', "ĝğġģ"),
        ('h', "ĥ"),
        ('i', "ìíîïĩīĭįǐỉị"),
        ('j', "ĵ"),
        ('k', "ķ"),
        ('l', "ĺļľ"),
        ('n', "ñńņň"),
        ('o', "òóôõöōŏőǒơọỏốồổỗộớờởỡợ"),
        ('r', "ŕŗř"),
        ('s', "śŝşšș"),
        ('t', "ţťț"),
        ('u', "ùúûüũūŭůűųǔưụủứừửữự"),
        ('w', "ŵ"),
        ('y', "ýÿŷỳỵỷỹ"),
        ('z', "źżž"),
        ('a', "ạảấầẩẫậắằẳẵặ"),
        (' ', "\u{a0}\u{3000}"),
        ('i', "ı"),
    ];
    // Letters of other scripts have none.
    if !matches!(c, '\u{a0}'..='\u{21b}' | '\u{1e00}'..='\u{1eff}' | '\u{3000}') {
        return c;
    }
    BASES.iter().find(|(_, accented)| accented.contains(c)).map_or(c, |(base, _)| *base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_the_anchors_that_sites_give_them() {
        let page = "# A *b* `c.d()` & e\n\nText\n====\n\n## Étape suivante\n\n## 概要：はじめに\n\n## 2. Two {#own}\n\n### Use {/*use-it*/}\n\n> ## Quoted\n\n<h3>In HTML</h3>\n";
        let anchors = Anchors::of(page);
        for slug in [
            "a-b-cd--e",
            "a-b-cd-e",
            "a-b-c-d-e",
            "text",
            "étape-suivante",
            "%C3%A9tape-suivante",
            "etape-suivante",
            "概要はじめに",
            "概要-はじめに",
            "own",
            "2-two",
            "two",
            "use-it",
            "use",
            "quoted",
            "in-html",
            "In-HTML",
        ] {
            assert!(anchors.hold(slug), "{slug}");
        }
        for slug in ["next-step", "overview", "b", "c", "html"] {
            assert!(!anchors.hold(slug), "{slug}");
        }
    }

    #[test]
    fn ids_in_tags_and_attributes_are_anchors() {
        let page = "<a name=\"one\"></a> <a id='two'>\n\nText {: #three .x }\n\n(four)=\n\n[](){ #five }\n\n<div id={`six`}>\n\n<Member name=\"A B\" link=\"a-b\">";
        let anchors = Anchors::of(page);
        for id in ["one", "two", "three", "four", "five", "six", "a-b"] {
            assert!(anchors.hold(id), "{id}");
        }
        assert!(!anchors.hold("seven"));
    }

    #[test]
    fn headings_that_repeat_are_counted_and_code_has_none() {
        let anchors = Anchors::of("# Same\n\n# Same\n\n```sh\n# comment\n```\n\n#Nothing\n");
        assert!(anchors.hold("same") && anchors.hold("same-1") && anchors.hold("same_1"));
        assert!(!anchors.hold("same-2") && !anchors.hold("comment") && !anchors.hold("nothing"));
    }
}
