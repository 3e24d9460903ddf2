/** Whoever has an old message, Home or form before them acts on it: what comes of it, in a word. */

import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import {
  type Block,
  type Json,
  objectsIn,
  type PlacedElement,
  type PressedAction,
  placedElements,
  type SandboxMessage,
  SlackFailure,
  stringIn,
  type View,
} from "slack-sandbox";
import { addMs, MINUTE } from "../../src/platform/time.ts";
import type { Upgraded } from "./upgraded.ts";

/** As long as an answer may take before it counts as none. */
const PATIENCE_MS = 1000;

/** One way to act on something that was shown. */
export interface Act {
  /** The same for all that the app tells apart by nothing but ids: each is tried once. */
  like: string;
  /** What came of it; null for nothing at all. */
  run(now: Upgraded): Promise<string | null>;
}

export function actsIn({ world }: Upgraded["recording"]): Act[] {
  const handleOf = (userId: string | undefined) => world.people.find((each) => each.userId === userId)?.handle;
  const inMessages = world.channels.flatMap(({ messages, members, withUser }) =>
    messages.flatMap((message) => {
      const by = handleOf(withUser ?? members.find((id) => handleOf(id) !== undefined));
      return message.bot_id === undefined || by === undefined ? [] : actsOnMessage(by, message);
    }),
  );
  const alone = world.ephemerals.flatMap((message) => {
    const by = handleOf(message.ephemeral_to);
    return by === undefined ? [] : actsOnMessage(by, message);
  });
  const atHome = world.homes.flatMap(({ userId, view }) => {
    const by = handleOf(userId);
    if (by === undefined) return [];
    return pressesIn(view.blocks).map(({ like, action }) => ({
      like: `home ${like}`,
      run: (now: Upgraded) => {
        now.sandbox.slack.homes.publish(userId, view);
        return outcomeOf(now, by, () => now.sandbox.as(by).pressInHome(action, { confirm: true }));
      },
    }));
  });
  const inForms = world.views.flatMap(({ userId, view }) => {
    const by = handleOf(userId);
    return by === undefined ? [] : actsOnForm(by, userId, view);
  });
  return [...inMessages, ...alone, ...atHome, ...inForms];
}

function actsOnMessage(by: string, message: SandboxMessage): Act[] {
  return pressesIn(message.blocks).map(({ like, action }) => ({
    like: `message ${like}`,
    run: (now) => {
      const shown = asShown(now, message);
      return outcomeOf(now, by, () => now.sandbox.as(by).press(shown, action, { confirm: true }));
    },
  }));
}

/** As it was when it was left: a client that has not heard of its updates still shows it so. */
function asShown({ sandbox }: Upgraded, left: SandboxMessage): SandboxMessage {
  const { workspace } = sandbox.slack;
  const message = { ...left, user: workspace.botUserId, bot_id: workspace.botId };
  if (message.ephemeral_to === undefined) workspace.channels.get(message.channel)?.messages.set(message.ts, message);
  return message;
}

/** Its buttons, and its submission with what it was filled in with. */
function actsOnForm(by: string, userId: string, view: View): Act[] {
  const open = ({ sandbox }: Upgraded) => {
    const { views } = sandbox.slack;
    let shown = views.open(userId, { ...view, external_id: "" });
    for (const [block, actions] of Object.entries(view.state.values))
      for (const [action, state] of Object.entries(actions))
        shown = views.setState(userId, shown, block, action, state);
  };
  const about = `${view.callback_id} ${shapeOf(view.private_metadata)}`;
  const presses = pressesIn(view.blocks).map(
    ({ like, action }): Act => ({
      like: `form ${about} ${like}`,
      run: (now) => {
        open(now);
        return outcomeOf(now, by, () => now.sandbox.as(by).pressInView(action, { confirm: true }));
      },
    }),
  );
  if (!view.submit) return presses;
  const fields = Object.keys(view.state.values).map(nameless).toSorted();
  const submit: Act = {
    like: `submit ${about} ${[...new Set(fields)].join(" ")}`,
    async run(now) {
      open(now);
      let said = "";
      const outcome = await outcomeOf(now, by, async () => {
        const result = await now.sandbox.as(by).submit();
        if ("failed" in result) throw new SlackFailure(result.failed);
        said = Object.keys(result).join();
        return "errors" in result;
      });
      return said || outcome;
    },
  };
  return [...presses, submit];
}

interface Press {
  like: string;
  action: PressedAction;
}

/** Everything that can be pressed or chosen from; fields send nothing by themselves, links leave Slack. */
function pressesIn(blocks: readonly Block[]): Press[] {
  return placedElements(blocks).flatMap((placed): Press[] => {
    const { block, element, type, blockId, actionId } = placed;
    if (block.type === "input" || element.url !== undefined) return [];
    const at = { blockId, actionId };
    if (type === "button") {
      const value = shapeOf(stringIn(element, "value") ?? "");
      return [{ like: `${nameless(actionId)} ${value}`, action: at }];
    }
    return optionsOf(placed).map((option) => ({
      like: `${nameless(actionId)} ${shapeOf(option)}`,
      action: { ...at, option },
    }));
  });
}

function optionsOf({ element }: PlacedElement): string[] {
  const groups = [element, ...objectsIn(element, "option_groups")];
  return groups.flatMap((group) => objectsIn(group, "options").flatMap((option) => stringIn(option, "value") ?? []));
}

/** What a value or metadata is made of, without ids, numbers and words. */
function shapeOf(text: string): string {
  try {
    return JSON.stringify(kindOf(JSON.parse(text)));
  } catch {
    return nameless(text);
  }
}

function kindOf(value: Json): Json {
  if (Array.isArray(value)) return value.slice(0, 1).map(kindOf);
  if (typeof value !== "object" || value === null) return typeof value === "string" ? nameless(value) : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [nameless(key), kindOf(inner)]));
}

function nameless(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "#")
    .replaceAll(/[A-Z0-9]{9,}|\d+/g, "#")
    .replaceAll(/\p{L}+ .*/gu, "…");
}

/**
 * Does it, and waits for what follows: a form, a line, a message that changed, something that was stored. Nothing follows
 * where `act` resolves with true: a form was refused in words.
 */
async function outcomeOf(now: Upgraded, by: string, act: () => Promise<unknown>): Promise<string | null> {
  const { clock, sandbox } = now;
  const actor = sandbox.as(by);
  const before = await seenBy(now, by);
  try {
    if ((await act()) === true) return null;
    for (let tries = 0; ; tries += 1) {
      const changed = await changesAfter(now, by, before);
      if (changed.some((what) => what !== "stored") || tries === 1) return changed[0] ?? null;
      // Slack's pace may hold up what follows.
      await clock.advanceTo(addMs(clock.now(), MINUTE));
    }
  } finally {
    if (actor.view()) sandbox.slack.views.clear(actor.userId);
  }
}

/** What is another than it was, as soon as somebody sees it. */
async function changesAfter(now: Upgraded, by: string, before: Record<string, unknown>): Promise<string[]> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    await now.clock.settle();
    const seen = await seenBy(now, by);
    const changed = Object.keys(seen).filter((what) => seen[what] !== before[what]);
    if (changed.some((what) => what !== "stored") || performance.now() > end) return changed;
    await setTimeout(10);
  }
}

async function seenBy({ app, sandbox }: Upgraded, by: string): Promise<Record<string, unknown>> {
  const actor = sandbox.as(by);
  const view = actor.view();
  // That an act was received is no answer to it.
  const { rows } = await sql<{ changes: number }>`
    select total_changes() - (select count(*) from received) as changes`.execute(app.services.db);
  return {
    form: view && `${view.id} ${view.hash}`,
    line: actor.ephemerals().length,
    message: JSON.stringify(actor.inbox().map(({ ts, text, blocks }) => [ts, text, blocks.length])),
    home: actor.home()?.hash,
    stored: rows[0]?.changes,
  };
}
