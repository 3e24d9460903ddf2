/** Modals on modals. */
import type { ModalView } from "@slack/types";
import type { Press } from "./listening.ts";
import { slackErrorIn } from "./slack-error.ts";

/** On top of the modal that was pressed in, in its place where Slack stacks no more, else as a new one. */
export async function showOver(
  { client, triggerId, view: open }: Pick<Press<unknown>, "client" | "triggerId" | "view">,
  view: ModalView,
): Promise<void> {
  if (!open) {
    await client.views.open({ trigger_id: triggerId, view });
    return;
  }
  try {
    await client.views.push({ trigger_id: triggerId, view });
  } catch (error) {
    // Source: docs.slack.dev/reference/methods/views.push: three views at most.
    if (slackErrorIn(error) !== "push_limit_reached") throw error;
    await client.views.update({ view_id: open.id, hash: open.hash, view });
  }
}
