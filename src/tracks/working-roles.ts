/** Working roles of a program: what each is for, who holds it, what it gives to and needs from the others. */
import type { StaticSelect } from "@slack/types";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { EventKind, type LookupContext } from "../platform/events.ts";
import { jsonColumn, parseJson, textsIn } from "../platform/json-column.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { inTransaction, waitInTurn } from "../platform/transaction.ts";
import {
  auditChange,
  keyFrom,
  listProgramsFor,
  type Program,
  programToChange,
  refuseWhoCannotAnswer,
} from "../programs/programs.ts";
import { SEAT_ROLES, seatsNow } from "../programs/seats.ts";
import { programTexts } from "../programs/texts.ts";
import { option, select } from "../slack/blocks.ts";
import { type Description, descriptionSchema, roleLibrary } from "./library.ts";
import { listParts, type Part } from "./parts.ts";
import type { WorkingRoleTable } from "./table.ts";
import { type Both, LONGEST_WORDS } from "./template.ts";

const readDescription = jsonColumn(descriptionSchema);

export interface WorkingRole extends Omit<Selectable<WorkingRoleTable>, "description"> {
  description: Description;
  /** Who holds it and is still in this Slack, the longest first. */
  holders: Person[];
}

/** Who holds the roles with these keys in a program. */
export interface HoldersChange {
  program: Program;
  keys: readonly string[];
  /** Who no longer holds any of them. */
  left: ReadonlySet<string>;
  /** Who holds one from now on. */
  named: ReadonlySet<string>;
  /** Of the keys those that nobody held until now. */
  filled: readonly string[];
  /** Who named them; null: a rule ended what they held. */
  actor: Person | null;
}

export const holdersChanged = new EventKind<HoldersChange>();

const failure = errorTable({
  ROLE_NOT_FOUND: {
    en: () => "This role has gone.",
    fr: () => "Ce rôle n’existe plus.",
  },
  ROLE_EXISTS: {
    en: ({ name }) => `This program already has the role “${name}”.`,
    fr: ({ name }) => `Ce programme a déjà le rôle «\u00a0${name}\u00a0».`,
  },
  ROLE_LIST_TOO_LONG: {
    en: ({ most, longest }) => `At most ${most} lines, each of at most ${longest} characters.`,
    fr: ({ most, longest }) => `Pas plus de ${most} lignes, de ${longest} caractères chacune.`,
  },
  ROLES_NOT_YOURS: {
    en: () => "You see the roles and tracks of programs that you are in. Ask a lead to add you.",
    fr: () =>
      "Vous voyez les rôles et les plans de travail des programmes dont vous faites partie. Demandez à un responsable de vous y ajouter.",
  },
});

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
  await waitInTurn(ctx.db, `roles of ${program.id}`);
  const present = new Set((await rolesOf(ctx.db, program)).map(({ key }) => key));
  for (const key of keys) {
    const description = roleLibrary().get(key);
    if (description && !present.has(key)) await insertRole(ctx, { program, key, description, writers: {} });
  }
}

/** Of a description: a line for each. */
const LISTS_OF_ROLE = ["skills", "tasks", "firstTasks", "gives", "needs", "learning"] as const;
type ListOfRole = (typeof LISTS_OF_ROLE)[number];

/** The lists as they are typed, one a line. */
export type EnteredRole = Record<"name" | "answersFor" | ListOfRole, string> & {
  holders: readonly Person[];
};

/**
 * `roleId` null: one more, of the program's own. Throws PROGRAM_NOT_YOURS, ROLE_NOT_FOUND, ROLE_EXISTS,
 * ROLE_LIST_TOO_LONG with the name of the list, and what refuses a holder.
 */
export async function saveRole(
  ctx: ActorContext,
  { programId, roleId, ...entered }: EnteredRole & { programId: string; roleId: string | null },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const program = await programToChange(ctx, tx, ctx.actor, programId);
    const before = roleId === null ? null : (await roleToChange(within, roleId)).role;
    const others = (await rolesOf(tx, program)).filter(({ id }) => id !== roleId);
    refuseSameName(others, entered.name);
    refuseLongLists(entered);
    const stock = rows(tx, "working_role", program.workspace_id);
    const description = described(entered, before?.description ?? null);
    const writers = writersAfter(description, before, ctx.actor.id);
    const used = (await stock.list({ program_id: programId })).map((role) => role.key);
    const key = before?.key ?? keyFrom(entered.name, used, "role");
    const changes = { description: JSON.stringify(description), writers: JSON.stringify(writers) };
    if (before) await stock.update({ id: before.id }, changes);
    const id = before?.id ?? (await insertRole(within, { program, key, description, writers }));
    await nameHolders(within, { program, role: { id, key }, holders: entered.holders });
  });
}

/** Nobody holds it any more. Throws ROLE_NOT_FOUND, PROGRAM_NOT_YOURS. */
export async function endRole(ctx: ActorContext, { roleId }: { roleId: string }): Promise<string> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { role, program } = await roleToChange(within, roleId);
    await nameHolders(within, { program, role, holders: [] });
    await rows(tx, "working_role", role.workspace_id).update({ id: roleId }, { ended_at: ctx.clock.now() });
    await auditChange(within, { program, action: "role.ended", after: { key: role.key } });
    return program.id;
  });
}

async function insertRole(
  ctx: ActorContext<Tx>,
  given: { program: Program; key: string; description: Description; writers: Writers },
): Promise<string> {
  const { program, key } = given;
  const description = JSON.stringify(given.description);
  const writers = JSON.stringify(given.writers);
  const added = { description, writers, ended_at: null, added_by: ctx.actor.id, added_at: ctx.clock.now() };
  const stock = rows(ctx.db, "working_role", program.workspace_id);
  const before = await stock.find({ program_id: program.id, key });
  const id = before?.id ?? ctx.ids.next();
  if (before) await stock.update({ id }, added);
  else await stock.insert({ id, program_id: program.id, key, ...added });
  await auditChange(ctx, { program, action: "role.added", after: { key } });
  return id;
}

/** These hold it from now on, and nobody else. */
async function nameHolders(
  ctx: ActorContext<Tx>,
  { program, role, holders }: { program: Program; role: { id: string; key: string }; holders: readonly Person[] },
): Promise<void> {
  const stock = rows(ctx.db, "role_holder", program.workspace_id);
  const now = ctx.clock.now();
  const held = await stock.list({ role_id: role.id, ended_at: null });
  const holding = await peopleByIds(
    ctx.db,
    program.workspace_id,
    held.map(({ person_id: id }) => id),
  );
  const present = holding.filter(({ is_deactivated: hasLeft }) => hasLeft === 0);
  const wanted = new Map(holders.map((person) => [person.id, person]));
  const gone = held.filter(({ person_id: id }) => !wanted.has(id));
  const incoming = [...wanted.values()].filter(({ id }) => !held.some((each) => each.person_id === id));
  if (gone.length + incoming.length === 0) return;
  for (const person of incoming) refuseWhoCannotAnswer(person);
  await stock.update({ id: gone.map(({ id }) => id) }, { ended_at: now });
  const given = { role_id: role.id, named_by: ctx.actor.id, from_at: now, ended_at: null };
  if (incoming.length > 0)
    await stock.insert(...incoming.map((person) => ({ id: ctx.ids.next(), person_id: person.id, ...given })));
  await auditChange(ctx, { program, action: "role.held", after: { key: role.key, personIds: [...wanted.keys()] } });
  await holdersChanged.happened(ctx, ctx.db, {
    program,
    keys: [role.key],
    left: new Set(gone.map(({ person_id: id }) => id)),
    named: new Set(incoming.map(({ id }) => id)),
    filled: present.length === 0 && incoming.length > 0 ? [role.key] : [],
    actor: ctx.actor,
  });
}

/** Whoever has left a program holds no role of it any more. */
export async function endRolesOf(services: Services, tx: Tx, program: Program, left: ReadonlySet<string>) {
  const roles = await rolesOf(tx, program);
  const stock = rows(tx, "role_holder", program.workspace_id);
  const held = await stock.list({ role_id: roles.map(({ id }) => id), person_id: [...left], ended_at: null });
  await stock.update({ id: held.map(({ id }) => id) }, { ended_at: services.clock.now() });
  const keys = roles.flatMap(({ id, key }) => (held.some(({ role_id: roleId }) => roleId === id) ? [key] : []));
  const change = { program, keys, left, named: new Set<string>(), filled: [], actor: null };
  await holdersChanged.happened(services, tx, change);
}

const MOST_LINES = 12;

/** What was not changed stays in both languages. */
function described(entered: EnteredRole, before: Description | null): Description {
  const lists = before ? LISTS_OF_ROLE.flatMap((list) => before[list]) : [];
  const olds = [before?.name, before?.answersFor, ...lists];
  const both = (typed: string): Both => {
    const words = storableText(typed.trim());
    return olds.find((old) => old !== undefined && [old.en, old.fr].includes(words)) ?? { en: words, fr: words };
  };
  const listed = (typed: string) => linesOf(typed).map(both);
  return {
    name: both(entered.name),
    ...(entered.answersFor.trim() !== "" && { answersFor: both(entered.answersFor) }),
    skills: listed(entered.skills),
    tasks: listed(entered.tasks),
    firstTasks: listed(entered.firstTasks),
    gives: listed(entered.gives),
    needs: listed(entered.needs),
    learning: listed(entered.learning),
  };
}

function linesOf(typed: string): string[] {
  return typed.split("\n").filter((line) => line.trim() !== "");
}

function refuseLongLists(entered: EnteredRole): void {
  for (const list of LISTS_OF_ROLE) {
    const lines = linesOf(entered[list]);
    if (lines.length > MOST_LINES || lines.some((line) => line.trim().length > LONGEST_WORDS))
      throw failure("ROLE_LIST_TOO_LONG", { list, most: MOST_LINES, longest: LONGEST_WORDS });
  }
}

type Writers = Record<string, string>;
const writersSchema = z.record(z.string(), z.string());

/** By the place of each text who wrote it: whoever did before, else the actor; nobody a text of the library. */
function writersAfter(description: Description, before: WorkingRole | null, actorId: string): Writers {
  const writers = writersSchema.parse(JSON.parse(before?.writers ?? "{}"));
  const placed = (each: Description) =>
    textsIn(parseJson(JSON.stringify(each))).map(({ text, place }) => ({ text, at: `description.${place}` }));
  const old = new Map((before ? placed(before.description) : []).map(({ text, at }) => [text, writers[at] ?? null]));
  return Object.fromEntries(
    placed(description).flatMap(({ text, at }): [string, string][] => {
      const writer = old.has(text) ? old.get(text) : actorId;
      return writer ? [[at, writer]] : [];
    }),
  );
}

function refuseSameName(present: readonly WorkingRole[], name: string): void {
  const is = (text: string) => text.toLowerCase() === name.trim().toLowerCase();
  if (present.some(({ description }) => is(description.name.en) || is(description.name.fr)))
    throw failure("ROLE_EXISTS", { name });
}

/** With its program, for whoever may change that. Throws ROLE_NOT_FOUND, PROGRAM_NOT_YOURS. */
export async function roleToChange(ctx: ActorContext<Db | Tx>, roleId: string) {
  const found = await rows(ctx.db, "working_role", ctx.actor.workspace_id).find({ id: roleId });
  if (!found) throw failure("ROLE_NOT_FOUND");
  const program = await programToChange(ctx, ctx.db, ctx.actor, found.program_id);
  const role = (await rolesOf(ctx.db, program)).find(({ id }) => id === roleId);
  if (!role) throw failure("ROLE_NOT_FOUND");
  return { role, program };
}

/** Those of a program, in the order in which they were added. */
export async function rolesOf(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Pick<Program, "workspace_id" | "id">,
): Promise<WorkingRole[]> {
  return listRoles(db, workspaceId, [id]);
}

/** As many statements for many programs as for one. */
export async function listRoles(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<WorkingRole[]> {
  const match = { program_id: programIds, ended_at: null };
  const roles = await rows(db, "working_role", workspaceId).list(match, ["added_at", "id"]);
  const ids = roles.map(({ id }) => id);
  const held = await rows(db, "role_holder", workspaceId).list({ role_id: ids, ended_at: null }, ["from_at", "id"]);
  const people = await peopleByIds(db, workspaceId, [...new Set(held.map(({ person_id: id }) => id))]);
  const present = new Map(people.flatMap((person) => (person.is_deactivated === 0 ? [[person.id, person]] : [])));
  const byRole = Map.groupBy(held, ({ role_id: roleId }) => roleId);
  return roles.map((role) => ({
    ...role,
    description: readDescription(role.description),
    holders: (byRole.get(role.id) ?? []).flatMap(({ person_id: id }) => present.get(id) ?? []),
  }));
}

/** So many hold it that what is said of the role says nothing of one of them. */
export function isShared({ holders }: WorkingRole): boolean {
  return holders.length >= 3;
}

/** What seats, the roles of the library and these are called, by their keys. */
export function roleNames(reader: Pick<Reader, "locale">, roles: readonly WorkingRole[]): [string, string][] {
  const described = [...roleLibrary(), ...roles.map(({ key, description }) => [key, description] as const)];
  const ofRoles = described.map(([key, { name }]): [string, string] => [key, textsFor(name, reader)]);
  return [...Object.entries(textsFor(programTexts, reader).role), ...ofRoles];
}

/** By the keys of seats and working roles of a program, in that order. */
export async function whoHolds(db: Db | Tx, program: Program, roles: readonly WorkingRole[], now: Instant) {
  const seats = Map.groupBy(await seatsNow(db, program, now), ({ role }) => role);
  const seated = SEAT_ROLES.map((role) => {
    return [role, (seats.get(role) ?? []).map(({ person_id: id, name }) => ({ id, name }))] as const;
  });
  return new Map<string, readonly Pick<Person, "id" | "name">[]>([
    ...seated,
    ...roles.map(({ key, holders }) => [key, holders] as const),
  ]);
}

/** The roles of a program that somebody holds. */
export async function rolesHeldBy(db: Db | Tx, program: Pick<Program, "workspace_id" | "id">, personId: string) {
  return (await rolesOf(db, program)).filter(({ holders }) => holders.some(({ id }) => id === personId));
}

export interface ProgramSeen {
  program: Program;
  mayChange: boolean;
  /** One role something of another: whoever may add, or holds a working role. */
  mayAsk: boolean;
  /** What they have to do with it without a seat; null: they have one, or are over it. */
  part: Part | null;
  /** All programs that the reader sees. */
  programs: readonly Program[];
}

/** To the same screen of another program; undefined: they see no other. */
export function programMenu(actionId: string, { program, programs }: ProgramSeen): StaticSelect | undefined {
  const options = programs.map(({ id, title }) => option(id, title));
  return options.length < 2 ? undefined : select(actionId, options, { initial: program.id });
}

/**
 * The program that is wanted by its id, its key or its title, else their first. `isForParts`: also one in which they have a part
 * without a seat. Throws ROLES_NOT_YOURS.
 */
export async function programSeen(
  ctx: Pick<ActorContext, "db" | "actor"> & LookupContext,
  wanted: string | null,
  { isForParts = false } = {},
): Promise<ProgramSeen> {
  const listed = (await listProgramsFor(ctx.db, ctx.actor, ctx)).filter(({ program }) => program.state !== "closed");
  const seated = listed.map(({ program }) => program.id);
  const others = isForParts ? await listParts(ctx, ctx.actor, seated) : [];
  const visible = [
    ...listed.map((each) => ({ ...each, part: null })),
    ...others.map((part) => ({ program: part.program, standings: [], part })),
  ];

  const is = ({ id, key, short_key, title }: Program) =>
    [id, key, short_key, title].some((name) => name.toLowerCase() === wanted?.toLowerCase());
  const found = wanted === null ? visible[0] : visible.find(({ program }) => is(program));
  if (!found) throw failure("ROLES_NOT_YOURS");

  const holdsRole = found.part !== null && found.part.roles.size > 0;
  return {
    program: found.program,
    mayChange: may(found.standings, "change-program"),
    mayAsk: holdsRole || may(found.standings, "add-to-record"),
    part: found.part,
    programs: visible.map(({ program }) => program),
  };
}
