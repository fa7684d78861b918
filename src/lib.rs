//! glossator scores localized documentation.
#![cfg_attr(doc, allow(rustdoc::private_intra_doc_links))]
pub mod cli;
pub mod error;
pub mod metrics;
