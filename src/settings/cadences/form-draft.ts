/** The form of a cadence, between what Slack shows and the draft that is kept. */
import type { ModalView } from "@slack/types";
import {
  type AudienceMember,
  type AudienceSource,
  isAudienceWord,
  isNamedPerson,
  sourceMember,
  sourceName,
} from "../../cadences/audience/audience.ts";
import { peopleOfAudience, storedSources } from "../../cadences/audience/audience-people.ts";
import type { Pilot } from "../../cadences/audience/pilot.ts";
import { type Cadence, cadenceOf, nameOf, questionSetOf } from "../../cadences/cadences.ts";
import { type CadenceDraft, type DraftPreview, previewDraft } from "../../cadences/drafts.ts";
import { listAskedNext } from "../../cadences/participants.ts";
import { isAskedEvery } from "../../cadences/questions/questions.ts";
import { firstOpening } from "../../cadences/recurrence/preview.ts";
import type { WrittenRule } from "../../cadences/recurrence/rule.ts";
import {
  type Every,
  type PickerProblem,
  type Pickers,
  pickersFor,
  pickersOf,
  ruleFrom,
} from "../../cadences/recurrence/rule-form-choices.ts";
import { othersInWords, rhythmInWords } from "../../cadences/recurrence/rule-in-words.ts";
import { isWorkshop } from "../../cadences/templates.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { calendarName } from "../../calendars/calendars.ts";
import { WORKSPACE_CALENDAR } from "../../calendars/day-arithmetic.ts";
import { lastRoundDate } from "../../check-ins/rounds/rounds.ts";
import { USUAL_MORNING } from "../../delivery/lanes.ts";
import { type Person, peopleByIds, readerAt, readerOf } from "../../people/people.ts";
import { settingsOf, zonesOf } from "../../people/settings.ts";
import type { Db } from "../../platform/database.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { type Language, languageOf, list, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf, type Weekday } from "../../platform/time.ts";
import { programOf, refuseWhoCannotAnswer } from "../../programs/programs.ts";
import { listSeatsOn } from "../../programs/seats.ts";
import type { UserGroup } from "../../slack/member-lists.ts";
import { sourceBlocks } from "./form-fields.ts";
import { type CadenceFields, type CadenceFormState, cadenceIn, cadenceView, type ShownCadence } from "./form-screen.ts";
import { previewView, type ShownChange } from "./review-screen.ts";

type Stamps = Pick<Services, "db" | "clock">;

/** How the draft is called when nobody gives it a name. */
export function usualName(draft: CadenceDraft, reader: Reader): string {
  return nameOf({ template: draft.template, rule: draft.rule, title: null }, reader);
}

interface FormShown {
  /** The rhythm chosen in it, and what the pickers showed before. */
  every?: Every | undefined;
  filled?: Pickers | undefined;
  /** Whether a time is asked for; left out: as in the pickers. */
  isFixed?: boolean | undefined;
  groups: readonly UserGroup[];
  /** Left out: of one that is there already. */
  isWhole?: boolean;
}

export async function draftForm(
  { db }: Stamps,
  actor: Person,
  draftId: string,
  draft: CadenceDraft,
  { every, filled, isFixed, groups, isWhole = draft.cadenceId !== null }: FormShown,
): Promise<ModalView> {
  const reader = readerOf(actor);
  const program = await programOf(db, actor.workspace_id, draft.programId);
  const named = await peopleByIds(db, actor.workspace_id, draft.audience.filter(isNamedPerson));
  const first = await peopleByIds(db, actor.workspace_id, draft.pilot?.people ?? []);
  const own = pickersOf(draft.rule);
  const { workingWeek } = await settingsOf(db, actor.workspace_id);
  return cadenceView(reader, draftId, {
    draft,
    isWhole,
    pickers: shownPickers(own, { every, filled, isFixed }, workingWeek),
    program: program.title,
    usualName: usualName(draft, reader),
    zones: await zonesOf(db, actor.workspace_id),
    calendar: await calendarInWords(db, actor, draft.rule),
    people: named.map((person) => person.slack_user_id),
    pilot: first.map((person) => person.slack_user_id),
    groups,
    names: await sourceNames(db, actor.workspace_id, draft.audience),
  });
}

/** Another rhythm has days of its own; the time stays as it is chosen. */
function shownPickers(
  own: Pickers,
  { every, filled = own, isFixed = filled.at !== null }: Pick<FormShown, "every" | "filled" | "isFixed">,
  workingWeek: readonly Weekday[],
): Pickers {
  const days = every === own.every ? own : pickersFor(every ?? filled.every, filled, workingWeek);
  const time = isFixed ? { at: filled.at ?? USUAL_MORNING, zone: filled.zone } : { at: null, zone: "participant" };
  return { ...(every === undefined || every === filled.every ? filled : days), ...time };
}

/** The rule that the form says, with the single dates of the draft; null while something is wrong in it. */
export function ruleInForm(
  { clock }: Pick<Services, "clock">,
  actor: Person,
  draft: CadenceDraft,
  { filled, state }: { filled: ShownCadence; state: CadenceFormState },
): WrittenRule | null {
  const { pickers } = cadenceIn(filled, state, pickersOf(draft.rule), draft);
  const read = ruleFrom(pickers, { before: draft.rule, today: localDateOf(clock.now(), actor.zone) });
  return "rule" in read ? read.rule : null;
}

/** By whose public holidays a rule moves; null where there are none. */
async function calendarInWords(db: Db, actor: Person, { calendar = WORKSPACE_CALENDAR }: WrittenRule) {
  const { workspace_id: workspaceId, locale } = actor;
  if (typeof calendar === "object") return calendar.join(", ");
  const name = calendar === WORKSPACE_CALENDAR ? (await settingsOf(db, workspaceId)).holidayRegion : calendar;
  return name && calendarName(db, workspaceId, name, languageOf(locale));
}

interface FormReading {
  filled: ShownCadence;
  state: CadenceFormState;
  personOf(slackUserId: string): Promise<Person>;
  readSource(source: AudienceSource): Promise<AudienceSource>;
}

/** The draft as the form says it, or what is wrong, by its field. */
export async function draftFrom(
  services: Stamps,
  actor: Person,
  draft: CadenceDraft,
  reading: FormReading,
): Promise<{ draft: CadenceDraft } | { errors: Record<string, string> }> {
  const { db, clock } = services;
  const { filled, state, personOf } = reading;
  const reader = readerOf(actor);
  const texts = textsFor(cadenceTexts, reader).fieldErrors;
  const errors: Record<string, string> = {};

  const before = draft.cadenceId === null ? null : await cadenceOf(db, actor.workspace_id, draft.cadenceId);
  const fields = cadenceIn(filled, state, pickersOf(draft.rule), draft);
  const { except, extra, pauses } = draft.rule;
  const read = ruleFrom(fields.pickers, {
    before: { ...(before?.rule ?? draft.rule), except, extra, pauses },
    today: localDateOf(clock.now(), actor.zone),
  });
  if ("problem" in read) errors[read.problem.at] = pickerSentence(read.problem, texts);
  else Object.assign(errors, wrongRhythm(draft, read.rule.every, texts));

  const people = await readAudience(fields, draft, reading, { language: languageOf(reader.locale), errors });
  if (fields.readers.length === 0) errors.readers = texts.noDigest;
  if (fields.audience.length + people.length + fields.sources.length === 0) errors.audience = texts.required;
  if (draft.questions.length === 0) errors[state.isWhole ? "disclosure" : "audience"] = texts.noQuestions;

  const members = membersOf(fields, people, draft);
  const first = fields.pilot === null ? await peopleByIds(db, actor.workspace_id, draft.pilot?.people ?? []) : [];
  for (const slackId of fields.pilot?.people ?? []) first.push(await personOf(slackId));
  const outside = await outsideAudience(services, actor, { ...draft, ...members }, first);
  if (outside.length > 0) errors.pilot = texts.pilotOutside(list(reader, outside));
  if (!("rule" in read) || Object.keys(errors).length > 0) return { errors };

  const rounds = (fields.pilot ?? draft.pilot)?.rounds ?? null;
  const pilot: Pilot | null = first.length > 0 ? { rounds, people: first.map(({ id }) => id) } : null;
  return { draft: { ...draft, ...members, pilot, title: fields.title.trim(), rule: read.rule } };
}

/** What is asked in another rhythm alone. */
function wrongRhythm(
  draft: CadenceDraft,
  every: WrittenRule["every"],
  texts: (typeof cadenceTexts)["en"]["fieldErrors"],
): { every?: string } {
  if (!draft.questions.every((question) => isAskedEvery(every, question))) return { every: texts.ofQuarter };
  return isWorkshop(draft) && every !== "year" ? { every: texts.workshopYearly } : {};
}

/** Ids of the people named one by one. Enters into `errors` who cannot answer and what cannot be read. */
async function readAudience(
  fields: CadenceFields,
  draft: CadenceDraft,
  { personOf, readSource }: FormReading,
  { language, errors }: { language: Language; errors: Record<string, string> },
): Promise<string[]> {
  const people = fields.people === null ? draft.audience.filter(isNamedPerson) : [];
  for (const slackId of fields.people ?? []) {
    const person = await personOf(slackId);
    const refusal = await refusalOf(language, () => refuseWhoCannotAnswer(person));
    if (refusal !== null) errors.people ??= refusal;
    people.push(person.id);
  }

  for (const source of fields.sources) {
    const refusal = await refusalOf(language, () => readSource(source));
    if (refusal !== null) errors[sourceBlocks[source.kind]] ??= refusal;
  }
  return people;
}

/** The names of those who are not asked by the draft. */
async function outsideAudience(
  { db, clock }: Stamps,
  actor: Person,
  { programId, audience }: CadenceDraft,
  people: readonly Person[],
): Promise<string[]> {
  if (people.length === 0) return [];
  const program = await programOf(db, actor.workspace_id, programId);
  const seats = await listSeatsOn(db, program, localDateOf(clock.now(), "UTC"));
  const members = await peopleOfAudience(db, actor.workspace_id, audience, seats);
  const asked = new Set(members.filter(({ because }) => because === null).map(({ person }) => person.id));
  return people.filter(({ id }) => !asked.has(id)).map(({ name }) => name);
}

/** Readers who are named one by one are not asked for in the form: they stay. */
function membersOf(fields: CadenceFields, people: readonly string[], draft: CadenceDraft) {
  const namedReaders = draft.readers.filter(isNamedPerson);
  return {
    audience: [...fields.audience, ...people, ...fields.sources.map(sourceMember)],
    readers: [...fields.readers, ...namedReaders],
    disclosure: fields.disclosure,
    isRequired: fields.isRequired,
  };
}

/** What the channels and groups of an audience are called, by their words in it. */
async function sourceNames(
  db: Db,
  workspaceId: string,
  audience: readonly AudienceMember[],
): Promise<Map<AudienceMember, string>> {
  const names = await storedSources(db, workspaceId, audience);
  return new Map([...names].map(([member, source]) => [member, sourceName(source)]));
}

function pickerSentence({ because }: PickerProblem, texts: (typeof cadenceTexts)["en"]["fieldErrors"]): string {
  if (because === "missing") return texts.required;
  if (because === "before-start") return texts.endsBefore;
  return because === "never" ? texts.never : texts.needsMonth;
}

/** The view before saving, or what stands against it, by the block of its field. */
export async function draftPreview(
  services: Stamps,
  actor: Person,
  draftId: string,
  draft: CadenceDraft,
): Promise<{ view: ModalView } | { errors: Record<string, string> }> {
  const { db } = services;
  const reader = readerAt(actor, services.clock.now());
  const texts = textsFor(cadenceTexts, reader).fieldErrors;
  const preview = await previewDraft(services, actor, draft, await askedBefore(db, actor, draft.cadenceId));
  const isAnybodyAble = preview.asked.length > 0 || preview.notAsked.some(({ because }) => because === "away");
  if (!isAnybodyAble) return { errors: { audience: texts.nobody } };
  if (preview.dates.length === 0) return { errors: { from: texts.ended } };
  const name = draft.title || usualName(draft, reader);
  const change = preview.before && (await changeOf(services, actor, draft, preview, preview.before));
  const { template, rule, pilot } = draft;
  return { view: previewView(reader, draftId, { ...preview, name, template, rule, pilot, change }) };
}

/** That a cadence is saved; of a new one, when it first comes. */
export async function savedLine(
  services: Stamps,
  actor: Person,
  cadence: Cadence,
  { isNew }: { isNew: boolean },
): Promise<string> {
  const reader = readerAt(actor, services.clock.now());
  const { saved, preview } = textsFor(cadenceTexts, reader);
  if (!isNew) return saved.changed(nameOf(cadence, reader));
  const program = await programOf(services.db, actor.workspace_id, cadence.program_id);
  const people = await listAskedNext(services.db, cadence, services);
  const first = firstOpening(cadence.timing, people, cadence.created_at);
  const when = first ? othersInWords(reader, cadence.rule, first) : preview.noOpening;
  return saved.created(nameOf(cadence, reader), program.title, when);
}

async function askedBefore(db: Db, actor: Person, cadenceId: string | null): Promise<LocalDate | null> {
  return cadenceId === null ? null : lastRoundDate(db, actor.workspace_id, cadenceId);
}

async function changeOf(
  { db, clock }: Stamps,
  actor: Person,
  draft: CadenceDraft,
  preview: DraftPreview,
  before: Cadence,
): Promise<ShownChange> {
  const reader = readerAt(actor, clock.now());
  const all = textsFor(cadenceTexts, reader);
  const pilots = [before.pilot?.people ?? [], draft.pilot?.people ?? []].flat();
  const ids = [before.audience, before.readers, draft.audience, draft.readers, pilots].flat();
  const people = await peopleByIds(db, actor.workspace_id, ids.filter(isNamedPerson));
  const sources = await sourceNames(db, actor.workspace_id, ids);

  const membersInWords = (members: readonly string[]) =>
    list(
      reader,
      members.map((member) =>
        isAudienceWord(member)
          ? all.body[member]
          : (sources.get(member) ?? people.find(({ id }) => id === member)?.name ?? ""),
      ),
    );
  const pilotInWords = (pilot: Pilot | null) =>
    pilot ? all.preview.pilotOf(membersInWords(pilot.people), pilot.rounds) : all.preview.noPilot;
  const optingOut = (isRequired: boolean) => (isRequired ? all.preview.no : all.preview.yes);

  const compared: ShownChange["lines"] = [
    { what: "name", was: nameOf(before, reader), now: draft.title || usualName(draft, reader) },
    { what: "when", was: rhythmInWords(before, reader), now: rhythmInWords(draft, reader) },
    { what: "audience", was: membersInWords(before.audience), now: membersInWords(draft.audience) },
    { what: "readers", was: membersInWords(before.readers), now: membersInWords(draft.readers) },
    { what: "disclosure", was: all.disclosure[before.disclosure], now: all.disclosure[draft.disclosure] },
    { what: "required", was: optingOut(before.is_required === 1), now: optingOut(draft.isRequired) },
    { what: "pilot", was: pilotInWords(before.pilot), now: pilotInWords(draft.pilot) },
  ];

  const { questions } = await questionSetOf(db, actor.workspace_id, before.question_set_id);
  const asked = new Map(questions.map((question) => [question.key, JSON.stringify(question)]));
  const same = draft.questions.filter(({ key }) => asked.has(key));
  const counts = {
    added: draft.questions.length - same.length,
    changed: same.filter((question) => asked.get(question.key) !== JSON.stringify(question)).length,
    removed: questions.length - same.length,
  };

  const isSame = JSON.stringify(questions) === JSON.stringify(draft.questions);
  const [first] = preview.dates;
  return {
    lines: compared.filter(({ was, now }) => was !== now),
    questions: isSame ? null : counts,
    from: before.state === "paused" || !first ? null : longDate(reader, first),
  };
}
