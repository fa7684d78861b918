//! The arithmetic of an encoder, on flat slices of 32 bit floats.

pub(crate) mod functions;
pub(crate) mod product;
pub(crate) mod small;
mod small_tile;
pub(crate) mod tiles;
