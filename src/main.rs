//! The command: what it is told and what it answers are [`glossator::cli`]'s.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    glossator::cli::watch_signals();
    glossator::cli::run(std::env::args_os())
}
