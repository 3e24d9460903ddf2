/** Who above a program is told next what is answered to one of its check-ins. */
import type { AnswerToRead, NextReading } from "../../check-ins/events.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { HELD_RHYTHMS } from "../holds/rules.ts";
import { nextDigestsOf } from "../holds/use-cases.ts";
import { isFed } from "../home/sections.ts";
import { isAnswerTold } from "../sources/repository.ts";
import { RHYTHMS } from "./rules.ts";

/** As many statements as `nextDigestsOf` and one. */
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
  return {
    reader: next ? { name: next.reader.name, at: next.held === null ? next.at : null } : null,
    isTold: await isAnswerTold(db, { workspaceId, ...answer, ...readers }),
  };
}
