//! Ids of checks on the command line: those of the program, and of the rules of the configuration.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

use glossator::checks::own::OwnRule;
use glossator::checks::{CHECKS, judge};
use glossator::error::Error;

/// Takes an id; which ones there are is known when the configuration is read.
#[derive(Debug, Clone)]
pub(super) struct CheckIds;

impl TypedValueParser for CheckIds {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let ids = CHECKS.iter().map(|check| check.id).chain([judge::CHECK.id]);
        Some(Box::new(ids.map(PossibleValue::new)))
    }
}

/// Sees to it that there are checks with these ids.
///
/// # Errors
/// One that is not there; the message names the nearest.
pub(super) fn known(option: &str, ids: &[String], own: &[OwnRule]) -> Result<(), Error> {
    let own = || own.iter().map(|rule| rule.check.id);
    let there = || CHECKS.iter().map(|c| c.id).chain(own()).chain([judge::CHECK.id]);
    for id in ids {
        if !there().any(|known| known == id) {
            return Err(Error::usage(format!("{option} {}", no_check(id, there()))));
        }
    }
    Ok(())
}

/// That there is no check with an id, and which one may be meant.
pub(super) fn no_check<'i>(id: &str, there: impl Iterator<Item = &'i str>) -> String {
    let nearest = there.map(|known| (strsim::jaro_winkler(known, id), known));
    let nearest = nearest.max_by(|(a, _), (b, _)| a.total_cmp(b)).filter(|(near, _)| *near > 0.8);
    let meant = nearest.map(|(_, id)| format!("; did you mean {id}?")).unwrap_or_default();
    format!("{id}: there is no such check{meant} (`glossator checks` lists them)")
}
