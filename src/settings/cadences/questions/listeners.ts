/** The editor of questions: a list on top of the form, and the form of one question on top of the list. */
import type { z } from "zod";
import type { CadenceDraft } from "../../../cadences/drafts.ts";
import { draftOf, keepDraft } from "../../../cadences/drafts.ts";
import { cadenceIds, questionMenu } from "../../../cadences/ids.ts";
import { MOST_QUESTIONS, type Question } from "../../../cadences/questions/questions.ts";
import { BLANK_QUESTION, fieldsOfQuestion, moved, questionFrom } from "../../../cadences/questions/rules.ts";
import { type Person, readerOf } from "../../../people/use-cases.ts";
import type { Services } from "../../../platform/services.ts";
import { languageOf } from "../../../platform/texts/language.ts";
import type { GroupDirectory } from "../../../slack/group-directory.ts";
import { type Listening, onPress, type Press } from "../../../slack/listening.ts";
import { cadenceForm } from "../blocks-form.ts";
import { draftForm } from "../form.ts";
import { questionErrors, questionForm, questionIn, questionsState, questionsView, questionView } from "./blocks.ts";

type ListState = z.infer<typeof questionsState>;

export function registerQuestionListeners(
  listening: Listening<Person>,
  services: Services,
  directory: GroupDirectory,
): void {
  const { db } = services;

  onPress(listening, cadenceIds.questions, async (press) => {
    if (!press.view) return;
    const shown = cadenceForm.opened(press.view).state;
    const { draftId } = shown;
    const draft = await draftOf(db, press.actor, draftId);
    const view = questionsView(readerOf(press.actor), { ...shown, formId: press.view.id }, draft.questions);
    await press.client.views.push({ trigger_id: press.triggerId, view });
  });

  onPress(listening, cadenceIds.addQuestion, async (press) => {
    if (!press.view) return;
    const list = questionsState.parse(JSON.parse(press.view.privateMetadata));
    const form = questionView(readerOf(press.actor), { list, place: null, type: BLANK_QUESTION.type }, BLANK_QUESTION);
    await press.client.views.push({ trigger_id: press.triggerId, view: form });
  });

  questionMenu.listen(listening, async (press, choice, about) => {
    if (!press.view) return;
    const list = questionsState.parse(JSON.parse(press.view.privateMetadata));
    const place = Number(about);
    const draft = await draftOf(db, press.actor, list.draftId);
    const { questions } = draft;
    if (choice === "edit") return editQuestion(press, list, questions, place);
    const changed =
      choice === "remove"
        ? questions.filter((_, index) => index !== place)
        : moved(questions, place, choice === "up" ? -1 : 1);
    await keep(services, directory, press, { listId: press.view.id, state: list, draft, questions: changed });
  });

  onPress(listening, cadenceIds.questionType, async (press) => {
    if (!press.view) return;
    const { state, filled } = questionForm.opened(press.view);
    const { questions } = await draftOf(db, press.actor, state.list.draftId);
    const question = questionIn(filled, fieldsBefore(press.actor, questions, state.place));
    const { type } = question;
    if (type === state.type) return;
    const view = questionView(readerOf(press.actor), { ...state, type }, question);
    await press.client.views.update({ view_id: press.view.id, hash: press.view.hash, view });
  });

  questionForm.listenToShown(listening, async (submitted) => {
    const { actor, state, filled, belowId } = submitted;
    const draft = await draftOf(db, actor, state.list.draftId);
    const { questions } = draft;
    const before = state.place === null ? null : (questions[state.place] ?? null);
    const fields = questionIn(filled, fieldsBefore(actor, questions, state.place));
    const takenKeys = questions.filter((question) => question !== before).map((question) => question.key);
    const read = questionFrom(fields, before, { language: languageOf(actor.locale), takenKeys });
    if ("problems" in read) return { errors: questionErrors(readerOf(actor), read.problems) };
    const changed = before
      ? questions.map((question) => (question === before ? read.question : question))
      : [...questions, read.question].slice(0, MOST_QUESTIONS);
    await keep(services, directory, submitted, { listId: belowId, state: state.list, draft, questions: changed });
    return { close: true };
  });
}

/** Keeps the questions and shows them in the list and, as a number, in the form below it. */
async function keep(
  services: Services,
  directory: GroupDirectory,
  { actor, client }: Pick<Press<Person>, "actor" | "client">,
  {
    listId,
    state,
    draft,
    questions,
  }: { listId: string | null; state: ListState; draft: CadenceDraft; questions: Question[] },
): Promise<void> {
  const changed = { ...draft, questions };
  await keepDraft(services, actor, state.draftId, changed);
  if (listId !== null)
    await client.views.update({ view_id: listId, view: questionsView(readerOf(actor), state, questions) });
  const groups = await directory.groups(client);
  const form = await draftForm(services, actor, state.draftId, changed, { ...state, groups });
  await client.views.update({ view_id: state.formId, view: form });
}

async function editQuestion(
  press: Press<Person>,
  list: ListState,
  questions: readonly Question[],
  place: number,
): Promise<void> {
  const question = questions[place];
  if (!question) return;
  const fields = fieldsOfQuestion(question, languageOf(press.actor.locale));
  const view = questionView(readerOf(press.actor), { list, place, type: question.type }, fields);
  await press.client.views.push({ trigger_id: press.triggerId, view });
}

function fieldsBefore(actor: Person, questions: readonly Question[], place: number | null) {
  const before = place === null ? undefined : questions[place];
  return before ? fieldsOfQuestion(before, languageOf(actor.locale)) : BLANK_QUESTION;
}
