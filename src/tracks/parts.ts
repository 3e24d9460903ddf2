/** What somebody without a seat has to do with a program: a working role, an open step, an open work request. */
import type { Person } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { rows } from "../platform/rows.ts";
import { type Program, programOf } from "../programs/programs.ts";
import { itemsOfPrograms, ownAmong } from "../register/item-rights.ts";
import type { TrackStep } from "./tracks.ts";

export interface Part {
  program: Program;
  /** Keys of the working roles that they hold. */
  roles: ReadonlySet<string>;
  /** The items of steps that are theirs to do. */
  stepItemIds: ReadonlySet<string>;
  /** Ids of what they asked for. */
  workRequestIds: ReadonlySet<string>;
}

/**
 * In running programs, by title. A role counts while it is held, a step while it is open and theirs by a ground that holds, a
 * request while it is under way. `except`: the programs in which they have a seat.
 */
export async function listParts(
  services: LookupContext & { db: Db | Tx },
  person: Person,
  except: readonly string[] = [],
): Promise<Part[]> {
  const { db } = services;
  const { workspace_id: workspaceId, id: personId, is_deactivated: hasLeft } = person;
  if (hasLeft === 1) return [];

  const isWithoutSeat = ({ program_id: id }: { program_id: string }) => !except.includes(id);
  const held = (await listRolesHeld(db, person)).filter(isWithoutSeat);
  const open = (await listStepsOwned(db, person)).filter(isWithoutSeat);
  const worked = new Set(held.map(({ program_id: id }) => id));
  const steps = await withGround(services, person, { open, worked });
  const underWay = await rows(db, "work_request", workspaceId).list({ requester_id: personId, outcome: null });
  const asked = underWay.filter(isWithoutSeat);

  const programIds = new Set([...held, ...steps, ...asked].map(({ program_id: id }) => id));
  const programs = await Promise.all([...programIds].map((id) => programOf(db, workspaceId, id)));
  const { compare } = new Intl.Collator(person.locale);
  return programs
    .filter(({ state }) => state === "active")
    .sort((program, other) => compare(program.title, other.title))
    .map((program) => {
      const isIn = ({ program_id: id }: { program_id: string }) => id === program.id;
      return {
        program,
        roles: new Set(held.filter(isIn).map(({ key }) => key)),
        stepItemIds: new Set(steps.filter(isIn).map(({ id }) => id)),
        workRequestIds: new Set(asked.filter(isIn).map(({ id }) => id)),
      };
    });
}

/** Whether this step is one of theirs, or of a role that they hold. */
export function isPartOf({ roles, stepItemIds }: Part, { stands, role, accountable }: TrackStep): boolean {
  return stepItemIds.has(stands.item_id ?? "") || roles.has(role) || roles.has(accountable);
}

/** The programs in which they hold a working role. */
export async function programsWorkedIn(db: Db | Tx, person: Person): Promise<Set<string>> {
  if (person.is_deactivated === 1) return new Set();
  return new Set((await listRolesHeld(db, person)).map(({ program_id: id }) => id));
}

async function listRolesHeld(
  db: Db | Tx,
  { workspace_id: workspaceId, id: personId }: Person,
): Promise<{ program_id: string; key: string }[]> {
  return db
    .selectFrom("role_holder as holder")
    .innerJoin("working_role as role", (join) =>
      join.onRef("role.workspace_id", "=", "holder.workspace_id").onRef("role.id", "=", "holder.role_id"),
    )
    .select(["role.program_id", "role.key"])
    .where("holder.workspace_id", "=", workspaceId)
    .where("holder.person_id", "=", personId)
    .where("holder.ended_at", "is", null)
    .where("role.ended_at", "is", null)
    .execute();
}

async function listStepsOwned(
  db: Db | Tx,
  { workspace_id: workspaceId, id: personId }: Person,
): Promise<{ program_id: string; id: string }[]> {
  return db
    .selectFrom("item")
    .select(["id", "program_id"])
    .where("workspace_id", "=", workspaceId)
    .where("owner_id", "=", personId)
    .where("type", "=", "step")
    .where("state", "=", "open")
    .execute();
}

/** Those of these steps that are theirs by a ground that holds. `worked`: the programs in which they hold a role. */
async function withGround(
  services: LookupContext & { db: Db | Tx },
  person: Person,
  { open, worked }: { open: readonly { program_id: string; id: string }[]; worked: ReadonlySet<string> },
): Promise<{ program_id: string; id: string }[]> {
  if (open.length === 0) return [];
  const { db } = services;
  const programIds = [...new Set(open.map(({ program_id: id }) => id))];
  const items = await itemsOfPrograms(db, person.workspace_id, programIds, { ids: open.map(({ id }) => id) });
  const own = await ownAmong(services, db, person, items, (programId) => worked.has(programId));
  return items.filter((item) => own.get(item)?.includes("owner"));
}
