/** What a check-in says below *Help or decision needed?*: whom it asks, by when, and how that is changed. */
import type { KnownBlock } from "@slack/types";
import { isNothing } from "../../cadences/questions/field-lines.ts";
import type { Answers, Question } from "../../cadences/questions/questions.ts";
import { getsInWords } from "../../calendars/reached.ts";
import { getPerson, type Person, peopleBySlackIds, readerOf } from "../../people/people.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { LookupContext } from "../../platform/events.ts";
import { languageOf, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { refuseWhoCannotAnswer } from "../../programs/programs.ts";
import { codeOf } from "../../register/codes-and-transitions.ts";
import { disclosureOfItems, newRequestReadAt, requestDefaults, requestOfAnswer } from "../../register/from-answers.ts";
import { answerFields, type HowAnswered, howChosen, optionsFor } from "../../register/requests/how-answered.ts";
import { usualDecider } from "../../register/requests/usual-decider.ts";
import type { RequestOption } from "../../register/types/decisions-and-requests.ts";
import { button, context, escapeMrkdwn, section } from "../../slack/blocks.ts";
import { dateField, personField } from "../../slack/inputs.ts";
import type { OpenForm } from "../rounds/context.ts";
import { checkInTexts } from "../texts.ts";
import { type FormFields, requestBlockOf } from "./field-values.ts";
import { formIds } from "./form.ts";
import type { FormToRead } from "./reading.ts";

interface Request {
  deciderId: string;
  neededBy: LocalDate;
  answer: { how: HowAnswered; options: readonly RequestOption[] };
}

/** One line that says what will happen with a button to change it; pressed, the two fields. */
export async function requestBlocks(
  services: { db: Db } & LookupContext,
  reader: Reader,
  { owner, current, context: { program, cadence } }: OpenForm,
  question: Question,
  { filled, isRequestOpen }: { filled: FormFields; isRequestOpen: boolean },
): Promise<KnownBlock[]> {
  const texts = textsFor(checkInTexts, reader).form;
  const { db } = services;
  const nameOf = async (id: string) => (await getPerson(db, owner.workspace_id, id)).name;
  const made = current && (await requestOfAnswer(db, owner, current.id, question));
  if (made) {
    const who = made.owner_id === null ? "" : await nameOf(made.owner_id);
    const by = made.due_on === null ? "" : shortDate(reader, made.due_on);
    return [context(escapeMrkdwn(texts.requestMade(codeOf(made), who, by)))];
  }

  const disclosure = disclosureOfItems(cadence.disclosure);
  const usual = await requestDefaults(services, db, owner, { program, disclosure });
  const answer = answerFields(reader, answerIds(question.key), answerIn(filled, question.key));
  const chosen = filled[requestBlockOf(question.key, "by")]?.selected_date ?? usual.neededBy;
  if (isRequestOpen || usual.deciderId === null) {
    const decider = usual.deciderId === null ? null : await getPerson(db, owner.workspace_id, usual.deciderId);
    const initial = filled[requestBlockOf(question.key, "who")]?.selected_user ?? decider?.slack_user_id;
    return [
      personField(requestBlockOf(question.key, "who"), texts.requestWho, {
        initial,
        isOptional: true,
        hint: usual.deciderId === null ? texts.requestToNobody(program.title) : undefined,
      }),
      dateField(requestBlockOf(question.key, "by"), texts.requestBy, { initial: chosen, isOptional: true }),
      ...answer,
    ];
  }

  const name = await nameOf(usual.deciderId);
  const asked = { deciderId: usual.deciderId, neededBy: chosen };
  const at = await newRequestReadAt(services, db, program, asked);
  const gets = at === null ? "" : getsInWords(reader, [name], at);
  const line = texts.requestTo(name, shortDate(reader, chosen), gets);
  const change = button(formIds.changeRequest, texts.changeRequest, { value: question.key });
  return [section(escapeMrkdwn(line), change), ...answer];
}

function answerIds(key: string) {
  return { how: requestBlockOf(key, "how"), options: requestBlockOf(key, "options"), chosen: formIds.howAnswered };
}

function answerIn(fields: FormFields, key: string): { how: HowAnswered; options: string } {
  return {
    how: howChosen(fields[requestBlockOf(key, "how")]?.selected_option?.value),
    options: fields[requestBlockOf(key, "options")]?.value ?? "",
  };
}

interface Asked extends Pick<FormToRead, "program" | "cadence" | "owner" | "current"> {
  question: Question | undefined;
  answers: Answers;
}

/** `errors` by block id. Null: as usual. */
export async function requestIn(
  services: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  asker: Person,
  fields: FormFields,
  { question, answers, program, cadence, owner, current }: Asked,
): Promise<{ request: Partial<Request> | null; errors: Record<string, string> }> {
  if (!question) return { request: null, errors: {} };
  const whoBlock = requestBlockOf(question.key, "who");
  const byBlock = requestBlockOf(question.key, "by");
  const who = fields[whoBlock]?.selected_user ?? null;
  const neededBy = fields[byBlock]?.selected_date ?? null;
  const texts = textsFor(checkInTexts, asker).fieldErrors;
  const language = languageOf(asker.locale);
  const errors: Record<string, string> = {};
  if (neededBy !== null && neededBy < localDateOf(services.clock.now(), asker.zone)) errors[byBlock] = texts.pastDay;
  const [decider] = who === null ? [] : await peopleBySlackIds(db, asker.workspace_id, [who]);
  if (who !== null && !decider) errors[whoBlock] = texts.unknownDecider;
  if (decider?.id === asker.id) errors[whoBlock] = texts.ownRequest;
  const answer = answerIn(fields, question.key);
  const read = optionsFor(answer);
  const isNew = !(current && (await requestOfAnswer(db, owner, current.id, question)));
  const words = answers[question.key];
  const isAnswered = typeof words === "string" && !isNothing(words);
  const asked = { requesterId: owner.id, disclosure: disclosureOfItems(cadence.disclosure) };
  if ("error" in read && isAnswered) errors[requestBlockOf(question.key, "options")] = read.error(readerOf(asker));
  const refusal = decider
    ? await refusalOf(language, () => refuseWhoCannotAnswer(decider))
    : isNew && isAnswered && (await refusalOf(language, () => usualDecider(services, db, program, asked)));
  if (refusal) errors[whoBlock] ??= refusal;
  return {
    request: {
      ...(decider && { deciderId: decider.id }),
      ...(neededBy !== null && { neededBy }),
      ...("options" in read && { answer: { how: answer.how, options: read.options } }),
    },
    errors,
  };
}
