//! A model of COMET: what it is, its weights, and its scores.

mod encoder;
mod estimator;
mod hparams;
mod linear;
mod mix;
mod pickle;
mod tags;
mod weights;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xxhash_rust::xxh3::Xxh3;

pub(crate) use encoder::{Batch, PAD, Room};
pub use encoder::{Encoder, Shape};
pub use hparams::{Activation, Class, EncoderConfig, Hparams, Layers, Pool};
pub use linear::Precision;
pub use tags::Tagged;
pub use weights::{Floats, Weights};

use estimator::Estimator;
use mix::Mix;
use tags::Tagger;

/// A model, ready to score.
#[derive(Debug)]
pub struct Model {
    /// What it is.
    pub hparams: Hparams,
    /// Its encoder.
    pub encoder: Encoder,
    mix: Mix,
    estimator: Estimator,
    tagger: Option<Tagger>,
    /// The last layer that anything is made of.
    last: usize,
    fingerprint: u64,
}

/// What a model makes of a sequence.
#[derive(Debug, Clone)]
pub(crate) struct Encoded {
    /// The vector of the sentence.
    pub(crate) vector: Vec<f32>,
    /// Probabilities of the labels of its first tokens, where it tags.
    pub(crate) tags: Vec<Vec<f32>>,
}

/// The file with the weights of a model's folder.
///
/// # Errors
/// There is none.
pub fn weights_path(folder: &Path) -> Result<PathBuf> {
    let names = ["checkpoints/model.ckpt", "model.safetensors", "checkpoints/model.safetensors"];
    let found = names.iter().map(|name| folder.join(name)).find(|path| path.is_file());
    found.with_context(|| {
        format!(
            "{}: neither checkpoints/model.ckpt nor model.safetensors is there",
            folder.display()
        )
    })
}

impl Model {
    /// Loads the model of a folder; what its encoder's publisher gives may be in another.
    ///
    /// # Errors
    /// Something is missing, broken, or of a kind that is not run.
    pub fn load(folder: &Path, encoder: Option<&Path>, precision: Precision) -> Result<Model> {
        // What it is comes before what it weighs: a refusal names the model, not a file.
        Hparams::read(folder, None)?;
        let path = weights_path(folder)?;
        let weights = Weights::open(&path)?;
        let hparams = Hparams::read(folder, weights.hyperparameters.as_ref())?;
        Model::of(&weights, hparams, folder, encoder, precision)
            .with_context(|| path.display().to_string())
    }

    fn of(
        weights: &Weights,
        hparams: Hparams,
        folder: &Path,
        encoder: Option<&Path>,
        precision: Precision,
    ) -> Result<Model> {
        let folders: Vec<&Path> = [folder].into_iter().chain(encoder).collect();
        let config = EncoderConfig::read(&folders, &hparams.pretrained)?;
        let encoder = Encoder::load(weights, config, hparams.bert, precision)?;
        let shape = encoder.shape();
        let mix = Mix::load(weights, &hparams, shape)?;
        let vectors = match hparams.class {
            Class::Regression => 6,
            Class::Referenceless => 4,
            Class::Unified { .. } => 1,
        };
        let estimator = Estimator::load(weights, &hparams, vectors * shape.width)?;
        let mut last = mix.last();
        let mut tagger = None;
        if let Class::Unified { tags: Some(labels), word_layer, .. } = &hparams.class {
            if *word_layer > shape.layers {
                bail!("word_layer: {word_layer} is not there, the encoder has {}", shape.layers);
            }
            tagger = Some(Tagger::load(weights, labels, shape.width)?);
            last = last.max(*word_layer);
        }
        let fingerprint = fingerprint(weights, &hparams, shape, precision)?;
        Ok(Model { hparams, encoder, mix, estimator, tagger, last, fingerprint })
    }

    /// What tells its scores from those of other models: a hash of what it is and of the weights that no two have alike.
    pub fn fingerprint(&self) -> String {
        format!("{:016x}", self.fingerprint)
    }

    /// Layers that are computed: those above them have no share in a score.
    pub fn layers_used(&self) -> usize {
        self.last
    }

    /// Tokens of the longest text, with its beginning and end; unbabel-comet leaves room for two more.
    pub fn longest_text(&self) -> usize {
        self.encoder.longest().saturating_sub(2)
    }

    /// Encodes sequences, each with the number of its first tokens that are tagged.
    pub(crate) fn encode(&self, batch: &Batch, tagged: &[usize], room: &mut Room) -> Vec<Encoded> {
        let mut mixed = Vec::new();
        let mut tags = vec![Vec::new(); batch.sequences.len()];
        let word_layer =
            if let Class::Unified { word_layer, .. } = self.hparams.class { word_layer } else { 0 };
        self.encoder.run(batch, self.last, room, |layer, hidden| {
            self.mix.add(layer, hidden, batch, &mut mixed);
            if let Some(tagger) = self.tagger.as_ref().filter(|_| layer == word_layer) {
                let width = self.encoder.shape().width;
                for ((tags, sequence), count) in tags.iter_mut().zip(&batch.sequences).zip(tagged) {
                    let end = sequence.end.min(sequence.start + count);
                    *tags = tagger.probabilities(&hidden[sequence.start * width..end * width]);
                }
            }
        });
        let vectors = self.mix.pool(batch, &mixed);
        vectors.into_iter().zip(tags).map(|(vector, tags)| Encoded { vector, tags }).collect()
    }

    /// Scores of rows of features.
    pub(crate) fn estimate(&self, features: Vec<f32>) -> Vec<f32> {
        self.estimator.score(features)
    }

    /// The spans of a target whose tokens stand at these places.
    pub(crate) fn spans(
        &self,
        probabilities: &[Vec<f32>],
        places: &[(usize, usize)],
    ) -> Vec<Tagged> {
        self.tagger.as_ref().map(|tagger| tagger.spans(probabilities, places)).unwrap_or_default()
    }
}

pub(crate) use estimator::features;

/// Two models differ in the layers at their end, which are trained last; so much is read without reading all.
fn fingerprint(
    weights: &Weights,
    hparams: &Hparams,
    shape: Shape,
    precision: Precision,
) -> Result<u64> {
    let mut hash = Xxh3::new();
    hash.update(format!("{hparams:?} {precision:?}").as_bytes());
    let last = shape.layers.saturating_sub(1);
    let query = format!("encoder.model.encoder.layer.{last}.attention.self.query.weight");
    let names = [
        "estimator.ff.0.weight",
        "estimator.ff.3.weight",
        "estimator.ff.6.weight",
        "hidden2tag.weight",
        &query,
    ];
    for name in names {
        if let Some(shape) = weights.shape(name) {
            hash.update(bytemuck::cast_slice(&weights.floats(name, shape)?));
        }
    }
    Ok(hash.digest())
}
