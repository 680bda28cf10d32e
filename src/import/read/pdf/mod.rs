//! PDF: letters at places become lines in reading order.
//!
//! 1. [`guard`]    whether the file may be given to the library that reads its objects (`hayro-syntax`).
//! 2. [`paint`]    the operators of a page are carried out: letters with their places, which become [`piece`]s; pictures.
//! 3. [`columns`]  in which order the parts of a page are read, from the white between them.
//! 4. [`rows`]     the pieces of a column become rows.
//! 5. [`lines`]    rows become lines with their looks.
//! 6. [`evidence`] what the document says besides: tags, bookmarks, links to notes.
//!
//! Only text that was written as text is read. Scans are refused: reading pictures of letters is not done here.

mod book;
mod cells;
mod claims;
mod columns;
mod content;
mod evidence;
mod font;
mod guard;
mod lines;
mod links;
mod matrix;
mod outline;
mod paint;
mod pictures;
mod piece;
mod places;
mod refuse;
mod rows;
mod state;
mod tags;
#[cfg(test)]
mod tests;
mod text;
mod unpack;

use super::Refusal;
use crate::import::evidence::Reading;
use crate::import::limits;
use book::{Book, Leaf};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use links::Links;
use paint::Workshop;
use places::Places;
use tags::Tags;

/// Reads on a thread of its own: objects are read as deep as they are nested, and the depth of the stack is known here.
pub fn read(bytes: &[u8]) -> Result<Reading, Refusal> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("pdf".to_owned()).stack_size(limits::STACK);
        match thread.spawn_scoped(scope, || read_here(bytes)) {
            Ok(reading) => reading.join().unwrap_or_else(|_| Err(refuse::broken())),
            Err(_) => Err(refuse::broken()),
        }
    })
}

fn read_here(bytes: &[u8]) -> Result<Reading, Refusal> {
    guard::check(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => refuse::encrypted(),
        LoadPdfError::Decryption(_) => refuse::sealed(),
        LoadPdfError::Invalid => refuse::not_a_pdf(),
    })?;
    if pdf.pages().len() > limits::PAGES {
        return Err(refuse::over(&format!("it has {} pages", pdf.pages().len()), limits::PAGES as u64));
    }
    let places = Places::read(&pdf);
    let tags = Tags::read(&pdf).unwrap_or_default();
    if tags.over {
        return Err(refuse::over("its tree of tags has too many elements", limits::TAGS as u64));
    }
    let mut workshop = Workshop::default();
    let mut book = Book::default();
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let links = Links::read(page, &places, &pdf);
        let painted = paint::page(page, &links, &mut workshop);
        if let Some((what, limit)) = workshop.over {
            return Err(refuse::over(what, limit));
        }
        let id = page.raw().obj_id();
        let leaf = |tag: u32| tags.block(id?, tag);
        book.add(painted, &Leaf { page: number, links: &links, tags: &tags, block: &leaf }, &mut workshop.unpacker);
        if let Some((what, limit)) = book.over {
            return Err(refuse::over(what, limit));
        }
        if book.letters > limits::LETTERS {
            return Err(refuse::over("it holds too many letters", limits::LETTERS as u64));
        }
    }
    book.refusal(pdf.pages().len()).map_or(Ok(()), Err)?;
    let bookmarks = outline::read(&pdf, &places);
    let lines = evidence::settle(book.entries, &tags, &bookmarks);
    let claims = claims::read(&pdf, &mut workshop.unpacker);
    let (pictures, dropped, unread) = (book.pictures, book.dropped, book.scans);
    Ok(Reading { lines, claims, pictures, dropped, unread, ..Reading::default() })
}
