/** What somebody without a seat has to do with a program: a working role, an open step, an open work request. */
import { type RawBuilder, sql } from "kysely";
import type { Person } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { type Program, programOf } from "../programs/programs.ts";
import { itemsOfPrograms, ownAmong } from "../register/item-rights.ts";
import type { TrackStep } from "./tracks.ts";

export interface Part {
  program: Program;
  /** Keys of the working roles that they hold. */
  roles: ReadonlySet<string>;
  /** The items of steps that are theirs to do. */
  stepItemIds: ReadonlySet<string>;
}

interface InProgram {
  program_id: string;
}

/** What is found of somebody, whether they have a seat or not. */
export interface Found {
  roles: readonly (InProgram & { key: string })[];
  /** Open ones that they own. */
  steps: readonly (InProgram & { id: string })[];
  /** What they asked for. */
  workRequests: readonly (InProgram & { id: string; isMerged: boolean })[];
}

/** `except`: the programs in which they have a seat. As `partsFrom`. */
export async function listParts(
  services: LookupContext & { db: Db | Tx },
  person: Person,
  except: readonly string[] = [],
): Promise<Part[]> {
  const { rows: found } = await sql<PartRow>`${partsOf(person)}`.execute(services.db);
  return partsFrom(services, person, { except, ...foundIn(found) });
}

/** What rows of `partsOf` say, among others. */
export function foundIn(rows: readonly (Omit<PartRow, "kind"> & { kind: string })[]): Found {
  const of = (kind: PartRow["kind"]) => rows.filter((row) => row.kind === kind);
  return {
    roles: of("role").map(({ program_id, ref }) => ({ program_id, key: ref })),
    steps: of("step").map(({ program_id, ref }) => ({ program_id, id: ref })),
    workRequests: of("request").map(({ program_id, ref, words }) => ({ program_id, id: ref, isMerged: words !== "" })),
  };
}

/**
 * In running programs, by title. A role counts while it is held, a step while it is open and theirs by a ground that holds, a
 * request while it is under way.
 */
export async function partsFrom(
  services: LookupContext & { db: Db | Tx },
  person: Person,
  { except, ...found }: Found & { except: readonly string[] },
): Promise<Part[]> {
  const { db } = services;
  if (person.is_deactivated === 1) return [];
  const isWithoutSeat = ({ program_id: id }: InProgram) => !except.includes(id);
  const held = found.roles.filter(isWithoutSeat);
  const asked = found.workRequests.filter((each) => isWithoutSeat(each) && !each.isMerged);
  const worked = new Set(held.map(({ program_id: id }) => id));
  const steps = await withGround(services, person, { open: found.steps.filter(isWithoutSeat), worked });

  const programIds = new Set([...held, ...steps, ...asked].map(({ program_id: id }) => id));
  const programs = await Promise.all([...programIds].map((id) => programOf(db, person.workspace_id, id)));
  const { compare } = new Intl.Collator(person.locale);
  return programs
    .filter(({ state }) => state === "active")
    .sort((program, other) => compare(program.title, other.title))
    .map((program) => {
      const isIn = ({ program_id: id }: InProgram) => id === program.id;
      return {
        program,
        roles: new Set(held.filter(isIn).map(({ key }) => key)),
        stepItemIds: new Set(steps.filter(isIn).map(({ id }) => id)),
      };
    });
}

/** `ref`: the key of a role, else an id; `words`: of a request that was merged into another one, how it ended. */
interface PartRow extends InProgram {
  kind: "role" | "step" | "request";
  ref: string;
  words: string;
}

/** A query of `PartRow`. */
export function partsOf({ id: personId, workspace_id: workspaceId }: Person): RawBuilder<unknown> {
  return sql`
    select 'role' as kind, role.program_id as program_id, role.key as ref, '' as words
    from role_holder as holder
    join working_role as role on role.workspace_id = holder.workspace_id and role.id = holder.role_id
    where holder.workspace_id = ${workspaceId} and holder.person_id = ${personId} and holder.ended_at is null
    and role.ended_at is null
    union all
    select 'step' as kind, item.program_id as program_id, item.id as ref, '' as words
    from item where item.workspace_id = ${workspaceId} and item.owner_id = ${personId} and item.type = 'step'
    and item.state = 'open'
    union all
    select 'request' as kind, asked.program_id as program_id, asked.id as ref, coalesce(asked.outcome, '') as words
    from work_request as asked where asked.workspace_id = ${workspaceId} and asked.requester_id = ${personId}
    and (asked.outcome is null or asked.outcome = 'merged')`;
}

/** Whether this step is one of theirs, or of a role that they hold. */
export function isPartOf({ roles, stepItemIds }: Part, { stands, role, accountable }: TrackStep): boolean {
  return stepItemIds.has(stands.item_id ?? "") || roles.has(role) || roles.has(accountable);
}

/** The programs in which they hold a working role. */
export async function programsWorkedIn(
  db: Db | Tx,
  { workspace_id: workspaceId, id: personId, is_deactivated: hasLeft }: Person,
): Promise<Set<string>> {
  if (hasLeft === 1) return new Set();
  const held = await selectProgramsOfHolders(db, workspaceId, [personId]).execute();
  return new Set(held.map(({ program_id: id }) => id));
}

/** A query of the programs in which one of these people holds a working role. */
export function selectProgramsOfHolders(db: Db | Tx, workspaceId: string, personIds: readonly string[]) {
  return db
    .selectFrom("role_holder as holder")
    .innerJoin("working_role as role", (join) =>
      join.onRef("role.workspace_id", "=", "holder.workspace_id").onRef("role.id", "=", "holder.role_id"),
    )
    .select("role.program_id")
    .where("holder.workspace_id", "=", workspaceId)
    .where("holder.person_id", "in", [...personIds])
    .where("holder.ended_at", "is", null)
    .where("role.ended_at", "is", null);
}

/** Those of these steps that are theirs by a ground that holds. `worked`: the programs in which they hold a role. */
async function withGround(
  services: LookupContext & { db: Db | Tx },
  person: Person,
  { open, worked }: { open: Found["steps"]; worked: ReadonlySet<string> },
): Promise<Found["steps"]> {
  if (open.length === 0) return [];
  const { db } = services;
  const programIds = [...new Set(open.map(({ program_id: id }) => id))];
  const items = await itemsOfPrograms(db, person.workspace_id, programIds, { ids: open.map(({ id }) => id) });
  const own = await ownAmong(services, db, person, items, (programId) => worked.has(programId));
  return items.filter((item) => own.get(item)?.includes("owner"));
}
