//! Bytes a second of reading bilingual pages, from bytes in memory and from files in the page cache.

use std::fmt::Write as _;

use divan::Bencher;
use divan::counter::BytesCount;
use glossator::document::Input;
use glossator::read::{self, ReadOptions, formats};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// A page of the usual make-up with this many pairs; 10 pairs make about 3.5 kB.
fn page(pairs: usize) -> String {
    let mut page = String::from(
        "---\ntitle: Kunden in Partner Center verwalten\ndescription: Hier erfahren Sie, wie Sie Kunden verwalten.\n\
         ms.topic: article\nms.date: 04/12/2021\nms.service: partner-dashboard\nauthor: redaktion\n\
         ms.custom: SEOMAY.20\nms.openlocfilehash: 0123456789abcdef0123456789abcdef01234567\n\
         ms.sourcegitcommit: 89abcdef0123456789abcdef0123456789abcdef\nms.translationtype: MT\n\
         ms.contentlocale: de-DE\nms.lasthandoff: 05/20/2021\nms.locfileid: \"987654321\"\n---\n",
    );
    for number in 1..=pairs {
        let id = format!("0a1b2-{:03}", 100 + number);
        let _ = writeln!(
            page,
            "\n{number}. <span data-ttu-id=\"{id}\">Wählen Sie **Kunden** und dann den [Kunden](customers.md) aus, den \
             Sie verwalten möchten.</span><span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">Select **Customers** \
             and then the [customer](customers.md) that you want to manage.</span></span>",
        );
    }
    page
}

#[divan::bench(args = [1, 10, 100, 4000])]
fn from_bytes(bencher: Bencher<'_, '_>, pairs: usize) {
    let page = page(pairs);
    let name = "de-DE/page.md".to_owned();
    let input = Input::new(&name, name.clone());
    let Some(format) = formats::of(&input.path, page.as_bytes()) else {
        eprintln!("{}: no format reads it", input.name);
        return;
    };
    bencher
        .counter(BytesCount::of_str(&page))
        .with_inputs(|| page.clone().into_bytes())
        .bench_local_values(|bytes| (format.read)(bytes, &input, None));
}

#[divan::bench(args = [10, 4000])]
fn from_file(bencher: Bencher<'_, '_>, pairs: usize) {
    let path = std::env::temp_dir().join(format!("glossator-bench-{}.md", std::process::id()));
    let (page, options) = (page(pairs), ReadOptions::default());
    if let Err(error) = std::fs::write(&path, &page) {
        eprintln!("{}: {error}", path.display());
        return;
    }
    let input = Input::new(path.clone(), "de-DE/page.md");
    bencher.counter(BytesCount::of_str(&page)).bench_local(|| read::read(&input, &options));
    let _ = std::fs::remove_file(path);
}
