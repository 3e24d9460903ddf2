/** A digest in the reader's words: the one place where the document becomes text, for every renderer. */
import { HEALTH_SHAPES } from "../../health/rules.ts";
import { isProposedRed } from "../../health/rules-checks.ts";
import { findingSentence, healthTexts, withLastColour } from "../../health/texts.ts";
import type { Instant } from "../../platform/clock.ts";
import { assertNever } from "../../platform/errors.ts";
import type { Words } from "../../platform/slack/blocks.ts";
import { languageOf, type Reader, shortDate, shortMonth, textsFor } from "../../platform/texts/language.ts";
import { markdownAsText } from "../../platform/texts/markdown.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { closedOn, reopenedOn } from "../../programs/texts-closing.ts";
import { findingsTold } from "../compile/rules-markers.ts";
import { asQuote, shortened } from "../compile/rules-shortening.ts";
import type { BottomLine, DigestDocument, Line, LineOf, Section } from "../document.ts";
import { editionTexts } from "../editions/texts.ts";
import { LONGEST_QUOTE, type Quote, type Sources } from "../sections/fields.ts";
import { type DigestTexts, digestTexts } from "../texts.ts";
import { headlineTexts, type Voice } from "./texts-headline.ts";

export interface Outline {
  title: string;
  rhythm: DigestDocument["rhythm"];
  /** For whom, and from how many answers. */
  basis: string;
  basisSources: Sources;
  /** Ours, the lead's own where that tells the fact, or both. Then of which programs nothing is needed. */
  bottomLine: {
    sentence: string | null;
    own: ShownQuote | null;
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

/** A line: our words, then what people wrote. */
export interface Item {
  label: Words[];
  quotes: ShownQuote[];
  /** Said after the quotes. */
  remark: string | null;
  /** Some of what people wrote is only in the sources. */
  isShortened: boolean;
  /** An ask that the reader can decide here. */
  ask: { id: string; options: readonly string[] } | null;
  sources: Sources;
}

export interface ShownQuote {
  /** Said before it: planned, done. */
  role: string | null;
  text: string;
  /** The author, and what is to know of the text: `Ana Silva · late, for week 4 · [fr]`. */
  by: string;
}

const LONGEST_OUTCOME = 200;

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

/** `beside`: the shorter digests that go in its message. */
export function outlineOf(plain: DigestDocument, beside: readonly DigestDocument[] = []): Outline {
  const today = localDateOf(plain.cutOffAt, plain.reader.zone);
  const document: DigestDocument & { reader: Reader } = { ...plain, reader: { ...plain.reader, today } };
  const texts = digestTexts(document.reader);
  const title = titleOf(document, beside);
  const sentence = sentenceOf(document, document.bottomLine);
  const { wording, correction = null } = document;
  const said = wording ? wording.text : sentence;
  const announcement = said === null ? title : `${title}. ${said}`;
  const quoted = "quote" in document.bottomLine ? document.bottomLine.quote : null;
  const isOnly = document.programs.length === 1;
  const isItsWords = isToldInWords(document.bottomLine);
  const role = "program" in document.bottomLine && isItsWords && !isOnly ? document.bottomLine.program : null;
  const own = quoted && shown(document, texts, quoted, { form: "own-line", role });
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
      sentence: wording || (own && (isOnly || isItsWords)) ? null : sentence,
      own: wording ? { role: null, text: wording.text, by: texts.wordedBy(wording.by) } : own,
      others: restOf(document),
      sources: document.bottomLine.sources,
      ...(document.rest && { othersSources: document.rest.sources }),
    },
    correction: correction && {
      sentence: textsFor(editionTexts, document.reader).corrects(document.reader, correction),
      reason: {
        role: null,
        text: correction.reason,
        by: [correction.by, ...(correction.mark ? [`[${correction.mark}]`] : [])].join(" · "),
      },
    },
    remarks: wording?.remarks ?? [],
    original: wording && (own || sentence !== null) ? texts.original(own ? own.text : (sentence ?? "")) : null,
    heldBack:
      document.heldBack && document.heldBack.length > 0 ? texts.heldBack(document.reader, document.heldBack) : null,
    announcement: correction ? textsFor(editionTexts, document.reader).announced(announcement) : announcement,
    sections: document.sections.map((section) => ({
      section: section.section,
      heading: headingOf(document, texts, section),
      items: section.lines.map((line, index) => itemOf(document, texts, line, index + 1)),
    })),
  };
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
      return texts.number(line.program, measureOf(reader, line.measure));
    case "recovered":
      return texts.recovered(reader, line);
    case "value":
      return texts.value(line);
    case "silent":
      return texts.silent(reader, line, programs.length);
    case "nothing-needed":
      // Stored where no program had a colour: that nobody asked is what it had shown.
      return line.colours
        ? texts.noRequest(voice, line.colours === "grey" ? { isGrey: true } : {})
        : texts.nothingNeeded[voice];
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

function measureOf(reader: Reader, measure: LineOf<"progress">["metrics"][number]): string {
  return `${measure.label[languageOf(reader.locale)]} ${digestTexts(reader).measure(reader, measure)}`;
}

/** The working digest counts no programs that need nothing; where that is so of all, it says it. */
function restOf(document: DigestDocument): string | null {
  const { reader, rest, bottomLine, programs } = document;
  const texts = headlineTexts(reader);
  if (rest?.of === "all") return texts.nothingNeeded[voiceOf(document)];
  if (!isExecutive(document)) return null;
  if (rest) return texts.rest(reader, rest, programs.length);
  const others = "others" in bottomLine ? (bottomLine.others ?? 0) : 0;
  return others > 0 ? texts.rest(reader, { programs: others, of: "others" }, programs.length) : null;
}

function headingOf(document: DigestDocument, texts: DigestTexts, { section, lines }: Section): string {
  if (section === "asks") return askHeading(document, texts, lines);
  const { rhythm } = document;
  if (rhythm === "quarterly" || rhythm === "annual") {
    const heading = Object.entries(texts.longHeadings[rhythm]).find(([name]) => name === section);
    if (heading) return heading[1];
  }
  const hasPlans = lines.some((line) => line.kind === "progress" && line.planned.length > 0);
  return texts.headings[section === "progress" && hasPlans ? "plannedAndDone" : section];
}

function askHeading(document: DigestDocument, texts: DigestTexts, lines: readonly Line[]): string {
  if (!isExecutive(document)) return texts.headings.asks.working(lines.length);
  const others = lines.filter((line) => line.kind === "ask" && line.decider).length;
  const unnamed = lines.filter(isUnnamed).length;
  return texts.headings.asks.executive(lines.length - others - unnamed, unnamed, others);
}

function itemOf({ reader, rhythm, sections }: DigestDocument, texts: DigestTexts, line: Line, place: number): Item {
  // They say how it stood before.
  const hasMonths = sections.some(({ section }) => section === "months");
  const item = (label: Words[], quotes: ShownQuote[] = [], remark: string | null = null): Item => ({
    label,
    quotes,
    remark,
    isShortened: isShortenedIn(line),
    ask: null,
    sources: line.sources,
  });
  const about = (program: string, rest: string, prefix = ""): Words[] => [
    { text: `${prefix}${program}`, bold: true },
    { text: rest },
  ];
  const language = languageOf(reader.locale);
  const inTurn = (quotes: readonly Quote[], role: string | null = null) =>
    quotes.map((quote) => shown({ reader }, texts, quote, { role: quote.question?.[language] ?? role }));
  switch (line.kind) {
    case "ask":
      return {
        ...item(
          about(line.program, ` · ${whenAsked(reader, texts, line).join(" · ")}`, `${place}. `),
          [shown({ reader }, texts, line.quote, { form: "whole" })],
          line.item ? sayAsk(texts, line.item) : null,
        ),
        ask: line.item ? { id: line.item.id, options: line.item.options } : null,
      };
    case "own-line":
      return {
        ...item([{ text: line.program, bold: true }], [shown({ reader }, texts, line.quote, { form: "own-line" })]),
        isShortened: asQuote(line.quote.text, Number.POSITIVE_INFINITY).isShortened,
      };
    case "standing-ask":
      return {
        ...item(about(line.program, ` · ${line.title} · ${whenAsked(reader, texts, line).join(" · ")}`, `${place}. `)),
        ask: { id: line.item.id, options: line.item.options },
      };
    case "decided-ask":
      return item(
        about(
          line.program,
          ` · ${texts.decided(reader, { ...line, outcome: shortened(line.outcome, LONGEST_OUTCOME).text })}`,
          "✔ ",
        ),
        line.quote ? [shown({ reader }, texts, line.quote, { form: "whole" })] : [],
      );
    case "closed":
      return item(about(line.program, ` · ${closedOn(reader, line)}`));
    case "reopened":
      return item(about(line.program, ` · ${reopenedOn(reader, line)}`));
    case "decision":
      return item(about(line.program, ` · ${texts.decision(reader, line)}`, "✔ "));
    case "months": {
      const months = line.months.map(
        ({ month, colour }) =>
          `${shortMonth(reader, Number(month.slice(-2)))} ${colour === null ? "·" : HEALTH_SHAPES[colour]}`,
      );
      const facts = [...(months.length > 0 ? [months.join(" → ")] : []), ...texts.recorded(reader, line)];
      return item(about(line.program, facts.map((fact) => ` · ${fact}`).join("")));
    }
    case "portfolio":
      return item([
        { text: line.colours.map((colour) => (colour === null ? "·" : HEALTH_SHAPES[colour])).join(" ") },
        { text: line.trend ? ` ${texts.trend[line.trend]} ` : " " },
        { text: line.program, bold: true },
        { text: ` · ${texts.colourNow(line.colours.at(-1) ?? null)}${line.isMarked ? ` · ${texts.marked}` : ""}` },
      ]);
    case "dependency":
      return item(about(line.program, ` · ${texts.dependency(reader, line)}`));
    case "integrity":
      return item([{ text: texts.integrity(reader, rhythm, line) }]);
    case "decision-time":
      return item([{ text: texts.decisionTime(reader, line) }]);
    case "overdue-asks":
      return item([{ text: texts.overdueAsks(reader, line) }]);
    case "marker":
      return item(about(line.program, ` · ${markerWords(reader, texts, line)}`, `${HEALTH_SHAPES[line.colour]} `));
    case "withdrawn-ask":
      return item(about(line.program, ` · ${texts.withdrawn(reader, line)}`));
    case "risen-ask":
      return item(
        about(
          line.program,
          [
            "",
            texts.risen(reader, line),
            ...(line.raisedAgain ? [texts.raisedAgain(reader, line.raisedAgain)] : []),
            ...(line.vote && line.because !== "vote" ? [texts.vote(reader, line.vote)] : []),
            ...whenGone(reader, texts, line),
          ].join(" · "),
        ),
        line.quote ? [shown({ reader }, texts, line.quote, { form: "whole" })] : [],
      );
    case "redated-ask": {
      const when = whenNeeded(reader, texts, { ...line, before: line.neededBefore });
      return item(about(line.program, ["", texts.redated(line), ...when].join(" · ")));
    }
    case "health": {
      const move =
        line.before === null
          ? hasMonths || line.between
            ? texts.colour[line.colour]
            : texts.firstColour(line.colour, line.isReopened)
          : line.before === line.colour
            ? texts.colour[line.colour]
            : texts.moved(line.before, line.colour);
      const facts = [
        move,
        ...(line.trend ? [texts.trend[line.trend]] : []),
        ...(line.between ? [texts.between(reader, line.between)] : []),
        ...(line.reported ? [texts.between(reader, { ...line.reported, isCorrected: true })] : []),
        ...(line.since !== undefined
          ? [textsFor(healthTexts, reader).why.since(shortDate(reader, line.since))]
          : line.periods > 1
            ? [texts.periodsInColour(rhythm, line.periods)]
            : []),
        ...(isProposedRed(line.colour, line.periods) ? [texts.proposedRed] : []),
        ...(line.path
          ? [line.path.map((step) => `${texts.round(reader, step.period)} ${HEALTH_SHAPES[step.colour]}`).join(" → ")]
          : []),
      ];
      return item(
        about(line.program, ` · ${facts.join(" · ")}`, `${HEALTH_SHAPES[line.colour]} `),
        inTurn(line.reasons),
      );
    }
    case "moved-date":
      return item(
        about(line.program, ` · ${line.label[languageOf(reader.locale)]} · ${texts.movedDate(reader, line)}`),
      );
    case "new-date":
      return item(about(line.program, ` · ${line.label[languageOf(reader.locale)]} · ${texts.newDate(reader, line)}`));
    case "two-dates":
      return item(about(line.program, ` · ${line.label[languageOf(reader.locale)]} · ${texts.twoDates(reader, line)}`));
    case "past-date":
      return item(about(line.program, ` · ${line.label[languageOf(reader.locale)]} · ${texts.pastDate(reader, line)}`));
    case "said":
      return item(
        isNamedByHeading(line.feed)
          ? [{ text: line.program, bold: true }]
          : about(line.program, ` · ${texts.feeds[line.feed]}`),
        inTurn(line.quotes),
        line.more > 0 ? texts.more(reader, line.more) : null,
      );
    case "silent":
      return item(
        line.grey
          ? about(
              line.program,
              ` · ${withLastColour(reader, texts.grey(reader, line), line.last)}${wasBetween(reader, line)}`,
              `${HEALTH_SHAPES.grey} `,
            )
          : about(line.program, ` · ${texts.silent(reader, line)}`),
        line.words && [shown({ reader }, texts, line.words, {})],
      );
    case "no-update":
      return item(
        about(
          line.program,
          ` · ${withLastColour(reader, texts.noUpdate(reader, line), line.last)}${wasBetween(reader, line)}`,
          `${HEALTH_SHAPES.grey} `,
        ),
      );
    case "no-news":
      return item(about(line.program, ` · ${texts.noNews(reader, line)}`));
    case "progress": {
      const measures = line.metrics.map((measure) => measureOf(reader, measure));
      const hasPlans = line.planned.length > 0;
      return item(
        about(line.program, measures.map((measure) => ` · ${measure}`).join("")),
        [...inTurn(line.planned, texts.planned), ...inTurn(line.done, hasPlans ? texts.done : null)],
        line.more > 0 ? texts.more(reader, line.more) : null,
      );
    }
    case "on-track":
      return item([{ text: `${HEALTH_SHAPES.green} ${texts.onTrack(reader, line)}` }]);
    case "participation":
      return item([{ text: texts.participation(reader, line) }]);
    case "silent-people":
      return item([{ text: texts.silentPeople(reader, line.people) }]);
    case "missed-round":
      return item(about(line.program, ` · ${texts.missedRound(reader, line)}`));
    default:
      return assertNever(line);
  }
}

/** Nobody has said who decides. */
function isUnnamed(line: Line): boolean {
  return (
    (line.kind === "ask" && line.decider === "") ||
    ((line.kind === "ask" || line.kind === "standing-ask") && line.isByRule === true)
  );
}

function whenAsked(reader: Reader, texts: DigestTexts, line: LineOf<"ask"> | LineOf<"standing-ask">): string[] {
  const { neededBy, isOverdue, daysAgo, item } = line;
  return [
    ...(neededBy === null ? [] : whenNeeded(reader, texts, { neededBy, isOverdue, before: line.neededBefore })),
    // Of one that a correction brings in: after the day as of which the digest was made.
    line.kind === "ask" && daysAgo < 0 ? texts.askedOn(reader, line.askedOn) : texts.asked(daysAgo),
    ...(line.backOn === undefined ? [] : [texts.backOn(reader, line.backOn)]),
    ...(line.cameUp ? [texts.cameUp(reader, line.cameUp)] : []),
    ...(isUnnamed(line) ? [texts.unnamed] : line.kind === "ask" && line.decider ? [texts.decider(line.decider)] : []),
    ...(line.raisedAgain ? [texts.raisedAgain(reader, line.raisedAgain)] : []),
    ...(line.passedOn ? [texts.passedOn[item ? "toReader" : "to"](reader, line.passedOn)] : []),
    ...(line.vote ? [texts.vote(reader, line.vote)] : []),
    ...(item?.waitsFor === "asker" || (item?.waitsFor === "committee" && !line.vote)
      ? [texts.askWaits[item.waitsFor]]
      : []),
  ];
}

function whenGone(
  reader: Reader,
  texts: DigestTexts,
  { neededBy, neededBefore: before, overdueSince }: LineOf<"risen-ask">,
): string[] {
  if (overdueSince !== undefined) return whenNeeded(reader, texts, { neededBy: overdueSince, isOverdue: true, before });
  return before === undefined || neededBy === undefined
    ? []
    : whenNeeded(reader, texts, { neededBy, isOverdue: false, before });
}

function whenNeeded(
  reader: Reader,
  texts: DigestTexts,
  { neededBy, isOverdue, before }: { neededBy: LocalDate; isOverdue: boolean; before: LocalDate | undefined },
): string[] {
  if (isOverdue) {
    const moved = before === undefined ? [] : [texts.neededBefore(reader, before)];
    return [texts.overdueSince(reader, neededBy), ...moved];
  }
  return [before === undefined ? texts.neededBy(reader, neededBy) : texts.neededNow(reader, neededBy, before)];
}

/** That the colour is questioned, without blame, and by what: of each check the gravest case that the reader may read. */
function markerWords(reader: Reader, texts: DigestTexts, { colour, findings, askedOn }: LineOf<"marker">): string {
  const { told, more } = findingsTold(findings);
  const said = told.flatMap(({ finding, alike }) => [
    findingSentence(reader, finding),
    ...(alike > 0 ? [texts.moreAlike(alike)] : []),
  ]);
  return [texts.marker(reader, colour, askedOn), ...said, ...(more > 0 ? [texts.moreFacts(more)] : [])].join(" ");
}

/** Recommendation and cost of waiting; of an ask that lacks both, that it is incomplete. */
function sayAsk(
  texts: DigestTexts,
  { isIncomplete, recommended, costOfWaiting }: NonNullable<LineOf<"ask">["item"]>,
): string | null {
  const said = [
    ...(recommended === null ? [] : [texts.recommended(recommended)]),
    ...(costOfWaiting === null ? [] : [texts.costOfWaiting(costOfWaiting)]),
    ...(isIncomplete ? [texts.incomplete] : []),
  ];
  return said.length > 0 ? said.join(" · ") : null;
}

/** What stands under "Changed" or "Needs attention" says what it is. */
function isNamedByHeading(feed: LineOf<"said">["feed"]): boolean {
  return feed !== "milestone" && feed !== "blocker" && feed !== "risk";
}

function shown(
  { reader }: Pick<DigestDocument, "reader">,
  texts: DigestTexts,
  quote: Quote,
  { form = "shortened", role = null }: { form?: QuoteForm; role?: string | null },
): ShownQuote {
  return {
    role,
    text: shownText(quote, form),
    by: [
      !quote.to ? quote.author : headlineTexts(reader).to(quote.author, quote.to),
      ...(quote.period === undefined ? [] : [texts.round(reader, quote.period)]),
      ...(quote.latePeriod === null ? [] : [texts.late(reader, quote.latePeriod)]),
      ...(quote.saidOn === undefined ? [] : [texts.saidOn(reader, quote.saidOn)]),
      ...(quote.isRevised ? [texts.revised] : []),
      ...(quote.mark ? [`[${quote.mark}]`] : []),
    ].join(" · "),
  };
}

/** An ask is `whole`, with the addresses of its links; a lead's own line is read as any quote, however long it is. */
type QuoteForm = "shortened" | "whole" | "own-line";

/** Read as text once: what was shortened already is. Older editions have long answers whole. */
function shownText({ text, isShortened }: Quote, form: QuoteForm): string {
  if (form === "whole") return markdownAsText(text, "address");
  if (form === "own-line") return asQuote(text, Number.POSITIVE_INFINITY).text;
  return (isShortened ? shortened : asQuote)(text, LONGEST_QUOTE).text;
}

function isShortenedIn(line: Line): boolean {
  const isLong = (quote: Quote) => quote.isShortened === true;
  switch (line.kind) {
    case "health":
      return line.reasons.some(isLong);
    case "said":
      return line.quotes.some(isLong);
    case "progress":
      return [...line.planned, ...line.done].some(isLong);
    case "silent":
      return line.words !== undefined;
    default:
      return false;
  }
}

function wasBetween(reader: Reader, { between, reported }: Pick<LineOf<"no-update">, "between" | "reported">): string {
  const spells = [...(between ? [between] : []), ...(reported ? [{ ...reported, isCorrected: true as const }] : [])];
  return spells.map((spell) => ` · ${digestTexts(reader).between(reader, spell)}`).join("");
}
