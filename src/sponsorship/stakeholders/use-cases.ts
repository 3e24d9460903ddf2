/** Whose yes a program needs: kept by those who lead it and by whoever keeps the contact, read by nobody else. */
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import { may, type Standing } from "../../people/rules-rights.ts";
import { type Person, personById } from "../../people/use-cases.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { type LocalDate, localDateOf, mondayOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { type Program, programOf, standingsOf } from "../../programs/use-cases.ts";
import { nameCandidates } from "../choosing/repository.ts";
import { forgetCandidate } from "../choosing/use-cases.ts";
import { dueKey } from "./delivery-keys.ts";
import { stakeholderFailure } from "./failures.ts";
import {
  deleteStakeholder,
  findStakeholder,
  insertStakeholder,
  insertStakeholderEvent,
  listOfOwner,
  listOfProgram,
  type Stakeholder,
  updateStakeholder,
} from "./repository.ts";
import { nextContact, type Place, refusal, saidWhole, tellOn } from "./rules.ts";
import type { Saying, StakeholderEventName } from "./table.ts";

type Stamps = Pick<Services, "db" | "clock" | "ids">;

/** What is entered about somebody. */
export interface Entered extends Place {
  said: Saying;
  saidWords: string;
  saidOn: LocalDate | null;
  saidTo: Person | null;
  cares: string;
  owner: Person;
  nextOn: LocalDate | null;
}

export interface EnteredNew extends Entered {
  /** Null: somebody outside, of whom only this is kept at first. */
  person: Person | null;
  job: string;
  organisation: string;
}

export interface EnteredAgain extends Entered {
  job: string;
  organisation: string;
  /** Of somebody outside who was told. */
  name: string;
}

/** Throws PEOPLE_NOT_YOURS, and what `refuse` and `refuseDay` throw. */
export async function nameStakeholder(
  services: Stamps,
  actor: Person,
  programId: string,
  entered: EnteredNew,
): Promise<Stakeholder> {
  const { person, job } = { ...entered, job: entered.job.trim() };
  return inTransaction(services.db, async (tx) => {
    const program = await programOf(tx, actor.workspace_id, programId);
    const standings = await standingsAmong(tx, services, actor, program, await listOfOwnerIn(tx, actor, programId));
    if (!may(standings, "keep-stakeholder")) throw stakeholderFailure("PEOPLE_NOT_YOURS");
    refuse(actor, { person, job, owner: entered.owner });
    if (person) await refuseKnown(tx, programId, person);
    const today = todayOf(services, actor);
    const nextOn = entered.nextOn ?? nextContact(entered, today);
    const now = services.clock.now();
    const row: Stakeholder = {
      workspace_id: actor.workspace_id,
      id: services.ids.next(),
      program_id: programId,
      person_id: person?.id ?? null,
      name: null,
      job: person ? "" : storableText(job),
      ...columnsOf(actor, { ...entered, nextOn }, today),
      notified_at: null,
      named_by: actor.id,
      named_at: now,
      revision: 1,
    };
    await insertStakeholder(tx, row);
    await note(services, tx, actor, row, "named");
    return row;
  });
}

/** Throws as `keptBy` and `nameStakeholder` do. */
export async function changeStakeholder(
  services: Stamps,
  actor: Person,
  id: string,
  entered: EnteredAgain,
): Promise<Stakeholder> {
  return change(services, actor, id, "changed", async (tx, row) => {
    const person = row.person_id === null ? null : await personById(tx, actor.workspace_id, row.person_id);
    const job = entered.job.trim();
    refuse(actor, { person, job: person ? "" : job, owner: entered.owner });
    const name = entered.name.trim();
    return {
      ...columnsOf(actor, entered, todayOf(services, actor), row.spoke_on),
      ...(person === null && { job: storableText(job) }),
      ...(row.notified_at !== null && name !== "" && { name: storableText(name) }),
    };
  });
}

/** They spoke today; when next follows from the role. Throws as `keptBy` does. */
export async function noteContact(services: Stamps, actor: Person, id: string): Promise<Stakeholder> {
  return change(services, actor, id, "spoke", async (_, row) => spokenOn(row, todayOf(services, actor)));
}

function spokenOn(row: Stakeholder, today: LocalDate) {
  const nextOn = nextContact(row, today);
  return { spoke_on: today, next_on: nextOn, tell_on: tellOn(nextOn, today) };
}

/** Somebody who was asked to sponsor it has said yes: so their line says it, where it said “not asked yet”. */
export async function noteYes(
  services: Stamps,
  tx: Tx,
  sponsor: Person,
  { stakeholderId, askedBy }: { stakeholderId: string; askedBy: Person },
): Promise<void> {
  const row = await findStakeholder(tx, sponsor.workspace_id, stakeholderId, { isLocked: true });
  if (row?.said !== "not-asked") return;
  const today = todayOf(services, askedBy);
  await write(services, tx, sponsor, {
    row,
    changes: { said: "agreed", said_on: today, said_to: askedBy.id, ...spokenOn(row, today) },
    event: "changed",
  });
}

/** Somebody outside was told, and has a name from now on. Throws STAKEHOLDER_NAMED, and as `keptBy` does. */
export async function markNotified(services: Stamps, actor: Person, id: string, name: string): Promise<Stakeholder> {
  return change(services, actor, id, "notified", async (_, row) => {
    if (row.person_id !== null || row.notified_at !== null) throw stakeholderFailure("STAKEHOLDER_NAMED");
    return { name: storableText(name.trim()), notified_at: services.clock.now() };
  });
}

/** Somebody outside has an account now. Throws STAKEHOLDER_NAMED, and as `keptBy` and `nameStakeholder` do. */
export async function joinAccount(services: Stamps, actor: Person, id: string, person: Person): Promise<Stakeholder> {
  return change(services, actor, id, "joined", async (tx, row) => {
    if (row.person_id !== null) throw stakeholderFailure("STAKEHOLDER_NAMED");
    refuse(actor, { person, job: "", owner: await personById(tx, actor.workspace_id, row.owner_id) });
    await refuseKnown(tx, row.program_id, person);
    await nameCandidates(tx, actor.workspace_id, { stakeholderId: id, personId: person.id });
    return { person_id: person.id, name: null, job: "", notified_at: null };
  });
}

/** With all that is known of them, as a candidate too. Throws as `keptBy` does. */
export async function removeStakeholder(services: Stamps, actor: Person, id: string): Promise<Stakeholder> {
  return inTransaction(services.db, async (tx) => {
    const { stakeholder } = await keptBy({ ...services, db: tx }, actor, id);
    await forgetCandidate(services, tx, stakeholder);
    await deleteStakeholder(tx, stakeholder);
    await showDue(services, tx, actor.workspace_id, [stakeholder.owner_id]);
    return stakeholder;
  });
}

/** The line as whoever may change it has it, locked in a transaction. Throws STAKEHOLDER_GONE, also where it is not theirs. */
export async function keptBy(
  { db, clock }: { db: Db | Tx; clock: Pick<Services["clock"], "now"> },
  actor: Person,
  id: string,
): Promise<{ stakeholder: Stakeholder; program: Program }> {
  const stakeholder = await findStakeholder(db, actor.workspace_id, id, { isLocked: true });
  if (!stakeholder) throw stakeholderFailure("STAKEHOLDER_GONE");
  const program = await programOf(db, actor.workspace_id, stakeholder.program_id);
  // Whoever keeps another contact has no part in this one.
  const standings = await standingsAmong(db, { clock }, actor, program, [stakeholder]);
  if (!may(standings, "keep-stakeholder")) throw stakeholderFailure("STAKEHOLDER_GONE");
  return { stakeholder, program };
}

/** `lines`: among which they may be the owner of one. */
async function standingsAmong(
  db: Db | Tx,
  services: { clock: Pick<Services["clock"], "now"> },
  actor: Person,
  program: Pick<Program, "id" | "state">,
  lines: readonly Pick<Stakeholder, "owner_id">[],
): Promise<Standing[]> {
  if (program.state === "closed" || actor.is_deactivated === 1) return [];
  const isOwner = lines.some(({ owner_id: ownerId }) => ownerId === actor.id);
  return [...(await standingsOf(db, actor, program.id, services)), ...(isOwner ? (["owner"] as const) : [])];
}

async function listOfOwnerIn(tx: Tx, actor: Person, programId: string): Promise<Stakeholder[]> {
  const lines = await listOfOwner(tx, actor.workspace_id, actor.id);
  return lines.filter((line) => line.program_id === programId);
}

async function change(
  services: Stamps,
  actor: Person,
  id: string,
  event: StakeholderEventName,
  changesOf: (tx: Tx, row: Stakeholder) => Promise<Partial<Stakeholder>>,
): Promise<Stakeholder> {
  return inTransaction(services.db, async (tx) => {
    const { stakeholder: row } = await keptBy({ ...services, db: tx }, actor, id);
    return write(services, tx, actor, { row, changes: await changesOf(tx, row), event });
  });
}

async function write(
  services: Stamps,
  tx: Tx,
  actor: Person,
  { row, changes, event }: { row: Stakeholder; changes: Partial<Stakeholder>; event: StakeholderEventName },
): Promise<Stakeholder> {
  const changed = { ...row, ...changes, revision: row.revision + 1 };
  await updateStakeholder(tx, row, { ...changes, revision: changed.revision });
  await note(services, tx, actor, changed, event);
  await showDue(services, tx, actor.workspace_id, [row.owner_id, changed.owner_id]);
  return changed;
}

/** The day on which they said it is a contact as well. */
function columnsOf(
  actor: Person,
  entered: Entered & { organisation: string },
  today: LocalDate,
  spokeOn?: LocalDate | null,
) {
  const { power, interest, owner, nextOn } = entered;
  const saidTo = entered.saidTo?.id ?? actor.id;
  const { said, saidWords, ...how } = saidWhole({ ...entered, saidTo }, today);
  if (how.saidOn !== null && how.saidOn > today) throw stakeholderFailure("STAKEHOLDER_LATER");
  const contacts = [spokeOn ?? null, how.saidOn].filter((day) => day !== null).sort();
  return {
    organisation: storableText(entered.organisation.trim()),
    power,
    interest,
    said,
    said_words: storableText(saidWords.trim()),
    said_on: how.saidOn,
    said_to: how.saidTo,
    cares: storableText(entered.cares.trim()),
    owner_id: owner.id,
    next_on: nextOn,
    spoke_on: contacts.at(-1) ?? null,
    tell_on: tellOn(nextOn, today),
  };
}

/** Throws STAKEHOLDER_NOBODY, _BOTH, _ONESELF, _KEEPS_OWN, _NO_PERSON, _OWNER_NO_PERSON, _OWNER_OUTSIDE. */
function refuse(actor: Person, { person, job, owner }: { person: Person | null; job: string; owner: Person }): void {
  switch (refusal({ personId: person?.id ?? null, job, ownerId: owner.id }, actor.id)) {
    case "nobody":
      throw stakeholderFailure("STAKEHOLDER_NOBODY");
    case "both":
      throw stakeholderFailure("STAKEHOLDER_BOTH");
    case "oneself":
      throw stakeholderFailure("STAKEHOLDER_ONESELF");
    case "keeps-own":
      throw stakeholderFailure("STAKEHOLDER_KEEPS_OWN", { name: owner.name });
  }
  if (person && isNobody(person)) throw stakeholderFailure("STAKEHOLDER_NO_PERSON", { name: person.name });
  if (isNobody(owner)) throw stakeholderFailure("STAKEHOLDER_OWNER_NO_PERSON", { name: owner.name });
  if (owner.affiliation === "external") throw stakeholderFailure("STAKEHOLDER_OWNER_OUTSIDE", { name: owner.name });
}

function isNobody({ is_bot: isBot, is_deactivated: isGone }: Person): boolean {
  return isBot === 1 || isGone === 1;
}

/** Throws STAKEHOLDER_KNOWN. */
async function refuseKnown(tx: Tx, programId: string, person: Person): Promise<void> {
  const known = await listOfProgram(tx, person.workspace_id, programId);
  if (known.some(({ person_id }) => person_id === person.id))
    throw stakeholderFailure("STAKEHOLDER_KNOWN", { name: person.name });
}

async function note(
  { clock }: Pick<Services, "clock">,
  tx: Tx,
  actor: Person,
  { workspace_id, id, revision, power, interest, said }: Stakeholder,
  event: StakeholderEventName,
): Promise<void> {
  const what = { power, interest, said };
  await insertStakeholderEvent(tx, {
    workspace_id,
    stakeholder_id: id,
    revision,
    event,
    actor_id: actor.id,
    at: clock.now(),
    ...what,
  });
}

/** The Monday page of this week says how many are still due. */
async function showDue(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  workspaceId: string,
  ownerIds: readonly string[],
): Promise<void> {
  const monday = mondayOf(localDateOf(services.clock.now(), "UTC"));
  for (const ownerId of new Set(ownerIds))
    await enqueueUpdate(tx, services, { workspaceId, key: dueKey(ownerId, monday) });
}

function todayOf({ clock }: { clock: Pick<Services["clock"], "now"> }, { zone }: Pick<Person, "zone">): LocalDate {
  return localDateOf(clock.now(), zone);
}
