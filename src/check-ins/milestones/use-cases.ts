import type { Answers, Question } from "../../cadences/questions/questions.ts";
import { dateHistoryOf, givenDateOf } from "../../health/rules-milestones.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { standingsOf } from "../../programs/use-cases.ts";
import type { CheckIn } from "../repository-check-ins.ts";
import type { RoundContext } from "../rounds/context.ts";
import { appendMilestoneDate, listMilestoneDates, lockMilestone, setMilestone } from "./repository.ts";

interface Asked extends Pick<RoundContext, "questions"> {
  program: Pick<RoundContext["program"], "id">;
  cadence: Pick<RoundContext["cadence"], "id">;
  round: Pick<RoundContext["round"], "key" | "occasion">;
}

/**
 * Appends the target dates of a revision to the milestones that its questions feed. Those who lead the program speak
 * with one voice, so that a milestone outlives a change of lead; everybody else has a milestone of their own.
 */
export async function saveMilestones(
  { clock, ids }: Pick<Services, "clock" | "ids">,
  tx: Tx,
  person: Person,
  { program, cadence, questions, round }: Asked,
  given: { checkInId: string; revision: number; answers: Answers; before: Pick<CheckIn, "answers"> | undefined },
): Promise<void> {
  const dates = questions.filter(isTargetDate).flatMap(({ key }) => {
    const date = dateIn(given.answers, key);
    return date === dateIn(given.before?.answers ?? {}, key) ? [] : [{ key, date }];
  });
  if (dates.length === 0) return;
  const standings = await standingsOf(tx, person, program.id, { clock });
  const voice = standings.includes("lead") || standings.includes("deputy") ? "lead" : person.id;
  const now = clock.now();
  for (const { key, date } of dates) {
    const milestone = await lockMilestone(tx, {
      workspace_id: person.workspace_id,
      id: ids.next(),
      program_id: program.id,
      cadence_id: cadence.id,
      question_key: key,
      voice,
      original_on: null,
      current_on: null,
      moves: 0,
      updated_at: now,
    });
    const history = await listMilestoneDates(tx, milestone);
    const added = { date, check_in_id: given.checkInId, recorded_at: now };
    await appendMilestoneDate(tx, {
      workspace_id: person.workspace_id,
      milestone_id: milestone.id,
      entry: history.length + 1,
      revision: given.revision,
      ...added,
    });
    const { key: round_key, occasion } = round;
    const words = [
      ...history,
      { ...added, round_key, occasion, zone: person.zone, answers: JSON.stringify(given.answers) },
    ];
    const { original, current, moves } = dateHistoryOf(words.map(givenDateOf));
    await setMilestone(tx, milestone, { original_on: original, current_on: current, moves, updated_at: now });
  }
}

function isTargetDate({ feeds, type }: Question): boolean {
  return feeds === "milestone" && type === "date";
}

function dateIn(answers: Answers, key: string): string | null {
  const date = answers[key];
  return typeof date === "string" ? date : null;
}
