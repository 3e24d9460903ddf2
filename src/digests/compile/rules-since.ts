/** What has moved since the reader decided something. That one follows from the other, nothing here says. Pure. */
import { asCorrected } from "../../health/rules-given.ts";
import { standsOver } from "../../health/status/rules.ts";
import { localDateOf } from "../../platform/time.ts";
import type { LineOf } from "../document.ts";
import { atLeastOne, type Source } from "../sections/fields.ts";
import type { Moved } from "../sections/since.ts";
import type { AskFacts, ProgramFacts } from "./facts.ts";
import { checkInSource, type Head } from "./rules-answers.ts";
import { itemSource } from "./rules-asks.ts";
import { coloursOver, type ProgramHealth } from "./rules-health.ts";
import { numbersIn } from "./rules-measures.ts";

/** Of decisions of the reader's that the digest before told: those since which something has moved. */
export function sinceDecisions(head: Head, program: ProgramFacts, health: ProgramHealth): LineOf<"since-decision">[] {
  return program.asks.flatMap((ask): LineOf<"since-decision">[] => {
    if (!ask.isReaders || !ask.outcome?.wasNew || ask.outcome.isNew) return [];
    const found = movedSince(head, program, health, ask);
    if (!found) return [];
    const { moved, sources } = found;
    return [
      {
        kind: "since-decision",
        program: program.title,
        code: ask.code,
        title: ask.title,
        outcome: ask.outcome.text,
        decidedOn: localDateOf(ask.outcome.decidedAt, head.reader.zone),
        moved,
        sources: atLeastOne([itemSource(ask), ...sources]),
      },
    ];
  });
}

/** One that this digest tells, with what has moved since where the reader decided it. */
export function withMoved(
  head: Head,
  program: ProgramFacts,
  health: ProgramHealth,
  line: LineOf<"decided-ask">,
): LineOf<"decided-ask"> {
  const ask = program.asks.find(({ itemId, isReaders }) => isReaders && line.sources.some(({ id }) => id === itemId));
  const found = ask ? movedSince(head, program, health, ask) : null;
  if (!found) return line;
  return { ...line, moved: found.moved, sources: atLeastOne([...line.sources, ...found.sources]) };
}

/** Null where nothing has, or it is not decided. */
function movedSince(
  { cutOffAt }: Pick<Head, "cutOffAt">,
  program: ProgramFacts,
  health: Pick<ProgramHealth, "colour" | "givenBy">,
  { outcome }: Pick<AskFacts, "outcome">,
): { moved: Moved; sources: Source[] } | null {
  if (!outcome) return null;
  const { decidedAt } = outcome;
  const then = coloursOver(program, standsOver(asCorrected(program.given, cutOffAt), program))(decidedAt);
  const hasTurned = then !== null && health.colour !== null && then !== health.colour;
  const dates = program.milestones.flatMap(({ label, current, change, givenBy }) => {
    const [given] = givenBy;
    if (change?.kind !== "moved" || current === null || !given || given.answeredAt <= decidedAt) return [];
    return [{ moved: { label, from: change.from, to: current }, source: checkInSource(given) }];
  });
  const numbers = numbersSince(program, decidedAt);
  if (!hasTurned && dates.length === 0 && numbers.length === 0) return null;
  return {
    moved: {
      ...(hasTurned && { status: { from: then, to: health.colour ?? "grey" } }),
      dates: dates.map(({ moved }) => moved),
      numbers: numbers.map(({ moved }) => moved),
    },
    sources: [
      ...(hasTurned ? health.givenBy.map(checkInSource) : []),
      ...dates.map(({ source }) => source),
      ...numbers.map(({ source }) => source),
    ],
  };
}

/** By the same person in the same check-in before and after. */
function numbersSince(program: ProgramFacts, at: string) {
  const all = [...program.measured, ...program.answers].toSorted((one, other) =>
    one.answeredAt < other.answeredAt ? -1 : Number(one.answeredAt > other.answeredAt),
  );
  const last = all.findLast((answer) => answer.answeredAt > at && numbersIn(answer).length > 0);
  const before = all.findLast(
    (answer) =>
      answer.answeredAt <= at &&
      answer.personId === last?.personId &&
      answer.cadenceId === last.cadenceId &&
      numbersIn(answer).length > 0,
  );
  if (!last || !before) return [];
  const known = new Map(numbersIn(before).map(({ key, value }) => [key, value]));
  return numbersIn(last).flatMap(({ key, label, value }) => {
    const from = known.get(key);
    return from === undefined || from === value
      ? []
      : [{ moved: { label, from, to: value }, source: checkInSource(last) }];
  });
}
