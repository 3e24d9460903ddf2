/** Who said when what the lines of a digest rest on. Pure. */
import { givenAt } from "../../health/rules-given.ts";
import type { Instant } from "../../platform/clock.ts";
import { localDateOf } from "../../platform/time.ts";
import { type Citation, MOST_NAMED } from "../document.ts";
import type { Source, Sources } from "../sections/fields.ts";
import type { DigestFacts } from "./facts.ts";
import { checkInSource, roundSource } from "./rules-answers.ts";
import { itemSource } from "./rules-asks.ts";
import { programSource } from "./rules-silence.ts";

/** Enough for a step: a line has a source or several. */
const LINES_IN_A_STEP = 500;

/** In steps, none of which is long for a thousand programs. */
export function* citationsInTurn(
  facts: DigestFacts,
  lines: readonly { sources: Sources }[],
): Generator<void, Citation[]> {
  const cited = new Map<string, Source>();
  for (const [at, { sources }] of lines.entries()) {
    if (at % LINES_IN_A_STEP === 0) yield;
    if (sources.length > MOST_NAMED) continue;
    for (const source of sources) cited.set(`${source.kind} ${source.id} ${source.revision}`, source);
  }
  const ids = new Set([...cited.values()].map((source) => source.id));
  const known = new Map<string, Omit<Citation, "source">>();
  const cite = (source: Source, author: string | null, program: string, period: string, at: Instant | null) => {
    const answeredAt = at && localDateOf(at, facts.reader.zone);
    if (ids.has(source.id)) known.set(placeOf(source), { author, program, period, answeredAt });
  };
  for (const {
    id: programId,
    title,
    closed,
    reopened,
    plans,
    measured,
    saidBefore,
    answers,
    milestones,
    rounds,
    counted,
    asks,
    decisions,
    dependencies,
    openItems,
    overdue,
    markers,
  } of facts.programs) {
    yield;
    cite(programSource({ id: programId }), closed?.by ?? null, title, "", closed?.at ?? reopened?.at(-1)?.at ?? null);
    for (const { id, givenBy } of milestones) {
      const [last] = givenBy;
      if (last && ids.has(id))
        cite({ kind: "milestone", id, revision: 1 }, last.author, title, last.roundPeriod, last.answeredAt);
    }
    for (const all of [plans, measured, saidBefore, answers, milestones.flatMap(({ givenBy }) => givenBy)])
      for (const said of all)
        if (ids.has(said.checkInId)) cite(checkInSource(said), said.author, title, said.roundPeriod, said.answeredAt);
    for (const { id, code, raisedBy, raisedAt } of markers.flatMap(({ items }) => items))
      cite({ kind: "item", id, revision: 1 }, raisedBy, title, code, raisedAt);
    for (const ask of asks) cite(itemSource(ask), ask.asker, title, ask.code, ask.askedAt);
    for (const one of [...decisions, ...dependencies, ...openItems, ...overdue])
      cite(itemSource(one), one.raisedBy, title, one.code, one.raisedAt);
    for (const all of [rounds, counted])
      for (const round of all) if (ids.has(round.id)) cite(roundSource(round), null, title, round.period, null);
  }
  // The longest list by far: of what is told most is among the answers.
  const isUnknown = (source: Source) => source.kind === "check-in" && !known.has(placeOf(source));
  if ([...cited.values()].some(isUnknown))
    for (const { title, given } of facts.programs) {
      yield;
      for (const said of given)
        if (ids.has(said.checkInId) && isUnknown(checkInSource(said)))
          cite(checkInSource(said), said.author, title, said.roundPeriod, givenAt(said));
    }
  yield;
  return [...cited.values()].flatMap((source) => {
    const named = known.get(placeOf(source));
    return named ? [{ source, ...named }] : [];
  });
}

/** An answer is what it was in that revision; an item or a milestone keeps who began it and when. */
function placeOf({ kind, id, revision }: Source): string {
  return kind === "check-in" ? `${kind} ${id} ${revision}` : `${kind} ${id}`;
}
