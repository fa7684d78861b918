//! What became of a name whose accepted forms are not in the target: the first rule of a table that fits tells.
//!
//! The rules go from what is surest to what is left: the name's own letters, then all its words, then what the lists
//! say of it, then some of its words, then none. A rule may rely on all those before it having failed.

mod case;
mod letters;
mod listed;
mod order;
mod parts;
mod sound;
#[cfg(test)]
mod tests;

pub(super) use self::case::Known;
use self::case::{Case, Spot};
pub(super) use self::letters::doubled;
pub(super) use self::parts::taken_for_product;
pub(super) use self::sound::is_heard;
use super::pattern::Local;
use super::target::{Found, Judgement, Target, expected};
use super::view::{Damage, Fate, Problem};
use crate::mqm::{Confidence, Severity};

/// One line of the decision list.
struct Rule {
    /// What it is called, in kebab case.
    name: &'static str,
    /// Whether it fits, and where the name or what stands for it is.
    applies: fn(&Case<'_, '_>) -> Option<Spot>,
    /// What it says of the name. The message is that of the problem, with the place and what should stand there.
    says: Says,
}

/// What a rule says of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Nothing is wrong.
    Right(Fate),
    /// Something is wrong with a name of this fate.
    Damaged(Fate, Wrong),
    /// The locale has forms of it that no list tells: the names inside it are judged. What is wrong if they are as they
    /// should be.
    Parts(Option<Wrong>),
}

/// What is wrong, how sure that is, and how severe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wrong(Problem, Confidence, Gravity);

/// How severe an issue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gravity {
    /// Critical, unless nobody reviewed the name.
    Critical,
    /// As the list says of the name, else as the check says.
    Listed,
    /// Minor: the name can be recognised, or locales and lists disagree about it.
    Minor,
}

const fn rule(name: &'static str, applies: fn(&Case<'_, '_>) -> Option<Spot>, says: Says) -> Rule {
    Rule { name, applies, says }
}

const fn mangled(problem: Problem, confidence: Confidence, gravity: Gravity) -> Says {
    Says::Damaged(Fate::Mangled, Wrong(problem, confidence, gravity))
}

/// The decision list; the first rule that applies decides.
static RULES: &[Rule] = {
    use Confidence::{High, Low, Medium};
    use Fate::{Implied, Kept, Localized};
    use Gravity::{Critical, Listed, Minor};
    use Problem::{
        Case, Glued, Missing, Misspelled, NativeDigits, OutdatedName, PartlyTranslated, Scrambled,
        TermCase, Translated, Transliterated, WrongTerm,
    };
    use Says::{Damaged, Parts, Right};
    &[
        rule("native-digits", letters::native_digits, mangled(NativeDigits, High, Listed)),
        rule("spelled-out", letters::spelled_out, Right(Localized)),
        rule("small-head", letters::small_head, Right(Localized)),
        rule("case-of-form", letters::case_of_form, mangled(TermCase, High, Minor)),
        rule("case-of-name", letters::case_of_name, mangled(Case, High, Minor)),
        rule("glued", letters::glued, mangled(Glued, High, Minor)),
        rule("torn", letters::torn, mangled(Misspelled, High, Listed)),
        rule("glued-to-neighbour", letters::glued_to_neighbour, mangled(Glued, High, Minor)),
        rule("unjoined", letters::unjoined, mangled(Misspelled, Medium, Minor)),
        rule("intact", order::intact, Right(Kept)),
        rule("grammar-of-locale", order::grammar_of_locale, Right(Localized)),
        rule("other-grammar", order::other_grammar, mangled(PartlyTranslated, Low, Minor)),
        rule("head-moved", order::head_moved, Right(Localized)),
        rule("scrambled", order::scrambled, mangled(Scrambled, High, Critical)),
        rule("stand-in", listed::stand_in, Right(Kept)),
        rule("former", listed::former, Damaged(Kept, Wrong(OutdatedName, High, Minor))),
        rule("excused-term", listed::excused_term, Right(Implied)),
        rule("alike-term", listed::alike_term, Right(Localized)),
        rule("other-term", listed::other_term, mangled(WrongTerm, Medium, Listed)),
        rule("lost-term", listed::lost_term, mangled(WrongTerm, Low, Listed)),
        rule("acronym-by-sound", sound::acronym_by_sound, mangled(Transliterated, Medium, Listed)),
        rule("scrambled-form", order::scrambled_form, mangled(Scrambled, Medium, Critical)),
        rule("apart-by-chance", order::apart_by_chance, Right(Implied)),
        rule("apart", order::apart, mangled(Scrambled, Medium, Critical)),
        rule("lent-words", parts::lent_words, Right(Implied)),
        rule("form-by-sound", sound::form_by_sound, mangled(Transliterated, High, Listed)),
        rule("excused-form", listed::excused_form, Right(Implied)),
        rule("other-form", listed::other_form, Parts(Some(Wrong(WrongTerm, Medium, Listed)))),
        rule("lost-form", listed::lost_form, Parts(Some(Wrong(WrongTerm, Low, Listed)))),
        rule("half-form", listed::half_form, Parts(Some(Wrong(PartlyTranslated, Low, Listed)))),
        rule("neither-form", listed::neither_form, Parts(Some(Wrong(Translated, Medium, Listed)))),
        rule("own-form", listed::own_form, Parts(None)),
        rule("feature", parts::feature, Parts(None)),
        rule("soft-words", parts::soft_words, mangled(PartlyTranslated, Low, Minor)),
        rule("common-words", parts::common_words, Right(Implied)),
        rule(
            "part-of-repeated",
            parts::part_of_repeated,
            mangled(PartlyTranslated, Medium, Listed),
        ),
        rule("part-left", parts::part_left, mangled(PartlyTranslated, High, Listed)),
        rule("all-words", parts::all_words, Right(Localized)),
        rule("misspelled", letters::misspelled, mangled(Misspelled, High, Listed)),
        rule("by-sound", sound::by_sound, mangled(Transliterated, High, Listed)),
        rule("counterpart", parts::counterpart, Parts(None)),
        rule("repeated", parts::repeated, Right(Implied)),
        rule("company", parts::company, Right(Implied)),
        rule("soft-name", parts::soft_name, mangled(Translated, Low, Minor)),
        rule("translated", parts::translated, mangled(Translated, High, Listed)),
        rule("missing", parts::missing, mangled(Missing, Low, Minor)),
    ]
};

/// Explains why the accepted forms of a name are not there; `part` says whether it is a name inside a longer one.
pub(super) fn explain(
    at: usize,
    known: &Known<'_, '_>,
    place: &mut Target<'_>,
    local: &Local,
    part: bool,
) -> Judgement {
    let case = Case::new(at, known, place, local, part);
    let fits = |rule: &'static Rule| Some((rule, (rule.applies)(&case)?));
    // The last rule always applies; a test proves it.
    let Some((rule, spot)) = RULES.iter().find_map(fits) else { return Judgement::Unknown(None) };
    let judgement = match rule.says {
        Says::Right(fate) => Judgement::Is(Found { range: spot.range.clone(), fate }, None),
        Says::Damaged(fate, wrong) => Judgement::Is(
            Found { range: spot.range.clone(), fate },
            Some(rule.damage(wrong, &case, &spot)),
        ),
        Says::Parts(wrong) => Judgement::Unknown(wrong.map(|w| rule.damage(w, &case, &spot))),
    };
    place.claimed.extend(spot.claims);
    judgement
}

impl Rule {
    /// What it reports of a name.
    fn damage(
        &self,
        Wrong(problem, confidence, gravity): Wrong,
        case: &Case<'_, '_>,
        spot: &Spot,
    ) -> Damage {
        let pattern = case.pattern;
        let severity = match gravity {
            Gravity::Critical if !pattern.learned => Some(Severity::Critical),
            Gravity::Critical | Gravity::Listed => pattern.severity,
            Gravity::Minor => Some(Severity::Minor),
        };
        let surest = if pattern.learned { Confidence::Medium } else { Confidence::High };
        Damage {
            problem,
            rule: self.name,
            source: case.known.hits[case.at].range.clone(),
            target: spot.range.clone(),
            name: pattern.text.clone(),
            expected: spot.should_be.clone().unwrap_or_else(|| expected(pattern, case.local)),
            severity,
            confidence: confidence.min(surest),
            evidence: pattern.evidence,
        }
    }
}
