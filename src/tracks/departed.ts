/** Whoever leaves Slack: their gates ask somebody else, and their welcome ends. */
import type { Person } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { lockProgram, programOf } from "../programs/programs.ts";
import { selectProgramsOfHolders } from "./parts.ts";
import { endTrack } from "./start-and-stop.ts";
import { PERSON_ROLES } from "./template.ts";
import { listTracks } from "./tracks.ts";
import { holdersChanged, rolesOf } from "./working-roles.ts";

const [NEWCOMER] = PERSON_ROLES;

/** Each program in a transaction of its own. Their roles stay theirs, should they be back. */
export async function followDeparted(
  services: Services,
  db: Db,
  { workspaceId, people }: { workspaceId: string; people: readonly Person[] },
): Promise<void> {
  const left = new Set(people.flatMap(({ id, is_deactivated: hasLeft }) => (hasLeft === 1 ? [id] : [])));
  for (const programId of await listProgramsOf(db, workspaceId, [...left]))
    await inTransaction(db, async (tx) => {
      await lockProgram(tx, { workspaceId, programId });
      const program = await programOf(tx, workspaceId, programId);
      if (program.state !== "active") return;

      const about = { program_id: programId, about_id: [...left], state: "running" } as const;
      for (const track of await listTracks(tx, workspaceId, about))
        if (track.definition.steps.some(({ role }) => role === NEWCOMER))
          await endTrack({ ...services, db: tx, actor: null }, track);

      const keys = (await rolesOf(tx, program)).map(({ key }) => key);
      const change = { program, keys, left, named: new Set<string>(), filled: [], actor: null };
      await holdersChanged.happened(services, tx, change);
    });
}

/** Where they hold a working role, or a track is about them. */
async function listProgramsOf(db: Db | Tx, workspaceId: string, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const ids = [...personIds];
  const found = await selectProgramsOfHolders(db, workspaceId, ids)
    .union(
      db
        .selectFrom("track")
        .select("program_id")
        .where("workspace_id", "=", workspaceId)
        .where("about_id", "in", ids)
        .where("state", "=", "running"),
    )
    .orderBy("program_id")
    .execute();
  return found.map(({ program_id: id }) => id);
}
