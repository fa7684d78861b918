//! The arithmetic of an encoder, on flat slices of 32 bit floats.

pub(crate) mod functions;
pub(crate) mod laid;
pub(crate) mod product;
pub(crate) mod small;
