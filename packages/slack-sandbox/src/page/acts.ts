/** What somebody does on the page, done by their Slack client. */
import { z } from "zod";
import type { Actor } from "../actor.ts";
import { SlackFailure } from "../failures.ts";
import { type InputValue, placedElements } from "../inputs.ts";
import type { Simulation } from "../simulation.ts";
import type { Block, SandboxMessage } from "../workspace.ts";
import type { ActAnswer, Filled, PageAct, Pressing } from "./client/wire.ts";
import type { ReadMarks } from "./read-marks.ts";

const filled = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
) satisfies z.ZodType<Filled>;
const actionSchema = z.strictObject({
  blockId: z.string(),
  actionId: z.string(),
  value: z.string().optional(),
  option: z.string().optional(),
  options: z.array(z.string()).optional(),
  date: z.string().optional(),
  time: z.string().optional(),
  users: z.array(z.string()).optional(),
  channel: z.string().optional(),
});
export const actSchema = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("press"),
    channel: z.string(),
    ts: z.string(),
    isEphemeral: z.boolean(),
    filled,
    action: actionSchema,
  }),
  z.strictObject({ do: z.literal("press-in-view"), viewId: z.string(), filled, action: actionSchema }),
  z.strictObject({ do: z.literal("press-in-home"), filled, action: actionSchema }),
  z.strictObject({ do: z.literal("shortcut"), callbackId: z.string() }),
  z.strictObject({ do: z.literal("message-shortcut"), callbackId: z.string(), channel: z.string(), ts: z.string() }),
  z.strictObject({ do: z.literal("submit"), viewId: z.string(), filled }),
  z.strictObject({ do: z.literal("close"), viewId: z.string(), all: z.boolean() }),
  z.strictObject({ do: z.literal("command"), channel: z.string(), text: z.string() }),
  z.strictObject({ do: z.literal("say"), channel: z.string(), text: z.string(), thread: z.string().nullable() }),
  z.strictObject({ do: z.literal("open-home") }),
  z.strictObject({ do: z.literal("read"), place: z.string(), ts: z.string() }),
]);

/** Does it and resolves when the app has acknowledged it. What Slack's client would say is in the answer. */
export async function perform(
  act: z.output<typeof actSchema>,
  { actor, slack, marks }: { actor: Actor; slack: Simulation; marks: ReadMarks },
): Promise<ActAnswer> {
  try {
    switch (act.do) {
      case "press": {
        const message = findMessage(slack, actor, act);
        if (!message) return { stale: true };
        const errors = fillAll(message.blocks, act.filled, (blockId, value) =>
          actor.fillMessage(message, blockId, value),
        );
        if (Object.keys(errors).length > 0) return { errors };
        await actor.press(message, pressed(act.action), { confirm: true });
        return {};
      }
      case "press-in-view": {
        const view = actor.view();
        if (view?.id !== act.viewId) return { stale: true };
        // As in Slack, what cannot be taken yet does not stop a button that is no submission.
        fillAll(view.blocks, act.filled, (blockId, value) => actor.fill(blockId, value));
        await actor.pressInView(pressed(act.action), { confirm: true });
        return {};
      }
      case "press-in-home":
        // What cannot be taken yet does not stop a button here either.
        fillAll(actor.home()?.blocks ?? [], act.filled, (blockId, value) => actor.fillHome(blockId, value));
        await actor.pressInHome(pressed(act.action), { confirm: true });
        return {};
      case "shortcut":
        await actor.shortcut(act.callbackId);
        return {};
      case "message-shortcut": {
        const message = findMessage(slack, actor, { ...act, isEphemeral: false });
        if (!message) return { stale: true };
        await actor.messageShortcut(act.callbackId, message);
        return {};
      }
      case "submit":
        return await submit(actor, act);
      case "close":
        if (actor.view()?.id !== act.viewId) return { stale: true };
        await actor.closeView({ all: act.all });
        return {};
      case "command":
        await actor.command(act.text, act.channel);
        return {};
      case "say":
        await actor.say(act.text, act.channel, act.thread ?? undefined);
        return {};
      case "open-home":
        await actor.openHome();
        return {};
      case "read":
        marks.read(actor.userId, act.place, act.ts);
        return {};
    }
  } catch (error) {
    if (error instanceof SlackFailure) return { failed: error.message };
    throw error;
  }
}

async function submit(actor: Actor, { viewId, filled }: Extract<PageAct, { do: "submit" }>): Promise<ActAnswer> {
  const view = actor.view();
  if (view?.id !== viewId) return { stale: true };
  const errors = fillAll(view.blocks, filled, (blockId, value) => actor.fill(blockId, value));
  if (Object.keys(errors).length > 0) return { errors };
  const result = await actor.submit();
  if ("errors" in result) return { errors: result.errors };
  return "failed" in result ? { failed: result.failed } : {};
}

/** Puts everything in; returns what Slack's client says about what a field does not take. */
function fillAll(
  blocks: readonly Block[],
  filled: Filled,
  fill: (blockId: string, value: InputValue) => void,
): Record<string, string> {
  const errors: Record<string, string> = {};
  const fields = new Set(placedElements(blocks).map(({ blockId }) => blockId));
  for (const [blockId, value] of Object.entries(filled)) {
    if (!fields.has(blockId)) continue;
    try {
      // An empty text field holds nothing, not an empty number or address.
      fill(blockId, value === "" ? null : value);
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      errors[blockId] = error.message.replace(`${blockId}: `, "");
    }
  }
  return errors;
}

function findMessage(
  { workspace }: Simulation,
  actor: Actor,
  { channel, ts, isEphemeral }: { channel: string; ts: string; isEphemeral: boolean },
): SandboxMessage | undefined {
  const among = isEphemeral ? actor.ephemerals() : (workspace.channels.get(channel)?.messages.values() ?? []);
  return [...among].find((message) => message.ts === ts);
}

/** Undefined members were not chosen. */
function pressed(action: z.output<typeof actionSchema>): Pressing {
  const { blockId, actionId, value, option, options, date, time, users, channel } = action;
  return {
    blockId,
    actionId,
    ...(value !== undefined && { value }),
    ...(option !== undefined && { option }),
    ...(options !== undefined && { options }),
    ...(date !== undefined && { date }),
    ...(time !== undefined && { time }),
    ...(users !== undefined && { users }),
    ...(channel !== undefined && { channel }),
  };
}
