//! The options of judges: programs that are asked to score what is translated.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use glossator::compare::Asked;
use glossator::config::JudgeSettings;
use glossator::error::Error;
use glossator::judges::{Judges, Settings};
use glossator::pipeline::{Bench, Only};
use glossator::results::trend;

/// Options of judges.
#[derive(Debug, clap::Args)]
pub(super) struct JudgeArgs {
    /// Ask a program to score the translations (docs/judges.md): a name of `judges:` in glossator.yaml, or a command; may be
    /// given again
    #[arg(long, value_name = "COMMAND")]
    judge: Vec<String>,
    #[command(flatten)]
    asking: AskingArgs,
    /// Ask about this many segments of each locale, spread over its pages: always the same
    #[arg(long, value_name = "N", requires = "judge", value_parser = clap::value_parser!(u64).range(1..))]
    judge_sample: Option<u64>,
    /// Ask only about segments that have a reference, or that are new since the run of `--previous` (of `compare`: that differ)
    #[arg(long, value_name = "WHICH", requires = "judge", value_parser = ["referenced", "changed"])]
    judge_only: Option<String>,
}

/// How judges are asked, whatever asks them.
#[derive(Debug, clap::Args)]
pub(super) struct AskingArgs {
    /// Seconds after which a judge that owes an answer and says nothing is given up [default: 300]
    #[arg(long, value_name = "SECONDS", requires = "judge", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    judge_timeout: Option<u64>,
    /// Folder that keeps what judges say for later runs
    #[arg(long, value_name = "FOLDER", requires = "judge")]
    judge_cache: Option<PathBuf>,
}

impl AskingArgs {
    /// Starts judges by their names or commands.
    ///
    /// # Errors
    /// A command that is none, or a folder that can't be made.
    pub(super) fn start(
        &self,
        judges: &[String],
        known: &BTreeMap<String, JudgeSettings>,
    ) -> Result<Judges, Error> {
        let mut settings = Settings { cache: self.judge_cache.clone(), ..Settings::default() };
        if let Some(seconds) = self.judge_timeout {
            settings.timeout = Duration::from_secs(seconds);
        }
        Judges::start(&JudgeSettings::specs(judges, known), &settings)
    }
}

impl JudgeArgs {
    /// Whether any judge is named.
    pub(super) fn is_asked(&self) -> bool {
        !self.judge.is_empty()
    }

    /// Starts the judges that are named.
    pub(super) fn start(
        &self,
        known: &BTreeMap<String, JudgeSettings>,
    ) -> Result<Option<Judges>, Error> {
        if self.judge.is_empty() {
            return Ok(None);
        }
        self.asking.start(&self.judge, known).map(Some)
    }

    /// The judges that are named, and which segments of two translations they are asked about.
    pub(super) fn of_call(&self) -> Result<Option<(Judges, Asked)>, Error> {
        let asked = Asked {
            referenced: self.judge_only.as_deref() == Some("referenced"),
            changed: self.judge_only.as_deref() == Some("changed"),
            sample: self.judge_sample,
        };
        Ok(self.start(&BTreeMap::new())?.map(|judges| (judges, asked)))
    }

    /// The judges that are named, and what they are asked about.
    pub(super) fn bench(
        &self,
        known: &BTreeMap<String, JudgeSettings>,
        previous: Option<&Path>,
    ) -> Result<Option<Bench>, Error> {
        let only = match (self.judge_only.as_deref(), previous) {
            (None, _) => Only::All,
            (Some("referenced"), _) => Only::Referenced,
            (Some(_), Some(previous)) => Only::Changed(trend::pairs(previous)?),
            (Some(_), None) => {
                return Err(Error::usage(
                    "--judge-only changed: name the reports of the earlier run with --previous",
                ));
            }
        };
        let judges = self.start(known)?;
        Ok(judges.map(|judges| Bench::new(judges, only, self.judge_sample)))
    }
}
