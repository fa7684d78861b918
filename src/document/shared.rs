//! What many files of a run share in memory, as each file has it on the disk.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes what is shared.
#[allow(clippy::ref_option, reason = "serde calls it so")]
pub(crate) fn serialize<T: Serialize, S: Serializer>(
    shared: &Option<Arc<T>>,
    to: S,
) -> Result<S::Ok, S::Error> {
    shared.as_deref().serialize(to)
}

/// Reads it.
pub(crate) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Arc<T>>, D::Error> {
    Ok(Option::<T>::deserialize(from)?.map(Arc::new))
}

/// The same of paths.
pub(crate) mod path {
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes a path that is shared.
    #[allow(clippy::ref_option, reason = "serde calls it so")]
    pub(crate) fn serialize<S: Serializer>(
        shared: &Option<Arc<Path>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        shared.as_deref().serialize(to)
    }

    /// Reads it.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Arc<Path>>, D::Error> {
        Ok(Option::<PathBuf>::deserialize(from)?.map(Arc::from))
    }
}
