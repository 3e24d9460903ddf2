/** `drumbeat sandbox …`: plays a scenario and stays up; `drumbeat sandbox as HANDLE …`: be somebody in it. */
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Act } from "./control.ts";
import { PORT, parsed, reasonsOf, UsageError } from "./usage.ts";

const USAGE = `Usage: npm run sandbox [-- [--lang en|fr] [--scenario FILE] [--once] [--database FILE|URL] [--out DIR]
                            [--port N] [--faults SEED] [--seed SEED]]
       npm run sandbox -- --months N --out DIR         the story and N months more, all written down
       npm run sandbox -- --empty                      people and no programs
       npm run sandbox -- --people N [--programs N]    a large workspace
       npm run drumbeat -- sandbox move hour|day|week|next
       npm run drumbeat -- sandbox as HANDLE look
       npm run drumbeat -- sandbox as HANDLE command "/drumbeat …"
       npm run drumbeat -- sandbox as HANDLE press "BUTTON"
       npm run drumbeat -- sandbox as HANDLE join|leave #CHANNEL|@GROUP
       npm run drumbeat -- sandbox as HANDLE answer CADENCE KEY=VALUE …
       npm run drumbeat -- sandbox as HANDLE fill FIELD VALUE | submit | close | say "WORDS"
       all of them: [--url ADDRESS]
`;

export async function run(args: string[]): Promise<number> {
  try {
    if (args[0] === "as") return await actAs(args.slice(1));
    if (args[0] === "move") return await move(args.slice(1));
    // With all of Drumbeat: an act in another terminal does not wait for it.
    return await (await import("./cli-play.ts")).play(args, process.env);
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(`${error.message}\n${USAGE}`);
    else process.stderr.write(`${reasonsOf(error, ({ message }) => message).join("\n  because ")}\n`);
    return 1;
  }
}

/** Moves the clock of the sandbox that is up, as the page does. */
async function move(args: string[]): Promise<number> {
  const { values, positionals } = parsed(() =>
    parseArgs({ args, allowPositionals: true, options: { url: { type: "string" } } }),
  );
  const [how = ""] = positionals;
  const hours = { hour: 1, day: 24, week: 7 * 24 }[how];
  if (hours === undefined && how !== "next") throw new UsageError("Say how far: hour, day, week or next.");
  const url = values.url ?? `http://127.0.0.1:${PORT}`;
  const act = hours === undefined ? { do: "to-next" } : { do: "forward", hours };
  const answer = await posted(url, "/page/clock", act);
  const moved = moveSchema.parse(await answer.json());
  const arrived = (moved.arrivals ?? []).map(({ to, count }) => `${to}: ${count}`);
  (answer.ok ? process.stdout : process.stderr).write(
    `${moved.failed ?? (arrived.length > 0 ? `New messages: ${arrived.join(", ")}` : "Nothing new.")}\n`,
  );
  return answer.ok ? 0 : 1;
}

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
    throw new Error(`No sandbox answers at ${url}. Start one with: npm run sandbox`, { cause });
  });
}

async function actAs(args: string[]): Promise<number> {
  const { values, positionals } = parsed(() =>
    parseArgs({ args, allowPositionals: true, options: { url: { type: "string" } } }),
  );
  const [handle, ...words] = positionals;
  const act = actOf(words);
  if (!handle || !act) throw new UsageError("Say who you are and what you do.");
  const url = values.url ?? `http://127.0.0.1:${PORT}`;
  const answer = await posted(url, `/as/${encodeURIComponent(handle)}`, act);
  const text = await answer.text();
  (answer.ok ? process.stdout : process.stderr).write(`${text}\n`);
  return answer.ok ? 0 : 1;
}

function actOf([verb, ...rest]: string[]): Act | null {
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
    case "answer": {
      if (first === undefined) return null;
      const pairs = rest.slice(1).map((pair): [string, string] => {
        const at = pair.indexOf("=");
        if (at < 1) throw new UsageError(`An answer is KEY=VALUE, not ${pair}.`);
        return [pair.slice(0, at), pair.slice(at + 1)];
      });
      return { do: verb, cadence: first, answers: Object.fromEntries(pairs) };
    }
    default:
      return null;
  }
}
