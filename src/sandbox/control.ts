/** Lets somebody in another terminal be a person of the workspace: `drumbeat sandbox as HANDLE …`. */
import { Hono } from "hono";
import { z } from "zod";
import type { Question } from "../cadences/questions/questions.ts";
import type { Actor } from "./actor.ts";
import { fillAndSubmit, openCheckIn } from "./answering.ts";
import { messageAsText, viewAsText } from "./as-text.ts";
import type { SandboxClock } from "./clock.ts";
import { SlackFailure } from "./failures.ts";
import { type InputValue, placedElements } from "./inputs.ts";
import { objectIn, stringIn } from "./json.ts";
import { ownPagesOnly } from "./own-pages.ts";
import { knownCadence } from "./player.ts";
import type { Scenario } from "./scenario.ts";
import { readAnswers } from "./scenario-answers.ts";
import type { Sandbox } from "./server.ts";
import type { TakenOver } from "./taken-over.ts";

const actSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("look") }),
  z.strictObject({ do: z.literal("command"), text: z.string() }),
  z.strictObject({ do: z.literal("say"), text: z.string() }),
  z.strictObject({ do: z.literal("press"), label: z.string() }),
  z.strictObject({ do: z.literal("fill"), field: z.string(), value: z.string() }),
  z.strictObject({ do: z.literal("submit") }),
  z.strictObject({ do: z.literal("close") }),
  // A channel by its name, a user group by its handle.
  z.strictObject({ do: z.literal("join"), what: z.string().regex(/^[#@]/) }),
  z.strictObject({ do: z.literal("leave"), what: z.string().regex(/^[#@]/) }),
  z.strictObject({ do: z.literal("answer"), cadence: z.string(), answers: z.record(z.string(), z.string()) }),
]);
export type Act = z.infer<typeof actSchema>;

const LATEST = 5;

/** `POST /as/HANDLE` with an act; answers in plain text what this person then sees. */
export function controlRoutes(parts: {
  sandbox: Sandbox;
  clock: SandboxClock;
  scenario: Scenario;
  /** Whom somebody in a terminal is, is noted there. */
  takenOver?: TakenOver;
}): Hono {
  const { sandbox, clock, scenario } = parts;
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
        await settled(clock);
        return c.text(sees(sandbox.as(handle)));
      }
      return c.text(await perform(sandbox.as(handle), data, scenario, handle, () => settled(clock)));
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
  const channel = [...sandbox.slack.workspace.channels.values()].find((each) => each.name === name);
  if (name === "" || !channel) throw new SlackFailure(`There is no channel ${what}.`);
  sandbox.misbehave({ do: `${how}-channel`, channelId: channel.id, handle });
}

async function perform(
  actor: Actor,
  act: Exclude<Act, { do: "join" | "leave" }>,
  scenario: Scenario,
  handle: string,
  settle: () => Promise<void>,
): Promise<string> {
  switch (act.do) {
    case "look":
      return sees(actor);
    case "command": {
      const { response } = await actor.command(act.text);
      await settle();
      return response ? messageAsText(response) : sees(actor);
    }
    case "say":
      await actor.say(act.text);
      await settle();
      return sees(actor);
    case "press": {
      const open = actor.view();
      if (open && viewAsText(open).includes(`[${act.label}]`))
        await actor.pressInView(firstLabelled(open.blocks, act.label));
      else {
        const shown = actor.inbox().findLast((message) => messageAsText(message).includes(`[${act.label}]`));
        if (!shown) throw new SlackFailure(`No message of ${handle} has a button “${act.label}”.`);
        await actor.press(shown, firstLabelled(shown.blocks, act.label));
      }
      await settle();
      return sees(actor);
    }
    case "fill":
      actor.fill(act.field, act.value);
      return sees(actor);
    case "submit": {
      const result = await actor.submit();
      await settle();
      return "closed" in result ? sees(actor) : `${JSON.stringify(result)}\n${sees(actor)}`;
    }
    case "close":
      await actor.closeView();
      return sees(actor);
    case "answer": {
      const known = knownCadence(scenario, handle, act.cadence);
      const { questions } = known.cadence;
      const handles = new Set(scenario.people.map((person) => person.handle));
      const { answers, problems } = readAnswers(known.cadence, typed(questions, act.answers), handles);
      if (problems.length > 0)
        throw new SlackFailure(problems.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
      await openCheckIn(actor, known);
      await fillAndSubmit(actor, questions, answers, known);
      await settle();
      return sees(actor);
    }
  }
}

/** The first of several buttons with one label. */
function firstLabelled(blocks: Parameters<typeof placedElements>[0], label: string) {
  const first = placedElements(blocks).find(({ element }) => stringIn(objectIn(element, "text"), "text") === label);
  const value = first && stringIn(first.element, "value");
  return { label, ...(first && { actionId: first.actionId }), ...(value !== undefined && { value }) };
}

/** `key=value` from a command line, as the question's type wants it; `health=amber:why` gives colour and reason. */
function typed(questions: readonly Question[], given: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([key, text]): [string, InputValue | object] => {
      const type = questions.find((question) => question.key === key)?.type;
      if (type === "number" || type === "scale") return [key, Number(text)];
      if (type === "yes-no") return [key, /^(yes|true|oui)$/i.test(text)];
      if (type === "choices" || type === "people") return [key, text.split(",").map((part) => part.trim())];
      if (type === "health") {
        const [colour = "", ...reason] = text.split(":");
        return [key, reason.length > 0 ? { colour, reason: reason.join(":").trim() } : { colour }];
      }
      return [key, text];
    }),
  );
}

/** The open modal, else the latest messages. */
function sees(actor: Actor): string {
  const view = actor.view();
  if (view) return viewAsText(view);
  const latest = actor.inbox().slice(-LATEST).map(messageAsText);
  return latest.length > 0 ? latest.join("\n\n") : "Nothing yet.";
}

/** Waits until the app has done what follows from an act. */
async function settled(clock: SandboxClock): Promise<void> {
  await clock.settle();
}
