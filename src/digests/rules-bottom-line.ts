/** The first sentence: one fact, chosen by rule, about one program. */
import { assertNever } from "../platform/errors.ts";
import { atLeastOne, type BottomLine, type Source } from "./document.ts";
import type { ProgramSummary } from "./rules-program.ts";

type Winner = { summary: ProgramSummary; sources: Source[] } & (
  | { case: "overdue-ask"; neededBy: string }
  | { case: "ask" }
  | { case: "new-red" }
  | { case: "slipped-date"; from: string; to: string }
  | { case: "standing"; colour: "amber" | "red"; periods: number }
);

/**
 * Overdue ask, ask, new red, slipped date, red or amber that stands, nothing needed; within a case the first program in
 * the digest's order. When nobody answered at all, that is the fact. The lead's own words win over ours where they are
 * about the program that won; with one program they always are.
 */
export function bottomLineOf(
  summaries: readonly ProgramSummary[],
  silence: { since: string | null } | null,
  behind: readonly Source[],
): BottomLine {
  if (silence && summaries.every(({ asks }) => asks.length === 0))
    return { case: "silence", since: silence.since, sources: atLeastOne(behind) };
  const winner = findWinner(summaries);
  if (!winner) {
    const own = summaries.length === 1 ? summaries[0]?.bottomLine : null;
    const missing = missingColours(summaries);
    return {
      case: "nothing-needed",
      quote: own?.quote ?? null,
      ...(missing && { colours: missing }),
      sources: atLeastOne(own ? [own.source] : behind),
    };
  }
  const own = winner.summary.bottomLine;
  const shared = {
    program: winner.summary.program.title,
    quote: own?.quote ?? null,
    others: summaries.filter((summary) => summary !== winner.summary && summary.asked.length === 0).length,
    sources: atLeastOne([...winner.sources, ...(own ? [own.source] : [])]),
  };
  switch (winner.case) {
    case "overdue-ask":
      return { case: winner.case, neededBy: winner.neededBy, ...shared };
    case "ask": {
      const asking = summaries.filter((summary) => summary.asked.length > 0);
      const asks = asking.reduce((count, summary) => count + summary.asked.length, 0);
      return { case: winner.case, asks, programs: asking.length, ...shared };
    }
    case "new-red":
      return { case: winner.case, ...shared };
    case "slipped-date":
      return { case: winner.case, from: winner.from, to: winner.to, ...shared };
    case "standing":
      return { case: winner.case, colour: winner.colour, periods: winner.periods, ...shared };
    default:
      return assertNever(winner);
  }
}

/** Null where a program has a colour: only then can one say that nothing went off track. */
function missingColours(summaries: readonly ProgramSummary[]): "unasked" | "grey" | null {
  const colours = summaries.map(({ health }) => health.colour);
  if (colours.some((colour) => colour !== null && colour !== "grey")) return null;
  return colours.includes("grey") ? "grey" : "unasked";
}

function findWinner(summaries: readonly ProgramSummary[]): Winner | null {
  for (const summary of summaries)
    for (const ask of summary.asked)
      if (ask.isOverdue && ask.neededBy !== null)
        return { case: "overdue-ask", neededBy: ask.neededBy, summary, sources: ask.sources };
  for (const summary of summaries)
    if (summary.asked.length > 0) return { case: "ask", summary, sources: summary.asked.flatMap((ask) => ask.sources) };
  for (const summary of summaries)
    for (const line of summary.changed)
      if (line.kind === "health" && line.colour === "red") return { case: "new-red", summary, sources: line.sources };
  for (const summary of summaries)
    for (const line of summary.changed)
      if (line.kind === "moved-date" && line.to > line.from)
        return { case: "slipped-date", from: line.from, to: line.to, summary, sources: line.sources };
  return findStanding(summaries, "red") ?? findStanding(summaries, "amber");
}

function findStanding(summaries: readonly ProgramSummary[], colour: "amber" | "red"): Winner | null {
  for (const summary of summaries)
    for (const line of summary.attention)
      if (line.kind === "health" && line.colour === colour)
        return { case: "standing", colour, periods: line.periods, summary, sources: line.sources };
  return null;
}
