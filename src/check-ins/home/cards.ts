/** What a program's block on Home says of check-ins, to those who lead it: rounds in progress, who is silent, what comes. */

import { membersBySource } from "../../cadences/audience/people.ts";
import { cadencesOfVisitor } from "../../cadences/recurrence/years/use-cases.ts";
import type { Cadence } from "../../cadences/use-cases.ts";
import { may } from "../../people/rules-rights.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { addMs, DAY } from "../../platform/time.ts";
import type { CardAct, CardPart } from "../../programs/cards.ts";
import type { VisitedProgram, Visitor } from "../../programs/visitor.ts";
import { roundView } from "../rounds/context.ts";
import { countsOf, isSilent } from "../rounds/rules.ts";
import { readAnswers } from "../use-cases.ts";
import { type MissedRounds, missedLine, type RoundInProgress, roundLine } from "./blocks.ts";
import { openingsOf } from "./openings.ts";
import { listRoundsToShow } from "./repository.ts";
import { asked } from "./sections.ts";
import { homeTexts } from "./texts.ts";

const READ = "read";

export const readAnswersAct: CardAct = {
  choice: READ,
  async act(services, { actor, open }, roundId) {
    await open(await readAnswers(services, actor, roundId));
  },
};

/** So long after Drumbeat was started again a card tells what was not asked; the digest tells it, too. */
const MISSED_SHOWN_MS = 7 * DAY;

/** Of each program that the visitor leads. */
export async function roundsOnCards(
  services: Looking & { db: Db | Tx },
  visitor: Visitor,
): Promise<(programId: string) => CardPart | undefined> {
  const { db } = services;
  const { person, reader, now } = visitor;
  // The names of the silent are the lead's alone, as are answers that only the lead may read.
  const led = visitor.programs.filter(({ roles }) => may(roles, "read-lead-answers"));
  if (led.length === 0) return () => undefined;
  const ids = new Set(led.map(({ id }) => id));
  const known = await cadencesOfVisitor(services, visitor);
  const running = known.cadences.filter(({ state }) => state === "active");
  const cadences = running.filter((cadence) => ids.has(cadence.program_id));
  const cadenceIds = cadences.map(({ id }) => id);
  const span = { now, since: addMs(now, -MISSED_SHOWN_MS) };
  const shown =
    cadences.length > 0 ? await listRoundsToShow(db, person.workspace_id, cadenceIds, span) : { open: [], missed: [] };
  const missed = Map.groupBy(shown.missed, (row) => row.cadence_id);
  const rounds = Map.groupBy(shown.open, (row) => row.cadence_id);
  const bySource = await membersBySource(
    db,
    person.workspace_id,
    cadences.flatMap(({ audience }) => audience),
  );
  const texts = textsFor(homeTexts, reader);
  const asks = (cadence: Cadence) => {
    const program = led.find(({ id }) => id === cadence.program_id);
    return program !== undefined && asked(cadence.audience, program, bySource).includes(person.id);
  };
  const openings = await openingsOf(
    db,
    visitor,
    cadences.map((cadence) => ({ cadence, isAsked: asks(cadence) })),
  );
  const cards = led.map((program): [string, CardPart] => {
    const own = cadences.filter((cadence) => cadence.program_id === program.id);
    const inRound = own.flatMap((cadence) => inProgress(visitor, program, cadence, { rounds, bySource }) ?? []);
    const notAsked = own.flatMap((cadence) => missedOf(visitor, program, cadence, missed.get(cadence.id)) ?? []);
    const [next] = openings(program.id);
    const incomplete = inRound.filter((round) => round.answered + round.away < round.asked);
    const none = next === undefined ? texts.nobodyAsked : texts.noRound;
    return [
      program.id,
      {
        lines: [
          ...(inRound.length === 0 ? [none] : incomplete.map((round) => roundLine(reader, round))),
          ...(notAsked.length > 0 ? [missedLine(reader, notAsked)] : []),
        ],
        coming: next === undefined ? [] : [next],
        choices: inRound
          .filter(({ answered }) => answered > 0)
          .map(({ roundId, cadence }) => ({
            choice: READ,
            about: roundId,
            label: texts.readAnswers(cadence),
          })),
        ...(incomplete.some(({ silent }) => silent.count > 0) && { note: texts.silentNote }),
      },
    ];
  });
  const cardOf = new Map(cards);
  return (programId) => cardOf.get(programId);
}

type OpenRound = Awaited<ReturnType<typeof listRoundsToShow>>["open"][number];

/** The newest open round of a cadence; none: null. */
function inProgress(
  { person, reader }: Visitor,
  program: VisitedProgram,
  cadence: Cadence,
  {
    rounds,
    bySource,
  }: { rounds: ReadonlyMap<string, readonly OpenRound[]>; bySource: ReadonlyMap<string, readonly string[]> },
): RoundInProgress | null {
  const rows = rounds.get(cadence.id) ?? [];
  const newest = rows.at(-1);
  if (!newest) return null;
  const own = rows.filter((row) => row.id === newest.id);
  const stillAsked = new Set(asked(cadence.audience, program, bySource));
  const isDaily = cadence.rule.every === "day";
  // As in the note to the lead: not oneself, nor who has left since.
  const silent = own.filter((row) => isSilent(row) && stillAsked.has(row.person_id) && row.person_id !== person.id);
  return {
    ...roundView({ round: newest, cadence, program }, reader),
    roundId: newest.id,
    ...countsOf(own),
    silent: {
      count: silent.length,
      names: isDaily ? [] : silent.map(({ name }) => name).sort(new Intl.Collator(reader.locale).compare),
      isDaily,
    },
  };
}

function missedOf(
  { reader }: Visitor,
  program: VisitedProgram,
  cadence: Cadence,
  rows: readonly Parameters<typeof roundView>[0]["round"][] = [],
): MissedRounds | null {
  const last = rows.at(-1);
  return last ? { ...roundView({ round: last, cadence, program }, reader), count: rows.length } : null;
}
