//! The options of chrF and TER.

use glossator::metrics::{Chrf, Ter};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "chrF")]
#[allow(clippy::struct_field_names)]
pub(super) struct ChrfArgs {
    /// Character n-gram order [-cc]
    #[arg(long, value_name = "N", default_value_t = 6)]
    chrf_char_order: usize,

    /// Word n-gram order; 2 is chrF++ [-cw]
    #[arg(long, value_name = "N", default_value_t = 0)]
    chrf_word_order: usize,

    /// How many times as much recall weighs as precision
    #[arg(long, value_name = "N", default_value_t = 2)]
    chrf_beta: u32,

    /// Count whitespace as characters
    #[arg(long)]
    chrf_whitespace: bool,

    /// Ignore case
    #[arg(long)]
    chrf_lowercase: bool,

    /// Count orders without n-grams with an epsilon, as chrF++.py, NLTK and Moses do
    #[arg(long)]
    chrf_eps_smoothing: bool,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "TER")]
#[allow(clippy::struct_excessive_bools, clippy::struct_field_names)]
pub(super) struct TerArgs {
    /// Mind case
    #[arg(long)]
    ter_case_sensitive: bool,

    /// Split East Asian characters (with --ter-normalized), remove their punctuation (with --ter-no-punct)
    #[arg(long)]
    ter_asian_support: bool,

    /// Remove punctuation
    #[arg(long)]
    ter_no_punct: bool,

    /// Set punctuation apart and resolve entities
    #[arg(long)]
    ter_normalized: bool,
}

impl ChrfArgs {
    /// The metric that they ask for.
    pub(super) fn metric(&self) -> Chrf {
        Chrf {
            char_order: self.chrf_char_order,
            word_order: self.chrf_word_order,
            beta: self.chrf_beta,
            lowercase: self.chrf_lowercase,
            whitespace: self.chrf_whitespace,
            epsilon_smoothing: self.chrf_eps_smoothing,
        }
    }
}

impl TerArgs {
    /// The metric that they ask for.
    pub(super) fn metric(&self) -> Ter {
        Ter {
            normalized: self.ter_normalized,
            no_punctuation: self.ter_no_punct,
            asian_support: self.ter_asian_support,
            case_sensitive: self.ter_case_sensitive,
        }
    }
}
