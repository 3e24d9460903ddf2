import type { ModalView } from "@slack/types";
import type { SubmitResult, Submitted } from "../listening.ts";

/** What a form has changed is shown in the view below it, and the form goes; `alone` takes its place where none is. */
export async function shownBelow(
  { client, belowId }: Pick<Submitted<unknown>, "client" | "belowId">,
  view: ModalView,
  alone: ModalView = view,
): Promise<SubmitResult> {
  if (belowId === null) return { show: alone };
  await client.views.update({ view_id: belowId, view });
  return { close: true };
}
