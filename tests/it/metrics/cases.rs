//! Reading the recorded cases.

use glossator::metrics::{Bleu, Chrf, Metric, Smoothing, Ter};
use serde_json::Value;

fn flag(args: &Value, key: &str) -> bool {
    args[key].as_bool().unwrap_or(false)
}

fn number(args: &Value, key: &str, default: usize) -> usize {
    args[key].as_u64().map_or(default, |n| n as usize)
}

/// The metric with sacreBLEU's constructor arguments, unless it is not offered.
pub(crate) fn metric(id: &str, args: &Value) -> Option<Box<dyn Metric>> {
    Some(match id {
        "bleu" => {
            let value = args["smooth_value"].as_f64();
            Box::new(Bleu {
                tokenizer: args["tokenize"].as_str().unwrap_or("13a").parse().ok()?,
                lowercase: flag(args, "lowercase"),
                smoothing: match args["smooth_method"].as_str().unwrap_or("exp") {
                    "none" => Smoothing::None,
                    "floor" => Smoothing::Floor(value.unwrap_or(Smoothing::FLOOR)),
                    "add-k" => Smoothing::AddK(value.unwrap_or(Smoothing::ADD_K)),
                    _ => Smoothing::Exp,
                },
                max_order: number(args, "max_ngram_order", 4),
                effective_order: flag(args, "effective_order"),
            })
        }
        "chrf" => Box::new(Chrf {
            char_order: number(args, "char_order", 6),
            word_order: number(args, "word_order", 0),
            beta: number(args, "beta", 2) as u32,
            lowercase: flag(args, "lowercase"),
            whitespace: flag(args, "whitespace"),
            epsilon_smoothing: flag(args, "eps_smoothing"),
        }),
        "ter" => Box::new(Ter {
            normalized: flag(args, "normalized"),
            no_punctuation: flag(args, "no_punct"),
            asian_support: flag(args, "asian_support"),
            case_sensitive: flag(args, "case_sensitive"),
        }),
        other => panic!("unknown metric {other}"),
    })
}

pub(crate) fn strings(list: &Value) -> Vec<Option<String>> {
    list.as_array().unwrap().iter().map(|text| text.as_str().map(str::to_owned)).collect()
}

pub(crate) fn floats(list: &Value) -> Vec<f64> {
    list.as_array().into_iter().flatten().map(|number| number.as_f64().unwrap()).collect()
}
