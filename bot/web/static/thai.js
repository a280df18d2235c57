// Thai is written without spaces, and browsers look words up to find where a line may end. What they have not got, such
// as foreign names, they cut anywhere, even before a vowel that belongs to the letter before it (บาร์เซโลน|า). Such
// cuts are found here and forbidden; every other one stays the browser's.

const words = globalThis.Intl?.Segmenter && new Intl.Segmenter("th", { granularity: "word" });

// Where no syllable can be cut, by the spelling of Thai alone.
const FORBIDDEN = [
  "(?=[\\u0e2f-\\u0e3a\\u0e45-\\u0e4e])", // before a vowel or mark that hangs on the letter before it, ฯ or ๆ (อะ is not อ|ะ)
  "(?<=[เ-ไ])", // after a vowel that is written before its consonant
  "(?=[ก-ฮ]{1,2}[ิุ]?์)", // before letters that are silenced: ร์ ลส์ ธิ์
  "(?<=ั[่-๋]?)(?=[ก-ฮ])", // ั and ็ need the consonant behind them
  "(?<=เ[ก-ฮ]{1,2}ิ[่-๋]?)(?=[ก-ฮ])", // as has เ–ิ
  "(?<=เ[ก-ฮ]{1,2}ิร์)(?=[ก-ฮ](?![\\u0e30-\\u0e3a\\u0e47-\\u0e4c]))", // and เ–ิร์: เวิร์ก·ช็อป, but เวิร์·กับ
  "(?<=[ข-ฮ]็|แก็|เก็)(?=[ก-ฮ])", // but ก็ is a word
  "(?<=เ[ก-ฮ]{1,3}[ีื][่-๋]?)(?=[ยอ])", // เ–ีย and เ–ือ are one vowel,
  "(?<=เ[ก-ฮ])(?=[รลว][ีื][่-๋]?[ยอ])", // around two consonants too
];
const TIMES = /(\d{1,2}[.:]\d{2}(?: ?[–-] ?\d{1,2}[.:]\d{2})?(?: น\.)?)/;
const inside = new RegExp(FORBIDDEN.join("|"), "y");

function cutsSyllable(text, index) {
  inside.lastIndex = index;
  return inside.test(text);
}

/** The pieces of `text` in order; a line must not end inside one that is `whole`, and may before one that is `free`. */
export function pieces(text) {
  // Every second part is a time of day, which stays in one piece.
  return text.split(TIMES).flatMap((part, index) => (index % 2 ? [{ text: part, whole: true }] : split(part)));
}

function split(text) {
  if (!words || !/[ก-ฮ]/.test(text)) return [{ text }];
  const found = [];
  for (const { segment, index } of words.segment(text)) {
    if (!index || !cutsSyllable(text, index)) {
      found.push({ text: segment });
      continue;
    }
    const last = found.at(-1);
    const start = last.text.search(/[เ-ไ][^เ-ไ]*$/); // the last syllable that surely starts in it: ต้อง·เต|รียม
    if (start > 0) {
      found.push({ text: last.text.slice(start) + segment, whole: true, free: true });
      last.text = last.text.slice(0, start);
    } else {
      last.text += segment;
      last.whole = true;
    }
  }
  return found;
}

/** Give `element` the text, as text, with what must stay together kept together. */
export function write(element, text) {
  for (const piece of pieces(text)) {
    if (piece.free) element.append(document.createElement("wbr"));
    if (!piece.whole) {
      element.append(piece.text);
      continue;
    }
    const span = document.createElement("span");
    span.className = "whole";
    span.textContent = piece.text;
    element.append(span);
  }
  element.normalize();
  return element;
}
