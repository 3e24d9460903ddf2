/** Hand-offs between roles: asked for, accepted or refused with a reason, done, confirmed; and what waits between roles now. */
import type { ActorContext } from "../people/actors.ts";
import { getPerson } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { daysBetween, type LocalDate, localDateOf } from "../platform/time.ts";
import { startTrack } from "./start-and-stop.ts";
import { type Both, HAND_OFF, TEMPLATE_VERSION, trackTemplateSchema } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { getTrack, listTracks, stepsOf } from "./tracks.ts";
import { rolesWaiting } from "./who-waits.ts";
import { rolesOf } from "./working-roles.ts";

const DAYS_TO_GIVE = 5;
const DAYS_TO_CONFIRM = 2;

/**
 * A track of two steps: whoever holds the one role gives, whoever holds the other confirms. Returns who gives it, and by when.
 * Throws ROLES_NOT_YOURS.
 */
export async function askFor(
  ctx: ActorContext,
  { programId, from, to, what }: { programId: string; from: string; to: string; what: string },
): Promise<{ name: string; dueOn: LocalDate | null }> {
  const { workspace_id: workspaceId } = ctx.actor;
  const inBoth = (words: (texts: typeof trackTexts.en.ask) => string): Both => {
    return { en: words(trackTexts.en.ask), fr: words(trackTexts.fr.ask) };
  };
  const template = trackTemplateSchema.parse({
    version: TEMPLATE_VERSION,
    key: HAND_OFF,
    purpose: what,
    roles: [...new Set([from, to])],
    name: inBoth(({ name }) => name(what)),
    steps: [
      { key: "give", title: what, role: from, accountable: to, term: DAYS_TO_GIVE },
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
  const trackId = await startTrack(ctx, { programId, template, isAsked: true });
  const [step] = await stepsOf(ctx.db, workspaceId, [await getTrack(ctx.db, workspaceId, trackId)]);
  const { name } = await getPerson(ctx.db, workspaceId, step?.ownerId ?? "");
  return { name, dueOn: step?.dueOn ?? null };
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
