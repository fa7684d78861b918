//! What is known of characters, in tables: learning and checks ask it of each character of each text.

use std::sync::OnceLock;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::{CharScript, class};

/// What is known of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Its script.
    pub(crate) script: CharScript,
    /// The one-character lower case; Turkish dotted and dotless i meet the Latin one, so that names agree.
    pub(crate) lower: char,
    /// As [`char::is_alphanumeric`].
    pub(crate) is_alphanumeric: bool,
    /// As [`char::is_uppercase`].
    pub(crate) is_uppercase: bool,
    /// Whether it combines with the one before it (`General_Category` M).
    pub(crate) is_mark: bool,
}

/// Characters that are worked out together.
const BLOCK: usize = 64;

type Block = [Facts; BLOCK];

/// The characters of the Basic Multilingual Plane. A block is worked out when one of its characters is first met: a run
/// meets few of them.
static BLOCKS: [OnceLock<Box<Block>>; 0x1_0000 / BLOCK] =
    [const { OnceLock::new() }; 0x1_0000 / BLOCK];

impl Facts {
    /// What is known of a character.
    #[inline]
    pub(crate) fn of(c: char) -> Facts {
        let code = c as usize;
        match BLOCKS.get(code / BLOCK) {
            Some(block) => block.get_or_init(|| work_out(code / BLOCK * BLOCK))[code % BLOCK],
            None => Facts::worked_out(c),
        }
    }

    fn worked_out(c: char) -> Facts {
        Facts {
            script: class(c),
            lower: match c {
                'İ' | 'ı' => 'i',
                _ => c.to_lowercase().next().unwrap_or(c),
            },
            is_alphanumeric: c.is_alphanumeric(),
            is_uppercase: c.is_uppercase(),
            is_mark: c.general_category_group() == GeneralCategoryGroup::Mark,
        }
    }
}

#[cold]
fn work_out(first: usize) -> Box<Block> {
    // Surrogates are no characters and never asked for.
    let of = |at: usize| char::from_u32((first + at) as u32).unwrap_or(char::REPLACEMENT_CHARACTER);
    Box::new(std::array::from_fn(|at| Facts::worked_out(of(at))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_say_what_is_worked_out() {
        for c in '\0'..=char::MAX {
            assert_eq!(Facts::of(c), Facts::worked_out(c), "{c:?}");
        }
    }
}
