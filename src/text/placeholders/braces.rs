//! Placeholders in braces.

use super::{head, is_name};

/// Longest content of single and of double braces, in bytes.
const SINGLE: usize = 80;
const DOUBLE: usize = 240;

/// What stands in the single braces that begin at `at`.
fn inner(raw: &str, at: usize) -> Option<&str> {
    let rest = head(&raw[at + 1..], SINGLE);
    let len = rest.find(['}', '{', '\n'])?;
    (rest.as_bytes()[len] == b'}' && !follows_command(raw, at)).then(|| &rest[..len])
}

/// Whether the brace is one of a formula: `x^{2}`, `\text{a}`, `\frac{a}{b}`.
fn follows_command(raw: &str, at: usize) -> bool {
    let mut before = &raw[..at];
    // Arguments that stand before it.
    for _ in 0..4 {
        if !before.ends_with('}') {
            break;
        }
        let Some(open) = before.rfind('{') else { return false };
        before = &before[..open];
    }
    let name = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    before.ends_with(['^', '_']) || (name.len() < before.len() && name.ends_with('\\'))
}

/// `{name}`, `{0:N2}`, `{user.name}`, `{name!r}`, `{}`.
pub(super) fn single(raw: &str, at: usize, _: bool) -> Option<usize> {
    let inner = inner(raw, at)?;
    let text = inner.trim();
    let name = text.find([',', ':', '!']).map_or(text, |end| text[..end].trim_end());
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_alphanumeric() || "_$@".contains(c))
            && name.chars().all(|c| c.is_alphanumeric() || "_$-.[]'()#%".contains(c))
    };
    let fits = is_name(name) || inner.is_empty();
    // A list in braces is no format: `{a, b, c, d}`.
    (fits && text.matches(',').count() <= 2).then_some(at + inner.len() + 2)
}

/// `{your name}`: two or three words.
pub(super) fn hint(raw: &str, at: usize, _: bool) -> Option<usize> {
    let inner = inner(raw, at)?;
    let fits = inner.chars().all(|c| c.is_alphanumeric() || "_-.:,$#% ".contains(c))
        && inner.contains(char::is_alphanumeric)
        && inner.trim() == inner
        && inner.split(' ').count() <= 3;
    fits.then_some(at + inner.len() + 2)
}

/// `{#id}`, `{.class}`, `{: .class}`.
pub(super) fn attribute(raw: &str, at: usize, _: bool) -> Option<usize> {
    let inner = inner(raw, at)?;
    let fits = inner.starts_with(['#', '.', ':']) && inner.len() > 1 && !inner.starts_with("#if");
    fits.then_some(at + inner.len() + 2)
}

/// `{ $name }`, `{ -term }`.
pub(super) fn fluent(raw: &str, at: usize, _: bool) -> Option<usize> {
    let inner = inner(raw, at)?;
    let name = inner.strip_prefix(' ')?.strip_suffix(' ')?;
    let name = name.strip_prefix('$').or_else(|| name.strip_prefix('-'))?;
    is_name(&name.replace('-', "_")).then_some(at + inner.len() + 2)
}

/// `{{name}}`, `{{ user.name | upper }}`, `{{{html}}}`; shortcodes (`{{< >}}`, `{{% %}}`) are none.
pub(super) fn double(raw: &str, at: usize, _: bool) -> Option<usize> {
    let rest = &raw[at..];
    let depth = rest.bytes().take(4).take_while(|b| *b == b'{').count();
    if !(2..=3).contains(&depth)
        || rest[depth..].starts_with(['<', '%'])
        || follows_command(raw, at)
    {
        return None;
    }
    let inner = head(&rest[depth..], DOUBLE);
    let len = inner.find("}}")?;
    let text = &inner[..len];
    let fits = text.contains(char::is_alphanumeric) && !text.contains(['{', '\n']);
    let close = rest[depth + len..].bytes().take_while(|b| *b == b'}').count();
    fits.then_some(at + depth + len + close.min(depth))
}
