//! The ordered table of what may be wrong with the text of one link.

use std::ops::Range;

use super::label::Label;
use crate::checks::Example;
use crate::checks::rule::Rule;
use crate::mqm::{Confidence, Severity};

/// A rule for one link of the target.
pub(super) type OfLink = Rule<fn(&Label<'_>) -> Option<Range<usize>>>;

/// The rules for a link's text; the first that gives a span reports it.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a type with a lifetime is no function pointer for all lifetimes"
)]
pub(super) const RULES: [OfLink; 10] = [
    Rule {
        severity: Severity::Major,
        ..Rule::new(
            "The link stands on a mark, in the source on words",
            Example::bad(
                "ar-SA",
                "go to [Meeting policies](a.md) - now",
                "انتقل إلى سياسات الاجتماع [-](a.md) الآن",
                "[-]",
            ),
            |l| l.is_mark(),
        )
    },
    Rule::new(
        "The link covers only a part of the title that the source links",
        Example::bad(
            "hu-HU",
            "see [User management in the old portal](a.md) now.",
            "lásd: Felhasználókezelés a régi [portálon](a.md) most.",
            "[portálon]",
        ),
        |l| l.is_part(),
    ),
    Rule::new(
        "The link covers the whole sentence, in the source only a part of it",
        Example::bad(
            "cs-CZ",
            "You can review [details for tax exemptions](#a).",
            "[Můžete zkontrolovat podrobnosti o daňových výjimkách](#a).",
            "[Můžete zkontrolovat podrobnosti o daňových výjimkách]",
        ),
        |l| l.is_sentence(),
    ),
    Rule::new(
        "The end mark of the sentence is part of the link",
        Example::bad(
            "hu-HU",
            "Contact [support](a.md).",
            "Forduljon a [támogatási szolgálathoz.](a.md)",
            "szolgálathoz.]",
        ),
        |l| l.takes_end_mark(),
    ),
    Rule::new(
        "The particle behind the label is part of the link",
        Example::bad("ko-KR", "click [Support](a.md).", "[지원을](a.md) 클릭합니다.", "지원을]"),
        |l| l.takes_particle(),
    ),
    Rule::new(
        "The link holds only one of two parentheses",
        Example::bad(
            "cs-CZ",
            "in the [dashboard](a.md) (sign-in required).",
            "na [řídicím panelu (vyžaduje](a.md) se přihlášení).",
            "[řídicím panelu (vyžaduje]",
        ),
        |l| l.splits_parentheses(),
    ),
    Rule {
        confidence: Confidence::Medium,
        ..Rule::new(
            "The link begins with what belongs to the sentence before it",
            Example::bad(
                "ru-RU",
                "see [Types of billing](a.md).",
                "см. [в разделе Типы выставления счетов](a.md).",
                "[в разделе Типы выставления счетов]",
            ),
            |l| l.begins_in_sentence(),
        )
    },
    Rule {
        confidence: Confidence::Medium,
        ..Rule::new(
            "The link ends with what belongs to the sentence behind it",
            Example::bad(
                "es-ES",
                "sign in to the [dashboard](a.md) and go on.",
                "inicie sesión en el [panel y](a.md) continúe.",
                "[panel y]",
            ),
            |l| l.ends_in_sentence(),
        )
    },
    Rule {
        confidence: Confidence::Medium,
        ..Rule::new(
            "Only the end of the linked title is in the link",
            Example::bad(
                "fr-FR",
                "see [User management in the portal](a.md).",
                "consultez Gestion des [utilisateurs du portail](a.md).",
                "Gestion des [utilisateurs",
            ),
            |l| l.cuts_title(),
        )
    },
    Rule {
        confidence: Confidence::Medium,
        ..Rule::new(
            "The link leaves out words at the end of the sentence that the source links as a whole",
            Example::bad(
                "uk-UA",
                "[Use slicers in the reports](a.md).",
                "[Використання роздільників](a.md) у звітах.",
                "[Використання роздільників](a.md) у звітах",
            ),
            |l| l.leaves_end(),
        )
    },
];

/// The places in [`RULES`] of those on how much of the sentence a link covers.
pub(super) const OF_EXTENT: [usize; 6] = [1, 2, 6, 7, 8, 9];

/// What is told of any link, beside what the table tells.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a type with a lifetime is no function pointer for all lifetimes"
)]
pub(super) const GLUED: OfLink = Rule::new(
    "A space is missing behind the link",
    Example::bad("de-DE", "the [dashboard](a.md) now", "das [Dashboard](a.md)an jetzt", ")an"),
    |l| l.is_glued(),
);
