/** What a program says of check-ins to those who lead it: who is missing, answers to read. */
import { cadencesOf } from "../../cadences/use-cases.ts";
import { may } from "../../people/rules-rights.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { CardAct, CardChoice } from "../../programs/cards.ts";
import { seatDay, seatsByProgram } from "../../programs/use-cases.ts";
import type { Visitor } from "../../programs/visitor.ts";
import { isSilent } from "../rounds/rules.ts";
import { readAnswers } from "../use-cases.ts";
import { runningCadences } from "./asking.ts";
import { missingFacts, readLabel } from "./blocks.ts";
import { listOpenRounds } from "./repository.ts";

const READ = "read";

export const readAnswersAct: CardAct = {
  choice: READ,
  async act(services, { actor, open }, roundId) {
    await open(await readAnswers(services, actor, roundId));
  },
};

interface RoundsOnCard {
  /** Behind its status. */
  facts: readonly string[];
  choices: readonly CardChoice[];
}

/** Of each program that the visitor leads: the names of the silent are the lead's alone, as are answers for the lead. */
export async function roundsOnCards(
  services: { db: Db | Tx },
  visitor: Visitor,
): Promise<(programId: string) => RoundsOnCard | undefined> {
  const { person, reader, now } = visitor;
  const led = new Set(
    visitor.programs.filter(({ roles }) => may(roles, "read-lead-answers")).map((program) => program.id),
  );
  const cadences =
    led.size === 0
      ? []
      : (await runningCadences(services, visitor)).filter(({ cadence }) => led.has(cadence.program_id));
  if (cadences.length === 0) return () => undefined;
  const ids = cadences.map(({ cadence }) => cadence.id);
  const rows = await listOpenRounds(services.db, person.workspace_id, ids, now);
  const open = Map.groupBy(rows, (row) => row.cadence_id);
  return (programId) => {
    if (!led.has(programId)) return undefined;
    const rounds = cadences
      .filter(({ cadence }) => cadence.program_id === programId)
      .map(({ cadence, asked }) => {
        const newest = open.get(cadence.id)?.at(-1);
        const prompts = open.get(cadence.id)?.filter(({ id }) => id === newest?.id) ?? [];
        // As in the note to the lead: not oneself, nor who has left since.
        const silent = prompts.filter(
          (row) => isSilent(row) && asked.includes(row.person_id) && row.person_id !== person.id,
        );
        return { cadence, newest, prompts, silent: silent.map(({ name }) => name) };
      });
    const isDaily = ({ cadence }: (typeof rounds)[number]) => cadence.rule.every === "day";
    return {
      facts: missingFacts(reader, {
        names: rounds.filter((round) => !isDaily(round)).flatMap(({ silent }) => silent),
        daily: rounds.filter(isDaily).reduce((sum, { silent }) => sum + silent.length, 0),
      }),
      choices: rounds.flatMap(({ cadence, newest, prompts }) =>
        newest && prompts.some(({ state }) => state === "answered")
          ? [{ choice: READ, about: newest.id, label: readLabel(reader, cadence) }]
          : [],
      ),
    };
  };
}

/** Who has let a check-in of a week or longer pass its time, while it is open; of those with a seat in the program. */
export async function lateInPrograms(
  db: Db,
  { workspaceId, programIds, now }: { workspaceId: string; programIds: readonly string[]; now: string },
): Promise<Map<string, string[]>> {
  const cadences = (await cadencesOf(db, workspaceId, programIds)).filter(({ rule }) => rule.every !== "day");
  if (cadences.length === 0) return new Map();
  const programOf = new Map(cadences.map(({ id, program_id: programId }) => [id, programId]));
  const seats = await seatsByProgram(db, workspaceId, programIds, seatDay(now));
  const open = await listOpenRounds(db, workspaceId, [...programOf.keys()], now);
  const late = new Map<string, string[]>();
  for (const { cadence_id: cadenceId, person_id: personId, name, due_at: dueAt, ...prompt } of open) {
    const programId = programOf.get(cadenceId) ?? "";
    const isSeated = seats.get(programId)?.some((seat) => seat.person_id === personId);
    if (!isSeated || !isSilent(prompt) || dueAt === null || dueAt >= now) continue;
    late.set(programId, [...new Set([...(late.get(programId) ?? []), name])]);
  }
  return late;
}
