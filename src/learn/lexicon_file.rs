//! Lexicons as a file, so that a nightly job or the shards of a run can share them.
//!
//! A line `glossator-lexicon VERSION`, then the lexicons as JSON, all compressed with gzip.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::languages::Profile;
use super::lexicon::{Lexicon, Lexicons};
use crate::error::{Error, Result};
use crate::output::PendingFile;

const MAGIC: &str = "glossator-lexicon";
/// Rises with every change of what is learned or how it is kept.
const VERSION: u32 = 1;

#[derive(serde::Serialize)]
struct Saved<'a> {
    lexicons: Vec<&'a Lexicon>,
    sources: &'a Profile,
}

#[derive(serde::Deserialize)]
struct Loaded {
    lexicons: Vec<Lexicon>,
    sources: Profile,
}

impl Lexicons {
    /// Writes the lexicons to a file; the same lexicons give the same bytes. The file appears when it is whole.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        let failed = |e| Error::io(path, e);
        let mut writer = GzEncoder::new(PendingFile::at(path)?, Compression::fast());
        writeln!(writer, "{MAGIC} {VERSION}").map_err(failed)?;
        let saved = Saved { lexicons: self.iter().collect(), sources: &self.sources };
        serde_json::to_writer(&mut writer, &saved).map_err(|e| failed(e.into()))?;
        writer.finish().map_err(failed)?.commit().map(drop)
    }

    /// Reads lexicons that [`Lexicons::save`] wrote.
    ///
    /// # Errors
    /// If the file cannot be read, is no lexicon, is damaged, or is of another version.
    pub fn load(path: &Path) -> Result<Lexicons> {
        let remedy = "train it anew with `glossator lexicon train --out FILE`";
        let file = File::open(path).map_err(|e| Error::io(path, e))?;
        let mut reader = BufReader::new(GzDecoder::new(BufReader::new(file)));
        let mut first = String::new();
        let version = match reader.read_line(&mut first) {
            Ok(_) => {
                first.trim_end().strip_prefix(MAGIC).and_then(|v| v.trim().parse::<u32>().ok())
            }
            Err(_) => None,
        };
        let Some(version) = version else {
            return Err(Error::malformed(
                path,
                None,
                format!("this is no lexicon of glossator; {remedy}"),
            ));
        };
        if version != VERSION {
            let message = format!(
                "the lexicon is of version {version}, this program reads {VERSION}; {remedy}"
            );
            return Err(Error::malformed(path, None, message));
        }
        let damaged = |why: String| {
            Error::malformed(path, None, format!("the lexicon is damaged ({why}); {remedy}"))
        };
        let mut loaded: Loaded =
            serde_json::from_reader(reader).map_err(|e| damaged(e.to_string()))?;
        for lexicon in &mut loaded.lexicons {
            lexicon.build_indexes();
            if !lexicon.is_sound() {
                return Err(damaged(format!(
                    "the parts for {} do not fit together",
                    lexicon.locale()
                )));
            }
        }
        if !loaded.sources.is_sound() {
            return Err(damaged("the profile of the sources is cut short".to_owned()));
        }
        Ok(Lexicons::new(loaded.lexicons, loaded.sources))
    }
}

impl serde::Serialize for Lexicons {
    fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        Saved { lexicons: self.iter().collect(), sources: &self.sources }.serialize(to)
    }
}

impl<'de> serde::Deserialize<'de> for Lexicons {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        let mut loaded = Loaded::deserialize(from)?;
        loaded.lexicons.iter_mut().for_each(Lexicon::build_indexes);
        Ok(Lexicons::new(loaded.lexicons, loaded.sources))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::sample::Sample;

    fn lexicons() -> Lexicons {
        let (subjects, verbs) = (["customer", "partner", "user"], ["opens", "sees", "deletes"]);
        let mut sample = Sample::default();
        for i in 0..600 {
            let (s, v) = (i % 3, i / 3 % 3);
            let source = format!("The {} {} invoice {i}", subjects[s], verbs[v]);
            let target = format!(
                "{} {} Rechnung {i}",
                ["Kunde", "Partner", "Benutzer"][s],
                ["öffnet", "sieht", "löscht"][v]
            );
            sample.add(&source, &target);
        }
        Lexicons::train(&[("de-DE".to_owned(), sample)].into_iter().collect())
    }

    #[test]
    fn what_is_saved_is_read_back_to_the_bit() {
        let folder = std::env::temp_dir().join(format!("glossator-lexicon-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("lexicon.gz");
        let lexicons = lexicons();
        lexicons.save(&path).unwrap();
        assert_eq!(Lexicons::load(&path).unwrap(), lexicons);

        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        let error = Lexicons::load(&path).unwrap_err().to_string();
        assert!(error.contains("damaged") && error.contains("lexicon train"), "{error}");
        std::fs::write(&path, "no lexicon").unwrap();
        assert!(Lexicons::load(&path).unwrap_err().to_string().contains("no lexicon of glossator"));
        let mut other = GzEncoder::new(File::create(&path).unwrap(), Compression::fast());
        other.write_all(b"glossator-lexicon 99\n{}").unwrap();
        other.finish().unwrap();
        assert!(Lexicons::load(&path).unwrap_err().to_string().contains("version 99"));
        std::fs::remove_dir_all(folder).unwrap();
        assert!(Lexicons::load(&path).is_err());
    }
}
