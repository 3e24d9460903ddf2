/** The form of a cadence, between what Slack shows and the draft that is kept. */
import type { ModalView } from "@slack/types";
import { nameOf } from "../check-ins/round-context.ts";
import { lastRoundDate } from "../check-ins/use-cases-rounds.ts";
import { type Person, peopleByIds, readerOf } from "../people/use-cases.ts";
import { settingsOf, zonesOf } from "../people/use-cases-settings.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, list, longDate, type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { programOf, refuseWhoCannotAnswer } from "../programs/use-cases.ts";
import { isAudienceWord } from "./audience.ts";
import { previewView, type ShownChange } from "./blocks.ts";
import { type CadenceFields, type CadenceFormState, cadenceForm, readCadenceForm } from "./blocks-form.ts";
import type { CadenceDraft } from "./draft.ts";
import { type Every, type PickerProblem, type Pickers, pickersFor, pickersOf, ruleFrom } from "./rules-pickers.ts";
import { ruleInWords } from "./rules-words.ts";
import { cadenceTexts } from "./texts.ts";
import { type Cadence, cadenceOf, questionSetOf } from "./use-cases.ts";
import { type DraftPreview, previewDraft } from "./use-cases-drafts.ts";

type Stamps = Pick<Services, "db" | "clock">;

/** How the draft is called when nobody gives it a name. */
export function usualName(draft: CadenceDraft, reader: Reader): string {
  return nameOf({ template: draft.template, rule: draft.rule, title: null }, reader);
}

/** The form of a draft. `every`: the rhythm chosen in it, where that is not the draft's. */
export async function draftForm(
  { db }: Stamps,
  actor: Person,
  draftId: string,
  draft: CadenceDraft,
  { every, filled }: { every?: Every; filled?: Pickers } = {},
): Promise<ModalView> {
  const reader = readerOf(actor);
  const program = await programOf(db, actor.workspace_id, draft.programId);
  const named = await peopleByIds(
    db,
    actor.workspace_id,
    draft.audience.filter((member) => !isAudienceWord(member)),
  );
  const own = pickersOf(draft.rule);
  const { workingWeek } = await settingsOf(db, actor.workspace_id);
  return cadenceForm(reader, draftId, {
    draft,
    pickers: every === undefined || every === own.every ? own : pickersFor(every, filled ?? own, workingWeek),
    program: program.title,
    usualName: usualName(draft, reader),
    zones: await zonesOf(db, actor.workspace_id),
    people: named.map((person) => person.slack_user_id),
  });
}

/** The draft as the form says it, or what is wrong, by the block of its field. */
export async function draftFrom(
  { db, clock }: Stamps,
  actor: Person,
  draft: CadenceDraft,
  {
    values,
    state,
    personOf,
  }: {
    values: unknown;
    state: CadenceFormState;
    personOf: (slackUserId: string) => Promise<Person>;
  },
): Promise<{ draft: CadenceDraft } | { errors: Record<string, string> }> {
  const reader = readerOf(actor);
  const texts = textsFor(cadenceTexts, reader).fieldErrors;
  const errors: Record<string, string> = {};
  const before = draft.cadenceId === null ? null : await cadenceOf(db, actor.workspace_id, draft.cadenceId);
  const fields = readCadenceForm(values, state, pickersOf(draft.rule));
  const read = ruleFrom(fields.pickers, {
    before: before?.rule ?? draft.rule,
    today: localDateOf(clock.now(), actor.zone),
  });
  if ("problem" in read) errors[pickerBlock(read.problem, state)] = pickerSentence(read.problem, texts);
  const people: string[] = [];
  for (const slackId of fields.people) {
    const person = await personOf(slackId);
    const refusal = await refusalOf(languageOf(reader.locale), () => refuseWhoCannotAnswer(person));
    if (refusal !== null) errors.people ??= refusal;
    people.push(person.id);
  }
  if (fields.readers.length === 0) errors.readers = texts.noDigest;
  if (fields.audience.length === 0 && people.length === 0) errors.audience = texts.required;
  if (draft.questions.length === 0) errors.disclosure = texts.noQuestions;
  if (!("rule" in read) || Object.keys(errors).length > 0) return { errors };
  return { draft: { ...draft, ...membersOf(fields, people, draft), title: fields.title.trim(), rule: read.rule } };
}

/** Readers who are named one by one are not asked for in the form: they stay. */
function membersOf(fields: CadenceFields, people: readonly string[], draft: CadenceDraft) {
  const namedReaders = draft.readers.filter((member) => !isAudienceWord(member));
  return {
    audience: [...fields.audience, ...people],
    readers: [...fields.readers, ...namedReaders],
    disclosure: fields.disclosure,
  };
}

function pickerBlock({ at }: PickerProblem, { every }: CadenceFormState): string {
  return `${at}:${every}`;
}

function pickerSentence({ because }: PickerProblem, texts: (typeof cadenceTexts)["en"]["fieldErrors"]): string {
  if (because === "missing") return texts.required;
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
  const reader = readerOf(actor);
  const texts = textsFor(cadenceTexts, reader).fieldErrors;
  const lastKey = draft.cadenceId === null ? null : await lastRoundDate(db, actor.workspace_id, draft.cadenceId);
  const preview = await previewDraft(services, actor, draft, lastKey);
  const isAnybodyAble = preview.asked.length > 0 || preview.notAsked.some(({ because }) => because === "away");
  if (!isAnybodyAble) return { errors: { audience: texts.nobody } };
  if (preview.openings.every(({ at }) => at.length === 0)) return { errors: { from: texts.ended } };
  const name = draft.title || usualName(draft, reader);
  const change = preview.before && (await changeOf(services, actor, draft, preview, preview.before));
  return { view: previewView(reader, draftId, { ...preview, name, rule: draft.rule, change }) };
}

async function changeOf(
  { db }: Stamps,
  actor: Person,
  draft: CadenceDraft,
  preview: DraftPreview,
  before: Cadence,
): Promise<ShownChange> {
  const reader = readerOf(actor);
  const language = languageOf(reader.locale);
  const all = textsFor(cadenceTexts, reader);
  const ids = [before.audience, before.readers, draft.audience, draft.readers].flat();
  const people = await peopleByIds(
    db,
    actor.workspace_id,
    ids.filter((member) => !isAudienceWord(member)),
  );
  const membersInWords = (members: readonly string[]) =>
    list(
      reader,
      members.map((member) =>
        isAudienceWord(member) ? all.body[member] : (people.find(({ id }) => id === member)?.name ?? ""),
      ),
    );
  const compared: ShownChange["lines"] = [
    { what: "name", was: nameOf(before, reader), now: draft.title || usualName(draft, reader) },
    { what: "when", was: ruleInWords(before.rule, language), now: ruleInWords(draft.rule, language) },
    { what: "audience", was: membersInWords(before.audience), now: membersInWords(draft.audience) },
    { what: "readers", was: membersInWords(before.readers), now: membersInWords(draft.readers) },
    { what: "disclosure", was: all.disclosure[before.disclosure], now: all.disclosure[draft.disclosure] },
  ];
  const { questions } = await questionSetOf(db, actor.workspace_id, before.question_set_id);
  const known = new Map(questions.map((question) => [question.key, JSON.stringify(question)]));
  const kept = draft.questions.filter(({ key }) => known.has(key));
  const counts = {
    added: draft.questions.length - kept.length,
    changed: kept.filter((question) => known.get(question.key) !== JSON.stringify(question)).length,
    removed: questions.length - kept.length,
  };
  const isSame = JSON.stringify(questions) === JSON.stringify(draft.questions);
  const [first] = preview.openings.flatMap(({ at }) => at.slice(0, 1)).sort();
  return {
    lines: compared.filter(({ was, now }) => was !== now),
    questions: isSame ? null : counts,
    from: before.state === "paused" || !first ? null : longDate(reader, localDateOf(first, reader.zone)),
  };
}
