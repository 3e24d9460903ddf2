/** What a check-in says below *Help or decision needed?*: whom it asks, by when, and how that is changed. */
import type { KnownBlock } from "@slack/types";
import type { Question } from "../../cadences/questions/questions.ts";
import { type Person, peopleBySlackIds, personById } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { DrumbeatError } from "../../platform/errors.ts";
import { button, context, escapeMrkdwn, section } from "../../platform/slack/blocks.ts";
import { dateField, personField } from "../../platform/slack/fields.ts";
import { languageOf, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { refuseWhoCannotAnswer } from "../../programs/use-cases.ts";
import { disclosureOfItems, requestDefaults, requestOfAnswer } from "../../register/from-answers.ts";
import { codeOf } from "../../register/rules.ts";
import { checkInTexts } from "../texts.ts";
import { type FormFields, requestBlockOf } from "./fields.ts";
import { formIds } from "./form.ts";
import type { OpenForm } from "./use-cases.ts";

interface Request {
  deciderId: string;
  neededBy: LocalDate;
}

/** One line that says what will happen with a button to change it; pressed, the two fields. */
export async function requestBlocks(
  services: { db: Db; clock: Pick<Clock, "now"> },
  reader: Reader,
  { owner, current, context: { program, cadence } }: OpenForm,
  question: Question,
  { filled, isRequestOpen }: { filled: FormFields; isRequestOpen: boolean },
): Promise<KnownBlock[]> {
  const texts = textsFor(checkInTexts, reader).form;
  const { db } = services;
  const nameOf = async (id: string) => (await personById(db, owner.workspace_id, id)).name;
  const made = current && (await requestOfAnswer(db, owner, current.id, question));
  if (made) {
    const who = made.owner_id === null ? "" : await nameOf(made.owner_id);
    const by = made.due_on === null ? "" : shortDate(reader, made.due_on);
    return [context(escapeMrkdwn(texts.requestMade(codeOf(made), who, by)))];
  }
  const disclosure = disclosureOfItems(cadence.disclosure);
  const usual = await requestDefaults(services, db, owner, { program, disclosure });
  const chosen = filled[requestBlockOf(question.key, "by")]?.selected_date ?? usual.neededBy;
  if (isRequestOpen) {
    const decider = usual.deciderId === null ? null : await personById(db, owner.workspace_id, usual.deciderId);
    const initial = filled[requestBlockOf(question.key, "who")]?.selected_user ?? decider?.slack_user_id;
    return [
      personField(requestBlockOf(question.key, "who"), texts.requestWho, { initial, isOptional: true }),
      dateField(requestBlockOf(question.key, "by"), texts.requestBy, { initial: chosen, isOptional: true }),
    ];
  }
  const line =
    usual.deciderId === null
      ? texts.requestToNobody
      : texts.requestTo(await nameOf(usual.deciderId), shortDate(reader, chosen));
  const change = button(formIds.changeRequest, texts.changeRequest, { value: question.key });
  return [section(escapeMrkdwn(line), change)];
}

/** `errors` by block id. Null: as usual. */
export async function requestIn(
  db: Db | Tx,
  asker: Person,
  fields: FormFields,
  { question, reader, today }: { question: Question | undefined; reader: Reader; today: LocalDate },
): Promise<{ request: Partial<Request> | null; errors: Record<string, string> }> {
  if (!question) return { request: null, errors: {} };
  const [whoBlock, byBlock] = [requestBlockOf(question.key, "who"), requestBlockOf(question.key, "by")];
  const [who, neededBy] = [fields[whoBlock]?.selected_user ?? null, fields[byBlock]?.selected_date ?? null];
  const texts = textsFor(checkInTexts, reader).fieldErrors;
  const errors: Record<string, string> = {};
  if (neededBy !== null && neededBy < today) errors[byBlock] = texts.pastDay;
  const [decider] = who === null ? [] : await peopleBySlackIds(db, asker.workspace_id, [who]);
  if (who !== null && !decider) errors[whoBlock] = texts.unknownDecider;
  if (decider?.id === asker.id) errors[whoBlock] = texts.ownRequest;
  else if (decider) {
    const refusal = refusalOf(decider);
    if (refusal) errors[whoBlock] = refusal.sentence(languageOf(reader.locale));
  }
  return {
    request: { ...(decider && { deciderId: decider.id }), ...(neededBy !== null && { neededBy }) },
    errors,
  };
}

function refusalOf(person: Person): DrumbeatError | null {
  try {
    refuseWhoCannotAnswer(person);
    return null;
  } catch (error) {
    if (error instanceof DrumbeatError) return error;
    throw error;
  }
}
