//! The operators of a page are carried out, as far as they place letters and pictures.

use super::content::{Operand, Operators};
use super::font::{Font, Shown};
use super::links::Links;
use super::matrix::Matrix;
use super::piece::{Hidden, Letter, Look, Piece, Pieces, Place};
use super::state::{Ground, Ink, Paint, State};
use super::unpack::Unpacker;
use crate::import::limits;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use std::collections::HashMap;
use std::rc::Rc;

/// Saved states inside each other; more are not kept.
const SAVED: usize = 512;
const MARKED: usize = 512;

/// What is on a page, in the order in which it is drawn.
#[derive(Debug, Default)]
pub struct Painted<'a> {
    pub pieces: Vec<Piece>,
    pub pictures: Vec<Placed<'a>>,
    pub width: f64,
    pub height: f64,
    pub letters: usize,
    /// Letters of fonts that do not say what they are.
    pub unknown: usize,
    /// The part of the page that pictures cover.
    pub pictured: f64,
}

#[derive(Debug)]
pub struct Placed<'a> {
    pub stream: Stream<'a>,
    /// Left, top, right, bottom.
    pub area: [f64; 4],
    pub tag: Option<u32>,
    pub artifact: bool,
}

/// What lasts from page to page.
#[derive(Debug, Default)]
pub struct Workshop {
    pub unpacker: Unpacker,
    fonts: HashMap<(usize, usize), Rc<Font>>,
    operators: usize,
    /// A limit was reached: the rest is not drawn.
    pub over: Option<(&'static str, u64)>,
}

impl Workshop {
    /// What a page or a drawing holds: of that, nothing may be missing.
    fn unpack(&mut self, stream: &Stream<'_>, bound: usize) -> Vec<u8> {
        self.unpacker.over = false;
        let data = self.unpacker.data(stream, bound).unwrap_or_default().into_owned();
        if self.unpacker.over {
            self.over = Some(("the content of a page unpacks to too many bytes", limits::STREAM as u64));
        }
        data
    }
}

pub fn page<'a>(page: &Page<'a>, links: &Links, workshop: &mut Workshop) -> Painted<'a> {
    let (width, height) = page.render_dimensions();
    let base = Matrix(page.initial_transform(true).as_coeffs());
    let (width, height) = (f64::from(width), f64::from(height));
    let mut painter = Painter {
        workshop,
        links,
        ground: Ground::new(width, height),
        pictured: Ground::new(width, height),
        out: Painted { width, height, ..Painted::default() },
        pieces: Pieces::default(),
        marked: Vec::new(),
        forms: Vec::new(),
    };
    let mut content = Vec::new();
    let streams = page.raw().get::<Stream<'a>>("Contents").into_iter().chain(
        page.raw()
            .get::<Array<'a>>("Contents")
            .into_iter()
            .flat_map(|all| all.iter::<Stream<'a>>().collect::<Vec<_>>()),
    );
    for stream in streams {
        let bound = limits::STREAM.saturating_sub(content.len());
        content.extend_from_slice(&painter.workshop.unpack(&stream, bound));
        content.push(b'\n');
    }
    painter.run(&content, page.resources(), State::new(base));
    painter.pieces.close();
    painter.out.pieces = painter.pieces.done;
    painter.out.pictured = painter.pictured.share();
    painter.out
}

struct Painter<'a, 'b> {
    workshop: &'b mut Workshop,
    links: &'b Links,
    ground: Ground,
    pictured: Ground,
    out: Painted<'a>,
    pieces: Pieces,
    marked: Vec<Marked>,
    forms: Vec<usize>,
}

#[derive(Default)]
struct Marked {
    tag: Option<u32>,
    artifact: bool,
    /// Stands for all letters inside; empty once it was said.
    instead: Option<String>,
}

/// Where the next letter goes.
#[derive(Clone, Copy)]
struct Cursor {
    line: Matrix,
    letter: Matrix,
}

/// The box around the path that is being drawn.
type Path = Option<[f64; 4]>;

impl<'a> Painter<'a, '_> {
    fn run(&mut self, content: &[u8], resources: &Resources<'a>, mut state: State) {
        let mut saved: Vec<State> = Vec::new();
        let mut cursor = Cursor { line: Matrix::IDENTITY, letter: Matrix::IDENTITY };
        let mut path: Path = None;
        let marked = self.marked.len();
        let mut operators = Operators::new(content);
        while let Some(operator) = operators.next() {
            self.workshop.operators += 1;
            if self.workshop.operators > limits::OPERATORS {
                self.workshop.over = Some(("its pages draw too much", limits::OPERATORS as u64));
            }
            if self.workshop.over.is_some() {
                break;
            }
            let operands = operators.operands.as_slice();
            let numbers = Numbers(operands);
            match operator {
                b"q" if saved.len() < SAVED => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => {
                    let moved = numbers.matrix().then(state.page);
                    if moved.sound() {
                        state.page = moved;
                    }
                }
                b"BT" => cursor = Cursor { line: Matrix::IDENTITY, letter: Matrix::IDENTITY },
                b"Tf" => self.choose(operands, resources, &mut state),
                b"Tc" => state.letter_space = numbers.at(0),
                b"Tw" => state.word_space = numbers.at(0),
                b"Tz" => state.stretch = numbers.at(0) / 100.0,
                b"TL" => state.leading = numbers.at(0),
                b"Ts" => state.rise = numbers.at(0),
                b"Tr" => state.mode = numbers.whole(0).filter(|mode| (0..=7).contains(mode)).unwrap_or_default(),
                b"Td" => cursor.next_line(numbers.at(0), numbers.at(1)),
                b"TD" => {
                    state.leading = -numbers.at(1);
                    cursor.next_line(numbers.at(0), numbers.at(1));
                }
                b"T*" => cursor.next_line(0.0, -state.leading),
                b"Tm" => {
                    let matrix = numbers.matrix();
                    if matrix.sound() {
                        cursor = Cursor { line: matrix, letter: matrix };
                    }
                }
                b"Tj" => self.show(operands, &state, &mut cursor),
                b"TJ" => {
                    if let Some(Operand::Array(all)) = operands.first() {
                        self.show(all, &state, &mut cursor);
                    }
                }
                b"'" => {
                    cursor.next_line(0.0, -state.leading);
                    self.show(operands, &state, &mut cursor);
                }
                b"\"" => {
                    (state.word_space, state.letter_space) = (numbers.at(0), numbers.at(1));
                    cursor.next_line(0.0, -state.leading);
                    self.show(operands.get(2..).unwrap_or_default(), &state, &mut cursor);
                }
                b"g" | b"rg" => state.fill(Paint::Light, operands),
                b"k" => state.fill(Paint::Ink, operands),
                b"cs" => {
                    let paint = color_space(operands, resources);
                    state.fill(paint, &[Operand::Other]);
                }
                b"sc" | b"scn" => state.fill(state.paint, operands),
                b"re" => {
                    let (x, y) = (numbers.at(0), numbers.at(1));
                    let area = state.page.around([x, y, x + numbers.at(2), y + numbers.at(3)]);
                    path = Some(path.map_or(area, |path| wrap(path, area)));
                }
                b"m" | b"l" | b"c" | b"v" | b"y" => {
                    for pair in operands.chunks_exact(2) {
                        let (x, y) = state.page.point(Numbers(pair).at(0), Numbers(pair).at(1));
                        path = Some(path.map_or([x, y, x, y], |path| wrap(path, [x, y, x, y])));
                    }
                }
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => {
                    if let Some(area) = path.take() {
                        self.ground.paint(area, state.ink);
                    }
                }
                b"S" | b"s" | b"n" => path = None,
                b"sh" => self.ground.paint([0.0, 0.0, self.out.width, self.out.height], Ink::Seen),
                b"Do" => self.draw(operands, resources, &state),
                b"BMC" | b"BDC" => self.mark(operands, resources),
                b"EMC" if self.marked.len() > marked => {
                    self.marked.pop();
                }
                _ => {}
            }
        }
        self.marked.truncate(marked);
    }

    fn choose(&mut self, operands: &[Operand], resources: &Resources<'a>, state: &mut State) {
        let [Operand::Name(name), size, ..] = operands else { return };
        state.size = size.number().filter(|size| size.abs() < 1e6).unwrap_or(1.0);
        state.font = resources.fonts.get::<Dict<'a>>(name).map(|dictionary| {
            // Where its bytes are is who it is.
            let key = (dictionary.data().as_ptr().addr(), dictionary.data().len());
            if let Some(font) = self.workshop.fonts.get(&key) {
                return font.clone();
            }
            let font = Rc::new(Font::read(&dictionary, &mut self.workshop.unpacker));
            self.workshop.fonts.insert(key, font.clone());
            font
        });
    }

    fn show(&mut self, texts: &[Operand], state: &State, cursor: &mut Cursor) {
        let Some(font) = &state.font else { return };
        for text in texts {
            match text {
                Operand::Number(shift) => {
                    cursor.advance(-shift / 1000.0 * state.size * state.stretch);
                }
                Operand::Text(bytes) => font.letters(bytes, |shown| self.letter(&shown, font, state, cursor)),
                _ => {}
            }
        }
    }

    fn letter(&mut self, shown: &Shown, font: &Font, state: &State, cursor: &mut Cursor) {
        let width = shown.width * state.size * state.stretch;
        let place = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise])
            .then(cursor.letter)
            .then(state.page);
        let space = state.letter_space + if shown.blank { state.word_space } else { 0.0 };
        let end = Matrix::shift(width, 0.0).then(cursor.letter).then(state.page).point(0.0, state.rise);
        cursor.advance(width + space * state.stretch);
        if !place.sound() || self.workshop.over.is_some() {
            return;
        }
        self.out.letters += 1;
        if self.out.letters > limits::PAGE_CHARACTERS {
            self.workshop.over = Some(("a page holds too many letters", limits::PAGE_CHARACTERS as u64));
            return;
        }
        let instead = self.marked.iter_mut().rev().find_map(|marked| marked.instead.as_mut()).map(std::mem::take);
        let mut text: String = match instead {
            Some(text) => text,
            None if shown.text.is_empty() && shown.blank => " ".to_owned(),
            None if shown.text.is_empty() => {
                self.out.unknown += 1;
                "\u{fffd}".to_owned()
            }
            None => shown.text.clone(),
        };
        text.retain(|letter| letter == '\t' || !letter.is_control());
        let (x, y) = place.point(0.0, 0.0);
        let (along, up) = (place.direction(1.0, 0.0), place.direction(0.0, 1.0));
        let size = up.0.hypot(up.1);
        let turn = turn(along, up);
        let (sine, cosine) = f64::from(turn).to_radians().sin_cos();
        let middle = (f64::midpoint(x, end.0) + up.0 * 0.3, f64::midpoint(y, end.1) + up.1 * 0.3);
        let left = x * cosine + y * sine;
        let right = end.0 * cosine + end.1 * sine;
        let hidden = self.hidden(middle, size, state);
        self.pieces.add(Letter {
            text: &text,
            left: left.min(right),
            right: right.max(left),
            y: y * cosine - x * sine,
            size,
            look: Look {
                bold: font.bold || state.mode == 2,
                italic: font.italic,
                small_caps: font.small_caps,
                fixed: font.fixed,
                raised: shown.raised,
                link: self.links.at(middle.0, middle.1),
            },
            place: Place {
                turn,
                tag: self.marked.iter().rev().find_map(|marked| marked.tag),
                artifact: self.marked.iter().any(|marked| marked.artifact),
                hidden,
            },
        });
    }

    fn hidden(&self, (x, y): (f64, f64), size: f64, state: &State) -> Option<Hidden> {
        if matches!(state.mode, 3 | 7) || size < 0.9 {
            Some(Hidden::Invisible)
        } else if x < -1.0 || y < -1.0 || x > self.out.width + 1.0 || y > self.out.height + 1.0 {
            Some(Hidden::Outside)
        } else if state.ink == Ink::White && state.mode == 0 && !self.ground.painted(x, y) {
            Some(Hidden::White)
        } else {
            None
        }
    }

    fn draw(&mut self, operands: &[Operand], resources: &Resources<'a>, state: &State) {
        let Some(Operand::Name(name)) = operands.first() else { return };
        let Some(stream) = resources.x_objects.get::<Stream<'a>>(name) else { return };
        let kind = stream.dict().get::<Name<'_>>("Subtype");
        if kind.as_deref() == Some(b"Image") {
            let area = state.page.around([0.0, 0.0, 1.0, 1.0]);
            self.ground.paint(area, Ink::Seen);
            self.pictured.paint(area, Ink::Seen);
            if self.out.pictures.len() < limits::PICTURES && !stream.dict().get::<bool>("ImageMask").unwrap_or(false) {
                let tag = self.marked.iter().rev().find_map(|marked| marked.tag);
                let artifact = self.marked.iter().any(|marked| marked.artifact);
                self.out.pictures.push(Placed { stream, area, tag, artifact });
            }
            return;
        }
        let key = stream.dict().data().as_ptr().addr();
        if kind.as_deref() != Some(b"Form") || self.forms.len() >= limits::FORMS || self.forms.contains(&key) {
            return;
        }
        let content = self.workshop.unpack(&stream, limits::STREAM);
        let own = stream.dict().get::<Dict<'a>>("Resources").map(Resources::new);
        let matrix: Vec<f64> = stream
            .dict()
            .get::<Array<'_>>("Matrix")
            .map(|all| all.iter::<Object<'_>>().filter_map(Object::into_number).map(|one| one.as_f64()).collect())
            .unwrap_or_default();
        let mut inner = state.clone();
        if let Ok(six) = <[f64; 6]>::try_from(matrix) {
            inner.page = Matrix(six).then(state.page);
        }
        if inner.page.sound() {
            self.forms.push(key);
            self.run(&content, own.as_ref().unwrap_or(resources), inner);
            self.forms.pop();
        }
    }

    fn mark(&mut self, operands: &[Operand], resources: &Resources<'a>) {
        if self.marked.len() >= MARKED {
            return;
        }
        let mut marked = Marked {
            artifact: matches!(operands.first(), Some(Operand::Name(name)) if name == b"Artifact"),
            ..Marked::default()
        };
        match operands.get(1) {
            Some(properties @ Operand::Dictionary(_)) => {
                // Tags are of the page's own content; inside a drawing the numbers mean another list.
                if self.forms.is_empty() {
                    marked.tag = properties
                        .get(b"MCID")
                        .and_then(|number| Numbers(std::slice::from_ref(number)).whole(0))
                        .and_then(|id| u32::try_from(id).ok());
                }
                if let Some(Operand::Text(text)) = properties.get(b"ActualText") {
                    marked.instead = Some(super::text::decode(text));
                }
            }
            Some(Operand::Name(name)) => {
                if let Some(properties) = resources.properties.get::<Dict<'_>>(name) {
                    if self.forms.is_empty() {
                        marked.tag = properties.get::<i32>("MCID").and_then(|id| u32::try_from(id).ok());
                    }
                    marked.instead = properties
                        .get::<hayro_syntax::object::String<'_>>("ActualText")
                        .map(|text| super::text::decode(&text));
                }
            }
            _ => {}
        }
        self.marked.push(marked);
    }
}

impl Cursor {
    fn next_line(&mut self, x: f64, y: f64) {
        let moved = Matrix::shift(x, y).then(self.line);
        if moved.sound() {
            *self = Cursor { line: moved, letter: moved };
        }
    }

    fn advance(&mut self, by: f64) {
        let moved = Matrix::shift(by, 0.0).then(self.letter);
        if moved.sound() {
            self.letter = moved;
        }
    }
}

struct Numbers<'a>(&'a [Operand]);

impl Numbers<'_> {
    fn at(&self, index: usize) -> f64 {
        self.0.get(index).and_then(Operand::number).unwrap_or(0.0)
    }

    #[expect(clippy::cast_possible_truncation, reason = "a cast from float saturates")]
    fn whole(&self, index: usize) -> Option<i32> {
        self.0.get(index).and_then(Operand::number).map(|number| number as i32)
    }

    fn matrix(&self) -> Matrix {
        Matrix(std::array::from_fn(|index| self.at(index)))
    }
}

/// Degrees, clockwise; what leans by less than three is upright.
#[expect(clippy::cast_possible_truncation, reason = "an angle is small")]
fn turn(along: (f64, f64), up: (f64, f64)) -> i16 {
    // Letters without a width lie along what is at a right angle to their height.
    let (x, y) = if along.0 == 0.0 && along.1 == 0.0 { (-up.1, up.0) } else { along };
    let degrees = y.atan2(x).to_degrees().round() as i16;
    if degrees.abs() <= 3 { 0 } else { degrees }
}

fn wrap(one: [f64; 4], other: [f64; 4]) -> [f64; 4] {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

fn color_space(operands: &[Operand], resources: &Resources<'_>) -> Paint {
    let Some(Operand::Name(name)) = operands.first() else { return Paint::Unknown };
    let family = |name: &[u8]| match name {
        b"DeviceGray" | b"DeviceRGB" | b"CalGray" | b"CalRGB" | b"G" | b"RGB" => Paint::Light,
        b"DeviceCMYK" | b"CMYK" | b"Separation" | b"DeviceN" => Paint::Ink,
        _ => Paint::Unknown,
    };
    match resources.color_spaces.get::<Object<'_>>(name) {
        Some(Object::Name(name)) => family(&name),
        Some(Object::Array(parts)) => {
            let mut parts = parts.iter::<Object<'_>>();
            match (parts.next(), parts.next()) {
                (Some(Object::Name(kind)), Some(Object::Stream(profile))) if kind.as_ref() == b"ICCBased" => {
                    if profile.dict().get::<i32>("N") == Some(4) { Paint::Ink } else { Paint::Light }
                }
                (Some(Object::Name(kind)), _) => family(&kind),
                _ => Paint::Unknown,
            }
        }
        _ => family(name),
    }
}
