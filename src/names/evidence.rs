//! What outvotes what where it is asked how a name, a term or a word is written in a locale: the one order that names,
//! renderings, terms and kept words go by (`docs/evidence.md`).

/// What speaks for a way of writing, the weaker first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Evidence {
    /// A list that comes with the program.
    #[default]
    Shipped,
    /// What most of the run's places do, whoever wrote them.
    Run,
    /// What people do, as pages say that were translated by hand.
    People,
    /// A list that the user named, or the words that a page asks to keep.
    User,
}

impl Evidence {
    /// All of them, the weaker first.
    pub const ALL: [Evidence; 4] =
        [Evidence::Shipped, Evidence::Run, Evidence::People, Evidence::User];

    /// Whether it decides against the other.
    pub fn outvotes(self, other: Evidence) -> bool {
        self > other
    }
}

/// What the strongest evidence says; of equals the first. None where nothing is known.
pub fn strongest<T>(said: impl IntoIterator<Item = (Evidence, Option<T>)>) -> Option<T> {
    let mut best: Option<(Evidence, T)> = None;
    for (evidence, what) in said {
        let Some(what) = what else { continue };
        if best.as_ref().is_none_or(|(strongest, _)| evidence.outvotes(*strongest)) {
            best = Some((evidence, what));
        }
    }
    best.map(|(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_any_two_the_order_decides_and_not_their_place() {
        for (i, a) in Evidence::ALL.into_iter().enumerate() {
            for (j, b) in Evidence::ALL.into_iter().enumerate() {
                assert_eq!(a.outvotes(b), i > j, "{a:?} {b:?}");
                let wins = if i >= j { a } else { b };
                assert_eq!(strongest([(a, Some(a)), (b, Some(b))]), Some(wins));
                assert_eq!(strongest([(b, Some(b)), (a, Some(a))]), Some(wins));
                // What says nothing outvotes nothing.
                assert_eq!(strongest([(a, None), (b, Some(b))]), Some(b));
            }
        }
        assert_eq!(strongest::<()>([(Evidence::User, None)]), None);
    }

    #[test]
    fn of_equals_the_first_counts() {
        assert_eq!(strongest([(Evidence::Run, Some(1)), (Evidence::Run, Some(2))]), Some(1));
    }
}
