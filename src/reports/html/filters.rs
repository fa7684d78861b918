//! How the templates write numbers. askama hands a field over by reference and a result by value.

// What `filter_fn` asks for and what it makes.
#![allow(clippy::inline_always, clippy::unnecessary_wraps, clippy::unused_self, unreachable_pub)]

use std::borrow::Borrow;

use askama::{Result, Values};

/// A count with commas between thousands.
#[askama::filter_fn]
pub(super) fn count<N: Borrow<u64>>(number: N, _: &dyn Values) -> Result<String> {
    Ok(super::count(*number.borrow()))
}

/// A score with one decimal; a dash where there is none.
#[askama::filter_fn]
pub(super) fn score<S: Borrow<Option<f64>>>(score: S, _: &dyn Values) -> Result<String> {
    Ok(super::score(*score.borrow()))
}

/// By how much a score rose, with its sign.
#[askama::filter_fn]
pub(super) fn rise<R: Borrow<f64>>(by: R, _: &dyn Values) -> Result<String> {
    Ok(super::rise(*by.borrow()))
}

/// A share of a hundred, as a score with its sign.
#[askama::filter_fn]
pub(super) fn percent<S: Borrow<Option<f64>>>(share: S, _: &dyn Values) -> Result<String> {
    Ok(format!("{} %", super::score(*share.borrow())))
}
