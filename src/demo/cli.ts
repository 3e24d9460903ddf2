/** `drumbeat sandbox …`: plays a scenario and stays up; `drumbeat sandbox as HANDLE …`: be somebody in it. */
import { parseArgs } from "node:util";
import type { ControlAct } from "slack-sandbox";
import { z } from "zod";
import { operatorsLanguage } from "../platform/texts/language.ts";
import { PORT, parsed, reasonsIn, SandboxError, UsageError } from "./cli-errors.ts";
import { type SandboxTexts, sandboxCommandTexts } from "./texts-cli.ts";

/** Returns the exit code. */
export async function run(args: string[]): Promise<number> {
  const language = operatorsLanguage(process.env);
  const texts = sandboxCommandTexts[language];
  try {
    if (args[0] === "as") return await actAs(args.slice(1));
    if (args[0] === "move") return await move(args.slice(1), texts);
    if (args.includes("--serve")) return await (await import("./cli-serve.ts")).serveSlack(args, process.env);
    // With all of Drumbeat: an act in another terminal does not wait for it.
    return await (await import("./cli-play.ts")).play(args, process.env);
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(`${error.sentence(language)}\n${texts.usage}\n`);
    else process.stderr.write(`${reasonsIn(language, error, ({ message }) => message)}\n`);
    return 1;
  }
}

/** Moves the clock of the sandbox that is up, as the page does. */
async function move(args: string[], texts: SandboxTexts): Promise<number> {
  const { values, positionals } = parsed(() =>
    parseArgs({ args, allowPositionals: true, options: { url: { type: "string" } } }),
  );
  const [step = ""] = positionals;
  const hours = { hour: 1, day: 24, week: 7 * 24 }[step];
  if (hours === undefined && step !== "next") throw new UsageError(({ howFar }) => howFar);
  const url = values.url ?? `http://127.0.0.1:${PORT}`;
  const act = hours === undefined ? { do: "to-next" } : { do: "forward", hours };
  const answer = await posted(url, "/page/clock", act);
  const moved = moveSchema.parse(await answer.json());
  const arrived = (moved.arrivals ?? []).map(({ to, count }) => texts.to(to, count));
  const more = Math.max(0, arrived.length - NAMED);
  const said = arrived.length > 0 ? texts.newMessages(arrived.slice(0, NAMED).join(", "), more) : texts.nothingNew;
  (answer.ok ? process.stdout : process.stderr).write(`${moved.failed ?? said}\n`);
  return answer.ok ? 0 : 1;
}

/** Most that are named in a line. */
const NAMED = 20;

const moveSchema = z.object({
  failed: z.string().optional(),
  arrivals: z.array(z.object({ to: z.string(), count: z.number() })).optional(),
});

function posted(url: string, path: string, body: object): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new SandboxError(({ nobodyAnswers }) => nobodyAnswers(url), { cause });
  });
}

async function actAs(args: string[]): Promise<number> {
  const { values, positionals } = parsed(() =>
    parseArgs({ args, allowPositionals: true, options: { url: { type: "string" } } }),
  );
  const [handle, ...words] = positionals;
  const act = actOf(words);
  if (!handle || !act) throw new UsageError(({ whoAndWhat }) => whoAndWhat);
  const url = values.url ?? `http://127.0.0.1:${PORT}`;
  const { path, body } = act;
  const answer = await posted(url, `/as/${encodeURIComponent(handle)}${path}`, body);
  const text = await answer.text();
  (answer.ok ? process.stdout : process.stderr).write(`${text}\n`);
  return answer.ok ? 0 : 1;
}

/** What is posted, and where below the person. */
interface Posted {
  path: "" | "/answer";
  body: object;
}

function actOf([verb, ...rest]: string[]): Posted | null {
  if (verb === "answer") return answerOf(rest);
  const body = slackActOf(verb, rest);
  return body && { path: "", body };
}

function answerOf([cadence, ...pairs]: string[]): Posted | null {
  if (cadence === undefined) return null;
  const answers = pairs.map((pair): [string, string] => {
    const at = pair.indexOf("=");
    if (at < 1) throw new UsageError((texts) => texts.pair(pair));
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return { path: "/answer", body: { cadence, answers: Object.fromEntries(answers) } };
}

function slackActOf(verb: string | undefined, rest: string[]): ControlAct | null {
  const [first, second] = rest;
  switch (verb) {
    case "look":
    case "submit":
    case "close":
      return { do: verb };
    case "command":
    case "say":
      return first === undefined ? null : { do: verb, text: rest.join(" ") };
    case "press":
      return first === undefined ? null : { do: verb, label: rest.join(" ") };
    case "join":
    case "leave":
      return first === undefined ? null : { do: verb, what: first };
    case "fill":
      return first === undefined || second === undefined
        ? null
        : { do: verb, field: first, value: rest.slice(1).join(" ") };
    default:
      return null;
  }
}
