/** *Close*: reads back what becomes of the record, and asks who was there. */
import { z } from "zod";
import { type Person, peopleByIds } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { context, escapeMrkdwn, section } from "../slack/blocks.ts";
import { people } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { showOver } from "../slack/stacked-views.ts";
import { meetingToRecord } from "./access.ts";
import { meetingIds } from "./action-ids.ts";
import { closeMeeting } from "./closing.ts";
import { factsOf } from "./meeting-facts.ts";
import { presentAt } from "./meetings.ts";
import { isRecorded } from "./meetings-in-words.ts";
import { meetingViewFor, readerNow } from "./meetings-screen.ts";
import { recordBlocks } from "./record-message.ts";
import { screenTexts } from "./texts-screens.ts";

/** Its state is the id of the meeting. */
const closeForm = new Form({
  id: meetingIds.closeForm,
  state: z.string(),
  fields: z.object({ present: people() }),
});

export function listenToClosing(listening: Listening<Person>, services: Services): void {
  onPress(listening, meetingIds.close, async (press) => {
    const { actor, value: meetingId } = press;
    const opened = await inTransaction(services.db, (tx) => meetingToRecord({ ...services, db: tx, actor }, meetingId));
    const reader = readerNow(services, actor);
    const texts = textsFor(screenTexts, reader);
    const facts = await factsOf({ db: services.db, now: services.clock.now() }, reader, opened);
    const { memberIds, quorum, chairId } = opened.sitters;
    const presentIds = presentAt(opened.meeting) ?? memberIds;
    const present = await peopleByIds(services.db, actor.workspace_id, [...presentIds]);
    const isCarried = facts.topics.some((topic) => topic.source !== "follow-up" && !isRecorded(topic));
    const below = [
      ...(quorum === null ? [] : [texts.closing.quorum(quorum)]),
      ...(isCarried ? [texts.closing.carried] : []),
      chairId === null || chairId === actor.id ? texts.closing.goesNow : texts.closing.goesToChair(facts.chair ?? ""),
    ];
    const view = closeForm.view({
      state: meetingId,
      title: texts.closing.title,
      submit: texts.closing.submit,
      close: texts.cancel,
      above: [section(texts.closing.readBack), ...recordBlocks(reader, { ...facts, part: "guest" })],
      fields: {
        present: {
          label: texts.closing.present,
          hint: texts.closing.presentHint,
          initial: present.map((person) => person.slack_user_id),
        },
      },
      below: [context(escapeMrkdwn(below.join(" ")))],
    });
    await showOver(press, view);
  });

  closeForm.listen(listening, async ({ actor, state: meetingId, filled, client }) => {
    const there = await Promise.all(filled.present.map((slackId) => listening.actorOf(slackId, client)));
    await closeMeeting({ ...services, actor }, { meetingId, presentIds: there.map(({ id }) => id) });
    return { show: await meetingViewFor(services, actor, meetingId) };
  });
}
