/** A check-in that goes beyond the last dossier is saved paused, or with the date of a consultation. */

import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type CadenceDraft, draftFrom } from "../../cadences/drafts/draft.ts";
import { draftOf, saveDraft } from "../../cadences/drafts/use-cases.ts";
import { nameOf } from "../../cadences/naming.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { type Cadence, questionSetOf } from "../../cadences/use-cases.ts";
import { cadenceToChange, resumeCadence } from "../../cadences/use-cases-changes.ts";
import { lastAsked } from "../../check-ins/rounds/use-cases.ts";
import { beyondForm, beyondView, type Chosen, chosenIn } from "../../kernel/beyond/form.ts";
import { beyondTexts } from "../../kernel/beyond/texts.ts";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, type SubmitResult } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { programOf } from "../../programs/use-cases.ts";
import { beyondDossier, type Change, consulted } from "../events.ts";
import { changeToTell } from "./form.ts";

const pending = z.union([
  z.strictObject({ draftId: z.string(), alsoThisPeriod: z.boolean() }),
  z.strictObject({ resumedId: z.string() }),
]);
type Saving = { draftId: string; alsoThisPeriod: boolean };

const checkInBeyond = beyondForm("cadence.beyond", pending);

export function registerBeyondListeners(listening: Listening<Person>, services: Services): void {
  checkInBeyond.listen(listening, async ({ actor, state, filled }) => {
    const chosen = chosenIn(filled, readerOf(actor), services.clock.now());
    if ("errors" in chosen) return chosen;
    return "draftId" in state ? save(services, actor, state, chosen) : resume(services, actor, state.resumedId, chosen);
  });
}

/** What is asked first, where there is something to ask. */
export async function viewWhereBeyond(services: Services, actor: Person, saving: Saving): Promise<ModalView | null> {
  const draft = await draftOf(services.db, actor, saving.draftId);
  const off = textsFor(beyondTexts, actor).offCheckIn;
  return viewOf(services, actor, { change: await changeTo(services, actor, draft), state: saving, off });
}

export async function resumeWhereBeyond(
  services: Services,
  actor: Person,
  cadence: Cadence,
): Promise<ModalView | null> {
  const off = textsFor(beyondTexts, actor).offResume;
  const change = await asItIs(services, actor, cadence);
  return viewOf(services, actor, { change, state: { resumedId: cadence.id }, off });
}

async function viewOf(
  services: Services,
  actor: Person,
  { change, state, off }: { change: Change; state: z.infer<typeof pending>; off: string },
): Promise<ModalView | null> {
  const reader = readerOf(actor);
  const asked = { workspaceId: actor.workspace_id, changes: [change], reader };
  const beyond = await beyondDossier.of(services, services.db, asked);
  return beyond.length === 0 ? null : beyondView(checkInBeyond, reader, { state, beyond, off });
}

/** `chosen` null: nothing was to be asked. */
export async function save(
  services: Services,
  actor: Person,
  { draftId, alsoThisPeriod }: Saving,
  chosen: Chosen | null = null,
): Promise<SubmitResult> {
  const reader = readerOf(actor);
  const draft = await draftOf(services.db, actor, draftId);
  const told = await changeToTell(services, actor, draft, { alsoThisPeriod });
  const lastAskedIn = (tx: Tx, cadenceId: string) => lastAsked(tx, actor.workspace_id, cadenceId);
  const { pausedBecause } = textsFor(beyondTexts, reader);
  const { id } = await saveDraft(services, actor, draftId, lastAskedIn, {
    alsoThisPeriod,
    ...(chosen?.isOff && { pausedBecause }),
  });
  await noteWhereConsulted(services, actor, await changeTo(services, actor, { ...draft, cadenceId: id }), chosen);
  return told === null ? { closeAll: true } : { show: doneView(reader, told) };
}

async function resume(services: Services, actor: Person, id: string, chosen: Chosen): Promise<SubmitResult> {
  const reader = readerOf(actor);
  const { cadence } = await inTransaction(services.db, (tx) => cadenceToChange(services, tx, actor, id));
  const name = nameOf(cadence, reader);
  if (chosen.isOff) return { show: doneView(reader, textsFor(beyondTexts, reader).stillPaused(name)) };
  await resumeCadence(services, actor, id);
  await noteWhereConsulted(services, actor, await asItIs(services, actor, cadence), chosen);
  return { show: doneView(reader, textsFor(cadenceTexts, reader).saved.resumed(name)) };
}

async function asItIs(services: Services, actor: Person, cadence: Cadence): Promise<Change> {
  const { questions } = await questionSetOf(services.db, cadence.workspace_id, cadence.question_set_id);
  return changeTo(services, actor, draftFrom(cadence, questions));
}

async function changeTo({ db }: Services, { workspace_id }: Person, draft: CadenceDraft): Promise<Change> {
  return { of: "check-in", draft, program: await programOf(db, workspace_id, draft.programId) };
}

async function noteWhereConsulted(services: Services, actor: Person, change: Change, chosen: Chosen | null) {
  if (chosen === null || chosen.isOff) return;
  const { on, reference } = chosen;
  await inTransaction(services.db, (tx) =>
    consulted.happened(services, tx, {
      workspaceId: actor.workspace_id,
      actorId: actor.id,
      changes: [change],
      on,
      reference,
    }),
  );
}
