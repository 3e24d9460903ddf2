/** What readers of digests get and do, and what leads do before, under the rule of acts.ts. */
import { objectIn, placedElements, type SandboxMessage, stringIn } from "slack-sandbox";
import { expect } from "vitest";
import { digestById, listDigests } from "../../src/digests/use-cases.ts";
import { askIds } from "../../src/register/asks/buttons.ts";
import { personIn, type Run, sentAs, textOf } from "../support/run.ts";
import { by, perform, plain, type Status, statusOf } from "./acts.ts";

export type DigestRhythm = "weekly" | "monthly" | "quarterly" | "annual";

export interface Digest {
  /** When it came, to the minute. */
  at: string;
  programs: string[];
  /** Of programs whose status is told: now, and in the report before. */
  statuses: Record<string, { now: Status | null; before: Status | null }>;
  /** What can be decided by a press on its first screen. */
  requests: { question: string; options: string[] }[];
  /** All that its reader can read of it: first screen and thread. */
  words: string;
  firstScreen: string;
  /** What it rests on. */
  sources: { is: "check-in" | "item" | "other"; author: string | null; program: string }[];
}

/** The digests of a rhythm that came to somebody, the oldest first, each as it reads now. */
export async function digests(run: Run, who: string, rhythm: DigestRhythm): Promise<Digest[]> {
  const { workspace_id: workspaceId, id: personId } = await personIn(run, who);
  const messages = await sentAs(run, "digest", who);
  const found: Digest[] = [];
  for (const edition of await listDigests(run.db, { workspaceId, personId })) {
    if (edition.rhythm !== rhythm) continue;
    const { document } = (await digestById(run.db, workspaceId, edition.id)) ?? expect.fail("It has no document.");
    const own = messages.filter(({ message }) => JSON.stringify(message.blocks).includes(edition.id));
    const [first] = own;
    if (!first) continue;
    const thread = messages.filter(({ message }) => message.thread_ts === first.message.ts);
    const lines = document.sections.flatMap((section) => section.lines);
    found.push({
      at: first.at.slice(0, 16),
      programs: document.programs.map(({ title }) => title),
      statuses: Object.fromEntries(
        lines.flatMap((line) =>
          line.kind === "health" ? [[line.program, { now: statusOf(line.colour), before: statusOf(line.before) }]] : [],
        ),
      ),
      requests: await requestsIn(run, first.message),
      words: plain([first, ...thread].map(({ message }) => textOf(message)).join("\n")),
      firstScreen: plain(textOf(first.message)),
      sources: document.citations.map(({ source, author, program }) => ({
        is: source.kind === "check-in" || source.kind === "item" ? source.kind : "other",
        author,
        program,
      })),
    });
  }
  return found;
}

/** The only one there is. */
export async function readDigest(run: Run, who: string, rhythm: DigestRhythm): Promise<Digest> {
  const all = await digests(run, who, rhythm);
  expect(all, `${rhythm} digests of ${who}`).toHaveLength(1);
  return all[0] ?? expect.fail();
}

async function requestsIn(run: Run, message: SandboxMessage): Promise<Digest["requests"]> {
  const requests = new Map<string, string[]>();
  for (const { actionId, element } of placedElements(message.blocks)) {
    if (!actionId.startsWith(`${askIds.take}:`)) continue;
    const { id } = JSON.parse(stringIn(element, "value") ?? "{}");
    requests.set(id, [...(requests.get(id) ?? []), stringIn(objectIn(element, "text"), "text") ?? ""]);
  }
  const items = await run.db
    .selectFrom("item")
    .select(["id", "title"])
    .where("id", "in", [...requests.keys(), ""])
    .execute();
  return items.map(({ id, title }) => ({ question: title, options: requests.get(id) ?? [] }));
}

/** Below the newest digest, to the team of a program, in words of their own. */
export async function thank(run: Run, who: string, words: string): Promise<void> {
  await perform(run, { ...by(run, who), do: "thank", program: "loyalty", words });
}
