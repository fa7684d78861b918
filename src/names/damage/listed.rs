//! What the lists say of a name: what may stand for it, what it was called, and which forms the locale has.

use super::case::{Case, Spot};
use super::parts::around;
use crate::names::form::{Closeness, Form};
use crate::names::name::{Matching, Policy};
use crate::names::pattern::Kind;
use crate::names::vendor::without_vendor;
use crate::text::words::{bare, stretches};

/// Another name of it stands there: an alias, what remains without the vendor, what an alias stands for.
pub(super) fn stand_in(case: &Case<'_, '_>) -> Option<Spot> {
    let mut own = case.pattern.stand_ins.iter().filter(|form| !is_anothers(case, form));
    own.find_map(|form| case.place.free_place(form, Closeness::Exact)).map(Spot::claimed)
}

/// Whether what could stand for the name belongs to other names that hold it, while the vendor of this one is still
/// there: `Azure プラン` beside `Microsoft 紺碧`.
fn is_anothers(case: &Case<'_, '_>, form: &Form) -> bool {
    let vendor_left = without_vendor(&case.pattern.text) == Some(&form.text)
        && case.words().free.first().is_some_and(|f| !f.is_empty());
    if !vendor_left {
        return false;
    }
    let waiting = case.others().filter(|(hit, found)| {
        found.is_none() && hit.pattern.tokens.iter().any(|t| t.form.text == form.text)
    });
    let places = case.place.occurrences(form, Closeness::Exact).filter(|r| case.place.is_free(r));
    places.count() <= waiting.count()
}

/// It stands there as it was called before: `Azure Active Directory` for `Microsoft Entra ID`.
pub(super) fn former(case: &Case<'_, '_>) -> Option<Spot> {
    let former = &case.pattern.former;
    former.iter().find_map(|f| case.place.free_place(f, Closeness::Exact)).map(Spot::claimed)
}

/// A term of which the list knows no rendering in the locale, or which is rendered right elsewhere.
pub(super) fn excused_term(case: &Case<'_, '_>) -> Option<Spot> {
    let local = case.local;
    let unknown = local.forms.is_empty() && !local.policy.keeps()
        || !local.listed && case.pattern.name.is_some();
    (is_term(case) && (unknown || case.is_repeated())).then(Spot::nowhere)
}

/// A term that is to be alike only is alike.
pub(super) fn alike_term(case: &Case<'_, '_>) -> Option<Spot> {
    let fuzzy = is_term(case) && case.pattern.matching == Matching::Fuzzy;
    let alike = || case.local.forms.iter().any(|form| is_like(case.place.text, &form.text));
    (fuzzy && alike()).then(Spot::nowhere)
}

/// A term is not rendered as its list says, in a target that says everything.
pub(super) fn other_term(case: &Case<'_, '_>) -> Option<Spot> {
    (is_term(case) && case.has_room()).then(Spot::nowhere)
}

/// A term is not rendered as its list says, in a target that may have left it out.
pub(super) fn lost_term(case: &Case<'_, '_>) -> Option<Spot> {
    is_term(case).then(Spot::nowhere)
}

fn is_term(case: &Case<'_, '_>) -> bool {
    case.pattern.kind == Kind::Term
}

/// Whether as many words as a form has stand somewhere with at least 80 % of its letters.
fn is_like(text: &str, form: &str) -> bool {
    let words: Vec<&str> = stretches(text).collect();
    let size = stretches(form).count();
    let form = form.to_lowercase();
    words.windows(size.min(words.len()).max(1)).any(|w| {
        let run = w.join(" ").to_lowercase();
        strsim::normalized_levenshtein(bare(&run), &form) >= 0.8
    })
}

/// The locale's own form is not needed: another mention or an acronym stands for it, or it is another region's form.
pub(super) fn excused_form(case: &Case<'_, '_>) -> Option<Spot> {
    let excused = || case.is_stood_for() || case.has_counterpart() || !case.local.listed;
    (lacks_form(case) && excused()).then(Spot::nowhere)
}

/// The locale always has a form of its own, and none stands in a target that says everything.
pub(super) fn other_form(case: &Case<'_, '_>) -> Option<Spot> {
    (lacks_form(case) && case.has_room()).then(Spot::nowhere)
}

/// The locale always has a form of its own, and none stands in a target that may have left it out.
pub(super) fn lost_form(case: &Case<'_, '_>) -> Option<Spot> {
    lacks_form(case).then(Spot::nowhere)
}

/// Whether the locale has a form of it, and neither that form nor a word of the name is there.
fn lacks_form(case: &Case<'_, '_>) -> bool {
    case.local.policy == Policy::Localized
        && !case.local.forms.is_empty()
        && case.words().left() == 0
}

/// A part of a name that the locale keeps or renders is there, and none of its forms: `Microsoft Store para educação`.
pub(super) fn half_form(case: &Case<'_, '_>) -> Option<Spot> {
    let words = case.words();
    let half = keeps_or_renders(case)
        && words.partly_left()
        && case.pattern.tokens.iter().any(|t| !t.content)
        && !case.is_stood_for();
    half.then(|| Spot::unclaimed(around(case, &words.cluster())))
}

/// Neither a name that the locale keeps or renders nor any of its forms is there, in a target that says everything.
pub(super) fn neither_form(case: &Case<'_, '_>) -> Option<Spot> {
    let neither = keeps_or_renders(case)
        && case.words().left() == 0
        && !case.is_stood_for()
        && !case.has_counterpart()
        && case.has_room();
    neither.then(Spot::nowhere)
}

/// Whether a whole name may be kept, and the list has forms of it for the locale besides.
fn keeps_or_renders(case: &Case<'_, '_>) -> bool {
    case.local.policy == Policy::Both
        && case.pattern.kind == Kind::Name
        && case.local.listed
        && !case.local.forms.is_empty()
        && !case.part
}

/// A locale that has forms of its own varies them: nothing tells that what stands there is wrong.
pub(super) fn own_form(case: &Case<'_, '_>) -> Option<Spot> {
    (case.local.policy != Policy::Keep).then(Spot::nowhere)
}
