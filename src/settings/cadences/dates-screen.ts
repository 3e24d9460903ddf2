/** Single dates of a cadence, from its form: left out, added, and pauses. They are kept in its draft until that is saved. */
import type { KnownBlock, ModalView, SectionBlock } from "@slack/types";
import { z } from "zod";
import { cadenceIds } from "../../cadences/action-ids.ts";
import { type CadenceDraft, draftOf, storeDraft } from "../../cadences/drafts.ts";
import { withCalendar } from "../../cadences/recurrence/occurrence-days.ts";
import type { ExplainedDate } from "../../cadences/recurrence/occurrences.ts";
import { comingDates } from "../../cadences/recurrence/preview.ts";
import type { WrittenRule } from "../../cadences/recurrence/rule.ts";
import {
  type FormDatesProblem,
  withDateAgain,
  withFormDates,
  withoutDate,
  withoutPause,
} from "../../cadences/recurrence/single-dates.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { calendarOfRule } from "../../calendars/calendars.ts";
import { lastRoundDate } from "../../check-ins/rounds/rounds.ts";
import { type Person, readerAt, readerOf } from "../../people/people.ts";
import type { Services } from "../../platform/services.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { button, countLeft, escapeMrkdwn, section } from "../../slack/blocks.ts";
import { optionalDate } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import { type Listening, onPress, type Press } from "../../slack/listening.ts";
import { ruleInForm } from "./form-draft.ts";
import { cadenceForm } from "./form-screen.ts";
import { dateInWords } from "./review-screen.ts";

const DATES_SHOWN = 10;

export function registerDateListeners(listening: Listening<Person>, services: Services): void {
  const { db, clock } = services;

  const viewOf = async (actor: Person, draftId: string, { rule, cadenceId }: CadenceDraft) => {
    const now = clock.now();
    const timing = withCalendar(rule, await calendarOfRule(db, actor.workspace_id, rule));
    const lastKey = cadenceId === null ? null : await lastRoundDate(db, actor.workspace_id, cadenceId);
    const coming = comingDates(timing, { plannedThrough: lastKey, now, count: DATES_SHOWN });
    return datesView(readerAt(actor, now), draftId, { coming, rule, today: localDateOf(now, actor.zone) });
  };

  onPress(listening, cadenceIds.dates, async (press) => {
    if (!press.view) return;
    const { actor } = press;
    const { state, filled } = cadenceForm.opened(press.view);
    const draft = await draftOf(db, actor, state.draftId);
    // What is chosen in the form decides which dates come.
    const rule = ruleInForm(services, actor, draft, { filled, state }) ?? draft.rule;
    await storeDraft({ ...services, actor }, { draftId: state.draftId, draft: { ...draft, rule } });
    const view = await viewOf(actor, state.draftId, { ...draft, rule });
    await press.client.views.push({ trigger_id: press.triggerId, view });
  });

  const change = async (press: Press<Person>, changed: (rule: WrittenRule) => WrittenRule) => {
    if (!press.view) return;
    const { draftId } = datesState.parse(JSON.parse(press.view.privateMetadata));
    const draft = await draftOf(db, press.actor, draftId);
    const changedDraft = { ...draft, rule: changed(draft.rule) };
    await storeDraft({ ...services, actor: press.actor }, { draftId, draft: changedDraft });
    await press.client.views.update({ view_id: press.view.id, view: await viewOf(press.actor, draftId, changedDraft) });
  };

  onPress(listening, idsOf(cadenceIds.leaveOut), (press) => change(press, (rule) => withoutDate(rule, press.value)));
  onPress(listening, idsOf(cadenceIds.putBack), (press) => change(press, (rule) => withDateAgain(rule, press.value)));
  onPress(listening, idsOf(cadenceIds.endPause), (press) => change(press, (rule) => withoutPause(rule, press.value)));

  datesForm.listen(listening, async ({ actor, state: { draftId }, filled }) => {
    const draft = await draftOf(db, actor, draftId);
    const written = withFormDates(draft.rule, filled, localDateOf(clock.now(), actor.zone));
    if ("problem" in written) return { errors: datesErrors(readerOf(actor), written.problem) };
    await storeDraft({ ...services, actor }, { draftId, draft: { ...draft, rule: written.rule } });
    return { close: true };
  });
}

/** Each button of a view has an id of its own. */
function idsOf(actionId: string): RegExp {
  return new RegExp(`^${RegExp.escape(actionId)}:`);
}

export const datesState = z.strictObject({ draftId: z.string() });

export const datesForm = new Form({
  id: cadenceIds.datesForm,
  state: datesState,
  fields: z.object({ extra: optionalDate(), pauseFrom: optionalDate(), pauseUntil: optionalDate() }),
});

/** Far more than anybody looks through, and within what a modal has room for. */
const MOST_LISTED = 40;

export function datesView(
  reader: Reader,
  draftId: string,
  { coming, rule, today }: { coming: readonly ExplainedDate[]; rule: WrittenRule; today: LocalDate },
): ModalView {
  const texts = textsFor(cadenceTexts, reader).dates;
  const pauses = (rule.pauses ?? []).filter(({ until }) => until >= today);
  const shown = coming.map((date): KnownBlock => {
    if (date.because === "left-out")
      return line(texts.leftOutDate(shortDate(reader, date.key)), cadenceIds.putBack, texts.putBack, date.key);
    const words = date.extra ? texts.extraDate(dateInWords(reader, date)) : dateInWords(reader, date);
    if (date.date === null) return section(escapeMrkdwn(words));
    return line(words, cadenceIds.leaveOut, date.extra ? texts.remove : texts.leaveOut, date.key);
  });
  const paused = pauses.map(({ from, until }) =>
    line(texts.paused(shortDate(reader, from), shortDate(reader, until)), cadenceIds.endPause, texts.remove, from),
  );
  const listed = [...shown, ...paused];
  return datesForm.view({
    state: { draftId },
    title: texts.title,
    submit: texts.save,
    close: texts.back,
    above: [section(texts.coming), ...listed.slice(0, MOST_LISTED), countLeft(listed.length - MOST_LISTED)],
    fields: {
      extra: { label: texts.add, hint: texts.addHint },
      pauseFrom: { label: texts.pauseFrom },
      pauseUntil: { label: texts.pauseUntil },
    },
  });
}

/** `value`: the nominal date, or the first day of a pause. */
function line(words: string, actionId: string, label: string, value: string): SectionBlock {
  return {
    ...section(escapeMrkdwn(words), button(`${actionId}:${value}`, label, { value })),
    block_id: `date:${value}`,
  };
}

export function datesErrors(reader: Reader, { at, because }: FormDatesProblem): Record<string, string> {
  const all = textsFor(cadenceTexts, reader);
  const sentences: Record<FormDatesProblem["because"], string> = {
    past: all.dates.past,
    missing: all.dates.missing,
    full: all.dates.full,
    "ends-before": all.fieldErrors.endsBefore,
  };
  return { [at]: sentences[because] };
}
