/** What digests tell, by names that two of them share where they say the same; and what is left of one beside others. Pure. */
import { withinProgram } from "../../register/rules.ts";
import type { BottomLine, DigestDocument, Line } from "../document.ts";
import type { Quote, Sources } from "../sections/fields.ts";
import type { AskLine } from "./rules-asks.ts";
import type { KINDS } from "./rules-headline.ts";

export type OfProgram = Extract<BottomLine, { program: string }>;

/** Null where nothing is left but counts of its period. */
export function leftToTell(document: DigestDocument, before: readonly DigestDocument[]): DigestDocument | null {
  const told = new Set(before.flatMap(toldIn));
  const { rest: _, noRequest: __, heldBack = [], bottomLine, ...kept } = document;
  const left = heldBack.filter((one) => !told.has(heldKey(one)));
  const sections = kept.sections.flatMap(({ section, lines }) => {
    const others = lines.flatMap((line) => untold(line, told));
    return others.length > 0 ? [{ section, lines: others }] : [];
  });
  const opening = openingLeft(document, told);
  const isMore =
    kept.wording !== undefined ||
    left.length > 0 ||
    opening.case !== "unsaid" ||
    opening.quote !== null ||
    sections.some(({ lines }) => lines.some(({ kind }) => !COUNTS.some((one) => one === kind)));
  return isMore ? { ...kept, ...(left.length > 0 && { heldBack: left }), bottomLine: opening, sections } : null;
}

/** Whether a first line says what is asked, or that nobody said anything; that the only program asks nothing is said with its status, but where its lead's words stand there. */
export function isAboutRequests(line: BottomLine, programs: number): boolean {
  return (
    line.case === "unanswered" ||
    line.case === "overdue-ask" ||
    line.case === "ask" ||
    !("program" in line) ||
    (programs === 1 && line.quote === null && "asksNothing" in line && line.asksNothing === true)
  );
}

/** What is counted over a period says nothing without what it told. */
const COUNTS: readonly Line["kind"][] = [
  "participation",
  "integrity",
  "portfolio",
  "on-track",
  "silent-people",
  "silent-programs",
  "overdue-asks",
  "open-items",
];

/** What a digest begins with in the thread of another: a fact that was not told, in a lead's words where they gave it. */
function openingLeft({ bottomLine, wording }: DigestDocument, told: ReadonlySet<string>): BottomLine {
  if (wording) return bottomLine;
  const { sources } = bottomLine;
  const quote =
    "quote" in bottomLine && bottomLine.quote && !told.has(quoteKey(bottomLine.quote)) ? bottomLine.quote : null;
  const isFact = isOfAny(bottomLine) && !told.has(openingKey(bottomLine));
  return isFact ? { ...bottomLine, quote } : { case: "unsaid", quote, sources };
}

/** Under these names, what a digest tells: a line of another that goes by no other names is told. */
export function toldIn(document: DigestDocument): string[] {
  const { bottomLine, heldBack = [], sections } = document;
  const quoted = "quote" in bottomLine && bottomLine.quote ? [quoteKey(bottomLine.quote)] : [];
  return [
    openingKey(bottomLine),
    ...quoted,
    ...heldBack.map(heldKey),
    ...sections.flatMap(({ lines }) => lines.flatMap((line) => [...namesOf(line), ...quotesOf(line).map(quoteKey)])),
  ];
}

/** The line without the words, numbers and facts that were told; none where nothing of it is left. */
function untold(line: Line, told: ReadonlySet<string>): Line[] {
  const isNew = (quote: Quote) => !told.has(quoteKey(quote));
  const isTold = namesOf(line).every((name) => told.has(name));
  switch (line.kind) {
    case "health": {
      const reasons = line.reasons.filter(isNew);
      return isTold && reasons.length === 0 ? [] : [{ ...line, reasons }];
    }
    case "said": {
      const quotes = line.quotes.filter(isNew);
      return quotes.length === 0 && line.more === 0 ? [] : [{ ...line, quotes }];
    }
    case "progress": {
      const [planned, done] = [line.planned.filter(isNew), line.done.filter(isNew)];
      const metrics = line.metrics.filter((one) => !told.has(measureKey(line.program, one)));
      const isEmpty = planned.length === 0 && done.length === 0 && metrics.length === 0 && line.more === 0;
      return isEmpty ? [] : [{ ...line, planned, done, metrics }];
    }
    case "marker": {
      const findings = line.findings.filter((one) => !told.has(findingKey(line.program, one)));
      const [first, ...others] = findings;
      return first ? [{ ...line, findings: [first, ...others] }] : [];
    }
    case "integrity":
    case "portfolio":
      return [line];
    default:
      return isTold ? [] : [line];
  }
}

/** By which a line says the same as another, beside the words of people. */
function namesOf(line: Line): string[] {
  switch (line.kind) {
    case "ask":
    case "standing-ask":
      return [askKey(line)];
    case "risen-ask": {
      const isRaisedAgain = line.because === "raised-again" || line.raisedAgain !== undefined;
      return [
        ...(line.because === "raised-again" ? [] : [`${line.kind} ${line.program} ${withinProgram(line.code)}`]),
        ...(isRaisedAgain ? [`raised-again ${line.program} ${withinProgram(line.code)}`] : []),
        ...(line.vote ? [`vote ${line.program} ${withinProgram(line.code)}`] : []),
        ...(line.neededBefore === undefined ? [] : [`redated-ask ${line.program} ${withinProgram(line.code)}`]),
      ];
    }
    case "redated-ask":
    case "withdrawn-ask":
    case "decided-ask":
      return [`${line.kind} ${line.program} ${withinProgram(line.code)}`];
    case "own-line":
    case "by-author":
      return [quoteKey(line.quote)];
    case "health":
      return [
        JSON.stringify([line.kind, line.program, line.colour, beforeToldIn(line), line.between, line.reported]),
        ...(line.phase ? [`phase ${line.program} ${line.phase}`] : []),
      ];
    case "marker":
      return line.findings.map((one) => findingKey(line.program, one));
    case "moved-date":
      return [JSON.stringify([line.kind, line.program, line.label, line.from, line.to])];
    case "progress":
      return line.metrics.map((one) => measureKey(line.program, one));
    case "said":
      return [];
    case "months": {
      const { program, months, decisions, asks } = line;
      const isNone = decisions + asks.raised + asks.decided + asks.overdue === 0;
      return [
        ...months.map(({ month, colour }) => JSON.stringify([line.kind, program, month, colour])),
        ...(isNone ? [] : [JSON.stringify([line.kind, program, decisions, asks])]),
      ];
    }
    case "dependency":
      return [`${line.kind} ${line.program} ${withinProgram(line.code)}`];
    case "open-item":
      return [`${line.kind} ${line.program} ${withinProgram(line.code)}`];
    default: {
      const { sources: _, ...said } = line;
      return [JSON.stringify(said)];
    }
  }
}

/** The colour before is not in the words of a line that tells of another between, where it was the same or there was none. */
function beforeToldIn({ colour, before, between }: Extract<Line, { kind: "health" }>) {
  return between && before === colour ? null : before;
}

export function quotesOf(line: Line): Quote[] {
  switch (line.kind) {
    case "health":
      return line.reasons;
    case "said":
      return line.quotes;
    case "progress":
      return [...line.planned, ...line.done];
    case "ask":
    case "own-line":
    case "by-author":
      return [line.quote];
    case "silent":
      return line.words ? [line.words] : [];
    default:
      return [];
  }
}

export function askKey(line: AskLine): string {
  const item = line.item?.id ?? itemIn(line.sources);
  if (item !== undefined) return `ask ${item}`;
  return line.kind === "ask" ? `ask ${line.program} ${quoteKey(line.quote)}` : `ask ${line.program} ${line.title}`;
}

function itemIn(sources: Sources): string | undefined {
  return sources.find(({ kind }) => kind === "item")?.id;
}

export function quoteKey({ author, text }: Quote): string {
  return JSON.stringify(["quote", author, text]);
}

function measureKey(program: string, measure: Extract<Line, { kind: "progress" }>["metrics"][number]): string {
  return JSON.stringify(["measure", program, measure]);
}

function findingKey(program: string, finding: Extract<Line, { kind: "marker" }>["findings"][number]): string {
  return JSON.stringify(["finding", program, finding]);
}

function heldKey({ program }: { program: string }): string {
  return `held ${program}`;
}

/** One program's fact of a kind is told once. */
function openingKey(line: BottomLine): string {
  return `opening ${kindOf(line)} ${programOf(line)}`;
}
export function isAsk(line: Line): line is AskLine {
  return line.kind === "ask" || line.kind === "standing-ask";
}

/** What is overdue or asked is counted anew over all; how many were silent holds of one digest's programs alone. */
export function isOfAny(line: BottomLine): line is OfProgram {
  return "program" in line && line.case !== "ask" && line.case !== "overdue-ask" && line.case !== "silent";
}

export function kindOf(line: BottomLine): (typeof KINDS)[number] | null {
  switch (line.case) {
    case "new-red":
      return "red";
    case "new-amber":
      return "amber";
    case "standing":
      return line.colour;
    case "ask":
      return line.isElsewhere ? "open-ask" : "ask";
    case "silence":
    case "nothing-needed":
    case "no-request":
    case "unsaid":
      return null;
    default:
      return line.case;
  }
}

export function programOf(line: BottomLine): string | null {
  return "program" in line && line.case !== "silent" ? line.program : null;
}
