/** Programs, where they are found, and what somebody may do in one. */
import type { Selectable, Updateable } from "kysely";
import type { ActorContext } from "../people/actors.ts";
import { isAdmin, type Person, peopleByIds, workspaceStandings } from "../people/people.ts";
import { may, type Standing } from "../people/rights.ts";
import { adminNames } from "../people/settings.ts";
import { whyNotAsked } from "../people/who-can-answer.ts";
import { type AuditAction, appendAudit } from "../platform/audit.ts";
import type { Clock, Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { lockRows } from "../platform/locks.ts";
import { prepared } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { type BodiesOf, bodiesOf } from "./coverage.ts";
import { isActiveOn, listSeatsOfPerson, type Seat, seatDay, seatsByProgram } from "./seats.ts";
import type { ProgramTable } from "./table.ts";

/** One of work, or a portfolio of such; a place where items are. */
export type Program = Selectable<ProgramTable>;

/** Wherever a program is set up: in its form, in a file. */
export const LONGEST_TITLE = 120;

const LONGEST_KEY = 60;

/**
 * The key of something with this title: its letters and digits without accents, distinct from `usedKeys` and from what
 * every object has (`constructor`), since answers are read by their question's key.
 */
export function keyFrom(title: string, usedKeys: readonly string[], fallback: string): string {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_KEY)
    .replace(/^-+|-+$/g, "");
  const base = plain || fallback;
  let key = base;
  for (let number = 2; usedKeys.includes(key) || key in {}; number += 1) key = `${base}-${number}`;
  return key;
}

/** A program in a sentence, by its title; empty, it is not named. */
export const programCalled = {
  en: (title: unknown) => String(title) || "this program",
  fr: (title: unknown) => String(title) || "ce programme",
  frOf: (title: unknown) => (String(title) ? `du programme «\u00a0${String(title)}\u00a0»` : "de ce programme"),
} as const;

export const programFailure = errorTable({
  PROGRAM_EXISTS: {
    en: ({ key }) => `A program “${key}” already exists.`,
    fr: ({ key }) => `Il existe déjà un programme «\u00a0${key}\u00a0».`,
  },
  KEY_WRONG: {
    en: ({ key }) =>
      `${key} can’t be a key. Use 2 to 5 letters from A to Z, but not the code of an item type, such as REQ.`,
    fr: ({ key }) =>
      `${key} ne peut pas être une clé. Choisissez de 2 à 5 lettres de A à Z, sauf le code d’un type d’élément, comme REQ.`,
  },
  KEY_TAKEN: {
    en: ({ key }) => `Another program already has the key ${key}. Choose other letters.`,
    fr: ({ key }) => `Un autre programme a déjà la clé ${key}. Choisissez d’autres lettres.`,
  },
  PARTICIPANT_IS_BOT: {
    en: ({ name }) => `${name} is an app, and apps can’t answer. Choose a person.`,
    fr: ({ name }) => `${name} est une application, qui ne peut pas répondre. Choisissez une personne.`,
  },
  PARTICIPANT_DEACTIVATED: {
    en: ({ name }) => `The Slack account of ${name} is deactivated. Choose someone else.`,
    fr: ({ name }) => `${name}\u00a0: compte Slack désactivé. Choisissez une autre personne.`,
  },
  PARTICIPANT_EXTERNAL: {
    en: ({ name }) => `${name} is in another company’s Slack, out of Drumbeat’s reach. Choose someone in yours.`,
    fr: ({ name }) =>
      `${name} fait partie du Slack d’une autre entreprise, hors de portée de Drumbeat. Choisissez une personne de la vôtre.`,
  },
  CREATING_RESTRICTED: {
    en: ({ admins }) => `You can’t create programs here. Ask ${admins}.`,
    fr: ({ admins }) => `Vous ne pouvez pas créer de programme ici. Adressez-vous à ${admins}.`,
  },
  FLAGSHIP_NOT_YOURS: {
    en: () => "Only the office (PMO) or an admin can change what’s a flagship program. Nothing was saved.",
    fr: () =>
      "Seuls le bureau des programmes et l’administration de Drumbeat désignent les programmes phares. Rien n’a été enregistré.",
  },
  PORTFOLIO_HAS_NONE: {
    en: () =>
      "A portfolio has programs, a committee with its annual workshop, and a register. Everything else is in its programs.",
    fr: () =>
      "Un portefeuille a des programmes, un comité et son atelier annuel, et un registre. Tout le reste est dans ses programmes.",
  },
  PROGRAM_NOT_YOURS: {
    en: ({ program, who }) =>
      `Only the lead, the deputy or an admin can change ${programCalled.en(program)}. Ask ${who}.`,
    fr: ({ program, who }) =>
      `Seuls les responsables du programme et l’administration de Drumbeat peuvent modifier ${programCalled.fr(program)}. Adressez-vous à ${who}.`,
  },
});

/** Named, so that PostgreSQL keeps what reads them prepared. */
const COLUMNS = [
  ...(["workspace_id", "id", "key", "short_key", "title", "purpose", "flagship", "visibility", "state"] as const),
  ...(["closed_at", "closed_by", "channel_id", "benefits", "writers", "starts_on", "ends_on"] as const),
  ...(["channel_problem", "labels", "kind", "label_name", "label_value", "created_at"] as const),
  ...(["limit_currency", "lead_limit_amount", "lead_limit_days"] as const),
  ...(["sponsor_limit_amount", "sponsor_limit_days"] as const),
  ...(["paused_from", "paused_until", "stops_on", "change_by", "next_change_on", "rank", "meets"] as const),
];

const programById = prepared((db, by: { workspaceId: string; id: string }) =>
  db.selectFrom("program").select(COLUMNS).where("workspace_id", "=", by.workspaceId).where("id", "=", by.id),
);

export async function programOf(db: Db | Tx, workspaceId: string, id: string): Promise<Program> {
  const [program] = (await programById(db, { workspaceId, id })).rows;
  if (!program) throw new Error(`No program ${id}`);
  return program;
}

/** Acts in a program come in turn: what is read after this holds until the transaction ends. See `lockRows`. */
export async function lockProgram(
  db: Db | Tx,
  { workspaceId, programId }: { workspaceId: string; programId: string },
): Promise<void> {
  await lockRows(db, "program", { workspaceId, ids: [programId] });
}

export async function programByKey(db: Db | Tx, workspaceId: string, key: string): Promise<Program | undefined> {
  return rows(db, "program", workspaceId).find({ key });
}

/** Those of work. */
export async function listPrograms(db: Db | Tx, workspaceId: string): Promise<Program[]> {
  return rows(db, "program", workspaceId).list({ kind: "program" }, ["id"]);
}

/** Programs and portfolios. */
export async function listPlaces(db: Db | Tx, workspaceId: string): Promise<Program[]> {
  return rows(db, "program", workspaceId).list({}, ["id"]);
}

export async function hasPrograms(db: Db | Tx, workspaceId: string): Promise<boolean> {
  return (await rows(db, "program", workspaceId).find({ kind: "program" })) !== undefined;
}

/** Whether anything new may be sent about a program: about a closed one nothing is. */
export async function isRunning(db: Db | Tx, workspaceId: string, programId: string): Promise<boolean> {
  return (await programOf(db, workspaceId, programId)).state === "active";
}

export async function updateProgram(
  tx: Tx,
  { workspace_id, id }: Pick<Program, "workspace_id" | "id">,
  changes: Omit<Updateable<ProgramTable>, "workspace_id" | "id" | "key" | "created_at">,
): Promise<void> {
  await rows(tx, "program", workspace_id).update({ id }, changes);
}

/** Every running program, or those of these, with its seats, those that hold later or no longer among them. */
export async function runningPrograms(db: Db | Tx, workspaceId: string, ids?: readonly string[]) {
  const places = await runningPlaces(db, workspaceId, ids);
  return places.filter(({ program }) => program.kind === "program");
}

/** As `runningPrograms`, with the portfolios. */
export async function runningPlaces(db: Db | Tx, workspaceId: string, ids?: readonly string[]) {
  const places = await listPlaces(db, workspaceId);
  const running = places.filter(({ id, state }) => state === "active" && (ids?.includes(id) ?? true));
  const all = await rows(db, "seat", workspaceId).list(ids ? { program_id: ids } : {}, ["id"]);
  const seats = Map.groupBy(all, ({ program_id }) => program_id);
  return running.map((program) => ({ program, seats: seats.get(program.id) ?? [] }));
}

/** What this person is in this program today, for the table of rights. */
export async function standingsOf(
  db: Db | Tx,
  person: Person,
  programId: string,
  { clock }: { clock: Pick<Clock, "now"> },
): Promise<Standing[]> {
  return standingsIn(await rightsOf(db, person, clock.now(), [programId]), person, programId);
}

/** Throws PROGRAM_NOT_YOURS, which names who has the right. */
export async function refuseUnlessMayChange(
  db: Db | Tx,
  person: Person,
  program: Program,
  stamps: Pick<Services, "clock">,
): Promise<void> {
  const isTheirs = program.workspace_id === person.workspace_id;
  if (isTheirs && may(await standingsOf(db, person, program.id, stamps), "change-program")) return;
  throw programFailure("PROGRAM_NOT_YOURS", {
    program: isTheirs && (await mayKnow(db, person, program, stamps)) ? program.title : "",
    who: await changersOf(db, isTheirs ? program : null, person.workspace_id, stamps.clock.now()),
  });
}

/** Of work, locked in a transaction. Throws PROGRAM_NOT_YOURS, PORTFOLIO_HAS_NONE. */
export async function programToChange(
  stamps: Pick<Services, "clock">,
  db: Db | Tx,
  actor: Person,
  programId: string,
): Promise<Program> {
  const program = await placeToChange(stamps, db, actor, programId);
  refuseUnlessOfWork(program);
  return program;
}

/** Throws PORTFOLIO_HAS_NONE. */
export function refuseUnlessOfWork({ kind }: Pick<Program, "kind">): void {
  if (kind === "portfolio") throw programFailure("PORTFOLIO_HAS_NONE");
}

/** A program or a portfolio, locked in a transaction. Throws PROGRAM_NOT_YOURS. */
export async function placeToChange(
  stamps: Pick<Services, "clock">,
  db: Db | Tx,
  actor: Person,
  programId: string,
): Promise<Program> {
  await lockProgram(db, { workspaceId: actor.workspace_id, programId });
  const program = await programOf(db, actor.workspace_id, programId);
  await refuseUnlessMayChange(db, actor, program, stamps);
  return program;
}

/** What is a flagship, the office and admins say. `program` null: it is to be created. Throws FLAGSHIP_NOT_YOURS. */
export async function refuseUnlessMayTick(
  { db, actor, clock }: ActorContext,
  { program, flagship }: { program: Program | null; flagship: boolean | undefined },
): Promise<void> {
  if (flagship === undefined || flagship === (program?.flagship === 1)) return;
  const standings = program ? await standingsOf(db, actor, program.id, { clock }) : workspaceStandings(actor);
  if (!may(standings, "tick-flagship")) throw programFailure("FLAGSHIP_NOT_YOURS");
}

/** Whether there is such a program is known to its people, and where it is open to the workspace to every member. */
export async function mayKnow(
  db: Db | Tx,
  person: Person,
  program: Program,
  stamps: { clock: Pick<Clock, "now"> },
): Promise<boolean> {
  const isOpen = program.visibility === "workspace" && person.affiliation === "member";
  return isOpen || (await standingsOf(db, person, program.id, stamps)).length > 0;
}

/** The names of the lead and the deputy, else of the admins. */
async function changersOf(db: Db | Tx, program: Program | null, workspaceId: string, now: Instant): Promise<string[]> {
  const ids = program ? [program.id] : [];
  const seats = await seatsByProgram(db, workspaceId, ids, seatDay(now), ["lead", "deputy"]);
  const names = new Set([...seats.values()].flat().map(({ name }) => name));
  return names.size > 0 ? [...names] : adminNames(db, workspaceId);
}

/** What this person is in the running programs in which another one sits today, for the table of rights. */
export async function standingsTowards(
  db: Db | Tx,
  person: Person,
  other: Person,
  { clock }: Pick<Services, "clock">,
): Promise<Standing[]> {
  const today = seatDay(clock.now());
  const theirs = (await listSeatsOfPerson(db, person.workspace_id, other.id)).filter((seat) => isActiveOn(seat, today));
  const ids = [...new Set(theirs.map((seat) => seat.program_id))];
  const rights = await rightsOf(db, person, clock.now(), ids);
  const shared = new Set<Standing>(isAdmin(person) ? ["admin"] : []);
  for (const id of ids) {
    const program = await programOf(db, person.workspace_id, id);
    if (program.state === "active") for (const standing of standingsIn(rights, person, id)) shared.add(standing);
  }
  return [...shared];
}

/** Everybody with a seat in a running program or portfolio whose absences this person may enter as one who leads it. */
export async function whomTheyLead(db: Db | Tx, person: Person, { clock }: Pick<Services, "clock">): Promise<Person[]> {
  const now = clock.now();
  const rights = await rightsOf(db, person, now, null);
  if (rights.seats.length === 0 && rights.office === null) return [];
  const led = (await listPlaces(db, person.workspace_id)).filter(({ state, id }) => {
    const seated = standingsIn(rights, person, id).filter((standing) => standing !== "admin");
    return state === "active" && may(seated, "enter-absence");
  });
  const programIds = led.map(({ id }) => id);
  const seats = await seatsByProgram(db, person.workspace_id, programIds, seatDay(now));
  const ids = [...seats.values()].flat().map((seat) => seat.person_id);
  return peopleByIds(db, person.workspace_id, [...new Set(ids)]);
}

interface Rights extends BodiesOf {
  seats: readonly Seat[];
}

/** What this person has rights by today: their seats, the office, the committees of portfolios. */
async function rightsOf(
  db: Db | Tx,
  person: Person,
  now: Instant,
  programIds: readonly string[] | null,
): Promise<Rights> {
  if (person.is_deactivated === 1) return { seats: [], office: null, committee: null };
  const seats = await listSeatsOfPerson(db, person.workspace_id, person.id);
  return {
    seats: seats.filter((seat) => isActiveOn(seat, seatDay(now))),
    ...(await bodiesOf(db, person, now, programIds)),
  };
}

function standingsIn({ seats, office, committee }: Rights, person: Person, programId: string): Standing[] {
  const roles = seats.filter((seat) => seat.program_id === programId).map((seat) => seat.role);
  return [
    ...new Set(roles),
    ...(office?.(programId) ? (["office"] as const) : []),
    ...(committee?.(programId) ? (["body"] as const) : []),
    ...(isAdmin(person) ? (["admin"] as const) : []),
  ];
}

/** A program, or a portfolio, with what this person is in it, for lists. */
export interface VisibleProgram {
  program: Program;
  standings: Standing[];
}

/**
 * The programs of this person, theirs first; of an admin all, of the office and the committee of a portfolio those they are
 * over. Closed ones come last.
 */
export async function listProgramsFor(
  db: Db | Tx,
  person: Person,
  stamps: { clock: Pick<Clock, "now"> },
): Promise<VisibleProgram[]> {
  return (await listPlacesFor(db, person, stamps)).filter(({ program }) => program.kind === "program");
}

/** As `listProgramsFor`, with the portfolios. */
export async function listPlacesFor(
  db: Db | Tx,
  person: Person,
  { clock }: { clock: Pick<Clock, "now"> },
): Promise<VisibleProgram[]> {
  const rights = await rightsOf(db, person, clock.now(), null);
  const places = await listPlaces(db, person.workspace_id);
  const visible = places
    .map((program) => ({ program, standings: standingsIn(rights, person, program.id) }))
    .filter(({ standings }) => standings.length > 0);
  const rank = ({ program, standings }: VisibleProgram) =>
    (program.state === "closed" ? 4 : 0) +
    (may(standings, "change-program") ? 0 : 2) +
    (standings.every((standing) => BESIDE.includes(standing)) ? 1 : 0);
  return visible.sort(
    (item, other) => rank(item) - rank(other) || item.program.title.localeCompare(other.program.title, person.locale),
  );
}

/** Standings of somebody without a seat in it. */
const BESIDE: readonly Standing[] = ["admin", "office", "body"];

/** For whom somebody chooses. Throws PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED or PARTICIPANT_EXTERNAL. */
export function refuseWhoCannotAnswer(person: Person): void {
  const why = whyNotAsked(person, { isChosen: true });
  if (why === "bot") throw programFailure("PARTICIPANT_IS_BOT", { name: person.name });
  if (why === "deactivated") throw programFailure("PARTICIPANT_DEACTIVATED", { name: person.name });
  if (why === "external") throw programFailure("PARTICIPANT_EXTERNAL", { name: person.name });
}

export async function auditChange(
  { db: tx, actor, ...stamps }: ActorContext<Tx>,
  { program, ...change }: { program: Program; action: AuditAction; before?: unknown; after?: unknown },
): Promise<void> {
  const { workspace_id: workspaceId, id: programId } = program;
  const subject = { kind: "program", id: programId };
  await appendAudit(tx, stamps, { workspaceId, actorId: actor.id, subject, programId, ...change });
}
