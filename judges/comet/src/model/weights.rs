//! The weights of a model, mapped from the file that holds them: a page is read when it is used, and may be given back.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::ops::{Deref, Range};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail, ensure};
use memmap2::Mmap;
use serde_json::Value as Json;

use super::pickle::{Id, Pickle, Value};

/// A tensor's numbers: in the mapped file where it has them in place, else a copy.
#[derive(Debug, Clone)]
pub struct Floats(Kept);

#[derive(Debug, Clone)]
enum Kept {
    Mapped { map: Arc<Mmap>, at: Range<usize> },
    Owned(Arc<[f32]>),
}

impl Deref for Floats {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        match &self.0 {
            Kept::Mapped { map, at } => bytemuck::cast_slice(&map[at.clone()]),
            Kept::Owned(floats) => floats,
        }
    }
}

impl Floats {
    /// Gives the memory that the file is mapped to back to the system: what is read again is read from the file.
    pub(crate) fn give_back(&self) {
        #[cfg(unix)]
        if let Kept::Mapped { map, at } = &self.0 {
            // The pages that are its own; failing changes nothing but the memory in use.
            let start = at.start.next_multiple_of(PAGE);
            let end = at.end / PAGE * PAGE;
            if start < end {
                #[expect(
                    unsafe_code,
                    reason = "without it all weights are in memory twice while they are read"
                )]
                // SAFETY: The map is of a file, shared and never written: a page that is gone is read anew, the same.
                let _ = unsafe {
                    map.unchecked_advise_range(
                        memmap2::UncheckedAdvice::DontNeed,
                        start,
                        end - start,
                    )
                };
            }
        }
    }
}

/// The largest page of memory that is common.
#[cfg(unix)]
const PAGE: usize = 1 << 16;

/// All tensors of a file, by their names.
#[derive(Debug)]
pub struct Weights {
    map: Arc<Mmap>,
    tensors: BTreeMap<String, Tensor>,
    /// What the checkpoint says of its training, in YAML's terms; nothing where the file has none.
    pub hyperparameters: Option<Json>,
}

#[derive(Debug, Clone)]
struct Tensor {
    at: Range<usize>,
    shape: Vec<usize>,
    /// As the file calls it, where it is no 32 bit float.
    other_type: Option<String>,
}

/// A pickle longer than this is none of a model's.
const LONGEST_PICKLE: u64 = 256 << 20;
/// As a safetensors' header.
const LONGEST_HEADER: usize = 100 << 20;

impl Weights {
    /// Maps a checkpoint of torch (a zip archive with a pickle) or a file of safetensors.
    ///
    /// # Errors
    /// The file can't be read, or is neither.
    #[expect(
        unsafe_code,
        reason = "a map is the only way to have 2 GB of weights without reading or copying them"
    )]
    pub fn open(path: &Path) -> Result<Weights> {
        let file = File::open(path).with_context(|| path.display().to_string())?;
        // SAFETY: Only floats are read from it, for which any bytes will do. Who writes to the file of a model that is
        // in use gets other scores; one that is cut short ends the process, as with any program that maps files.
        let map = unsafe { Mmap::map(&file) }.with_context(|| path.display().to_string())?;
        let read =
            if map.starts_with(b"PK") { Weights::torch(map) } else { Weights::safetensors(map) };
        read.with_context(|| format!("{} is no checkpoint that can be read", path.display()))
    }

    fn torch(map: Mmap) -> Result<Weights> {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&map[..]))?;
        let root = archive
            .file_names()
            .find_map(|name| Some(name.ok()?.strip_suffix("/data.pkl")?.to_owned()));
        let Some(root) = root else { bail!("it is an archive without a data.pkl") };
        let mut bytes = Vec::new();
        archive
            .by_name(&format!("{root}/data.pkl"))?
            .take(LONGEST_PICKLE)
            .read_to_end(&mut bytes)?;
        let pickle = Pickle::read(&bytes)?;
        let Some(state) = pickle.get(pickle.root(), "state_dict").and_then(|id| pickle.items(id))
        else {
            bail!("it has no state_dict: is it a checkpoint of Lightning?");
        };
        let mut tensors = BTreeMap::new();
        for (name, value) in state {
            let Some(name) = pickle.text(*name) else { continue };
            let Some(stored) = stored(&pickle, *value) else { continue };
            let tensor = stored.place(&mut archive, &root, map.len());
            tensors.insert(name.to_owned(), tensor.with_context(|| format!("its tensor {name}"))?);
        }
        let hyperparameters =
            pickle.get(pickle.root(), "hyper_parameters").map(|id| json(&pickle, id, 0));
        drop(archive);
        Ok(Weights { map: Arc::new(map), tensors, hyperparameters })
    }

    fn safetensors(map: Mmap) -> Result<Weights> {
        let Some(length) = map.first_chunk::<8>() else { bail!("it is empty") };
        let length = u64::from_le_bytes(*length) as usize;
        ensure!(
            length <= LONGEST_HEADER && length + 8 <= map.len(),
            "it is neither a zip archive nor safetensors"
        );
        let header: BTreeMap<String, Json> = serde_json::from_slice(&map[8..8 + length])?;
        let mut tensors = BTreeMap::new();
        for (name, said) in header.into_iter().filter(|(name, _)| name != "__metadata__") {
            let numbers = |key: &str| -> Option<Vec<usize>> {
                said.get(key)?.as_array()?.iter().map(|n| n.as_u64().map(|n| n as usize)).collect()
            };
            let (Some(shape), Some(ends), Some(kind)) = (
                numbers("shape"),
                numbers("data_offsets"),
                said.get("dtype").and_then(Json::as_str),
            ) else {
                bail!("its header says too little of {name}");
            };
            let at = match ends[..] {
                [from, to] if from <= to && to <= map.len() - 8 - length => {
                    from + 8 + length..to + 8 + length
                }
                _ => bail!("{name} is not within the file"),
            };
            let other_type = (kind != "F32").then(|| kind.to_owned());
            ensure!(
                other_type.is_some() || bytes(&shape) == Some(at.len()),
                "{name} has not the size of its shape"
            );
            tensors.insert(name, Tensor { at, shape, other_type });
        }
        Ok(Weights { map: Arc::new(map), tensors, hyperparameters: None })
    }

    /// The shape of a tensor; none where there is no such tensor.
    pub fn shape(&self, name: &str) -> Option<&[usize]> {
        self.tensors.get(name).map(|tensor| &tensor.shape[..])
    }

    /// How many numbers all tensors have whose names begin so.
    pub fn count(&self, prefix: &str) -> usize {
        let of = self.tensors.iter().filter(|(name, _)| name.starts_with(prefix));
        of.map(|(_, tensor)| tensor.shape.iter().product::<usize>()).sum()
    }

    /// A tensor that must have a shape.
    ///
    /// # Errors
    /// There is none of that name, or it has another shape, or numbers that are no 32 bit floats.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Floats> {
        let Some(tensor) = self.tensors.get(name) else {
            bail!("the checkpoint has no tensor {name}")
        };
        if let Some(kind) = &tensor.other_type {
            bail!("the tensor {name} holds {kind}: only models of 32 bit floats are run");
        }
        ensure!(
            tensor.shape == shape,
            "the tensor {name} has the shape {:?}, not {shape:?}",
            tensor.shape
        );
        let bytes = &self.map[tensor.at.clone()];
        if bytemuck::try_cast_slice::<u8, f32>(bytes).is_ok() {
            return Ok(Floats(Kept::Mapped { map: self.map.clone(), at: tensor.at.clone() }));
        }
        Ok(Floats(Kept::Owned(bytemuck::pod_collect_to_vec(bytes).into())))
    }
}

fn bytes(shape: &[usize]) -> Option<usize> {
    shape.iter().try_fold(4_usize, |product, n| product.checked_mul(*n))
}

/// A tensor as a pickle tells of it.
struct Stored {
    kind: String,
    key: String,
    offset: usize,
    shape: Vec<usize>,
    stride: Vec<usize>,
}

fn stored(pickle: &Pickle, id: Id) -> Option<Stored> {
    let Value::Made { by, with, .. } = pickle.value(id) else { return None };
    let with = pickle.list(*with)?;
    if by == "torch._utils _rebuild_parameter" {
        return stored(pickle, *with.first()?);
    }
    let [storage, offset, shape, stride, ..] = with else { return None };
    if by != "torch._utils _rebuild_tensor_v2" {
        return None;
    }
    let Value::Stored(said) = pickle.value(*storage) else { return None };
    let [_, kind, key, ..] = pickle.list(*said)? else { return None };
    let Value::Global(kind) = pickle.value(*kind) else { return None };
    let sizes = |id: Id| -> Option<Vec<usize>> {
        pickle.list(id)?.iter().map(|id| pickle.size(*id)).collect()
    };
    Some(Stored {
        kind: kind.clone(),
        key: pickle.text(*key)?.to_owned(),
        offset: pickle.size(*offset)?,
        shape: sizes(*shape)?,
        stride: sizes(*stride)?,
    })
}

impl Stored {
    fn place<R: Read + std::io::Seek>(
        self,
        archive: &mut zip::ZipArchive<R>,
        root: &str,
        end: usize,
    ) -> Result<Tensor> {
        if self.kind != "torch FloatStorage" {
            return Ok(Tensor { at: 0..0, shape: self.shape, other_type: Some(self.kind) });
        }
        let entry = archive.by_name(&format!("{root}/data/{}", self.key))?;
        ensure!(entry.compression() == zip::CompressionMethod::Stored, "is compressed");
        let Some(start) = entry.data_start() else { bail!("has no place in the archive") };
        let mut contiguous = 1;
        for (size, stride) in self.shape.iter().zip(&self.stride).rev() {
            ensure!(*size == 1 || *stride == contiguous, "is a view with gaps");
            contiguous *= size;
        }
        let within = self.offset.checked_mul(4).zip(bytes(&self.shape));
        let Some((from, length)) =
            within.filter(|(from, length)| (from + length) as u64 <= entry.size())
        else {
            bail!("is longer than what is stored of it");
        };
        let at = start as usize + from..start as usize + from + length;
        ensure!(at.end <= end, "ends behind the file");
        Ok(Tensor { at, shape: self.shape, other_type: None })
    }
}

/// Values deeper than this are no hyperparameters.
const DEEPEST: usize = 8;

fn json(pickle: &Pickle, id: Id, depth: usize) -> Json {
    if depth > DEEPEST {
        return Json::Null;
    }
    match pickle.value(id) {
        Value::Bool(value) => (*value).into(),
        Value::Int(value) => (*value).into(),
        Value::Float(value) => (*value).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(members) => members.iter().map(|id| json(pickle, *id, depth + 1)).collect(),
        Value::Dict(items) | Value::Made { items, .. } => {
            let named = items.iter().filter_map(|(key, value)| Some((pickle.text(*key)?, value)));
            Json::Object(
                named
                    .map(|(key, value)| (key.to_owned(), json(pickle, *value, depth + 1)))
                    .collect(),
            )
        }
        Value::Nothing | Value::Global(_) | Value::Stored(_) => Json::Null,
    }
}
