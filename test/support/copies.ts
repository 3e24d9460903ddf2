import { WebClient } from "@slack/web-api";
import type { SandboxMessage } from "slack-sandbox";
import { expect } from "vitest";
import type { Run } from "./run.ts";

/** The app's own token: a copy of a message with its buttons, where others can press them. */
export async function aCopyFor(run: Run, handle: string, message: SandboxMessage): Promise<SandboxMessage> {
  const client = new WebClient(run.sandbox.botToken, { slackApiUrl: run.sandbox.apiUrl });
  const name = `copies-${run.sandbox.allMessages().length}`;
  const { id } = run.sandbox.createChannel({ name, isPrivate: false, members: [handle] });
  const blocks = JSON.stringify(message.blocks);
  await client.apiCall("chat.postMessage", { channel: id, text: message.text, blocks });
  const copy = run.sandbox.messagesIn(id).at(-1);
  if (!copy) throw new Error("The copy was not posted.");
  return copy;
}

/** What was shown to this person alone; it comes right after the acknowledgement of the button. */
export async function told(run: Run, handle: string, texts: unknown[]): Promise<void> {
  await expect
    .poll(() =>
      run
        .as(handle)
        .ephemerals()
        .map(({ text }) => text),
    )
    .toEqual(texts);
}
