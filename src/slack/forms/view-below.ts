import type { ModalView } from "@slack/types";
import type { SubmitResult, Submitted } from "../listening.ts";

/** Closes the form and updates the view below it; without one, `alone` replaces the form. */
export async function shownBelow(
  { client, belowId }: Pick<Submitted<unknown>, "client" | "belowId">,
  view: ModalView,
  alone: ModalView = view,
): Promise<SubmitResult> {
  if (belowId === null) return { show: alone };
  await client.views.update({ view_id: belowId, view });
  return { close: true };
}
