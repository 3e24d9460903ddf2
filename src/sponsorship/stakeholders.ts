/** The people whose yes a program needs: items that those who lead it and whoever keeps the contact read, and nobody else. */

import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { may } from "../people/rights.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { LookupContext } from "../platform/events.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { listProgramsFor, lockProgram, type Program, programOf } from "../programs/programs.ts";
import { findItemInTurn, itemsOfPrograms, listItemsFor } from "../register/item-rights.ts";
import { enter, type Item, moveItem, record } from "../register/items.ts";
import { APPROACH, type Stance } from "../register/types/actions-milestones-stakeholders.ts";
import {
  inOrder,
  isDueInWeek,
  nextContact,
  type Place,
  quietSince,
  statementOf,
} from "./stakeholders-contact-schedule.ts";

export type Stakeholder = Extract<Item, { type: "stakeholder" }>;

const failure = errorTable({
  PEOPLE_NOT_YOURS: {
    en: () => "This is kept by those who lead a program and those who keep a contact for it. Ask whoever leads yours.",
    fr: () =>
      "Ces lignes sont tenues par les responsables d’un programme et par qui garde un contact pour lui. Adressez-vous à qui dirige le vôtre.",
  },
  STAKEHOLDER_NOT_FOUND: {
    en: () => "This line is no longer there. Close this and open *My people* again.",
    fr: () => "Cette ligne n’existe plus. Fermez cette fenêtre et rouvrez *Vos interlocuteurs*.",
  },
  STAKEHOLDER_WHO: {
    en: () => "Choose somebody in Slack, or write who somebody outside is: one of the two.",
    fr: () => "Choisissez quelqu’un dans Slack, ou indiquez qui est la personne extérieure\u00a0: l’un des deux.",
  },
  STAKEHOLDER_ONESELF: {
    en: () => "You cannot name yourself: nobody keeps a line about what they said themselves.",
    fr: () => "Vous ne pouvez pas vous nommer\u00a0: personne ne tient une ligne sur ce qu’il a dit lui-même.",
  },
  STAKEHOLDER_LISTED: {
    en: ({ name }) => `${name} has a line in this program already.`,
    fr: ({ name }) => `${name} a déjà une ligne dans ce programme.`,
  },
  STAKEHOLDER_LATER: { en: () => "This day has not come yet.", fr: () => "Ce jour n’est pas encore venu." },
  STAKEHOLDER_NO_PERSON: {
    en: ({ name }) => `${name} cannot be named here: an app, or somebody who has left.`,
    fr: ({ name }) => `${name} ne peut pas être nommé ici\u00a0: une application, ou un compte fermé.`,
  },
  STAKEHOLDER_NO_KEEPER: {
    en: ({ name }) =>
      `${name} cannot keep this contact: it is about them, or they are an app, have left or are of another company.`,
    fr: ({ name }) =>
      `${name} ne peut pas garder ce contact\u00a0: il s’agit de la même personne, d’une application, d’un compte fermé ou d’une autre entreprise.`,
  },
});

/** Who it is, what they said, and who keeps the contact. */
export interface Entered extends Place {
  /** Null: somebody outside this Slack. */
  person: Person | null;
  /** Their name, or what they are. */
  outside: string;
  stance: Stance;
  stanceWords: string;
  stanceOn: LocalDate | null;
  owner: Person;
  /** Null: as their role has it. */
  nextOn: LocalDate | null;
}

/** Throws PEOPLE_NOT_YOURS, STAKEHOLDER_LISTED, and what `refuse` throws. */
export async function addPerson(
  ctx: ActorContext,
  { programId, ...entered }: Entered & { programId: string },
): Promise<Stakeholder> {
  const { actor } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    await lockProgram(tx, { workspaceId: actor.workspace_id, programId });
    const program = await programOf(tx, actor.workspace_id, programId);
    const listed = await listPeople(tx, actor.workspace_id, programId);
    await peopleOf(within, actor, programId);
    const { person, owner } = entered;
    const outside = entered.outside.trim();
    refuse(actor, { person, outside, owner });
    if (person && listed.some(({ details }) => details.personId === person.id))
      throw failure("STAKEHOLDER_LISTED", { name: person.name });
    const today = todayOf(ctx, actor);
    const item = await enter(within, {
      program,
      type: "stakeholder",
      disclosure: "lead",
      sourceKey: `people:${ctx.ids.next()}`,
      details: { ...statedIn(entered, today), ...(person && { personId: person.id }) },
      title: person?.name ?? outside,
      ownerId: owner.id,
      dueOn: entered.nextOn ?? nextContact(entered, today),
    });
    return asStakeholder(item);
  });
}

/** Who it is stays, of somebody in Slack. Throws STAKEHOLDER_NOT_FOUND, and what `refuse` throws. */
export async function changePerson(
  ctx: ActorContext,
  { id, ...entered }: Omit<Entered, "person"> & { id: string },
): Promise<Stakeholder> {
  const { actor } = ctx;
  return changed(ctx, id, async (tx, item) => {
    const { personId } = item.details;
    const [person = null] = await peopleByIds(tx, actor.workspace_id, personId === undefined ? [] : [personId]);
    const outside = person ? "" : entered.outside.trim();
    refuse(actor, { person, outside, owner: entered.owner });
    const stated = statedIn(entered, todayOf(ctx, actor), item.details.spokeOn);
    const { stance: _, stanceWords, stanceOn, ...others } = item.details;
    return {
      ...(person === null && { title: storableText(outside) }),
      details: { ...others, ...stated },
      due_on: entered.nextOn ?? nextContact(entered, todayOf(ctx, actor)),
      ...(entered.owner.id !== item.owner_id && { owner_id: entered.owner.id }),
    };
  });
}

/** What they could do for the program, and how they are approached. `coalitionWith`: ids of others in the program. */
export interface Approach extends Record<(typeof APPROACH)[number], string> {
  coalitionWith: readonly string[];
  isAlly: boolean;
}

/** Throws STAKEHOLDER_NOT_FOUND. */
export async function planApproach(
  ctx: ActorContext,
  { id, coalitionWith, isAlly, ...given }: Approach & { id: string },
): Promise<Stakeholder> {
  return changed(ctx, id, async (tx, item) => {
    const others = (await listPeople(tx, item.workspace_id, item.program_id)).map((other) => other.id);
    const words = Object.fromEntries(APPROACH.map((way) => [way, wordsIn(given[way])]));
    const together = coalitionWith.filter((other) => other !== id && others.includes(other));
    return { details: { ...item.details, ...words, isAlly, coalitionWith: together } };
  });
}

/** They spoke today; when next follows from the role. Throws STAKEHOLDER_NOT_FOUND. */
export async function noteContact(ctx: ActorContext, { id }: { id: string }): Promise<Stakeholder> {
  return changed(ctx, id, async (_, item) => withContactOn(item, todayOf(ctx, ctx.actor)));
}

function withContactOn({ details }: Stakeholder, today: LocalDate) {
  return { details: { ...details, spokeOn: today }, due_on: nextContact(details, today) };
}

/** Somebody who was asked to sponsor a program has said yes: so their line says it, where it said “not asked yet”. */
export async function noteYes(
  ctx: ActorContext<Tx>,
  { programId, askedBy }: { programId: string; askedBy: Person },
): Promise<void> {
  const { db: tx, actor: sponsor } = ctx;
  const item = (await listPeople(tx, sponsor.workspace_id, programId)).find(
    ({ details }) => details.personId === sponsor.id,
  );
  if (item?.details.stance !== "not-asked") return;
  const today = todayOf(ctx, askedBy);
  const { details, due_on } = withContactOn(item, today);
  const changes = { details: { ...details, stance: "agreed" as const, stanceOn: today }, due_on };
  await record(ctx, { item, event: "changed", changes });
}

/** The contact ends: the line is shown no more. Throws STAKEHOLDER_NOT_FOUND. */
export async function endContact(ctx: ActorContext, { id }: { id: string }): Promise<Stakeholder> {
  return inTransaction(ctx.db, async (tx) => {
    const item = await personToChange(ctx, tx, ctx.actor, id);
    return asStakeholder(await moveItem({ ...ctx, db: tx }, { item, to: "dropped" }));
  });
}

async function changed(
  ctx: ActorContext,
  id: string,
  changesOf: (tx: Tx, item: Stakeholder) => Promise<Parameters<typeof record>[1]["changes"]>,
): Promise<Stakeholder> {
  return inTransaction(ctx.db, async (tx) => {
    const item = await personToChange(ctx, tx, ctx.actor, id);
    const changes = await changesOf(tx, item);
    return asStakeholder(await record({ ...ctx, db: tx }, { item, event: "changed", changes }));
  });
}

/** Throws STAKEHOLDER_NOT_FOUND, also where it is not theirs: whoever may read a line keeps it. */
async function personToChange(services: LookupContext, db: Db | Tx, actor: Person, id: string): Promise<Stakeholder> {
  await findItemInTurn(db, actor.workspace_id, id);
  const [item] = await listItemsFor({ ...services, db }, actor, { ...OPEN, ids: [id] });
  if (!item || (await programOf(db, item.workspace_id, item.program_id)).state === "closed")
    throw failure("STAKEHOLDER_NOT_FOUND");
  return asStakeholder(item);
}

const OPEN = { types: ["stakeholder"], states: ["open"] } as const;
const ALL = 10_000;

function asStakeholder(item: Item): Stakeholder {
  if (item.type !== "stakeholder") throw new Error(`${item.id} is no stakeholder`);
  return item;
}

/** The day on which they said it is a contact as well. Throws STAKEHOLDER_LATER. */
function statedIn(entered: Omit<Entered, "person">, today: LocalDate, spokeOn: LocalDate = ""): Stakeholder["details"] {
  const { power, interest } = entered;
  const words = storableText(entered.stanceWords.trim());
  const stated = statementOf({ ...entered, stanceWords: words }, today);
  const { stanceOn = "" } = stated;
  if (stanceOn > today) throw failure("STAKEHOLDER_LATER");
  const last = stanceOn > spokeOn ? stanceOn : spokeOn;
  return {
    power,
    interest,
    ...stated,
    ...(last !== "" && { spokeOn: last }),
  };
}

function wordsIn(text: string): string | undefined {
  return storableText(text.trim()) || undefined;
}

/** Throws STAKEHOLDER_WHO, STAKEHOLDER_ONESELF, STAKEHOLDER_NO_PERSON, STAKEHOLDER_NO_KEEPER. */
function refuse(actor: Person, { person, outside, owner }: Pick<Entered, "person" | "outside" | "owner">): void {
  if ((person === null) === (outside === "")) throw failure("STAKEHOLDER_WHO");
  if (person?.id === actor.id) throw failure("STAKEHOLDER_ONESELF");
  if (person && isNobody(person)) throw failure("STAKEHOLDER_NO_PERSON", { name: person.name });
  if (person?.id === owner.id || isNobody(owner) || owner.affiliation === "external")
    throw failure("STAKEHOLDER_NO_KEEPER", { name: owner.name });
}

function isNobody({ is_bot: isBot, is_deactivated: isDeactivated }: Person): boolean {
  return isBot === 1 || isDeactivated === 1;
}

function todayOf({ clock }: { clock: Pick<Services["clock"], "now"> }, { zone }: Pick<Person, "zone">): LocalDate {
  return localDateOf(clock.now(), zone);
}

// ---- What somebody may read

/** Every stakeholder of these programs, whoever asks. */
export async function listPeople(
  db: Db | Tx,
  workspaceId: string,
  ...programIds: readonly string[]
): Promise<Stakeholder[]> {
  return (await itemsOfPrograms(db, workspaceId, programIds, OPEN)).map(asStakeholder);
}

/** A line with the names that it needs. */
export interface PersonLine extends Stakeholder {
  called: string;
  owner: string;
  /** Since when nobody has spoken to them, where that is longer than their rhythm. */
  quiet: LocalDate | null;
  /** With whom they stand, by name. */
  coalition: string[];
}

export interface PeoplePage {
  program: Pick<Program, "id" | "title">;
  lines: PersonLine[];
  isLed: boolean;
}

type Reading = LookupContext & { db: Db | Tx };

/** Whether somebody means this program by what they typed, or a button by its id. */
export function isCalled({ id, key, short_key, title }: Program, typed: string): boolean {
  return [id, key, short_key, title].some((name) => name.toLowerCase() === typed.toLowerCase());
}

/**
 * Of the program that is wanted by its id or its key, else of their first. Whoever leads it reads all of its lines, whoever
 * keeps contacts those. Null: nothing of it is theirs.
 */
export async function findPeople(services: Reading, actor: Person, wanted: string | null): Promise<PeoplePage | null> {
  const all = await programsOf(services, actor);
  const chosen = wanted === null ? all[0] : all.find(({ program }) => isCalled(program, wanted));
  if (!chosen) return null;
  const { program, isLed, own } = chosen;
  const lines = isLed ? await listPeople(services.db, actor.workspace_id, program.id) : own;
  return { program, lines: await linesOf(services, actor, lines), isLed };
}

/** As `findPeople`. Throws PEOPLE_NOT_YOURS. */
export async function peopleOf(services: Reading, actor: Person, wanted: string | null): Promise<PeoplePage> {
  const found = await findPeople(services, actor, wanted);
  if (!found) throw failure("PEOPLE_NOT_YOURS");
  return found;
}

/** A line as whoever may change it reads it, and the others of its program. Throws STAKEHOLDER_NOT_FOUND. */
export async function personFor(services: Reading, actor: Person, id: string) {
  const item = await personToChange(services, services.db, actor, id);
  const { lines } = await peopleOf(services, actor, item.program_id);
  const line = lines.find((each) => each.id === id);
  if (!line) throw failure("STAKEHOLDER_NOT_FOUND");
  return { line, others: lines.filter((each) => each.id !== id) };
}

/** With whom this person is to speak by the end of the week, program by program. */
export async function contactsDue(services: Reading, actor: Person) {
  const today = todayOf(services, actor);
  const programs = await programsOf(services, actor);
  const due = programs.flatMap(({ own }) => own.filter((item) => isDueInWeek(item, today)));
  const byProgram = Map.groupBy(await linesOf(services, actor, due), ({ program_id: id }) => id);

  return programs.flatMap(({ program }) => {
    const lines = byProgram.get(program.id);
    return lines === undefined ? [] : [{ program, lines }];
  });
}

/** Those that run: led by this person, or with a contact that they keep by a ground that holds. */
async function programsOf(services: Reading, actor: Person) {
  const { db } = services;
  const programs = await listProgramsFor(db, actor, services);
  const held = await listItemsFor(services, actor, { ...OPEN, ownerId: actor.id }, ALL);
  const byProgram = Map.groupBy(held.map(asStakeholder), ({ program_id: id }) => id);
  const listed = programs.map(({ program, standings }) => ({ program, isLed: may(standings, "keep-stakeholder") }));
  const further = [...byProgram.keys()].filter((id) => !listed.some(({ program }) => program.id === id));
  const found = await rows(db, "program", actor.workspace_id).list({ id: further });
  const inOrderOfItems = further.flatMap((id) => found.find((program) => program.id === id) ?? []);
  listed.push(...inOrderOfItems.map((program) => ({ program, isLed: false })));

  return listed
    .filter(({ program, isLed }) => program.state !== "closed" && (isLed || byProgram.has(program.id)))
    .map((each) => ({ ...each, own: byProgram.get(each.program.id) ?? [] }));
}

async function linesOf(services: Reading, actor: Person, items: readonly Stakeholder[]): Promise<PersonLine[]> {
  const ids = items.flatMap(({ owner_id: ownerId, details: { personId } }) => [ownerId, personId]);
  const named = [...new Set(ids.flatMap((id) => id ?? []))];
  const people = new Map((await peopleByIds(services.db, actor.workspace_id, named)).map((each) => [each.id, each]));
  const nameOf = ({ title, details }: Stakeholder) => people.get(details.personId ?? "")?.name ?? title;
  const lines = inOrder(items).map((item) => {
    const { coalitionWith = [] } = item.details;
    const addedOn = localDateOf(item.raised_at, actor.zone);
    return {
      ...item,
      called: nameOf(item),
      owner: people.get(item.owner_id ?? "")?.name ?? "",
      quiet: quietSince({ ...item.details, addedOn }, todayOf(services, actor)),
      coalition: items.filter(({ id }) => coalitionWith.includes(id)).map(nameOf),
    };
  });
  // Who has gone quiet is seen first.
  return lines.sort((line, other) => Number(other.quiet !== null) - Number(line.quiet !== null));
}
