/** What is pressed and submitted around cadences; the editor of questions has a file of its own. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { readSource } from "../../cadences/audience/sources.ts";
import type { Cadence } from "../../cadences/cadences.ts";
import { nameOf } from "../../cadences/cadences.ts";
import { archiveCadence, askEverybody, cadenceToChange, pauseCadence, resumeCadence } from "../../cadences/changes.ts";
import { draftOf, keepDraft, saveDraft, startChange, startDraft } from "../../cadences/drafts.ts";
import { cadenceIds, cadenceMenu } from "../../cadences/ids.ts";
import { pickersOf } from "../../cadences/recurrence/rules-pickers.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { lastRoundDate } from "../../check-ins/rounds/use-cases.ts";
import { whoReadsIt } from "../../check-ins/texts.ts";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { programOf } from "../../programs/use-cases.ts";
import { filledIn } from "../../slack/fields.ts";
import type { GroupDirectory } from "../../slack/group-directory.ts";
import { doneView, type Listening, onPress, onSubmit, type Press } from "../../slack/listening.ts";
import { archiveForm, archiveView, lineMessage, pauseForm, pauseView } from "./blocks.ts";
import { type CadenceFormState, cadenceForm, cadenceIn, OWN, type ShownCadence, startForm } from "./blocks-form.ts";
import { saveForm } from "./blocks-preview.ts";
import { registerDateListeners } from "./dates/listeners.ts";
import { changeToTell, createdLine, draftForm, draftFrom, draftPreview, usualName } from "./form.ts";
import { type FormPreviewState, formPreview } from "./form-preview.ts";
import { registerQuestionListeners } from "./questions/listeners.ts";

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
    if (choice === "edit") return edit(services, directory, press, cadenceId);
    if (choice === "resume") return resume(services, press, cadenceId);
    const view = await viewOfChoice(services, press.actor, choice, cadenceId);
    await press.client.views.open({ trigger_id: press.triggerId, view });
  });

  onPress(listening, cadenceIds.askEverybody, async (press) => {
    const reader = readerOf(press.actor);
    const { cadence, people } = await askEverybody(services, press.actor, press.value);
    await press.reply(lineMessage(textsFor(cadenceTexts, reader).saved.everybody(nameOf(cadence, reader), people)));
  });

  pauseForm.listen(listening, async ({ actor, state: cadenceId, filled: { reason, until } }) => {
    const reader = readerOf(actor);
    const cadence = await pauseCadence(services, actor, cadenceId, { reason: reason.trim(), resumesOn: until });
    return { show: doneView(reader, textsFor(cadenceTexts, reader).saved.paused(nameOf(cadence, reader))) };
  });

  archiveForm.listen(listening, async ({ actor, state: cadenceId }) => {
    const reader = readerOf(actor);
    const cadence = await changeable(services, actor, cadenceId);
    await archiveCadence(services, actor, cadence.id);
    return { show: doneView(reader, textsFor(cadenceTexts, reader).saved.archived(nameOf(cadence, reader))) };
  });
}

async function edit(services: Services, directory: GroupDirectory, press: Press<Person>, cadenceId: string) {
  const { id, draft } = await startChange(services, press.actor, cadenceId);
  await press.client.views.open({
    trigger_id: press.triggerId,
    view: await draftForm(services, press.actor, id, draft, { groups: await directory.groups(press.client) }),
  });
}

async function resume(services: Services, press: Press<Person>, cadenceId: string) {
  const reader = readerOf(press.actor);
  const cadence = await resumeCadence(services, press.actor, cadenceId);
  await press.reply(lineMessage(textsFor(cadenceTexts, reader).saved.resumed(nameOf(cadence, reader))));
}

/** To pause a cadence, or to archive it. */
async function viewOfChoice(
  services: Services,
  actor: Person,
  choice: "pause" | "archive",
  cadenceId: string,
): Promise<ModalView> {
  const reader = readerOf(actor);
  const cadence = await changeable(services, actor, cadenceId);
  const named = { id: cadence.id, name: nameOf(cadence, reader) };
  return choice === "pause" ? pauseView(reader, named) : archiveView(reader, named);
}

/** Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED. */
async function changeable(services: Services, actor: Person, cadenceId: string): Promise<Cadence> {
  const { cadence } = await inTransaction(services.db, (tx) => cadenceToChange(services, tx, actor, cadenceId));
  return cadence;
}

/** From the choice of a template to the look before saving. */
function registerSettingUp(listening: Listening<Person>, services: Services, directory: GroupDirectory): void {
  const { db } = services;

  startForm.listen(listening, async ({ actor, filled: { program, template }, client }) => {
    const chosen = { programId: program, template: template === OWN ? null : template };
    const { id, draft } = await startDraft(services, actor, chosen);
    return { show: await draftForm(services, actor, id, draft, { groups: await directory.groups(client) }) };
  });

  onPress(listening, cadenceIds.every, async (press) => {
    if (!press.view) return;
    const { state, filled } = cadenceForm.opened(press.view);
    const draft = await draftOf(db, press.actor, state.draftId);
    const { every } = filled;
    if (every === undefined || every === state.every) return;
    const { pickers } = cadenceIn(filled, state, pickersOf(draft.rule), draft);
    const groups = await directory.groups(press.client);
    const { draftId, isWhole } = state;
    const view = await draftForm(services, press.actor, draftId, draft, { every, filled: pickers, groups, isWhole });
    await press.client.views.update({ view_id: press.view.id, hash: press.view.hash, view });
  });

  onPress(listening, cadenceIds.when, async (press) => {
    if (!press.view) return;
    const { state, filled } = cadenceForm.opened(press.view);
    const isFixed = filled.when === "fixed";
    if (filled.when === undefined || isFixed === state.isFixed) return;
    await redraw(press, press.view, { ...state, isFixed }, filled);
  });

  onPress(listening, cadenceIds.more, async (press) => {
    if (!press.view) return;
    const { state, filled } = cadenceForm.opened(press.view);
    await redraw(press, press.view, { ...state, isWhole: true }, filled);
  });

  /** As it is filled in, with the fields that this state asks for. */
  async function redraw(
    press: Press<Person>,
    shown: NonNullable<Press<Person>["view"]>,
    state: CadenceFormState,
    filled: ShownCadence,
  ) {
    const draft = await draftOf(db, press.actor, state.draftId);
    const { pickers } = cadenceIn(filled, state, pickersOf(draft.rule), draft);
    const groups = await directory.groups(press.client);
    const { draftId, isWhole } = state;
    const view = await draftForm(services, press.actor, draftId, draft, { filled: pickers, groups, isWhole });
    await press.client.views.update({ view_id: shown.id, hash: shown.hash, view });
  }

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
    await keepDraft(services, actor, state.draftId, read.draft);
    return { push: preview.view };
  });

  saveForm.listen(listening, async ({ actor, state: { draftId } }) => {
    const changed = await changeToTell(services, actor, await draftOf(db, actor, draftId));
    const cadence = await saveDraft(services, actor, draftId, (tx, id) => lastRoundDate(tx, actor.workspace_id, id));
    return { show: doneView(readerOf(actor), changed ?? (await createdLine(services, actor, cadence))) };
  });
}

/** The form of a draft as those who are asked see it. */
function registerFormPreview(listening: Listening<Person>, services: Services): void {
  onPress(listening, cadenceIds.previewForm, async (press) => {
    if (!press.view) return;
    const { draftId } = draftState.parse(JSON.parse(press.view.privateMetadata));
    const title = filledIn(press.view.values).text("name").trim();
    const view = await previewOf(services, press.actor, { draftId }, title);
    await press.client.views.push({ trigger_id: press.triggerId, view });
  });

  onSubmit(listening, cadenceIds.closeForm, async () => ({ close: true }));
}

/** `title`: what stands as its name in the form below, which is not kept yet. */
async function previewOf(
  services: Services,
  actor: Person,
  state: FormPreviewState,
  title: string,
): Promise<ModalView> {
  const { db } = services;
  const reader = readerOf(actor);
  const draft = await draftOf(db, actor, state.draftId);
  const program = await programOf(db, actor.workspace_id, draft.programId);
  const heading = `${title || draft.title || usualName(draft, reader)} · ${program.title}`;
  return formPreview(reader, state, { heading, questions: draft.questions, whoReads: whoReadsIt(reader, draft) });
}
