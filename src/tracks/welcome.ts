/** Whoever is new in a program, or in a role of it, and has had no welcome: the lead starts it in one press. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person, peopleByIds } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { ofName, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { addMs, DAY, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { type Program, programOf, programToChange, standingsOf } from "../programs/programs.ts";
import { isActiveOn, isLeadRole, seatDay } from "../programs/seats.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { button, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { foldList, type HomeSection, withHeading } from "../slack/home.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { programsWorkedIn } from "./parts.ts";
import { beginTrack } from "./start-and-stop.ts";
import { listTemplates } from "./templates.ts";
import { trackTexts } from "./texts.ts";
import { listTracks } from "./tracks.ts";
import { welcomeTexts } from "./welcome-texts.ts";

/** The key of the template. */
const WELCOME = "welcome";
/** So long somebody is new. */
const OFFERED_MS = 14 * DAY;

const failure = errorTable({
  WELCOME_STARTED: {
    en: ({ name }) => `The welcome for ${name} has been started already. /drumbeat tracks shows where it is.`,
    fr: ({ name }) =>
      `L’accueil ${ofName(String(name))} est déjà lancé. /drumbeat plans-de-travail montre où il en est.`,
  },
  WELCOME_GONE: {
    en: ({ name, program }) => `${name} is no longer in ${program}. Give them a role there first.`,
    fr: ({ name, program }) => `${name} n’est plus dans ${program}. Donnez-lui d’abord un rôle.`,
  },
});

export interface Newcomer {
  program: Program;
  person: Person;
  /** When the seat or the role was given that they have now. */
  since: Instant;
}

/**
 * In these programs, the latest first: since two weeks, and since later than the day on which the program was set up. Whoever has
 * a welcome there, or had one, is none.
 */
export async function listNewcomers(
  db: Db | Tx,
  workspaceId: string,
  { programIds, now }: { programIds: readonly string[]; now: Instant },
): Promise<Newcomer[]> {
  const given = await listGiven(db, workspaceId, { programIds, now });
  if (given.length === 0) return [];

  const programs = await Promise.all(
    [...new Set(given.map(({ programId }) => programId))].map((id) => programOf(db, workspaceId, id)),
  );
  const people = await peopleByIds(db, workspaceId, [...new Set(given.map(({ personId }) => personId))]);
  const about = await listTracks(db, workspaceId, {
    program_id: programs.map(({ id }) => id),
    about_id: people.map(({ id }) => id),
  });
  const isWelcomed = (program: Program, person: Person) =>
    about.some(
      ({ program_id: id, about_id: aboutId, definition }) =>
        id === program.id && aboutId === person.id && definition.key === WELCOME,
    );

  const newcomers = new Map<string, Newcomer>();
  for (const { programId, personId, since } of given.toSorted((a, b) => b.since.localeCompare(a.since))) {
    const program = programs.find(({ id }) => id === programId);
    const person = people.find(({ id }) => id === personId);
    const isSetUp = program && localDateOf(since, "UTC") === localDateOf(program.created_at, "UTC");
    if (!program || !person || isSetUp || program.state !== "active" || isWelcomed(program, person)) continue;
    if (person.is_deactivated === 1 || person.is_bot === 1) continue;
    newcomers.set(`${programId} ${personId}`, { program, person, since });
  }
  return [...newcomers.values()];
}

/** Seats of the team and of those who lead, and working roles, that were given lately and hold now. */
async function listGiven(
  db: Db | Tx,
  workspaceId: string,
  { programIds, now }: { programIds: readonly string[]; now: Instant },
): Promise<{ programId: string; personId: string; since: Instant }[]> {
  if (programIds.length === 0) return [];
  const from = addMs(now, -OFFERED_MS);
  const seats = await rows(db, "seat", workspaceId).list({ program_id: programIds }, ["id"]);
  const held = await db
    .selectFrom("role_holder as holder")
    .innerJoin("working_role as role", (join) =>
      join.onRef("role.workspace_id", "=", "holder.workspace_id").onRef("role.id", "=", "holder.role_id"),
    )
    .select(["role.program_id as programId", "holder.person_id as personId", "holder.from_at as since"])
    .where("holder.workspace_id", "=", workspaceId)
    .where("role.program_id", "in", [...programIds])
    .where("holder.ended_at", "is", null)
    .where("role.ended_at", "is", null)
    .execute();
  const seated = seats
    .filter((seat) => (seat.role === "team" || isLeadRole(seat.role)) && isActiveOn(seat, seatDay(now)))
    .map((seat) => ({
      programId: seat.program_id,
      personId: seat.person_id,
      since: seat.named_at ?? seat.created_at,
    }));
  return [...seated, ...held].filter(({ since }) => since >= from);
}

/** Throws PROGRAM_NOT_YOURS, WELCOME_STARTED, WELCOME_GONE, PARTICIPANT_…. */
export async function startWelcome(
  ctx: ActorContext,
  { programId, personId }: { programId: string; personId: string },
): Promise<Person> {
  const { workspace_id: workspaceId } = ctx.actor;
  const template = (await listTemplates(ctx.db, workspaceId)).find(({ key }) => key === WELCOME);
  if (!template) throw new Error("There is a welcome");
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const program = await programToChange(ctx, tx, ctx.actor, programId);
    const about = await getPerson(tx, workspaceId, personId);
    const begun = await listTracks(tx, workspaceId, { program_id: programId, about_id: personId });
    if (begun.some(({ definition }) => definition.key === WELCOME))
      throw failure("WELCOME_STARTED", { name: about.name });
    const isIn = (await standingsOf(tx, about, programId, ctx)).length > 0;
    if (!isIn && !(await programsWorkedIn(tx, about)).has(programId))
      throw failure("WELCOME_GONE", { name: about.name, program: program.title });
    await beginTrack(within, { programId, template, about });
    return about;
  });
}

// ---- Where it is offered

export const WELCOME_ACT = "welcome.start";
export const welcomeValue = z.object({ programId: z.string(), personId: z.string() });
const SHOWN = 3;

/** A line with its button. */
export function welcomeLine(reader: Reader, { program, person, since }: Newcomer): KnownBlock {
  const texts = textsFor(welcomeTexts, reader);
  const day = shortDate(reader, localDateOf(since, reader.zone));
  const value = JSON.stringify({ programId: program.id, personId: person.id } satisfies z.infer<typeof welcomeValue>);
  return section(
    texts.isNew({ name: escapeMrkdwn(person.name), program: escapeMrkdwn(program.title), day }),
    button(WELCOME_ACT, shorten(texts.start(person.name), ELEMENT_LIMITS.buttonText), { value }),
  );
}

/** Of the programs that the visitor leads. */
export function newcomersSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person, reader, now, programs }) => {
    const led = programs.filter(({ roles }) => roles.some(isLeadRole)).map(({ id }) => id);
    const found = await listNewcomers(db, person.workspace_id, { programIds: led, now });
    const newcomers = found.filter((newcomer) => newcomer.person.id !== person.id);
    const { more } = textsFor(trackTexts, reader).home;
    const groups = newcomers.map((newcomer) => [welcomeLine(reader, newcomer)]);
    const list = foldList(groups, { key: "newcomers", shown: SHOWN, more });
    return withHeading(textsFor(welcomeTexts, reader).heading, list);
  };
}
