/** What happened in the period, as facts by their weight; the first line of a digest tells the weightiest. Pure. */
import { standAt } from "../../health/status/rules.ts";
import { localDateOf } from "../../platform/time.ts";
import type { BottomLine } from "../document.ts";
import type { Source } from "../sections/fields.ts";
import type { DigestFacts } from "./facts.ts";
import { checkInSource } from "./rules-answers.ts";
import { type AskLine, byUrgency, deciderOf, itemSource } from "./rules-asks.ts";
import { type ProgramSummary, standingSince } from "./rules-program.ts";
import { isNone, isSlip } from "./rules-reassurance.ts";
import { lastToTell, silenceAmong } from "./rules-silence.ts";
import { byWeight, recoveredFrom, shareOfWay, type Weighed, weightOf } from "./rules-weights.ts";

type OfProgram = Extract<BottomLine, { program: string }>;
type Told<Line> = Line extends OfProgram ? Omit<Line, "program" | "quote" | "since" | "others" | "sources"> : never;

/** The weightiest first: what nobody answers and nobody is left to be asked, what the reader decides, what goes wrong, what waits for others, what came of things, silence. */
export const KINDS = [
  "unanswered",
  "overdue-ask",
  "ask",
  "red",
  "was-red",
  "doubted",
  "closed",
  "slipped-date",
  "amber",
  "open-ask",
  "decided",
  "number",
  "recovered",
  "value",
  "silent",
] as const;

export interface Fact extends Weighed<(typeof KINDS)[number]> {
  /** What the first line says of it. */
  told: Told<OfProgram>;
  /** Those that it is about, the one that it names first. */
  programs: readonly [ProgramSummary, ...ProgramSummary[]];
  /** Day on which it was said, asked or decided; null where it is not of one day. */
  since: string | null;
  /** It is about a colour of this period alone: told with the day since which that stands. */
  isTurn?: boolean;
  sources: readonly Source[];
  /** Ids of the answers that gave it: only their author's own words may be about it. */
  givenIn: readonly string[];
  /** What is told there in words, where the answer holds more than the fact: own words are about it that share these. */
  wording?: readonly string[];
  /** Who is to act, where that is somebody else than the reader. */
  isFor: string | null;
}

type Head = Pick<DigestFacts, "reader" | "rhythm" | "fromAt" | "cutOffAt" | "earlierCutOffs" | "toldAt">;

/** Null where nothing is to be told. Of equal weight the first in the digest's order. */
export function weightiestFact(head: Head, summaries: readonly ProgramSummary[]): Fact | null {
  const facts = [
    ...askFacts(head, summaries),
    ...summaries.flatMap((summary) => [
      ...overdueFacts(summary),
      ...colourFacts(summary),
      ...lastRedFacts(head, summary),
      ...doubtFacts(summary),
      ...closingFacts(summary),
      ...slipFacts(summary),
      ...decisionFacts(summary),
      ...numberFacts(summary),
      ...valueFacts(summary),
    ]),
    ...silenceFacts(summaries),
  ];
  const [first] = facts.toSorted(byWeight(KINDS));
  // To know since when takes a walk through all that was said: only of the one that is told.
  return first ? { ...first, since: first.isTurn ? turnedOn(head, first.programs[0]) : first.since } : null;
}

/**
 * What the first line says of all that the reader is asked: of the overdue where there are any, else of those that the
 * record gives to the reader and that wait for neither their author nor a vote, of those that a rule alone gives, or of all;
 * the first of them is that of the list below. `isOfWork`: of all that is asked, whomever it waits for.
 */
export function toldOfAsks<Of>(all: readonly { of: Of; line: AskLine }[], { isOfWork = false } = {}) {
  const overdue = all.filter(({ line }) => line.isOverdue);
  const named = all.filter(({ line }) => !line.isByRule);
  const waiting = named.filter(({ line: { item } }) => isOfWork || item === undefined || item.waitsFor === "decider");
  const byRule = all.filter(({ line }) => line.isByRule);
  const weightiest = [overdue, waiting, byRule].find((some) => some.length > 0) ?? all;
  const asked = weightiest.toSorted((one, other) => byUrgency(one.line, other.line));
  const [first] = asked;
  if (!first) return null;
  const { line } = first;
  const counted = { asks: asked.length, programs: new Set(asked.map((one) => one.of)).size };
  const whose = whoseAre(asked.map((one) => one.line));
  return {
    told:
      line.isOverdue && line.neededBy !== null
        ? ({ case: "overdue-ask", neededBy: line.neededBy, ...(asked.length > 1 && { ...counted, ...whose }) } as const)
        : ({
            case: "ask",
            ...counted,
            ...(weightiest === byRule && { isByRule: true as const }),
            ...(weightiest === all && { isElsewhere: true as const }),
          } as const),
    first,
    asked,
  };
}

/** What they all are to the reader. */
export function whoseAre(lines: readonly AskLine[]): { isReaders?: true; isDecidable?: true } {
  if (lines.every(isReaders)) return { isReaders: true };
  return lines.every(({ item }) => item?.waitsFor === "decider") ? { isDecidable: true } : {};
}

/** One fact of them all. */
function askFacts({ rhythm }: Head, summaries: readonly ProgramSummary[]): Fact[] {
  const found = toldOfAsks(
    summaries.flatMap((of) => of.asked.map((line) => ({ of, line }))),
    { isOfWork: rhythm === "weekly" },
  );
  if (!found) return [];
  const { told, first, asked } = found;
  const [, ...others] = new Set([first.of, ...asked.map((one) => one.of)]);
  return [
    {
      kind: "isElsewhere" in told ? "open-ask" : told.case,
      told,
      programs: [first.of, ...others],
      since: first.line.neededBy,
      sources: asked.flatMap((one) => one.line.sources),
      // That it is overdue nobody said.
      givenIn: told.case === "overdue-ask" ? [] : first.line.sources.map(({ id }) => id),
      wording: wordingsOf(first.of, first.line),
      isFor: deciderOf(first.line),
      weight: [],
    },
  ];
}

/** At the end of the ladder: only this line names it, however long it stands. */
function overdueFacts(summary: ProgramSummary): Fact[] {
  return summary.program.overdue.map(({ code, days, level, isReaders: isTheirs, ...item }) => ({
    kind: "unanswered",
    told: { case: "unanswered", code, days, level, ...(isTheirs && { isReaders: true as const }) },
    programs: [summary],
    since: null,
    sources: [itemSource(item)],
    givenIn: [],
    isFor: null,
    weight: [days],
  }));
}

/** By the record, and not by a rule alone. */
function isReaders({ item, isByRule }: AskLine): boolean {
  return item !== undefined && !isByRule;
}

/** In the words of its author, and of the record. */
function wordingsOf({ program }: ProgramSummary, line: AskLine): string[] {
  const recorded = program.asks.filter(({ itemId }) => itemId === line.item?.id).map(({ title }) => title);
  return line.kind === "ask" ? [line.quote.text, ...recorded] : recorded;
}

function colourFacts(summary: ProgramSummary): Fact[] {
  const line = [...summary.changed, ...summary.attention].find((one) => one.kind === "health");
  if (!line) return [];
  const { colour, periods, since, sources } = line;
  const isDated = periods === 1 || since !== undefined;
  const asksNothing = summary.wishes !== null && isNone(summary.wishes);
  const shared = {
    programs: [summary] as const,
    since: since ?? null,
    isTurn: periods === 1,
    sources,
    givenIn: summary.health.givenBy.map(({ checkInId }) => checkInId),
    isFor: null,
    weight: weightOf(line, { isFlagship: summary.program.isFlagship, asksNothing }),
  };
  if (colour === "green")
    return recoveredFrom(line) === null ? [] : [{ ...shared, kind: "recovered", told: { case: "recovered" } }];
  const standing = { case: "standing", colour, periods } as const;
  if (colour === "amber") return [{ ...shared, kind: "amber", told: isDated ? { case: "new-amber" } : standing }];
  const without = asksNothing ? { asksNothing: true as const } : {};
  return [{ ...shared, kind: "red", told: { ...(isDated ? { case: "new-red" } : standing), ...without } }];
}

/**
 * Null where it was this colour before the period, and none stood when that began; and where it was this colour right after
 * the other one that the digest tells of, and had none in the meantime.
 */
function turnedOn(head: Head, { program, health: { between, colour } }: ProgramSummary): string | null {
  const [begin = ""] = head.earlierCutOffs;
  const since = standingSince(head, program);
  if (since === null || since <= begin) return null;
  const wasBefore =
    between !== null && between.until < since && standAt(program.given, program, between.until)?.colour === colour;
  return wasBefore ? null : localDateOf(since, head.reader.zone);
}

/** Silence after a red makes nothing better. */
function lastRedFacts(head: Head, summary: ProgramSummary): Fact[] {
  const last = lastToTell(head, summary.program, summary.health);
  if (last?.said.colour !== "red") return [];
  return [
    {
      kind: "was-red",
      told: { case: "was-red" },
      programs: [summary],
      since: last.said.on,
      sources: last.givenBy.map(checkInSource),
      // Their author's own words are of then.
      givenIn: [],
      isFor: null,
      weight: [Number(last.isNew), Number(summary.program.isFlagship)],
    },
  ];
}

/** Reported on track, while facts speak against it. */
function doubtFacts(summary: ProgramSummary): Fact[] {
  return summary.attention.flatMap((line) => {
    if (line.kind !== "marker" || line.colour !== "green") return [];
    const told = { case: "doubted", facts: line.findings.length } as const;
    return factOf(summary, line, { kind: "doubted", told, since: line.askedOn });
  });
}

function closingFacts(summary: ProgramSummary): Fact[] {
  return summary.changed.flatMap((line) =>
    line.kind === "closed"
      ? factOf(summary, line, { kind: "closed", told: { case: "closed", by: line.by }, since: line.on })
      : [],
  );
}

function slipFacts(summary: ProgramSummary): Fact[] {
  return summary.changed.filter(isSlip).map((line) => {
    const told = { case: "slipped-date", from: line.from, to: line.to } as const;
    return factOf(summary, line, { kind: "slipped-date", told, since: null });
  });
}

function decisionFacts(summary: ProgramSummary): Fact[] {
  return summary.changed.flatMap((line) =>
    line.kind === "decided-ask"
      ? factOf(summary, line, { kind: "decided", told: { case: "decided" }, since: line.decidedOn })
      : [],
  );
}

/** Whether own words are about it, its answer does not say. */
function factOf(
  summary: ProgramSummary,
  line: Parameters<typeof weightOf>[0],
  of: Pick<Fact, "kind" | "told" | "since">,
): Fact {
  const weight = weightOf(line, summary.program);
  return { ...of, programs: [summary], sources: line.sources, givenIn: [], isFor: null, weight };
}

/** A number that moved against its target, by the share of the way. */
function numberFacts(summary: ProgramSummary): Fact[] {
  return (summary.told.get("progress") ?? []).flatMap((line): Fact[] =>
    line.kind === "progress"
      ? line.metrics.flatMap((measure): Fact[] => {
          const share = shareOfWay(measure);
          if (share === null) return [];
          return [
            {
              kind: "number",
              told: { case: "number", measure },
              programs: [summary],
              since: null,
              sources: line.sources,
              givenIn: [],
              isFor: null,
              weight: [share, Number(summary.program.isFlagship)],
            },
          ];
        })
      : [],
  );
}

/** Told in the lead's words alone: that there is some says nothing. */
function valueFacts(summary: ProgramSummary): Fact[] {
  const { program, bottomLine: own } = summary;
  return (summary.told.get("value") ?? []).flatMap((line): Fact[] =>
    own && own.quote.to === undefined && line.sources.some(({ id }) => id === own.source.id)
      ? [
          {
            kind: "value",
            told: { case: "value" },
            programs: [summary],
            since: null,
            sources: line.sources,
            givenIn: [own.source.id],
            wording: line.kind === "said" ? line.quotes.map(({ text }) => text) : [],
            isFor: null,
            weight: [Number(program.isFlagship)],
          },
        ]
      : [],
  );
}

/** One fact of all of them. */
function silenceFacts(summaries: readonly ProgramSummary[]): Fact[] {
  const { silent, of, sources } = silenceAmong(summaries);
  const [first, ...others] = silent;
  if (!first) return [];
  return [
    {
      kind: "silent",
      told: {
        case: "silent",
        programs: silent.length,
        of,
        names: silent.slice(0, 3).map(({ program }) => program.title),
      },
      programs: [first, ...others],
      since: null,
      sources,
      givenIn: [],
      isFor: null,
      weight: [],
    },
  ];
}
