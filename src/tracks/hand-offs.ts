/** Hand-offs between roles: asked for, accepted or refused with a reason, done, confirmed; and what waits between roles now. */

import { workingDaysOf } from "../calendars/availability.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, daysBetween, type LocalDate, localDateOf } from "../platform/time.ts";
import { startTrack } from "./start-and-stop.ts";
import { type Both, HAND_OFF, LONGEST_TERM, TEMPLATE_VERSION, trackTemplateSchema } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { getTrack, listTracks, stepsOf, trackFailure } from "./tracks.ts";
import { whoDoes } from "./who-does.ts";
import { rolesWaiting } from "./who-waits.ts";
import { rolesOf } from "./working-roles.ts";

const DAYS_TO_GIVE = 5;
const DAYS_TO_CONFIRM = 2;

interface Asked {
  programId: string;
  /** The keys of roles. */
  from: string;
  to: string;
  what: string;
  /** Null: in five working days. */
  by?: LocalDate | null;
  /** Of whom, where several hold the role; else whoever does its steps. */
  holderId?: string | null;
}

/**
 * A track of two steps: whoever holds the one role gives, whoever holds the other confirms. Returns who gives it, and by when.
 * Throws ROLES_NOT_YOURS, STEP_DATE_PAST.
 */
export async function askFor(
  ctx: ActorContext,
  { programId, from, to, what, by = null, holderId = null }: Asked,
): Promise<{ name: string; dueOn: LocalDate | null }> {
  const { workspace_id: workspaceId } = ctx.actor;
  const inBoth = (words: (texts: typeof trackTexts.en.ask) => string): Both => {
    return { en: words(trackTexts.en.ask), fr: words(trackTexts.fr.ask) };
  };
  const term = by === null ? DAYS_TO_GIVE : await workingDaysUntil(ctx, { programId, from, holderId, by });
  const template = trackTemplateSchema.parse({
    version: TEMPLATE_VERSION,
    key: HAND_OFF,
    purpose: what,
    roles: [...new Set([from, to])],
    name: inBoth(({ name }) => name(what)),
    steps: [
      { key: "give", title: what, role: from, accountable: to, term },
      {
        key: "confirm",
        title: inBoth(({ confirm }) => confirm(what)),
        role: to,
        accountable: "lead",
        after: ["give"],
        term: DAYS_TO_CONFIRM,
      },
    ],
  });
  const trackId = await startTrack(ctx, { programId, template, isAsked: true, preferredId: holderId });
  const [step] = await stepsOf(ctx.db, workspaceId, [await getTrack(ctx.db, workspaceId, trackId)]);
  const { name } = await getPerson(ctx.db, workspaceId, step?.ownerId ?? "");
  return { name, dueOn: step?.dueOn ?? null };
}

/** Those after today of whoever is to give it, up to that day; at least one. Throws STEP_DATE_PAST. */
async function workingDaysUntil(
  { db, actor, clock }: ActorContext,
  { programId, from, holderId, by }: { programId: string; from: string; holderId: string | null; by: LocalDate },
): Promise<number> {
  const { workspace_id: workspaceId, id: askerId } = actor;
  const asked = { workspace_id: workspaceId, program_id: programId, about_id: null, started_by: askerId };
  const giver =
    holderId === null
      ? await whoDoes(db, { ...asked, workRequest: null }, { role: from }, clock.now())
      : await getPerson(db, workspaceId, holderId);
  const today = localDateOf(clock.now(), giver.zone);
  if (by < today) throw trackFailure("STEP_DATE_PAST");
  const isWorkingDay = await workingDaysOf(db, giver, today);
  let count = 0;
  for (let day = addLocalDays(today, 1); day <= by && count < LONGEST_TERM; day = addLocalDays(day, 1))
    if (isWorkingDay(day)) count += 1;
  return Math.max(1, count);
}

const MOST_WAITING = 5;

/** What of one role waits for another, the longest first, a line each. */
export async function waitingBetween(
  db: Db | Tx,
  { workspaceId, programId, reader, now }: { workspaceId: string; programId: string; reader: Reader; now: string },
): Promise<string[]> {
  const running = await listTracks(db, workspaceId, { program_id: programId, state: "running" });
  const steps = await stepsOf(db, workspaceId, running);
  const roles = await rolesOf(db, { workspace_id: workspaceId, id: programId });
  const names = new Map(roles.map(({ key, description }) => [key, textsFor(description.name, reader)]));
  const today = localDateOf(now, reader.zone);
  return steps
    .flatMap((step) => {
      const { ready_at: since, done_at: done } = step.stands;
      const own = steps.filter(({ track }) => track.id === step.track.id);
      const waiting = rolesWaiting(step, own).flatMap((role) => names.get(role) ?? []);
      const isShown = since !== null && done === null && waiting.length > 0 && names.has(step.role);
      return isShown ? [{ step, waiting, since }] : [];
    })
    .toSorted((a, b) => a.since.localeCompare(b.since))
    .slice(0, MOST_WAITING)
    .map(({ step, waiting, since }) => {
      const days = daysBetween(localDateOf(since, reader.zone), today);
      const from = names.get(step.role) ?? "";
      const { ask } = textsFor(trackTexts, reader);
      return ask.waits({ what: textsFor(step.title, reader), from, days }, list(reader, waiting), waiting.length);
    });
}
