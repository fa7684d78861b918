//! What a model is: its class, its encoder's shape and how its layers become a score, as its files say.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value as Json;

/// How a model scores.
#[derive(Debug, Clone, PartialEq)]
pub enum Class {
    /// Source, target and reference apart, compared (COMET-DA).
    Regression,
    /// Source and target apart, compared (COMET-QE).
    Referenceless,
    /// All in one sequence (CometKiwi, UniTE).
    Unified {
        /// Whether a reference may be in it beside the source.
        three: bool,
        /// Severities of the tags of words beside "no error", where it tags.
        tags: Option<Vec<String>>,
        /// The layer that is tagged.
        word_layer: usize,
    },
}

/// Which layers a sentence's vector is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Layers {
    /// All, mixed.
    Mix {
        /// Weights by sparsemax, else by softmax.
        sparse: bool,
        /// Each layer is brought to mean 0 and variance 1 over the sentence before.
        norm: bool,
    },
    /// One; 0 are the embeddings.
    One(usize),
}

/// How the vectors of tokens become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pool {
    /// Their mean.
    Average,
    /// The largest of each component.
    Max,
    /// That of the first token.
    First,
    /// That of the first token in the last layer, whatever layers are asked for.
    FirstOfLast,
}

/// What follows a linear layer of the estimator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// The hyperbolic tangent.
    Tanh,
    /// The logistic function.
    Sigmoid,
}

/// What a model is, by its hyperparameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Hparams {
    /// How it scores.
    pub class: Class,
    /// Whether its encoder counts positions as BERT does (MiniLM), not as XLM-R.
    pub bert: bool,
    /// The encoder that it was trained on, as its publisher calls it.
    pub pretrained: String,
    /// The layers of a sentence's vector.
    pub layers: Layers,
    /// How a sentence's vector is made of its tokens'.
    pub pool: Pool,
    /// Between the estimator's layers.
    pub activation: Activation,
    /// At its end.
    pub last: Option<Activation>,
}

impl Hparams {
    /// Reads `hparams.yaml` of a model's folder; what the checkpoint itself says (`own`) is asked first, as unbabel-comet
    /// does, but for the class.
    ///
    /// # Errors
    /// There is no such file, or it is that of a model that is not run: the error says which, and why.
    pub fn read(folder: &Path, own: Option<&Json>) -> Result<Hparams> {
        let path = folder.join("hparams.yaml");
        let yaml = match std::fs::read_to_string(&path) {
            Ok(yaml) => yaml,
            Err(error) => {
                refuse_other_families(folder)?;
                return Err(error).with_context(|| {
                    format!(
                        "{}: it comes with a model of COMET, beside its checkpoints",
                        path.display()
                    )
                });
            }
        };
        let said: Json = serde_yaml::from_str(&yaml).with_context(|| path.display().to_string())?;
        Hparams::of(&said, own).with_context(|| path.display().to_string())
    }

    fn of(said: &Json, own: Option<&Json>) -> Result<Hparams> {
        let find = |key: &str| own.and_then(|own| own.get(key)).or_else(|| said.get(key));
        let word = |key: &str| find(key).and_then(Json::as_str);
        let class_name = said.get("class_identifier").and_then(Json::as_str);
        let Some(class_name) = class_name else { bail!("it names no class_identifier") };
        let encoder = word("encoder_model").unwrap_or("XLM-RoBERTa");
        let pretrained = word("pretrained_model").unwrap_or("xlm-roberta-large").to_owned();
        refuse(class_name, encoder, &pretrained)?;
        let number = |key: &str| find(key).and_then(Json::as_u64).map(|n| n as usize);
        let class = match class_name {
            "regression_metric" => Class::Regression,
            "referenceless_regression_metric" => Class::Referenceless,
            _ => {
                let words = |key: &str| -> Option<Vec<String>> {
                    find(key)?
                        .as_array()?
                        .iter()
                        .map(|word| word.as_str().map(str::to_owned))
                        .collect()
                };
                let segments = words("input_segments")
                    .unwrap_or_else(|| ["mt", "src", "ref"].map(str::to_owned).into());
                let three = match segments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                    ["mt", "src"] => false,
                    ["mt", "src", "ref"] => true,
                    _ => bail!(
                        "input_segments: {segments:?} are not run, only [mt, src] and [mt, src, ref]"
                    ),
                };
                let tagged = find("word_level_training").and_then(Json::as_bool) == Some(true);
                let labels = || {
                    words("error_labels")
                        .unwrap_or_else(|| ["minor", "major"].map(str::to_owned).into())
                };
                Class::Unified {
                    three,
                    tags: tagged.then(labels),
                    word_layer: number("word_layer").unwrap_or(24),
                }
            }
        };
        let unified = matches!(class, Class::Unified { .. });
        let layer = if unified { find("sent_layer") } else { find("layer") };
        let layers = match layer {
            Some(Json::Number(layer)) => {
                Layers::One(layer.as_u64().context("its layer is less than 0")? as usize)
            }
            None => {
                Layers::Mix { sparse: sparse(said, own, unified), norm: norm(find("layer_norm")) }
            }
            Some(Json::String(mix)) if mix == "mix" => {
                Layers::Mix { sparse: sparse(said, own, unified), norm: norm(find("layer_norm")) }
            }
            Some(other) => bail!("layer: {other} is no layer"),
        };
        let pool = match word("pool").unwrap_or("avg") {
            // A unified model takes the first token, whatever else it says.
            _ if unified => Pool::First,
            "avg" => Pool::Average,
            "max" => Pool::Max,
            "cls" => Pool::First,
            "default" => Pool::FirstOfLast,
            other => bail!("pool: {other} is not known"),
        };
        Ok(Hparams {
            class,
            bert: encoder == "MiniLM",
            pretrained,
            layers,
            pool,
            activation: activation(word("activations").unwrap_or("Tanh"))?,
            last: word("final_activation").map(activation).transpose()?,
        })
    }

    /// Whether it scores nothing without a reference.
    pub fn needs_reference(&self) -> bool {
        self.class == Class::Regression
    }

    /// Whether it is asked with a reference.
    pub fn takes_reference(&self) -> bool {
        matches!(self.class, Class::Regression | Class::Unified { three: true, .. })
    }
}

fn norm(said: Option<&Json>) -> bool {
    said.and_then(Json::as_bool).unwrap_or(true)
}

/// Models that say `sparsemax_patch` were published as sparsemax, and trained with a softmax: so unbabel-comet 2.2.4
/// and later take them, whatever their checkpoint says.
fn sparse(said: &Json, own: Option<&Json>, unified: bool) -> bool {
    const KEY: &str = "layer_transformation";
    if said.get(KEY).and_then(Json::as_str) == Some("sparsemax_patch") {
        return false;
    }
    let name = own.and_then(|own| own.get(KEY)).or_else(|| said.get(KEY)).and_then(Json::as_str);
    name.map_or(unified, |name| name == "sparsemax")
}

fn activation(name: &str) -> Result<Activation> {
    match name.to_ascii_lowercase().as_str() {
        "tanh" => Ok(Activation::Tanh),
        "sigmoid" => Ok(Activation::Sigmoid),
        _ => bail!("activations: {name} is not run, only Tanh and Sigmoid"),
    }
}

/// What can't be run says so by its name.
fn refuse(class: &str, encoder: &str, pretrained: &str) -> Result<()> {
    let ask = "ask it through examples/judges/comet_judge.py";
    match class {
        "regression_metric" | "referenceless_regression_metric" | "unified_metric" => {}
        "xcomet_metric" => bail!(
            "XCOMET is not run: its encoder has 3.5 or 10.7 billion parameters in another architecture, minutes a page \
             on a processor; {ask}"
        ),
        "ranking_metric" => {
            bail!("models that rank (ranking_metric) are not run: they give no score; {ask}")
        }
        other => bail!(
            "class_identifier: {other} is not known, only regression_metric, \
            referenceless_regression_metric and unified_metric"
        ),
    }
    match encoder {
        "XLM-RoBERTa" | "MiniLM" => Ok(()),
        "XLM-RoBERTa-XL" => bail!(
            "models on {pretrained} (XL and XXL) are not run: 3.5 or 10.7 billion parameters in another architecture, \
             minutes a page on a processor; {ask}"
        ),
        other => bail!("the encoder {other} is not run, only XLM-RoBERTa and MiniLM; {ask}"),
    }
}

/// What is no model of COMET at all.
fn refuse_other_families(folder: &Path) -> Result<()> {
    let Ok(config) = std::fs::read_to_string(folder.join("config.json")) else { return Ok(()) };
    let config: Json = serde_json::from_str(&config).unwrap_or_default();
    if matches!(config.get("model_type").and_then(Json::as_str), Some("mt5" | "t5")) {
        bail!(
            "MetricX is not run: it is a T5 that writes its score as text, another architecture than COMET's"
        );
    }
    Ok(())
}

/// What the weights do not say of an encoder.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EncoderConfig {
    /// Attention heads a layer.
    pub heads: usize,
    /// Added to a variance before its root is taken.
    pub epsilon: f32,
}

impl EncoderConfig {
    /// From `config.json` of the encoder, in the first of the folders that has one; else for the encoders that models
    /// of COMET were published with.
    ///
    /// # Errors
    /// The file is broken or that of another architecture, or there is none and the encoder is not known.
    pub fn read(folders: &[&Path], pretrained: &str) -> Result<EncoderConfig> {
        for folder in folders {
            let path = folder.join("config.json");
            if let Ok(text) = std::fs::read_to_string(&path) {
                return EncoderConfig::of(&text).with_context(|| path.display().to_string());
            }
        }
        let name = pretrained.rsplit('/').next().unwrap_or(pretrained);
        match name {
            "xlm-roberta-large" | "infoxlm-large" => Ok(EncoderConfig { heads: 16, epsilon: 1e-5 }),
            "xlm-roberta-base" | "infoxlm-base" => Ok(EncoderConfig { heads: 12, epsilon: 1e-5 }),
            "Multilingual-MiniLM-L12-H384" => Ok(EncoderConfig { heads: 12, epsilon: 1e-12 }),
            _ => bail!(
                "the encoder {pretrained} is not known: put its config.json into the model's folder or --encoder's"
            ),
        }
    }

    fn of(text: &str) -> Result<EncoderConfig> {
        let said: Json = serde_json::from_str(text)?;
        let word = |key: &str| said.get(key).and_then(Json::as_str);
        if let Some(kind) = word("model_type") {
            ensure!(
                matches!(kind, "xlm-roberta" | "bert"),
                "model_type: {kind} is not run, only xlm-roberta and bert"
            );
        }
        ensure!(word("hidden_act").unwrap_or("gelu") == "gelu", "hidden_act: only gelu is run");
        let positions = word("position_embedding_type").unwrap_or("absolute");
        ensure!(positions == "absolute", "position_embedding_type: only absolute is run");
        let Some(heads) = said.get("num_attention_heads").and_then(Json::as_u64) else {
            bail!("num_attention_heads is missing")
        };
        let epsilon = said.get("layer_norm_eps").and_then(Json::as_f64).unwrap_or(1e-12) as f32;
        Ok(EncoderConfig { heads: heads as usize, epsilon })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_published_models_are_known_by_what_they_say() {
        let da = json!({"class_identifier": "regression_metric", "encoder_model": "XLM-RoBERTa", "layer": "mix",
            "layer_norm": false, "layer_transformation": "sparsemax_patch", "pool": "avg", "final_activation": null});
        let own = json!({"layer_transformation": "sparsemax"});
        let read = Hparams::of(&da, Some(&own)).unwrap();
        assert_eq!(
            (read.class, read.layers),
            (Class::Regression, Layers::Mix { sparse: false, norm: false })
        );
        let kiwi = json!({"class_identifier": "unified_metric", "input_segments": ["mt", "src"], "pool": "avg",
            "layer_transformation": "sparsemax", "layer_norm": false, "sent_layer": "mix", "word_layer": 24});
        let read = Hparams::of(&kiwi, None).unwrap();
        assert_eq!(read.class, Class::Unified { three: false, tags: None, word_layer: 24 });
        assert_eq!(
            (read.pool, read.layers),
            (Pool::First, Layers::Mix { sparse: true, norm: false })
        );
    }

    #[test]
    fn what_is_not_run_is_refused_by_its_name() {
        let refused = |said: Json| Hparams::of(&said, None).unwrap_err().to_string();
        assert!(
            refused(json!({"class_identifier": "xcomet_metric"})).starts_with("XCOMET is not run")
        );
        assert!(
            refused(json!({"class_identifier": "ranking_metric"})).contains("they give no score")
        );
        let xl = json!({"class_identifier": "unified_metric", "encoder_model": "XLM-RoBERTa-XL",
            "pretrained_model": "facebook/xlm-roberta-xxl"});
        assert!(
            refused(xl).starts_with("models on facebook/xlm-roberta-xxl (XL and XXL) are not run")
        );
        assert!(
            refused(json!({"class_identifier": "regression_metric", "pool": "sum"}))
                .contains("pool: sum")
        );
        assert!(
            refused(json!({"class_identifier": "regression_metric", "layer": -1}))
                .contains("less than 0")
        );
    }
}
