/** An act that only Drumbeat knows: `drumbeat sandbox as HANDLE answer CADENCE …`. */
import { Hono } from "hono";
import {
  type InputValue,
  ownPagesOnly,
  type Sandbox,
  type SandboxClock,
  SlackFailure,
  screenAsText,
  type TakenOver,
} from "slack-sandbox";
import { z } from "zod";
import type { Question } from "../cadences/questions/questions.ts";
import { fillAndSubmit, openCheckIn } from "./answer-check-in.ts";
import { cadenceRef } from "./player.ts";
import type { Scenario } from "./scenario.ts";
import { readAnswers } from "./scenario-answers.ts";

const answerSchema = z.strictObject({ cadence: z.string(), answers: z.record(z.string(), z.string()) });

/** `POST /as/HANDLE/answer` with the key of a cadence and answers; answers in plain text what this person then sees. */
export function answerRoutes({
  sandbox,
  clock,
  scenario,
  takenOver,
}: {
  sandbox: Sandbox;
  clock: SandboxClock;
  scenario: Scenario;
  /** Whom somebody in a terminal is, is noted there. */
  takenOver: TakenOver;
}): Hono {
  const app = new Hono();
  app.use(ownPagesOnly({ json: true }));
  app.post("/as/:handle/answer", async (c) => {
    const asked = answerSchema.safeParse(await c.req.json().catch(() => null));
    if (!asked.success) return c.text(z.prettifyError(asked.error), 400);
    try {
      const handle = c.req.param("handle");
      takenOver.be(handle);
      const actor = sandbox.as(handle);
      const found = cadenceRef(scenario, handle, asked.data.cadence);
      const { questions } = found.cadence;
      const { answers, problems } = readAnswers(found.cadence.questions, typed(questions, asked.data.answers));
      if (problems.length > 0)
        throw new SlackFailure(problems.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
      await openCheckIn(actor, found);
      await fillAndSubmit(actor, questions, answers, found);
      await clock.settle();
      return c.text(screenAsText(actor));
    } catch (error) {
      return c.text(error instanceof Error ? error.message : String(error), error instanceof SlackFailure ? 409 : 400);
    }
  });
  return app;
}

/** `key=value` from a command line, as the question's type wants it; `health=amber: why | what is being done | 2026-12-18` gives all of a status. */
function typed(questions: readonly Question[], given: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([key, text]): [string, InputValue | object] => {
      const type = questions.find((question) => question.key === key)?.type;
      if (type === "number") return [key, Number(text)];
      if (type === "choices") return [key, text.split(",").map((part) => part.trim())];
      if (type === "health") {
        const [colour = "", ...words] = text.split(":");
        if (words.length === 0) return [key, { colour }];
        const [reason, action, by] = words
          .join(":")
          .split("|")
          .map((part) => part.trim());
        return [key, { colour, reason, ...(action !== undefined && { pathToGreen: { action, by } }) }];
      }
      return [key, text];
    }),
  );
}
