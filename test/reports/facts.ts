/** Facts of the program Loyalty for October 2026, cut off on Tuesday 3 November; a test names what matters. */
import { addLocalDays, instantOf } from "../../src/platform/time.ts";
import { compile } from "../../src/reports/compile/compile.ts";
import type { Line, LineKind, Report, Status } from "../../src/reports/compile/report.ts";
import type {
  AnswerFacts,
  FieldFacts,
  ItemFacts,
  ItemKind,
  ProgramFacts,
  StatusEntry,
} from "../../src/reports/facts/program-facts.ts";
import { canGoAbove } from "../../src/reports/facts/readable-facts.ts";

/** Where no capability above adds anything. */
export const NO_EVENTS = { followers: 0 };

/** `10-05` → that day of 2026 at noon, or at the hour. */
export function at(day: string, hour = "12"): string {
  return `2026-${day}T${hour}:00:00.000Z`;
}

export function someFacts(more: Partial<ProgramFacts> = {}): ProgramFacts {
  return {
    programId: "loyalty",
    rhythm: "monthly",
    period: { label: "2026-10", from: "2026-10-01", until: "2026-10-31" },
    fromAt: at("10-05", "09"),
    cutOffAt: at("11-03", "09"),
    lateBefore: addLocalDays((more.cutOffAt ?? at("11-03")).slice(0, 10), -1),
    zone: "UTC",
    earlierCutOffs: [at("10-05", "09"), at("09-03", "09"), at("08-05", "09"), at("07-03", "09"), at("06-03", "09")],
    statuses: [],
    teamStatus: null,
    answers: [],
    within: [],
    items: [],
    measures: [],
    tracks: [],
    asked: ["tom"],
    answered: ["tom"],
    isLeadSilent: false,
    ...more,
  };
}

/** November's facts, whose report before is October's. */
export function november(more: Partial<ProgramFacts> = {}): ProgramFacts {
  const october = someFacts();
  return someFacts({
    period: { label: "2026-11", from: "2026-11-01", until: "2026-11-30" },
    fromAt: october.cutOffAt,
    cutOffAt: at("12-03", "09"),
    earlierCutOffs: [october.cutOffAt, ...october.earlierCutOffs.slice(0, 4)],
    ...more,
  });
}

/** Of a request that is to be answered until the day on which it is needed. */
export function daysToAnswer(dueOn: string | null): Pick<ItemFacts, "answerBy" | "lateFrom"> {
  return { answerBy: dueOn, lateFrom: dueOn && instantOf(addLocalDays(dueOn, 1), "00:00", "UTC") };
}

export function anItem(kind: ItemKind, title: string, more: Partial<ItemFacts> = {}): ItemFacts {
  const dueOn = more.dueOn ?? null;
  return {
    id: title,
    revision: 1,
    code: `LOY-${kind}`,
    kind,
    title,
    ownerId: "nina",
    raisedBy: "tom",
    raisedOn: "2026-10-12",
    withOwnerSince: "2026-10-12",
    dueOn,
    ...daysToAnswer(kind === "request" ? dueOn : null),
    firstDueOn: dueOn,
    moves: 0,
    moved: [],
    left: null,
    state: "open",
    closedAt: null,
    reachedOn: null,
    outcome: null,
    recommended: null,
    presence: null,
    isBlocker: false,
    lastWordAt: at("10-12"),
    disclosure: "program",
    checkInId: null,
    decisionId: null,
    ...more,
  };
}

/** `fields`: what each feeds, then its lines. */
export function anAnswer(
  day: string,
  fields: readonly (readonly [FieldFacts["feeds"], ...string[]])[],
  more: Partial<AnswerFacts> = {},
): AnswerFacts {
  return {
    checkInId: `answer of ${day} by ${more.personId ?? "tom"}`,
    revision: 1,
    personId: "tom",
    isOfLead: true,
    every: "month",
    period: "2026-10",
    answeredAt: at(day),
    isLate: false,
    fields: fields.map(([feeds, ...lines]) => ({ feeds, lines })),
    ...more,
  };
}

/** Its day is that of its instant in UTC, where `more` says no other. */
export function aStatus(day: string, status: Status, more: Partial<StatusEntry> = {}): StatusEntry {
  const instant = more.at ?? at(day);
  return {
    at: instant,
    day: instant.slice(0, 10),
    status,
    givenAs: "lead",
    round: null,
    reason: null,
    action: null,
    actionBy: null,
    by: "tom",
    checkInId: null,
    ...more,
  };
}

export function reportOf(facts: ProgramFacts, previous: Report | null = null): Report {
  return compile(canGoAbove(facts), previous);
}

/** The lines of a kind, as far as a test looks at them. */
export function linesOf(report: Report, kind: LineKind): Line[] {
  return report.lines.filter((line) => line.kind === kind);
}

export function textsOf(report: Report, kind: LineKind): string[] {
  return linesOf(report, kind).map(({ text }) => text);
}
