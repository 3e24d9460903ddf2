/** What was said about a request: it stands in the history of its steps. */
import { namesOf } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { WorkRequest } from "./request-queries.ts";

export interface Comment {
  at: Instant;
  /** Of whoever wrote it, where they are known still. */
  name: string | undefined;
  words: string;
}

/** The oldest first. */
export async function listComments(db: Db | Tx, workRequest: WorkRequest): Promise<Comment[]> {
  const { workspace_id: workspaceId } = workRequest;
  const ids = (await itemsOf(db, workRequest)).map(({ id }) => id);
  if (ids.length === 0) return [];
  const events = await db
    .selectFrom("item_event")
    .select(["at", "actor_id", "note"])
    .where("workspace_id", "=", workspaceId)
    .where("item_id", "in", ids)
    .where("event", "=", "commented")
    .orderBy("at")
    .orderBy("revision")
    .execute();
  const names = await namesOf(
    db,
    workspaceId,
    events.map(({ actor_id: id }) => id),
  );
  return events.map(({ at, actor_id: id, note }) => ({ at, name: names.get(id ?? ""), words: note ?? "" }));
}

/** The items of its steps, also those that were taken back, in the order in which they came. */
export async function itemsOf(
  db: Db | Tx,
  { workspace_id: workspaceId, track_id: trackId, program_id: programId }: WorkRequest,
) {
  return db
    .selectFrom("item")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("type", "=", "step")
    .where("source_key", "like", `step:${trackId}:%`)
    .orderBy("number")
    .execute();
}
