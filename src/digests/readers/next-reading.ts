/** Who above a program is told next what is answered to one of its check-ins. */
import { feeds } from "../../cadences/audience/audience.ts";
import { readAudience } from "../../cadences/columns.ts";
import type { Cadence } from "../../cadences/use-cases.ts";
import type { AnswerToRead, NextReading } from "../../check-ins/events.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { HELD_RHYTHMS } from "../holds/rules.ts";
import { type NextDigest, nextDigestsOf } from "../holds/use-cases.ts";
import { isFed } from "../home/cards.ts";
import { isAnswerTold } from "../sources/repository.ts";
import { listCadencesWithNews } from "./repository.ts";
import { RHYTHMS } from "./rules.ts";

/** As many statements as `nextDigestsOf` and two. */
export async function nextReadingOf(
  services: Looking,
  db: Db | Tx,
  { cadence, authorId, leadIds, ...answer }: AnswerToRead,
): Promise<NextReading> {
  const { workspace_id: workspaceId, program_id: programId } = cadence;
  const coming = (await nextDigestsOf(services, db, workspaceId, [programId])).get(programId) ?? [];
  const [next] = coming
    .filter((digest) => digest.reader.id !== authorId && isFed(digest, [cadence]))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const readers = next
    ? { readerIds: next.readers.map(({ id }) => id), rhythms: HELD_RHYTHMS }
    : { readerIds: leadIds, rhythms: RHYTHMS };
  const isSure = next !== undefined && next.held === null && (await hasNews(db, cadence, next));
  return {
    reader: next ? { name: next.reader.name, at: isSure ? next.at : null } : null,
    isTold: await isAnswerTold(db, { workspaceId, ...answer, ...readers }),
  };
}

/** Without a round in its period it is not made. */
async function hasNews(db: Db | Tx, cadence: Cadence, { at, period, reader }: NextDigest): Promise<boolean> {
  const { from, until } = period;
  const when = { from, until, openedBy: at, closedAfter: at };
  const rows = await listCadencesWithNews(db, cadence.workspace_id, when);
  return rows.some((row) => row.program_id === cadence.program_id && feeds(readAudience(row.readers), reader));
}
