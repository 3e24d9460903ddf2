/**
 * What a digest tells, as facts by their weight, whatever section they stand in: which of them a screen names is theirs to
 * decide. Read off the document, so that of a stored edition, and of one that brings others, they are those that it tells.
 * Pure. The order is that of docs/digest.md, *What comes first*.
 */
import type { DigestDocument, Line, LineOf } from "../document.ts";
import type { Sources } from "../sections/fields.ts";
import type { SectionName } from "../sections/sections.ts";
import { deciderOf } from "./rules-asks.ts";
import { KINDS } from "./rules-headline.ts";
import { isSlip } from "./rules-reassurance.ts";
import { isAsk, quotesOf } from "./rules-told.ts";
import { byWeight, type Program, recoveredFrom, shareOfWay, type Weighed, weightOf } from "./rules-weights.ts";

/** Those of the first line, with what is never told there among them. */
export const FACT_KINDS = [
  ...KINDS.slice(0, KINDS.indexOf("amber")),
  "presence",
  "since-decision",
  "decided",
  "amber",
  "date",
  "matter",
  "gone",
  "milestone",
  "objective",
  "number",
  "recovered",
  "value",
  "done",
  "own-line",
  "said",
  "open-ask",
  "status",
  "month",
  "silent",
  "count",
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

export interface Fact extends Weighed<FactKind> {
  /** Title; null: it is about all of them. */
  program: string | null;
  isFlagship: boolean;
  /** Day on which it was said, asked, decided, or began; null where it is not of one day. */
  since: string | null;
  /** Whose words it has; null: none. */
  by: string | null;
  /** Who is to act, where that is somebody else than the reader. */
  isFor: string | null;
  section: SectionName;
  line: Line;
  sources: Sources;
}

/** The weightiest first; of equal weight in the order of the document. */
export function factsOf({ programs, sections }: DigestDocument): Fact[] {
  const known = new Map(programs.map((program) => [program.title, program]));
  const facts = sections.flatMap(({ section, lines }) =>
    lines.map((line): Fact => {
      const program = "program" in line ? line.program : null;
      const of = (program !== null && known.get(program)) || {};
      const { kind, weight, since } = weighed(line, of);
      const [quote] = quotesOf(line);
      return {
        kind,
        program,
        weight,
        isFlagship: "isFlagship" in of && of.isFlagship === true,
        since: since ?? null,
        by: quote?.author ?? null,
        isFor: isAsk(line) ? deciderOf(line) : null,
        section,
        line,
        sources: line.sources,
      };
    }),
  );
  return facts.toSorted(byWeight(FACT_KINDS));
}

type WeighedLine = Weighed<FactKind> & { since?: string | null | undefined };

function weighed(line: Line, program: Program): WeighedLine {
  const flagship = Number(program.isFlagship === true);
  switch (line.kind) {
    case "ask":
    case "standing-ask":
      // Among those of one kind the document has the order.
      if (deciderOf(line) !== null) return { kind: "open-ask", weight: [], since: line.neededBy };
      return {
        kind: line.isOverdue ? "overdue-ask" : "ask",
        // What nobody is named to decide and was told before, the newest first.
        weight: [Number(line.isByRule !== true), line.kind === "standing-ask" && line.isByRule ? -line.daysAgo : 0],
        since: line.neededBy,
      };
    case "health":
      return {
        kind: line.colour !== "green" ? line.colour : recoveredFrom(line) === null ? "status" : "recovered",
        weight: weightOf(line, program),
        since: line.since,
      };
    case "marker":
      return {
        kind: line.colour === "green" ? "doubted" : "matter",
        weight: weightOf(line, program),
        since: line.askedOn,
      };
    case "silent":
    case "no-update":
      return line.last?.colour === "red"
        ? { kind: "was-red", weight: [flagship], since: line.last.on }
        : { kind: "silent", weight: [flagship], since: "since" in line ? line.since : null };
    case "closed":
    case "reopened":
      return { kind: "closed", weight: weightOf(line, program), since: line.on };
    case "moved-date":
      return { kind: isSlip(line) ? "slipped-date" : "date", weight: weightOf(line, program) };
    case "by-author":
      return {
        kind: ({ presence: "presence", finished: "closed", "no-progress": "said" } as const)[line.means],
        weight: [flagship, line.on === undefined ? Number.NEGATIVE_INFINITY : -Date.parse(line.on)],
        since: line.on,
      };
    case "since-decision":
      return { kind: "since-decision", weight: [Date.parse(line.decidedOn)], since: line.decidedOn };
    case "decided-ask":
    case "decision":
      return { kind: "decided", weight: weightOf(line, program), since: line.decidedOn };
    case "progress":
      return ofProgress(line, flagship);
    case "said":
      return { kind: KIND_OF_FEED[line.feed] ?? "said", weight: [flagship, line.quotes.length] };
    default:
      return { kind: KIND_OF_LINE[line.kind], weight: [flagship] };
  }
}

/** A number that moved counts for more than what was done, by the share of the way to its target. */
function ofProgress({ metrics }: LineOf<"progress">, flagship: number): WeighedLine {
  const shares = metrics.flatMap((measure) => shareOfWay(measure) ?? []);
  return shares.length > 0
    ? { kind: "number", weight: [Math.max(...shares), flagship] }
    : { kind: "done", weight: [flagship] };
}

const KIND_OF_FEED: Partial<Record<Extract<Line, { kind: "said" }>["feed"], FactKind>> = {
  milestone: "milestone",
  blocker: "matter",
  risk: "matter",
  value: "value",
  objective: "objective",
};

type Weighted = "ask" | "standing-ask" | "health" | "marker" | "silent" | "no-update" | "closed" | "reopened";
type Dated = "by-author" | "moved-date" | "since-decision" | "decided-ask" | "decision" | "progress" | "said";

const KIND_OF_LINE: Record<Exclude<Line["kind"], Weighted | Dated>, FactKind> = {
  "own-line": "own-line",
  "risen-ask": "gone",
  "redated-ask": "gone",
  "withdrawn-ask": "gone",
  months: "month",
  "past-date": "date",
  "new-date": "date",
  "two-dates": "date",
  "no-news": "silent",
  "on-track": "count",
  participation: "count",
  portfolio: "count",
  dependency: "said",
  integrity: "count",
  "decision-time": "count",
  "overdue-asks": "count",
  stuck: "matter",
  "open-item": "matter",
  "open-items": "count",
  "silent-people": "count",
  "silent-programs": "count",
  "missed-round": "count",
};
