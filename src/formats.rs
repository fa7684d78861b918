//! stub
#![allow(missing_docs)]
use crate::locale::LocaleTag;
use crate::segment::*;
pub struct ReadOptions {
    pub locale: Option<LocaleTag>,
}
pub fn read(
    input: &crate::discover::Input,
    options: &ReadOptions,
) -> Result<Vec<Document>, Problem> {
    let text = std::fs::read_to_string(&input.path).map_err(|e| Problem {
        path: input.name.clone(),
        line: None,
        kind: ProblemKind::Unreadable,
        message: e.to_string(),
    })?;
    let mut d = Document { path: input.name.clone(), ..Document::default() };
    for (i, line) in text.lines().take(60).enumerate() {
        if let Some((k, v)) = line.split_once(':') {
            let v = v.trim().trim_matches('"');
            match k.trim() {
                "ms.translationtype" | "translationtype" => d.origin = Origin::parse(v),
                "ms.contentlocale" => d.locale = LocaleTag::parse(v).unwrap_or_default(),
                "title" if d.metadata.title.is_none() => {
                    d.metadata.title = Some(Located { text: v.to_owned(), line: i as u32 + 1 })
                }
                "description" if d.metadata.description.is_none() => {
                    d.metadata.description =
                        Some(Located { text: v.to_owned(), line: i as u32 + 1 })
                }
                _ => {}
            }
        }
    }
    if d.locale.is_empty() {
        d.locale = input
            .name
            .split('/')
            .find_map(LocaleTag::parse)
            .or(options.locale.clone())
            .unwrap_or_default();
    }
    let mut at = 0;
    let mid = "</span><span class=\"sxs-lookup\"><span data-stu-id=\"";
    while let Some(i) = text[at..].find("<span data-ttu-id=\"") {
        let start = at + i;
        let ids = start + 19;
        let Some(q) = text[ids..].find("\">") else { break };
        let id = &text[ids..ids + q];
        let t0 = ids + q + 2;
        let Some(m) = text[t0..].find(mid) else { break };
        let s = t0 + m + mid.len();
        let Some(q) = text[s..].find("\">") else { break };
        let s0 = s + q + 2;
        let mut depth = 1;
        let mut p = s0;
        loop {
            let c = text[p..].find("</span>").map(|x| p + x);
            let o = text[p..].find("<span").map(|x| p + x);
            match (o, c) {
                (Some(o), Some(c)) if o < c => {
                    depth += 1;
                    p = o + 5;
                }
                (_, Some(c)) => {
                    depth -= 1;
                    if depth == 0 {
                        p = c;
                        break;
                    }
                    p = c + 7;
                }
                _ => {
                    p = text.len();
                    break;
                }
            }
        }
        let end = (p + 14).min(text.len());
        d.segments.push(Segment {
            id: id.to_owned(),
            line: text[..start].matches('\n').count() as u32 + 1,
            place: start..end,
            source: text[s0..p].to_owned(),
            target: text[t0..t0 + m].to_owned(),
            reference: None,
        });
        at = p.min(text.len());
    }
    d.text = text;
    Ok(vec![d])
}
