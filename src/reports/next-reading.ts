/** Who above a program is told next what is answered to one of its check-ins. */
import { goesAbove } from "../cadences/audience/audience.ts";
import type { AnswerToRead, NextReading } from "../check-ins/events.ts";
import { peopleByIds } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Looking } from "../platform/events.ts";
import { seatDay, seatsByProgram } from "../programs/use-cases.ts";
import { countingOf, readReadership } from "./digest-schedule.ts";
import { feedsReport } from "./feeding.ts";
import { nextSending } from "./periods.ts";

export async function nextReadingOf(
  _: Looking,
  db: Db | Tx,
  { cadence, authorId, checkInId, answeredAt }: AnswerToRead,
): Promise<NextReading> {
  const { workspace_id: workspaceId, program_id: programId, disclosure, readers } = cadence;
  const { every } = cadence.rule;
  const isTold = await isReported(db, { workspaceId, programId, checkInId });
  if (!goesAbove(readers)) return { reader: null, isTold };
  const seats = (await seatsByProgram(db, workspaceId, [programId], seatDay(answeredAt))).get(programId) ?? [];
  const above = seats.filter(
    ({ role, person_id: id }) => (role === "sponsor" || role === "steering") && id !== authorId,
  );
  const readership = await readReadership(
    db,
    workspaceId,
    above.map(({ person_id: id }) => id),
    answeredAt,
  );
  const [next] = readership.programs
    .filter((each) => each.programId === programId && each.rhythm !== "weekly")
    .filter(({ rhythm }) => feedsReport(rhythm, { every, readers, disclosure, hasWeekly: true }))
    .map((program) => ({
      personId: program.personId,
      at: nextSending(program.rhythm, countingOf(readership, program), answeredAt).at,
    }))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const [person] = next ? await peopleByIds(db, workspaceId, [next.personId]) : [];
  return { reader: next && person ? { name: person.name, at: next.at } : null, isTold };
}

async function isReported(
  db: Db | Tx,
  { workspaceId, programId, checkInId }: { workspaceId: string; programId: string; checkInId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom("report")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("sent_at", "is not", null)
    .where("document", "like", `%${checkInId}%`)
    .executeTakeFirst();
  return row !== undefined;
}
