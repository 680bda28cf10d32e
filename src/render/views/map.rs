//! The map of the site: briefings, works and names as a picture, with the same as lists beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::shared::Shared;
use super::{addresses, related, simple, to_u32};
use crate::model::article::{ArticleId, BoundLink, WorkId};
use crate::model::page::{MapGroupView, MapNodeView, MapView, Page, View};
use crate::model::site::Site;
use crate::model::url::{Url, built_in};
use crate::render::{escape, html, layout};

/// Nodes of the picture; of a larger site those with the most edges stand on it.
const MOST: usize = 180;
/// Nodes that get their words beside them, where there is room.
const NAMED: usize = 70;
/// Width of a letter.
const LETTER: f64 = 8.6;
/// Side of the square, in the picture's own units, and its margin.
const SIDE: f64 = 1000.0;
const MARGIN: f64 = 60.0;

/// What a node stands for; the order is that of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Briefing(ArticleId),
    Work(WorkId),
    Name(u32),
}

impl Thing {
    fn kind(self) -> &'static str {
        match self {
            Self::Briefing(_) => "briefing",
            Self::Work(_) => "work",
            Self::Name(_) => "name",
        }
    }
}

#[derive(Debug)]
struct Node {
    thing: Thing,
    title: String,
    url: String,
    /// Other nodes of the site that it is joined to.
    degree: u32,
}

/// The page; a site of one briefing has none.
pub fn page(shared: &Shared<'_>) -> Page {
    let site = shared.site;
    let url = addresses::page(site, built_in::MAP);
    let (nodes, edges) = graph(shared, &url);
    let all = to_u32(all(shared));
    let groups =
        [("briefing", "Briefings"), ("work", "Works"), ("name", "Names")].into_iter().filter_map(|(kind, title)| {
            let mut own: Vec<&Node> = nodes.iter().filter(|node| node.thing.kind() == kind).collect();
            own.sort_by_key(|node| (std::cmp::Reverse(node.degree), node.thing));
            let nodes: Vec<MapNodeView> = own
                .into_iter()
                .map(|node| MapNodeView { title: node.title.clone(), url: node.url.clone(), joined: node.degree })
                .collect();
            (!nodes.is_empty()).then(|| MapGroupView { kind: kind.to_owned(), title: title.to_owned(), nodes })
        });
    let view = MapView {
        groups: groups.collect(),
        shown: to_u32(nodes.len()),
        all,
        svg_html: svg(&nodes, &edges),
        data_url: url.to(&Url(built_in::GRAPH_JSON.to_owned())),
    };
    let mut page = simple(shared, url, "Map", View::Map(Box::new(view)));
    page.head.description = format!("How the briefings, works and names of {} hang together.", site.config.title);
    page
}

/// Whether there is anything to draw.
pub fn is_wanted(site: &Site) -> bool {
    site.config.map && site.briefings > 1
}

/// All nodes that something is joined to, and every briefing.
fn all(shared: &Shared<'_>) -> usize {
    let cited = shared.cited_by.iter().filter(|list| !list.is_empty()).count();
    let named = shared.named_in.iter().filter(|list| !list.is_empty()).count();
    shared.site.briefings + cited + named
}

/// The nodes of the picture and the edges between them. Linear in the site's relations.
fn graph(shared: &Shared<'_>, from: &Url) -> (Vec<Node>, Vec<(u32, u32)>) {
    let site = shared.site;
    let mut joined: BTreeMap<Thing, u32> = BTreeMap::new();
    let mut edges: BTreeSet<(Thing, Thing)> = BTreeSet::new();
    for briefing in (0..to_u32(site.briefings)).map(ArticleId) {
        let own = Thing::Briefing(briefing);
        joined.entry(own).or_default();
        let works = shared.works_cited_by(briefing).iter().map(|work| Thing::Work(*work));
        let names = shared.names_of.get(briefing.0 as usize).into_iter().flatten().map(|name| Thing::Name(*name));
        let links = site.article(briefing).links.iter().filter_map(|link| match link {
            BoundLink::Article { article, .. } if (article.0 as usize) < site.briefings && *article != briefing => {
                Some(Thing::Briefing(*article))
            }
            _ => None,
        });
        for other in works.chain(names).chain(links) {
            let edge = if own < other { (own, other) } else { (other, own) };
            if edges.insert(edge) {
                *joined.entry(own).or_default() += 1;
                *joined.entry(other).or_default() += 1;
            }
        }
    }
    let mut things: Vec<(Thing, u32)> = joined.into_iter().collect();
    things.sort_by_key(|(thing, degree)| (std::cmp::Reverse(*degree), *thing));
    things.truncate(MOST);
    things.sort_unstable();
    let place: BTreeMap<Thing, u32> = (0..).zip(&things).map(|(n, (thing, _))| (*thing, n)).collect();
    let edges = edges.iter().filter_map(|(a, b)| Some((*place.get(a)?, *place.get(b)?))).collect();
    let nodes = things.into_iter().map(|(thing, degree)| node(shared, from, thing, degree)).collect();
    (nodes, edges)
}

fn node(shared: &Shared<'_>, from: &Url, thing: Thing, degree: u32) -> Node {
    let site = shared.site;
    let (title, url) = match thing {
        Thing::Briefing(id) => {
            let article = site.article(id);
            (article.facts.matter.title.value.clone(), &article.url)
        }
        Thing::Work(id) => (related::title(&site.work(id).work), &site.work(id).url),
        Thing::Name(at) => {
            let entity = &site.entities[at as usize];
            (entity.name.clone(), &site.article(entity.article).url)
        }
    };
    Node { thing, title, url: from.to(url), degree }
}

/// The picture. Edges first, so that they lie below; kinds differ in form and not in colour alone.
fn svg(nodes: &[Node], edges: &[(u32, u32)]) -> String {
    let at: Vec<(f64, f64)> = layout::places(nodes.len(), edges)
        .into_iter()
        .map(|(x, y)| (MARGIN + x * (SIDE - 2.0 * MARGIN), MARGIN + y * (SIDE - 2.0 * MARGIN)))
        .collect();
    let labels = labels(nodes, &at);
    let mut out = String::with_capacity(edges.len() * 48 + nodes.len() * 200);
    out.push_str("<g class=\"edges\">");
    for (a, b) in edges {
        let (Some(from), Some(to)) = (at.get(*a as usize), at.get(*b as usize)) else { continue };
        let kind = nodes[*a as usize].thing.kind().max(nodes[*b as usize].thing.kind());
        let other = nodes[*a as usize].thing.kind().min(nodes[*b as usize].thing.kind());
        let kind = if kind == "briefing" || kind == other { other } else { kind };
        let _ = write!(out, "<path class=\"to-{kind}\" d=\"M{:.0} {:.0}L{:.0} {:.0}\"/>", from.0, from.1, to.0, to.1);
    }
    out.push_str("</g>");
    for (node, (x, y)) in nodes.iter().zip(&at) {
        let kind = node.thing.kind();
        let size = size(node);
        let _ = write!(
            out,
            "<a class=\"{kind}\" href=\"{}\"><title>{}</title>",
            escape::to_attribute(&node.url),
            escape::to_text(&node.title)
        );
        let _ = match node.thing {
            Thing::Briefing(_) => write!(
                out,
                "<rect x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\"/>",
                x - size,
                y - size,
                2.0 * size,
                2.0 * size
            ),
            Thing::Work(_) => write!(
                out,
                "<path d=\"M{:.0} {:.0}l{size:.0} {size:.0}l-{size:.0} {size:.0}l-{size:.0} -{size:.0}z\"/>",
                x,
                y - size
            ),
            Thing::Name(_) => write!(out, "<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"{size:.0}\"/>"),
        };
        if let Some(label) = labels.get(&node.thing) {
            let _ = write!(
                out,
                "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"{}\">{}</text>",
                label.x,
                label.y,
                label.anchor,
                escape::to_text(&label.words)
            );
        }
        out.push_str("</a>");
    }
    out
}

fn size(node: &Node) -> f64 {
    6.0 + f64::from(node.degree.min(60)).sqrt() * 1.8
}

/// The words beside a node.
#[derive(Debug)]
struct Label {
    x: f64,
    y: f64,
    anchor: &'static str,
    words: String,
}

/// Words for the nodes with the most edges, briefings first, as far as none lies on another or on a node of weight.
fn labels(nodes: &[Node], at: &[(f64, f64)]) -> BTreeMap<Thing, Label> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    let briefing = |n: usize| matches!(nodes[n].thing, Thing::Briefing(_));
    order.sort_by_key(|n| (!briefing(*n), std::cmp::Reverse(nodes[*n].degree), nodes[*n].thing));
    // Left, top, right, bottom.
    let mut taken: Vec<[f64; 4]> = nodes
        .iter()
        .zip(at)
        .map(|(node, (x, y))| [x - size(node), y - size(node), x + size(node), y + size(node)])
        .collect();
    let mut out = BTreeMap::new();
    for n in order.into_iter().take(NAMED) {
        let (x, y) = at[n];
        let size = size(&nodes[n]);
        let words = html::shorten(&nodes[n].title, 30);
        let wide = LETTER * f64::from(to_u32(words.chars().count()));
        let right = (x + size + 5.0, y + 6.0, "start", x + size + 5.0);
        let left = (x - size - 5.0, y + 6.0, "end", x - size - 5.0 - wide);
        let below = (x, y + size + 17.0, "middle", x - wide / 2.0);
        let above = (x, y - size - 6.0, "middle", x - wide / 2.0);
        for (x, y, anchor, from) in [right, left, below, above] {
            let place = [from, y - 14.0, from + wide, y + 4.0];
            let inside = place[0] > 4.0 && place[2] < SIDE - 4.0 && place[1] > 4.0 && place[3] < SIDE - 4.0;
            let apart = |other: &[f64; 4]| {
                place[2] < other[0] || other[2] < place[0] || place[3] < other[1] || other[3] < place[1]
            };
            if inside && taken.iter().all(apart) {
                taken.push(place);
                out.insert(nodes[n].thing, Label { x, y, anchor, words });
                break;
            }
        }
    }
    out
}
