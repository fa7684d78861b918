//! The metrics against sacreBLEU's own outputs.

mod cases;
mod command;
mod fixtures;
mod recorded;
