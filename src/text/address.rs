//! Addresses of links: their parts, what of them names a locale, and whether two lead to the same page.

use crate::cldr::CldrLocale;
use crate::locale::LocaleTag;

/// The names that the locales of a pair have in addresses, in small letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocaleNames {
    /// Tags (`fr`, `fr-fr`), with hyphens.
    tags: Vec<String>,
    /// Regions, which stand for a locale in hosts (`cn.example.org`, `example.de`) and at the beginning of a path.
    regions: Vec<String>,
}

/// How two addresses stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    /// They lead to the same place, be it in another locale.
    Same,
    /// They lead to the same page, with other fragments.
    Page,
    /// They lead to different pages.
    Different,
}

/// The files that the addresses of a pair stand in: the original's and the localized page's.
#[derive(Debug, Clone, Copy)]
pub struct Places<'p> {
    /// The original.
    pub source: &'p str,
    /// The localized page.
    pub target: &'p str,
}

impl LocaleNames {
    /// The names of some locales.
    pub fn of(locales: &[&LocaleTag]) -> LocaleNames {
        let mut names = LocaleNames::default();
        for tag in locales.iter().filter(|tag| !tag.is_empty()) {
            let language = tag.language();
            names.tags.extend([tag.as_str(), tag.written(), language].map(normal));
            let Some(known) = CldrLocale::remembered(tag) else { continue };
            let region = known.region.to_ascii_lowercase();
            names.tags.push(format!("{language}-{region}"));
            for script in known.scripts.iter().map(|script| script.to_ascii_lowercase()) {
                names.tags.push(format!("{language}-{script}-{region}"));
                names.tags.push(format!("{language}-{script}"));
            }
            names.regions.push(region);
        }
        names
    }

    /// Whether a part of a path names one of the locales, or is a language with its region (`en-us`).
    fn is_locale(&self, part: &str) -> bool {
        (2..=16).contains(&part.len()) && part.is_ascii() && {
            let part = normal(part);
            self.tags.contains(&part) || is_tag(&part)
        }
    }

    /// A path from the root without the part that names one of the locales: `/docs/a` of `/fr/docs/a`. None where its first
    /// two parts name none.
    pub fn without_locale(&self, path: &str) -> Option<String> {
        let mut start = 0;
        for part in path.strip_prefix('/')?.split('/').take(2) {
            let end = start + 1 + part.len();
            if self.tags.contains(&normal(part)) {
                return Some(format!("{}{}", &path[..start], &path[end..]));
            }
            start = end;
        }
        None
    }

    fn is_region(&self, part: &str) -> bool {
        self.regions.iter().any(|region| region.eq_ignore_ascii_case(part))
    }

    /// A name of a file without the locale in it: `note` of `note.fr`, `README` of `README_fr`.
    fn without<'n>(&self, stem: &'n str) -> &'n str {
        let marks = stem.char_indices().filter(|(at, c)| *at > 0 && matches!(c, '.' | '_' | '-'));
        let named = |at: &usize| self.tags.contains(&normal(&stem[at + 1..]));
        marks.map(|(at, _)| at).find(named).map_or(stem, |at| &stem[..at])
    }
}

/// A tag in small letters, with hyphens.
fn normal(tag: &str) -> String {
    tag.to_ascii_lowercase().replace('_', "-")
}

/// `en-us`, `zh-hans-cn`.
fn is_tag(part: &str) -> bool {
    let letters = |text: &str| text.bytes().all(|b| b.is_ascii_alphabetic());
    let mut pieces = part.split('-');
    let language = pieces.next().unwrap_or("");
    let rest: Vec<&str> = pieces.collect();
    (2..=3).contains(&language.len())
        && letters(language)
        && match rest.as_slice() {
            [region] => region.len() == 2 && letters(region),
            [script, region] => script.len() == 4 && region.len() == 2,
            _ => false,
        }
}

/// An address taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address<'a> {
    /// The host with its port; none in an address within the site.
    pub host: Option<&'a str>,
    /// The path, as written.
    pub path: &'a str,
    /// What stands behind `?`.
    pub query: &'a str,
    /// What stands behind `#`.
    pub fragment: Option<&'a str>,
}

impl<'a> Address<'a> {
    /// Takes an address apart; none for those of another scheme than that of pages (`mailto:`).
    pub fn parse(raw: &'a str) -> Option<Address<'a>> {
        let (rest, fragment) = match raw.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment)),
            None => (raw, None),
        };
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let is_scheme = |scheme: &str| {
            scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+')
        };
        let behind = match rest.split_once(':') {
            Some((scheme, behind)) if is_scheme(scheme) => {
                let is_web =
                    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
                Some(behind.strip_prefix("//").filter(|_| is_web)?)
            }
            _ => rest.strip_prefix("//"),
        };
        let (host, path) = match behind {
            Some(behind) => {
                let end = behind.find('/').unwrap_or(behind.len());
                (Some(&behind[..end]), &behind[end..])
            }
            None => (None, rest),
        };
        Some(Address { host, path, query, fragment })
    }

    /// Whether the host is one that documentation may invent (RFC 2606), so that it may be translated.
    pub fn is_example(&self) -> bool {
        const RESERVED: [&str; 4] = ["example", "test", "invalid", "localhost"];
        let Some(host) = self.host else { return false };
        let mut labels = host.rsplit('.');
        let (top, second) = (labels.next().unwrap_or(""), labels.next());
        RESERVED.contains(&top) || second == Some("example") && matches!(top, "com" | "net" | "org")
    }
}

/// How the address of the target stands to that of the source.
pub fn compare(
    source: &str,
    target: &str,
    names: &LocaleNames,
    places: Option<Places<'_>>,
) -> Sameness {
    if source == target {
        return Sameness::Same;
    }
    let (a, b) = (plain(source), plain(target));
    if a == b {
        return Sameness::Same;
    }
    let (Some(a), Some(b)) = (Address::parse(&a), Address::parse(&b)) else {
        return Sameness::Different;
    };
    let paths = match (a.host, b.host) {
        (Some(x), Some(y)) => outside((x, a), (y, b), names),
        (None, None) => inside(a.path, b.path, names, places).then_some(Paths { localized: false }),
        // One's own site, told in full on one side.
        (Some(_), None) => own_site(a.path, b.path, names).then_some(Paths { localized: false }),
        (None, Some(_)) => own_site(b.path, a.path, names).then_some(Paths { localized: false }),
    };
    let Some(Paths { localized }) = paths else { return Sameness::Different };
    if !same_query(a.query, b.query, names) {
        return Sameness::Different;
    }
    // The headings of another site's page in the locale are not known.
    if localized || a.fragment.unwrap_or("") == b.fragment.unwrap_or("") {
        Sameness::Same
    } else {
        Sameness::Page
    }
}

/// That two addresses lead to the same page.
struct Paths {
    /// The target's is the page of its locale on another site.
    localized: bool,
}

/// Addresses of other sites, where hosts and paths may name the locale.
fn outside(
    (x, a): (&str, Address<'_>),
    (y, b): (&str, Address<'_>),
    names: &LocaleNames,
) -> Option<Paths> {
    let (own_x, own_y) = (host(x, names), host(y, names));
    if own_x.labels != own_y.labels {
        return None;
    }
    let (p, q) = (parts(a.path, names), parts(b.path, names));
    // The locale's own host (`fr.wikipedia.org`) names its pages itself.
    let renamed = own_y.locale.is_some() && own_x.locale != own_y.locale;
    let same = p == q
        || renamed && p.len() == q.len() && p.len() > 1 && p[..p.len() - 1] == q[..q.len() - 1];
    let marked = |path: &str| path.split('/').find(|part| names.is_locale(part)).map(normal);
    let localized = renamed || marked(b.path).is_some() && marked(a.path) != marked(b.path);
    same.then_some(Paths { localized })
}

/// A host without what names a locale in it.
struct Host {
    labels: Vec<String>,
    locale: Option<String>,
}

fn host(host: &str, names: &LocaleNames) -> Host {
    let mut labels: Vec<String> = host.split('.').map(str::to_ascii_lowercase).collect();
    labels.retain(|label| label != "www");
    let mut locale = None;
    let at = labels.iter().position(|label| names.is_locale(label) || names.is_region(label));
    if let Some(at) = at.filter(|at| labels.len() > 2 && at + 2 < labels.len()) {
        locale = Some(labels.remove(at));
    }
    // `example.de` for `example.com`.
    if let Some(top) = labels.pop() {
        let is_local = names.is_region(&top);
        labels.push(if is_local || top == "com" { String::new() } else { top });
    }
    Host { labels, locale }
}

/// The parts of a path that lead somewhere: no locale, no ending of a page, nothing empty.
fn parts<'p>(path: &'p str, names: &LocaleNames) -> Vec<&'p str> {
    let mut all = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if all.last().is_some_and(|last| *last != "..") => drop(all.pop()),
            part => all.push(part),
        }
    }
    if all.first().is_some_and(|first| names.is_region(first)) {
        all.remove(0);
    }
    let mut kept: Vec<&str> = Vec::with_capacity(all.len());
    for part in all {
        if names.is_locale(part) {
            if kept.last() == Some(&"intl") {
                kept.pop();
            }
        } else {
            kept.push(part);
        }
    }
    if let Some(last) = kept.pop() {
        let page = without_ending(last);
        let own = names.without(page);
        // `map_fr.png` too.
        let (stem, ending) = page
            .rsplit_once('.')
            .map_or((page, ""), |(stem, _)| (names.without(stem), &page[stem.len()..]));
        if !matches!(own, "index" | "_index") {
            kept.push(if own == page { stem } else { own });
            if own == page && !ending.is_empty() {
                kept.push(ending);
            }
        }
    }
    kept
}

/// A page's name without the ending that only some addresses of it have.
fn without_ending(name: &str) -> &str {
    [".md", ".mdx", ".markdown", ".html", ".htm"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(name)
}

/// Whether two addresses within the site lead to the same page.
fn inside(a: &str, b: &str, names: &LocaleNames, places: Option<Places<'_>>) -> bool {
    let (p, q) = (parts(a, names), parts(b, names));
    if a.starts_with('/') == b.starts_with('/') && p == q {
        return true;
    }
    let Some(places) = places else { return false };
    let (full_a, full_b) = (resolve(places.source, a), resolve(places.target, b));
    let (full_a, full_b) = (parts(&full_a, names), parts(&full_b, names));
    match (a.starts_with('/'), b.starts_with('/')) {
        (false, false) => full_a == full_b,
        // Where the site's root lies is not known.
        (true, false) => full_b.ends_with(&p) && !p.is_empty(),
        (false, true) => full_a.ends_with(&q) && !q.is_empty(),
        (true, true) => false,
    }
}

/// Whether an address of another site is that within one's own.
fn own_site(outside: &str, inside: &str, names: &LocaleNames) -> bool {
    let (p, q) = (parts(outside, names), parts(inside, names));
    inside.starts_with('/') && p == q && p.len() > 1
}

/// The file that an address within the site leads to from a file, by its text alone; the file itself where it is empty.
pub fn resolve(file: &str, path: &str) -> String {
    if path.is_empty() {
        return file.to_owned();
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    if path.starts_with('/') {
        parts.clear();
        parts.push("");
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| !last.is_empty() && *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether queries are the same but for the locale in them (`hl=fr`).
fn same_query(a: &str, b: &str, names: &LocaleNames) -> bool {
    let own = |query: &str| -> Vec<String> {
        let is_locale = |pair: &&str| pair.split_once('=').is_some_and(|(_, v)| names.is_locale(v));
        let pairs = query.split('&').filter(|pair| !pair.is_empty() && !is_locale(pair));
        pairs.map(str::to_owned).collect()
    };
    a == b || own(a) == own(b)
}

/// An address without escapes, brackets and blanks around it.
fn plain(raw: &str) -> String {
    let raw = raw.trim();
    let raw = raw.strip_prefix('<').and_then(|raw| raw.strip_suffix('>')).unwrap_or(raw);
    decoded(&raw.replace('\\', "").replace("&amp;", "&"))
}

/// A text with its percent escapes read, where they are UTF-8.
pub fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%'
            && let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2))
        {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// Whether an address is another one that was damaged on the way: with blanks, brackets or letters of another script in it,
/// or with a slip in one part of its path.
pub fn is_damaged(source: &str, target: &str) -> bool {
    const MARKS: [char; 9] = ['（', '）', '【', '】', '。', '，', '：', '(', '['];
    let target = target.trim();
    let strange =
        |c: char| (c.is_whitespace() || MARKS.contains(&c) || c == ']') && !source.contains(c);
    if target.is_empty() || target.contains(strange) {
        return true;
    }
    let (a, b) = (plain(source), plain(target));
    let (Some(a), Some(b)) = (Address::parse(&a), Address::parse(&b)) else { return true };
    if a.host.map(str::to_ascii_lowercase) != b.host.map(str::to_ascii_lowercase) {
        return false;
    }
    let foreign = |path: &str| path.contains(|c: char| c.is_alphabetic() && !c.is_ascii());
    if foreign(b.path) && !foreign(a.path) {
        return true;
    }
    let of = |path: &str| -> Vec<String> {
        path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (a, b) = (of(a.path), of(b.path));
    let mut others = a.iter().zip(&b).filter(|(x, y)| x != y);
    let Some((x, y)) = others.next() else { return false };
    a.len() == b.len() && others.next().is_none() && is_slip(x, y)
}

/// Whether two words differ in one or two letters: a letter more, less, another, or two that changed places. Numbers
/// and the ending of a plural are no slips.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let shorter = a.len().min(b.len());
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let end = end.min(shorter - start);
    let (x, y) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    let letters = |part: &[char]| part.iter().all(|c| c.is_alphabetic() || matches!(c, '-' | '_'));
    let is_plural = end == 0 && (x.is_empty() && y == ['s'] || y.is_empty() && x == ['s']);
    shorter >= 5 && x.len() <= 2 && y.len() <= 2 && letters(x) && letters(y) && !is_plural
}

/// The addresses of other sites that a text links to, in order.
pub fn outside_links(raw: &str) -> impl Iterator<Item = &str> {
    raw.match_indices("](http").filter_map(|(at, _)| {
        let rest = &raw[at + 2..];
        let end = rest.find([')', ' ', '\n'])?;
        Some(&rest[..end])
    })
}

/// What was put for what where two addresses of other sites differ in their hosts or in the middle of their paths, and
/// what both end with: `a.b/old/x/y` and `a.b/new/x/y` give `a.b/old`, `a.b/new` and `x/y`. None where they end otherwise.
pub fn substitution(source: &str, target: &str) -> Option<(String, String, String)> {
    let whole = |raw: &str| -> Option<Vec<String>> {
        let address = Address::parse(raw)?;
        let mut parts = vec![address.host?.to_ascii_lowercase()];
        parts.extend(address.path.split('/').filter(|part| !part.is_empty()).map(str::to_owned));
        Some(parts)
    };
    let (s, t) = (whole(source)?, whole(target)?);
    let shared = s.iter().rev().zip(t.iter().rev()).take_while(|(a, b)| a == b).count();
    // Something must stay, and something must be another.
    let shared = shared.min(s.len() - 1).min(t.len() - 1);
    let (a, b) = (&s[..s.len() - shared], &t[..t.len() - shared]);
    (shared > 0 && a != b).then(|| (a.join("/"), b.join("/"), s[s.len() - shared..].join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn how(source: &str, target: &str, locale: &str) -> Sameness {
        let (english, own) = (LocaleTag::parse("en").unwrap(), LocaleTag::parse(locale).unwrap());
        let places = Places { source: "/site/docs/a/page.md", target: "/site/docs/xx/a/page.md" };
        compare(source, target, &LocaleNames::of(&[&english, &own]), Some(places))
    }

    #[test]
    fn the_page_of_the_locale_is_the_same_page() {
        use Sameness::Same;
        for (source, target, locale) in [
            ("https://a.b/en-us/c", "https://a.b/de-de/c", "de"),
            ("https://a.b/c", "https://a.b/zh-hans-cn/c/", "zh-CN"),
            ("https://a.b/en/c", "https://a.b/fr/c", "fr"),
            ("https://a.b/en-US/c", "https://a.b/fr/c#là", "fr-FR"),
            ("https://a.b/docs", "http://fr.a.b/docs", "fr"),
            ("https://www.a.b/", "https://cn.a.b/", "zh-CN"),
            ("https://a.com/x", "https://a.de/x", "de-DE"),
            ("https://en.wiki.org/wiki/Tree", "https://fr.wiki.org/wiki/Arbre", "fr"),
            ("https://a.b/intl/en/x", "https://a.b/intl/ja/x", "ja"),
            ("https://a.b/x?hl=en", "https://a.b/x?hl=pt-br", "pt-BR"),
            ("/docs/x", "/fr/docs/x/", "fr"),
            ("/docs/x.md", "/docs/x", "fr"),
            ("README.md", "README.uk.md", "uk"),
            ("images/map.png", "images/map_zh-CN.png", "zh-CN"),
            ("x/caf%C3%A9", "x/café", "fr"),
            ("https://own.dev/docs/x", "/docs/x", "fr"),
        ] {
            assert_eq!(how(source, target, locale), Same, "{source} {target}");
        }
    }

    #[test]
    fn relative_paths_lead_from_the_place_of_their_page() {
        // `xx` is no name of this pair, so that the folder counts as one.
        assert_eq!(how("../b.md", "../../b.md", "fr"), Sameness::Same);
        assert_eq!(how("c.md", "../../a/c.md", "fr"), Sameness::Same);
        assert_eq!(how("../b.md", "../../../b.md", "fr"), Sameness::Different);
        assert_eq!(how("./c", "/docs/xx/a/c", "fr"), Sameness::Different);
        assert_eq!(how("./c", "/a/c", "fr"), Sameness::Same);
    }

    #[test]
    fn other_pages_and_fragments_are_told_apart() {
        assert_eq!(how("a.md#b", "a.md#c", "fr"), Sameness::Page);
        assert_eq!(how("#b", "#c", "fr"), Sameness::Page);
        for (source, target) in [
            ("a.md", "b.md"),
            ("https://a.b/c", "https://a.b/d"),
            ("https://a.b/c", "https://d.b/c"),
            ("https://a.b/c?x=1", "https://a.b/c?x=2"),
            ("mailto:a@b.c", "mailto:d@b.c"),
            ("https://a.b/en-us/setup", "https://a.b/fr-fr/installation"),
        ] {
            assert_eq!(how(source, target, "fr-FR"), Sameness::Different, "{source} {target}");
        }
    }

    #[test]
    fn damage_is_told_from_another_address() {
        for (source, target) in [
            ("https://a.b/c/d", "https:// a.b/c/d"),
            ("/cluster/", "(/cluster/)"),
            ("/scaling/", "/स्केलिंग/"),
            ("https://a.b/documents/x", "https://a.b/docuemnts/x"),
            ("mailto:a@b.c", "mail:a"),
            ("a.md", ""),
        ] {
            assert!(is_damaged(source, target), "{source} {target}");
        }
        for (source, target) in [
            ("https://a.b/c", "https://d.e/c"),
            ("/learn/start", "/learn/install"),
            ("/boxes/", "/boxes-of-wood/"),
            ("/large-box/", "/large-boxs/"),
            ("/version-10/", "/version-11/"),
            ("https://a.b/x#y", "https://a.b/x#là"),
        ] {
            assert!(!is_damaged(source, target), "{source} {target}");
        }
    }

    #[test]
    fn what_was_put_for_what_is_told() {
        let told = substitution("https://a.b/old/x/y#z", "https://a.b/new/x/y");
        assert_eq!(told, Some(("a.b/old".into(), "a.b/new".into(), "x/y".into())));
        let hosts = substitution("https://a.b/x", "https://c.d/x");
        assert_eq!(hosts, Some(("a.b".into(), "c.d".into(), "x".into())));
        assert_eq!(substitution("https://a.b/x", "https://a.b/y"), None);
        assert_eq!(substitution("/x/y", "/z/y"), None);
        let links: Vec<_> =
            outside_links("[a](https://a.b/c) and [d](e.md), [f](http://g)").collect();
        assert_eq!(links, ["https://a.b/c", "http://g"]);
    }

    #[test]
    fn hosts_that_documentation_invents_are_known() {
        let is = |raw| Address::parse(raw).is_some_and(|address| address.is_example());
        assert!(is("https://myserver.example/a") && is("http://www.example.com") && is("//a.test"));
        assert!(!is("https://example.dev") && !is("a.example") && !is("https://a.b/example"));
    }
}
