import { SlackError } from "./failures.ts";
import { isTrue, type JsonObject, stringIn } from "./json.ts";
import { changedMessage, postMessage, readContent } from "./messages.ts";
import type { ResponseTarget } from "./response-urls.ts";
import type { Simulation } from "./simulation.ts";
import { keepMessage, type SandboxMessage } from "./workspace.ts";

/**
 * What a response_url, or the acknowledgement of a command, makes of its body: a new message for the person alone or
 * for the channel, or a change of the message whose button was pressed. Returns the message, null when it was deleted.
 */
export function respond(slack: Simulation, target: ResponseTarget, body: JsonObject): SandboxMessage | null {
  const { workspace } = slack;
  const channel = workspace.channels.get(target.channelId);
  if (!channel) throw new SlackError("channel_not_found");
  const { source } = target;
  const threadTs = stringIn(body, "thread_ts");
  if (source && isTrue(body, "delete_original")) {
    channel.messages.delete(source.ts);
    removeEphemeral(workspace.ephemerals, source.ts);
    return null;
  }
  const content = readContent(slack, { text: stringIn(body, "text"), blocks: body.blocks });
  if (source && isTrue(body, "replace_original")) {
    const original = source.isEphemeral
      ? workspace.ephemerals.find(({ ts }) => ts === source.ts)
      : channel.messages.get(source.ts);
    if (!original) throw new SlackError("message_not_found");
    const changed = changedMessage(workspace, original, content);
    if (source.isEphemeral) workspace.ephemerals.splice(workspace.ephemerals.indexOf(original), 1, changed);
    else keepMessage(channel, changed);
    return changed;
  }
  const isForAll = stringIn(body, "response_type") === "in_channel" && !source?.isEphemeral;
  return postMessage(workspace, channel, content, { threadTs, ...(!isForAll && { ephemeralTo: target.userId }) });
}

function removeEphemeral(ephemerals: SandboxMessage[], ts: string): void {
  const index = ephemerals.findIndex((message) => message.ts === ts);
  if (index >= 0) ephemerals.splice(index, 1);
}
