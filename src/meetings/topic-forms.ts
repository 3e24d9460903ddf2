/** The forms of one meeting before it begins: another topic, another time. */
import { z } from "zod";
import { placeOf } from "../cadences/recurrence/rule-in-words.ts";
import { type Person, readerAt, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { instantOf, inZone } from "../platform/time.ts";
import { refuseWhoCannotAnswer } from "../programs/programs.ts";
import { actions, button, confirmation, escapeMrkdwn, option, section } from "../slack/blocks.ts";
import { date, number, optionalMenu, optionalText, people, time } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import { openMeeting } from "./access.ts";
import { meetingIds } from "./action-ids.ts";
import { addTopic, FEWEST_MINUTES, MOST_MINUTES, offersFor, proposedIn, USUAL_MINUTES } from "./agenda.ts";
import { bodyInWords, whenInWords } from "./meetings-in-words.ts";
import { meetingViewFor } from "./meetings-screen.ts";
import { cancelMeeting, moveMeeting } from "./moving.ts";
import { refusedAt } from "./refusals-at-fields.ts";
import { dayOfMeeting } from "./rules.ts";
import { screenTexts } from "./texts-screens.ts";

const LONGEST_TITLE = 200;
const LONGEST_PLACE = 300;

const addForm = new Form({
  id: meetingIds.addForm,
  state: z.string(),
  fields: z.object({
    proposed: optionalMenu(),
    title: optionalText({ max: LONGEST_TITLE }),
    minutes: number({ min: FEWEST_MINUTES, max: MOST_MINUTES }),
    guests: people(),
  }),
  required: (reader) => textsFor(screenTexts, reader).add.minutesWrong(FEWEST_MINUTES, MOST_MINUTES),
});

const changeForm = new Form({
  id: meetingIds.changeForm,
  state: z.string(),
  fields: z.object({ day: date(), at: time(), place: optionalText({ max: LONGEST_PLACE }) }),
  required: (reader) => textsFor(screenTexts, reader).required,
});

export function listenToTopicForms(listening: Listening<Person>, services: Services): void {
  listenToAdding(listening, services);
  listenToMoving(listening, services);
}

function listenToAdding(listening: Listening<Person>, services: Services): void {
  onPress(listening, meetingIds.add, async ({ actor, value: meetingId, open }) => {
    const { opened, offers } = await offersFor({ ...services, actor }, meetingId);
    const reader = readerOf(actor);
    const texts = textsFor(screenTexts, reader);
    const { program } = opened;
    const body = bodyInWords(reader, {
      kind: opened.meeting.kind,
      program: program.title,
      isPortfolio: program.kind === "portfolio",
    });
    const when = whenInWords(readerAt(actor, services.clock.now()), placeAndTime(opened.meeting));
    await open(
      addForm.view({
        state: meetingId,
        title: texts.add.title,
        submit: texts.save,
        close: texts.cancel,
        above: [section(`*${escapeMrkdwn(body)}*\n${escapeMrkdwn(when)}`)],
        fields: {
          proposed:
            offers.length === 0
              ? null
              : { label: texts.add.proposed, options: offers.map(({ key, label }) => option(key, label)) },
          title: { label: texts.add.topic, hint: texts.add.topicHint },
          minutes: { label: texts.add.minutes, initial: String(USUAL_MINUTES) },
          guests: { label: texts.add.guests, hint: texts.add.guestsHint },
        },
      }),
    );
  });

  addForm.listenToShown(listening, async ({ actor, state: meetingId, filled, client }) => {
    const reader = readerOf(actor);
    const texts = textsFor(screenTexts, reader).add;
    const { minutes, title = "", proposed = null, guests = [] } = filled;
    if (minutes === undefined) return { errors: { minutes: texts.minutesWrong(FEWEST_MINUTES, MOST_MINUTES) } };
    const isTyped = title.trim() !== "";
    if (isTyped === (proposed !== null)) return { errors: { title: texts.oneOfBoth } };
    const invited = await Promise.all(guests.map((slackId) => listening.actorOf(slackId, client)));
    const common = { meetingId, minutes, guestIds: invited.map(({ id }) => id) };
    try {
      invited.forEach(refuseWhoCannotAnswer);
      const topic = isTyped ? { title: title.trim() } : { proposed: proposedIn(proposed ?? "") };
      await addTopic({ ...services, actor }, { ...common, ...topic });
    } catch (error) {
      return refusedAt(error, reader, {
        TOPICS_FULL: "title",
        TOPIC_TOO_LATE: "title",
        TOPIC_GONE: "proposed",
        PARTICIPANT_IS_BOT: "guests",
        PARTICIPANT_DEACTIVATED: "guests",
        PARTICIPANT_EXTERNAL: "guests",
      });
    }
    return { show: await meetingViewFor(services, actor, meetingId) };
  });
}

function listenToMoving(listening: Listening<Person>, services: Services): void {
  onPress(listening, meetingIds.change, async ({ actor, value: meetingId, open }) => {
    const { meeting } = await openMeeting({ ...services, actor }, meetingId);
    const reader = readerOf(actor);
    const texts = textsFor(screenTexts, reader);
    const cancel = button(meetingIds.cancel, texts.move.cancel, {
      value: meetingId,
      danger: true,
      confirm: confirmation({
        title: texts.move.cancel,
        text: texts.move.cancelAsk,
        confirm: texts.move.cancel,
        deny: texts.cancel,
      }),
    });
    await open(
      changeForm.view({
        state: meetingId,
        title: texts.move.title,
        submit: texts.move.submit,
        close: texts.cancel,
        above: [section(texts.move.how(placeOf(meeting.zone)))],
        fields: {
          day: { label: texts.move.day, initial: dayOfMeeting(meeting) },
          at: {
            label: texts.dates.at,
            initial: inZone(meeting.starts_at, meeting.zone).toPlainTime().toString().slice(0, 5),
          },
          place: { label: texts.dates.place, initial: meeting.place },
        },
        below: [actions("meetings.cancel", cancel)],
      }),
    );
  });

  changeForm.listen(listening, async ({ actor, state: meetingId, filled }) => {
    const reader = readerOf(actor);
    const { meeting } = await openMeeting({ ...services, actor }, meetingId);
    const startsAt = instantOf(filled.day, filled.at, meeting.zone);
    try {
      const moved = { meetingId, startsAt, zone: meeting.zone, place: filled.place.trim() };
      const { starts_at: at, place } = await moveMeeting({ ...services, actor }, moved);
      const when = whenInWords(reader, { startsAt: at, place });
      return { show: doneView(reader, textsFor(screenTexts, reader).move.done(escapeMrkdwn(when))) };
    } catch (error) {
      return refusedAt(error, reader, { MEETING_IN_PAST: "day", MEETING_ON_THAT_DAY: "day" });
    }
  });

  onPress(listening, meetingIds.cancel, async ({ actor, value: meetingId, view, client }) => {
    await cancelMeeting({ ...services, actor }, meetingId);
    const done = doneView(readerOf(actor), textsFor(screenTexts, actor).move.cancelled);
    if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: done });
  });
}

function placeAndTime({ starts_at: startsAt, place }: { starts_at: string; place: string }) {
  return { startsAt, place };
}
