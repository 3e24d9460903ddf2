import { z } from "zod";
import { getJoinedChannel } from "./channels.ts";
import { SlackError } from "./failures.ts";
import type { StoredFile } from "./files.ts";
import { parseJson } from "./json.ts";
import { FILE_LIMITS } from "./limits.ts";
import { postMessage, refuseOddThread } from "./messages.ts";
import { count, type Method, method, text } from "./method.ts";
import type { Simulation } from "./simulation.ts";
import { type Channel, keepMessage } from "./workspace.ts";

const uploads = z.preprocess(
  (given) => (typeof given === "string" ? parseJson(given) : given),
  z.array(z.strictObject({ id: z.string(), title: z.string().optional() })).min(1),
);

/**
 * Files stay with the app, which shows them in blocks, or are shared in a conversation. As in Slack the message is there
 * only once it has looked at the files, and the answer does not say where (slackapi/python-slack-sdk issue 1277).
 */
export const fileMethods: Record<string, Method> = {
  "files.getUploadURLExternal": method({
    scope: "files:write",
    acceptsJson: false,
    // The SDK's uploadV2 calls the description `alt_text`, which Slack does not know.
    arguments: { filename: text, length: count, alt_txt: text.optional() },
    run({ files, uploadUrl }, { filename, length, alt_txt: altText = null }) {
      if (filename === "" || length === 0) throw new SlackError("missing_argument");
      if (length > FILE_LIMITS.bytes) throw new SlackError("file_upload_size_restricted");
      if (altText !== null && altText.length > FILE_LIMITS.altText) throw new SlackError("alt_txt_too_large");
      const { id, key } = files.announce({ name: filename, size: length, altText });
      return { upload_url: uploadUrl(key), file_id: id };
    },
  }),

  "files.completeUploadExternal": method({
    scope: "files:write",
    acceptsJson: true,
    arguments: {
      files: uploads,
      channel_id: text.optional(),
      thread_ts: text.optional(),
      initial_comment: text.optional(),
    },
    run(slack, args) {
      const { files, workspace } = slack;
      const channel = args.channel_id === undefined ? null : getJoinedChannel(workspace, args.channel_id);
      if (channel?.isArchived) throw new SlackError("posting_to_channel_denied");
      if (channel) refuseOddThread(channel, args.thread_ts);
      const completed = files.complete(args.files);
      if (channel) void share(slack, channel, completed, args);
      return { files: completed.map((file) => files.json(file)) };
    },
  }),

  // The app's own, and what somebody shares in a conversation of which it is a member.
  // Source: docs.slack.dev/reference/methods/files.info.
  "files.info": method({
    scope: "files:read",
    acceptsJson: false,
    arguments: { file: text },
    run({ files }, { file: id }) {
      const file = files.stored(id);
      return { file: files.json(file), comments: [], response_metadata: { next_cursor: "" } };
    },
  }),

  // Messages that share it say that it was deleted. Source: docs.slack.dev/reference/methods/files.delete.
  "files.delete": method({
    scope: "files:write",
    acceptsJson: true,
    arguments: { file: text },
    run({ files, workspace }, { file: id }) {
      files.forget(id);
      for (const channel of workspace.channels.values())
        for (const message of channel.messages.values()) {
          const left = message.files?.map((file) => (file.id === id ? { id, mode: "tombstone" } : file));
          if (left) keepMessage(channel, { ...message, files: left });
        }
      return {};
    },
  }),
};

async function share(
  { clock, files, workspace }: Simulation,
  channel: Channel,
  shared: readonly StoredFile[],
  {
    thread_ts: threadTs,
    initial_comment: comment = "",
  }: { thread_ts?: string | undefined; initial_comment?: string | undefined },
): Promise<void> {
  const [first] = shared;
  if (!first) return;
  await clock.sleepUntil(files.sharedAt(first), new AbortController().signal);
  // What was deleted before Slack has looked at it is shown nowhere.
  if (!files.has(first.id)) return;
  postMessage(
    workspace,
    channel,
    { text: comment, blocks: [], metadata: undefined },
    {
      threadTs,
      files: shared.map((file) => files.json(file)),
    },
  );
}
