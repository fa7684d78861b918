//! Hints for the reader: `<your name>`. People fill them in, so they may be translated.

use super::is_name;

/// Whether two hints for the reader may stand for each other: all of a hint may be translated, but of a name with joints
/// (`<resource-group>`) not a part.
pub(super) fn same_hint(source: &str, target: &str) -> bool {
    let (Some(wanted), Some(given)) = (hint(source), hint(target)) else { return false };
    let joint = |text: &str| text.contains(['-', '_']) && is_name(&text.replace('-', "_"));
    !joint(wanted) || !wanted.split(['-', '_']).any(|part| given.contains(part))
}

/// What stands in the brackets of `<name>`, `&lt;name&gt;` or `{two words}`.
fn hint(text: &str) -> Option<&str> {
    let within = |open, close| text.strip_prefix(open).and_then(|t| t.strip_suffix(close));
    within("<", ">").or_else(|| within("&lt;", "&gt;")).or_else(|| within("{", "}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_not_translated_in_part() {
        assert!(same_hint("<your name>", "<su nombre>"));
        assert!(same_hint("&lt;resource-group&gt;", "&lt;Ressourcengruppe&gt;"));
        assert!(!same_hint("<resource-group>", "<resource-Gruppe>"));
        assert!(!same_hint("<name>", "name"));
    }
}
