/** Working roles of a program: what each is for, who holds it, what it gives to and needs from the others. */
import type { Selectable } from "kysely";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { may } from "../people/rights.ts";
import { appendAudit } from "../platform/audit.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { LookupContext } from "../platform/events.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { rows } from "../platform/rows.ts";
import { inTransaction } from "../platform/transaction.ts";
import {
  keyFrom,
  listProgramsFor,
  type Program,
  programToChange,
  refuseWhoCannotAnswer,
} from "../programs/programs.ts";
import { roleLibrary } from "./library.ts";
import type { WorkingRoleTable } from "./table.ts";
import { type Both, bothLanguages } from "./template.ts";

const handOffSchema = z.strictObject({
  /** The key of the role that it is given to. */
  to: z.string(),
  gives: bothLanguages,
  needs: bothLanguages.optional(),
});

const descriptionSchema = z.strictObject({
  name: bothLanguages,
  answersFor: bothLanguages.optional(),
  /** Of the role, and of nobody who holds it. */
  skills: z.array(bothLanguages),
  tasks: z.array(bothLanguages),
  /** Of whoever joins in it; left out: the first of the tasks. */
  firstTask: bothLanguages.optional(),
  handOffs: z.array(handOffSchema),
});
export type Description = z.infer<typeof descriptionSchema>;
const readDescription = jsonColumn(descriptionSchema);

export interface WorkingRole extends Omit<Selectable<WorkingRoleTable>, "description"> {
  description: Description;
}

export interface RoleWithHolders {
  role: WorkingRole;
  holders: Person[];
}

const failure = errorTable({
  ROLE_NOT_FOUND: {
    en: () => "This role has gone.",
    fr: () => "Ce rôle n’existe plus.",
  },
  ROLE_EXISTS: {
    en: ({ name }) => `This program already has the role “${name}”.`,
    fr: ({ name }) => `Ce programme a déjà le rôle «\u00a0${name}\u00a0».`,
  },
  ROLES_NOT_YOURS: {
    en: () => "You see the roles and tracks of programs that you are in. Ask a lead to add you.",
    fr: () =>
      "Vous voyez les rôles et les parcours des programmes dont vous faites partie. Demandez à un responsable de vous y ajouter.",
  },
});

/** Of a library role: its description, with what it gives to each other. */
export function fromLibrary(key: string): Description | null {
  const { roles, handOffs } = roleLibrary();
  const found = roles.find((role) => role.key === key);
  if (!found) return null;
  const { key: _, ...rest } = found;
  return {
    ...rest,
    handOffs: handOffs.filter(({ from }) => from === key).map(({ to, gives, needs }) => ({ to, gives, needs })),
  };
}

/** Adds roles of the library that the program does not have yet. Throws PROGRAM_NOT_YOURS. */
export async function addLibraryRoles(
  ctx: ActorContext,
  { programId, keys }: { programId: string; keys: readonly string[] },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const program = await programToChange(ctx, tx, ctx.actor, programId);
    await insertLibraryRoles({ ...ctx, db: tx }, { program, keys });
  });
}

/** The right has been checked. */
export async function insertLibraryRoles(
  ctx: ActorContext<Tx>,
  { program, keys }: { program: Program; keys: readonly string[] },
): Promise<void> {
  const present = new Set((await rolesOf(ctx.db, program)).map(({ key }) => key));
  for (const key of keys) {
    const description = fromLibrary(key);
    if (description && !present.has(key)) await insertRole(ctx, { program, key, description });
  }
}

export interface EnteredRole {
  name: string;
  answersFor: string;
  skills: readonly string[];
  tasks: readonly string[];
  holders: readonly Person[];
}

/** One of the program's own. Throws PROGRAM_NOT_YOURS, ROLE_EXISTS, and what refuses a holder. */
export async function addRole(
  ctx: ActorContext,
  { programId, ...entered }: EnteredRole & { programId: string },
): Promise<string> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const program = await programToChange(ctx, tx, ctx.actor, programId);
    const present = await rolesOf(tx, program);
    refuseSameName(present, entered.name);
    const all = await rows(tx, "working_role", program.workspace_id).list({ program_id: program.id });
    const key = keyFrom(
      entered.name,
      all.map((role) => role.key),
      "role",
    );
    const id = await insertRole(within, { program, key, description: described(entered, null) });
    await nameHolders(within, { program, roleId: id, holders: entered.holders });
    return id;
  });
}

/** Throws ROLE_NOT_FOUND, PROGRAM_NOT_YOURS, ROLE_EXISTS, and what refuses a holder. */
export async function changeRole(ctx: ActorContext, { roleId, ...entered }: EnteredRole & { roleId: string }) {
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { role, program } = await roleToChange(within, roleId);
    refuseSameName(
      (await rolesOf(tx, program)).filter(({ id }) => id !== roleId),
      entered.name,
    );
    const description = JSON.stringify(described(entered, role.description));
    await rows(tx, "working_role", role.workspace_id).update({ id: roleId }, { description });
    await nameHolders(within, { program, roleId, holders: entered.holders });
  });
}

/** What a role gives to another, and needs of it in return; empty: nothing. Throws ROLE_NOT_FOUND, PROGRAM_NOT_YOURS. */
export async function changeHandOff(
  ctx: ActorContext,
  { roleId, to, gives, needs }: { roleId: string; to: string; gives: string; needs: string },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { role } = await roleToChange({ ...ctx, db: tx }, roleId);
    const others = role.description.handOffs.filter((each) => each.to !== to);
    const handOffs =
      gives === "" ? others : [...others, { to, gives: own(gives), ...(needs !== "" && { needs: own(needs) }) }];
    const description = JSON.stringify({ ...role.description, handOffs });
    await rows(tx, "working_role", role.workspace_id).update({ id: roleId }, { description });
  });
}

/** Nobody holds it any more. Throws ROLE_NOT_FOUND, PROGRAM_NOT_YOURS. */
export async function endRole(ctx: ActorContext, { roleId }: { roleId: string }): Promise<string> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { role, program } = await roleToChange(within, roleId);
    await nameHolders(within, { program, roleId, holders: [] });
    await rows(tx, "working_role", role.workspace_id).update({ id: roleId }, { ended_at: ctx.clock.now() });
    await audited(within, { program, action: "role.ended", roleId, after: null });
    return program.id;
  });
}

async function insertRole(
  ctx: ActorContext<Tx>,
  { program, key, description }: { program: Program; key: string; description: Description },
): Promise<string> {
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const stored = JSON.stringify(description);
  const again = { description: stored, ended_at: null, added_by: ctx.actor.id, added_at: now };
  const stock = rows(ctx.db, "working_role", program.workspace_id);
  const before = await stock.find({ program_id: program.id, key });
  if (before) await stock.update({ id: before.id }, again);
  else await stock.insert({ id, program_id: program.id, key, ...again });
  const roleId = before?.id ?? id;
  await audited(ctx, { program, action: "role.added", roleId, after: { key } });
  return roleId;
}

/** These hold it from now on, and nobody else. */
async function nameHolders(
  ctx: ActorContext<Tx>,
  { program, roleId, holders }: { program: Program; roleId: string; holders: readonly Person[] },
): Promise<void> {
  const stock = rows(ctx.db, "role_holder", program.workspace_id);
  const now = ctx.clock.now();
  const held = await stock.list({ role_id: roleId, ended_at: null });
  const wanted = new Map(holders.map((person) => [person.id, person]));
  const gone = held.filter(({ person_id: id }) => !wanted.has(id));
  const incoming = [...wanted.values()].filter(({ id }) => !held.some((each) => each.person_id === id));
  if (gone.length + incoming.length === 0) return;
  for (const person of incoming) refuseWhoCannotAnswer(person);
  await stock.update({ id: gone.map(({ id }) => id) }, { ended_at: now });
  const given = { role_id: roleId, named_by: ctx.actor.id, from_at: now, ended_at: null };
  if (incoming.length > 0)
    await stock.insert(...incoming.map((person) => ({ id: ctx.ids.next(), person_id: person.id, ...given })));
  await audited(ctx, { program, action: "role.held", roleId, after: { personIds: [...wanted.keys()] } });
}

function audited(
  ctx: ActorContext<Tx>,
  { program, action, roleId, after }: { program: Program; action: string; roleId: string; after: unknown },
): Promise<void> {
  const { workspace_id: workspaceId, id: programId } = program;
  const subject = { kind: "working-role", id: roleId };
  return appendAudit(ctx.db, ctx, { workspaceId, actorId: ctx.actor.id, action, subject, programId, after });
}

function own(text: string): Both {
  const words = storableText(text.trim());
  return { en: words, fr: words };
}

/** What was not changed stays in both languages. */
function described(entered: EnteredRole, before: Description | null): Description {
  const olds = before ? [before.name, before.answersFor, ...before.skills, ...before.tasks] : [];
  const known = (text: string) =>
    olds.find((old) => old !== undefined && [old.en, old.fr].includes(text.trim())) ?? own(text);
  return {
    name: known(entered.name),
    ...(entered.answersFor.trim() !== "" && { answersFor: known(entered.answersFor) }),
    skills: entered.skills.map(known),
    tasks: entered.tasks.map(known),
    ...(before?.firstTask && { firstTask: before.firstTask }),
    handOffs: before?.handOffs ?? [],
  };
}

function refuseSameName(present: readonly WorkingRole[], name: string): void {
  const is = (text: string) => text.toLowerCase() === name.trim().toLowerCase();
  if (present.some(({ description }) => is(description.name.en) || is(description.name.fr)))
    throw failure("ROLE_EXISTS", { name });
}

/** With its program, for whoever may change that. Throws ROLE_NOT_FOUND, PROGRAM_NOT_YOURS. */
export async function roleToChange(ctx: ActorContext<Db | Tx>, roleId: string) {
  const found = await rows(ctx.db, "working_role", ctx.actor.workspace_id).find({ id: roleId, ended_at: null });
  if (!found) throw failure("ROLE_NOT_FOUND");
  const program = await programToChange(ctx, ctx.db, ctx.actor, found.program_id);
  return { role: { ...found, description: readDescription(found.description) }, program };
}

/** Those of a program, in the order in which they were added. */
export async function rolesOf(db: Db | Tx, program: Pick<Program, "workspace_id" | "id">): Promise<WorkingRole[]> {
  const found = await rows(db, "working_role", program.workspace_id).list({ program_id: program.id, ended_at: null }, [
    "added_at",
    "id",
  ]);
  return found.map((role) => ({ ...role, description: readDescription(role.description) }));
}

/** By role, those who hold it and are still in this Slack, the longest first. */
export async function holdersOf(
  db: Db | Tx,
  workspaceId: string,
  roleIds: readonly string[],
): Promise<Map<string, Person[]>> {
  const held = await rows(db, "role_holder", workspaceId).list({ role_id: roleIds, ended_at: null }, ["from_at", "id"]);
  const ids = [...new Set(held.map(({ person_id: id }) => id))];
  const people = new Map((await peopleByIds(db, workspaceId, ids)).map((person) => [person.id, person]));
  const holders = new Map<string, Person[]>(roleIds.map((id) => [id, []]));
  for (const { role_id: roleId, person_id: personId } of held) {
    const person = people.get(personId);
    if (person && person.is_deactivated === 0) holders.get(roleId)?.push(person);
  }
  return holders;
}

/** The roles of a program that somebody holds. */
export async function rolesHeldBy(db: Db | Tx, program: Pick<Program, "workspace_id" | "id">, personId: string) {
  const held = await rows(db, "role_holder", program.workspace_id).list({ person_id: personId, ended_at: null });
  return (await rolesOf(db, program)).filter(({ id }) => held.some(({ role_id: roleId }) => roleId === id));
}

export interface ProgramSeen {
  program: Program;
  mayChange: boolean;
}

/** The program that is wanted by its id, its key or its title, else their first. Throws ROLES_NOT_YOURS. */
export async function programSeen(
  ctx: Pick<ActorContext, "db" | "actor"> & LookupContext,
  wanted: string | null,
): Promise<ProgramSeen> {
  const visible = (await listProgramsFor(ctx.db, ctx.actor, ctx)).filter(({ program }) => program.state !== "closed");
  const is = ({ id, key, short_key, title }: Program) =>
    [id, key, short_key, title].some((name) => name.toLowerCase() === wanted?.toLowerCase());
  const found = wanted === null ? visible[0] : visible.find(({ program }) => is(program));
  if (!found) throw failure("ROLES_NOT_YOURS");
  return { program: found.program, mayChange: may(found.standings, "change-program") };
}

export interface RolesRead extends ProgramSeen {
  roles: RoleWithHolders[];
}

/** Throws ROLES_NOT_YOURS. */
export async function rolesFor(
  ctx: Omit<ActorContext, "ids" | "log"> & LookupContext,
  wanted: string | null,
): Promise<RolesRead> {
  const seen = await programSeen(ctx, wanted);
  const roles = await rolesOf(ctx.db, seen.program);
  const holders = await holdersOf(
    ctx.db,
    ctx.actor.workspace_id,
    roles.map(({ id }) => id),
  );
  return { ...seen, roles: roles.map((role) => ({ role, holders: holders.get(role.id) ?? [] })) };
}
