/** Whoever is new in a program, or in a role of it, and has had no welcome: the lead starts it in one press. */
import type { KnownBlock } from "@slack/types";
import { sql } from "kysely";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person, peopleByIds } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { ofName, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { type Program, programToChange, standingsOf } from "../programs/programs.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { button, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { foldList, type HomeSection, withHeading } from "../slack/home.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { type Given, givenLately } from "./given-lately.ts";
import { programsWorkedIn } from "./parts.ts";
import { beginTrack } from "./start-and-stop.ts";
import { theirsOnHome } from "./steps-at-hand.ts";
import { listTemplates } from "./templates.ts";
import { trackTexts } from "./texts.ts";
import { listTracks } from "./tracks.ts";
import { welcomeTexts } from "./welcome-texts.ts";

/** The key of the template. */
const WELCOME = "welcome";
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

type Titled = Pick<Program, "id" | "title">;

interface Newcomer {
  program: Titled;
  person: Person;
  /** When the seat or the role was given that they have now. */
  since: Instant;
}

/** Of a program, as `newcomersAmong`. */
export async function listNewcomers(db: Db | Tx, program: Program, now: Instant): Promise<Newcomer[]> {
  const { workspace_id: workspaceId, id } = program;
  const { rows: given } = await sql<Given>`${givenLately(workspaceId, [id], now)}`.execute(db);
  return newcomersAmong(db, { workspaceId, programs: [program], given });
}

/** Of those to whom something was given lately, the latest first; whoever has a welcome there, or had one, is none. */
async function newcomersAmong(
  db: Db | Tx,
  { workspaceId, programs, given }: { workspaceId: string; programs: readonly Titled[]; given: readonly Given[] },
): Promise<Newcomer[]> {
  if (given.length === 0) return [];
  const programIds = [...new Set(given.map(({ program_id: id }) => id))];
  const personIds = [...new Set(given.map(({ ref }) => ref))];
  const people = await peopleByIds(db, workspaceId, personIds);
  const about = await listTracks(db, workspaceId, { program_id: programIds, about_id: personIds });
  const welcomed = new Set(
    about
      .filter(({ definition }) => definition.key === WELCOME)
      .map((track) => `${track.program_id} ${track.about_id}`),
  );

  const newcomers = new Map<string, Newcomer>();
  for (const { program_id: programId, ref, words: since } of given.toSorted((a, b) => b.words.localeCompare(a.words))) {
    const program = programs.find(({ id }) => id === programId);
    const person = people.find(({ id }) => id === ref);
    const place = `${programId} ${ref}`;
    const mayBe = program && person && person.is_deactivated === 0 && person.is_bot === 0;
    if (mayBe && !welcomed.has(place) && !newcomers.has(place)) newcomers.set(place, { program, person, since });
  }
  return [...newcomers.values()];
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
  return async (visitor) => {
    const { person, reader, programs } = visitor;
    const { given } = await theirsOnHome({ db }, visitor);
    const found = await newcomersAmong(db, { workspaceId: person.workspace_id, programs, given });
    const newcomers = found.filter((newcomer) => newcomer.person.id !== person.id);
    const { more } = textsFor(trackTexts, reader).home;
    const groups = newcomers.map((newcomer) => [welcomeLine(reader, newcomer)]);
    const list = foldList(groups, { key: "newcomers", shown: SHOWN, more });
    return withHeading(textsFor(welcomeTexts, reader).heading, list);
  };
}
