import { areBlocks, completeBlocks, problemsInBlocks } from "./block-kit.ts";
import { SlackError } from "./failures.ts";
import { isObject, type Json, type JsonObject, parseJson, stringIn } from "./json.ts";
import { MESSAGE_LIMITS, TABLE_LIMITS } from "./limits.ts";
import { worded } from "./shapes.ts";
import type { Simulation } from "./simulation.ts";
import {
  type Block,
  type Channel,
  keepMessage,
  type MessageMetadata,
  type SandboxMessage,
  type Workspace,
} from "./workspace.ts";

/** What a call, an answer to a command or a response_url wants to show. Undefined members were not given. */
export interface Content {
  text: string | undefined;
  blocks: Block[] | undefined;
  /** Null: take it away. */
  metadata: MessageMetadata | null | undefined;
}

/** Throws invalid_blocks_format, invalid_blocks, invalid_metadata_format, invalid_metadata_schema, metadata_too_large. */
export function readContent(
  { files, workspace }: Pick<Simulation, "files" | "workspace">,
  args: {
    text?: string | undefined;
    blocks?: Json | undefined;
    metadata?: Json | undefined;
  },
): Content {
  return {
    text: args.text,
    blocks: args.blocks === undefined ? undefined : readBlocks({ files, workspace }, args.blocks),
    metadata: args.metadata === undefined ? undefined : readMetadata(args.metadata),
  };
}

/**
 * As `readContent`, for what the chat methods take; msg_blocks_too_long besides. The limit is not published: reports put
 * it at about 13,200 characters, and found none for answers to commands (slackapi/bolt-js#2509, #2867).
 */
export function readPosted(
  slack: Pick<Simulation, "files" | "workspace">,
  args: Parameters<typeof readContent>[1],
): Content {
  const content = readContent(slack, args);
  if (JSON.stringify(content.blocks ?? []).length > MESSAGE_LIMITS.blocksUnits)
    throw new SlackError("msg_blocks_too_long");
  return content;
}

/** Throws no_text when there would be nothing to see. */
export function postMessage(
  workspace: Workspace,
  channel: Channel,
  { text = "", blocks = [], metadata }: Content,
  placed: { threadTs?: string | undefined; isBroadcast?: boolean; ephemeralTo?: string; files?: JsonObject[] } = {},
): SandboxMessage {
  const { files } = placed;
  if (text.trim() === "" && blocks.length === 0 && !files) throw new SlackError("no_text");
  const message: SandboxMessage = {
    channel: channel.id,
    ts: workspace.nextTs(),
    user: workspace.botUserId,
    bot_id: workspace.botId,
    text: text.slice(0, MESSAGE_LIMITS.textTruncatedAt),
    blocks: completeBlocks(blocks, () => workspace.nextId("b")),
    ...(metadata && { metadata }),
    ...(files && { files }),
    ...(placed.threadTs !== undefined && { thread_ts: placed.threadTs }),
    ...(placed.isBroadcast && { is_broadcast: true }),
    ...(placed.ephemeralTo !== undefined && { ephemeral_to: placed.ephemeralTo }),
  };
  if (message.ephemeral_to === undefined) keepMessage(channel, message);
  else workspace.ephemerals.push(message);
  return message;
}

/**
 * A thread hangs on a message of the channel, never on a reply. What Slack does with other values is not documented
 * (some make threads nobody finds), so the sandbox refuses them.
 */
export function refuseOddThread(channel: Channel, threadTs: string | undefined): void {
  if (threadTs === undefined) return;
  const parent = channel.messages.get(threadTs);
  if (!parent || parent.thread_ts !== undefined) throw new SlackError("cannot_reply_to_message");
}

/**
 * The message after an update: blocks and metadata that are not given stay, except that text alone takes the blocks
 * away. Source: docs.slack.dev/reference/methods/chat.update.
 */
export function changedMessage(workspace: Workspace, message: SandboxMessage, content: Content): SandboxMessage {
  const { text, blocks, metadata } = content;
  const { metadata: before, edited: _, ...rest } = message;
  const kept = metadata === undefined ? before : metadata;
  const shown = blocks ?? (text === undefined ? [...message.blocks] : []);
  if ((text ?? message.text).trim() === "" && shown.length === 0) throw new SlackError("no_text");
  return {
    ...rest,
    text: text ?? message.text,
    blocks: blocks ? completeBlocks(blocks, () => workspace.nextId("b")) : shown,
    ...(kept && { metadata: kept }),
    // Slack shows no "(edited)" where blocks are used.
    ...(shown.length === 0 && { edited: { user: message.user, ts: workspace.nextTs() } }),
  };
}

function readBlocks({ files, workspace }: Pick<Simulation, "files" | "workspace">, given: Json): Block[] {
  const blocks = typeof given === "string" ? parseJson(given) : given;
  if (!Array.isArray(blocks)) throw new SlackError("invalid_blocks_format");
  const unknown = blocks.flatMap((block, index) =>
    isObject(block) && typeof block.type === "string" && workspace.refusedBlocks.has(block.type)
      ? [{ message: `unsupported type: ${block.type}`, pointer: `/blocks/${index}/type` }]
      : [],
  );
  const problems = [...problemsInBlocks(blocks), ...unknown, ...files.problemsIn(blocks, "/blocks")];
  if (problems.length > 0 || !areBlocks(blocks)) {
    const errors = worded(problems);
    throw new SlackError("invalid_blocks", {
      errors,
      response_metadata: { messages: errors.map((message) => `[ERROR] ${message}`) },
    });
  }
  // Source: docs.slack.dev/reference/block-kit/blocks/table-block.
  if (blocks.filter(({ type }) => type === "table" || type === "data_table").length > TABLE_LIMITS.perMessage)
    throw new SlackError("invalid_attachments", {
      response_metadata: { messages: ["[ERROR] only_one_table_allowed [json-pointer:/blocks]"] },
    });
  return blocks;
}

function readMetadata(given: Json): MessageMetadata | null {
  const metadata = typeof given === "string" ? parseJson(given) : given;
  if (!isObject(metadata)) throw new SlackError("invalid_metadata_format");
  if (Object.keys(metadata).length === 0) return null;
  const { event_payload: payload, ...rest } = metadata;
  const type = stringIn(metadata, "event_type");
  if (!type || !isObject(payload) || Object.keys(rest).length > 1) throw new SlackError("invalid_metadata_format");
  if (!Object.values(payload).every(isMetadataValue)) throw new SlackError("invalid_metadata_schema");
  if (Buffer.byteLength(JSON.stringify(metadata)) > MESSAGE_LIMITS.metadataBytes)
    throw new SlackError("metadata_too_large");
  return { event_type: type, event_payload: payload };
}

/** Strings, numbers, booleans; an object of them; an array of them or of such objects. */
function isMetadataValue(value: Json): boolean {
  const isPlain = (each: Json) => each !== null && typeof each !== "object";
  const isFlat = (each: Json) => isObject(each) && Object.values(each).every(isPlain);
  return Array.isArray(value) ? value.every((each) => isPlain(each) || isFlat(each)) : isPlain(value) || isFlat(value);
}

/** History without `include_all_metadata` tells the type alone. */
export function withMetadata(message: JsonObject, all: boolean): JsonObject {
  if (all || !isObject(message.metadata)) return message;
  return { ...message, metadata: { event_type: message.metadata.event_type ?? "" } };
}
