//! Time a segment for all that the name checks share: finding names in the source and what became of them.

use divan::Bencher;
use divan::counter::ItemsCount;
use glossator::locale::{Locale, LocaleTag};
use glossator::names::{Name, Termbase};
use glossator::text::Text;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// Pairs of the usual mix: most name nothing or one product, some several, a few are damaged.
const PAIRS: &[(&str, &str)] = &[
    (
        "Select the customer that you want to manage.",
        "Wählen Sie den Kunden aus, den Sie verwalten möchten.",
    ),
    (
        "Sign in to Partner Center with your work account.",
        "Melden Sie sich mit Ihrem Geschäftskonto bei Partner Center an.",
    ),
    (
        "The invoice is ready on the 5th of each month.",
        "Die Rechnung steht am 5. jedes Monats bereit.",
    ),
    (
        "Azure Active Directory (Azure AD) protects your tenant.",
        "Azure Active Directory (Azure AD) schützt Ihren Mandanten.",
    ),
    (
        "On the **Settings** page, choose [Billing](billing.md).",
        "Wählen Sie auf der Seite **Einstellungen** die Option [Abrechnung](billing.md) aus.",
    ),
    (
        "You need a Microsoft 365 or Office 365 subscription to use Microsoft Teams.",
        "Sie benötigen ein Microsoft 365- oder Office 365-Abonnement, um Microsoft Teams zu verwenden.",
    ),
    (
        "For more information, see the following article.",
        "Weitere Informationen finden Sie im folgenden Artikel.",
    ),
    ("Open the report in Power BI.", "Öffnen Sie den Bericht in Leistung BI."),
    (
        "If the problem persists, contact your administrator.",
        "Wenn das Problem weiterhin besteht, wenden Sie sich an Ihren Administrator.",
    ),
    (
        "Install PowerShell on Windows 10 before you run the script.",
        "Installieren Sie PowerShell unter Windows 10, bevor Sie das Skript ausführen.",
    ),
];

/// The shipped names, filled up to this many.
fn termbase(names: usize) -> Termbase {
    let shipped = Termbase::default();
    let missing = names.saturating_sub(shipped.names().len());
    let more = (0..missing).map(|i| Name::keep(format!("Contoso Service {i}"))).collect();
    shipped.with(more).unwrap_or_default()
}

#[divan::bench(args = [2000, 4000])]
fn names_of_a_segment(bencher: Bencher<'_, '_>, names: usize) {
    let termbase = termbase(names);
    let locale = LocaleTag::parse("de-DE").map_or(Locale::english(), |tag| Locale::of(&tag));
    let pairs: Vec<(Text<'_>, Text<'_>)> =
        PAIRS.iter().map(|(s, t)| (Text::new(s), Text::new(t))).collect();
    bencher.counter(ItemsCount::new(pairs.len())).bench_local(|| {
        pairs.iter().map(|(s, t)| termbase.find(s, t, locale, &[]).damage.len()).sum::<usize>()
    });
}

#[divan::bench]
fn compiling_the_shipped_names(bencher: Bencher<'_, '_>) {
    let names = Termbase::default().names().to_vec();
    bencher.bench_local(|| Termbase::new(names.clone()).map(|t| t.names().len()));
}
