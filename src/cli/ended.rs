//! A process that is told to end removes what it has half written, and ends as it was told.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;

use signal_hook::consts::{SIGABRT, SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag::register_conditional_shutdown;
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use glossator::output;

/// Watches for Ctrl+C, for the end that a scheduler asks for, and for a terminal that is closed. Reports that are getting
/// their names get them first; what else is begun is removed. Where a system can't watch, the next run removes it.
pub(super) fn watch() {
    // Memory that can't be had ends a process so, once that is said; a job is told as of any run that could not be made.
    let _ = register_conditional_shutdown(SIGABRT, 2, Arc::new(AtomicBool::new(true)));
    let ignored = ignored();
    // What the caller has switched off (`nohup`) stays off.
    let wanted = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| !ignored(*signal));
    let Ok(mut signals) = Signals::new(wanted) else { return };
    let watch = move || {
        if let Some(signal) = signals.forever().next() {
            output::abandon();
            let _ = emulate_default_handler(signal);
        }
    };
    // Without it the process ends at once.
    let _ = thread::Builder::new().name("signals".to_owned()).spawn(watch);
}

/// Which signals this process was begun to ignore; of systems that do not tell, the one that `nohup` switches off.
fn ignored() -> impl Fn(i32) -> bool {
    let told = std::fs::read_to_string("/proc/self/status").ok();
    let mask = told.and_then(|status| {
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        u64::from_str_radix(mask.trim(), 16).ok()
    });
    move |signal| mask.map_or(signal == SIGHUP, |mask| mask >> (signal - 1) & 1 == 1)
}
