//! Links into the site: whether the locale stands before their paths.

use super::{Pair, Place, Rule, Usage};
use crate::text::Text;

/// The locale before the path of a link into the site.
pub static LOCALE_IN_LINKS: Rule = Rule {
    id: "locale-in-links",
    summary: "links into the site have the locale before their path",
    kept: "have the locale before the path",
    other: "have none",
    both_ways: false,
    usage: |_| Usage::Open,
    places,
};

/// The links whose path begins at the root of the site in the source, which the target has with a locale before it
/// or as they are.
fn places(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let rooted = |text: &Text<'_>| {
        text.links.iter().any(|link| text.raw[link.target.clone()].starts_with('/'))
    };
    if !rooted(pair.source) || !rooted(pair.target) {
        return;
    }
    let path = |address: &str| {
        let end = address.find(['#', '?']).unwrap_or(address.len());
        address[..end].trim_end_matches('/').to_owned()
    };
    let originals: Vec<(String, &crate::text::Link)> = pair
        .source
        .links
        .iter()
        .filter(|link| !link.image)
        .map(|link| (path(&pair.source.raw[link.target.clone()]), link))
        .filter(|(path, _)| path.len() > 1 && path.starts_with('/'))
        .collect();
    for link in pair.target.links.iter().filter(|link| !link.image) {
        let given = path(&pair.target.raw[link.target.clone()]);
        let of = |wanted: &str| originals.iter().find(|(path, _)| path == wanted);
        let localized = without_locale(&given).and_then(of);
        let Some((_, original)) = localized.or_else(|| of(&given)) else { continue };
        let (source, kept) = (Some(original.range.clone()), localized.is_some());
        places.push(Place { span: link.target.clone(), source, kept, expected: None });
    }
}

/// A path without the locale that it begins with: `/pt-br/docs`.
fn without_locale(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    let (first, behind) = rest.split_at(rest.find('/')?);
    let mut parts = first.split(['-', '_']);
    let is_language =
        |part: &str| matches!(part.len(), 2 | 3) && part.bytes().all(|b| b.is_ascii_lowercase());
    let is_part = |part: &str| {
        (2..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    (parts.next().is_some_and(is_language) && parts.all(is_part)).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_a_language_with_what_follows_it() {
        assert_eq!(without_locale("/pt-br/docs/a"), Some("/docs/a"));
        assert_eq!(without_locale("/fr/a"), Some("/a"));
        assert_eq!(without_locale("/docs/a"), None);
        assert_eq!(without_locale("/fr"), None);
        assert_eq!(without_locale("fr/a"), None);
    }
}
