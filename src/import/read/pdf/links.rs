//! The links of a page: where they are, and where they lead.

use super::matrix::Matrix;
use super::places::{self, Places, Spot};
use crate::import::limits;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Rect};
use hayro_syntax::page::Page;

/// Points of a page that one slot of the table of places stands for.
const SLOT: f64 = 8.0;
const SLOTS: usize = 512;
/// Links that one slot may name: of those that lie on each other the first counts anyway.
const CROWD: usize = 32;

#[derive(Debug, Default)]
pub struct Links {
    pub all: Vec<Link>,
    slots: Vec<Vec<u32>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    area: [f64; 4],
    /// As written; `#name` inside the document, where the place has a name.
    pub address: Option<String>,
    pub spot: Option<Spot>,
}

impl Links {
    pub fn read(page: &Page<'_>, places: &Places, pdf: &Pdf) -> Links {
        let base = Matrix(page.initial_transform(true).as_coeffs());
        let mut links = Links { all: Vec::new(), slots: vec![Vec::new(); SLOTS] };
        let annotations = page.raw().get::<Array<'_>>("Annots");
        for annotation in annotations.iter().flat_map(Array::iter::<Dict<'_>>).take(limits::LINKS) {
            if annotation.get::<Name<'_>>("Subtype").as_deref() != Some(b"Link") {
                continue;
            }
            let Some(area) = annotation.get::<Rect>("Rect") else { continue };
            let address = annotation
                .get::<Dict<'_>>("A")
                .and_then(|action| places::string(&action, "URI"))
                .or_else(|| places::target_name(&annotation).map(|name| format!("#{name}")));
            let spot = places.target(&annotation, pdf);
            if address.is_some() || spot.is_some() {
                links.add(Link { area: base.around([area.x0, area.y0, area.x1, area.y1]), address, spot });
            }
        }
        links
    }

    pub fn at(&self, x: f64, y: f64) -> Option<u32> {
        self.slots.get(slot(y))?.iter().copied().find(|&index| {
            self.all.get(index as usize).is_some_and(|link| {
                let [left, top, right, bottom] = link.area;
                (left..=right).contains(&x) && (top..=bottom).contains(&y)
            })
        })
    }

    fn add(&mut self, link: Link) {
        let Ok(index) = u32::try_from(self.all.len()) else { return };
        let (first, last) = (slot(link.area[1]), slot(link.area[3]));
        for slot in self.slots.get_mut(first..=last.max(first)).unwrap_or_default() {
            if slot.len() < CROWD {
                slot.push(index);
            }
        }
        self.all.push(link);
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn slot(y: f64) -> usize {
    if y.is_nan() { 0 } else { (y / SLOT).clamp(0.0, 511.0) as usize }
}
