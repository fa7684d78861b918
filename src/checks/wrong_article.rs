//! `wrong-article`: Hungarian `a` before a vowel or `az` before a consonant.

use super::{Check, Example, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::WordKind;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-article",
    category: Category::Linguistic,
    severity: Severity::Neutral,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "the Hungarian article does not fit the next word",
    details: "Hungarian only: `a` stands before a consonant, `az` before a vowel. Judged only before ordinary words that \
              follow directly, in letters: acronyms and numbers are read aloud in ways that spelling does not tell, \
              foreign names that begin with `U`, `Y`, `H` or `One` neither, and `az` is a pronoun too (`az, hogy`, \
              `az a`, `az nem`, `az látható`). Neutral: people slip here as often as machines (2.2 and 1.5 of 1,000).",
    examples: &[
        Example::bad("hu-HU", "the Partner Center", "az Partnerközpont", "az Partnerközpont"),
        Example::bad("hu-HU", "the account", "a előfizetés", "a előfizetés"),
        Example::good("hu-HU", "the account", "az előfizetés"),
        Example::good("hu-HU", "the SLA", "az SLA"),
        Example::good("hu-HU", "what is not", "az nem"),
        Example::good("hu-HU", "the 5 pages", "az 5 oldal"),
    ],
    run: Run::Segment(run),
};

/// Words behind which `az` is the pronoun `that`, or in front of which it may be.
const PRONOUN: &[&str] = &[
    "nem",
    "is",
    "sem",
    "volt",
    "lesz",
    "lehet",
    "csak",
    "már",
    "még",
    "pedig",
    "van",
    "kell",
    "történik",
    "jelenti",
    "mert",
    "vagy",
    "ha",
    "hogy",
    "ami",
    "a",
];

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if view.locale.language() != "hu" {
        return;
    }
    let target = &view.target;
    for pair in target.words.windows(2) {
        let [article, next] = pair else { continue };
        let written = target.word(article);
        let consonant = match written {
            "a" | "A" => true,
            "az" | "Az" => false,
            _ => continue,
        };
        let between = &target.visible()[article.end as usize..next.start as usize];
        let word = target.word(next);
        if between != " " || next.kind != WordKind::Plain || word.chars().count() < 3 {
            continue;
        }
        let mut letters = word.chars();
        let (Some(first), Some(second)) = (letters.next(), letters.next()) else { continue };
        let acronym = second.is_uppercase();
        let foreign = matches!(first, 'U' | 'Y' | 'H' | 'u' | 'y')
            || word.starts_with("One")
            || word.starts_with("Eu");
        let verb = ["ható", "hető", "zza", "ezi", "atja", "eti", "ják", "lja", "ik"]
            .iter()
            .any(|e| word.ends_with(e));
        let pronoun = !consonant && (PRONOUN.contains(&word) || verb);
        if acronym || foreign || pronoun {
            continue;
        }
        let vowel = "aáeéiíoóöőuúüűAÁEÉIÍOÓÖŐUÚÜŰ".contains(first);
        if vowel == consonant {
            let right = if vowel { "az" } else { "a" };
            let span = view.target_span(article.start as usize..next.end as usize);
            let message = format!("The article before “{word}” is “{right}”.");
            issues
                .push(Issue::new(&CHECK, message).target(span).expected(format!("{right} {word}")));
        }
    }
}
