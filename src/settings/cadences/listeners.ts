/** What is pressed and submitted around cadences; the editor of questions has a file of its own. */
import { z } from "zod";
import { cadenceIds, cadenceMenu } from "../../cadences/action-ids.ts";
import { readSource } from "../../cadences/audience/channel-and-group-members.ts";
import { nameOf } from "../../cadences/cadences.ts";
import { archiveCadence, askEverybody, cadenceToChange, pauseCadence, resumeCadence } from "../../cadences/changes.ts";
import { applyDraft, draftOf, startChange, startDraft, storeDraft } from "../../cadences/drafts.ts";
import { pickersOf } from "../../cadences/recurrence/rule-form-choices.ts";
import { isWorkshop } from "../../cadences/templates.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { checkInForm } from "../../check-ins/form/form.ts";
import { lastRoundDate } from "../../check-ins/rounds/rounds.ts";
import { whoReadsIt } from "../../check-ins/texts.ts";
import { type Person, readerOf } from "../../people/people.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { programOf } from "../../programs/programs.ts";
import { plain } from "../../slack/blocks.ts";
import type { GroupDirectory } from "../../slack/group-directory.ts";
import { filledIn } from "../../slack/inputs.ts";
import { VIEW_LIMITS } from "../../slack/limits.ts";
import { doneView, type Listening, lineMessage, onPress, onSubmit, type Press } from "../../slack/listening.ts";
import { registerDateListeners } from "./dates-screen.ts";
import { draftForm, draftFrom, draftPreview, savedLine, usualName } from "./form-draft.ts";
import { type CadenceFormState, cadenceForm, cadenceIn, OWN, type ShownCadence, startForm } from "./form-screen.ts";
import { archiveForm, archiveView, pauseForm, pauseView } from "./list-screen.ts";
import { registerQuestionListeners } from "./questions-screen.ts";
import { saveForm } from "./review-screen.ts";

/** Views around a draft know more or less of it; each knows its id. */
const draftState = z.object({ draftId: z.string() });

export function registerCadenceListeners(
  listening: Listening<Person>,
  services: Services,
  directory: GroupDirectory,
): void {
  registerSettingUp(listening, services, directory);
  registerFormPreview(listening, services);
  registerQuestionListeners(listening, services, directory);
  registerDateListeners(listening, services);

  cadenceMenu.listen(listening, async (press, choice, cadenceId) => {
    const { actor, client, triggerId } = press;
    const reader = readerOf(actor);
    if (choice === "resume") {
      const cadence = await resumeCadence({ ...services, actor }, { cadenceId });
      return press.reply(lineMessage(textsFor(cadenceTexts, reader).saved.resumed(nameOf(cadence, reader))));
    }
    if (choice === "edit") {
      const { id, draft } = await startChange({ ...services, actor }, { cadenceId });
      const view = await draftForm(services, actor, id, draft, { groups: await directory.groups(client) });
      return void (await client.views.open({ trigger_id: triggerId, view }));
    }
    const { cadence } = await cadenceToChange({ ...services, actor }, { cadenceId });
    const named = { id: cadenceId, name: nameOf(cadence, reader) };
    const view = choice === "pause" ? pauseView(reader, named) : archiveView(reader, named);
    await client.views.open({ trigger_id: triggerId, view });
  });

  onPress(listening, cadenceIds.askEverybody, async (press) => {
    const reader = readerOf(press.actor);
    const { cadence, people } = await askEverybody({ ...services, actor: press.actor }, { cadenceId: press.value });
    await press.reply(lineMessage(textsFor(cadenceTexts, reader).saved.everybody(nameOf(cadence, reader), people)));
  });

  pauseForm.listen(listening, async ({ actor, state: cadenceId, filled: { reason, until } }) => {
    const reader = readerOf(actor);
    const cadence = await pauseCadence({ ...services, actor }, { cadenceId, reason: reason.trim(), resumesOn: until });
    return { show: doneView(reader, textsFor(cadenceTexts, reader).saved.paused(nameOf(cadence, reader))) };
  });

  archiveForm.listen(listening, async ({ actor, state: cadenceId }) => {
    const reader = readerOf(actor);
    const cadence = await archiveCadence({ ...services, actor }, { cadenceId });
    return { show: doneView(reader, textsFor(cadenceTexts, reader).saved.archived(nameOf(cadence, reader))) };
  });
}

/** From the choice of a template to the look before saving. */
function registerSettingUp(listening: Listening<Person>, services: Services, directory: GroupDirectory): void {
  const { db } = services;

  startForm.listen(listening, async ({ actor, filled: { program, template }, client }) => {
    const chosen = { programId: program, template: template === OWN ? null : template };
    const { kind } = await programOf(db, actor.workspace_id, program);
    if (kind === "portfolio" && !isWorkshop(chosen))
      return { errors: { template: textsFor(cadenceTexts, actor).fieldErrors.workshopAlone } };
    const { id, draft } = await startDraft({ ...services, actor }, chosen);
    return { show: await draftForm(services, actor, id, draft, { groups: await directory.groups(client) }) };
  });

  /** Shows the form as it is filled in, with the fields that its state then asks for; null: with the same. */
  const redraw = async (
    press: Press<Person>,
    wanted: (state: CadenceFormState, filled: ShownCadence) => Partial<CadenceFormState> | null,
  ) => {
    if (!press.view) return;
    const { state, filled } = cadenceForm.opened(press.view);
    const draft = await draftOf(db, press.actor, state.draftId);
    const change = wanted(state, filled);
    if (change === null) return;

    const { pickers } = cadenceIn(
      filled,
      { ...state, isFixed: change.isFixed ?? state.isFixed },
      pickersOf(draft.rule),
      draft,
    );
    const groups = await directory.groups(press.client);
    const shown = { every: change.every, filled: pickers, groups, isWhole: change.isWhole ?? state.isWhole };
    const view = await draftForm(services, press.actor, state.draftId, draft, shown);
    await press.client.views.update({ view_id: press.view.id, hash: press.view.hash, view });
  };

  onPress(listening, cadenceIds.every, (press) =>
    redraw(press, (state, { every }) => (every === undefined || every === state.every ? null : { every })),
  );
  onPress(listening, cadenceIds.when, (press) =>
    redraw(press, (state, { when }) => {
      const isFixed = when === "fixed";
      return when === undefined || isFixed === state.isFixed ? null : { isFixed };
    }),
  );
  onPress(listening, cadenceIds.more, (press) => redraw(press, () => ({ isWhole: true })));

  cadenceForm.listenToShown(listening, async ({ actor, state, filled, client }) => {
    const before = await draftOf(db, actor, state.draftId);
    const personOf = (id: string) => listening.actorOf(id, client);
    const reading = { client, personOf: listening.actorOf };
    const read = await draftFrom(services, actor, before, {
      filled,
      state,
      personOf,
      readSource: (source) => readSource(services, actor.workspace_id, reading, source),
    });
    if ("errors" in read) return read;
    const preview = await draftPreview(services, actor, state.draftId, read.draft);
    if ("errors" in preview) return preview;
    await storeDraft({ ...services, actor }, { draftId: state.draftId, draft: read.draft });
    return { push: preview.view };
  });

  saveForm.listen(listening, async ({ actor, state: { draftId } }) => {
    const { cadenceId } = await draftOf(db, actor, draftId);
    const cadence = await applyDraft({ ...services, actor }, { draftId, lastRoundIn: lastRoundDate });
    const line = await savedLine(services, actor, cadence, { isNew: cadenceId === null });
    return { show: doneView(readerOf(actor), line) };
  });
}

/** The real check-in form of a draft, looked at without answering. */
function registerFormPreview(listening: Listening<Person>, services: Services): void {
  const { db } = services;
  onPress(listening, cadenceIds.previewForm, async ({ actor, client, triggerId, view }) => {
    if (!view) return;
    const reader = readerOf(actor);
    const texts = textsFor(cadenceTexts, reader).formPreview;
    const { draftId } = draftState.parse(JSON.parse(view.privateMetadata));
    const draft = await draftOf(db, actor, draftId);
    const program = await programOf(db, actor.workspace_id, draft.programId);
    // What stands as its name in the form below is not kept yet.
    const name = filledIn(view.values).text("name").trim() || draft.title || usualName(draft, reader);
    const form = checkInForm({
      reader,
      state: { promptId: "preview", prefill: "current", planned: [], isMoreOpen: true },
      heading: `${name} · ${program.title}`,
      notes: [texts.previewNote, whoReadsIt(reader, draft, program, draft)],
      questions: draft.questions,
      fields: {},
    });
    await client.views.push({
      trigger_id: triggerId,
      view: {
        ...form,
        callback_id: cadenceIds.closeForm,
        title: plain(texts.previewTitle, VIEW_LIMITS.title),
        close: plain(texts.close, VIEW_LIMITS.title),
        private_metadata: JSON.stringify({ draftId }),
      },
    });
  });

  onSubmit(listening, cadenceIds.closeForm, async () => ({ close: true }));
}
