/** The first screen of a digest as plain text, with roles in place of the names of those who do the work. Pure. */
import { capitalised, languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { SeatRole } from "../../programs/table.ts";
import type { FirstScreen } from "../compile/rules-first-screen.ts";
import type { Outline } from "../render/outline.ts";
import type { Item, ShownQuote } from "../sections/line.ts";
import { forwardTexts } from "./texts.ts";

/** What a field of a modal holds. */
export const LONGEST = 3000;

/** Somebody of the programs, with each role and where they have it; none: they answered without one. */
export interface Known {
  name: string;
  seats: readonly { role: SeatRole; program: string }[];
}

type Told = Pick<Outline, "title" | "basis" | "remarks" | "correction"> &
  Pick<FirstScreen, "bottomLine" | "heldBack" | "sections">;

export function forwardText(reader: Reader, told: Told, people: readonly Known[]): string {
  const texts = textsFor(forwardTexts, reader);
  const named = namesIn(reader, people);
  const { sentence, own, others } = told.bottomLine;
  const bottomLine = [...(sentence === null ? [] : [named.told(sentence)]), ...(own ? quoted(named, own) : [])];
  const lines = [
    named.told(told.title),
    named.told(told.basis),
    ...(told.correction ? [named.told(told.correction.sentence), ...quoted(named, told.correction.reason)] : []),
    ...(bottomLine.length > 0 ? ["", ...bottomLine] : []),
    ...[others, ...told.remarks, told.heldBack].flatMap((line) => (line === null ? [] : [named.told(line)])),
    ...told.sections.flatMap(({ heading, items, left }) => [
      "",
      ...(heading === "" ? [] : [heading]),
      ...items.flatMap((item) => itemLines(named, item)),
      ...(left > 0 ? [texts.more(reader, left)] : []),
    ]),
  ];
  return cut(lines, texts.cut);
}

function itemLines(named: Named, { label, quotes, remark }: Item): string[] {
  const said = named.told(label.map(({ text }) => text).join(""));
  return [
    `• ${said}`,
    ...quotes.flatMap((quote) => quoted(named, quote, said)),
    ...(remark === null ? [] : [`  ${named.told(remark)}`]),
  ];
}

/** `about`: the line that it stands below, which says of which program it is. */
function quoted(named: Named, { role, text, by }: ShownQuote, about = ""): string[] {
  const said = named.quoted(text, /\[(en|fr)\]/.exec(by)?.[1]);
  const author = by === "" ? "" : ` — ${named.author(by, `${about} ${role ?? ""}`)}`;
  return [`  ${role === null ? "" : `${role} · `}${said}${author}`];
}

interface Named {
  /** What is said: names of sponsors, committees and leads stay. */
  told(text: string): string;
  /** The same of what somebody wrote; `language`: where it is another one than the reader’s. */
  quoted(text: string, language: string | undefined): string;
  /** Who said it: nobody by name. */
  author(by: string, about: string): string;
}

const ABOVE: readonly SeatRole[] = ["lead", "deputy", "sponsor", "steering"];

function namesIn(reader: Reader, people: readonly Known[]): Named {
  const team = people.filter(({ seats }) => !seats.some(({ role }) => ABOVE.includes(role)));
  const above = new Set(people.filter((one) => !team.includes(one)).map(({ name }) => firstName(name)));
  const names = team.flatMap((one): [string, Known][] => {
    const first = firstName(one.name);
    return [[one.name, one], ...(first === null || above.has(first) ? [] : [[first, one] as [string, Known]])];
  });
  const told = (text: string, locale: string) =>
    replaced(text, names, { locale, roleOf: (one) => roleOf({ locale }, one, ""), isSentence: true });
  const all = people.map((one): [string, Known] => [one.name, one]);
  const author = (by: string, about: string) =>
    replaced(by, all, { locale: reader.locale, roleOf: (one) => roleOf(reader, one, about), isSentence: false });
  return {
    told(text) {
      const quotes = text.replaceAll(MARKED, (quote, language: string) => told(quote, language));
      return told(
        quotes.replaceAll(AUTHOR, (by) => author(by, text)),
        reader.locale,
      );
    },
    quoted: (text, language = reader.locale) => textsFor(forwardTexts, reader).quoted(told(text, language)),
    author,
  };
}

/** A quote within a line that is in another language than the reader’s, and who said one. */
const MARKED = /[“«][^”»]*[”»](?= \[(en|fr)\])/gu;
const AUTHOR = /(?<=— )[^\n·]+/gu;

/** First names that are words as well are left alone: “Will it go in May?” names nobody. */
const WORDS = new Set(
  "April August May June Will Mark Rose Grace Hope Faith Joy Bill Grant Frank Art Chase Max Claire Pierre Avril Mai Juin Août Marine Blanche Constant Fleur Olive".split(
    " ",
  ),
);

function firstName(name: string): string | null {
  const [first = "", ...others] = name.split(/\s+/);
  return others.length > 0 && /^\p{Lu}\p{L}{2,}$/u.test(first) && !WORDS.has(first) ? first : null;
}

function roleOf(reader: Pick<Reader, "locale">, { seats }: Known, about: string): string {
  const texts = textsFor(forwardTexts, reader).role;
  const role = [...ABOVE, "team" as const].find((one) => seats.some((seat) => seat.role === one));
  const its = [...new Set(seats.filter((seat) => seat.role === role).map(({ program }) => program))];
  // Of somebody who leads several, the one that the line is about.
  const named = its.filter((program) => about.includes(program));
  const [only, ...others] = its.length > 1 ? named : its;
  return texts[role ?? "none"](only !== undefined && others.length === 0 ? only : null);
}

/** The longest names first; a role begins a sentence with a capital. */
function replaced(
  text: string,
  names: readonly [string, Known][],
  { locale, roleOf: said, isSentence }: { locale: string; roleOf: (one: Known) => string; isSentence: boolean },
): string {
  const known = new Map(names.filter(([name]) => name.trim() !== "" && text.includes(name)));
  if (known.size === 0) return text;
  const any = [...known.keys()].toSorted((one, other) => other.length - one.length).map((name) => RegExp.escape(name));
  const elided = languageOf(locale) === "fr" ? "\\b(?:[dD]|[qQ]u)e " : "(?!)";
  const pattern = new RegExp(`(${elided})?(?<![\\p{L}\\p{N}])(${any.join("|")})(?![\\p{L}\\p{N}])`, "gu");
  return text.replaceAll(pattern, (_, before: string | undefined, name: string, at: number) => {
    const one = known.get(name);
    const role = one ? said(one) : name;
    if (before !== undefined) return /^[aeiouy]/i.test(role) ? `${before.slice(0, -2)}’${role}` : `${before}${role}`;
    return isSentence && /(?:^|[.!?]\s+|\n|[“«]\s?)$/.test(text.slice(0, at)) ? capitalised(role) : role;
  });
}

/** Whole lines, as many as there is room for. */
function cut(lines: readonly string[], rest: string): string {
  const text = lines.join("\n");
  if (text.length <= LONGEST) return text;
  const kept: string[] = [];
  let room = LONGEST - rest.length - 1;
  for (const line of lines) {
    room -= line.length + 1;
    if (room < 0) break;
    kept.push(line);
  }
  return [...kept, rest].join("\n");
}
