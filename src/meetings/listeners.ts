/** What is pressed in messages and screens of meetings. */
import type { Person } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { words } from "../slack/blocks.ts";
import { type Listening, onPress, type Press } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { showOver } from "../slack/stacked-views.ts";
import { meetingIds, notesMenu, topicMenu, topicValue } from "./action-ids.ts";
import { approveAgenda, changeTopic, giveToChair } from "./agenda.ts";
import { listenToClosing } from "./close-form.ts";
import { approveRecord } from "./closing.ts";
import { listenToDates } from "./dates-form.ts";
import { meetingsReading } from "./meetings-reading.ts";
import { meetingViewFor, readerNow } from "./meetings-screen.ts";
import { setTopicAside } from "./record.ts";
import { listenToRecording, openRecordForm } from "./record-form.ts";
import { recordAsText } from "./record-message.ts";
import { screenTexts } from "./texts-screens.ts";
import { listenToTopicForms } from "./topic-forms.ts";

export function listenToMeetings(listening: Listening<Person>, services: Services): void {
  listenToDates(listening, services);
  listenToTopicForms(listening, services);
  listenToRecording(listening, services);
  listenToClosing(listening, services);

  onPress(listening, meetingIds.open, async (press) => {
    await showOver(press, await meetingViewFor(services, press.actor, press.value));
  });

  onPress(listening, meetingIds.toChair, async (press) => {
    await giveToChair({ ...services, actor: press.actor }, press.value);
    await redraw(services, press, press.value);
  });

  onPress(listening, meetingIds.approve, async (press) => {
    await approveAgenda({ ...services, actor: press.actor }, press.value);
    await redraw(services, press, press.value);
  });

  onPress(listening, meetingIds.send, async (press) => {
    await approveRecord({ ...services, actor: press.actor }, press.value);
    await redraw(services, press, press.value);
  });

  topicMenu.listen(listening, async (press, change, about) => {
    const { meetingId, topicId } = topicValue.parse(about);
    await changeTopic({ ...services, actor: press.actor }, { meetingId, topicId, change });
    await redraw(services, press, meetingId);
  });

  notesMenu.listen(listening, async (press, choice, about) => {
    const { meetingId, topicId } = topicValue.parse(about);
    if (choice === "write") {
      await openRecordForm(services, press, { meetingId, topicId });
      return;
    }
    const as = choice === "next" ? "carried" : "out";
    await setTopicAside({ ...services, actor: press.actor }, { meetingId, topicId, as });
    await redraw(services, press, meetingId);
  });

  onPress(listening, meetingIds.copy, async (press) => {
    const { actor, value: meetingId } = press;
    const { opened } = await meetingsReading.read({ ...services, actor }, { programId: null, meetingId });
    const reader = readerNow(services, actor);
    const texts = textsFor(screenTexts, reader);
    const lines = opened ? recordAsText(reader, opened) : [];
    const blocks = [words(...lines.map((line) => [{ text: line }]))];
    await showOver(press, modal({ title: texts.copy.title, close: texts.screen.close, blocks }));
  });
}

/** The screen in which it was pressed; a message is shown anew by itself. */
async function redraw(services: Services, { actor, view, client }: Press<Person>, meetingId: string): Promise<void> {
  if (!view) return;
  const next = await meetingViewFor(services, actor, meetingId);
  await client.views.update({ view_id: view.id, hash: view.hash, view: next });
}
