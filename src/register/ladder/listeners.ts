/** The screen on which a lead or an admin sets the escalation ladder of a program. */
import { shownBelow } from "../../kernel/forms/below.ts";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPress, type Press } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import type { ProgramMenuEntry } from "../../programs/menu.ts";
import { ladderIds } from "../ids.ts";
import {
  filledLadder,
  LADDER_GROUPS,
  ladderErrors,
  ladderForm,
  ladderGroupView,
  ladderView,
  viewState,
} from "./blocks.ts";
import { readLadder } from "./rules.ts";
import { ladderTexts } from "./texts.ts";
import { ladderToChange, saveLadder } from "./use-cases.ts";

/** For whoever may change the program. Throws PROGRAM_NOT_YOURS. */
async function openLadder(services: Services, press: Press<Person>, programId: string): Promise<void> {
  const set = await ladderToChange(services, press.actor, programId);
  await press.client.views.open({
    trigger_id: press.triggerId,
    view: ladderView(readerOf(press.actor), programId, set),
  });
}

/** In the menu of a program: who is asked how soon. */
export const ladderEntry: ProgramMenuEntry = {
  key: "escalation",
  label: (reader) => textsFor(ladderTexts, reader).option,
  open: openLadder,
};

export function registerLadderListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, ladderIds.change, async ({ actor, value, view, open }) => {
    const group = LADDER_GROUPS.find((one) => one === value);
    if (!group || !view) return;
    const { programId } = viewState.parse(JSON.parse(view.privateMetadata));
    const set = await ladderToChange(services, actor, programId);
    await open(ladderGroupView(readerOf(actor), { programId, group }, set));
  });

  ladderForm.listenToShown(listening, async ({ actor, state: { programId, group }, filled, client, belowId }) => {
    const set = await ladderToChange(services, actor, programId);
    const read = readLadder(filledLadder(filled, group, set));
    if ("problems" in read) return { errors: ladderErrors(actor, read.problems) };
    await saveLadder(services, actor, programId, read.ladder);
    const reader = readerOf(actor);
    const view = ladderView(reader, programId, { ladder: read.ladder, seated: set.seated });
    return shownBelow({ client, belowId }, view, doneView(reader, textsFor(ladderTexts, reader).saved));
  });
}
