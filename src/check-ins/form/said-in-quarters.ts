/** What was said after the quarters of a year, offered line by line before its workshop, so that nobody writes it twice. */
import { cadencesOf } from "../../cadences/cadences.ts";
import { linesIn } from "../../cadences/questions/field-lines.ts";
import type { Feed } from "../../cadences/questions/questions.ts";
import type { Person } from "../../people/people.ts";
import { may, readingRight } from "../../people/rights.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { standingsOf } from "../../programs/programs.ts";
import { programsOfBody } from "../../programs/programs-of-body.ts";
import { answersAbove } from "../answers-above.ts";
import type { RoundContext } from "../rounds/context.ts";
import { listCheckInsBelow } from "../stored-check-ins.ts";
import { spanBelow } from "./done-in-shorter-rhythms.ts";

const OFFERED: readonly (Feed | undefined)[] = ["progress", "value", "lesson"];

/** Of the programs of the body, the newest answers first; of several programs each line names its own. */
export async function saidInQuarters(
  { db, clock }: { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  { round, cadence, program }: Pick<RoundContext, "round" | "cadence" | "program">,
): Promise<string[]> {
  const standings = await standingsOf(db, person, program.id, { clock });
  if (!may(standings, readingRight("above"))) return [];

  const programs = new Map((await programsOfBody(db, program, clock.now())).map((each) => [each.id, each]));
  const cadences = await cadencesOf(db, program.workspace_id, [...programs.keys()], "active");
  const quarterly = cadences.filter(({ rule, disclosure }) => rule.every === "quarter" && disclosure === "above");
  const titles = new Map(quarterly.map(({ id, program_id: programId }) => [id, programs.get(programId)?.title ?? ""]));

  const span = spanBelow(cadence.rule, round.key);
  const checkIns = await listCheckInsBelow(db, program.workspace_id, [...titles.keys()], span);
  const newestFirst = checkIns.toSorted((one, other) => (one.answeredAt > other.answeredAt ? -1 : 1));
  return newestFirst.flatMap(({ cadenceId, questions, answers }) => {
    const above = answersAbove(questions, answers);
    const lines = questions.flatMap(({ key, feeds }) => (OFFERED.includes(feeds) ? linesIn(above[key]) : []));
    return programs.size > 1 ? lines.map((line) => `${titles.get(cadenceId)} – ${line}`) : lines;
  });
}
