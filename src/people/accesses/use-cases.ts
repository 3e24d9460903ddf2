/** Who has used somebody's data, and why: told to that person alone. */

import type { Clock } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { type Deletion, untilNone } from "../../platform/deletions.ts";
import type { Services } from "../../platform/services.ts";
import { localDateOf } from "../../platform/time.ts";
import type { Person } from "../repository.ts";
import { type Disclosure, isRestricted } from "../rules-restricted.ts";
import {
  type Access,
  countAccessesBefore,
  deleteAccessesBefore,
  insertAccesses,
  insertReads,
  listAccesses,
  listAccessesAfter,
  listReadOn,
  readKey,
} from "./repository.ts";
import type { AccessAct } from "./table.ts";

export type { Access };

/** Written in the transaction of the act itself. */
export async function noteAccess(
  tx: Tx,
  { clock, ids }: Pick<Services, "clock" | "ids">,
  noted: {
    workspaceId: string;
    actorId: string | null;
    personIds: readonly string[];
    act: AccessAct;
    what?: string;
    reason?: string;
  },
): Promise<void> {
  const at = clock.now();
  const rows = [...new Set(noted.personIds)].map((person_id) => ({
    workspace_id: noted.workspaceId,
    id: ids.next(),
    at,
    actor_id: noted.actorId,
    person_id,
    act: noted.act,
    what: noted.what ?? "",
    reason: noted.reason ?? "",
    read_on: null,
  }));
  await insertAccesses(tx, rows);
}

/** An answer or an item as it is shown to somebody: to whom it is open, and whose words these are, by person id. */
export interface Shown {
  is: "check_in" | "item";
  id: string;
  disclosure: Disclosure;
  by: readonly string[];
}

export type Noting = { db: Db | Tx; clock: Pick<Clock, "now">; ids: Services["ids"] };

/** Whoever wrote for those who lead alone sees to whom that was shown: once a day for each reader and thing. */
export async function noteRead(
  services: Noting,
  { workspace_id: workspaceId, id: actorId, zone }: Pick<Person, "workspace_id" | "id" | "zone">,
  shown: readonly Shown[],
): Promise<void> {
  const reads = new Map(
    shown.filter(isRestricted).flatMap(({ is, id, by }) => {
      // An answer that a delegate gave is also theirs for whom it was given.
      const those = is === "check_in" && by.includes(actorId) ? [] : by.filter((personId) => personId !== actorId);
      return those.map((person_id) => {
        const read = { person_id, what: `${is}/${id}` };
        return [readKey(read), read] as const;
      });
    }),
  );
  if (reads.size === 0) return;
  const { db, clock, ids } = services;
  const at = clock.now();
  const on = localDateOf(at, zone);
  for (const known of await listReadOn(db, { workspaceId, actorId, on })) reads.delete(known);
  if (reads.size === 0) return;
  const common = { workspace_id: workspaceId, at, actor_id: actorId, act: "read" as const, reason: "", read_on: on };
  // By itself where it is in no transaction: the first one of a press marks it as done, and what it does may come after.
  await insertReads(
    db,
    [...reads.values()].map((read) => ({ ...common, ...read, id: ids.next() })),
  );
}

/** The latest first. */
export async function accessesOf(db: Db | Tx, workspaceId: string, personId: string, limit = 100): Promise<Access[]> {
  return listAccesses(db, workspaceId, personId, limit);
}

/** Of everybody, for whoever runs Drumbeat: the oldest first. */
export async function accessesAfter(
  db: Db,
  workspaceId: string,
  of: Parameters<typeof listAccessesAfter>[2],
): Promise<Access[]> {
  return listAccessesAfter(db, workspaceId, of);
}
/** Rows that have been kept as long as is said. */
export const expiringAccesses: Required<Omit<Deletion, "name">> = {
  count: countAccessesBefore,
  tables: [untilNone("access", deleteAccessesBefore)],
};
