//! What the operators of a page set: where the next letter goes, and how it looks.

use super::content::Operand;
use super::font::Font;
use super::matrix::Matrix;
use std::rc::Rc;

#[derive(Clone, Debug)]
pub struct State {
    /// From the user's space to the page as it is read: points from its upper left corner.
    pub page: Matrix,
    pub font: Option<Rc<Font>>,
    pub size: f64,
    pub letter_space: f64,
    pub word_space: f64,
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i32,
    pub paint: Paint,
    pub ink: Ink,
}

/// How the numbers of a colour are to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Light: 1 is white.
    Light,
    /// Ink: 0 is white.
    Ink,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    White,
    Seen,
}

impl State {
    pub fn new(page: Matrix) -> State {
        State {
            page,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            paint: Paint::Light,
            ink: Ink::Seen,
        }
    }

    /// The colour that `operands` set in a colour space of this kind.
    pub fn fill(&mut self, paint: Paint, operands: &[Operand]) {
        let mut numbers = operands.iter().filter_map(Operand::number).peekable();
        let white = numbers.peek().is_some()
            && match paint {
                Paint::Light => numbers.all(|part| part >= 0.98),
                Paint::Ink => numbers.all(|part| part <= 0.02),
                Paint::Unknown => false,
            };
        self.ink = if white { Ink::White } else { Ink::Seen };
        self.paint = paint;
    }
}

/// Where a page has been painted on, roughly: 64 fields by 64.
#[derive(Debug)]
pub struct Ground {
    rows: [u64; 64],
    width: f64,
    height: f64,
}

impl Ground {
    pub fn new(width: f64, height: f64) -> Ground {
        Ground { rows: [0; 64], width: width.max(1.0), height: height.max(1.0) }
    }

    /// Fields whose middle is inside the box.
    pub fn paint(&mut self, [left, top, right, bottom]: [f64; 4], ink: Ink) {
        let from = |place: f64, whole: f64| whole_number((place / whole * 64.0 - 0.5).ceil());
        let to = |place: f64, whole: f64| whole_number((place / whole * 64.0 - 0.5).floor() + 1.0);
        let (first, last) = (from(left, self.width), to(right, self.width));
        if first >= last {
            return;
        }
        let mask = (u64::MAX >> (64 - (last - first))) << first;
        let rows = from(top, self.height)..to(bottom, self.height);
        for row in self.rows.get_mut(rows.start..rows.end.max(rows.start)).unwrap_or_default() {
            *row = if ink == Ink::White { *row & !mask } else { *row | mask };
        }
    }

    pub fn painted(&self, x: f64, y: f64) -> bool {
        let (column, row) = (whole_number(x / self.width * 64.0), whole_number(y / self.height * 64.0));
        self.rows.get(row).is_some_and(|row| column < 64 && row >> column & 1 == 1)
    }

    /// The part of the page that is painted on.
    pub fn share(&self) -> f64 {
        f64::from(self.rows.iter().map(|row| row.count_ones()).sum::<u32>()) / 4096.0
    }
}

/// 0 to 64.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn whole_number(place: f64) -> usize {
    if place.is_nan() { 0 } else { place.clamp(0.0, 64.0) as usize }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_on_a_painted_ground_is_seen() {
        let mut ground = Ground::new(640.0, 640.0);
        ground.paint([100.0, 100.0, 300.0, 200.0], Ink::Seen);
        assert!(ground.painted(200.0, 150.0) && !ground.painted(200.0, 250.0) && !ground.painted(50.0, 150.0));
        ground.paint([0.0, 0.0, 640.0, 640.0], Ink::White);
        assert!(!ground.painted(200.0, 150.0));
        ground.paint([-1e8, -1e8, 1e8, 1e8], Ink::Seen);
        assert!(ground.painted(639.0, 1.0) && ground.share() > 0.99);
        ground.paint([f64::NAN, 0.0, f64::INFINITY, 3.0], Ink::White);
    }
}
