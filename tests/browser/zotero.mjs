// What a reference manager takes from a page, by the rules that Zotero documents for makers of sites
// (https://www.zotero.org/support/dev/exposing_metadata) and follows in its translators "Embedded Metadata" and "COinS".
// A small reader of its own: it shares no code with either side. It keeps what Zotero shows to people and leaves out
// attachments and tags, which Zotero drops from such pages.

/** Highwire's tags and Zotero's fields. A tag counts by the end of its name, and the first one of a name counts. */
const HIGHWIRE = {
  citation_title: 'title',
  citation_publication_date: 'date',
  citation_date: 'date',
  citation_journal_title: 'publicationTitle',
  citation_journal_abbrev: 'journalAbbreviation',
  citation_inbook_title: 'publicationTitle',
  citation_book_title: 'bookTitle',
  citation_volume: 'volume',
  citation_issue: 'issue',
  citation_series_title: 'series',
  citation_conference_title: 'conferenceName',
  citation_dissertation_institution: 'university',
  citation_technical_report_institution: 'institution',
  citation_technical_report_number: 'number',
  citation_publisher: 'publisher',
  citation_isbn: 'ISBN',
  citation_abstract: 'abstractNote',
  citation_doi: 'DOI',
  citation_public_url: 'url',
  citation_language: 'language',
};

/** The tag that tells the type; a later one in the page overrides. */
const TYPES = {
  citation_journal_title: 'journalArticle',
  citation_technical_report_institution: 'report',
  citation_conference_title: 'conferencePaper',
  citation_conference: 'conferencePaper',
  citation_book_title: 'bookSection',
  citation_inbook_title: 'bookSection',
  citation_dissertation_institution: 'thesis',
};

/** Dublin Core and Open Graph, which count where Highwire says nothing. */
const OTHERS = {
  title: ['DC.title', 'og:title'],
  date: ['DC.date', 'article:published_time'],
  abstractNote: ['og:description', 'DC.description'],
  publisher: ['DC.publisher'],
  language: ['DC.language'],
  rights: ['DC.rights'],
  url: ['og:url'],
};

/** "Wilson, Andrew" with a comma; without one the last word is the family name. */
export function author(text, withComma, creatorType = 'author') {
  const name = text.replace(/^[\s.,/[\]:]+|[\s.,/[\]:]+$/g, '').replace(/\s+/g, ' ');
  let parts;
  if (withComma) {
    const [last, first] = name.split(/, ?/);
    parts = { lastName: last, firstName: first };
  } else {
    const at = name.lastIndexOf(' ');
    parts = { lastName: name.slice(at + 1), firstName: name.slice(0, Math.max(at, 0)) };
  }
  return parts.firstName ? { creatorType, ...parts } : { creatorType, name: parts.lastName };
}

/**
 * The item that a page describes. `page` holds what stands in its head: `meta` as pairs of name and content, `canonical`,
 * `lang`.
 */
export function embedded(page) {
  const first = (name) => page.meta.find(([tag, content]) => tag.endsWith(name) && content.trim())?.[1].trim();
  const all = (name) => page.meta.filter(([tag]) => tag.endsWith(name)).map(([, content]) => content);
  const item = {};
  for (const [field, tags] of Object.entries(OTHERS)) {
    const found = tags.map((tag) => page.meta.find(([name]) => name.toLowerCase() === tag.toLowerCase())?.[1]).find(Boolean);
    if (found) item[field] = found;
  }
  for (const [tag, field] of Object.entries(HIGHWIRE)) {
    const value = first(tag);
    if (value) item[field] = value.replace(/\s+/g, ' ');
  }
  const known = page.meta.map(([tag]) => TYPES[tag.slice(Math.max(tag.lastIndexOf('citation_'), 0))]).filter(Boolean);
  item.itemType = known.at(-1) ?? (first('citation_title') ? 'journalArticle' : 'webpage');
  item.creators = creators(all('citation_author'), 'author', item.language);
  if (!item.creators.length) item.creators = all('DC.creator').map((name) => author(name, name.includes(',')));
  item.url ??= first('citation_abstract_html_url') ?? first('citation_fulltext_html_url') ?? page.canonical;
  item.abstractNote ??= page.meta.find(([name]) => name.toLowerCase() === 'description')?.[1];
  item.language ??= page.lang;
  item.references = all('citation_reference').map(reference);
  // Of a report the publisher is the institution.
  if (item.itemType === 'report') {
    item.institution ??= item.publisher;
    delete item.publisher;
  }
  return item;
}

function creators(tags, type, language) {
  const out = [];
  let last;
  for (const tag of tags) {
    let names = tag.split(/\s*;\s*/);
    if (names.length === 1 && tags.length === 1) {
      // One tag with a comma and several words on both sides is taken for two people.
      const [a, b] = tag.split(/\s*,\s*/);
      const spanish = ['es', 'spa', 'Spanish', 'español'].includes(language) && a.split(' ').length === 2;
      if (b !== undefined && a.includes(' ') && b.includes(' ') && !spanish) names = tag.split(/\s*,\s*/);
    }
    for (const name of names.map((name) => name.trim())) {
      if (!/[^\s,\-.;]/.test(name) || name === last) continue;
      last = name;
      out.push(author(name, name.includes(','), type));
    }
  }
  return out;
}

/** Highwire's line for a cited work: pairs divided by semicolons. Zotero leaves these tags alone; indexes read them. */
export function reference(text) {
  const out = {};
  for (const part of text.split(/\s*;\s*/)) {
    const at = part.indexOf('=');
    const [name, value] = [part.slice(0, at).replace(/^citation_/, ''), part.slice(at + 1)];
    if (name === 'author') (out.authors ??= []).push(value);
    else out[name] = value;
  }
  return out;
}

/** The item of a `Z3988` span: an OpenURL of version 1.0 in its title. None where the format is not known. */
export function coins(title) {
  const pairs = title.split('&').map((part) => {
    const [key, value = ''] = part.split('=');
    return [key, decodeURIComponent(value.replace(/\+|%2b/gi, ' '))];
  });
  const value = (key) => pairs.find(([name]) => name === key)?.[1];
  const format = value('rft_val_fmt')?.replace('info:ofi/fmt:kev:mtx:', '');
  const genre = value('rft.genre');
  const books = { bookitem: 'bookSection', conference: 'conferencePaper', proceeding: 'conferencePaper', report: 'report', document: 'document' };
  const itemType = { journal: 'journalArticle', book: books[genre] ?? 'book', dissertation: 'thesis', patent: 'patent', dc: 'webpage' }[format];
  if (!itemType) return undefined;
  const item = { itemType, creators: [] };
  const parts = ['journalArticle', 'bookSection', 'conferencePaper'].includes(itemType);
  for (const [key, text] of pairs.filter(([, text]) => text)) {
    switch (key) {
      case 'rft_id':
        if (/^info:doi/i.test(text)) item.DOI = text.slice(9);
        else if (/^urn:isbn/i.test(text)) item.ISBN = text.slice(9);
        else if (/^https?:\/\//.test(text)) item.url = text;
        break;
      case 'rft.btitle': item[parts ? 'publicationTitle' : 'title'] = text; break;
      case 'rft.atitle': if (parts) item.title = text; break;
      case 'rft.title': item[parts ? 'publicationTitle' : 'title'] = text; break;
      case 'rft.jtitle': if (itemType === 'journalArticle') item.publicationTitle = text; break;
      case 'rft.stitle': if (itemType === 'journalArticle') item.journalAbbreviation = text; break;
      case 'rft.source': item.publicationTitle = text; break;
      case 'rft.type': item.itemType = text; break;
      case 'rft.date': item.date = text; break;
      case 'rft.volume': item.volume = text; break;
      case 'rft.issue': item.issue = text; break;
      case 'rft.pages': item.pages = text; break;
      case 'rft.issn': item.ISSN = text; break;
      case 'rft.isbn': item.ISBN ??= text; break;
      case 'rft.au': case 'rft.creator': item.creators.push(author(text, text.includes(','))); break;
      case 'rft.inventor': item.creators.push(author(text, text.includes(','), 'inventor')); break;
      case 'rft.aucorp': item.creators.push({ creatorType: 'author', name: text }); break;
      case 'rft.pub': case 'rft.publisher': case 'rft.inst': item.publisher = text; break;
      case 'rft.place': item.place = text; break;
      case 'rft.edition': item.edition = text; break;
      case 'rft.series': item.series = text; break;
      case 'rft.degree': item.type = text; break;
      case 'rft.language': item.language = text; break;
      default: // `rft.aulast` and `rft.aufirst` say of the first author what `rft.au` says.
    }
  }
  return item;
}
