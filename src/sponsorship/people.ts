/** The people whose yes a program needs: items that those who lead it and whoever keeps the contact read, and nobody else. */
import { may } from "../people/rules-rights.ts";
import { type Person, peopleByIds } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import { storableText } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Looking } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { listProgramsFor, type Program, programOf } from "../programs/use-cases.ts";
import type { Saying } from "../register/types/actions.ts";
import { enter, type Item, moveItem, record } from "../register/use-cases.ts";
import { itemsOfPrograms, listItemsFor } from "../register/use-cases-reading.ts";
import { inOrder, isDue, nextContact, type Place, quietSince, refusal, statementOf } from "./people-rules.ts";
import { peopleTexts } from "./people-texts.ts";

export type Stakeholder = Extract<Item, { type: "stakeholder" }>;
type Details = Stakeholder["details"];

const { en, fr } = { en: peopleTexts.en.error, fr: peopleTexts.fr.error };

const failure = errorTable({
  PEOPLE_NOT_YOURS: { en: () => en.notYours, fr: () => fr.notYours },
  STAKEHOLDER_GONE: { en: () => en.gone, fr: () => fr.gone },
  STAKEHOLDER_NOBODY: { en: () => en.nobody, fr: () => fr.nobody },
  STAKEHOLDER_BOTH: { en: () => en.both, fr: () => fr.both },
  STAKEHOLDER_ONESELF: { en: () => en.oneself, fr: () => fr.oneself },
  STAKEHOLDER_KEEPS_OWN: { en: ({ name }) => en.keepsOwn(String(name)), fr: ({ name }) => fr.keepsOwn(String(name)) },
  STAKEHOLDER_KNOWN: { en: ({ name }) => en.known(String(name)), fr: ({ name }) => fr.known(String(name)) },
  STAKEHOLDER_LATER: { en: () => en.later, fr: () => fr.later },
  STAKEHOLDER_NO_PERSON: { en: ({ name }) => en.notPerson(String(name)), fr: ({ name }) => fr.notPerson(String(name)) },
  STAKEHOLDER_NO_OWNER: { en: ({ name }) => en.notPerson(String(name)), fr: ({ name }) => fr.notPerson(String(name)) },
  STAKEHOLDER_OWNER_OUTSIDE: {
    en: ({ name }) => en.outsider(String(name)),
    fr: ({ name }) => fr.outsider(String(name)),
  },
  STAKEHOLDER_CANDIDATE: { en: ({ name }) => en.candidate(String(name)), fr: ({ name }) => fr.candidate(String(name)) },
});

/** Who it is, what they said, and who keeps the contact. */
export interface Entered extends Place {
  /** Null: somebody outside this Slack. */
  person: Person | null;
  /** Their name, or what they are. */
  outside: string;
  organisation: string;
  said: Saying;
  saidWords: string;
  saidOn: LocalDate | null;
  saidTo: Person | null;
  owner: Person;
  /** Null: as their role has it. */
  nextOn: LocalDate | null;
}

/** Throws PEOPLE_NOT_YOURS, and what `refuse` throws. */
export async function addPerson(
  services: Services,
  actor: Person,
  programId: string,
  entered: Entered,
): Promise<Stakeholder> {
  return inTransaction(services.db, async (tx) => {
    const program = await programOf(tx, actor.workspace_id, programId);
    const known = await listPeople(tx, actor.workspace_id, programId);
    const page = await findPeople({ ...services, db: tx }, actor, programId);
    if (!page) throw failure("PEOPLE_NOT_YOURS");
    const outside = entered.outside.trim();
    refuse(actor, { ...entered, outside });
    const { person, owner } = entered;
    if (person && known.some(({ details }) => details.personId === person.id))
      throw failure("STAKEHOLDER_KNOWN", { name: person.name });
    const today = todayOf(services, actor);
    const details = { ...detailsOf(actor, entered, today), ...(person && { personId: person.id }) };
    const item = await enter(services, tx, actor, program, {
      ...{ type: "stakeholder", details, disclosure: "lead" },
      title: person?.name ?? outside,
      ownerId: owner.id,
      dueOn: entered.nextOn ?? nextContact(entered, today),
      sourceKey: `people:${services.ids.next()}`,
    });
    return asStakeholder(item);
  });
}

/** Who it is stays, of somebody in Slack. Throws as `personToKeep`, and what `refuse` throws. */
export async function changePerson(
  services: Services,
  actor: Person,
  id: string,
  entered: Omit<Entered, "person">,
): Promise<Stakeholder> {
  return changed(services, actor, id, async (tx, item) => {
    const { personId } = item.details;
    const [person = null] = await peopleByIds(tx, actor.workspace_id, personId === undefined ? [] : [personId]);
    const outside = person ? "" : entered.outside.trim();
    refuse(actor, { person, outside, owner: entered.owner });
    const said = detailsOf(actor, entered, todayOf(services, actor), item.details.spokeOn);
    const { said: _, saidWords, saidOn, saidTo, organisation, ...kept } = item.details;
    return {
      ...(person === null && { title: storableText(outside) }),
      details: { ...kept, ...said },
      due_on: entered.nextOn,
      ...(entered.owner.id !== item.owner_id && { owner_id: entered.owner.id }),
    };
  });
}

/** What they could do for the program, and how they are approached. */
export interface Approach {
  capacity: string;
  cares: string;
  resistance: string;
  approach: string;
  /** Ids of others in the program. */
  coalitionWith: readonly string[];
  isAlly: boolean;
  theyExpect: string;
  weExpect: string;
}

/** Throws as `personToKeep`. */
export async function planApproach(
  services: Services,
  actor: Person,
  id: string,
  given: Approach,
): Promise<Stakeholder> {
  return changed(services, actor, id, async (tx, item) => {
    const others = (await listPeople(tx, item.workspace_id, item.program_id)).map((other) => other.id);
    const coalitionWith = given.coalitionWith.filter((other) => other !== id && others.includes(other));
    const { isAlly } = given;
    const details = {
      ...item.details,
      ...{ capacity: wordsIn(given.capacity), cares: wordsIn(given.cares), resistance: wordsIn(given.resistance) },
      ...{ approach: wordsIn(given.approach), theyExpect: wordsIn(given.theyExpect), isAlly },
      ...{ weExpect: wordsIn(given.weExpect), coalitionWith },
    };
    return { details };
  });
}

/** They spoke today; when next follows from the role. Throws as `personToKeep`. */
export async function noteContact(services: Services, actor: Person, id: string): Promise<Stakeholder> {
  return changed(services, actor, id, async (_, item) => spokenOn(item, todayOf(services, actor)));
}

function spokenOn({ details }: Stakeholder, today: LocalDate) {
  return { details: { ...details, spokeOn: today }, due_on: nextContact(details, today) };
}

/** Somebody who was asked to sponsor a program has said yes: so their line says it, where it said “not asked yet”. */
export async function noteYes(
  services: Services,
  tx: Tx,
  sponsor: Person,
  { programId, itemId, askedBy }: { programId: string; itemId: string; askedBy: Person },
): Promise<void> {
  const item = (await listPeople(tx, sponsor.workspace_id, programId)).find(({ id }) => id === itemId);
  if (item?.details.said !== "not-asked") return;
  const today = todayOf(services, askedBy);
  const { details, due_on } = spokenOn(item, today);
  const said = { said: "agreed", saidOn: today, saidTo: askedBy.id } as const;
  await record(services, tx, sponsor, item, {
    event: "changed",
    changes: { details: { ...details, ...said }, due_on },
  });
}

/** The contact ends: the line is shown no more. Throws as `personToKeep`, STAKEHOLDER_CANDIDATE. */
export async function endContact(services: Services, actor: Person, id: string): Promise<Stakeholder> {
  return inTransaction(services.db, async (tx) => {
    const item = await personToKeep(services, tx, actor, id);
    const [candidate] = await tx
      .selectFrom("sponsor_candidate")
      .innerJoin("sponsor_choice as choice", (join) =>
        join
          .onRef("choice.workspace_id", "=", "sponsor_candidate.workspace_id")
          .onRef("choice.id", "=", "sponsor_candidate.choice_id"),
      )
      .select("sponsor_candidate.id")
      .where("sponsor_candidate.workspace_id", "=", item.workspace_id)
      .where("sponsor_candidate.item_id", "=", id)
      .where("choice.state", "=", "open")
      .execute();
    if (candidate) throw failure("STAKEHOLDER_CANDIDATE", { name: item.title });
    return asStakeholder(await moveItem(services, tx, actor, item, { to: "dropped" }));
  });
}

async function changed(
  services: Services,
  actor: Person,
  id: string,
  changesOf: (tx: Tx, item: Stakeholder) => Promise<Parameters<typeof record>[4]["changes"]>,
): Promise<Stakeholder> {
  return inTransaction(services.db, async (tx) => {
    const item = await personToKeep(services, tx, actor, id);
    const changes = await changesOf(tx, item);
    return asStakeholder(await record(services, tx, actor, item, { event: "changed", changes }));
  });
}

/** Throws STAKEHOLDER_GONE, also where it is not theirs: whoever may read a line keeps it. */
async function personToKeep(services: Looking, db: Db | Tx, actor: Person, id: string): Promise<Stakeholder> {
  const [item] = await listItemsFor({ ...services, db }, actor, { ...OPEN, ids: [id] });
  if (!item || (await programOf(db, item.workspace_id, item.program_id)).state === "closed")
    throw failure("STAKEHOLDER_GONE");
  return asStakeholder(item);
}

const OPEN = { types: ["stakeholder"], states: ["open"] } as const;
const ALL = 10_000;

function asStakeholder(item: Item): Stakeholder {
  if (item.type !== "stakeholder") throw new Error(`${item.id} is no stakeholder`);
  return item;
}

/** The day on which they said it is a contact as well. Throws STAKEHOLDER_LATER. */
function detailsOf(actor: Person, entered: Omit<Entered, "person">, today: LocalDate, spokeOn?: LocalDate): Details {
  const { power, interest } = entered;
  const words = storableText(entered.saidWords.trim());
  const said = statementOf({ ...entered, saidWords: words, saidTo: entered.saidTo?.id ?? actor.id }, today);
  if (said.saidOn !== undefined && said.saidOn > today) throw failure("STAKEHOLDER_LATER");
  const last = [spokeOn, said.saidOn]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  return {
    ...{ power, interest, ...said },
    organisation: wordsIn(entered.organisation),
    ...(last !== undefined && { spokeOn: last }),
  };
}

function wordsIn(text: string): string | undefined {
  return storableText(text.trim()) || undefined;
}

/** Throws STAKEHOLDER_NOBODY, _BOTH, _ONESELF, _KEEPS_OWN, _NO_PERSON, _NO_OWNER, _OWNER_OUTSIDE. */
function refuse(actor: Person, { person, outside, owner }: Pick<Entered, "person" | "outside" | "owner">): void {
  switch (refusal({ personId: person?.id ?? null, outside, ownerId: owner.id }, actor.id)) {
    case "nobody":
      throw failure("STAKEHOLDER_NOBODY");
    case "both":
      throw failure("STAKEHOLDER_BOTH");
    case "oneself":
      throw failure("STAKEHOLDER_ONESELF");
    case "keeps-own":
      throw failure("STAKEHOLDER_KEEPS_OWN", { name: owner.name });
  }
  if (person && isNobody(person)) throw failure("STAKEHOLDER_NO_PERSON", { name: person.name });
  if (isNobody(owner)) throw failure("STAKEHOLDER_NO_OWNER", { name: owner.name });
  if (owner.affiliation === "external") throw failure("STAKEHOLDER_OWNER_OUTSIDE", { name: owner.name });
}

function isNobody({ is_bot: isBot, is_deactivated: isGone }: Person): boolean {
  return isBot === 1 || isGone === 1;
}

function todayOf({ clock }: { clock: Pick<Services["clock"], "now"> }, { zone }: Pick<Person, "zone">): LocalDate {
  return localDateOf(clock.now(), zone);
}

// ---- What somebody may read

/** Of a program, whoever asks. */
export async function listPeople(db: Db | Tx, workspaceId: string, programId: string): Promise<Stakeholder[]> {
  return (await itemsOfPrograms(db, workspaceId, [programId], OPEN)).map(asStakeholder);
}

/** A line with the names that it needs. */
export interface PersonLine extends Stakeholder {
  called: string;
  owner: string;
  isOwnerGone: boolean;
  /** Where somebody in Slack was told it. */
  to: string | null;
  /** Since when nobody has spoken to them, where that is longer than their rhythm. */
  quiet: LocalDate | null;
  /** With whom they stand, by name. */
  coalition: string[];
  program: string;
}

export interface PeoplePage {
  program: Pick<Program, "id" | "title">;
  /** Theirs, this one among them. */
  programs: Pick<Program, "id" | "title">[];
  lines: PersonLine[];
  isLed: boolean;
}

type Reading = Looking & { db: Db | Tx };

/**
 * Of the program that is wanted by its id or its key, else of their first. Whoever leads it reads all of its lines, whoever
 * keeps contacts those. Null: nothing of it is theirs.
 */
export async function findPeople(services: Reading, actor: Person, wanted: string | null): Promise<PeoplePage | null> {
  const all = await programsOf(services, actor);
  const isWanted = ({ program }: (typeof all)[number]) =>
    program.id === wanted || program.key.toLowerCase() === wanted?.toLowerCase();
  const chosen = wanted === null ? all[0] : all.find(isWanted);
  if (!chosen) return null;
  const { program, isLed, kept } = chosen;
  const lines = isLed ? await listPeople(services.db, actor.workspace_id, program.id) : kept;
  return {
    program,
    programs: all.map((one) => one.program),
    lines: await linesOf(services, actor, lines, program.title),
    isLed,
  };
}

/** As `findPeople`. Throws PEOPLE_NOT_YOURS. */
export async function peopleOf(services: Reading, actor: Person, wanted: string | null): Promise<PeoplePage> {
  const found = await findPeople(services, actor, wanted);
  if (!found) throw failure("PEOPLE_NOT_YOURS");
  return found;
}

/** Whether `peopleOf` has anything for this person. */
export async function hasPeople(services: Reading, actor: Person): Promise<boolean> {
  return (await programsOf(services, actor)).length > 0;
}

/** One line as whoever may change it reads it, and the others of its program. Throws STAKEHOLDER_GONE. */
export async function personFor(services: Reading, actor: Person, id: string) {
  const item = await personToKeep(services, services.db, actor, id);
  const page = await peopleOf(services, actor, item.program_id);
  const line = page.lines.find((one) => one.id === id);
  if (!line) throw failure("STAKEHOLDER_GONE");
  return { line, others: page.lines.filter((one) => one.id !== id) };
}

/** Those with whom this person is to speak by now, or has spoken today, whatever the program. */
export async function dueContacts(services: Reading, actor: Person): Promise<PersonLine[]> {
  const today = todayOf(services, actor);
  const lines: PersonLine[] = [];
  for (const { program, kept } of await programsOf(services, actor)) {
    const shown = kept.filter((item) => isDue(item, today) || item.details.spokeOn === today);
    lines.push(...(await linesOf(services, actor, shown, program.title)));
  }
  return inOrder(lines);
}

/** How many contacts of this person are due. */
export async function countDue(services: Reading, person: Person): Promise<number> {
  const today = todayOf(services, person);
  const kept = (await programsOf(services, person)).flatMap((one) => one.kept);
  return kept.filter((item) => isDue(item, today)).length;
}

/** Those that run: led by this person, or with a contact that they keep by a ground that holds. */
async function programsOf(services: Reading, actor: Person) {
  const { db } = services;
  const programs = await listProgramsFor(db, actor, services);
  const own = await listItemsFor(services, actor, { ...OPEN, ownerId: actor.id }, ALL);
  const kept = Map.groupBy(own.map(asStakeholder), ({ program_id: id }) => id);
  const known = programs.map(({ program, standings }) => ({ program, isLed: may(standings, "keep-stakeholder") }));
  for (const id of kept.keys())
    if (!known.some(({ program }) => program.id === id))
      known.push({ program: await programOf(db, actor.workspace_id, id), isLed: false });
  return known
    .filter(({ program, isLed }) => program.state !== "closed" && (isLed || kept.has(program.id)))
    .map((one) => ({ ...one, kept: kept.get(one.program.id) ?? [] }));
}

async function linesOf(
  services: Reading,
  actor: Person,
  items: readonly Stakeholder[],
  program: string,
): Promise<PersonLine[]> {
  const { workspace_id: workspaceId, zone } = actor;
  const ids = items.flatMap(({ owner_id: ownerId, details: { personId, saidTo } }) => [ownerId, personId, saidTo]);
  const named = [...new Set(ids.flatMap((id) => id ?? []))];
  const people = new Map((await peopleByIds(services.db, workspaceId, named)).map((each) => [each.id, each]));
  const calledIn = ({ title, details }: Stakeholder) => people.get(details.personId ?? "")?.name ?? title;
  const today = todayOf(services, actor);
  return inOrder(items).map((item) => {
    const { coalitionWith = [], saidTo = "" } = item.details;
    const owner = people.get(item.owner_id ?? "");
    return {
      ...item,
      called: calledIn(item),
      owner: owner?.name ?? "",
      isOwnerGone: owner?.is_deactivated === 1,
      to: people.get(saidTo)?.name ?? null,
      quiet: quietSince({ ...item.details, addedOn: localDateOf(item.raised_at, zone) }, today),
      coalition: items.filter(({ id }) => coalitionWith.includes(id)).map(calledIn),
      program,
    };
  });
}
