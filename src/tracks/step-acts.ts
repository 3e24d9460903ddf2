/** What is pressed on a step: at most three buttons, and a menu of the rest. */
import type { Button, KnownBlock } from "@slack/types";
import { deliveryTexts } from "../delivery/texts.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, button } from "../slack/blocks.ts";
import { stepIds, stepMenu } from "./step-action-ids.ts";
import { HAND_OFF } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { stepsBefore, type TrackStep } from "./tracks.ts";
import { workIds } from "./work/action-ids.ts";
import { workTexts } from "./work/texts.ts";

const MOST_BUTTONS = 3;

/**
 * *I’ve got it* until it is accepted, then *Done…*; what is missing is said where somebody did something before. `isMessage`: its
 * menu says why the message came.
 */
export function stepActs(
  reader: Reader,
  step: TrackStep,
  all: readonly TrackStep[],
  { isMessage = false } = {},
): KnownBlock {
  const itemId = step.stands.item_id ?? "";
  const { act, leaving } = textsFor(trackTexts, reader).step;
  const { workRequest, definition } = step.track;
  const hasBefore = stepsBefore(step, all).some(({ stands }) => stands.item_id !== null);
  const isFirst = step.stage === "validation";
  const mayDecline = isFirst || step.stage === "prioritisation" || (definition.key === HAND_OFF && !hasBefore);

  const first = [
    mainAct(reader, step),
    ...(mayDecline ? [button(stepIds.decline, act.decline, { value: itemId })] : []),
    ...(step.brings === "items" ? [button(stepIds.heirs, leaving.open, { value: itemId })] : []),
    ...(hasBefore || isFirst ? [button(stepIds.missing, act.missing, { value: itemId })] : []),
  ];
  const give = button(stepIds.give, act.give, { value: itemId });
  if (!workRequest && first.length < MOST_BUTTONS) return actions(`step:${itemId}`, ...first, give);

  const requestId = workRequest?.id ?? "";
  const { same } = textsFor(workTexts, reader).act;
  const menu = stepMenu.of(
    [
      { choice: "give" as const, about: itemId, label: act.give },
      ...(workRequest ? [{ choice: "work" as const, about: requestId, label: act.workRequest }] : []),
      ...(workRequest && isFirst ? [{ choice: "same" as const, about: requestId, label: same }] : []),
      ...(isMessage ? [{ choice: "why" as const, about: itemId, label: textsFor(deliveryTexts, reader).why.ask }] : []),
    ],
    act.give,
  );
  return actions(`step:${itemId}`, ...first, ...(menu ? [menu] : []));
}

function mainAct(reader: Reader, { stage, stands, track }: TrackStep): Button {
  const { act } = textsFor(trackTexts, reader).step;
  const value = stands.item_id ?? "";
  if (stage === "prioritisation") return button(workIds.list, act.order, { value: track.program_id, primary: true });
  if (stands.accepted_at === null) return button(stepIds.accept, act.accept, { value, primary: true });
  return button(stepIds.done, act.done, { value, primary: true });
}
