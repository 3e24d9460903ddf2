/** Of what a digest compiles of a program, what its reader's portfolio tells. Pure. */
import { lastColourOf } from "../../health/status/rules.ts";
import { localDateOf } from "../../platform/time.ts";
import type { DecidingBody } from "../../register/types/ask.ts";
import type { AskFacts, DigestFacts, ProgramFacts } from "../compile/facts.ts";
import { isOverdue, waitingAsks } from "../compile/rules-asks.ts";
import type { ProgramHealth } from "../compile/rules-health.ts";
import type { ProgramSummary } from "../compile/rules-program.ts";
import type { OverdueDecision, Standing, State } from "./rules.ts";

/** `bodyOf`: of whoever decides in a program. */
export function standingOf(
  head: Pick<DigestFacts, "rhythm" | "cutOffAt" | "reader">,
  summary: ProgramSummary,
  bodyOf: (programId: string, personId: string) => DecidingBody,
): Standing {
  const { program, health, requests, wishes, isMarked } = summary;
  return {
    key: program.key,
    title: program.title,
    isFlagship: program.isFlagship,
    budget: program.budget ?? null,
    labels: program.labels ?? [],
    from: stateOf(health.before),
    to: program.closed ? "closed" : stateOf(health.colour),
    periods: health.periods,
    rhythm: head.rhythm,
    last: health.last && lastColourOf(health.last, head.reader.zone),
    isDoubted: isMarked,
    hasRequest: requests.length > 0 || (wishes !== null && wishes.length > 0),
    silence: silenceOf(head, summary),
    overdue: overdueIn(head, summary, bodyOf),
  };
}

function stateOf(colour: ProgramHealth["colour"]): State {
  return colour ?? "none";
}

function silenceOf({ reader }: Pick<DigestFacts, "reader">, { program, health, isSilent }: ProgramSummary) {
  if (program.closed || !(isSilent || health.colour === "grey")) return null;
  const [last = null] = program.cadences
    .flatMap(({ lastAnsweredAt }) => lastAnsweredAt ?? [])
    .toSorted()
    .reverse();
  return { since: last && localDateOf(last, reader.zone) };
}

function overdueIn(
  head: Pick<DigestFacts, "cutOffAt" | "reader">,
  { program, asks }: ProgramSummary,
  bodyOf: (programId: string, personId: string) => DecidingBody,
): OverdueDecision[] {
  const today = localDateOf(head.cutOffAt, head.reader.zone);
  return waitingAsks(head, program, asks).flatMap(({ ask }) => {
    if (ask.neededBy === null || !isOverdue(ask, today) || ask.waitsFor === "asker") return [];
    const { code, title, neededBy, isReaders } = ask;
    const deciderId = ask.waitsFor === "committee" ? null : (ask.deciderId ?? null);
    return [
      {
        code,
        title,
        neededBy,
        isReaders: isReaders && ask.waitsFor !== "committee",
        deciderId,
        body: bodyIn(ask, program, bodyOf),
      },
    ];
  });
}

function bodyIn(
  { waitsFor, deciderId = null }: AskFacts,
  { id }: ProgramFacts,
  bodyOf: (programId: string, personId: string) => DecidingBody,
): DecidingBody {
  if (waitsFor === "committee") return "committee";
  return deciderId === null ? "other" : bodyOf(id, deciderId);
}
