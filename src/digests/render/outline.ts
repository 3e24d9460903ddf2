/** A digest in the reader's words: the one place where the document becomes text, for every renderer. */
import type { Instant } from "../../platform/clock.ts";
import { assertNever } from "../../platform/errors.ts";
import { atOnce } from "../../platform/loop.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { languageMark, markShown } from "../../platform/texts/language-of-text.ts";
import { localDateOf } from "../../platform/time.ts";
import type { BottomLine, DigestDocument, Line, Section } from "../document.ts";
import { editionTexts } from "../editions/texts.ts";
import type { Sources } from "../sections/fields.ts";
import { type Brief, type Item, type ShownQuote, shown, type Telling } from "../sections/line.ts";
import { measureTold } from "../sections/progress.ts";
import { LINES, SECTIONS } from "../sections/sections.ts";
import { clearedOn, digestTexts } from "../texts.ts";
import { headlineTexts, type Voice } from "./texts-headline.ts";

export interface Outline {
  title: string;
  rhythm: DigestDocument["rhythm"];
  /** For whom, and from how many answers. */
  basis: string;
  basisSources: Sources;
  /**
   * Ours, the lead's own where that tells the fact, or both. `others`: below it, that nobody asks anything (`noRequest`) and
   * of which programs nothing is needed.
   */
  bottomLine: {
    sentence: string | null;
    own: ShownQuote | null;
    noRequest: string | null;
    others: string | null;
    sources: Sources;
    othersSources?: Sources;
  };
  /** Of an edition that corrects another: which one, and what was wrong. */
  correction: { sentence: string; reason: ShownQuote } | null;
  /** Where the bottom line was worded before it went: what was added, and as it was. */
  remarks: string[];
  original: string | null;
  /** Which programs are left out, and who holds them back. */
  heldBack: string | null;
  /** One sentence of ours that stands alone, for notifications. */
  announcement: string;
  sections: { section: Section["section"]; heading: string; items: Item[] }[];
}

/** Which periods it tells of, and which programs: its own, and those of digests that go with it. */
export function titleOf(document: DigestDocument, beside: readonly DigestDocument[] = []): string {
  const texts = digestTexts(document.reader);
  const all = [document, ...beside];
  const [only, ...others] = new Map(
    all.flatMap(({ programs }) => programs.map(({ key, title }) => [key, title])),
  ).values();
  const subject = only !== undefined && others.length === 0 ? only : texts.programs(document.reader, others.length + 1);
  return texts.title(document.reader, all, subject);
}

/** Said in the head of an edition that is delivered on another day of its reader than that of its cut-off; not yet: null. */
export function asItStood({ cutOffAt, reader }: DigestDocument, deliveredAt: Instant | null): string | null {
  if (deliveredAt === null) return null;
  const [day, today] = [localDateOf(cutOffAt, reader.zone), localDateOf(deliveredAt, reader.zone)];
  return day === today ? null : textsFor(editionTexts, reader).asItStood(shortDate({ ...reader, today }, day));
}

/** A lead's own line opens a digest with these only where it shares their words: it tells them, and ours need not. */
function isToldInWords(line: BottomLine): boolean {
  return line.case === "value" || (line.case === "ask" && line.asks === 1 && !line.isElsewhere);
}

/** To whom its lines are said. */
export function tellingOf({ reader, rhythm, sections }: DigestDocument & { reader: Reader }): Omit<Telling, "place"> {
  return { reader, rhythm, hasMonths: sections.some(({ section }) => section === "months") };
}

/** `beside`: the shorter digests that go in its message. */
export function outlineOf(plain: DigestDocument, beside: readonly DigestDocument[] = []): Outline {
  return atOnce(outlineInTurn(plain, beside));
}

/** Of several lines about one program, one after the other, the first alone has its name in bold. */
function namedOnce(items: readonly Item[]): Item[] {
  const nameOf = (item: Item | undefined) => item?.label.find(({ bold }) => bold)?.text;
  return items.map((item, place) => {
    const name = nameOf(item);
    if (name === undefined || name !== nameOf(items[place - 1])) return item;
    return {
      ...item,
      label: item.label.map(({ bold, ...run }) => (run.text === name ? run : { ...run, ...(bold && { bold }) })),
    };
  });
}

/** The same in steps, none of which is long for a thousand programs. */
export function* outlineInTurn(
  plain: DigestDocument,
  beside: readonly DigestDocument[] = [],
): Generator<void, Outline> {
  const today = localDateOf(plain.cutOffAt, plain.reader.zone);
  const document: DigestDocument & { reader: Reader } = { ...plain, reader: { ...plain.reader, today } };
  const texts = digestTexts(document.reader);
  const telling = tellingOf(document);
  const title = titleOf(document, beside);
  const sentence = clearedOn(document) ?? sentenceOf(document, document.bottomLine);
  const { wording, correction = null } = document;
  const said = wording ? wording.text : sentence;
  const announcement = said === null ? title : `${title}. ${said}`;
  const quoted = "quote" in document.bottomLine ? document.bottomLine.quote : null;
  const isOnly = document.programs.length === 1;
  const isItsWords = isToldInWords(document.bottomLine);
  const role = "program" in document.bottomLine && isItsWords && !isOnly ? document.bottomLine.program : null;
  const own = quoted && shown(document.reader, quoted, { form: "own-line", role });
  const isInWords = own !== null && (isOnly || isItsWords);
  const isReassured =
    document.rest?.of !== "all" && ["no-request", "nothing-needed"].includes(document.bottomLine.case);
  // The lead's words stand in the place of what says it.
  const noRequest = noRequestOf(document) ?? (isInWords && !wording && isReassured ? sentence : null);
  const below = [noRequest, restOf(document)].filter((one) => one !== null);
  const othersFrom =
    (document.noRequest && document.head) ?? document.rest ?? (noRequest === null ? undefined : document.bottomLine);
  const sections: Outline["sections"] = [];
  for (const section of document.sections) {
    yield;
    sections.push({
      section: section.section,
      heading: headingOf(document, section),
      items: namedOnce(section.lines.map((line, index) => itemOf({ ...telling, place: index + 1 }, line))),
    });
  }
  return {
    title,
    rhythm: document.rhythm,
    basis: [
      texts.audience[document.rhythm],
      // What was asked of programs that are closed is not told any more.
      ...(document.head.sources[0].kind === "program" ? [] : [texts.basis(document.reader, document.head, document)]),
      ...(document.approvedBy ? [texts.approvedBy(document.reader, document.approvedBy)] : []),
    ].join(" · "),
    basisSources: document.head.sources,
    bottomLine: {
      sentence: wording || isInWords ? null : sentence,
      own: wording
        ? {
            role: null,
            text: wording.text,
            by: [
              texts.wordedBy(wording.by),
              ...markShown(languageMark(document.reader, wording.text, wording.remarks)),
            ].join(" · "),
          }
        : own,
      noRequest,
      others: below.length > 0 ? below.join(" ") : null,
      sources: document.bottomLine.sources,
      ...(othersFrom && { othersSources: othersFrom.sources }),
    },
    correction: correction && {
      sentence: textsFor(editionTexts, document.reader).corrects(document.reader, correction),
      reason: {
        role: null,
        text: correction.reason,
        by: [correction.by, ...markShown(correction.mark)].join(" · "),
      },
    },
    remarks: wording?.remarks ?? [],
    original: wording && (own || sentence !== null) ? texts.original(own ? own.text : (sentence ?? "")) : null,
    heldBack:
      document.heldBack && document.heldBack.length > 0 ? texts.heldBack(document.reader, document.heldBack) : null,
    announcement: correction ? textsFor(editionTexts, document.reader).announced(announcement) : announcement,
    sections,
  };
}

function noRequestOf(document: DigestDocument): string | null {
  const { reader, noRequest } = document;
  return noRequest ? headlineTexts(reader).noRequest(voiceOf(document), noRequest) : null;
}

function isExecutive(document: DigestDocument): boolean {
  return document.rhythm !== "weekly";
}

function voiceOf(document: DigestDocument): Voice {
  return isExecutive(document) ? "executive" : "working";
}

function sentenceOf(document: DigestDocument, line: BottomLine): string | null {
  const { reader, rhythm, programs } = document;
  const voice = voiceOf(document);
  const texts = headlineTexts(reader);
  switch (line.case) {
    case "unanswered":
      return texts.unanswered(reader, line);
    case "overdue-ask":
      return texts.overdueAsk(reader, line);
    case "ask":
      return texts.ask[voice](reader, line);
    case "new-red":
      return texts.newRed(reader, line);
    case "new-amber":
      return texts.newAmber(reader, line);
    case "was-red":
      return texts.wasRed(reader, line);
    case "doubted":
      return texts.doubted(reader, line);
    case "closed":
      return texts.closed(reader, line);
    case "slipped-date":
      return texts.slippedDate(reader, line);
    case "standing":
      return texts.standing(line.rhythm ?? rhythm, line);
    case "decided":
      return texts.decided(reader, line);
    case "number":
      return texts.number(line.program, measureTold(reader, line.measure));
    case "recovered":
      return texts.recovered(reader, line);
    case "value":
      return texts.value(line);
    case "silent":
      return texts.silent(reader, line, line.of ?? programs.length);
    case "nothing-needed":
      return texts.nothingNeeded[voice];
    case "no-request":
      return texts.noRequest(voice, line);
    case "unsaid":
      return null;
    case "silence":
      return texts.silence(reader, line.since);
    default:
      return assertNever(line);
  }
}

/** The working digest counts no programs that need nothing; where that is so of all, it says it. */
function restOf(document: DigestDocument): string | null {
  const { reader, rest, programs } = document;
  const texts = headlineTexts(reader);
  if (rest?.of === "all") return texts.nothingNeeded[voiceOf(document)];
  if (!isExecutive(document)) return null;
  return rest ? texts.rest(reader, rest, programs.length) : null;
}

function headingOf({ rhythm, reader }: DigestDocument, { section, lines }: Section): string {
  const found = SECTIONS.find(({ name }) => name === section);
  return found ? textsFor(found.headingOf({ rhythm, lines }), reader) : "";
}

/** A line in a few words. */
export function briefOf(telling: Telling, line: Line): Brief {
  const brief = LINES.find(({ kind }) => kind === line.kind)?.briefOf(telling, line);
  if (!brief) throw new Error(`No line of a digest is of the kind ${line.kind}`);
  return brief;
}

export function itemOf(telling: Telling, line: Line): Item {
  const item = LINES.find(({ kind }) => kind === line.kind)?.itemOf(telling, line);
  if (!item) throw new Error(`No line of a digest is of the kind ${line.kind}`);
  return item;
}
