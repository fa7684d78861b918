//! The product from outside: its command line, its library, its documents. One crate, so that one binary is linked.

mod command_line;
mod compare;
mod dependencies;
mod dictionaries;
mod documents;
mod extract;
mod extraction;
mod faults;
mod fixes;
mod formats;
mod house;
mod layouts;
mod locales;
mod marks;
mod metrics;
mod mutations;
mod names;
mod pages;
mod parts;
mod pipeline;
mod precision;
mod reports;
mod sites;
mod style;
mod support;
mod trees;
