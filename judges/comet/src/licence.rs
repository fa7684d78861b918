//! Under what licence a model may be used, as far as its folder tells: of most that are published it is not a free one.

use std::fmt;
use std::path::Path;

/// A licence, and where it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Licence {
    /// Not for commercial use, by this name.
    NonCommercial(String),
    /// Another, by its name.
    Other(String),
    /// The folder tells none.
    Unknown,
}

/// Models of Unbabel that are published under a licence for uses that are not commercial, by parts of their names.
const NON_COMMERCIAL: [&str; 3] = ["cometkiwi", "xcomet", "wmt23-comet"];

impl Licence {
    /// What the model's card (README.md) says at its beginning; else by the name of the folder, as downloaders call it.
    pub fn of(folder: &Path) -> Licence {
        let card = std::fs::read_to_string(folder.join("README.md")).unwrap_or_default();
        let matter = card
            .strip_prefix("---")
            .and_then(|rest| rest.split("\n---").next())
            .unwrap_or_default();
        let said = matter.lines().find_map(|line| line.strip_prefix("license:"));
        if let Some(name) = said
            .map(|name| name.trim().trim_matches(['"', '\'']).to_owned())
            .filter(|name| !name.is_empty())
        {
            let non_commercial =
                name.to_ascii_lowercase().split(['-', ' ']).any(|part| part == "nc");
            return if non_commercial {
                Licence::NonCommercial(name)
            } else {
                Licence::Other(name)
            };
        }
        let path = folder
            .canonicalize()
            .unwrap_or_else(|_| folder.to_owned())
            .to_string_lossy()
            .to_ascii_lowercase();
        if NON_COMMERCIAL.iter().any(|name| path.contains(name)) {
            return Licence::NonCommercial("cc-by-nc-sa-4.0".to_owned());
        }
        Licence::Unknown
    }
}

impl fmt::Display for Licence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Licence::NonCommercial(name) => {
                write!(f, "licence of the model: {name}, NOT for commercial use")
            }
            Licence::Other(name) => write!(f, "licence of the model: {name}"),
            Licence::Unknown => write!(
                f,
                "licence of the model: not told in its folder; CometKiwi's and XCOMET's is cc-by-nc-sa-4.0, not for commercial use"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_tells_and_a_name_where_there_is_none() {
        let folder = std::env::temp_dir()
            .join(format!("glossator-comet-{}", std::process::id()))
            .join("wmt22-cometkiwi-da");
        std::fs::create_dir_all(&folder).unwrap();
        assert_eq!(Licence::of(&folder), Licence::NonCommercial("cc-by-nc-sa-4.0".into()));
        assert!(Licence::of(&folder).to_string().contains("NOT for commercial use"));
        let card = |text: &str| {
            std::fs::write(folder.join("README.md"), text).unwrap();
            Licence::of(&folder)
        };
        assert_eq!(
            card("---\ntags: x\nlicense: apache-2.0\n---\n# A"),
            Licence::Other("apache-2.0".into())
        );
        assert_eq!(
            card("---\nlicense: \"CC-BY-NC-4.0\"\n---\n"),
            Licence::NonCommercial("CC-BY-NC-4.0".into())
        );
        std::fs::remove_dir_all(folder.parent().unwrap()).unwrap();
        assert_eq!(Licence::of(Path::new("/nowhere")), Licence::Unknown);
    }
}
