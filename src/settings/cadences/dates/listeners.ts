/** Single dates, from the form of a cadence: they are kept in its draft, and take effect when that is saved. */

import type { CadenceDraft } from "../../../cadences/drafts.ts";
import { draftOf, keepDraft } from "../../../cadences/drafts.ts";
import { cadenceIds } from "../../../cadences/ids.ts";
import type { WrittenRule } from "../../../cadences/recurrence/rule.ts";
import { withDateAgain, withoutDate, withoutPause, withWritten } from "../../../cadences/recurrence/rules-dates.ts";
import { withCalendar } from "../../../cadences/recurrence/rules-plan.ts";
import { comingDates } from "../../../cadences/recurrence/rules-preview.ts";
import { calendarOfRule } from "../../../calendars/calendars.ts";
import { lastRoundDate } from "../../../check-ins/rounds/use-cases.ts";
import { type Person, readerOf } from "../../../people/use-cases.ts";
import type { Services } from "../../../platform/services.ts";
import { localDateOf } from "../../../platform/time.ts";
import { type Listening, onPress, type Press } from "../../../slack/listening.ts";
import { cadenceForm } from "../blocks-form.ts";
import { ruleInForm } from "../form.ts";
import { datesErrors, datesForm, datesState, datesView, putBackValue } from "./blocks.ts";

const DATES_SHOWN = 10;

export function registerDateListeners(listening: Listening<Person>, services: Services): void {
  const { db, clock } = services;

  const viewOf = async (actor: Person, draftId: string, { rule, cadenceId }: CadenceDraft) => {
    const now = clock.now();
    const timing = withCalendar(rule, await calendarOfRule(db, actor.workspace_id, rule));
    const lastKey = cadenceId === null ? null : await lastRoundDate(db, actor.workspace_id, cadenceId);
    const coming = comingDates(timing, { plannedThrough: lastKey, now, count: DATES_SHOWN });
    return datesView(readerOf(actor), draftId, { coming, rule, today: localDateOf(now, actor.zone) });
  };

  onPress(listening, cadenceIds.dates, async (press) => {
    if (!press.view) return;
    const { actor } = press;
    const { state, filled } = cadenceForm.opened(press.view);
    const draft = await draftOf(db, actor, state.draftId);
    // What is chosen in the form decides which dates come.
    const rule = ruleInForm(services, actor, draft, { filled, state }) ?? draft.rule;
    await keepDraft(services, actor, state.draftId, { ...draft, rule });
    const view = await viewOf(actor, state.draftId, { ...draft, rule });
    await press.client.views.push({ trigger_id: press.triggerId, view });
  });

  const change = async (press: Press<Person>, changed: (rule: WrittenRule) => WrittenRule) => {
    if (!press.view) return;
    const { draftId } = datesState.parse(JSON.parse(press.view.privateMetadata));
    const draft = await draftOf(db, press.actor, draftId);
    const kept = { ...draft, rule: changed(draft.rule) };
    await keepDraft(services, press.actor, draftId, kept);
    await press.client.views.update({ view_id: press.view.id, view: await viewOf(press.actor, draftId, kept) });
  };

  onPress(listening, idsOf(cadenceIds.leaveOut), (press) => change(press, (rule) => withoutDate(rule, press.value)));
  onPress(listening, idsOf(cadenceIds.putBack), (press) =>
    change(press, (rule) => {
      const { from, until } = putBackValue.parse(press.value);
      return until === null ? withDateAgain(rule, from) : withoutPause(rule, { from, until });
    }),
  );

  datesForm.listen(listening, async ({ actor, state: { draftId }, filled }) => {
    const draft = await draftOf(db, actor, draftId);
    const written = withWritten(draft.rule, filled, localDateOf(clock.now(), actor.zone));
    if ("problem" in written) return { errors: datesErrors(readerOf(actor), written.problem) };
    await keepDraft(services, actor, draftId, { ...draft, rule: written.rule });
    return { close: true };
  });
}

/** Each button of a view has an id of its own. */
function idsOf(actionId: string): RegExp {
  return new RegExp(`^${RegExp.escape(actionId)}:`);
}
