/** The screen on which a lead or an admin sets the escalation ladder of a program. */
import { z } from "zod";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { filledIn } from "../../platform/slack/fields.ts";
import { doneView, type Listening, onPress, onSubmit, type Press } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import type { ProgramMenuEntry } from "../../programs/menu.ts";
import { ladderIds } from "../ids.ts";
import { filledLadder, ladderErrors, ladderSentences, ladderView } from "./blocks.ts";
import { fieldsOf, readLadder } from "./rules.ts";
import { ladderTexts } from "./texts.ts";
import { ladderToChange, saveLadder } from "./use-cases.ts";

const formState = z.strictObject({ programId: z.string() });

/** For whoever may change the program. Throws PROGRAM_NOT_YOURS. */
async function openLadder(services: Services, press: Press<Person>, programId: string): Promise<void> {
  const { ladder, seated } = await ladderToChange(services, press.actor, programId);
  const reader = readerOf(press.actor);
  const preview = ladderSentences(reader, ladder, seated);
  const view = ladderView(reader, programId, { fields: fieldsOf(ladder), seated, preview });
  await press.client.views.open({ trigger_id: press.triggerId, view });
}

/** In the menu of a program: who is asked how soon. */
export const ladderEntry: ProgramMenuEntry = {
  key: "escalation",
  label: (reader) => textsFor(ladderTexts, reader).option,
  open: openLadder,
};

export function registerLadderListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, ladderIds.preview, async ({ actor, view: open, client }) => {
    if (!open) return;
    const reader = readerOf(actor);
    const { programId } = formState.parse(JSON.parse(open.privateMetadata));
    const { seated } = await ladderToChange(services, actor, programId);
    const fields = filledLadder(filledIn(open.values), seated);
    const read = readLadder(fields);
    const preview =
      "problems" in read
        ? [textsFor(ladderTexts, actor).says.mend, ...new Set(Object.values(ladderErrors(actor, read.problems)))]
        : ladderSentences(reader, read.ladder, seated);
    const view = ladderView(reader, programId, { fields, seated, preview });
    await client.views.update({ view_id: open.id, hash: open.hash, view });
  });

  onSubmit(listening, ladderIds.form, async ({ actor, privateMetadata, values }) => {
    const { programId } = formState.parse(JSON.parse(privateMetadata));
    const { seated } = await ladderToChange(services, actor, programId);
    const read = readLadder(filledLadder(filledIn(values), seated));
    if ("problems" in read) return { errors: ladderErrors(actor, read.problems) };
    await saveLadder(services, actor, programId, read.ladder);
    const reader = readerOf(actor);
    const [way = ""] = ladderSentences(reader, read.ladder, seated);
    return { show: doneView(reader, `${textsFor(ladderTexts, actor).saved} ${way}`) };
  });
}
