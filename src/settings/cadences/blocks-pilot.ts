/** A pilot group on screen: its fields in the form, and its end. */
import type { ActionsBlock } from "@slack/types";
import type { Pilot } from "../../cadences/audience/pilot.ts";
import type { CadenceDraft } from "../../cadences/drafts.ts";
import { cadenceIds } from "../../cadences/ids.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { actions, button, option, plain, shortenEscaped } from "../../slack/blocks.ts";
import { menu, people, type Said } from "../../slack/forms/fields.ts";
import type { Shown } from "../../slack/forms/form.ts";
import { COMPOSITION_LIMITS } from "../../slack/limits.ts";

const ROUNDS = [1, 2, 3, 4, 6, 8];
const UNTIL_TOLD = "until-told";

export const pilotFields = { pilot: people(), pilot_rounds: menu() };

/** A pilot comes before everybody: a cadence without one that is changed is not asked for one. */
export function pilotSaid(
  reader: Reader,
  { cadenceId, pilot }: Pick<CadenceDraft, "cadenceId" | "pilot">,
  slackIds: readonly string[],
): Record<keyof typeof pilotFields, Said | null> {
  if (cadenceId !== null && pilot === null) return { pilot: null, pilot_rounds: null };
  const texts = textsFor(cadenceTexts, reader).form;
  const counts = [...new Set([...ROUNDS, ...(pilot?.rounds ? [pilot.rounds] : [])])].sort((one, other) => one - other);
  const options = [
    ...counts.map((count) => option(String(count), texts.pilotRoundsOf(count))),
    option(UNTIL_TOLD, texts.pilotUntilTold),
  ];
  const initial = pilot?.rounds === null ? UNTIL_TOLD : String(pilot?.rounds ?? 1);
  return {
    pilot: { label: texts.pilot, initial: slackIds, hint: texts.pilotHint },
    pilot_rounds: { label: texts.pilotRounds, options, initial },
  };
}

/** `people`: as Slack user ids; none where there is no pilot. */
export function pilotIn({ pilot = [], pilot_rounds: chosen }: Shown<typeof pilotFields>): {
  people: string[];
  rounds: Pilot["rounds"];
} {
  const rounds = Number(chosen);
  return { people: pilot, rounds: Number.isInteger(rounds) && rounds > 0 ? rounds : null };
}

/** Below a cadence of the list while its pilot runs. */
export function pilotEndButton(reader: Reader, cadenceId: string): ActionsBlock {
  const { label, title, text, yes, no } = textsFor(cadenceTexts, reader).list.askEverybody;
  const confirm = {
    title: plain(title),
    text: plain(shortenEscaped(text, COMPOSITION_LIMITS.confirmText)),
    confirm: plain(yes),
    deny: plain(no),
  };
  return actions(`pilot:${cadenceId}`, button(cadenceIds.askEverybody, label, { value: cadenceId, confirm }));
}
