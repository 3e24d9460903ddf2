/**
 * Digests of one reader that go in one message: the longest leads, and has on its first screen what belongs there of the
 * others; these tell what it does not. Pure.
 */
import type { Instant } from "../../platform/clock.ts";
import type { BottomLine, DigestDocument, Line, Section } from "../document.ts";
import { RHYTHMS } from "../readers/rules.ts";
import { atLeastOne, type Source } from "../sections/fields.ts";
import { SECTION_NAMES } from "../sections/sections.ts";
import { type AskLine, byUrgency } from "./rules-asks.ts";
import { KINDS, toldOfAsks } from "./rules-headline.ts";
import {
  askKey,
  isAboutRequests,
  isAsk,
  isOfAny,
  kindOf,
  leftToTell,
  type OfProgram,
  programOf,
  quoteKey,
  quotesOf,
  toldIn,
} from "./rules-told.ts";

/**
 * What one reader gets at one instant, in messages, the longest first in each: one, unless a lead holds back of the longer
 * what a shorter tells, or one was drafted for its approver earlier than the other, so that the two tell of different
 * instants. What is apart has a message of its own.
 */
export function inMessages<Made>(made: readonly Made[], toldBy: (one: Made) => ToldBy): [Made, ...Made[]][] {
  const messages: [Made, ...Made[]][] = [];
  for (const one of made.toSorted((a, b) => byLength(toldBy(a), toldBy(b)))) {
    const { programs, cutOffAt } = toldBy(one);
    const isToldIn = ([leading]: [Made, ...Made[]]) =>
      toldBy(leading).cutOffAt === cutOffAt && !toldBy(leading).heldBack.some((held) => programs.includes(held));
    const message = messages.find(isToldIn);
    if (message) message.push(one);
    else messages.push([one]);
  }
  return messages;
}

/** Which programs a digest tells of and as of when, and which are held back of it. */
export interface ToldBy {
  rhythm: DigestDocument["rhythm"];
  cutOffAt: Instant;
  programs: readonly string[];
  heldBack: readonly string[];
}

export function toldBy({ rhythm, cutOffAt, programs, heldBack = [] }: DigestDocument): ToldBy {
  return {
    rhythm,
    cutOffAt,
    programs: programs.map(({ title }) => title),
    heldBack: heldBack.map(({ program }) => program),
  };
}

/** What one reader gets at one instant, as one message: what the longest says, which is the first, and the shorter ones that it brings. */
export function messageOf([first, ...others]: readonly [DigestDocument, ...DigestDocument[]]): {
  document: DigestDocument;
  beside: Beside[];
} {
  const document = leadingOf(first, others);
  return { document, beside: leftInTurn(document, others) };
}

/** The longest first. */
function byLength(one: Pick<DigestDocument, "rhythm">, other: Pick<DigestDocument, "rhythm">): number {
  return RHYTHMS.indexOf(other.rhythm) - RHYTHMS.indexOf(one.rhythm);
}

/**
 * The leading digest of a message as it is stored: with what its reader is asked in the others alone, the weightiest fact
 * of all of them, and no more reassurance than each of them allows.
 */
export function leadingOf(leading: DigestDocument, others: readonly DigestDocument[]): DigestDocument {
  if (others.length === 0) return leading;
  const { told, brought } = asksOfAll(leading, others);
  const bottomLine = leading.wording
    ? leading.bottomLine
    : weightiest(leading, others, brought.length > 0 ? told : null);
  // What is brought is counted neither in it nor in its picture.
  const isCounted = ({ kind }: Line) => kind !== "overdue-asks" || !brought.some(({ isOverdue }) => isOverdue);
  const speaking = new Set(others.flatMap(speakingIn));
  const document = {
    ...leading,
    bottomLine,
    ...(brought.length > 0 && { openAsks: [] }),
    sections: [
      ["asks", () => told] as const,
      ["leads", (lines: readonly Line[]) => ownLines(leading, lines, bottomLine)] as const,
      [
        "rhythm",
        (lines: readonly Line[]) => lines.filter(isCounted).flatMap((line) => stillSilent(line, leading, speaking)),
      ] as const,
    ].reduce((sections, [name, change]) => withSection(sections, name, change), leading.sections),
    citations: [
      ...new Map(
        [leading, ...others].flatMap(({ citations }) =>
          citations.map((one) => [`${one.source.kind} ${one.source.id} ${one.source.revision}`, one] as const),
        ),
      ).values(),
    ],
  };
  const isCalm = bottomLine === leading.bottomLine && others.every((other) => isCalmWith(leading, other));
  const { rest, noRequest: _, ...unreassuring } = document;
  const calm = isCalm && rest ? { rest } : {};
  const noRequest = rest?.of === "all" && isCalm ? null : noRequestOfAll(leading, others, bottomLine);
  return { ...unreassuring, ...calm, ...(noRequest && { noRequest }) };
}

/** A shorter digest in the message of a longer one. `left`: what those before it have not told; null: nothing to speak of. */
export interface Beside {
  document: DigestDocument;
  left: DigestDocument | null;
}

/** `leading` as `leadingOf` made it; the others with what is left of each. */
function leftInTurn(leading: DigestDocument, others: readonly DigestDocument[]): Beside[] {
  return others.map((document, place) => ({
    document,
    left: leftToTell(document, [leading, ...others.slice(0, place)]),
  }));
}

/** The asks that stand on the first screen: of a digest for those who do the work only what its reader decides. */
function asksOfAll(
  leading: DigestDocument,
  others: readonly DigestDocument[],
): { told: AskLine[]; brought: AskLine[] } {
  const beside = Map.groupBy(
    others.flatMap(({ sections }) => sections.flatMap(({ lines }) => lines.filter(isAsk))),
    askKey,
  );
  const own = leading.sections
    .flatMap(({ lines }) => lines.filter(isAsk))
    .map((line) => (beside.get(askKey(line)) ?? []).reduce(withWayOf, line));
  const known = new Set(toldIn(leading));
  const brought: AskLine[] = [];
  for (const { rhythm, sections } of others)
    for (const line of sections.flatMap(({ lines }) => lines.filter(isAsk))) {
      if (known.has(askKey(line)) || (rhythm === "weekly" && line.item === undefined)) continue;
      known.add(askKey(line));
      brought.push(line);
    }
  return { told: [...own, ...brought].toSorted(byUrgency), brought };
}

/** What came of it since a shorter digest told it, which was told last. */
function withWayOf(line: AskLine, { neededBy, neededBefore, backOn, passedOn, vote, raisedAgain }: AskLine): AskLine {
  return {
    ...line,
    ...(neededBefore !== undefined && neededBy === line.neededBy && { neededBefore }),
    ...(backOn !== undefined && { backOn }),
    ...(passedOn && { passedOn }),
    ...(vote && { vote }),
    ...(raisedAgain && { raisedAgain }),
  };
}

function isReaders(line: AskLine): boolean {
  return line.kind === "standing-ask" || line.decider === undefined;
}

/** `asks`: all that stand in the message, where some of them stand in no more than one of its shorter digests. */
function weightiest(
  leading: DigestDocument,
  others: readonly DigestDocument[],
  asks: readonly AskLine[] | null,
): BottomLine {
  const all = [leading, ...others];
  const own = heard(leading, others);
  const asked = asks && toldOfAsks(asks.filter(isReaders).map((line) => ({ of: line.program, line })));
  const facts = [
    ...(asked ? [ofAsks(asked, all)] : []),
    own,
    ...others.flatMap(({ rhythm, bottomLine }) => (isOfAny(bottomLine) ? [inPeriods(bottomLine, rhythm)] : [])),
  ];
  const [first = own] = facts.toSorted((one, other) => weightOf(one) - weightOf(other));
  return first === leading.bottomLine ? weakened(leading, others) : first;
}

/** What it says of silence holds of no program that answers in another digest of the message. */
function heard({ bottomLine, sections, programs }: DigestDocument, others: readonly DigestDocument[]): BottomLine {
  const { sources } = bottomLine;
  if (bottomLine.case === "silence")
    return others.every(({ head }) => head.checkIns === 0) ? bottomLine : { case: "unsaid", quote: null, sources };
  if (bottomLine.case !== "silent") return bottomLine;
  const speaking = new Set(others.flatMap(speakingIn));
  if (!programs.some(({ title }) => speaking.has(title))) return bottomLine;
  const silent = new Set(
    sections.flatMap(({ lines }) => lines.flatMap((line) => (line.kind === "silent" ? line.program : []))),
  );
  const left = programs.flatMap(({ title }) => (silent.has(title) && !speaking.has(title) ? [title] : []));
  const [first] = left;
  return first === undefined
    ? { case: "unsaid", quote: null, sources }
    : {
        ...bottomLine,
        program: first,
        programs: left.length,
        names: left.slice(0, bottomLine.names.length),
        sources: atLeastOne(silentSources(sections, left)),
      };
}

/** As `heard`. */
function stillSilent(line: Line, leading: DigestDocument, speaking: ReadonlySet<string>): Line[] {
  if (line.kind !== "silent-programs") return [line];
  const programs = line.programs.filter((title) => !speaking.has(title));
  return programs.length === 0
    ? []
    : [{ ...line, programs, sources: atLeastOne(silentSources(leading.sections, programs)) }];
}

function silentSources(sections: readonly Section[], programs: readonly string[]): Source[] {
  return sections.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.kind === "silent" && programs.includes(line.program) ? line.sources : [])),
  );
}

/** The programs of which a digest tells answers. */
function speakingIn({ sections }: DigestDocument): string[] {
  return sections.flatMap(({ lines }) =>
    lines.flatMap((line) =>
      "program" in line && (quotesOf(line).length > 0 || isAnswered(line)) ? [line.program] : [],
    ),
  );
}

/** In words that have no content, or none. */
function isAnswered(line: Line): boolean {
  if (line.kind === "no-update") return line.why?.is === "no-status";
  return line.kind === "no-news" && (line.why.is === "answered" || line.why.is === "nothing-to-report");
}

function inPeriods(line: OfProgram, rhythm: DigestDocument["rhythm"]): OfProgram {
  return line.case === "standing" ? { ...line, rhythm: line.rhythm ?? rhythm } : line;
}

function ofAsks(
  { told, first, asked }: NonNullable<ReturnType<typeof toldOfAsks<string>>>,
  all: readonly DigestDocument[],
): BottomLine {
  const quoted = all
    .map(({ bottomLine }) => bottomLine)
    .find((line) => "program" in line && line.case === told.case && line.program === first.of && line.quote !== null);
  return {
    ...told,
    program: first.of,
    quote: quoted && "quote" in quoted ? quoted.quote : null,
    ...(first.line.neededBy !== null && { since: first.line.neededBy }),
    sources: atLeastOne([...asked.flatMap(({ line }) => line.sources), ...(quoted?.sources ?? [])]),
  };
}

/** By the order of headlines; then what is no fact. */
function weightOf(line: BottomLine): number {
  const kind = kindOf(line);
  return kind === null ? KINDS.length : KINDS.indexOf(kind);
}

/** What reassures says no more than holds of each of the digests. */
function weakened({ bottomLine }: DigestDocument, others: readonly DigestDocument[]): BottomLine {
  if (bottomLine.case !== "nothing-needed" && bottomLine.case !== "no-request") return bottomLine;
  const { quote, sources } = bottomLine;
  if (others.some((other) => !asksNothing(other))) return { case: "unsaid", quote, sources };
  const isByRecord = [bottomLine, ...others.map((other) => other.bottomLine)].some(
    (line) => line.case === "no-request" && line.isByRecord,
  );
  const byRecord = isByRecord ? { isByRecord: true as const } : {};
  if (bottomLine.case === "no-request") return { ...bottomLine, ...byRecord };
  if (others.every(isAllCalm)) return bottomLine;
  const isPart = others.some(({ heldBack = [] }) => heldBack.length > 0);
  return { case: "no-request", ...(isPart && { isPart: true as const }), ...byRecord, quote, sources };
}

type NoRequest = NonNullable<DigestDocument["noRequest"]>;

/** That nobody asks anything in any of them, where the first line is about something else; null where one does not say it. */
function noRequestOfAll(
  leading: DigestDocument,
  others: readonly DigestDocument[],
  bottomLine: BottomLine,
): NoRequest | null {
  if (isAboutRequests(bottomLine, leading.programs.length)) return null;
  const all = [leading, ...others].map(noRequestIn);
  const some = (flag: keyof NoRequest) => all.some((one) => one?.[flag] === true) && { [flag]: true as const };
  return all.includes(null) ? null : { ...some("isPart"), ...some("isOnlyNew"), ...some("isByRecord") };
}

/** What it says of that, in whichever line. */
function noRequestIn(document: DigestDocument): NoRequest | null {
  const { bottomLine, noRequest } = document;
  if (bottomLine.case === "no-request") return bottomLine;
  return noRequest ?? (isAllCalm(document) ? {} : null);
}

function asksNothing({ bottomLine, sections }: DigestDocument): boolean {
  const isAsked = sections.some(({ lines }) => lines.some((line) => isAsk(line) && isReaders(line)));
  return !isAsked && bottomLine.case !== "unsaid";
}

function isAllCalm({ bottomLine, rest }: DigestDocument): boolean {
  return rest?.of === "all" || bottomLine.case === "nothing-needed";
}

/** Whether what the leading digest says of its other programs holds with this one beside it. */
function isCalmWith(leading: DigestDocument, other: DigestDocument): boolean {
  const titles = new Set(leading.programs.map(({ key }) => key));
  if (other.programs.some(({ key }) => !titles.has(key))) return false;
  if (isAllCalm(other)) return true;
  const subject = programOf(leading.bottomLine);
  return (
    leading.rest?.of === "others" &&
    other.rest?.of === "others" &&
    subject !== null &&
    subject === programOf(other.bottomLine) &&
    other.programs.length === leading.programs.length
  );
}

/** A lead's own line that is the first line no more, or has become it. */
function ownLines(
  { bottomLine: before, programs }: DigestDocument,
  lines: readonly Line[],
  bottomLine: BottomLine,
): Line[] {
  const now = "quote" in bottomLine ? bottomLine.quote : null;
  const was = "quote" in before ? before.quote : null;
  const kept = lines.filter(
    (line) => line.kind !== "own-line" || now === null || quoteKey(line.quote) !== quoteKey(now),
  );
  const program = programOf(before) ?? programs[0]?.title;
  const isDisplaced = was !== null && program !== undefined && (now === null || quoteKey(now) !== quoteKey(was));
  return isDisplaced ? [{ kind: "own-line", program, quote: was, sources: before.sources }, ...kept] : kept;
}

function withSection(
  sections: readonly Section[],
  name: Section["section"],
  change: (lines: readonly Line[]) => Line[],
): Section[] {
  const lines = change(sections.find(({ section }) => section === name)?.lines ?? []);
  const others = sections.filter(({ section }) => section !== name);
  const place = others.findIndex(({ section }) => SECTION_NAMES.indexOf(section) > SECTION_NAMES.indexOf(name));
  return lines.length === 0
    ? others
    : others.toSpliced(place === -1 ? others.length : place, 0, { section: name, lines });
}
