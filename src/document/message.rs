//! What a program does with a text: how the placeholders are written that it fills in, and for which counts it shows it.

use crate::cldr::PluralCategory;

/// How the program that shows a text writes the placeholders that it fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// `%s`, `%1$d`, `%-5.2f`, `%@`, `%zu`: `printf` of C, PHP, Python, Objective-C and Java.
    Printf,
    /// `%(name)s` of Python.
    NamedPrintf,
    /// `%{name}` and `%<name>d` of Ruby.
    Ruby,
    /// `%NAME%` of Windows, `%name%` of Symfony.
    Enclosed,
    /// `%1`, `%L1`, `%n` of Qt and of scripts.
    Qt,
    /// `{0:N2}`, `{name!r}`, `{}`: .NET, Java, Python, Rust.
    Brace,
    /// `{{name}}`: i18next, Angular, Vue, Liquid, Jinja, Handlebars.
    DoubleBrace,
    /// `${name}` and `$name` of shells, `$(Name)` of build files.
    Shell,
    /// `$NAME$` of browsers' extensions.
    Dollar,
    /// `:name` of Laravel.
    Colon,
    /// `__name__` of i18next's first version.
    Underscore,
    /// `$t(key)` of i18next, `@:key` of Vue: another message is put there.
    Nesting,
    /// `<1>…</1>` of i18next for React.
    NumberedTag,
    /// `{b>…<b}`, `{1>…<1}`, `[1}…{2]`: codes of translation tools.
    ToolCode,
    /// `{ $name }`, `{ -term }` of Fluent.
    Fluent,
    /// `<your name>`, `{your name}`: what the reader fills in, not a program.
    Hint,
    /// `{#id}`, `{.class}`, `{: .class}`: what a page says of the block before.
    Attribute,
    /// No placeholder at all: the file says that a percent sign is one in this text.
    Percentage,
}

/// A set of families.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
pub struct Families(u32);

impl Families {
    /// No family.
    pub const NONE: Families = Families(0);

    /// The set of one family.
    pub const fn of(family: Family) -> Families {
        Families(1 << family as u32)
    }

    /// The families of both sets.
    #[must_use]
    pub const fn union(self, other: Families) -> Families {
        Families(self.0 | other.0)
    }

    /// This set with one family more.
    #[must_use]
    pub const fn with(self, family: Family) -> Families {
        self.union(Families::of(family))
    }

    /// Whether a family is in it.
    pub const fn has(self, family: Family) -> bool {
        self.0 & (1 << family as u32) != 0
    }

    /// A number that other sets do not have.
    pub const fn bits(self) -> u32 {
        self.0
    }
}

/// A text that a program shows for some counts only: one of the forms of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PluralForm {
    /// As the format names it: `few`, `msgstr[2]`; of forms that are missing, all of them.
    pub name: String,
    /// The counts that it is shown for, where these are one or two; a text for one count need not say it.
    pub counts: Vec<u32>,
    /// Whether one is among the counts, be they few or many.
    pub takes_one: bool,
    /// The source of another form of the message; what its placeholders are may stand in this target too.
    pub other_source: String,
    /// Whether the message lacks these forms although its locale needs them.
    pub is_missing: bool,
}

impl PluralForm {
    /// Whether it is shown for one count only, or for none and one.
    pub fn is_singular(&self) -> bool {
        is_singular(&self.counts)
    }
}

/// Whether a form for these counts may leave the number out: there is one, or the two that many languages count as one.
pub fn is_singular(counts: &[u32]) -> bool {
    matches!(counts, [_] | [0, 1])
}

/// Takes the last of the missing forms out where `other` stands in for it: whole numbers never take `other` in some languages,
/// so that the text of their last form is often written there.
pub fn stand_in(needed: &[PluralCategory], has_other: bool, missing: &mut Vec<PluralCategory>) {
    if has_other && !needed.contains(&PluralCategory::Other) {
        missing.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        let set = Families::of(Family::Qt).with(Family::Percentage);
        assert!(set.has(Family::Qt) && set.has(Family::Percentage) && !set.has(Family::Printf));
    }

    #[test]
    fn a_form_for_one_count_is_singular() {
        let form = |counts: &[u32]| PluralForm { counts: counts.to_vec(), ..PluralForm::default() };
        assert!(
            form(&[1]).is_singular() && form(&[2]).is_singular() && form(&[0, 1]).is_singular()
        );
        assert!(!form(&[]).is_singular() && !form(&[1, 11]).is_singular());
    }
}
