import { z } from "zod";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { showOver } from "../register/views.ts";
import { text } from "../slack/forms/fields.ts";
import { Form } from "../slack/forms/form.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import { dayOf, questionIds, reportValue } from "./ids.ts";
import { askLead, leadsToAsk, questionToReply, reply } from "./questions.ts";
import { questionTexts } from "./texts-questions.ts";

const LONGEST_WORDS = 1500;

const questionForm = new Form({
  id: "question.form",
  state: z.strictObject({ programId: z.string(), digestId: z.string().nullable() }),
  fields: z.object({ words: text({ isLong: true, max: LONGEST_WORDS }) }),
  required: (reader) => textsFor(questionTexts, reader).form.required,
});

/** `state`: the id of the question. */
const replyForm = new Form({
  id: "question.reply_form",
  state: z.string(),
  fields: z.object({ words: text({ isLong: true, max: LONGEST_WORDS }) }),
  required: (reader) => textsFor(questionTexts, reader).reply.required,
});

export function listenToQuestions(listening: Listening<Person>, services: Services): void {
  onPress(listening, questionIds.ask, async (press) => {
    const { actor, value } = press;
    const { programId, digestId } = reportValue.parse(value);
    const leads = await leadsToAsk(services, actor, programId);
    const reader = readerOf(actor);
    const { title, submit, close, words, hint } = textsFor(questionTexts, reader).form;
    await showOver(
      press,
      questionForm.view({
        // A past day is no message in whose thread a reply could stand.
        state: { programId, digestId: dayOf(digestId) === null ? digestId : null },
        ...{ title, submit, close },
        fields: { words: { label: words, hint: hint(namesOf(reader, leads)) } },
      }),
    );
  });

  questionForm.listen(listening, async ({ actor, state, filled: { words }, viewId }) => {
    const asked = await askLead(services, actor, { ...state, words, viewId });
    const reader = readerOf(actor);
    return { show: doneView(reader, textsFor(questionTexts, reader).form.done(namesOf(reader, asked))) };
  });

  onPress(listening, questionIds.reply, async ({ actor, value: questionId, open }) => {
    const { asker } = await questionToReply(services, actor, questionId);
    const reader = readerOf(actor);
    const texts = textsFor(questionTexts, reader);
    const { title, words, hint } = texts.reply;
    return open(
      replyForm.view({
        ...{ state: questionId, title, submit: texts.form.submit, close: texts.form.close },
        fields: { words: { label: words, hint: hint(asker.name) } },
      }),
    );
  });

  replyForm.listen(listening, async ({ actor, state: questionId, filled: { words } }) => {
    const asker = await reply(services, actor, { questionId, words });
    const reader = readerOf(actor);
    return { show: doneView(reader, textsFor(questionTexts, reader).reply.done(asker.name)) };
  });
}

function namesOf(reader: Reader, people: readonly Person[]): string {
  return list(
    reader,
    people.map(({ name }) => name),
  );
}
