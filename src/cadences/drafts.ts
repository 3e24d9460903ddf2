/** Drafts of cadences, stored between the steps of a form: a modal's metadata is too small for the questions. */

import { z } from "zod";
import { absencesOn } from "../people/absences.ts";
import type { ActorContext } from "../people/actors.ts";
import { ANSWER_DISCLOSURES } from "../people/disclosure.ts";
import type { Person } from "../people/people.ts";
import { withMornings } from "../people/preferences.ts";
import { settingsOf } from "../people/settings.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { lockRows } from "../platform/locks.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY, type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { type Program, programOf } from "../programs/programs.ts";
import { listSeatsOn } from "../programs/seats.ts";
import { type AudienceWord, isAudienceWord, rolesOf } from "./audience/audience.ts";
import { peopleOfAudience, type StoredSource, storedSources } from "./audience/audience-people.ts";
import { pilotSchema } from "./audience/pilot.ts";
import { type Cadence, cadenceOf, questionSetOf, timingOf } from "./cadences.ts";
import { changeCadence, createCadence, keyOfNewCadence } from "./changes.ts";
import { yearsChanged } from "./events.ts";
import { optOutsOf } from "./participants.ts";
import { placeOfCadence } from "./place-of-cadence.ts";
import { questionSchema } from "./questions/questions.ts";
import { yearStartIn } from "./recurrence/fiscal-years.ts";
import { type Preview, type PreviewedPerson, plannedThroughAfter, previewOf } from "./recurrence/preview.ts";
import { type WrittenRule, writtenRuleSchema } from "./recurrence/rule.ts";
import { getTemplate } from "./templates.ts";

/** The content of a draft; its lists may still be empty. */
const cadenceDraftSchema = z.strictObject({
  /** Null for a new one. */
  cadenceId: z.string().nullable(),
  programId: z.string(),
  template: z.string().nullable(),
  /** Empty for the name of the template or rhythm. */
  title: z.string(),
  rule: writtenRuleSchema,
  /** Words, or person ids. */
  audience: z.array(z.string()),
  readers: z.array(z.string()),
  disclosure: z.enum(ANSWER_DISCLOSURES),
  questions: z.array(questionSchema),
  isRequired: z.boolean(),
  /** Null: everybody at once. */
  pilot: pilotSchema.nullable(),
});
export type CadenceDraft = z.infer<typeof cadenceDraftSchema>;

const failure = errorTable({
  DRAFT_EXPIRED: {
    en: () => "This form expired or was already saved. Reopen it from the list of check-ins.",
    fr: () => "Ce formulaire a expiré ou a déjà été enregistré. Rouvrez-le depuis la liste des points d’étape.",
  },
});

const DRAFT_LIFE_MS = 7 * DAY;

/** Starts a draft from a template, or with null from blank questions. Throws PROGRAM_NOT_YOURS. */
export async function startDraft(
  ctx: ActorContext,
  { programId, template: id }: { programId: string; template: string | null },
): Promise<{ id: string; draft: CadenceDraft }> {
  await placeOfCadence(ctx, ctx.db, { programId, template: id });
  const { workingWeek } = await settingsOf(ctx.db, ctx.actor.workspace_id);
  const template = id === null ? null : getTemplate(id);
  const own: WrittenRule = { every: "week", on: workingWeek.slice(0, 1), at: "09:00", zone: "participant" };
  const rule = template?.rule ?? own;
  return storeNewDraft(ctx, {
    cadenceId: null,
    programId,
    template: id,
    title: "",
    rule: rule.every === "day" ? { ...rule, on: workingWeek } : rule,
    audience: template?.audience ?? ["team"],
    readers: template?.readers ?? ["lead", "team"],
    disclosure: template?.disclosure ?? "team",
    questions: template?.questions ?? [],
    isRequired: false,
    pilot: null,
  });
}

/** Starts a draft that changes a cadence. Throws PROGRAM_NOT_YOURS. */
export async function startChange(
  ctx: ActorContext,
  { cadenceId }: { cadenceId: string },
): Promise<{ id: string; draft: CadenceDraft }> {
  const { db, actor } = ctx;
  const cadence = await cadenceOf(db, actor.workspace_id, cadenceId);
  const program = await placeOfCadence(ctx, db, { programId: cadence.program_id, template: cadence.template });
  const { questions } = await questionSetOf(db, actor.workspace_id, cadence.question_set_id);
  const { template, rule, audience, readers, disclosure, pilot } = cadence;
  return storeNewDraft(ctx, {
    cadenceId,
    programId: program.id,
    template,
    title: cadence.title ?? "",
    rule,
    audience,
    readers,
    disclosure,
    questions,
    isRequired: cadence.is_required === 1,
    pilot,
  });
}

/** Throws DRAFT_EXPIRED. */
export async function draftOf(db: Db | Tx, actor: Person, id: string): Promise<CadenceDraft> {
  const row = await rows(db, "cadence_draft", actor.workspace_id).find({ id, person_id: actor.id });
  if (!row) throw failure("DRAFT_EXPIRED");
  return cadenceDraftSchema.parse(JSON.parse(row.content));
}

export async function storeDraft(
  { db, clock, actor }: ActorContext,
  { draftId: id, draft }: { draftId: string; draft: CadenceDraft },
): Promise<void> {
  const drafts = rows(db, "cadence_draft", actor.workspace_id);
  const changes = { content: JSON.stringify(draft), updated_at: clock.now() };
  if (!(await drafts.update({ id, person_id: actor.id }, changes)))
    await drafts.insert({ id, person_id: actor.id, ...changes });
}

async function storeNewDraft(ctx: ActorContext, draft: CadenceDraft) {
  const id = ctx.ids.next();
  await ctx.db
    .deleteFrom("cadence_draft")
    .where("workspace_id", "=", ctx.actor.workspace_id)
    .where("updated_at", "<", addMs(ctx.clock.now(), -DRAFT_LIFE_MS))
    .execute();
  await storeDraft(ctx, { draftId: id, draft });
  return { id, draft };
}

export interface DraftPreview extends Preview {
  program: Program;
  /** Bodies of the audience with no member. */
  emptyBodies: AudienceWord[];
  sources: StoredSource[];
  /** Number of participants who have opted out. */
  optedOut: number;
  /** The cadence before the change, or null. */
  before: Cadence | null;
}

/** The effect of applying the draft now. `lastKey`: date of its last regular round, or null. */
export async function previewDraft(
  { db, clock }: Pick<Services, "db" | "clock">,
  actor: Person,
  draft: CadenceDraft,
  lastKey: LocalDate | null,
): Promise<DraftPreview> {
  const workspaceId = actor.workspace_id;
  const now = clock.now();
  const today = localDateOf(now, "UTC");
  const program = await programOf(db, workspaceId, draft.programId);
  const before = draft.cadenceId === null ? null : await cadenceOf(db, workspaceId, draft.cadenceId);
  const seats = await listSeatsOn(db, program, today);
  const people = await peopleOfAudience(db, workspaceId, draft.audience, seats);
  const ids = people.map(({ person }) => person.id);
  const away = await absencesOn(db, workspaceId, ids, today);
  const persons = people.map(({ person }) => person);
  const candidates = (await withMornings(db, workspaceId, persons)).map(
    ({ id, name, zone, morning }, place): PreviewedPerson => ({
      id,
      name,
      zone,
      morning,
      because: people[place]?.because ?? null,
      awayUntil: away.get(id) ?? null,
    }),
  );
  const timing = await timingOf(db, workspaceId, draft);
  const collator = new Intl.Collator(actor.locale);
  candidates.sort((a, b) => collator.compare(a.name, b.name));
  const plannedThrough = before && plannedThroughAfter(before, timing, lastKey);
  return {
    ...previewOf(timing, candidates, { plannedThrough, now, pilot: draft.pilot }),
    program,
    emptyBodies: draft.audience
      .filter(isAudienceWord)
      .filter((word) => !seats.some(({ role }) => rolesOf(word).includes(role))),
    sources: [...(await storedSources(db, workspaceId, draft.audience)).values()],
    optedOut: before && !draft.isRequired ? await countOptedOut(db, before, candidates) : 0,
    before,
  };
}

async function countOptedOut(db: Db, cadence: Cadence, candidates: readonly PreviewedPerson[]): Promise<number> {
  const opted = (await optOutsOf(db, cadence.workspace_id, [{ ...cadence, is_required: 0 }])).get(cadence.id);
  return candidates.filter(({ id, because }) => because === null && opted?.has(id)).length;
}

/**
 * Creates or changes the draft's cadence and deletes the draft. `lastRoundIn` finds the date of the last regular round.
 * Throws DRAFT_EXPIRED, PROGRAM_NOT_YOURS, NO_PARTICIPANT, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED.
 */
export async function applyDraft(
  ctx: ActorContext,
  wanted: { draftId: string; lastRoundIn(tx: Tx, workspaceId: string, id: string): Promise<LocalDate | null> },
): Promise<Cadence> {
  const { actor } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    await lockRows(tx, "person", { workspaceId: actor.workspace_id, ids: [actor.id] });
    const draft = await draftOf(tx, actor, wanted.draftId);
    const { cadenceId, programId, template, rule, audience, readers, disclosure, questions, isRequired, pilot } = draft;
    const title = draft.title === "" ? null : draft.title;
    await rows(tx, "cadence_draft", actor.workspace_id).remove({ id: wanted.draftId });
    if (cadenceId !== null) {
      const lastKey = await wanted.lastRoundIn(tx, actor.workspace_id, cadenceId);
      const required = isRequired ? (1 as const) : (0 as const);
      const change = { title, rule, audience, readers, disclosure, questions, is_required: required, pilot };
      const before = await cadenceOf(tx, actor.workspace_id, cadenceId);
      const changed = await changeCadence(within, { cadenceId, ...change, lastKey });
      if (yearStartIn(before.rule) !== yearStartIn(rule))
        await yearsChanged.happened(ctx, tx, { workspaceId: actor.workspace_id });
      return changed;
    }
    const program = await placeOfCadence(ctx, tx, { programId, template });
    const key = await keyOfNewCadence(tx, program, title ?? template ?? rule.every);
    const input = { key, program, title, template, questions, rule, audience, readers, disclosure, isRequired, pilot };
    const cadence = await createCadence(within, input);
    if (yearStartIn(rule) !== null) await yearsChanged.happened(ctx, tx, { workspaceId: actor.workspace_id });
    return cadence;
  });
}
