/** Lets another process be a person of the workspace. */
import { Hono } from "hono";
import { z } from "zod";
import type { Actor } from "./actor.ts";
import { messageAsText, viewAsText } from "./as-text.ts";
import type { SandboxClock } from "./clock.ts";
import { SlackFailure } from "./failures.ts";
import { placedElements } from "./inputs.ts";
import { objectIn, stringIn } from "./json.ts";
import { ownPagesOnly } from "./own-pages.ts";
import type { Sandbox } from "./server.ts";
import type { TakenOver } from "./taken-over.ts";

const actSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("look") }),
  // In the direct message with the app, unless in a channel: `#name`.
  z.strictObject({ do: z.literal("command"), text: z.string(), in: z.string().optional() }),
  z.strictObject({ do: z.literal("say"), text: z.string(), in: z.string().optional() }),
  z.strictObject({ do: z.literal("home") }),
  z.strictObject({ do: z.literal("press"), label: z.string() }),
  z.strictObject({ do: z.literal("fill"), field: z.string(), value: z.string() }),
  z.strictObject({ do: z.literal("submit") }),
  z.strictObject({ do: z.literal("close") }),
  // A channel by its name, a user group by its handle.
  z.strictObject({ do: z.literal("join"), what: z.string().regex(/^[#@]/) }),
  z.strictObject({ do: z.literal("leave"), what: z.string().regex(/^[#@]/) }),
]);
export type ControlAct = z.infer<typeof actSchema>;

const LATEST = 5;

/** `POST /as/HANDLE` with an act; answers in plain text what this person then sees. */
export function controlRoutes(parts: {
  sandbox: Sandbox;
  clock: SandboxClock;
  /** Whom somebody in a terminal is, is noted there. */
  takenOver?: TakenOver;
}): Hono {
  const { sandbox, clock } = parts;
  const app = new Hono();
  app.use(ownPagesOnly({ json: true }));
  app.post("/as/:handle", async (c) => {
    const act = actSchema.safeParse(await c.req.json().catch(() => null));
    if (!act.success) return c.text(z.prettifyError(act.error), 400);
    try {
      const handle = c.req.param("handle");
      const { data } = act;
      parts.takenOver?.be(handle);
      if (data.do === "join" || data.do === "leave") {
        changeMembership(sandbox, handle, data.do, data.what);
        await clock.settle();
        return c.text(screenAsText(sandbox.as(handle)));
      }
      return c.text(await perform(sandbox.as(handle), data, handle, clock));
    } catch (error) {
      return c.text(error instanceof Error ? error.message : String(error), error instanceof SlackFailure ? 409 : 400);
    }
  });
  return app;
}

/** `#name` or `@group`. Throws where there is none. */
function changeMembership(sandbox: Sandbox, handle: string, how: "join" | "leave", what: string): void {
  const name = what.slice(1);
  if (what.startsWith("@")) {
    const change = how === "join" ? { add: [handle] } : { remove: [handle] };
    sandbox.misbehave({ do: "change-group", group: name, ...change });
    return;
  }
  const channel = sandbox.slack.workspace.channelCalled(what);
  if (!channel) throw new SlackFailure(`There is no channel ${what}.`);
  sandbox.misbehave({ do: `${how}-channel`, channelId: channel.id, handle });
}

async function perform(
  actor: Actor,
  act: Exclude<ControlAct, { do: "join" | "leave" }>,
  handle: string,
  clock: SandboxClock,
): Promise<string> {
  switch (act.do) {
    case "look":
      return screenAsText(actor);
    case "command": {
      const { response } = await actor.command(act.text, act.in);
      await clock.settle();
      return response ? messageAsText(response) : screenAsText(actor);
    }
    case "say":
      await actor.say(act.text, act.in);
      await clock.settle();
      return screenAsText(actor);
    case "home": {
      await actor.openHome();
      await clock.settle();
      const home = actor.home();
      return home ? viewAsText(home) : "Nothing yet.";
    }
    case "press": {
      const open = actor.view();
      if (open && viewAsText(open).includes(`[${act.label}]`))
        await actor.pressInView(firstLabelled(open.blocks, act.label));
      else {
        const shown = actor.inbox().findLast((message) => messageAsText(message).includes(`[${act.label}]`));
        if (!shown) throw new SlackFailure(`No message of ${handle} has a button “${act.label}”.`);
        await actor.press(shown, firstLabelled(shown.blocks, act.label));
      }
      await clock.settle();
      return screenAsText(actor);
    }
    case "fill":
      actor.fill(act.field, act.value);
      return screenAsText(actor);
    case "submit": {
      const result = await actor.submit();
      await clock.settle();
      return "closed" in result ? screenAsText(actor) : `${JSON.stringify(result)}\n${screenAsText(actor)}`;
    }
    case "close":
      await actor.closeView();
      return screenAsText(actor);
  }
}

/** The first of several buttons with one label. */
function firstLabelled(blocks: Parameters<typeof placedElements>[0], label: string) {
  const first = placedElements(blocks).find(({ element }) => stringIn(objectIn(element, "text"), "text") === label);
  const value = first && stringIn(first.element, "value");
  return { label, ...(first && { actionId: first.actionId }), ...(value !== undefined && { value }) };
}

/** The open modal, else the latest messages. */
export function screenAsText(actor: Actor): string {
  const view = actor.view();
  if (view) return viewAsText(view);
  const latest = actor.inbox().slice(-LATEST).map(messageAsText);
  return latest.length > 0 ? latest.join("\n\n") : "Nothing yet.";
}
