//! What a run amounts to: sums that merge, gates, what reviewers decided, and the change since an earlier run.

pub mod baseline;
pub mod outcome;
pub mod totals;
pub mod trend;
