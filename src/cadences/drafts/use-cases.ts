/** A cadence while somebody sets it up: kept between the steps, since a modal's metadata is too small for its questions. */

import { calendarOfRule } from "../../calendars/calendars.ts";
import { absencesOn } from "../../people/absences/use-cases.ts";
import { withMornings } from "../../people/preferences/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import { settingsOf } from "../../people/use-cases-settings.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY, type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { listSeatsOn, type Program, programOf, refuseUnlessMayChange } from "../../programs/use-cases.ts";
import { type AudienceWord, isAudienceWord, rolesOf } from "../audience/audience.ts";
import { listOptOuts } from "../audience/opt-outs/repository.ts";
import { keptSources, peopleOfAudience } from "../audience/people.ts";
import type { KeptSource } from "../audience/repository.ts";
import { yearsChanged } from "../events.ts";
import type { WrittenRule } from "../recurrence/rule.ts";
import { withCalendar } from "../recurrence/rules-plan.ts";
import { type Candidate, type Preview, plannedThroughAfter, previewOf } from "../recurrence/rules-preview.ts";
import { yearStartIn } from "../recurrence/years/rules.ts";
import { getCadence, getQuestionSet } from "../repository.ts";
import { templateById } from "../templates.ts";
import { type Cadence, createCadence, keyOfNewCadence } from "../use-cases.ts";
import { changeCadence } from "../use-cases-changes.ts";
import { type CadenceDraft, cadenceDraftSchema, draftFrom } from "./draft.ts";
import { deleteDraft, deleteDraftsBefore, findDraft, upsertDraft } from "./repository.ts";

const failure = errorTable({
  DRAFT_GONE: {
    en: () => "This form expired or was already saved. Reopen it from the list of check-ins.",
    fr: () => "Ce formulaire a expiré ou a déjà été enregistré. Rouvrez-le depuis la liste des points d’étape.",
  },
});

const DRAFT_LIFE_MS = 7 * DAY;

/** Starts a new cadence from a template, or with null from questions of one's own. Throws PROGRAM_NOT_YOURS. */
export async function startDraft(
  services: Services,
  actor: Person,
  { programId, template: id }: { programId: string; template: string | null },
): Promise<{ id: string; draft: CadenceDraft }> {
  const program = await programOf(services.db, actor.workspace_id, programId);
  await refuseUnlessMayChange(services.db, actor, program, services);
  const { workingWeek } = await settingsOf(services.db, actor.workspace_id);
  const template = id === null ? null : templateById(id);
  const own: WrittenRule = { every: "week", on: workingWeek.slice(0, 1), at: "09:00", zone: "participant" };
  const rule = template?.rule ?? own;
  return keepNew(services, actor, {
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

/** Starts the change of a cadence. Throws PROGRAM_NOT_YOURS. */
export async function startChange(
  services: Services,
  actor: Person,
  cadenceId: string,
): Promise<{ id: string; draft: CadenceDraft }> {
  const { db } = services;
  const cadence = await getCadence(db, actor.workspace_id, cadenceId);
  const program = await programOf(db, actor.workspace_id, cadence.program_id);
  await refuseUnlessMayChange(db, actor, program, services);
  const { questions } = await getQuestionSet(db, actor.workspace_id, cadence.question_set_id);
  return keepNew(services, actor, draftFrom(cadence, questions));
}

/** Throws DRAFT_GONE. */
export async function draftOf(db: Db | Tx, actor: Person, id: string): Promise<CadenceDraft> {
  const row = await findDraft(db, { workspaceId: actor.workspace_id, personId: actor.id, id });
  if (!row) throw failure("DRAFT_GONE");
  return cadenceDraftSchema.parse(JSON.parse(row.content));
}

export async function keepDraft(
  { db, clock }: Pick<Services, "db" | "clock">,
  actor: Person,
  id: string,
  draft: CadenceDraft,
): Promise<void> {
  await upsertDraft(db, {
    workspace_id: actor.workspace_id,
    id,
    person_id: actor.id,
    content: JSON.stringify(draft),
    updated_at: clock.now(),
  });
}

async function keepNew(services: Services, actor: Person, draft: CadenceDraft) {
  const id = services.ids.next();
  await deleteDraftsBefore(services.db, actor.workspace_id, addMs(services.clock.now(), -DRAFT_LIFE_MS));
  await keepDraft(services, actor, id, draft);
  return { id, draft };
}

export interface DraftPreview extends Preview {
  program: Program;
  /** Bodies of the audience in which nobody sits. */
  emptyBodies: AudienceWord[];
  /** The channels and groups of the audience. */
  sources: KeptSource[];
  /** How many of those who are asked have opted out. */
  optedOut: number;
  /** The cadence as it is, when the draft changes one. */
  before: Cadence | null;
}

/** What the draft would do if it were saved now. `lastKey`: the date of its last regular round, or null. */
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
  const before = draft.cadenceId === null ? null : await getCadence(db, workspaceId, draft.cadenceId);
  const seats = await listSeatsOn(db, program, today);
  const people = await peopleOfAudience(db, workspaceId, draft.audience, seats);
  const ids = people.map(({ person }) => person.id);
  const away = await absencesOn(db, workspaceId, ids, today);
  const known = people.map(({ person }) => person);
  const candidates = (await withMornings(db, workspaceId, known)).map(
    ({ id, name, zone, morning }, place): Candidate => ({
      id,
      name,
      zone,
      morning,
      because: people[place]?.because ?? null,
      awayUntil: away.get(id) ?? null,
    }),
  );
  const timing = withCalendar(draft.rule, await calendarOfRule(db, workspaceId, draft.rule));
  const collator = new Intl.Collator(actor.locale);
  candidates.sort((one, other) => collator.compare(one.name, other.name));
  const plannedThrough = before && plannedThroughAfter(before, timing, lastKey);
  return {
    ...previewOf(timing, candidates, { plannedThrough, now, pilot: draft.pilot }),
    program,
    emptyBodies: draft.audience
      .filter(isAudienceWord)
      .filter((word) => !seats.some(({ role }) => rolesOf(word).includes(role))),
    sources: [...(await keptSources(db, workspaceId, draft.audience)).values()],
    optedOut: before && !draft.isRequired ? await optedOutAmong(db, before, candidates) : 0,
    before,
  };
}

async function optedOutAmong(db: Db, { workspace_id, id }: Cadence, candidates: readonly Candidate[]): Promise<number> {
  const opted = await listOptOuts(db, workspace_id, [id]);
  return candidates.filter(
    (person) => person.because === null && opted.some(({ person_id }) => person_id === person.id),
  ).length;
}

/**
 * Makes the cadence of the draft, or changes it, and forgets the draft. `lastRoundIn` finds the date of the last regular round.
 * Throws DRAFT_GONE, PROGRAM_NOT_YOURS, NO_PARTICIPANT, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED.
 */
export async function saveDraft(
  services: Services,
  actor: Person,
  id: string,
  lastRoundIn: (tx: Tx, cadenceId: string) => Promise<LocalDate | null>,
): Promise<Cadence> {
  return inTransaction(services.db, (tx) => saveIn(services, tx, actor, id, lastRoundIn));
}

async function saveIn(
  services: Services,
  tx: Tx,
  actor: Person,
  id: string,
  lastRoundIn: (tx: Tx, cadenceId: string) => Promise<LocalDate | null>,
): Promise<Cadence> {
  const draft = await draftOf(tx, actor, id);
  const { cadenceId, programId, template, rule, audience, readers, disclosure, questions, isRequired, pilot } = draft;
  const title = draft.title === "" ? null : draft.title;
  await deleteDraft(tx, actor.workspace_id, id);
  if (cadenceId !== null) {
    const lastKey = await lastRoundIn(tx, cadenceId);
    const required = isRequired ? (1 as const) : (0 as const);
    const change = { title, rule, audience, readers, disclosure, questions, is_required: required, pilot };
    const before = await getCadence(tx, actor.workspace_id, cadenceId);
    const changed = await changeCadence(services, tx, actor, cadenceId, { ...change, lastKey });
    if (yearStartIn(before.rule) !== yearStartIn(rule))
      await yearsChanged.happened(services, tx, { workspaceId: actor.workspace_id });
    return changed;
  }
  const program = await programOf(tx, actor.workspace_id, programId);
  const key = await keyOfNewCadence(tx, program, title ?? template ?? rule.every);
  const input = { key, program, title, template, questions, rule, audience, readers, disclosure, isRequired, pilot };
  const cadence = await createCadence(services, tx, actor, input);
  if (yearStartIn(rule) !== null) await yearsChanged.happened(services, tx, { workspaceId: actor.workspace_id });
  return cadence;
}
