/** A program over a quarter or a year, by what was recorded, whoever said what. Pure. */
import { asCorrected } from "../../health/rules-given.ts";
import { standsOver } from "../../health/status/rules.ts";
import { localDateOf } from "../../platform/time.ts";
import type { LineOf } from "../document.ts";
import { atLeastOne } from "../sections/fields.ts";
import type { DigestFacts, ProgramFacts } from "./facts.ts";
import { checkInSource, roundSource } from "./rules-answers.ts";
import { isOverdue, itemSource } from "./rules-asks.ts";
import { coloursOver } from "./rules-health.ts";
import { programSource } from "./rules-silence.ts";
import { compare } from "./rules-written.ts";

type Head = Pick<DigestFacts, "reader" | "fromAt" | "cutOffAt" | "months">;

/** How it stood at the end of each month since it was first asked, and what came of it; nothing where nothing is recorded. */
export function monthsLine({ reader, fromAt, cutOffAt, months }: Head, program: ProgramFacts): LineOf<"months">[] {
  if (months.length === 0) return [];
  const { title, given, rounds, decisions } = program;
  const standThen = standsOver(asCorrected(given, cutOffAt), program);
  const colourThen = coloursOver(program, standThen);
  const colours = months.map(({ month, at }) => ({ month, colour: colourThen(at) }));
  const first = colours.findIndex(({ colour }) => colour !== null);
  const today = localDateOf(cutOffAt, reader.zone);
  // A draft is nobody's word yet, and what was withdrawn is no request any more.
  const asks = program.asks.filter(
    (ask) => ask.isOpen && !ask.isDraft && (ask.outcome !== null || ask.waitsFor !== null),
  );
  const raised = asks.filter(({ askedAt }) => askedAt > fromAt);
  const decided = asks.filter(({ outcome }) => outcome?.isNew);
  const overdue = asks.filter((ask) => isOverdue(ask, today));
  const silence = rounds.length > 0 ? rounds.map(roundSource) : [programSource(program)];
  const sources = [
    ...months.flatMap(({ at }) => standThen(at)?.givenBy.map(checkInSource) ?? []),
    ...(colours.some(({ colour }) => colour === "grey") ? silence : []),
    ...[...raised, ...decided, ...overdue, ...decisions].map(itemSource),
  ];
  return sources.length === 0
    ? []
    : [
        {
          kind: "months",
          program: title,
          months: first < 0 ? [] : colours.slice(first),
          decisions: decisions.length,
          asks: { raised: raised.length, decided: decided.length, overdue: overdue.length },
          sources: atLeastOne(sources),
        },
      ];
}

/** What was decided without an ask, the newest first. */
export function decisionLines({ mostQuotes }: { mostQuotes: number }, program: ProgramFacts): LineOf<"decision">[] {
  return program.decisions
    .filter(({ askId }) => askId === null)
    .toSorted((one, other) => compare(other.decidedOn, one.decidedOn) || compare(other.itemId, one.itemId))
    .slice(0, mostQuotes)
    .map((one) => ({
      kind: "decision",
      program: program.title,
      code: one.code,
      title: one.title,
      decidedOn: one.decidedOn,
      sources: [itemSource(one)],
    }));
}
