/** `/drumbeat away`, the same form from a prompt, and opting out of what a prompt asks. */
import type { ModalView } from "@slack/types";
import type { NamedCommand } from "../../app/capability.ts";
import { cadenceOf, cadenceTitle } from "../../cadences/cadences.ts";
import { checkDays, checkDelegate } from "../../people/absences.ts";
import { getPerson, type Person, peopleByIds, readerOf } from "../../people/people.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { languageOf, longDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { refuseWhoCannotAnswer } from "../../programs/programs.ts";
import { withFirst } from "../../slack/forms/form.ts";
import { doneView, type Listening, lineMessage, onPress } from "../../slack/listening.ts";
import { promptIds } from "../blocks.ts";
import { askAgain, cadenceAsking, stopAsking } from "../rounds/opt-outs.ts";
import { checkInTexts } from "../texts.ts";
import { absenceToChange, changeAway, comeBack, goAway, listAbsencesFor, mayEnterForOthers } from "./absences.ts";
import { awayForm, awayIds, awayMenu, awayView, type ListedAbsence, stopForm, stopView } from "./blocks.ts";
import { awayTexts } from "./texts.ts";

export function awayCommand(services: Services): NamedCommand<Person> {
  return {
    word: "away",
    otherWords: {
      en: ["vacation", "holiday", "ooo", "out of office", "leave", "sick", { name: "delegate", means: "delegate" }],
      fr: [
        "absent",
        "absente",
        "congé",
        "vacances",
        "malade",
        "RTT",
        { name: "remplacement", means: "delegate" },
        { name: "déléguer", means: "delegate" },
      ],
    },
    help: (reader) => textsFor(checkInTexts, reader).commands.away,
    label: (reader) => textsFor(checkInTexts, reader).prompt.away,
    async handle({ actor, words: [first], triggerId, client }) {
      const view = await newAwayView(services, actor);
      const shown = first === "delegate" ? withFirst(view, ["delegate"]) : view;
      await client.views.open({ trigger_id: triggerId, view: shown });
      return null;
    },
  };
}

/** The form for a new absence, with those that are known. */
export async function newAwayView(services: Services, actor: Person, notice?: string): Promise<ModalView> {
  const today = localDateOf(services.clock.now(), actor.zone);
  const listed = await listAbsencesFor(services, actor);
  const delegates = await peopleByIds(
    services.db,
    actor.workspace_id,
    listed.flatMap(({ absence }) => absence.delegate_person_id ?? []),
  );
  const absences = listed.map(({ absence, person }): ListedAbsence => {
    const { id, from_date: from, until_date: until, source } = absence;
    const delegate = delegates.find((each) => each.id === absence.delegate_person_id)?.name ?? null;
    return { id, name: person.name, from, until, source, delegate, hasBegun: from <= today };
  });
  const fields = { person: actor.slack_user_id, delegate: null, from: today, until: today };
  const mayChoose = await mayEnterForOthers(services, actor);
  return awayView(readerOf(actor), null, { fields, absences, mayChoose, ...(notice !== undefined && { notice }) });
}

/** The form of an absence that is changed. Throws NOT_YOURS_TO_ENTER, ABSENCE_GONE. */
async function changeView(services: Services, actor: Person, absenceId: string): Promise<ModalView> {
  const { absence, person } = await absenceToChange({ ...services, actor }, { absenceId });
  const { delegate_person_id: delegateId, from_date: from, until_date: until } = absence;
  const named = delegateId === null ? null : await getPerson(services.db, actor.workspace_id, delegateId);
  const fields = { person: person.slack_user_id, delegate: named?.slack_user_id ?? null, from, until };
  return awayView(readerOf(actor), absenceId, { fields, absences: [], mayChoose: false });
}

export function registerAwayListeners(listening: Listening<Person>, services: Services): void {
  const { db, clock } = services;

  onPress(listening, awayIds.open, async ({ actor, triggerId, client }) => {
    await client.views.push({ trigger_id: triggerId, view: await newAwayView(services, actor) });
  });

  awayMenu.listen(listening, async ({ actor, view, client }, choice, absenceId) => {
    if (!view) return;
    const show = (shown: ModalView) => client.views.update({ view_id: view.id, hash: view.hash, view: shown });
    if (choice === "end") {
      const person = await comeBack({ ...services, actor }, { absenceId });
      const { ended } = textsFor(awayTexts, readerOf(actor)).form;
      await show(await newAwayView(services, actor, ended(person.name)));
      return;
    }
    await show(await changeView(services, actor, absenceId));
  });

  onPress(listening, awayIds.change, async ({ actor, value, triggerId, client }) => {
    await client.views.open({ trigger_id: triggerId, view: await changeView(services, actor, value) });
  });

  awayForm.listen(listening, async ({ actor, state: { absenceId }, filled, client }) => {
    const { person: chosen, delegate: named, from, until } = filled;
    const entered = absenceId === null ? null : (await absenceToChange({ ...services, actor }, { absenceId })).person;
    const person = entered ?? (chosen === null ? actor : await listening.actorOf(chosen, client));
    const delegate = named === null ? null : await listening.actorOf(named, client);
    const errors: Record<string, string> = {};
    const catching = async (block: string, check: () => unknown) => {
      const refusal = await refusalOf(languageOf(actor.locale), check);
      if (refusal !== null) errors[block] ??= refusal;
    };
    if (chosen !== null) await catching("person", () => refuseWhoCannotAnswer(person));
    await catching("until", () => checkDays({ from, until }, localDateOf(clock.now(), person.zone)));
    if (delegate) await catching("delegate", () => refuseWhoCannotAnswer(delegate));
    await catching("delegate", () => checkDelegate(delegate?.id ?? null, person.id));
    if (Object.keys(errors).length > 0) return { errors };
    const days = { from, until, delegate };
    // Whoever may not enter it for that person is told so at the field in which the person was chosen.
    if (absenceId !== null) await changeAway({ ...services, actor }, { absenceId, ...days });
    else await catching("person", () => goAway({ ...services, actor }, { person, ...days }));
    if (Object.keys(errors).length > 0) return { errors };
    const reader = readerOf(actor);
    const { entered: saved } = textsFor(awayTexts, reader).form;
    return { show: doneView(reader, saved(person.id === actor.id ? null : person.name, longDate(reader, until))) };
  });

  stopForm.listen(listening, async ({ actor, state: { promptId } }) => {
    const cadenceId = await cadenceAsking(services, actor, promptId);
    await inTransaction(db, (tx) => stopAsking({ ...services, db: tx, actor }, { cadenceId }));
    return { close: true };
  });

  onPress(listening, promptIds.askAgain, async ({ actor, value, reply }) => {
    const cadenceId = await cadenceAsking(services, actor, value);
    await inTransaction(db, (tx) => askAgain({ ...services, db: tx, actor }, { cadenceId }));
    await reply(lineMessage(textsFor(awayTexts, readerOf(actor)).stop.asked));
  });
}

/** What *Stop asking me this* shows. Throws PROMPT_GONE, NOT_YOURS. */
export async function stopAskingView(services: Services, actor: Person, promptId: string): Promise<ModalView> {
  const cadenceId = await cadenceAsking(services, actor, promptId);
  const cadence = await cadenceOf(services.db, actor.workspace_id, cadenceId);
  const reader = readerOf(actor);
  const names = await cadenceTitle(services.db, cadence, reader);
  return stopView(reader, promptId, { ...names, isRequired: cadence.is_required === 1 });
}
